/** Payments of remittances and their claims: one row for each, whatever became of it, and of several bearers of one payment only one posts. */
import { randomUUID } from 'node:crypto';
import { plainPaymentNumber } from '../domain/payment-identity.ts';
import type { PlanNote } from '../domain/posting.ts';
import type { RemittanceClaim, RemittancePayment } from '../domain/remittance.ts';
import type { Query } from './query.ts';

/** `withdrawn`: its pages were arranged anew before anything of it was posted. */
export type PaymentState = 'posted' | 'part' | 'held' | 'attached' | 'withdrawn';
export type PaymentClaimState = 'posted' | 'held' | 'released';

export interface StoredPayment {
  readonly id: string;
  readonly documentId: string;
  readonly place: number;
  /** Null when the payment cannot be told from another. */
  readonly identity: string | null;
  readonly payerKey: string;
  /** The payment that was posted in its stead. */
  readonly sameAs: string | null;
  readonly state: PaymentState;
  readonly amountCents: number | null;
  readonly exceptions: readonly PlanNote[];
  /** As it was posted, without its claims. */
  readonly payment: Omit<RemittancePayment, 'claims'>;
  readonly takenAt: Date;
  readonly postedAt: Date | null;
}

export interface StoredPaymentClaim {
  readonly id: string;
  readonly place: number;
  readonly claimId: string | null;
  readonly state: PaymentClaimState;
  readonly exceptions: readonly PlanNote[];
  readonly claim: RemittanceClaim;
  readonly reverses: string | null;
  readonly postedAt: Date | null;
}

const PAYMENT = `id, document_id as "documentId", place, identity, payer_key as "payerKey", same_as as "sameAs", state, amount_cents as "amountCents", exceptions,
  document as payment, taken_at as "takenAt", posted_at as "postedAt"`;
const CLAIM = `id, place, claim_id as "claimId", state, exceptions, document as claim, reverses, posted_at as "postedAt"`;

/**
 * Makes everyone else wait who posts a payment of the same check or EFT number, whoever pays it and however it is printed.
 * @param tx a transaction; the lock lasts until its end.
 */
export async function lockNumber(tx: Query, number: string | null): Promise<void> {
  // Paper may show the end of a number only.
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 835))', [plainPaymentNumber(number).slice(-5)]);
}

/** @returns the payment that a document's place became, or null while it became none. */
export async function findPaymentAt(db: Query, documentId: string, place: number): Promise<StoredPayment | null> {
  const { rows } = await db.query<StoredPayment>(
    `select ${PAYMENT} from payment where document_id = $1 and place = $2`,
    [documentId, place],
  );
  return rows[0] ?? null;
}

/** @param lock holds the row until the transaction's end. */
export async function findPayment(
  db: Query,
  id: string,
  lock: 'lock' | 'look' = 'look',
): Promise<StoredPayment | null> {
  const { rows } = await db.query<StoredPayment>(
    `select ${PAYMENT} from payment where id = $1${lock === 'lock' ? ' for update' : ''}`,
    [id],
  );
  return rows[0] ?? null;
}

/** A payment that is in the ledger, or waits to be. */
export interface LikePayment
  extends Pick<StoredPayment, 'id' | 'documentId' | 'place' | 'identity' | 'payerKey' | 'state'> {
  readonly kind: 'paper-eob' | 'era-835';
  readonly sha256: string;
  readonly number: string | null;
  readonly amountCents: number | null;
  readonly date: string | null;
}

/** @returns the payments of a like number, or of the same amount within 60 days: what a new one may repeat. */
export async function paymentsLike(
  tx: Query,
  { number, amountCents, date }: Pick<RemittancePayment, 'number' | 'amountCents' | 'date'>,
): Promise<LikePayment[]> {
  const { rows } = await tx.query<LikePayment>(
    `select p.id, p.document_id as "documentId", p.place, p.identity, p.payer_key as "payerKey", p.state, p.number,
       p.amount_cents as "amountCents", p.paid_on as date, d.kind, d.sha256
     from payment p join remittance_document d on d.id = p.document_id
     where p.same_as is null and p.state <> 'withdrawn' and (($1 <> '' and p.number_key = $1) or (p.amount_cents = $2 and abs(p.paid_on - $3::date) <= 60))
     order by p.taken_at, p.id`,
    [plainPaymentNumber(number), amountCents, date],
  );
  return rows;
}

export interface NewPayment {
  readonly documentId: string;
  readonly place: number;
  readonly identity: string | null;
  readonly payerKey: string;
  readonly sameAs: string | null;
  readonly state: PaymentState;
  readonly payment: RemittancePayment;
  readonly exceptions: readonly PlanNote[];
}

/** @returns the new row's id, or null when the same payment was stored by another meanwhile. */
export async function insertPayment(tx: Query, given: NewPayment, now: Date): Promise<string | null> {
  const { claims: _claims, ...head } = given.payment;
  const { rows } = await tx.query<{ id: string }>(
    `insert into payment (id, document_id, place, identity, same_as, number, number_key, payer_key, paid_on, amount_cents, state, exceptions, document, taken_at, posted_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, case when $11 in ('posted', 'part') then $14::timestamptz end)
     on conflict do nothing returning id`,
    [
      randomUUID(),
      given.documentId,
      given.place,
      given.identity,
      given.sameAs,
      head.number,
      plainPaymentNumber(head.number),
      given.payerKey,
      head.date,
      head.amountCents,
      given.state,
      JSON.stringify(given.exceptions),
      JSON.stringify(head),
      now,
    ],
  );
  return rows[0]?.id ?? null;
}

