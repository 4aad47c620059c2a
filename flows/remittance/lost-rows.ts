/** Rows of amounts that stand among the rows of a claim, under its columns, and that no record has taken: a line that a scan has spoilt. */
import type { FoundClaim, FoundPayment } from './found.ts';
import type { TableRecord } from './records.ts';
import type { PageRows, Row } from './rows.ts';
import { right } from './rows.ts';

const FEWEST_AMOUNTS = 2;
/** Usual heights of a word between two rows of a claim; more is room for a row that was not seen at all. */
const ROOM = 4.5;

/**
 * @param place of the claim in the payment, from 0; the total of the claim above ends where this one begins.
 * @returns whether a row of the claim may have gone unseen.
 */
export function mayLackRow(
  { claims, parts, totals }: FoundPayment,
  place: number,
  pages: readonly PageRows[],
): boolean {
  const claim = claims[place]!;
  const before = claims[place - 1];
  const summed = [...parts.map(({ record }) => record), ...totals].flatMap(({ rows }) => rows);
  if (!isWhole(claim) || (before && before.lines.length > 0 && !isWhole(before))) return true;
  const taken = rowsOf(claim);
  const start = before ? rowsOf(before).at(-1) : undefined;
  const end = taken.at(-1);
  if (!end) return true;
  const edges = claim.lines.flatMap(({ record }) =>
    record.amounts.flatMap(({ token }) => (token ? [right(token)] : [])),
  );
  const isInColumns = (row: Row, em: number): boolean => {
    const amounts = row.tokens.filter(({ cents }) => cents !== null);
    const under = amounts.filter((token) => edges.some((edge) => Math.abs(edge - right(token)) < em));
    return under.length >= Math.max(FEWEST_AMOUNTS, amounts.length / 2);
  };
  const loose = pages.some(({ rows, em }) =>
    rows.some(
      (row) =>
        isInColumns(row, em) &&
        isAfter(row, start) &&
        isAfter(end, row) &&
        ![...taken, ...summed].some((each) => isSame(each, row)) &&
        ![claim, before].some((each) => each && isSpoken(each, row)),
    ),
  );
  return loose || hasRoom(claim, pages);
}

/** A row of words beside amounts, `INTEREST 0.00 NET 120.47`, is no line. */
const isSpoken = ({ said, interest, patientResponsibility }: FoundClaim, row: Row): boolean =>
  [...said.map(({ found }) => found), interest, patientResponsibility].some(
    (each) => each?.page === row.page && each.box[1] < row.bottom && each.box[1] + each.box[3] > row.top,
  );

/** The total has half of the columns that its lines have: half a row that a page break cut off is none. */
function isWhole({ lines, total }: FoundClaim): boolean {
  const countOf = (record: TableRecord | null): number => record?.amounts.filter(({ token }) => token).length ?? 0;
  return countOf(total) * 2 >= Math.max(...lines.map(({ record }) => countOf(record)));
}

const rowsOf = ({ lines, total, coded }: FoundClaim): Row[] =>
  [...lines.flatMap(({ record, more }) => [record, ...more]), ...coded, ...(total ? [total] : [])]
    .flatMap(({ rows }) => rows)
    .toSorted((a, b) => a.page - b.page || heightOf(a) - heightOf(b));

/** White paper between two rows of a claim on one page. */
function hasRoom(claim: FoundClaim, pages: readonly PageRows[]): boolean {
  const rows = rowsOf(claim);
  return rows.some((row, at) => {
    const next = rows[at + 1];
    const page = pages.find((each) => each.page === row.page);
    if (!next || !page || next.page !== row.page) return false;
    const between = page.rows.filter((each) => heightOf(each) > heightOf(row) && heightOf(each) < heightOf(next));
    const tops = [...between, next].map(({ top }) => top);
    const bottoms = [row, ...between].map(({ bottom }) => bottom);
    return tops.some((top, place) => top - bottoms[place]! > page.em * ROOM);
  });
}

/** Where columns are read one after the other, tops and bottoms go on from one to the next. */
const heightOf = ({ top, bottom }: Row): number => (top + bottom) / 2;

const isSame = (a: Row, b: Row): boolean =>
  a.page === b.page && Math.abs(heightOf(a) - heightOf(b)) < Math.max(a.bottom - a.top, b.bottom - b.top) / 2;

const isAfter = (row: Row, other: Row | undefined): boolean =>
  !other ||
  row.page > other.page ||
  (row.page === other.page && heightOf(row) > heightOf(other) + (other.bottom - other.top) / 2);
