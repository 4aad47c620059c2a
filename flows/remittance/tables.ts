/** Tables of a document: each head with the rows under it, continued over pages, and each row's words dealt to its columns. */
import { claimDeckOf } from './claim-row.ts';
import { claimStackOf } from './claim-stack.ts';
import type { ClaimStack } from './claim-stack.ts';
import { columnsOf } from './columns.ts';
import type { Column } from './column.ts';
import { headsOf } from './heads.ts';
import type { Head } from './heads.ts';
import type { IdentityHead } from './identity-heads.ts';
import { levelledColumns } from './levelled.ts';
import { namedBySisters } from './sister-columns.ts';
import type { PageRows, Row, Token } from './rows.ts';
import { centre, left, median, right } from './rows.ts';
import { meaningsOf } from './vocabulary.ts';
import type { Meaning } from './vocabulary.ts';

/** The part of a table that stands on one page. */
export interface TablePart {
  readonly page: number;
  /** Parts with the same columns in the same order are one table. */
  readonly table: number;
  readonly columns: readonly Column[];
  /** For each column its number among the table's columns of amounts, the same on every page; null for text. */
  readonly places: readonly (number | null)[];
  /** Rows that make one record; above 1 when values are stacked in a cell. */
  readonly stack: number;
  /** Indexes of its rows on the page. */
  readonly first: number;
  readonly last: number;
  readonly em: number;
  readonly claimStack: ClaimStack | null;
  /** Headings of the claims' own rows among the services. */
  readonly deck?: IdentityHead | null;
}

/** @returns the parts in reading order, and which rows of each page are headings. */
export function tablesOf(
  pages: readonly PageRows[],
  latest: string,
): { parts: TablePart[]; headings: ReadonlySet<Row> } {
  const parts: TablePart[] = [];
  const headings = new Set<Row>();
  const signatures: string[] = [];
  const known = new Set<string>();
  const headed = pages.map((page) => headedOn(page));
  const all = headed.flat();
  const sisters = pages.flatMap((page, at) =>
    page.source === 'ocr'
      ? headed[at]!.map((each) => columnsOf(each.head, bodyOf(each, all, page.em), page.em, latest))
      : [],
  );
  for (const [at, page] of pages.entries()) {
    const heads = headed[at]!.map(({ head }) => head);
    const before = parts.at(-1);
    const until = heads[0]?.first ?? page.rows.length;
    if (before) {
      const continued = continuation(before, page, until - 1);
      if (continued) parts.push(continued);
    }
    heads.forEach((head, index) => {
      const first = head.last + 1;
      const last = (heads[index + 1]?.first ?? page.rows.length) - 1;
      const part = partOf(
        page,
        head,
        bodyOf(headed[at]![index]!, all, page.em),
        { first, last },
        signatures,
        parts,
        sisters,
        latest,
      );
      const words = head.phrases.map((phrase) => phrase.text).join(' ');
      // Headings that the next page repeats over nothing are headings all the same.
      if (part || known.has(words))
        for (const row of [...page.rows.slice(head.first, head.last + 1), ...(part?.claimStack?.above ?? [])])
          headings.add(row);
      if (!part) return;
      known.add(words);
      parts.push(part);
    });
  }
  return { parts, headings };
}

interface Headed {
  readonly head: Head;
  readonly body: readonly Row[];
}

function headedOn(page: PageRows): Headed[] {
  const heads = headsOf(page);
  return heads.map((head, at) => ({
    head,
    body: page.rows.slice(head.last + 1, heads[at + 1]?.first ?? page.rows.length),
  }));
}

/** Under the same headings in the same places stand the same columns: a claim of one line is read by those of all. */
const bodyOf = (own: Headed, all: readonly Headed[], em: number): readonly Row[] =>
  all.filter((each) => each === own || isSameHead(each.head, own.head, em)).flatMap(({ body }) => body);

const isSameHead = (one: Head, other: Head, em: number): boolean =>
  one.phrases.length === other.phrases.length &&
  one.phrases.every((phrase, at) => {
    const same = other.phrases[at]!;
    return phrase.text === same.text && Math.abs(phrase.left - same.left) < em * 0.5;
  });

