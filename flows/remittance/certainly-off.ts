/** Claims whose lines are clear and still do not add up to the claim's printed total: the paper contradicts itself. */
import { balanceOf } from '../../domain/balance.ts';
import type { RemittancePayment } from '../../domain/remittance.ts';
import type { RowModel } from './row-cells.ts';
import { placesIn } from './amounts.ts';
import { readingsOf } from './row-cells.ts';
import type { SettledPayment } from './assemble.ts';
import { claimLevelOf } from './claim-level.ts';

/** An engine that is so sure of every amount in a row has read the row. */
const CLEAR = 0.9;

/** @returns the places of claims, from 0, of which a line is clear and, with all that the paper says of it, does not add up. */
export const withLinesOff = ({ model }: SettledPayment, payment: RemittancePayment): number[] =>
  balanceOf(payment).differences.flatMap(({ level, place, differenceCents, missing }) => {
    const row = model.claims[(place.claim ?? 0) - 1]?.lines[(place.line ?? 0) - 1];
    const isOff = level === 'line' && differenceCents !== null && missing.length === 0;
    return isOff && row && isClear(row) ? [place.claim! - 1] : [];
  });

/** @returns their places in the payment, from 0. */
export function certainlyOff({ found, model, rows, solved }: SettledPayment): number[] {
  return solved.claims.flatMap((claim, place) => {
    const own = model.claims[place]!;
    if (found.claims[place]?.isPended) return [];
    const printed: RowModel[] = [...own.lines, ...(own.total ? [own.total] : [])];
    // A scan may lack a row that the lines need; a text layer does not.
    const isWhole = printed.every(isTextLayer) || claim.lines.every((line) => line.holds);
    // Lines that no column explains may stand elsewhere on the paper; lines that are not the claim's are a fault of the paper.
    const isClaimLevel =
      claimLevelOf(own, claim, placesIn(rows, rows.claims[place]!.table), solved.identities).length > 0;
    return claim.adds === false && !isClaimLevel && printed.every(isClear) && isWhole ? [place] : [];
  });
}

const isTextLayer = (row: RowModel): boolean =>
  row.cells.every((cell) => cell.spots.every((spot) => spot.source === 'text-layer'));

const isClear = (row: RowModel): boolean =>
  row.cells.every((cell) => {
    const [best] = readingsOf(cell);
    return best ? best.score >= CLEAR : !cell.spots.some((spot) => spot.hasInk);
  });
