/** Adjustments of the claim as a whole: they stand in its total and in none of its lines, and the payment is lower by as much. */
import type { ClaimModel } from './amounts.ts';
import type { AmountSpot, RowModel } from './row-cells.ts';
import { readingsOf } from './row-cells.ts';
import { deductionPlaces } from './deductions.ts';
import { adjustmentsOf } from './line-adjustments.ts';
import type { Coded } from './line-adjustments.ts';
import type { MoneyColumn, SolvedRow, TableIdentities } from './solve/cells.ts';

export interface SolvedRows {
  readonly lines: readonly SolvedRow[];
  readonly total: SolvedRow | null;
}

/** Columns whose amounts say by themselves what they are. */
const TELLING: readonly MoneyColumn[] = [
  'contractual',
  'deductible',
  'coinsurance',
  'copay',
  'otherInsurance',
  'sequestration',
  'withhold',
];

/** @returns what the total takes away beyond its lines; empty unless billed and paid agree with it to the cent. */
export function claimLevelOf(
  model: ClaimModel,
  solved: SolvedRows,
  places: readonly number[],
  identities: readonly TableIdentities[],
): Coded[] {
  const { total, lines } = model;
  if (!total || !solved.total?.holds || lines.length === 0 || !solved.lines.every((line) => line.holds)) return [];
  const difference = (place: number): number | null => {
    const of = (row: RowModel, result: SolvedRow) => valueAt(row, result, places, place);
    const sum = lines.reduce<number | null>(
      (all, row, at) => (all === null ? null : add(all, of(row, solved.lines[at]!))),
      0,
    );
    const whole = of(total, solved.total!);
    return sum === null || whole === null ? null : whole - sum;
  };
  const placeOf = (meaning: MoneyColumn) => total.cells.find((cell) => cell.meanings[0] === meaning)?.place;
  const [billed, paid] = [placeOf('billed'), placeOf('paid')];
  if (billed === undefined || paid === undefined || difference(billed) !== 0) return [];
  const lowered = difference(paid);
  const taken = deductionPlaces(total, identities).flatMap((place) => {
    const cell = total.cells.find((each) => each.place === place);
    const cents = difference(place);
    const column = cell?.meanings[0];
    // A charge lowered by a negative amount is no deduction: the lines are not the claim's.
    const isTaken =
      cents !== null && cents !== 0 && cents > 0 === (valueAt(total, solved.total!, places, billed) ?? 0) > 0;
    return cell && column && isTaken
      ? [{ column, cents, spot: cell.spots[0] as AmountSpot, code: null, isSubtypeUnsure: false }]
      : [];
  });
  const isTold = taken.length > 0 && taken.every((each) => TELLING.includes(each.column));
  return isTold && lowered !== null && taken.reduce((sum, each) => sum + each.cents, 0) === -lowered
    ? adjustmentsOf(taken, [])
    : [];
}

const add = (sum: number, value: number | null): number | null => (value === null ? null : sum + value);

/** An empty cell counts as nothing; one that could not be read has no value. */
function valueAt(row: RowModel, solved: SolvedRow, places: readonly number[], place: number): number | null {
  const result = solved.cells[places.indexOf(place)];
  if (!result || result.isEmpty) return 0;
  const cell = row.cells.find((each) => each.place === place);
  return result.cents ?? result.bestCents ?? (cell ? (readingsOf(cell)[0]?.cents ?? null) : 0);
}
