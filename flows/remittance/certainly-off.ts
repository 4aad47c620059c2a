/** Claims whose lines are clear and still do not add up to the claim's printed total: the paper contradicts itself. */
import type { RowModel } from './amounts.ts';
import { readingsOf } from './amounts.ts';
import type { SettledPayment } from './assemble.ts';

/** An engine that is so sure of every amount in a row has read the row. */
const CLEAR = 0.9;

/** @returns their places in the payment, from 0. */
export function certainlyOff({ found, model, solved }: SettledPayment): number[] {
  return solved.claims.flatMap((claim, place) => {
    const own = model.claims[place]!;
    if (found.claims[place]?.isPended) return [];
    const rows: RowModel[] = [...own.lines, ...(own.total ? [own.total] : [])];
    // Lines that no column explains may stand elsewhere on the paper; lines that are not the claim's are a fault of the paper.
    return claim.adds === false && rows.every(isClear) ? [place] : [];
  });
}

const isClear = (row: RowModel): boolean =>
  row.cells.every((cell) => {
    const [best] = readingsOf(cell);
    return best ? best.score >= CLEAR : !cell.spots.some((spot) => spot.hasInk);
  });