function partOf(
  page: PageRows,
  head: Head,
  body: readonly Row[],
  { first, last }: { readonly first: number; readonly last: number },
  signatures: string[],
  before: readonly TablePart[],
  sisters: readonly (readonly Column[])[],
  latest: string,
): TablePart | null {
  const plain = namedBySisters(columnsOf(head, body, page.em, latest), page.source === 'ocr' ? sisters : []);
  const apart = levelledColumns(head, body, page.em, latest);
  const levelled = apart && namedAmounts(apart.columns) > namedAmounts(plain) ? apart : null;
  const columns = levelled?.columns ?? plain;
  const money = columns.filter((column) => column.kind === 'money');
  if (money.filter((column) => column.meanings.length > 0 && column.filled > 0).length < 2) return null;
  // Boxes of a claim may hold two amounts; services say what was charged or what is paid.
  if (
    !money.some((column) =>
      [...column.meanings, ...levelMeanings(column)].some((each) => each === 'billed' || each === 'paid'),
    )
  )
    return null;
  const named = money
    .filter((column) => column.meanings.length > 0)
    .map((column) => column.meanings[0])
    .join(',');
  const deck = claimDeckOf(head, body, page.em, latest);
  let table = signatures.indexOf(named);
  if (table < 0) table = signatures.push(named) - 1;
  return {
    page: page.page,
    table,
    columns,
    places: placesOf(columns),
    stack: Math.max(
      levelled?.rows ?? stackOf(columns, body),
      ...before.filter((part) => part.table === table).map((part) => part.stack),
    ),
    first,
    last,
    em: page.em,
    claimStack: deck ? null : claimStackOf(page, head),
    deck,
  };
}

/** How many kinds of amounts the headings tell apart. */
const namedAmounts = (columns: readonly Column[]): number =>
  new Set(
    columns
      .filter((column) => column.kind === 'money' && column.filled > 0)
      .flatMap((column) =>
        column.row === undefined && column.levels.length > 1 ? levelMeanings(column) : column.meanings.slice(0, 1),
      ),
  ).size;

/** Columns without a heading that we know come after all others, so that one more or less does not shift the rest. */
const UNNAMED = 100;

function placesOf(columns: readonly Column[]): (number | null)[] {
  let named = 0;
  let unnamed = UNNAMED;
  return columns.map((column) => {
    if (column.kind !== 'money') return null;
    if (column.meanings.length === 0) return unnamed++;
    return named++;
  });
}

/** Values are stacked when several columns have a money heading of their own on each level and dates stand on every other row only. */
function stackOf(columns: readonly Column[], body: readonly Row[]): number {
  const stacked = columns.filter(
    (column) =>
      column.kind === 'money' && column.levels.length > 1 && levelMeanings(column).length === column.levels.length,
  );
  if (stacked.length === 0) return 1;
  // `CHARGES` over `BILLED` and `ALLOWED` is one heading over two: stacked cells are so in most columns.
  const money = columns.filter((column) => column.kind === 'money' && column.meanings.length > 0);
  if (stacked.length > 1 && stacked.length * 2 < money.length) return 1;
  const size = Math.max(...stacked.map((column) => column.levels.length));
  if (stacked.length === 1) return isStackOfOne(stacked[0]!, size, body) ? size : 1;
  const amounts = body.filter((row) => row.tokens.filter((token) => token.cents !== null).length >= 2);
  const hasDate = (row: Row) =>
    row.tokens.some((token) => token.isDate || /^(?:0[1-9]|1[0-2])[0-3]\d{3}$/.test(token.text));
  const begins = amounts.some(hasDate)
    ? hasDate
    : (row: Row) => row.tokens.some((token) => /^(?:\d{5}|[A-Z]\d{4})$/.test(token.text));
  const dated = amounts.filter(begins);
  return amounts.length >= size && dated.length <= amounts.length * (1 / size + 0.15) ? size : 1;
}

/** One stacked column shows by what stands in it: an amount on each level of nearly every service. */
function isStackOfOne(column: Column, size: number, body: readonly Row[]): boolean {
  const amounts = (row: Row) => row.tokens.filter((token) => token.cents !== null);
  const isBelow = (row: Row) =>
    amounts(row).length > 0 &&
    amounts(row).length <= 2 &&
    amounts(row).some((token) => right(token) > column.left && left(token) < column.right);
  const services = body.filter(
    (row) => amounts(row).length >= 3 && row.tokens.some((token) => /^(?:\d{5}|[A-Z]\d{4})$/.test(token.text)),
  );
  return services.length > 0 && body.filter(isBelow).length >= services.length * (size - 1.2);
}

