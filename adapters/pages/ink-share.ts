/** How much of a box is dark. Pure. */
import type { Box } from '../../domain/provenance.ts';

export interface Picture {
  /** One byte a pixel, paper near 255. */
  readonly grey: Buffer;
  readonly width: number;
  readonly height: number;
}

const DARK = 150;
/** A row or column of a box that is dark for this much of its length is a ruled line. */
const RULE = 0.85;

/** 0 to 1; ruled lines that run through the box, or along its edges, do not count. */
export function inkShare(picture: Picture, box: Box): number {
  const left = Math.max(0, Math.floor(box[0]));
  const top = Math.max(0, Math.floor(box[1]));
  const right = Math.min(picture.width, Math.ceil(box[0] + box[2]));
  const bottom = Math.min(picture.height, Math.ceil(box[1] + box[3]));
  const [width, height] = [right - left, bottom - top];
  if (width <= 0 || height <= 0) return 0;
  const { rows, columns } = countsIn(picture, left, top, width, height);
  const ruledRows = new Set(rulesAmong(rows, width, height));
  const ruledColumns = rulesAmong(columns, height, width);
  let dark = 0;
  rows.forEach((count, y) => {
    if (ruledRows.has(y)) return;
    dark += count;
    for (const x of ruledColumns) {
      if ((picture.grey[(top + y) * picture.width + left + x] ?? 255) < DARK) dark -= 1;
    }
  });
  return Math.max(0, dark) / (width * height);
}

function countsIn(
  picture: Picture,
  left: number,
  top: number,
  width: number,
  height: number,
): { rows: Uint32Array; columns: Uint32Array } {
  const rows = new Uint32Array(height);
  const columns = new Uint32Array(width);
  for (let y = 0; y < height; y += 1) {
    const start = (top + y) * picture.width + left;
    for (let x = 0; x < width; x += 1) {
      if ((picture.grey[start + x] ?? 255) < DARK) {
        rows[y] = (rows[y] ?? 0) + 1;
        columns[x] = (columns[x] ?? 0) + 1;
      }
    }
  }
  return { rows, columns };
}

/** Only thin ones: a box that is dark throughout is a stamp or a bar, not a rule. Short boxes have no rules: a stroke of a 1 is one. */
function rulesAmong(counts: Uint32Array, length: number, across: number): number[] {
  if (length < 24) return [];
  const found: number[] = [];
  counts.forEach((count, index) => {
    if (count >= length * RULE) found.push(index);
  });
  return found.length <= Math.max(6, across * 0.2) ? found : [];
}