export interface NewPaymentClaim {
  readonly id: string;
  readonly place: number;
  readonly claimId: string | null;
  readonly state: PaymentClaimState;
  readonly exceptions: readonly PlanNote[];
  readonly notes: readonly PlanNote[];
  readonly level: 1 | 2 | 3;
  readonly crossoverTo: string | null;
  readonly remainingCents: number | null;
  readonly claim: RemittanceClaim;
  readonly reverses: string | null;
}

/** All claims of a payment in one statement. A reversal of what was reversed before breaks the table's rule and with it the transaction. */
export async function insertPaymentClaims(
  tx: Query,
  paymentId: string,
  claims: readonly NewPaymentClaim[],
  now: Date,
): Promise<void> {
  const rows = claims.map(({ claim, ...given }) => ({
    id: given.id,
    place: given.place,
    claim_id: given.claimId,
    state: given.state,
    patient_control_number: claim.patientControlNumber,
    payer_claim_control_number: claim.payerClaimControlNumber,
    status_code: claim.statusCode,
    billed_cents: claim.billedCents,
    paid_cents: claim.paidCents,
    level: given.level,
    crossover_to: given.crossoverTo,
    remaining_cents: given.remainingCents,
    exceptions: given.exceptions,
    notes: given.notes,
    document: claim,
    reverses: given.reverses,
  }));
  await tx.query(
    `insert into payment_claim (id, payment_id, place, claim_id, state, patient_control_number, payer_claim_control_number, status_code,
       billed_cents, paid_cents, level, crossover_to, remaining_cents, exceptions, notes, document, reverses, posted_at)
     select id, $2, place, claim_id, state, patient_control_number, payer_claim_control_number, status_code, billed_cents, paid_cents,
       level, crossover_to, remaining_cents, exceptions, notes, document, reverses, case when state = 'held' then null else $3::timestamptz end
     from jsonb_to_recordset($1::jsonb) as row (id uuid, place integer, claim_id uuid, state text, patient_control_number text,
       payer_claim_control_number text, status_code text, billed_cents bigint, paid_cents bigint, level smallint, crossover_to text, remaining_cents bigint, exceptions jsonb, notes jsonb, document jsonb, reverses uuid)`,
    [JSON.stringify(rows), paymentId, now],
  );
}

/** @returns a payment's claims in their order. */
export async function claimsOfPayment(db: Query, paymentId: string): Promise<StoredPaymentClaim[]> {
  const { rows } = await db.query<StoredPaymentClaim>(
    `select ${CLAIM} from payment_claim where payment_id = $1 order by place`,
    [paymentId],
  );
  return rows;
}

/** @returns a claim of a payment with the payment's id, or null when there is none. */
export async function findPaymentClaim(
  db: Query,
  id: string,
): Promise<(StoredPaymentClaim & { readonly paymentId: string }) | null> {
  const { rows } = await db.query<StoredPaymentClaim & { paymentId: string }>(
    `select ${CLAIM}, payment_id as "paymentId" from payment_claim where id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** A held claim as it is posted after all. The payment's row is locked. */
export async function updateReleased(tx: Query, claim: NewPaymentClaim, now: Date): Promise<void> {
  await tx.query(
    `update payment_claim set state = 'released', claim_id = $2, level = $3, crossover_to = $4, remaining_cents = $5, exceptions = $6,
       notes = $7, document = $8, reverses = $9, patient_control_number = $10, payer_claim_control_number = $11, status_code = $12,
       billed_cents = $13, paid_cents = $14, posted_at = $15
     where id = $1 and state = 'held'`,
    [
      claim.id,
      claim.claimId,
      claim.level,
      claim.crossoverTo,
      claim.remainingCents,
      JSON.stringify(claim.exceptions),
      JSON.stringify(claim.notes),
      JSON.stringify(claim.claim),
      claim.reverses,
      claim.claim.patientControlNumber,
      claim.claim.payerClaimControlNumber,
      claim.claim.statusCode,
      claim.claim.billedCents,
      claim.claim.paidCents,
      now,
    ],
  );
}

/** A held payment, or one that was taken for another, as it is posted after all. Its row is locked. */
export async function updatePosted(
  tx: Query,
  id: string,
  given: Pick<NewPayment, 'identity' | 'payerKey' | 'state' | 'payment'>,
  now: Date,
): Promise<void> {
  const { claims: _claims, ...head } = given.payment;
  await tx.query(
    `update payment set identity = $2, payer_key = $3, state = $4, number = $5, number_key = $6, paid_on = $7, amount_cents = $8,
       exceptions = '[]', document = $9, posted_at = $10, same_as = null
     where id = $1 and state in ('held', 'attached')`,
    [
      id,
      given.identity,
      given.payerKey,
      given.state,
      head.number,
      plainPaymentNumber(head.number),
      head.date,
      head.amountCents,
      JSON.stringify(head),
      now,
    ],
  );
}