/** @returns the meaning of each level of a stacked column, when each is known and they differ. */
export function levelMeanings(column: Column): Meaning[] {
  const each = column.levels.map((level) => meaningsOf(level, 'money')[0] ?? null);
  const known = each.filter((meaning): meaning is Meaning => meaning !== null);
  return new Set(known).size === column.levels.length ? known : [];
}

/** Rows at the top of a page that stand in the columns of the page before, without a head of their own. */
function continuation(before: TablePart, page: PageRows, last: number): TablePart | null {
  const amounts = page.rows.slice(0, last + 1).flatMap((row) => {
    const tokens = row.tokens.filter((token) => token.cents !== null);
    return tokens.length >= 2 ? tokens : [];
  });
  if (amounts.length === 0) return null;
  const money = before.columns.filter((column) => column.kind === 'money');
  const shifts = amounts.map(
    (token) => Math.min(...money.map((column) => Math.abs(right(token) - column.right))) * signOf(token, money),
  );
  const shift = median(shifts);
  const columns = before.columns.map((column) => ({
    ...column,
    left: column.left + shift,
    right: column.right + shift,
    edge: column.edge && { ...column.edge, at: column.edge.at + shift },
  }));
  const fits = amounts.filter((token) =>
    columns.some(
      (column) =>
        column.kind === 'money' && centre(token) > column.left - page.em && centre(token) < column.right + page.em,
    ),
  );
  if (fits.length < amounts.length * 0.6) return null;
  return { ...before, page: page.page, columns, first: 0, last, em: page.em };
}

function signOf(token: Token, money: readonly Column[]): number {
  const nearest = money.toSorted((a, b) => Math.abs(right(token) - a.right) - Math.abs(right(token) - b.right))[0]!;
  return right(token) < nearest.right ? -1 : 1;
}

/** Columns of text in which `1.00` is no amount. */
const FIGURES: ReadonlySet<string> = new Set(['units', 'percent']);

/** A mark after the figures moves their edge. */
function standsIn(column: Column, token: Token, em: number): boolean {
  if (!column.edge) return true;
  const at = column.edge.side === 'right' ? right(token) : left(token);
  return Math.abs(at - column.edge.at) < em * (/[-)]$|CR$/i.test(token.text) ? 2 : 1);
}

const widthOf = (column: Column): number => column.right - column.left;

/** @param row which printed row of a service the token is on. @returns the column in which a token stands: the one it shares most with, else the nearest within a word's height. */
export function columnAt(part: TablePart, token: Token, row?: number): number | null {
  const kind = token.cents !== null ? 'money' : 'text';
  let chosen: number | null = null;
  let most = 0;
  part.columns.forEach((column, place) => {
    const isOpen = column.kind === kind || FIGURES.has(column.meanings[0] ?? '');
    if (row !== undefined && column.row !== undefined && column.row !== row) return;
    if (!isOpen || (kind === 'money' && !standsIn(column, token, part.em))) return;
    const shared =
      (Math.min(column.right, right(token)) - Math.max(column.left, left(token))) /
      Math.max(1, right(token) - left(token));
    // A wide number reaches over the narrow column beside it.
    const isNarrower =
      chosen !== null && shared === most && most > 0 && widthOf(column) < widthOf(part.columns[chosen]!);
    if (shared > most || isNarrower) [chosen, most] = [place, shared];
  });
  if (chosen !== null) return chosen;
  if (kind === 'money' && part.columns.some((column) => column.kind === 'money' && column.edge)) return null;
  const near = part.columns
    .map((column, place) => ({
      place,
      kind: row !== undefined && column.row !== undefined && column.row !== row ? null : column.kind,
      gap: Math.max(column.left - right(token), left(token) - column.right),
    }))
    .filter((at) => at.kind === kind && at.gap < part.em * 1.5)
    .toSorted((a, b) => a.gap - b.gap)[0];
  return near?.place ?? null;
}
