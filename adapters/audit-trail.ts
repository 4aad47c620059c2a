/** The trail of what robots and people did with money: ids, codes and counts, never patient data. */
import type { Query } from './query.ts';

/** @param actor `robot` or `reviewer:<id>`. @param subject `payment:<id>` or `payment-claim:<id>`. */
export async function notePosting(
  tx: Query,
  actor: string,
  action: 'payment-posted' | 'payment-held' | 'payment-attached' | 'payment-claim-released',
  subject: string,
  now: Date,
  detail: Readonly<Record<string, number | string | readonly string[]>>,
): Promise<void> {
  await tx.query('insert into audit (at, actor, action, subject, detail) values ($1, $2, $3, $4, $5)', [
    now,
    actor,
    action,
    subject,
    JSON.stringify(detail),
  ]);
}
