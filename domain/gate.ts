/** The post gate: ten questions, G1 to G10. What is not certain to the cent waits for a person; cash always ties to the deposit. */
import type { ExceptionCode } from './exceptions.ts';
import { claimAddsUp, decided, linesAreOurs, oneClaim, rightLevel } from './gate-claim.ts';
import { certainClaim, certainPayment } from './gate-confidence.ts';
import type { GateContext } from './gate-context.ts';
import { entriesOfClaim, unappliedEntry } from './gate-entries.ts';
import { remainingOf, withinCharge } from './gate-limits.ts';
import { addsUp, deposited, isPended, isRemittance, notSeenBefore, takenOver } from './gate-payment.ts';
import { providerEntriesOf } from './gate-provider.ts';
import { cancelsOriginal } from './gate-reversal.ts';
import { onlyRoutine } from './gate-routine.ts';
import { type ClaimGate, isReversal, type Subject, subjectOf, wholeOf } from './gate-subject.ts';
import { standingOf } from './gate-standing.ts';
import { paymentIdentity } from './payment-identity.ts';
import { type ClaimPlan, cashOf, entriesOf, type PaymentPlan, type PlanNote, type PostedClaim } from './posting.ts';
import { allAdjustments, type RemittanceClaim, type RemittancePayment } from './remittance.ts';

const PAYMENT_GATES = [isRemittance, certainPayment, notSeenBefore, addsUp, deposited];
const CLAIM_GATES: readonly ClaimGate[] = [
  decided,
  oneClaim,
  cancelsOriginal,
  claimAddsUp,
  certainClaim,
  linesAreOurs,
  onlyRoutine,
  withinCharge,
  rightLevel,
];

/** What nobody may wave through when the gate itself finds it: it must be corrected, matched or mapped, and planned anew. */
const BINDING: ReadonlySet<ExceptionCode> = new Set<ExceptionCode>([
  'not-a-remittance',
  'file-refused',
  'payment-unidentified',
  'payment-out-of-balance',
  'negative-payment',
  'field-missing',
  'claim-not-found',
  'claim-ambiguous',
  'patient-mismatch',
  'already-posted',
  'overpost',
  'claim-out-of-balance',
  'line-out-of-balance',
  'charges-differ',
  'reversal-no-original',
  'reversal-sign-wrong',
  'forwarded-or-predetermination',
  'pended-claim',
  'adjustment-unexplained',
  'payer-code-unmapped',
]);
/** Doubts of the reader that the gate answers anew from the values as they are now. */
const ASKED_AGAIN: ReadonlySet<ExceptionCode> = new Set<ExceptionCode>([
  'payer-code-unmapped',
  'adjustment-unexplained',
  'claim-denied',
  'zero-paid-unexplained',
  'reduction-to-review',
  'low-confidence',
  'pended-claim',
]);
/** Worth knowing; most payers differ here, and nothing is posted from it. */
const NOTED: ReadonlySet<ExceptionCode> = new Set<ExceptionCode>(['patient-responsibility-differs']);

/**
 * Decides what a payment does to the ledger. Pure: the same payment and context give the same plan.
 * G1 to G4 hold the payment; G5 to G10 hold a claim and leave its cash unapplied.
 * @param payment after `applyCrosswalk`.
 * @throws an Error when the cash of a plan that posts would not be the payment: a fault of ours, never of the document.
 */
export function planPayment(payment: RemittancePayment, context: GateContext): PaymentPlan {
  const exceptions = context.isRelease ? [] : heldBy(payment, context);
  const claims = planClaims(payment, context);
  const identity = identityOf(payment, context);
  if (exceptions.length > 0) {
    return {
      identity,
      disposition: 'review',
      exceptions,
      claims: claims.map(held),
      providerEntries: [],
      unappliedCents: 0,
    };
  }
  const providerEntries = providerEntriesOf(payment, claims, context);
  const unappliedCents = claims
    .flatMap(({ entries }) => entries)
    .reduce((sum, { kind, amountCents }) => sum + (kind === 'unapplied' ? amountCents : 0), 0);
  const plan: PaymentPlan = { identity, disposition: 'post', exceptions, claims, providerEntries, unappliedCents };
  if (cashOf(entriesOf(plan)) !== (payment.amountCents ?? 0))
    throw new Error('The cash of a plan must be the payment: nothing may be posted from it.');
  return plan;
}

