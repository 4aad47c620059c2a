/** Which amounts are surely read as they are printed, and which differences a misreading may explain. */
import type { RowCell, RowModel } from './row-cells.ts';
import { readingsOf } from './row-cells.ts';

/** An engine that is so sure of every amount in a row has read the row. */
export const CLEAR = 0.9;

export const isTextLayer = (row: RowModel): boolean =>
  row.cells.every((cell) => cell.spots.every((spot) => spot.source === 'text-layer'));

export const isClear = (row: RowModel): boolean => row.cells.every((cell) => clearCents(cell) !== null);

/** @returns the amount of a cell, 0 where the paper is blank; null where it is not surely read. */
export function clearCents(cell: RowCell): number | null {
  const [best] = readingsOf(cell);
  if (best) return best.score >= CLEAR ? best.cents : null;
  return cell.spots.some((spot) => spot.hasInk) ? null : 0;
}

/** One figure taken for another, dropped or doubled, or the sign lost. */
export function isSlip(cents: number, other: number): boolean {
  const [a, b] = [String(Math.abs(cents)), String(Math.abs(other))].toSorted((x, y) => x.length - y.length) as [
    string,
    string,
  ];
  if (b.length - a.length > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a.slice(a.length === b.length ? at + 1 : at) === b.slice(at + 1);
}
