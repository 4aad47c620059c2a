/** Provider-level adjustments (PLB) as ledger entries: at payer level, never on a patient's claim. */
import { RECOVERIES } from './codes/plb.ts';
import type { GateContext } from './gate-context.ts';
import { recovered } from './gate-payment.ts';
import type { ClaimPlan, EntryKind, ProviderEntry } from './posting.ts';
import type { RemittancePayment } from './remittance.ts';

/** PLB amounts lower the payment when positive, so their cash is the negative. Zero adjustments leave no entry. */
export function providerEntriesOf(
  payment: RemittancePayment,
  plans: readonly ClaimPlan[],
  { history }: GateContext,
): ProviderEntry[] {
  const stated = payment.claims.reduce((sum, { interestCents }) => sum + (interestCents ?? 0), 0);
  const given = -payment.providerAdjustments
    .filter(({ reason }) => reason === 'L6')
    .reduce((sum, { amountCents }) => sum + amountCents, 0);
  const isByClaim = stated !== 0 && stated === given;
  const whole = payment.providerAdjustments
    .filter(({ reason }) => !(isByClaim && reason === 'L6'))
    .map(
      (adjustment): ProviderEntry => ({
        kind: kindOf(adjustment.reason),
        claimId: null,
        lineNumber: null,
        group: null,
        reason: adjustment.reason,
        reference: adjustment.reference ?? null,
        amountCents: -adjustment.amountCents,
        recovers: RECOVERIES.has(adjustment.reason) ? (recovered(adjustment, history)?.postingId ?? null) : null,
      }),
    );
  const interest = isByClaim ? interestByClaim(payment, plans) : [];
  return [...whole, ...interest].filter(({ amountCents }) => amountCents !== 0);
}

/** AMT*I tells which claim the interest is for; that of a held claim stays at payer level. */
const interestByClaim = (payment: RemittancePayment, plans: readonly ClaimPlan[]): ProviderEntry[] =>
  payment.claims.map((claim, place) => ({
    kind: 'interest',
    claimId: plans[place]?.disposition === 'post' ? plans[place].claimId : null,
    lineNumber: null,
    group: null,
    reason: 'L6',
    reference: claim.payerClaimControlNumber,
    amountCents: claim.interestCents ?? 0,
    recovers: null,
  }));

function kindOf(reason: string): EntryKind {
  if (reason === 'L6') return 'interest';
  return RECOVERIES.has(reason) ? 'take-back' : 'provider-adjustment';
}
