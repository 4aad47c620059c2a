/** One payment that comes twice: the same 835 under another name, or the paper and the 835 of one check. It posts once. */
import { notePosting } from '../adapters/audit-trail.ts';
import { loadReading } from '../adapters/document-rows.ts';
import type { Query } from '../adapters/query.ts';
import { claimsOfPayment, findPayment, insertPayment, paymentsLike } from '../adapters/remittances.ts';
import type { LikePayment, StoredPayment } from '../adapters/remittances.ts';
import { GATE_DEFAULTS } from '../domain/gate-context.ts';
import { compareNumbers } from '../domain/matching-keys.ts';
import { likeness } from '../domain/payment-identity.ts';
import type { PlanNote } from '../domain/posting.ts';
import type { RemittanceClaim } from '../domain/remittance.ts';
import { openReviewItems, settleReviewItem } from '../review/items.ts';
import { knownPayment } from './plan-payment.ts';
import type { PaymentSource, PostingOffice } from './plan-payment.ts';
import { heldSentence } from './posting-words.ts';
import { NO_WORK } from './stage.ts';

export interface Bearer extends LikePayment {
  /** It waits for a person and the newcomer is an 835: if that posts, the waiting one is attached to it instead. */
  readonly mayGiveWay: boolean;
}

/** @returns the payment that is this one already: of the same identity, or its twin on paper or in an 835. */
export async function bearerOf(tx: Query, office: PostingOffice, source: PaymentSource): Promise<Bearer | null> {
  const { payment, document } = source;
  const isEra = document.source.kind === 'era-835';
  const like = (await paymentsLike(tx, payment)).filter(({ id }) => id !== source.ownId);
  const found = like.find((each) =>
    knownPayment(each).some((known) => {
      const kind = isEra ? 'era-835' : 'paper-eob';
      const how = likeness(payment, kind, known, office.registers.payers, GATE_DEFAULTS.twinDays);
      return how === 'duplicate' || how === 'twin';
    }),
  );
  return found ? { ...found, mayGiveWay: found.state === 'held' && isEra } : null;
}

/** Keeps the newcomer as a row without a ledger. Twins that agree to the cent need nobody; others do. */
export async function attach(tx: Query, source: PaymentSource, bearer: Bearer, now: Date): Promise<StoredPayment> {
  const { documentId, place, payment } = source;
  const isEqual = areEqual(payment.claims, await claimsOf(tx, bearer));
  const detail = `It was taken in from another document before, whose claims are not the same to the cent.`;
  const differs: PlanNote = { code: 'twin-payment', detail };
  const { identity, payerKey, id: sameAs } = bearer;
  const attached = { documentId, place, identity, payerKey, sameAs, state: 'attached' as const, payment };
  const id = await insertPayment(tx, { ...attached, exceptions: isEqual ? [] : [differs] }, now);
  const row = id ? await findPayment(tx, id) : null;
  if (!row) throw new Error('The same payment is being posted by another worker; it is tried again.');
  if (!isEqual) {
    const message = heldSentence(payment.number, [differs]);
    const item = { ...NO_WORK, code: differs.code, message, subject: `payment:${row.id}` };
    await openReviewItems(tx, [{ ...item, documentId, paymentId: row.id }], now);
  }
  const trail = { sameAs, isEqual: String(isEqual) };
  await notePosting(tx, 'robot', 'payment-attached', `payment:${row.id}`, now, trail);
  return row;
}

async function claimsOf(tx: Query, { id, documentId, place }: LikePayment): Promise<readonly RemittanceClaim[]> {
  const staged = await claimsOfPayment(tx, id);
  if (staged.length > 0) return staged.map(({ claim }) => claim);
  return (await loadReading(tx, documentId))?.payments[place]?.claims ?? [];
}

/** Whether they pay the same accounts the same amounts for the same charges, in whatever order they list them. */
function areEqual(some: readonly RemittanceClaim[], others: readonly RemittanceClaim[]): boolean {
  const byAmounts = new Map<string, RemittanceClaim[]>();
  for (const claim of others) byAmounts.set(amountsOf(claim), [...(byAmounts.get(amountsOf(claim)) ?? []), claim]);
  const hasTwin = (claim: RemittanceClaim): boolean => {
    const shelf = byAmounts.get(amountsOf(claim)) ?? [];
    const at = shelf.findIndex(
      (each) => compareNumbers(each.patientControlNumber, claim.patientControlNumber) !== 'differs',
    );
    if (at >= 0) shelf.splice(at, 1);
    return at >= 0;
  };
  return some.length === others.length && some.every(hasTwin);
}

const amountsOf = ({ billedCents, paidCents }: RemittanceClaim): string => `${billedCents}/${paidCents}`;

/** The waiting payment makes room for the newcomer, is attached to it, and nobody need look at it any more. */
export async function giveWay(
  tx: Query,
  waiting: Bearer,
  insert: () => Promise<string | null>,
  now: Date,
): Promise<string | null> {
  await tx.query('update payment set identity = null where id = $1', [waiting.id]);
  const id = await insert();
  if (!id) return null;
  await tx.query(`update payment set identity = $2, state = 'attached', same_as = $3 where id = $1`, [
    waiting.id,
    waiting.identity,
    id,
  ]);
  await tx.query('update payment set same_as = $2 where same_as = $1', [waiting.id, id]);
  await settleReviewItem(tx, `payment:${waiting.id}`, 'The 835 of the same payment was posted.', now);
  return id;
}
