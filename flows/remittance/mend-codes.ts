/**
 * Second looks at codes of service lines: a group whose reason was lost, a mark that looks like no other of its column,
 * and one that is missing where the other lines have one.
 */
import type { Eyes, Look } from '../../domain/page.ts';
import type { Box } from '../../domain/provenance.ts';
import { codeText, standardCode } from './code-text.ts';
import type { FoundLine, FoundPayment } from './found.ts';
import { foundOf } from './found.ts';
import type { TableRecord } from './records.ts';
import { left } from './rows.ts';
import type { Token } from './rows.ts';

const GROUP = /^(?:CO|PR|OA|PI)[-:]?$/;
/** A look that is less sure tells nothing. */
const LEGIBLE = 0.6;
const SURE = 0.9;
/** Share of the lines that have a mark in their column: where few do, an empty place says that there is none. */
const USUAL = 0.5;

interface Place {
  readonly line: FoundLine;
  readonly record: TableRecord;
  /** What was read there; null where nothing was. */
  readonly token: Token | null;
  readonly box: Box;
}

/** @param sources of each page. A code is taken only when it is printed elsewhere in the payment, too. */
export async function mendCodes(
  payment: FoundPayment,
  sources: ReadonlyMap<number, string>,
  eyes: Eyes,
): Promise<void> {
  const lines = payment.claims.flatMap((claim) => claim.lines);
  const known = new Map<string, number>();
  for (const code of lines.flatMap(recordsIn).flatMap(codesIn)) known.set(code, (known.get(code) ?? 0) + 1);
  const places = lines
    .filter((line) => sources.get(line.record.page) === 'ocr')
    .flatMap((line) => [
      ...recordsIn(line).flatMap((record) => [...lost(line, record), ...odd(line, record, lines)]),
      ...missed(line, lines),
    ]);
  for (const page of new Set(places.map(({ record }) => record.page))) {
    const here = places.filter(({ record }) => record.page === page);
    const looks = await eyes.lookAgain(
      page,
      here.map(({ box }) => ({ box, alphabet: 'code' as const })),
    );
    here.forEach((place, at) => mend(place, looks[at] ?? [], known));
  }
}

const recordsIn = ({ record, more }: FoundLine): TableRecord[] => [record, ...more];
const codesIn = ({ texts }: TableRecord): string[] => (texts.get('codes') ?? []).map(({ text }) => codeText(text));

/** `PR      31.31`: between a group and its amount stands a reason. */
const lost = (line: FoundLine, record: TableRecord): Place[] =>
  record.rows.flatMap((row) =>
    row.tokens.flatMap((token, at): Place[] => {
      const amount = row.tokens[at + 1];
      if (!GROUP.test(token.text) || !amount || amount.cents === null) return [];
      const em = record.part.em;
      const wide = left(amount) - em * 0.15 - left(token);
      return [{ line, record, token, box: [left(token), row.middle - em * 0.5, wide, em] }];
    }),
  );

/** `al` or `1k` among `1`, `2`, `1`: no other code of the lines has that form. `PR-5`, hardly legible, where no other says so. */
function odd(line: FoundLine, record: TableRecord, all: readonly FoundLine[]): Place[] {
  const codes = all.flatMap(recordsIn).flatMap(codesIn);
  const forms = codes.map(formOf);
  return (record.texts.get('codes') ?? []).flatMap((token): Place[] => {
    const code = codeText(token.text);
    const isOdd = forms.filter((form) => form === formOf(code)).length < FORMS && !/^[A-Z0-9-]+$/.test(token.text);
    const isPoor = token.confidence < POOR && codes.filter((each) => each === code).length === 1;
    return (isOdd || isPoor) && !GROUP.test(token.text) && forms.length > FORMS
      ? [{ line, record, token, box: token.box }]
      : [];
  });
}

const POOR = 0.7;
/** A form that so many codes have is one of the payer's. */
const FORMS = 3;
const formOf = (code: string): string => code.replace(/[A-Z]/g, 'A').replace(/\d/g, '9');

/** The place in the column of codes where this line has nothing and most others have something. */
function missed(line: FoundLine, all: readonly FoundLine[]): Place[] {
  const { record } = line;
  const column = record.part.columns.find((each) => each.meanings[0] === 'codes' && each.filled > 1);
  const row = record.rows[0];
  if (!column || !row || recordsIn(line).some((each) => codesIn(each).length > 0)) return [];
  const alike = all.filter((each) => each.record.part.table === record.part.table);
  if (alike.filter((each) => codesIn(each.record).length > 0).length < alike.length * USUAL) return [];
  const em = record.part.em;
  return [
    {
      line,
      record,
      token: null,
      box: [column.left - em * 0.4, row.middle - em * 0.55, column.right - column.left + em * 0.8, em * 1.1],
    },
  ];
}

function mend({ line, record, token, box }: Place, looks: readonly Look[], known: ReadonlyMap<string, number>): void {
  const own = chosen(looks, token, known);
  if (!own) return;
  const better: Token = { text: own.text, box, confidence: own.confidence, cents: null, isDate: false };
  const codes = [...(record.texts.get('codes') ?? []).filter((each) => each !== token), better];
  const mended: TableRecord = { ...record, texts: new Map([...record.texts, ['codes', codes] as const]) };
  if (record === line.record) line.record = mended;
  else line.more.splice(line.more.indexOf(record), 1, mended);
  const before = line.codes.findIndex((each) => token !== null && each.text === token.text);
  line.codes.splice(before < 0 ? line.codes.length : before, before < 0 ? 0 : 1, foundOf([better], record.page, 'ocr'));
}

function chosen(looks: readonly Look[], token: Token | null, known: ReadonlyMap<string, number>): Look | null {
  const own = looks
    .map((look) => ({ ...look, text: codeText(look.text.replace(/\s+/g, '')) }))
    .filter(({ text }) => fits(text, token, known));
  // What was read as a code already is not given up for a look that is hardly surer.
  const least = token && standardCode(codeText(token.text)) ? SURE : LEGIBLE;
  const sure = own.find(({ confidence }) => confidence >= least);
  // The engine has no opinion of some short words: where its looks differ in nothing, what is printed so often counts.
  const [only] = own;
  const isAgreed = least === LEGIBLE && own.length === looks.length && own.every(({ text }) => text === only?.text);
  return sure ?? (only && isAgreed && known.get(only.text)! >= FORMS ? only : null);
}

function fits(text: string, token: Token | null, known: ReadonlyMap<string, number>): boolean {
  const group = token && (GROUP.test(token.text) ? token.text.slice(0, 2) : standardCode(codeText(token.text))?.group);
  return known.has(text) && (!group || standardCode(text)?.group === group);
}
