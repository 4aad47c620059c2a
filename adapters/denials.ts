/** Denials as work: opened with the payment that told of them, closed when worked or when the payer takes them back. */
import { randomUUID } from 'node:crypto';
import type { Denial } from '../domain/denial.ts';
import type { Query } from './query.ts';

export interface NewDenial {
  readonly paymentClaimId: string;
  readonly claimId: string | null;
  readonly denial: Denial;
}

export interface DenialItem extends Omit<Denial, 'line'> {
  readonly id: string;
  readonly paymentClaimId: string;
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
