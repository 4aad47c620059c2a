/** Places of a page that the first pass of OCR left out or read badly: ink without a word, words with a poor score. Pure. */
import type { Word } from '../../domain/page.ts';
import type { Box } from '../../domain/provenance.ts';
import type { Picture } from './ink-share.ts';

/** Words with a poorer score are looked at again with what stands around them. */
const POOR = 0.65;
/** Pixels of the page, both ways, that make one point of ink. */
const POINT = 4;
const DARK = 130;
/** Sizes of what may be letters or words, in heights of a word; rules, bars and pictures are larger, specks smaller. */
const LEAST_HEIGHT = 0.45;
const MOST_HEIGHT = 2.2;
const MOST_WIDTH = 12;
const LEAST_POINTS = 6;
/** Doubts so close to each other, in heights of a word, are one place. */
const NEAR_ACROSS = 1.6;
const NEAR_DOWN = 0.9;
const MOST_PLACES = 48;

/** @returns boxes in pixels of the page, those with most doubts first. */
export function doubtfulPlaces(picture: Picture, words: readonly Word[]): Box[] {
  const em = usualHeight(words);
  const poor = words.filter((word) => word.confidence < POOR && /[\p{L}\p{N}]/u.test(word.text));
  const doubts = [...poor.map((word) => word.box), ...inkWithoutWords(picture, words, em)];
  return grouped(doubts, em)
    .toSorted((one, other) => other.count - one.count)
    .slice(0, MOST_PLACES)
    .map(({ box }) => withWholeWords(box, words, em));
}

function usualHeight(words: readonly Word[]): number {
  const heights = words.filter((word) => /[\p{L}\p{N}]{2}/u.test(word.text)).map((word) => word.box[3]);
  return heights.toSorted((a, b) => a - b)[Math.floor(heights.length / 2)] ?? 24;
}

interface Group {
  readonly box: Box;
  readonly count: number;
}

const isNear = (one: Box, other: Box, em: number): boolean =>
  one[0] < other[0] + other[2] + em * NEAR_ACROSS &&
  other[0] < one[0] + one[2] + em * NEAR_ACROSS &&
  one[1] < other[1] + other[3] + em * NEAR_DOWN &&
  other[1] < one[1] + one[3] + em * NEAR_DOWN;

function around(one: Box, other: Box): Box {
  const [x, y] = [Math.min(one[0], other[0]), Math.min(one[1], other[1])];
  return [x, y, Math.max(one[0] + one[2], other[0] + other[2]) - x, Math.max(one[1] + one[3], other[1] + other[3]) - y];
}

function grouped(doubts: readonly Box[], em: number): Group[] {
  let groups: Group[] = [];
  for (const doubt of doubts) {
    let own: Group = { box: doubt, count: 1 };
    for (let before = -1; before !== own.count; ) {
      before = own.count;
      const near = groups.filter((group) => isNear(group.box, own.box, em));
      groups = groups.filter((group) => !near.includes(group));
      own = near.reduce((sum, { box, count }) => ({ box: around(sum.box, box), count: sum.count + count }), own);
    }
    groups.push(own);
  }
  return groups;
}

/** No word is cut by the edge of a place. */
function withWholeWords(box: Box, words: readonly Word[], em: number): Box {
  const touched = words.filter((word) => isNear(word.box, box, 0));
  const [x, y, width, height] = touched.reduce((sum, word) => around(sum, word.box), box);
  return [x - em * 0.4, y - em * 0.3, width + em * 0.8, height + em * 0.6];
}

/** Boxes of connected ink, of the size of letters and words, under no word that was read. */
function inkWithoutWords(picture: Picture, words: readonly Word[], em: number): Box[] {
  const columns = Math.floor(picture.width / POINT);
  const rows = Math.floor(picture.height / POINT);
  const ink = inkPoints(picture, columns, rows);
  for (const { box } of words) clear(ink, columns, rows, box);
  const found: Box[] = [];
  for (let start = 0; start < ink.length; start += 1) {
    if (ink[start] === 0) continue;
    const { box, points } = taken(ink, columns, start);
    const isLetters =
      points >= LEAST_POINTS && box[3] >= em * LEAST_HEIGHT && box[3] <= em * MOST_HEIGHT && box[2] <= em * MOST_WIDTH;
    if (isLetters && box[2] >= em * 0.2) found.push(box);
  }
  return found;
}

function inkPoints({ grey, width }: Picture, columns: number, rows: number): Uint8Array {
  const ink = new Uint8Array(columns * rows);
  for (let y = 0; y < rows * POINT; y += 1) {
    const row = Math.floor(y / POINT) * columns;
    for (let x = 0; x < columns * POINT; x += 1)
      if ((grey[y * width + x] ?? 255) < DARK) ink[row + Math.floor(x / POINT)] = 1;
  }
  return ink;
}

function clear(ink: Uint8Array, columns: number, rows: number, [x, y, width, height]: Box): void {
  const right = Math.min(columns - 1, Math.ceil((x + width) / POINT));
  const bottom = Math.min(rows - 1, Math.ceil((y + height) / POINT));
  for (let row = Math.max(0, Math.floor(y / POINT) - 1); row <= bottom; row += 1)
    ink.fill(0, row * columns + Math.max(0, Math.floor(x / POINT) - 1), row * columns + right + 1);
}

/** Takes away the connected points from a start. */
function taken(ink: Uint8Array, columns: number, start: number): { box: Box; points: number } {
  const open = [start];
  ink[start] = 0;
  let [left, top, right, bottom, points] = [columns, Number.POSITIVE_INFINITY, 0, 0, 0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    points += 1;
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
    for (const down of [-columns, 0, columns])
      for (const across of [-1, 0, 1]) {
        const next = at + down + across;
        if (Math.abs(((next + columns) % columns) - x) > 1 || (ink[next] ?? 0) === 0) continue;
        ink[next] = 0;
        open.push(next);
      }
  }
  const box: Box = [left * POINT, top * POINT, (right - left + 1) * POINT, (bottom - top + 1) * POINT];
  return { box, points };
}
