/** The trail of what people did and saw: ids, codes and counts, never patient data. */
import { appendAudit } from '../adapters/audit-trail.ts';
import type { Query } from '../adapters/query.ts';
import { actorOf, type Person } from './desk.ts';

export type AuditAction =
  | 'signed-in'
  | 'sign-in-refused'
  | 'second-factor-refused'
  | 'second-factor-set'
  | 'second-factor-removed'
  | 'second-factor-reset'
  | 'recovery-code-spent'
  | 'recovery-codes-renewed'
  | 'password-changed'
  | 'password-given'
  | 'password-refused'
  | 'person-added'
  | 'person-linked'
  | 'single-sign-on-refused'
  | 'person-disabled'
  | 'person-enabled'
  | 'person-unlocked'
  | 'role-changed'
  | 'sessions-ended'
  | 'people-viewed'
  | 'signed-out'
  | 'list-viewed'
  | 'searched'
  | 'assigned'
  | 'forwarded'
  | 'escalated'
  | 'postponed'
  | 'brought-back'
  | 'labelled'
  | 'noted'
  | 'notes-viewed'
  | 'undone'
  | 'view-saved'
  | 'view-removed'
  | 'sharing-set'
  | 'item-viewed'
  | 'screenshot-viewed'
  | 'remittance-received'
  | 'remittance-viewed'
  | 'remittance-retried'
  | 'pages-arranged'
  | 'page-viewed'
  | 'candidates-viewed'
  | 'code-given'
  | 'claim-released'
  | 'claimed'
  | 'released'
  | 'resolved'
  | 'sent-back'
  | 'proposed'
  | 'proposal-approved'
  | 'proposal-rejected'
  | 'proposal-withdrawn'
  | 'approvals-viewed'
  | 'posting-taken-back'
  | 'reopened'
  | 'answered-by-person'
  | 'denial-opened'
  | 'login-secret-changed'
  | 'wait-acknowledged'
  | 'token-created'
  | 'token-revoked'
  | 'token-used'
  | 'request-replayed'
  | 'token-refused'
  | 'webhook-created'
  | 'webhook-changed'
  | 'webhook-deleted'
  | 'webhook-secret-renewed'
  | 'webhook-tested'
  | 'deliveries-replayed'
  | 'file-imported'
  | 'inquiry-asked'
  | 'sweep-run'
  | 'answer-viewed'
  | 'exported'
  | 'setting-changed'
  | 'portal-changed'
  | 'portal-paused'
  | 'portal-resumed'
  | 'payer-changed'
  | 'login-added'
  | 'login-paused'
  | 'login-resumed'
  | 'login-confirmed'
  | 'trail-checked'
  | 'change-viewed'
  | 'queue-changed'
  | 'baseline-set';

/** @param subject `review-item:<id>`, `remittance:<id>`, `reviewer:<id>`, or `review-items` and `remittances` for the lists. */
export async function noteAudit(
  tx: Query,
  actor: Person | null,
  action: AuditAction,
  subject: string,
  now: Date,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await appendAudit(tx, {
    at: now,
    actor: actor ? actorOf(actor) : 'anonymous',
    action,
    subject,
    detail,
  });
}
