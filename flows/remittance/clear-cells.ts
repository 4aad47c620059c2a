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

/** Of an amount that is read like this some figures are right. */
const LEGIBLE = 0.5;

/** @returns the amount of a cell that is read, surely or not; null where it can hardly be made out. */
export function legibleCents(cell: RowCell): number | null {
  const [best] = readingsOf(cell);
  return best && best.score >= LEGIBLE ? best.cents : null;
}

/** A misreading leaves all figures but two in their places. */
const MOST_MISREAD = 2;

/** More figures differ than are misread in an amount that can be made out. */
export function isFar(cents: number, other: number): boolean {
  const length = Math.max(String(Math.abs(cents)).length, String(Math.abs(other)).length);
  const [a, b] = [cents, other].map((each) => String(Math.abs(each)).padStart(length)) as [string, string];
  return a.split('').filter((figure, at) => figure !== b[at]).length > MOST_MISREAD;
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
