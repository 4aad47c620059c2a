/** Denials as work: opened with the payment that told of them, closed when worked or when the payer takes them back. */
import { randomUUID } from 'node:crypto';
import type { Denial } from '../domain/denial.ts';
import { routeOf } from '../domain/denial-routes.ts';
import type { Query } from './query.ts';

export interface NewDenial {
  readonly paymentClaimId: string;
  readonly claimId: string | null;
  readonly denial: Denial;
}

export interface DenialItem extends Omit<Denial, 'line'> {
  readonly id: string;
  /** Null: a portal told of it, before any remittance. */
  readonly paymentClaimId: string | null;
  readonly claimId: string | null;
  readonly openedAt: Date;
}

/** @param tx the transaction that posts the payment. */
export async function openDenials(tx: Query, denials: readonly NewDenial[], now: Date): Promise<void> {
  if (denials.length === 0) return;
  const rows = denials.map(({ paymentClaimId, claimId, denial }) => ({
    id: randomUUID(),
    payment_claim_id: paymentClaimId,
    claim_id: claimId,
    line_number: denial.lineNumber,
    code: denial.code,
    category: denial.category,
    step: denial.step,
    first_action: denial.firstAction,
    group_code: denial.group,
    reason: denial.reason,
    remarks: denial.remarks,
    amount_cents: denial.amountCents,
    appeal_by: denial.appealBy,
    correct_by: denial.correctBy,
  }));
  await tx.query(
    `insert into denial_item (id, payment_claim_id, claim_id, line_number, code, category, step, first_action, group_code, reason,
       remarks, amount_cents, appeal_by, correct_by, opened_at)
     select id, payment_claim_id, claim_id, line_number, code, category, step, first_action, group_code, reason,
       remarks, amount_cents, appeal_by, correct_by, $2
     from jsonb_to_recordset($1::jsonb) as row (id uuid, payment_claim_id uuid, claim_id uuid, line_number integer, code text, category text,
       step text, first_action text, group_code text, reason text, remarks jsonb, amount_cents bigint, appeal_by date, correct_by date)`,
    [JSON.stringify(rows), now],
  );
}

export interface SaidDenial {
  readonly workItemId: string;
  readonly claimId: string | null;
  readonly group: string | null;
  readonly reason: string | null;
  /** Null: the claim's whole charge. */
  readonly amountCents: number | null;
}

/**
 * A denial that a portal tells of, before any remittance. A claim that has an open denial keeps that one.
 * @param tx the transaction that stores the answer.
 */
export async function openWorkDenial(tx: Query, said: SaidDenial, now: Date): Promise<{ id: string; isNew: boolean }> {
  const open = await tx.query<{ id: string }>(
    `select id from denial_item where closed_at is null and (work_item_id = $1 or claim_id = $2) order by opened_at limit 1`,
    [said.workItemId, said.claimId],
  );
  const known = open.rows[0];
  if (known) return { id: known.id, isNew: false };
  const { category, step, firstAction } = routeOf(said.group, said.reason, []);
  const { rows } = await tx.query<{ id: string }>(
    `insert into denial_item (id, work_item_id, claim_id, code, category, step, first_action, group_code, reason, remarks, amount_cents, opened_at)
     values ($1, $2, $3, 'claim-denied', $4, $5, $6, $7, $8, '[]', coalesce($9, (select billed_cents from claim where id = $3), 0), $10) returning id`,
    [
      randomUUID(),
      said.workItemId,
      said.claimId,
      category,
      step,
      firstAction,
      said.group,
      said.reason,
      said.amountCents,
      now,
    ],
  );
  return { id: rows[0]!.id, isNew: true };
}

/** @returns how many were open. @param paymentClaimIds claims of payments that were reversed, or are planned anew. */
export async function closeDenials(tx: Query, paymentClaimIds: readonly string[], now: Date): Promise<number> {
  const { rowCount } = await tx.query(
    'update denial_item set closed_at = $2 where payment_claim_id = any($1::uuid[]) and closed_at is null',
    [paymentClaimIds, now],
  );
  return rowCount;
}

/** @returns open denials, those with the nearest last day first, then the largest. */
export async function listDenials(db: Query): Promise<DenialItem[]> {
  const { rows } = await db.query<DenialItem>(
    `select id, payment_claim_id as "paymentClaimId", claim_id as "claimId", line_number as "lineNumber", code, category, step,
       first_action as "firstAction", group_code as "group", reason, remarks, amount_cents as "amountCents",
       appeal_by as "appealBy", correct_by as "correctBy", opened_at as "openedAt"
     from denial_item where closed_at is null order by least(appeal_by, correct_by) nulls last, amount_cents desc, id`,
  );
  return rows;
}
