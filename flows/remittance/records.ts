/** Rows under a head become records: a service line, a claim in one row, a total, or more codes of the line above. */
import { claimLabelsIn } from './claim-row.ts';
import { labelledAmountsIn } from './labelled-amounts.ts';
import { codeText, procedureIn, standardCode } from './code-text.ts';
import { withWholeCodes } from './code-tokens.ts';
import type { Labelled } from './labels.ts';
import { spanOf } from './date-text.ts';
import type { DateSpan } from './date-text.ts';
import type { Row, Token } from './rows.ts';
import { columnAt, levelMeanings } from './tables.ts';
import { meaningIn } from './text-meanings.ts';
import type { TablePart } from './tables.ts';
import type { MoneyColumn } from './solve/cells.ts';
import { isMoneyColumn } from './vocabulary.ts';
import type { Meaning, TextColumn } from './vocabulary.ts';
import type { Box } from '../../domain/provenance.ts';

/** One amount's place in a record: what stands there, or where it would stand. */
export interface AmountAt {
  /** Number of the column of amounts times eight plus the level of a stacked cell. */
  readonly place: number;
  readonly heading: string;
  readonly meanings: readonly MoneyColumn[];
  readonly token: Token | null;
  /** Where the cell is, for a second look. */
  readonly box: Box;
}

export interface TableRecord {
  readonly kind: 'line' | 'claim' | 'total' | 'more' | 'whole';
  readonly part: TablePart;
  readonly page: number;
  readonly rows: readonly Row[];
  readonly amounts: readonly AmountAt[];
  readonly texts: ReadonlyMap<TextColumn, readonly Token[]>;
  /** Words that stand in no column that we know, or left of all: `CLAIM TOTALS`. */
  readonly label: string;
  readonly service: DateSpan | null;
  /** Of a claim's own row: what its labels say. */
  readonly labelled?: readonly Labelled[];
}

const LEVELS = 8;
/** What is taken from the claim as a whole, in the columns of its lines. */
const WHOLE = /\bclaim[- ](?:level|adj\w*)\b/i;
const TOTAL = /\b(sub ?-?totals?|totals?|tot|sum|summary|balance)\b/i;

/**
 * The records of a part, from the top; rows that are none are left out.
 * @param latest the last day that can stand on the paper.
 */
export function recordsOf(part: TablePart, rows: readonly Row[], latest: string): TableRecord[] {
  const records: TableRecord[] = [];
  const isFilled = (row: Row) =>
    row.tokens.some((token) => token.cents !== null && columnAt(part, token) !== null && !isFigure(part, token));
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    if (!isFilled(row)) continue;
    const group = [row];
    const isFirst = row.tokens.filter((token) => token.cents !== null).length >= 2;
    while (
      isFirst &&
      group.length < part.stack &&
      rows[at + 1] &&
      isFilled(rows[at + 1]!) &&
      !startsRecord(part, rows[at + 1]!, latest)
    ) {
      at += 1;
      group.push(rows[at]!);
    }
    const record = recordOf(part, group, latest);
    const isMore = record?.kind === 'more';
    if (
      record &&
      (!isMore || isUnder(records.at(-1), row, part.em) || (records.length === 0 && isAtTop(part, rows, row)))
    )
      records.push(record);
  }
  return records;
}

/** `TOTAL CHARGED ....... 279.75` at the right edge, under the column of what is paid: its words say what it is. */
function isSaidOtherwise(part: TablePart, row: Row, { token, meanings }: AmountAt): boolean {
  const [said] = labelledAmountsIn(row, part.em);
  return said !== undefined && said.amount === token && meanings.length > 0 && !meanings.includes(said.meaning);
}

