/**
 * What a person decides about money that waits: a held claim or a held payment is planned anew, by the same gate, with the person's
 * corrections and with the exceptions that may stand; it posts once. Nothing else about the payment changes.
 */
import { notePosting } from '../adapters/audit-trail.ts';
import { noteOutcomes } from '../adapters/claim-outcomes.ts';
import { closeDenials, openDenials } from '../adapters/denials.ts';
import { loadReading } from '../adapters/document-rows.ts';
import { post, standingEntries } from '../adapters/ledger.ts';
import type { Query } from '../adapters/query.ts';
import { rememberCode } from '../adapters/remembered-codes.ts';
import { turnOf } from '../adapters/reversals.ts';
import {
  claimsOfPayment,
  findPayment,
  findPaymentClaim,
  lockNumber,
  updatePosted,
  updateReleased,
} from '../adapters/remittances.ts';
import type { StoredPayment } from '../adapters/remittances.ts';
import type { CrosswalkEntry } from '../domain/crosswalk.ts';
import { isExceptionCode, POLICIES } from '../domain/exceptions.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import type { Approval } from '../domain/gate-context.ts';
import { formatCents } from '../domain/money.ts';
import type { ClaimMatch, OpenClaim } from '../domain/matching.ts';
import { payerKey } from '../domain/payer-names.ts';
import { entriesOf } from '../domain/posting.ts';
import type { PlanNote } from '../domain/posting.ts';
import type { RemittanceClaim, RemittanceDocument, RemittancePayment } from '../domain/remittance.ts';
import { settleReviewItem } from '../review/items.ts';
import { claimAlone, planIn } from './plan-payment.ts';
import type { Planned, PostingOffice } from './plan-payment.ts';
import { bookedWords, paymentName } from './posting-words.ts';
import { bearerOf } from './same-payment.ts';
import { settleFromRows } from './settle-document.ts';
import { claimRow, noteReversals, outcomesOf, placed, stage, stateOf } from './stage.ts';

export interface ClaimDecision {
  /** Our claim that the person chose, when the robot found none or several. */
  readonly claimId?: string;
  /** Exceptions that may stand. */
  readonly approved: readonly ExceptionCode[];
  /** What the payer's own codes mean; kept for the next time it prints them. */
  readonly remember?: readonly CrosswalkEntry[];
  /** The claim as the person reads it, when the robot misread it. Its paid amount must be what is unapplied. */
  readonly claim?: RemittanceClaim;
  /** The reading with the fields that the person confirmed or corrected; left out: as it is stored. */
  readonly document?: RemittanceDocument;
}

export interface PaymentDecision {
  /** The payment as the person reads it, when the robot misread it. */
  readonly payment?: RemittancePayment;
  readonly approved: readonly Approval[];
  /** Our claims that the person chose, by the place of the claim in the payment. */
  readonly chosen?: ReadonlyMap<number, string>;
  /** What the payer's own codes mean; kept for the next time it prints them. */
  readonly remember?: readonly CrosswalkEntry[];
  /** The reading with the fields that the person confirmed or corrected; left out: as it is stored. */
  readonly document?: RemittanceDocument;
}

/** One claim as it was planned, by its place in the payment: what its codes were taken for, and which claim of ours it fits. */
export interface Judged {
  readonly place: number;
  /** After the crosswalk. */
  readonly claim: RemittanceClaim;
  readonly match: ClaimMatch | null;
  /** Why it waits although the payment posts. */
  readonly exceptions: readonly PlanNote[];
}

/** `already`: somebody released it before; `refused`: the gate still holds it, and why. */
export type Release =
  | { readonly outcome: 'released'; readonly message: string; readonly judgement: Judgement }
  | { readonly outcome: 'already'; readonly message: string }
  | {
      readonly outcome: 'refused';
      readonly message: string;
      readonly exceptions: readonly PlanNote[];
      /** Null: it was refused before it was planned. */
      readonly judgement: Judgement | null;
    }
  | { readonly outcome: 'not-found' };

export interface Judgement {
  readonly claims: readonly Judged[];
  /** The claims of ours that the matches name. */
  readonly open: ReadonlyMap<string, OpenClaim>;
}

/** @param actor `reviewer:<id>`. */
export const releaseClaim = (
  office: PostingOffice,
  paymentClaimId: string,
  decision: ClaimDecision,
  actor: string,
): Promise<Release> => office.db.transaction((tx) => releaseClaimIn(tx, office, paymentClaimId, decision, actor));

