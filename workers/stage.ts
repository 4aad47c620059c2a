/** Writes a plan: claims, entries, denials, claim states, review items and the trail of one payment, in the caller's transaction. */
import { randomUUID } from 'node:crypto';
import { notePosting } from '../adapters/audit-trail.ts';
import { noteOutcomes } from '../adapters/claim-outcomes.ts';
import { closeDenials, openDenials } from '../adapters/denials.ts';
import { post } from '../adapters/ledger.ts';
import type { PlacedEntry } from '../adapters/ledger.ts';
import type { Query } from '../adapters/query.ts';
import { insertPaymentClaims } from '../adapters/remittances.ts';
import type { NewPaymentClaim, PaymentState } from '../adapters/remittances.ts';
import type { ClaimState } from '../domain/claim-status.ts';
import { payerKey } from '../domain/payer-names.ts';
import type { PayerNames } from '../domain/payer-names.ts';
import type { ClaimPlan, LedgerEntry, PaymentPlan } from '../domain/posting.ts';
import type { RemittanceClaim, RemittancePayment } from '../domain/remittance.ts';
import { openReviewItems } from '../review/items.ts';
import type { NewReviewItem } from '../review/items.ts';
import { headCode, heldSentence } from './posting-words.ts';

export interface Staged {
  readonly paymentId: string;
  readonly documentId: string;
  /** As planned: after the crosswalk and after a person's corrections. */
  readonly payment: RemittancePayment;
  readonly plan: PaymentPlan;
  readonly payers: readonly PayerNames[];
  /** `robot` or `reviewer:<id>`. */
  readonly actor: string;
}

/** What a plan makes of the payment as a whole. */
export const stateOf = (plan: PaymentPlan): Exclude<PaymentState, 'attached' | 'withdrawn'> => {
  if (plan.disposition === 'review') return 'held';
  return plan.claims.some(({ disposition }) => disposition === 'review') ? 'part' : 'posted';
};

/** Posts what posts and holds the rest. The payment's row is there and new, or locked. */
export async function stage(tx: Query, staged: Staged, now: Date): Promise<void> {
  const { plan, payment, paymentId, actor } = staged;
  if (plan.disposition === 'review') return hold(tx, staged, now);
  const rows = plan.claims.map((claim) => claimRow(claim, payment, staged.payers));
  await insertPaymentClaims(tx, paymentId, rows, now);
  const key = `${plan.identity ?? paymentId}/payment`;
  await post(tx, { paymentId, key, actor }, placedEntries(plan, rows), now);
  await openDenials(tx, denialsOf(plan.claims, rows), now);
  await noteReversals(tx, plan.claims, now);
  await noteOutcomes(tx, outcomesOf(plan.claims, payment), now);
  await openReviewItems(tx, heldClaims(staged, rows), now);
  const held = rows.filter(({ state }) => state === 'held');
  await notePosting(tx, actor, 'payment-posted', `payment:${paymentId}`, now, {
    claims: rows.length,
    held: held.length,
    unappliedCents: plan.unappliedCents,
  });
}

/** The whole payment waits: nothing of it enters the ledger. */
async function hold(tx: Query, { paymentId, documentId, payment, plan, actor }: Staged, now: Date): Promise<void> {
  const item = {
    code: headCode(plan.exceptions),
    message: heldSentence(payment.number, plan.exceptions),
    subject: `payment:${paymentId}`,
    documentId,
    paymentId,
  };
  await openReviewItems(tx, [{ ...NO_WORK, ...item }], now);
  const codes = plan.exceptions.map(({ code }) => code);
  await notePosting(tx, actor, 'payment-held', `payment:${paymentId}`, now, { codes });
}

/** What a review item of a remittance has not. */
export const NO_WORK = { portal: null, workItemId: null, loginId: null, evidenceId: null } as const;

export function claimRow(plan: ClaimPlan, payment: RemittancePayment, payers: readonly PayerNames[]): NewPaymentClaim {
  const claim = claimAt(payment, plan.place);
  return {
    id: randomUUID(),
    place: plan.place,
    claimId: plan.claimId,
    state: plan.disposition === 'post' ? 'posted' : 'held',
    level: plan.level,
    crossoverTo: claim.crossoverTo ? payerKey({ name: claim.crossoverTo }, payers) : null,
    remainingCents: plan.remainingCents,
    exceptions: plan.exceptions,
    notes: plan.notes,
    claim,
    reverses: plan.reverses,
  };
}

function claimAt(payment: RemittancePayment, place: number): RemittanceClaim {
  const claim = payment.claims[place];
  if (!claim) throw new Error(`A plan names claim ${place + 1} of a payment that has ${payment.claims.length}.`);
  return claim;
}

function placedEntries(plan: PaymentPlan, rows: readonly NewPaymentClaim[]): PlacedEntry[] {
  const claims = plan.claims.flatMap(({ entries }, index) => placed(entries, rows[index]?.id ?? null));
  return [...claims, ...plan.providerEntries.map((entry) => ({ ...entry, paymentClaimId: null }))];
}

/** @param paymentClaimId the claim of the payment that the entries belong to. */
export const placed = (entries: readonly LedgerEntry[], paymentClaimId: string | null): PlacedEntry[] =>
  entries.map((entry) => ({ ...entry, paymentClaimId }));

const denialsOf = (plans: readonly ClaimPlan[], rows: readonly NewPaymentClaim[]) =>
  plans.flatMap(({ denials, claimId }, index) => {
    const paymentClaimId = rows[index]?.id;
    return paymentClaimId ? denials.map((denial) => ({ paymentClaimId, claimId, denial })) : [];
  });

/** What a payer takes back is no denial of ours to work on any more. */
export const noteReversals = (tx: Query, plans: readonly ClaimPlan[], now: Date): Promise<unknown> => {
  const reversed = plans.flatMap(({ disposition, reverses }) => (disposition === 'post' && reverses ? [reverses] : []));
  return reversed.length > 0 ? closeDenials(tx, reversed, now) : Promise.resolve();
};

export const outcomesOf = (plans: readonly ClaimPlan[], payment: Pick<RemittancePayment, 'claims'>) =>
  plans.flatMap((plan) =>
    plan.disposition === 'post' && plan.claimId
      ? [{ claimId: plan.claimId, state: outcomeOf(plan, payment.claims[plan.place]) }]
      : [],
  );

/** A claim that was paid in part is paid: what was denied of it is a denial item of its own. */
function outcomeOf(plan: ClaimPlan, claim: RemittanceClaim | undefined): ClaimState {
  if (plan.reverses) return 'FINAL_REVISED';
  if ((claim?.paidCents ?? 0) > 0) return 'FINAL_PAID';
  return plan.denials.length > 0 ? 'FINAL_DENIED' : 'FINAL_ZERO_PAY';
}

function heldClaims(
  { plan, payment, paymentId, documentId }: Staged,
  rows: readonly NewPaymentClaim[],
): NewReviewItem[] {
  return rows
    .filter(({ state }) => state === 'held')
    .map(({ id, place, exceptions }) => ({
      ...NO_WORK,
      code: headCode(exceptions),
      message: heldSentence(payment.number, exceptions, { place, of: plan.claims.length }),
      subject: `payment-claim:${id}`,
      documentId,
      paymentId,
    }));
}
