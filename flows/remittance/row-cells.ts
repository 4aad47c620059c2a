/** The cells of a printed row: each with the places where its amount stands and what was read there. */
import type { Box } from '../../domain/provenance.ts';
import type { MoneyColumn, Reading } from './solve/cells.ts';

/** A place on a page where an amount stands or may stand, with all that was read there. */
export interface AmountSpot {
  readonly page: number;
  readonly box: Box;
  readonly source: 'text-layer' | 'ocr';
  /** Best first. Grows with each look. */
  readings: Reading[];
  hasInk: boolean;
}

/** One column of a row. Several spots: amounts with codes on rows of their own, which add up. */
export interface RowCell {
  readonly place: number;
  readonly meanings: readonly MoneyColumn[];
  readonly heading: string;
  readonly spots: AmountSpot[];
  /** What is paid is less by what its spots say. */
  readonly isTaken?: boolean;
}

export interface RowModel {
  readonly cells: readonly RowCell[];
  readonly table: number;
}

const MOST_SUMS = 12;

/** The readings of a cell: those of its spot, or the sums that its spots allow. */
export function readingsOf(cell: RowCell): readonly Reading[] {
  const [first, ...rest] = cell.spots;
  let sums: readonly Reading[] = first?.readings ?? [];
  for (const spot of rest)
    sums = sums
      .flatMap((sum) =>
        spot.readings.map(
          (reading): Reading => ({
            cents: sum.cents + reading.cents,
            score: Math.min(sum.score, reading.score),
            via: reading.via,
          }),
        ),
      )
      .toSorted((a, b) => b.score - a.score)
      .slice(0, MOST_SUMS);
  return cell.isTaken ? sums.map((sum) => ({ ...sum, cents: -sum.cents })) : sums;
}