/** The same within the transaction that resolves the review item. */
export async function releaseClaimIn(
  tx: Query,
  office: PostingOffice,
  paymentClaimId: string,
  decision: ClaimDecision,
  actor: string,
): Promise<Release> {
  const found = await findPaymentClaim(tx, paymentClaimId);
  const payment = found && (await lockPayment(tx, found.paymentId));
  const held = await findPaymentClaim(tx, paymentClaimId);
  if (!payment || !held || payment.state === 'withdrawn') return { outcome: 'not-found' };
  const name = `${paymentName(payment.payment.number)}, claim ${held.place + 1}`;
  if (held.state !== 'held') return { outcome: 'already', message: `${name} was posted before; nothing was changed.` };

  const claim = decision.claim ?? held.claim;
  const unapplied = await standingEntries(tx, held.id);
  const heldCents = unapplied.reduce((sum, { amountCents }) => sum + amountCents, 0);
  if (claim.paidCents !== heldCents) return refusal(differs(name, claim.paidCents, heldCents));

  const document = decision.document ?? (await loadReading(tx, payment.documentId));
  if (!document) return { outcome: 'not-found' };
  await rememberAll(tx, office, payment.payerKey, decision.remember, actor);
  const { source, at } = claimAlone({ ...payment, document, claim, claimPlace: held.place });
  const approvals = [...WHOLE_PAYMENT, ...decision.approved.map((code) => ({ code, claim: at }))];
  const chosen = decision.claimId ? new Map([[at, decision.claimId]]) : undefined;
  const planned = await planIn(tx, office, source, { approvals, ...(chosen && { chosen }) });
  const plan = planned.plan.claims[at];
  const judgement = judgementOf(planned, (place) => (place === at ? held.place : null));
  if (planned.plan.disposition === 'review') return refusal(planned.plan.exceptions, judgement);
  if (!plan || plan.disposition === 'review')
    return refusal(moved(plan?.exceptions ?? [], source.place, at, held.place), judgement);

  const now = office.clock.now();
  const undone = unapplied.map((entry) => ({ ...entry, amountCents: -entry.amountCents }));
  const turn = await turnOf(tx, held.id);
  const key = releaseKey(payment, held.place, turn);
  const row = claimRow(plan, planned.payment, office.registers.payers);
  await updateReleased(tx, { ...row, id: held.id, place: held.place }, now);
  await post(tx, { paymentId: payment.id, key, actor }, [...undone, ...placed(plan.entries, held.id)], now);
  if (decision.claim) await closeDenials(tx, [held.id], now);
  const isNew = decision.claim !== undefined || !(await hasDenials(tx, held.id));
  const denials = plan.denials.map((denial) => ({ paymentClaimId: held.id, claimId: plan.claimId, denial }));
  await openDenials(tx, isNew ? denials : [], now);
  await tx.query('update denial_item set claim_id = $2 where payment_claim_id = $1', [held.id, plan.claimId]);
  await noteReversals(tx, [plan], now);
  await noteOutcomes(tx, outcomesOf([plan], planned.payment), now);
  await tx.query(
    `update payment set state = 'posted' where id = $1 and state = 'part'
       and not exists (select 1 from payment_claim where payment_id = $1 and state = 'held')`,
    [payment.id],
  );
  await notePosting(tx, actor, 'payment-claim-released', `payment-claim:${held.id}`, now, {
    approved: decision.approved,
    isCorrected: String(decision.claim !== undefined),
    isChosen: String(decision.claimId !== undefined),
  });
  await settleReviewItem(tx, `payment-claim:${held.id}`, 'It was posted.', now);
  await settleFromRows(tx, payment.documentId, now);
  const message = `${name} posted: ${bookedWords(plan.entries)}. ${formatCents(heldCents)} is no longer unapplied.`;
  return { outcome: 'released', message, judgement };
}

/** @param actor `reviewer:<id>`. */
export const releasePayment = (
  office: PostingOffice,
  paymentId: string,
  decision: PaymentDecision,
  actor: string,
): Promise<Release> => office.db.transaction((tx) => releasePaymentIn(tx, office, paymentId, decision, actor));

