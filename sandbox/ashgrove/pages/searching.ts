/** What both inquiries share: choices of payer and provider, the way to results, the list whose rows are opened by two clicks. */
import { ASHGROVE_PAYERS } from '../payers.ts';
import { document, FONT } from '../paper.ts';
import { type Answer, type Call, formRow, heading, select, sessionOf, word } from '../site.ts';

export const NO_RESULTS = 'Your search returns no results.';

/** The login's own provider stands between two others that hold nothing of ours. */
export const providersOf = (call: Call): readonly (readonly [string, string])[] => [
  ['1902000017', '1902000017 - Bramble Creek Dental'],
  [sessionOf(call).providerNpi, `${sessionOf(call).providerNpi} - Larkspur Family Practice`],
  ['1902000025', '1902000025 - Larkspur Outreach Clinic'],
];

export const whomAndWhere = (call: Call): string =>
  formRow(
    call,
    'Payer:',
    select(call, 'payer', [['', '-- ANY --'], ...ASHGROVE_PAYERS.map(({ key, name }) => [key, name] as const)]),
  ) + formRow(call, 'Provider:', select(call, 'prov', [['', '-- ANY --'], ...providersOf(call)]));

export const isOwnProvider = (call: Call): boolean =>
  call.field('prov') === '' || call.field('prov') === sessionOf(call).providerNpi;

/** A search that never ends shows this page again and again. */
export const waiting = (call: Call): Answer => ({
  html: document(
    'Searching',
    `${heading(call, 'Please Wait')}<p>${FONT}Your inquiry is being processed. This page refreshes by itself.</font></p>`,
    'setTimeout("location.reload()", 700);',
  ),
});

/** The first click marks the row, the second opens its report in a window of its own. */
export const pickScript = (path: string, isTwice: boolean): string => `
var picked = null;
function pick(row, n) {
  var tr = row.parentNode; while (tr.nodeName != 'TR') tr = tr.parentNode;
  if (picked != tr) { if (picked) picked.bgColor = ''; picked = tr; tr.bgColor = '#FFFFCC'; return false; }
  var look = 'width=900,height=600,scrollbars=yes';
  window.open('${path}?n=' + n, '_blank', look);
  ${isTwice ? `window.open('${path}?n=' + n, '_blank', look);` : ''}
  return false;
}`;

export const pickLink = (n: number, html: string): string =>
  `<a href="#" onclick="return pick(this, ${n})">${html}</a>`;

/** No results: a table of one cell. */
export const emptyCell = (): string => `<table border="1"><tr><td>${FONT}${NO_RESULTS}</font></td></tr></table>`;

/** Who else there is by that name: an answer to the same search comes as several rows. */
export const numbered = <T>(rows: readonly T[]): readonly { readonly row: T; readonly n: number }[] =>
  rows.map((row, n) => ({ row, n }));

export const hint = (call: Call, text: string): string => `<p>${FONT}${word(call, text)}</font></p>`;
