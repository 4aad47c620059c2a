/** Bars of dark ink with light words in them, as headings of tables have: on a scan they are read only when turned to black on white. Pure. */
import type { Box } from '../../domain/provenance.ts';
import type { Picture } from './ink-share.ts';

/** Pixels of a tile, both ways. */
const TILE = 12;
const DARK = 128;
/** Of a bar, in inches at the usual 300 dpi: shorter ones are letters or specks, higher ones pictures. */
const LEAST_WIDTH = 60;
const LEAST_HEIGHT = 30;
const MOST_HEIGHT = 220;
const FILLED = 0.7;

/** @returns their boxes in pixels of the page. */
export function darkBands(picture: Picture): Box[] {
  const columns = Math.floor(picture.width / TILE);
  const rows = Math.floor(picture.height / TILE);
  const dark = new Uint8Array(columns * rows);
  for (let at = 0; at < dark.length; at += 1)
    dark[at] = Number(meanOf(picture, (at % columns) * TILE, Math.floor(at / columns) * TILE) < DARK);
  const found: Box[] = [];
  for (let start = 0; start < dark.length; start += 1) {
    if (dark[start] === 0) continue;
    const { box, filled } = taken(dark, columns, start);
    const isBar = box[2] >= LEAST_WIDTH && box[3] >= LEAST_HEIGHT && box[3] <= MOST_HEIGHT;
    if (isBar && filled >= FILLED) found.push(box);
  }
  return found;
}

function meanOf({ grey, width }: Picture, left: number, top: number): number {
  let sum = 0;
  for (let y = top; y < top + TILE; y += 1)
    for (let x = left; x < left + TILE; x += 1) sum += grey[y * width + x] ?? 255;
  return sum / (TILE * TILE);
}

/** Takes away the tiles that hang together with a start. */
function taken(dark: Uint8Array, columns: number, start: number): { box: Box; filled: number } {
  const open = [start];
  dark[start] = 0;
  let [left, top, right, bottom, tiles] = [columns, Number.POSITIVE_INFINITY, 0, 0, 0];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [x, y] = [at % columns, Math.floor(at / columns)];
    tiles += 1;
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    for (const next of [x > 0 ? at - 1 : -1, x < columns - 1 ? at + 1 : -1, at - columns, at + columns])
      if ((dark[next] ?? 0) === 1) {
        dark[next] = 0;
        open.push(next);
      }
  }
  const [across, down] = [right - left + 1, bottom - top + 1];
  // Tiles at the edge of a bar that are half light are not among the dark ones.
  const box: Box = [(left - 0.5) * TILE, (top - 0.5) * TILE, (across + 1) * TILE, (down + 1) * TILE];
  return { box, filled: tiles / (across * down) };
}