/** The same within the transaction that resolves the review item. */
export async function releasePaymentIn(
  tx: Query,
  office: PostingOffice,
  paymentId: string,
  decision: PaymentDecision,
  actor: string,
): Promise<Release> {
  const held = await lockPayment(tx, paymentId, decision.payment?.number ?? null);
  const document = held && (decision.document ?? (await loadReading(tx, held.documentId)));
  if (!held || !document || held.state === 'withdrawn') return { outcome: 'not-found' };
  const payment = decision.payment ?? document.payments[held.place];
  if (!payment) return { outcome: 'not-found' };
  const name = paymentName(payment.number);
  const isAnother = decision.approved.some(({ code }) => REPEATS.has(code));
  if (held.state !== 'held' && !(held.state === 'attached' && isAnother))
    return { outcome: 'already', message: `${name} was posted before; nothing was changed.` };

  const source = { documentId: held.documentId, document, place: held.place, payment, ownId: held.id };
  const bearer = isAnother ? null : await bearerOf(tx, office, source);
  if (bearer) {
    const detail = `The same payment stands in document ${bearer.documentId}; it posts once.`;
    return refusal([{ code: 'duplicate-payment', detail }]);
  }
  const { approved: approvals, chosen } = decision;
  await rememberAll(tx, office, payerKey(payment.payer, office.registers.payers), decision.remember, actor);
  const planned = await planIn(tx, office, source, { approvals, ...(chosen && { chosen }) });
  const judgement = judgementOf(planned, (place) => place);
  if (planned.plan.disposition === 'review') return refusal(planned.plan.exceptions, judgement);
  const now = office.clock.now();
  const fresh = { ...planned, identity: planned.plan.identity, state: stateOf(planned.plan) };
  await updatePosted(tx, held.id, fresh, now);
  const { payers } = office.registers;
  await stage(tx, { ...planned, paymentId: held.id, documentId: held.documentId, payers, actor }, now);
  await settleReviewItem(tx, `payment:${held.id}`, 'It was posted.', now);
  await settleFromRows(tx, held.documentId, now);
  const claims = await claimsOfPayment(tx, held.id);
  const waiting = claims.filter(({ state }) => state === 'held').length;
  const tail = waiting === 0 ? '' : ` ${waiting} of ${claims.length} claims wait for a person.`;
  const message = `${name} posted: ${bookedWords(entriesOf(planned.plan))}.${tail}`;
  return { outcome: 'released', message, judgement };
}

/** The claim was planned alone: its fields are found at its own place in the document. */
const moved = (notes: readonly PlanNote[], payment: number, at: number, place: number): PlanNote[] => {
  const [planned, own] = [at, place].map((each) => `/payments/${payment}/claims/${each}/`) as [string, string];
  return notes.map(({ pointers, ...note }) =>
    pointers ? { ...note, pointers: pointers.map((each) => each.replace(planned, own)) } : note,
  );
};

async function rememberAll(
  tx: Query,
  office: PostingOffice,
  payer: string,
  entries: readonly CrosswalkEntry[] = [],
  actor: string,
): Promise<void> {
  for (const entry of entries) await rememberCode(tx, payer, entry, actor, office.clock.now());
}

/** @param placeOf the place in the payment of a claim of the plan; null: it is none of what is decided. */
const judgementOf = (planned: Planned, placeOf: (place: number) => number | null): Judgement => ({
  claims: planned.payment.claims.flatMap((claim, at) => {
    const place = placeOf(at);
    const exceptions = planned.plan.claims[at]?.exceptions ?? [];
    return place === null ? [] : [{ place, claim, match: planned.matches[at] ?? null, exceptions }];
  }),
  open: planned.open,
});

/** With one of these approved a person says that it is another payment, however like. */
const REPEATS: ReadonlySet<ExceptionCode> = new Set<ExceptionCode>(['duplicate-payment', 'twin-payment']);

/** @param turn how often the claim was taken back before: each time it may be posted once more. */
export const releaseKey = ({ identity, id }: Pick<StoredPayment, 'identity' | 'id'>, place: number, turn: number) =>
  `${identity ?? id}/claim/${place}${turn > 0 ? `/again/${turn}` : ''}`;

/** In the order in which posting locks: the number first. */
export async function lockPayment(
  tx: Query,
  id: string,
  alsoNumber: string | null = null,
): Promise<StoredPayment | null> {
  const seen = await findPayment(tx, id);
  if (!seen) return null;
  const numbers = [seen.payment.number, alsoNumber].filter((number) => number !== null);
  for (const number of [...new Set(numbers)].sort()) await lockNumber(tx, number);
  return findPayment(tx, id, 'lock');
}

async function hasDenials(tx: Query, paymentClaimId: string): Promise<boolean> {
  const { rows } = await tx.query('select 1 from denial_item where payment_claim_id = $1 limit 1', [paymentClaimId]);
  return rows.length > 0;
}

/** The payment itself was judged when it posted. */
const WHOLE_PAYMENT: readonly Approval[] = Object.keys(POLICIES)
  .filter(isExceptionCode)
  .map((code) => ({ code, claim: null }));

const differs = (name: string, paidCents: number | null, heldCents: number): PlanNote[] => [
  {
    code: 'claim-out-of-balance',
    detail: `${name} holds ${formatCents(heldCents)} of the payment, the correction pays ${paidCents === null ? 'an unknown amount' : formatCents(paidCents)}; correct the amount or the other claims.`,
    ...(paidCents !== null && { differenceCents: heldCents - paidCents }),
  },
];

const refusal = (exceptions: readonly PlanNote[], judgement: Judgement | null = null): Release => ({
  outcome: 'refused',
  exceptions,
  judgement,
  message: `It was not posted: ${exceptions.map(({ detail }) => detail).join(' ') || 'the gate gave no reason.'}`,
});