/** Two words with colons are labels, whatever stands under the columns. */
const isLabels = (row: Row): boolean => row.tokens.filter((token) => /[A-Za-z#]:$/.test(token.text)).length >= 2;

const isFigure = (part: TablePart, token: Token): boolean => {
  const at = columnAt(part, token);
  return at !== null && part.places[at] === null;
};

/** Codes that a page break parted from their line stand first under the repeated headings. */
const isAtTop = (part: TablePart, rows: readonly Row[], row: Row): boolean =>
  part.page > 1 && rows[0] !== undefined && row.top - rows[0].top < part.em * 4;

/** Further codes of a line stand right under it. */
const isUnder = (above: TableRecord | undefined, row: Row, em: number): boolean =>
  above !== undefined &&
  (above.kind === 'line' || above.kind === 'more') &&
  row.top - above.rows.at(-1)!.bottom < em * 0.9;

const startsRecord = (part: TablePart, row: Row, latest: string): boolean => {
  // The second day of a service stands under the first: `- 01/28/26`.
  if (/^(?:-|–|thru|to)$/i.test(row.tokens[0]?.text ?? '')) return false;
  const texts = textsOf(part, [row]).texts;
  return (
    row.tokens.some((token) => token.isDate) ||
    spanIn(texts, latest) !== null ||
    // Where services have two printed rows, so have their totals.
    (!part.columns.some((column) => column.row !== undefined) &&
      TOTAL.test(row.tokens.map((token) => token.text).join(' ')))
  );
};

function recordOf(part: TablePart, rows: readonly Row[], latest: string): TableRecord | null {
  const amounts = rows.flatMap((row, level) => amountsOf(part, row, level));
  const filled = amounts.filter((amount) => amount.token !== null);
  const all = rows.flatMap((row) => row.tokens.filter((token) => token.cents !== null && !isFigure(part, token)));
  // Amounts between words, in no column: a row of labels.
  if (filled.length === 0 || filled.length < all.length * 0.6) return null;
  if (filled.length < 3 && rows.some(isLabels)) return null;
  if (filled.length === 1 && isSaidOtherwise(part, rows[0]!, filled[0]!)) return null;
  const labelled = claimLabelsIn(rows[0]!, part.deck ?? null, part.em, latest);
  if (labelled.length > 0) {
    const own = { part, page: part.page, rows, texts: new Map(), label: '', service: null, labelled };
    return { kind: 'claim', ...own, amounts: withEmpty(part, rows, amounts) };
  }
  const { texts, loose } = asService(part, rows, textsOf(part, rows));
  const service = spanIn(texts, latest);
  const label = loose.map((token) => token.text).join(' ');
  const kind = kindOf(part, filled, texts, label, service);
  return kind
    ? { kind, part, page: part.page, rows, amounts: withEmpty(part, rows, amounts), texts, label, service }
    : null;
}

function kindOf(
  part: TablePart,
  filled: readonly AmountAt[],
  texts: ReadonlyMap<TextColumn, readonly Token[]>,
  label: string,
  service: DateSpan | null,
): TableRecord['kind'] | null {
  const words = `${label} ${[...texts.values()]
    .flat()
    .map((token) => token.text)
    .join(' ')}`;
  const isTotal = TOTAL.test(words);
  const isNumbered = hasNumber(texts.get('claimNumber')) || hasNumber(texts.get('account'));
  if (isTotal && !hasProcedure(texts) && !isNumbered) return filled.length > 0 ? 'total' : null;
  if (WHOLE.test(words) && !isNumbered) return filled.length > 0 ? 'whole' : null;
  const hasProcedures = part.columns.some((column) => column.meanings[0] === 'procedure');
  // The claim's own row over its services, in their columns: it names who and which claim, and no day.
  const isOfClaim = isNumbered && !service && !hasProcedure(texts) && isNamed(texts.get('patient'));
  if (hasProcedures && isOfClaim && !isTotal && filled.length >= 3) return 'claim';
  // Of a claim that is not decided yet nothing but the charge is printed.
  const isCharge = service !== null && filled.some(({ meanings }) => meanings[0] === 'billed');
  if (hasProcedure(texts) && (filled.length >= 2 || isCharge)) return 'line';
  if (isNumbered && !hasProcedures && filled.length >= 2) return 'claim';
  if (service && filled.length >= 2) return hasProcedures || !isNumbered ? 'line' : 'claim';
  if (filled.every((amount) => amount.meanings[0] === 'adjustment')) return 'more';
  if (filled.length >= 3) return 'total';
  return null;
}

const isNamed = (tokens: readonly Token[] | undefined): boolean =>
  tokens?.some((token) => /^[A-Z][A-Za-z'’-]+,?/.test(token.text)) ?? false;
const hasNumber = (tokens: readonly Token[] | undefined): boolean =>
  tokens?.some((token) => /\d{3}/.test(token.text)) ?? false;
const hasProcedure = (texts: ReadonlyMap<TextColumn, readonly Token[]>): boolean =>
  texts.get('procedure')?.some((token) => procedureIn(token.text) !== null) ?? false;

export function spanIn(texts: ReadonlyMap<TextColumn, readonly Token[]>, latest: string): DateSpan | null {
  const tokens = texts.get('date') ?? [];
  const whole = spanOf(tokens.map((token) => token.text).join(' '), latest);
  if (whole) return whole;
  for (const token of tokens) {
    const span = spanOf(token.text, latest);
    if (span) return span;
  }
  return null;
}

/** @returns the meanings of a place: a stacked column has one of its own on each level. */
function meaningsAt(part: TablePart, index: number, level: number): MoneyColumn[] {
  const column = part.columns[index]!;
  const levels = part.stack > 1 && column.row === undefined ? levelMeanings(column) : [];
  const meanings: readonly Meaning[] = levels.length > 0 ? [levels[level] ?? levels[0]!] : column.meanings;
  return meanings.filter(isMoneyColumn);
}

/** A column of one printed row has one place, in which amounts under each other add up; a stacked cell has one for each of its levels. */
const placeOf = (part: TablePart, index: number, level: number): number =>
  (part.places[index] ?? 0) * LEVELS +
  (part.columns[index]!.row === undefined && levelMeanings(part.columns[index]!).length > 0 ? level : 0);

function amountsOf(part: TablePart, row: Row, level: number): AmountAt[] {
  return row.tokens.flatMap((token) => {
    if (token.cents === null) return [];
    const index = columnAt(part, token, level);
    return index === null || part.places[index] === null
      ? []
      : [
          {
            place: placeOf(part, index, level),
            heading: part.columns[index]!.heading,
            meanings: meaningsAt(part, index, level),
            token,
            box: token.box,
          },
        ];
  });
}

/** Adds the cells in which nothing was read, so that a missed amount is looked for where it would stand. */
function withEmpty(part: TablePart, rows: readonly Row[], amounts: readonly AmountAt[]): AmountAt[] {
  const all = [...amounts];
  rows.forEach((row, level) => {
    part.columns.forEach((column, index) => {
      if (column.row !== undefined && column.row !== level) return;
      const place = placeOf(part, index, level);
      const meanings = meaningsAt(part, index, level);
      if (column.kind !== 'money' || meanings.length === 0 || all.some((amount) => amount.place === place)) return;
      if (level > 0 && column.row === undefined && levelMeanings(column).length <= level) return;
      const pad = part.em * 0.4;
      const wide = Math.max(column.right - column.left, part.em * 3);
      all.push({
        place,
        heading: column.heading,
        meanings,
        token: null,
        box: [column.right - wide - pad, row.middle - part.em * 0.6, wide + 2 * pad, part.em * 1.2],
      });
    });
  });
  return all.toSorted((a, b) => a.place - b.place);
}

function textsOf(part: TablePart, rows: readonly Row[]): { texts: Map<TextColumn, Token[]>; loose: Token[] } {
  const texts = new Map<TextColumn, Token[]>();
  const loose: Token[] = [];
  for (const { token, level } of rows.flatMap((row, at) =>
    withWholeCodes(row.tokens, part.em).map((each) => ({ token: each, level: at })),
  )) {
    const at = token.cents === null ? null : columnAt(part, token, level);
    if (token.cents !== null && (at === null || part.columns[at]!.kind === 'money')) continue;
    const meaning = meaningIn(part, token, rows[level]!, level);
    if (meaning && meaning !== 'other') texts.set(meaning, [...(texts.get(meaning) ?? []), token]);
    else loose.push(token);
  }
  return { texts, loose };
}

/** Under a table of claims a row that begins with a day and a procedure is a service of the claim above, in the same columns. */
function asService(
  part: TablePart,
  rows: readonly Row[],
  read: ReturnType<typeof textsOf>,
): ReturnType<typeof textsOf> {
  if (part.columns.some((column) => column.meanings[0] === 'procedure')) return read;
  const words = rows[0]!.tokens.filter((token) => token.cents === null);
  const at = words.findIndex((token) => token.isDate);
  const next = words.slice(at + 1).findIndex((token) => /^(?:\d{5}|[A-Z]\d{4})(?:[- ]?[A-Z0-9]{2})?$/.test(token.text));
  if (at < 0 || at > 1 || next < 0 || next > 1) return read;
  const from = at + 1 + next;
  const codes = [
    ...(read.texts.get('codes') ?? []),
    ...words.slice(from + 1).filter((token) => standardCode(codeText(token.text)) !== null),
  ];
  const texts = new Map<TextColumn, Token[]>([
    ['date', words.slice(at, from)],
    ['procedure', [words[from]!]],
  ]);
  if (codes.length > 0) texts.set('codes', [...new Set(codes)]);
  return { texts, loose: read.loose };
}
