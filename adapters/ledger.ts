/** The ledger: entries are only ever added, once, and after each posting a payment's cash is the payment's amount. */
import { randomUUID } from 'node:crypto';
import type { EntryKind, LedgerEntry } from '../domain/posting.ts';
import type { Query } from './query.ts';

/** An entry and the claim of the payment that it belongs to; null at payer level. */
export interface PlacedEntry extends LedgerEntry {
  readonly paymentClaimId: string | null;
  /** The claim of an earlier payment whose money is taken back at payer level. */
  readonly recovers?: string | null;
}

export interface NewPosting {
  readonly paymentId: string;
  /** What makes it the same posting, whoever asks for it and however often. */
  readonly key: string;
  /** `robot` or `reviewer:<id>`. */
  readonly actor: string;
  /** It takes claims back: nothing of them stays but unapplied cash. */
  readonly undoes?: boolean;
}

export interface StoredEntry extends PlacedEntry {
  readonly id: number;
  /** From 1: the first posting of the payment, then one for each release and each reversal. */
  readonly part: number;
  readonly actor: string;
  readonly postedAt: Date;
}

/**
 * Adds a posting with all its entries. The payment's row must be locked or new.
 * @returns its part number.
 * @throws the database's error when the payment's cash would not be its amount, or the posting is there already:
 * nothing of the transaction is kept then.
 */
export async function post(
  tx: Query,
  posting: NewPosting,
  entries: readonly PlacedEntry[],
  now: Date,
): Promise<number> {
  const id = randomUUID();
  const { rows } = await tx.query<{ part: number }>(
    `insert into posting (id, payment_id, part, idempotency_key, actor, posted_at, undoes)
     select $1, $2, coalesce(max(part), 0) + 1, $3, $4, $5, $6 from posting where payment_id = $2 returning part`,
    [id, posting.paymentId, posting.key, posting.actor, now, posting.undoes ?? false],
  );
  const stored = entries.map((entry, place) => ({
    payment_claim_id: entry.paymentClaimId,
    claim_id: entry.claimId,
    line_number: entry.lineNumber,
    kind: entry.kind,
    group_code: entry.group,
    reason: entry.reason,
    reference: entry.reference,
    amount_cents: entry.amountCents,
    recovers: entry.recovers ?? null,
    idempotency_key: `${posting.key}/${place}`,
  }));
  // In one statement: the database compares the payment's cash with its amount after each.
  await tx.query(
    `insert into ledger_entry (posting_id, payment_id, payment_claim_id, claim_id, line_number, kind, group_code, reason, reference, amount_cents, recovers, idempotency_key)
     select $2, $3, payment_claim_id, claim_id, line_number, kind, group_code, reason, reference, amount_cents, recovers, idempotency_key
     from jsonb_to_recordset($1::jsonb) as row (payment_claim_id uuid, claim_id uuid, line_number integer, kind text, group_code text,
       reason text, reference text, amount_cents bigint, recovers uuid, idempotency_key text)`,
    [JSON.stringify(stored), id, posting.paymentId],
  );
  await refuseLoose(tx, posting.paymentId);
  return rows[0]?.part ?? 1;
}

/** A posting without entries fires no trigger. */
async function refuseLoose(tx: Query, paymentId: string): Promise<void> {
  const { differenceCents } = await tie(tx, paymentId);
  if (differenceCents !== 0) throw new Error('The entries do not add up to the payment: nothing was posted.');
}

/** @returns the payment's amount, its cash in the ledger, and their difference: 0 once anything is posted. */
export async function tie(
  db: Query,
  paymentId: string,
): Promise<{ amountCents: number | null; cashCents: number; unappliedCents: number; differenceCents: number | null }> {
  const { rows } = await db.query<{ amountCents: number | null; cashCents: number; unappliedCents: number }>(
    `select p.amount_cents as "amountCents",
       coalesce(sum(e.amount_cents) filter (where e.kind in ('payment', 'interest', 'take-back', 'provider-adjustment', 'unapplied')), 0)::bigint as "cashCents",
       coalesce(sum(e.amount_cents) filter (where e.kind = 'unapplied'), 0)::bigint as "unappliedCents"
     from payment p left join ledger_entry e on e.payment_id = p.id where p.id = $1 group by p.id`,
    [paymentId],
  );
  const row = rows[0] ?? { amountCents: null, cashCents: 0, unappliedCents: 0 };
  return { ...row, differenceCents: row.amountCents === null ? null : row.amountCents - row.cashCents };
}

const ENTRY = `e.id, g.part, g.actor, g.posted_at as "postedAt", e.payment_claim_id as "paymentClaimId", e.claim_id as "claimId",
  e.line_number as "lineNumber", e.kind, e.group_code as "group", e.reason, e.reference, e.amount_cents as "amountCents"`;

/** @returns a payment's entries in the order in which they were posted. */
export async function entriesOf(db: Query, paymentId: string): Promise<StoredEntry[]> {
  const { rows } = await db.query<StoredEntry>(
    `select ${ENTRY} from ledger_entry e join posting g on g.id = e.posting_id where e.payment_id = $1 order by e.id`,
    [paymentId],
  );
  return rows;
}

/** @returns what stands in the ledger for one claim of a payment, cancelled entries left out: the sum by everything that names an entry. */
export async function standingEntries(db: Query, paymentClaimId: string): Promise<PlacedEntry[]> {
  const { rows } = await db.query<PlacedEntry>(
    `select payment_claim_id as "paymentClaimId", claim_id as "claimId", line_number as "lineNumber", kind, group_code as "group",
       reason, reference, sum(amount_cents)::bigint as "amountCents"
     from ledger_entry where payment_claim_id = $1
     group by payment_claim_id, claim_id, line_number, kind, group_code, reason, reference
     having sum(amount_cents) <> 0 order by min(id)`,
    [paymentClaimId],
  );
  return rows;
}

/** What the ledger holds of one of our claims, by kind; for the office's books and for tests. */
export async function claimBalance(db: Query, claimId: string): Promise<Partial<Record<EntryKind, number>>> {
  const { rows } = await db.query<{ kind: EntryKind; cents: number }>(
    'select kind, sum(amount_cents)::bigint as cents from ledger_entry where claim_id = $1 group by kind',
    [claimId],
  );
  return Object.fromEntries(rows.map(({ kind, cents }) => [kind, cents]));
}
