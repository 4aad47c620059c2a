/** How light lies on a page: paper and ink levels, even or not. Pure. */
import type { SmallPage } from './small-page.ts';

export interface Light {
  /** Grey of the paper for each tile, row by row. */
  readonly paper: readonly number[];
  readonly columns: number;
  readonly rows: number;
  /** Of the paper as a whole, and of the ink of ordinary letters. */
  readonly white: number;
  readonly black: number;
  /** A shadow or a lamp: one paper level will not do. */
  readonly uneven: boolean;
}

/** Tile edge in pixels of the small page: about a third of an inch. */
export const TILE = 32;
const PAPER_SHARE = 0.85;
/** What stands out from its paper by so much is ink. */
const INK_CONTRAST = 18;
const UNEVEN = 28;

export function lightOf(page: SmallPage): Light {
  const columns = Math.ceil(page.width / TILE);
  const rows = Math.ceil(page.height / TILE);
  const paper: number[] = [];
  const inks: number[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const { high, low } = tileLevels(page, column * TILE, row * TILE);
      paper.push(high);
      if (high - low > INK_CONTRAST) inks.push(low);
    }
  }
  const white = quantile(paper, 0.5);
  // The darkest of a letter is lighter on the small page than on the page itself: take the darker inks.
  const black = inks.length > 0 ? quantile(inks, 0.35) : 0;
  const smoothed = smooth(paper, columns, rows, white);
  return {
    paper: smoothed,
    columns,
    rows,
    white,
    black,
    uneven: quantile(smoothed, 0.92) - quantile(smoothed, 0.08) > UNEVEN,
  };
}

function tileLevels(page: SmallPage, left: number, top: number): { high: number; low: number } {
  const counts = new Uint32Array(256);
  let total = 0;
  let low = 255;
  for (let y = top; y < Math.min(page.height, top + TILE); y += 1) {
    for (let x = left; x < Math.min(page.width, left + TILE); x += 1) {
      const value = page.grey[y * page.width + x] ?? 255;
      counts[value] = (counts[value] ?? 0) + 1;
      total += 1;
      if (value < low) low = value;
    }
  }
  let above = 0;
  let high = 255;
  while (high > 0) {
    above += counts[high] ?? 0;
    if (above >= total * (1 - PAPER_SHARE)) break;
    high -= 1;
  }
  return { high, low };
}

/** Median of each tile and its neighbours; a tile all ink (a bar, a photograph) takes the page's own paper. */
function smooth(paper: readonly number[], columns: number, rows: number, white: number): number[] {
  const known = paper.map((level) => (level < white * 0.35 ? white : level));
  return known.map((_, index) => {
    const [x, y] = [index % columns, Math.floor(index / columns)];
    const near: number[] = [];
    for (let row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row += 1) {
      for (let column = Math.max(0, x - 1); column <= Math.min(columns - 1, x + 1); column += 1) {
        near.push(known[row * columns + column] ?? white);
      }
    }
    return quantile(near, 0.6);
  });
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
