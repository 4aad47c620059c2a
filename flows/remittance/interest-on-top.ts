/** Interest that the paper states with a claim and pays on top of what the claims come to: an entry at payer level (PLB L6). */
import { amountOf } from './amount-text.ts';
import type { FoundAdjustment, FoundPayment } from './found.ts';
import { plbReason } from './provider-level.ts';
import type { SolvedPayment } from './solve/cells.ts';

/** @returns the entries that no row of their own states; empty unless the payment is more than its claims by just the interest. */
export function interestOnTop(found: FoundPayment, { adds, differenceCents }: SolvedPayment): FoundAdjustment[] {
  if (adds || differenceCents === null || found.adjustments.some(({ words }) => plbReason(words) === 'L6')) return [];
  const entries = found.claims.flatMap(({ interest, fields }): FoundAdjustment[] => {
    const cents = interest ? amountOf(interest.text) : null;
    return interest && cents
      ? [{ words: 'INTEREST', isCoded: false, reference: fields.get('claimNumber') ?? null, amount: interest, cents }]
      : [];
  });
  const sum = entries.reduce((all, { cents }) => all + cents, 0);
  return Math.abs(differenceCents) === Math.abs(sum) ? entries : [];
}
