/** Coloured strokes across black print (stamps, pens): on a colour scan they are told from it and made pale. Pure. */

/** Colour pixels row by row; `step` bytes each, red, green and blue first. */
export interface ColourPixels {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly step: 3 | 4;
  readonly width: number;
  readonly height: number;
}

/** Pixels of a cell, both ways. */
const CELL = 4;
/** Between the strongest and the weakest of red, green and blue. */
const COLOURED = 36;
/** At the edges of a mark; compression blurs colour more than light. */
const TINGED = 16;
/** Paler marks (a highlighter) hide nothing. */
const PALE = 205;
const BLACK = 110;
/** Of a mark, in cells: lower ones are coloured print. Of print under it: fewer cells are dirt. */
const LEAST_HEIGHT = 18;
const LEAST_PRINT = 12;
/** A letter that cuts a mark in two is no wider, in cells. */
const LETTER = 4;
/** Half of the widest stroke, in cells, and the share of a mark that may be wider: more is a bar or a picture. */
const STROKE = 3;
const MOST_FILLED = 0.3;
/** What is left of a mark, so that a person still sees it. */
const GHOST = 222;

/** Makes the marks pale in `grey`, in place. What is black under them stays; coloured print, bars and letterheads stay. */
export function fadeStamps(grey: Buffer, pixels: ColourPixels): void {
  const columns = Math.floor(pixels.width / CELL);
  const rows = Math.floor(pixels.height / CELL);
  const { coloured, black } = cellsOf(grey, pixels, columns, rows);
  const strokes: Mark[] = [];
  for (let start = 0; start < coloured.length; start += 1) {
    if (coloured[start] !== 1) continue;
    const mark = taken(coloured, black, columns, start);
    if (isOfStrokes(mark, coloured, columns)) strokes.push(mark);
  }
  const across = strokes.filter((mark) => liesOnPrint(mark, black, columns));
  for (const mark of strokes)
    if (across.some((other) => isWithin(mark, other))) fade(grey, pixels, mark.cells, columns);
}

/** Of a mark, or of a stamp's frame the letters in it. */
const isWithin = (mark: Mark, other: Mark): boolean =>
  mark.left >= other.left && mark.right <= other.right && mark.top >= other.top && mark.bottom <= other.bottom;

const chromaAt = ({ data, step }: ColourPixels, pixel: number): number => {
  const at = pixel * step;
  const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
  return Math.max(red, green, blue) - Math.min(red, green, blue);
};

interface Cells {
  /** 1: coloured and not yet taken; 2: coloured and taken. */
  readonly coloured: Uint8Array;
  readonly black: Uint8Array;
}

/** A cell is coloured, or black, when three of its pixels are. */
function cellsOf(grey: Buffer, pixels: ColourPixels, columns: number, rows: number): Cells {
  const [colouredCounts, blackCounts] = [new Uint8Array(columns * rows), new Uint8Array(columns * rows)];
  for (let y = 0; y < rows * CELL; y += 1) {
    const row = Math.floor(y / CELL) * columns;
    const line = y * pixels.width;
    for (let x = 0; x < columns * CELL; x += 1) {
      const level = grey[line + x] ?? 255;
      if (level >= PALE) continue;
      const counts = chromaAt(pixels, line + x) >= COLOURED ? colouredCounts : level < BLACK ? blackCounts : null;
      if (counts) counts[row + (x >> 2)]! += 1;
    }
  }
  const atLeastThree = (count: number): number => (count >= 3 ? 1 : 0);
  return { coloured: colouredCounts.map(atLeastThree), black: blackCounts.map(atLeastThree) };
}

interface Mark {
  readonly cells: readonly number[];
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Marks the cells that hang together with a start, be it across a letter, as taken. */
function taken(coloured: Uint8Array, black: Uint8Array, columns: number, start: number): Mark {
  const cells = [start];
  coloured[start] = 2;
  let [left, top, right, bottom] = [columns, Number.POSITIVE_INFINITY, 0, 0];
  for (let next = 0; next < cells.length; next += 1) {
    const at = cells[next]!;
    const [x, y] = [at % columns, Math.floor(at / columns)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    for (const down of [-1, 0, 1])
      for (const across of [-1, 0, 1])
        for (let step = 1; step <= LETTER; step += 1) {
          const beside = at + step * (down * columns + across);
          if (x + step * across < 0 || x + step * across >= columns) break;
          if (coloured[beside] === 1) {
            coloured[beside] = 2;
            cells.push(beside);
          }
          if (black[beside] !== 1) break;
        }
  }
  return { cells, left, top, right, bottom };
}

function isOfStrokes(mark: Mark, coloured: Uint8Array, columns: number): boolean {
  if (mark.bottom - mark.top < LEAST_HEIGHT) return false;
  const inside = [-STROKE, STROKE, -STROKE * columns, STROKE * columns];
  const filled = mark.cells.filter((at) => inside.every((away) => (coloured[at + away] ?? 0) > 0)).length;
  return filled <= mark.cells.length * MOST_FILLED;
}

function liesOnPrint(mark: Mark, black: Uint8Array, columns: number): boolean {
  let print = 0;
  for (let y = mark.top; y <= mark.bottom; y += 1)
    for (let x = mark.left; x <= mark.right; x += 1) print += black[y * columns + x] ?? 0;
  return print >= LEAST_PRINT;
}

/** Its own colour is divided out: a black letter under it is as much darker than the mark as it was. */
function fade(grey: Buffer, pixels: ColourPixels, cells: readonly number[], columns: number): void {
  const own: number[] = [];
  const around = new Set(cells.flatMap((at) => [at, at - 1, at + 1, at - columns, at + columns]));
  for (const cell of around) {
    const corner = Math.floor(cell / columns) * CELL * pixels.width + (cell % columns) * CELL;
    for (let y = 0; y < CELL; y += 1)
      for (let x = 0; x < CELL; x += 1) {
        const at = corner + y * pixels.width + x;
        if (chromaAt(pixels, at) >= TINGED) own.push(at);
      }
  }
  const levels = own.flatMap((at) => (chromaAt(pixels, at) >= COLOURED ? (grey[at] ?? 0) : [])).sort((a, b) => a - b);
  const level = Math.max(1, levels[levels.length >> 1] ?? 1);
  for (const at of own) {
    const now = grey[at] ?? 255;
    grey[at] = Math.max(now, Math.min(GHOST, Math.round((now * GHOST) / level)));
  }
}
