/** Reversals (CLP02 = 22): the original is found and cancelled as it was posted, or a person looks. */
import { isRefusal } from './denial.ts';
import type { ClaimGate } from './gate-subject.ts';
import { formatCents } from './money.ts';
import { cashOf, type PostedClaim } from './posting.ts';
import { type Adjustment, allAdjustments } from './remittance.ts';

/** A reversal cancels exactly one posting, to the cent and code by code. */
export const cancelsOriginal: ClaimGate = ({ claim, isReversal, original }) => {
  if (!isReversal) return [];
  const missing = 'No single posting carries its claim number and account number.';
  if (!original) return [{ code: 'reversal-no-original', detail: missing }];
  const differenceCents = cashOf(original.entries) + (claim.paidCents ?? 0);
  if (differenceCents !== 0) {
    const detail = `Original and reversal differ by ${formatCents(differenceCents)}.`;
    return [{ code: 'reversal-no-original', detail, differenceCents }];
  }
  return isExactNegation(original, allAdjustments(claim))
    ? []
    : [{ code: 'reversal-no-original', detail: 'Its adjustments are not those of the original with the other sign.' }];
};

/** Refused amounts were never posted, so the original has no entry for them. */
function isExactNegation({ entries }: PostedClaim, adjustments: readonly Adjustment[]): boolean {
  const sums = new Map<string, number>();
  const add = (group: string | null, reason: string | null, cents: number): void => {
    const key = `${group}-${reason}`;
    sums.set(key, (sums.get(key) ?? 0) + cents);
  };
  for (const { group, reason, amountCents } of entries) if (group !== null) add(group, reason, amountCents);
  const posted = new Set(sums.keys());
  for (const each of adjustments) {
    const wasRefused =
      !posted.has(`${each.group}-${each.reason}`) && isRefusal({ ...each, amountCents: -each.amountCents });
    if (!wasRefused) add(each.group, each.reason, each.amountCents);
  }
  return [...sums.values()].every((cents) => cents === 0);
}
