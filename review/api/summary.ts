/** Counts for the top of the inbox; they hold no patient data. */
import type { Database } from '../../adapters/database.ts';
import type { Query } from '../../adapters/query.ts';
import { countOpen, countWork, grouped, total } from './counts.ts';
import type { ItemKind } from './inbox-schema.ts';
import type { Asked } from './inbox-where.ts';
import type { Summary } from './schema.ts';
import { CLAIM_MINUTES } from '../claims.ts';
import type { Person } from '../desk.ts';
import { wantedCodes } from '../codes.ts';
import { EXCEPTION_TEXTS } from '../exception-texts.ts';

const KIND_TITLES: Record<ItemKind, string> = {
  eligibility: 'Eligibility',
  'claim-status': 'Claim status',
  remittance: 'Remittances',
  login: 'Logins',
  code: 'Codes wanted now',
  portal: 'Portal pages',
};

export async function summarize(db: Database, asked: Asked): Promise<Summary> {
  const { person, now } = asked;
  const [groups, work, mine, codes] = await Promise.all([
    countOpen(db, asked),
    countWork(db),
    countMine(db, person, now),
    wantedCodes(db, now),
  ]);
  const oldest = groups.map((group) => group.oldest.getTime());
  const open = total(groups, (group) => group.count);
  const unclaimed = total(groups, (group) => group.unclaimed);
  return {
    at: now.toISOString(),
    open,
    unclaimed,
    mine,
    oldestOpenedAt: oldest.length > 0 ? new Date(Math.min(...oldest)).toISOString() : null,
    byCode: grouped(groups, ({ code }) => [code, EXCEPTION_TEXTS[code].title]),
    byKind: grouped(groups, ({ kind }) => [kind, KIND_TITLES[kind]]),
    byPortal: grouped(groups, ({ portal }) => [portal ?? '', portal ?? 'none']),
    work: {
      queued: 0,
      running: 0,
      waiting: 0,
      done: 0,
      review: 0,
      failed: 0,
      ...Object.fromEntries(work.map((row) => [row.state, row.count])),
    },
    codes,
    version: [open, unclaimed, total(groups, (group) => group.changes)].join('.'),
  };
}

/** Given to the person or held by them, and not put off. */
async function countMine(db: Query, person: Person, now: Date): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from review_item r where r.resolution is null
       and (r.assigned_to = $1 or (r.claimed_by = $1 and r.claimed_at > $2)) and (r.postponed_until is null or r.postponed_until <= $3)`,
    [person.id, new Date(now.getTime() - CLAIM_MINUTES * 60_000), now],
  );
  return rows[0]?.count ?? 0;
}
