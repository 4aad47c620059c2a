/** Tables of service lines described by their columns. Shared by layouts that set lines as table rows. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../domain/remittance.ts';
import { codeOf, type Columns, columnsOf, isDenial } from '../money-of.ts';
import type { LocalCode } from '../truth.ts';
import { escapeHtml, row } from './ink.ts';

export interface Column {
  readonly head: string;
  readonly css?: string;
  readonly line: (line: RemittanceLine, columns: Columns) => string;
  /** In total rows; empty when left out. */
  readonly total?: (columns: Columns) => string;
}

/** An amount column, the same in lines and totals. */
export const amountColumn = (
  head: string,
  pick: (columns: Columns) => number,
  set: (cents: number) => string,
  setTotal = set,
): Column => ({
  head,
  css: 'r',
  line: (_, columns) => set(pick(columns)),
  total: (columns) => setTotal(pick(columns)),
});

export const textColumn = (head: string, line: (line: RemittanceLine) => string, css = ''): Column => ({
  head,
  css,
  line,
});

export const headRow = (columns: readonly Column[], css = ''): string =>
  row(
    columns.map((column): [string, string] => [column.head, column.css ?? '']),
    'th',
    css,
  );

export const lineRow = (columns: readonly Column[], line: RemittanceLine, css = ''): string => {
  const amounts = columnsOf(line);
  return row(
    columns.map((column): [string, string] => [column.line(line, amounts), column.css ?? '']),
    'td',
    css,
  );
};

/** `<col>`s for tables of a fixed layout. */
export const columnWidths = (percents: readonly number[]): string =>
  percents.map((width) => `<col style="width:${width}%">`).join('');

/** Headings over several columns each; an empty text leaves its columns open. */
export const spanRow = (spans: readonly (readonly [text: string, columns: number])[]): string =>
  `<tr class="span">${spans.map(([text, columns]) => `<th colspan="${columns}"${text ? ' class="group"' : ''}>${escapeHtml(text)}</th>`).join('')}</tr>`;

/** @param label stands in the first cell. */
export const totalRow = (columns: readonly Column[], amounts: Columns, label: string, css = 'total'): string =>
  row(
    columns.map((column, i): [string, string] => [i === 0 ? label : (column.total?.(amounts) ?? ''), column.css ?? '']),
    'td',
    css,
  );

/** The payer's own codes of a line's denials. */
export const localCodesOf = (line: RemittanceLine, codes: Readonly<Record<string, LocalCode>>): LocalCode[] =>
  line.adjustments.filter(isDenial).flatMap((each) => codes[codeOf(each)] ?? []);

/** The payer's own codes of a line as its cell shows them. */
export const notesOn = (line: RemittanceLine, codes: Readonly<Record<string, LocalCode>>): string =>
  localCodesOf(line, codes)
    .map(({ code }) => code)
    .join(' ');

/** As `notesOn`; a line without any shows the reasons of its denials. */
export const notesOrReasonsOn = (line: RemittanceLine, codes: Readonly<Record<string, LocalCode>>): string =>
  notesOn(line, codes) ||
  line.adjustments
    .filter(isDenial)
    .map(({ reason }) => reason ?? '')
    .join(' ');

/** The payer's own codes that any adjustment of the claims has, in the order of the payer's list. */
export const legendOf = (
  claims: readonly RemittanceClaim[],
  codes: Readonly<Record<string, LocalCode>>,
): LocalCode[] => {
  const used = new Set(claims.flatMap(({ lines }) => lines.flatMap((line) => line.adjustments.map(codeOf))));
  return Object.entries(codes)
    .filter(([key]) => used.has(key))
    .map(([, code]) => code);
};

/** Each local code that the payments use, once, in the order of the paper. */
export const notesUsed = (
  payments: readonly RemittancePayment[],
  codes: Readonly<Record<string, LocalCode>>,
): LocalCode[] => [
  ...new Set(
    payments.flatMap(({ claims }) => claims.flatMap(({ lines }) => lines.flatMap((line) => localCodesOf(line, codes)))),
  ),
];

export const withModifiers = (line: RemittanceLine, gap = ' '): string =>
  [line.procedure ?? '', ...(line.modifiers ?? [])].join(gap);
