/** Claims of payments that a person had taken back: each as it stood before, and the reversing posting. */
import type { RemittanceClaim } from '../domain/remittance.ts';
import type { Query } from './query.ts';
import type { StoredPaymentClaim } from './remittances.ts';

export interface Reversal {
  readonly paymentClaimId: string;
  /** From 1: how often this claim was taken back. */
  readonly turn: number;
  readonly postingId: string;
  /** How it had been posted: with its payment, or released by itself. */
  readonly state: 'posted' | 'released';
  /** As it was posted. */
  readonly claim: RemittanceClaim;
}

/** @returns how often a claim of a payment was taken back. */
export async function turnOf(db: Query, paymentClaimId: string): Promise<number> {
  const { rows } = await db.query<{ turns: number }>(
    'select count(*)::int as turns from reversal where payment_claim_id = $1',
    [paymentClaimId],
  );
  return rows[0]?.turns ?? 0;
}

/** @returns what was taken back of a payment, in order. */
export async function reversalsOf(db: Query, paymentId: string): Promise<Reversal[]> {
  const { rows } = await db.query<Reversal>(
    `select r.payment_claim_id as "paymentClaimId", r.turn, r.posting_id as "postingId", r.state, r.document as claim
     from reversal r join payment_claim c on c.id = r.payment_claim_id where c.payment_id = $1 order by c.place, r.turn`,
    [paymentId],
  );
  return rows;
}

/** @returns of these claims those that a later posting builds on: the payer reversed them, or recovered their money. */
export async function builtOn(tx: Query, paymentClaimIds: readonly string[]): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select reverses as id from payment_claim where reverses = any($1::uuid[]) and state <> 'held'
     union select recovers from ledger_entry where recovers = any($1::uuid[]) group by recovers having sum(amount_cents) <> 0`,
    [paymentClaimIds],
  );
  return rows.map(({ id }) => id);
}

export interface NewReversal {
  readonly postingKey: string;
  readonly itemId: string;
  readonly reason: string;
  /** Id of the person. */
  readonly by: string;
  readonly claims: readonly Pick<StoredPaymentClaim, 'id'>[];
  /** Why they wait now, as a held claim says it. */
  readonly exceptions: readonly { readonly code: string; readonly detail: string }[];
}

/** Keeps each claim as it stands, then lets it wait again. The payment's row is locked, the reversing entries are posted. */
export async function takeBack(tx: Query, paymentId: string, given: NewReversal, now: Date): Promise<void> {
  const ids = given.claims.map(({ id }) => id);
  await tx.query(
    `insert into reversal (payment_claim_id, turn, posting_id, review_item_id, state, claim_id, posted_at, document, reason, reversed_by, reversed_at)
     select c.id, (select count(*) + 1 from reversal r where r.payment_claim_id = c.id), g.id, $3, c.state, c.claim_id, c.posted_at, c.document, $4, $5, $6
     from payment_claim c join posting g on g.idempotency_key = $2 where c.id = any($1::uuid[])`,
    [ids, given.postingKey, given.itemId, given.reason, given.by, now],
  );
  await tx.query(
    `update payment_claim set state = 'held', posted_at = null, exceptions = $2 where id = any($1::uuid[]) and state <> 'held'`,
    [ids, JSON.stringify(given.exceptions)],
  );
  await tx.query(`update payment set state = 'part' where id = $1`, [paymentId]);
  await tx.query(
    `update claim set state = 'UNKNOWN', state_text = 'Its posting was taken back', asked_at = $2, closed_at = null
     where id in (select claim_id from payment_claim where id = any($1::uuid[]))
       and not exists (select 1 from payment_claim o where o.claim_id = claim.id and o.state <> 'held')`,
    [ids, now],
  );
}
