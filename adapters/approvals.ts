/** What waits for a second person: the first one's decision under seal, what it would book, and what became of it. */
import { randomUUID } from 'node:crypto';
import type { Query } from './query.ts';

/** Why one person may not post it alone. `amount`: more cash than the limit. */
export type SecondReason = 'take-back' | 'write-off' | 'amount';

/** What a posting books, as the database counts it. */
export interface Booked {
  readonly reasons: readonly SecondReason[];
  readonly cashCents: number;
  readonly writeOffCents: number;
}

export interface StoredApproval extends Booked {
  readonly id: string;
  readonly itemId: string;
  readonly state: 'proposed' | 'approved' | 'rejected' | 'withdrawn';
  readonly sealed: Uint8Array;
  readonly proposedBy: string;
  readonly proposedName: string;
  readonly proposedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedName: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
}

/** @param tx the transaction that has posted. @returns the posting of a payment that lacks its second person, or null. */
export async function dueSecond(tx: Query, paymentId: string): Promise<(Booked & { postingId: string }) | null> {
  const { rows } = await tx.query<Booked & { postingId: string }>(
    `select s.posting_id as "postingId", s.reasons, s.cash_cents as "cashCents", s.write_off_cents as "writeOffCents"
     from second_person s join posting g on g.id = s.posting_id where g.payment_id = $1 and s.approval_id is null`,
    [paymentId],
  );
  return rows[0] ?? null;
}

/** Says who the second person of a posting is. The database refuses at commit when the approval is not of this posting. */
export async function linkApproval(tx: Query, postingId: string, approvalId: string): Promise<void> {
  await tx.query('update second_person set approval_id = $2 where posting_id = $1', [postingId, approvalId]);
}

export const newApprovalId = (): string => randomUUID();

export async function insertApproval(
  tx: Query,
  given: Booked & { id: string; itemId: string; paymentId: string; sealed: Uint8Array; by: string },
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into approval (id, review_item_id, payment_id, reasons, cash_cents, write_off_cents, sealed, proposed_by, proposed_at)
     values ($1, $2, $3, $4::text[], $5, $6, $7, $8, $9)`,
    [
      given.id,
      given.itemId,
      given.paymentId,
      [...given.reasons],
      given.cashCents,
      given.writeOffCents,
      given.sealed,
      given.by,
      now,
    ],
  );
}

const APPROVAL = `a.id, a.review_item_id as "itemId", a.state, a.reasons, a.cash_cents as "cashCents", a.write_off_cents as "writeOffCents",
  a.sealed, a.proposed_by as "proposedBy", p.name as "proposedName", a.proposed_at as "proposedAt", a.decided_by as "decidedBy",
  d.name as "decidedName", a.decided_at as "decidedAt", a.decision_note as "decisionNote"`;
const FROM = `from approval a join reviewer p on p.id = a.proposed_by left join reviewer d on d.id = a.decided_by`;

/** Holds the proposal until the transaction's end. */
export async function lockApproval(tx: Query, id: string): Promise<StoredApproval | null> {
  const { rows } = await tx.query<StoredApproval>(`select ${APPROVAL} ${FROM} where a.id = $1 for update of a`, [id]);
  return rows[0] ?? null;
}

/** @returns what was proposed for an item, the last first. */
export async function approvalsOf(db: Query, itemId: string): Promise<StoredApproval[]> {
  const { rows } = await db.query<StoredApproval>(
    `select ${APPROVAL} ${FROM} where a.review_item_id = $1 order by a.proposed_at desc, a.id`,
    [itemId],
  );
  return rows;
}

/** @returns what waits for a second person, the oldest first. */
export async function openApprovals(db: Query): Promise<StoredApproval[]> {
  const { rows } = await db.query<StoredApproval>(
    `select ${APPROVAL} ${FROM} where a.state = 'proposed' order by a.proposed_at, a.id limit 500`,
  );
  return rows;
}

/** @returns false when it was decided before. */
export async function endApproval(
  tx: Query,
  id: string,
  end: { state: 'approved' | 'rejected' | 'withdrawn'; by: string; note: string | null },
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update approval set state = $2, decided_by = $3, decision_note = $4, decided_at = $5 where id = $1 and state = 'proposed'`,
    [id, end.state, end.by, end.note, now],
  );
  return rowCount === 1;
}

/** What one person may post alone; cents, null = no limit. */
export interface FourEyes {
  readonly postingCents: number | null;
  readonly writeOffCents: number | null;
  readonly isTakeBack: boolean;
}

export async function fourEyesLimits(db: Query): Promise<FourEyes> {
  const { rows } = await db.query<FourEyes>(
    'select posting_cents as "postingCents", write_off_cents as "writeOffCents", is_take_back as "isTakeBack" from four_eyes',
  );
  const row = rows[0];
  if (!row) throw new Error('The database keeps no limits for postings; check that its migrations have run.');
  return row;
}

/** Stores limits for every host. @param by `settings`: gives way to what a person of the office has set. */
export async function keepFourEyes(db: Query, limits: FourEyes, by: string, now: Date): Promise<void> {
  await db.query(
    `update four_eyes set posting_cents = $1, write_off_cents = $2, is_take_back = $3, decided_by = $4, decided_at = $5
     where $4 <> 'settings' or decided_by = 'settings'`,
    [limits.postingCents, limits.writeOffCents, limits.isTakeBack, by, now],
  );
}
