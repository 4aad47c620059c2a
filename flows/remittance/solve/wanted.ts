import type { AmountRow, PaymentRows, Reading, SolvedCell, SolvedPayment, SolvedRow } from './cells.ts';

/** Where an amount stands in `PaymentRows`; all numbers from 0. */
export type Position =
  | { readonly kind: 'line'; readonly claim: number; readonly row: number; readonly cell: number }
  | { readonly kind: 'claim-total'; readonly claim: number; readonly cell: number }
  | { readonly kind: 'total'; readonly row: number; readonly cell: number }
  | { readonly kind: 'amount' }
  | { readonly kind: 'provider-adjustment'; readonly row: number };

/** From this score on, another look at an amount that nothing contradicts is not worth its time. */
const goodScore = 0.9;

/**
 * Which amounts deserve a second look: ink that gave no amount, uncertain cells of rows and claims that do not add up,
 * and poor readings that too few identities vouch for. Certain cells never; text layers never.
 */
export function wantedLooks(payment: PaymentRows, solved: SolvedPayment): readonly Position[] {
  const wanted: Position[] = [];
  for (const [claim, rows] of payment.claims.entries()) {
    const result = solved.claims[claim];
    const isOff = result?.adds === false;
    for (const [row, given] of rows.lines.entries())
      for (const cell of cellsOf(given, result?.lines[row], isOff)) wanted.push({ kind: 'line', claim, row, cell });
    if (!rows.total) continue;
    for (const cell of cellsOf(rows.total, result?.total, isOff)) wanted.push({ kind: 'claim-total', claim, cell });
  }
  for (const [row, { row: given }] of payment.totals.entries())
    for (const cell of cellsOf(given, solved.totals[row], false)) wanted.push({ kind: 'total', row, cell });
  if (payment.amount.length > 0 && isPoor(payment.amount, solved.amount, !solved.adds)) wanted.push({ kind: 'amount' });
  for (const [row, readings] of payment.providerAdjustments.entries()) {
    const cell = solved.providerAdjustments[row];
    if (cell && isPoor(readings, cell, !solved.adds)) wanted.push({ kind: 'provider-adjustment', row });
  }
  return wanted;
}

function cellsOf(given: AmountRow, solved: SolvedRow | null | undefined, isOff: boolean): number[] {
  if (!solved) return [];
  return given.cells.flatMap((cell, at) => {
    const result = solved.cells[at];
    return result && isPoor(cell.readings, result, isOff || !solved.holds) ? [at] : [];
  });
}

/** @param isOff the row or the claim around it does not add up */
function isPoor(readings: readonly Reading[], cell: SolvedCell, isOff: boolean): boolean {
  if (cell.isEmpty || cell.cents !== null || readings.some((one) => one.via === 'text-layer')) return false;
  return readings.length === 0 || isOff || cell.score < goodScore || cell.vouchers.length > 0;
}
