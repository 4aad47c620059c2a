/** Pages set in columns of boxes: each column is read from its top to its foot, one column after the other. */
import type { PageSight } from '../../domain/page.ts';
import { left, right, rowsOf } from './rows.ts';
import type { PageRows, Row, Token } from './rows.ts';

/** The boxes stand in this many columns, the left edge of each so far right of the one before. */
interface Fold {
  readonly start: number;
  readonly offset: number;
  readonly columns: number;
  /** The rows that hold what is printed in every column. */
  readonly first: number;
  readonly last: number;
}

/** So many words must be printed again at the same distance to the right. */
const FEWEST_WORDS = 6;
/** Of them at the left edge of the boxes. */
const FEWEST_AT_EDGE = 3;
/** Share of rows that may run on over the edge of a box, such as a note between boxes. */
const MOST_ACROSS = 0.1;
/** Of the page's width: boxes are no narrower. */
const NARROWEST = 0.2;
/** In heights of a word: how exactly the words repeat, and the gap between two boxes. */
const EXACT = 0.6;
const GAP = 0.8;

/** @returns the rows of a page in the order of reading. Tops and bottoms of later columns go on below those before; boxes stay. */
export function readingRowsOf(sight: PageSight, latest: string): PageRows {
  const page = rowsOf(sight, latest);
  const fold = foldOf(page);
  return fold ? unfolded(sight, page, fold, latest) : page;
}

interface Pair {
  readonly text: string;
  readonly one: Token;
  readonly offset: number;
}

/** Labels and headings that every box repeats tell the columns: no other paper prints the same words twice at one distance. */
function foldOf(page: PageRows): Fold | null {
  const pairs = pairsOf(page);
  const votes = pairs.map(({ offset }) => {
    const own = pairs.filter((pair) => pair.offset >= offset && pair.offset < offset + page.em * EXACT);
    return { own, words: new Set(own.map(({ text }) => text)).size };
  });
  const most = Math.max(0, ...votes.map(({ words }) => words));
  // With three columns the distance over two of them is found as well: the shorter one counts.
  const best = votes
    .filter(({ words }) => words >= FEWEST_WORDS && words >= most * 0.7)
    .toSorted((a, b) => a.own[0]!.offset - b.own[0]!.offset)[0];
  if (!best) return null;
  const offset = best.own.reduce((sum, pair) => sum + pair.offset, 0) / best.own.length;
  const start = Math.min(...best.own.map(({ one }) => left(one)));
  const atEdge = best.own.filter(({ one }) => left(one) - start < page.em);
  if (new Set(atEdge.map(({ text }) => text)).size < FEWEST_AT_EDGE) return null;
  const isRepeated = (token: Token) =>
    best.own.some(
      ({ text, one }) =>
        token.text === text && Math.abs(((left(token) - left(one) + offset / 2) % offset) - offset / 2) < page.em,
    );
  const holds = page.rows.flatMap(({ tokens }, at) => (tokens.some(isRepeated) ? [at] : []));
  const edge = Math.max(...page.rows.flatMap(({ tokens }) => tokens.map(left)));
  const columns = Math.floor((edge - start) / offset + 0.05) + 1;
  const fold = { start, offset, columns, first: holds[0]!, last: holds.at(-1)! };
  if (columns < 2) return null;
  const boxed = page.rows.slice(fold.first, fold.last + 1);
  const across = boxed.filter((row) => isAcross(row, fold, page.em));
  return across.length > boxed.length * MOST_ACROSS ? null : extended(page, fold);
}

function pairsOf({ rows, width, em }: PageRows): Pair[] {
  const places = new Map<string, Token[]>();
  for (const token of rows.flatMap(({ tokens }) => tokens))
    if (/^[^\d]*[A-Za-z]{2}[^\d]*$/.test(token.text))
      places.set(token.text, [...(places.get(token.text) ?? []), token]);
  return [...places].flatMap(([text, tokens]) => {
    const apart = tokens.filter(
      (token, at) => tokens.findIndex((each) => Math.abs(left(each) - left(token)) < em * EXACT) === at,
    );
    return apart.flatMap((one) =>
      apart
        .map((other) => ({ text, one, offset: left(other) - left(one) }))
        .filter(({ offset }) => offset > width * NARROWEST),
    );
  });
}

/** A name over its box, and what follows the last label closely, belong to the boxes. */
function extended(page: PageRows, fold: Fold): Fold {
  const { rows, em } = page;
  let { first, last } = fold;
  const isNear = (above: Row | undefined, below: Row | undefined) =>
    above !== undefined && below !== undefined && below.top - above.bottom < em * 1.2;
  const isInAll = (row: Row) =>
    !isAcross(row, fold, em) && new Set(row.tokens.map((each) => columnOf(each, fold, em))).size > 1;
  while (first > 0 && isNear(rows[first - 1], rows[first]) && isInAll(rows[first - 1]!)) first -= 1;
  while (isNear(rows[last], rows[last + 1])) last += 1;
  return { ...fold, first, last };
}

const columnOf = (token: Pick<Token, 'box'>, { start, offset, columns }: Fold, em: number): number =>
  Math.max(0, Math.min(columns - 1, Math.floor((left(token) - start + em * 0.7) / offset)));

/** Words that run on from one column into the next. */
const isAcross = ({ tokens }: Row, fold: Fold, em: number): boolean =>
  tokens.some((token, at) => {
    const own = columnOf(token, fold, em);
    const edge = fold.start + (own + 1) * fold.offset;
    const next = tokens[at + 1];
    return (
      (own < fold.columns - 1 && right(token) > edge) ||
      (next !== undefined && columnOf(next, fold, em) > own && left(next) - right(token) < em * GAP)
    );
  });

function unfolded(sight: PageSight, page: PageRows, fold: Fold, latest: string): PageRows {
  const { em } = page;
  const rows: Row[] = [];
  let shift = 0;
  for (let at = 0; at < page.rows.length; at += 1) {
    const isBoxed = (index: number) =>
      index >= fold.first && index <= fold.last && !isAcross(page.rows[index]!, fold, em);
    if (!isBoxed(at)) {
      rows.push(shifted(page.rows[at]!, shift));
      continue;
    }
    let end = at;
    while (isBoxed(end + 1)) end += 1;
    const band = page.rows.slice(at, end + 1);
    const top = Math.min(...band.map((row) => row.top));
    const bottom = Math.max(...band.map((row) => row.bottom));
    const words = sight.words.filter(({ box }) => box[1] + box[3] / 2 >= top && box[1] + box[3] / 2 <= bottom);
    for (let column = 0; column < fold.columns; column += 1) {
      const own = words.filter((word) => columnOf(word, fold, em) === column);
      if (own.length === 0) continue;
      rows.push(...rowsOf(sight, latest, own).rows.map((row) => shifted(row, shift)));
      shift += bottom - top + em * 3;
    }
    at = end;
  }
  return { ...page, rows };
}

const shifted = (row: Row, by: number): Row => ({ ...row, top: row.top + by, bottom: row.bottom + by });
