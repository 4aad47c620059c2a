/** Counts for the top of the inbox; they hold no patient data. */
import type { Query } from '../../adapters/query.ts';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import type { WorkState } from '../../domain/work-item.ts';
import type { ItemKind } from './inbox-schema.ts';
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

interface Group {
  code: ExceptionCode;
  kind: ItemKind;
  portal: string | null;
  count: number;
  unclaimed: number;
  mine: number;
  oldest: Date;
  changes: number;
}

export async function summarize(db: Query, person: Person, now: Date): Promise<Summary> {
  const lapsed = new Date(now.getTime() - CLAIM_MINUTES * 60_000);
  const { rows } = await db.query<Group>(
    `select r.code, r.kind, r.portal, count(*)::int as count, min(r.opened_at) as oldest, sum(r.version)::float8 as changes,
       count(*) filter (where r.assigned_to is null and (r.claimed_by is null or r.claimed_at <= $1))::int as unclaimed,
       count(*) filter (where r.assigned_to = $2 or (r.claimed_by = $2 and r.claimed_at > $1))::int as mine
     from review_item r where r.resolution is null and (r.postponed_until is null or r.postponed_until <= $3) group by 1, 2, 3`,
    [lapsed, person.id, now],
  );
  const work = await db.query<{ state: WorkState; count: number }>(
    'select state, count(*)::int as count from work_item group by state',
  );
  const oldest = rows.map((row) => row.oldest.getTime());
  const stateCounts = Object.fromEntries(work.rows.map((row) => [row.state, row.count]));
  const open = sum(rows, (row) => row.count);
  const unclaimed = sum(rows, (row) => row.unclaimed);
  return {
    at: now.toISOString(),
    open,
    unclaimed,
    mine: sum(rows, (row) => row.mine),
    oldestOpenedAt: oldest.length > 0 ? new Date(Math.min(...oldest)).toISOString() : null,
    byCode: counted(rows, (row) => [row.code, EXCEPTION_TEXTS[row.code].title]),
    byKind: counted(rows, (row) => [row.kind, KIND_TITLES[row.kind]]),
    byPortal: counted(rows, (row) => [row.portal ?? '', row.portal ?? 'none']),
    work: { queued: 0, running: 0, waiting: 0, done: 0, review: 0, failed: 0, ...stateCounts },
    codes: await wantedCodes(db, now),
    version: [open, unclaimed, sum(rows, (row) => row.changes)].join('.'),
  };
}

const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((total, row) => total + of(row), 0);

/** Most frequent first. */
function counted(rows: readonly Group[], of: (row: Group) => [name: string, title: string]): Summary['byCode'] {
  const groups = new Map<string, { name: string; title: string; count: number }>();
  for (const row of rows) {
    const [name, title] = of(row);
    const group = groups.get(name) ?? { name, title, count: 0 };
    groups.set(name, { ...group, count: group.count + row.count });
  }
  return [...groups.values()].toSorted((a, b) => b.count - a.count || a.title.localeCompare(b.title));
}