function heldBy(payment: RemittancePayment, context: GateContext): PlanNote[] {
  const doubts = takenOver([...context.document.exceptions, ...payment.exceptions]);
  return [
    ...unapproved(doubts, null, context, NOTHING),
    ...unapproved(
      PAYMENT_GATES.flatMap((gate) => gate(payment, context)),
      null,
      context,
      BINDING,
    ),
  ];
}

/** A payment that a person let through although one like it is known needs a key of its own. */
function identityOf(payment: RemittancePayment, { approvals, document, payers, place }: GateContext): string | null {
  const identity = paymentIdentity(payment, payers);
  const isAnother = approvals.some(({ code }) => code === 'duplicate-payment' || code === 'twin-payment');
  return identity && isAnother ? `${identity}\u001f${document.sha256}/${place}` : identity;
}

const held = (plan: ClaimPlan): ClaimPlan => ({
  ...plan,
  disposition: 'review',
  entries: [],
  denials: [],
  reverses: null,
});

const NOTHING: ReadonlySet<ExceptionCode> = new Set();

/** Leaves out what a person has approved, unless it binds; each sentence once. */
function unapproved(
  notes: readonly PlanNote[],
  claim: number | null,
  { approvals }: GateContext,
  binding: ReadonlySet<ExceptionCode>,
): PlanNote[] {
  const may = new Set(approvals.filter((each) => each.claim === claim).map(({ code }) => code));
  const kept = notes.filter(({ code }) => !NOTED.has(code) && (binding.has(code) || !may.has(code)));
  return [...new Map(kept.map((note) => [`${note.code} ${note.detail}`, note])).values()];
}

/** Reversals first, wherever they stand: some payers print the corrected claim above what it replaces. */
function planClaims(payment: RemittancePayment, context: GateContext): ClaimPlan[] {
  const plans: ClaimPlan[] = [];
  const whole = wholeOf(payment, context);
  const ledger = standingOf(context.history);
  const places = payment.claims.map((_, place) => place);
  const cancels = (place: number): boolean => isReversal(payment.claims[place]!);
  for (const place of [...places.filter(cancels), ...places.filter((each) => !cancels(each))]) {
    const subject = subjectOf(whole, place, ledger);
    const plan = planClaim(subject);
    plans[place] = plan;
    if (plan.disposition === 'review') continue;
    if (plan.reverses) ledger.cancel(plan.reverses);
    else ledger.add(posted(plan, subject));
  }
  return plans;
}

function planClaim(subject: Subject): ClaimPlan {
  const { claim, context, denials, level, open, original, place } = subject;
  const doubts = takenOver(claim.exceptions).filter(({ code }) => !ASKED_AGAIN.has(code));
  // Of a claim that is not decided nothing else is worth saying.
  const objections = isPended(claim) ? decided(subject) : CLAIM_GATES.flatMap((gate) => gate(subject));
  const exceptions = [
    ...unapproved(doubts, place, context, NOTHING),
    ...unapproved(objections, place, context, BINDING),
  ];
  const isHeld = exceptions.length > 0;
  return {
    place,
    claimId: original?.claimId ?? open?.id ?? null,
    disposition: isHeld ? 'review' : 'post',
    exceptions,
    notes: shareNote(claim),
    entries: isHeld ? unappliedEntry(claim) : entriesOfClaim(subject),
    denials,
    reverses: isHeld ? null : (original?.postingId ?? null),
    remainingCents: isHeld ? null : remainingOf(subject),
    level,
  };
}

/** As a later claim of the same payment sees it. */
const posted = (plan: ClaimPlan, { claim, whole }: Subject): PostedClaim => ({
  postingId: `plan:${plan.place}`,
  claimId: plan.claimId ?? '',
  payerKey: whole.payerKey,
  level: plan.level,
  payerClaimControlNumber: claim.payerClaimControlNumber,
  patientControlNumber: claim.patientControlNumber,
  isReversal: false,
  isReversed: false,
  crossoverTo: null,
  entries: plan.entries,
});

/** CLP05 against the single amounts: a note, since many payers state it by another rule. */
function shareNote(claim: RemittanceClaim): PlanNote[] {
  const stated = claim.patientResponsibilityCents ?? null;
  const share = allAdjustments(claim).reduce((sum, each) => sum + (each.group === 'PR' ? each.amountCents : 0), 0);
  if (stated === null || stated === share) return [];
  const detail = 'The patient’s share as stated is not the sum of its parts.';
  return [{ code: 'patient-responsibility-differs', detail, differenceCents: stated - share }];
}
