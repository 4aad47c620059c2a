/** The one way into the audit trail: what people and robots did and saw, in ids, codes and counts, never patient data. */
import type { Query } from './query.ts';

export interface AuditEntry {
  readonly at: Date;
  /** `reviewer:<id>`, `robot`, `command-line:<user>` or `anonymous`. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Adds an entry; the database chains it when the transaction commits (see `audit-chain.ts`). */
export async function appendAudit(tx: Query, { at, actor, action, subject, detail = {} }: AuditEntry): Promise<void> {
  await tx.query('insert into audit (at, actor, action, subject, detail) values ($1, $2, $3, $4, $5)', [
    at,
    actor,
    action,
    subject,
    JSON.stringify(detail),
  ]);
}

/** @param actor `robot` or `reviewer:<id>`. @param subject `payment:<id>` or `payment-claim:<id>`. */
export const notePosting = (
  tx: Query,
  actor: string,
  action: 'payment-posted' | 'payment-held' | 'payment-attached' | 'payment-claim-released' | 'posting-reversed',
  subject: string,
  now: Date,
  detail: Readonly<Record<string, number | string | readonly string[]>>,
): Promise<void> => appendAudit(tx, { at: now, actor, action, subject, detail });
