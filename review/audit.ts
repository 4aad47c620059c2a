/** The trail of what people did and saw: ids, codes and counts, never patient data. */
import type { Query } from '../adapters/query.ts';
import type { Person } from './desk.ts';

export type AuditAction =
  | 'signed-in'
  | 'sign-in-refused'
  | 'signed-out'
  | 'list-viewed'
  | 'item-viewed'
  | 'screenshot-viewed'
  | 'remittance-received'
  | 'remittance-viewed'
  | 'remittance-retried'
  | 'page-viewed'
  | 'candidates-viewed'
  | 'code-given'
  | 'claim-released'
  | 'claimed'
  | 'released'
  | 'resolved'
  | 'sent-back';

/** @param subject `review-item:<id>`, `remittance:<id>`, `reviewer:<id>`, or `review-items` and `remittances` for the lists. */
export async function noteAudit(
  tx: Query,
  actor: Person | null,
  action: AuditAction,
  subject: string,
  now: Date,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await tx.query('insert into audit (at, actor, action, subject, detail) values ($1, $2, $3, $4, $5)', [
    now,
    actor ? `reviewer:${actor.id}` : 'anonymous',
    action,
    subject,
    JSON.stringify(detail),
  ]);
}
