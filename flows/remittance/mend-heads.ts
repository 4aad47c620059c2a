/** Headings that ran into each other when the page was read: each column's is read again by itself. */
import type { Eyes, PageSight, Word } from '../../domain/page.ts';
import type { Box } from '../../domain/provenance.ts';
import { headsOf } from './heads.ts';
import { left, right, rowsOf } from './rows.ts';
import type { PageRows, Row } from './rows.ts';
import { isMoneyColumn, meaningsOf } from './vocabulary.ts';

/** A row of services has so many amounts. */
const AMOUNTS = 3;
const MOST_ROWS = 6;
/** Rows of headings are read less surely than this where they ran together. */
const POOR = 0.72;
const TALLEST = 4.7;

interface Zone {
  readonly top: number;
  readonly bottom: number;
  readonly cells: readonly Box[];
}

/** @returns the page with its crowded headings read anew; as it was when none is crowded, or from a text layer. */
export async function withMendedHeads(sight: PageSight, eyes: Eyes, latest: string): Promise<PageSight> {
  if (sight.source !== 'ocr' || sight.kind !== 'printed') return sight;
  const page = rowsOf(sight, latest);
  let words: readonly Word[] = sight.words;
  for (const zone of crowded(page)) {
    const read = await eyes.wordsIn(sight.page, zone.cells);
    const best = zone.cells.map((cell, at) => {
      const before = words.filter(({ box }) => isWithin(box, zone) && isOver(box, cell));
      const now = read[at]!.filter((word) => /[A-Za-z%#]/.test(word.text));
      return knownIn(now) > 0 ? now : before;
    });
    words = [...words.filter(({ box }) => !isWithin(box, zone)), ...new Set(best.flat())];
  }
  return words === sight.words ? sight : { ...sight, words };
}

const isWithin = (box: Box, { top, bottom }: Zone): boolean =>
  box[1] + box[3] / 2 > top && box[1] + box[3] / 2 < bottom;

const isOver = (box: Box, cell: Box): boolean =>
  box[0] + box[2] / 2 > cell[0] && box[0] + box[2] / 2 < cell[0] + cell[2];

/** How much of a heading makes sense, by its words and by the whole. */
const knownIn = (words: readonly Word[]): number =>
  words.filter((word) => meaningsOf(word.text).length > 0).reduce((sum, word) => sum + word.confidence, 0) +
  (meaningsOf(words.map((word) => word.text).join(' ')).length > 0 ? 0.1 : 0);

/** Places above services where headings must stand and none, or too few, were understood. */
function crowded(page: PageRows): Zone[] {
  const { rows, em } = page;
  const amounts = (row: Row | undefined) => row?.tokens.filter((token) => token.cents !== null).length ?? 0;
  const heads = headsOf(page);
  const zones: Zone[] = [];
  rows.forEach((row, at) => {
    if (amounts(row) < AMOUNTS || amounts(rows[at - 1]) > 0 || amounts(rows[at - 2]) > 0) return;
    const above = rowsAbove(page, at);
    const own = heads.find((head) => head.last >= at - above.length && head.last < at);
    const money = new Set(own?.phrases.flatMap((phrase) => meaningsOf(phrase.text).filter(isMoneyColumn).slice(0, 1)));
    const isUnderstood = own !== undefined && money.size >= amounts(row) * 0.7;
    if (above.length === 0 || isUnderstood || above.every((each) => sureness(each) > POOR)) return;
    const top = (rows[at - above.length - 1]?.bottom ?? above[0]!.top - em) + 1;
    const bottom = row.top - em * 0.07;
    const body = rows.slice(at, at + MOST_ROWS).filter((each) => amounts(each) >= AMOUNTS);
    zones.push({
      top,
      bottom,
      cells: cellsOf(body, em, page.width).map(([from, to]) => [from, top, to - from, bottom - top]),
    });
  });
  return zones;
}

/** The rows without amounts that stand close above, up to a row that was read well and is no heading. */
function rowsAbove({ rows, em }: PageRows, at: number): Row[] {
  const above: Row[] = [];
  for (let index = at - 1; index >= 0; index -= 1) {
    const row = rows[index]!;
    if (rows[at]!.top - row.top > em * TALLEST || row.tokens.some((token) => token.cents !== null || token.isDate))
      break;
    const isLabels = row.tokens.some((token) => /:$|^\d{4,}/.test(token.text)) && sureness(row) > POOR;
    // Codes and numbers are no headings, however badly they are read.
    if (isLabels || row.tokens.filter((token) => /\d{2}/.test(token.text)).length * 2 >= row.tokens.length) break;
    above.unshift(row);
  }
  return above;
}

const sureness = (row: Row): number =>
  row.tokens.reduce((sum, token) => sum + token.confidence, 0) / Math.max(1, row.tokens.length);

/** From the middle of one gap between columns to the middle of the next. */
function cellsOf(body: readonly Row[], em: number, width: number): [number, number][] {
  const extents: [number, number][] = [];
  for (const token of body.flatMap((row) => row.tokens).toSorted((a, b) => left(a) - left(b))) {
    const last = extents.at(-1);
    if (last && left(token) < last[1] + em * 0.4) last[1] = Math.max(last[1], right(token));
    else extents.push([left(token), right(token)]);
  }
  return extents.map(([from, to], at) => [
    at === 0 ? Math.max(0, from - em * 1.35) : (extents[at - 1]![1] + from) / 2,
    at === extents.length - 1 ? Math.min(width, to + em * 1.35) : (to + extents[at + 1]![0]) / 2,
  ]);
}
