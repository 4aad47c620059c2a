/** What the open items come to, counted in one pass; pages ask often, so while changes are told the last count serves all of them. */
import type { Database } from '../../adapters/database.ts';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import { addDays } from '../../domain/dates.ts';
import type { WorkState } from '../../domain/work-item.ts';
import { CLAIM_MINUTES } from '../claims.ts';
import type { ItemKind } from './inbox-schema.ts';
import type { Asked } from './inbox-where.ts';

/** Open items that are alike, without those that are put off. */
export interface Group {
  readonly code: ExceptionCode;
  readonly kind: ItemKind;
  readonly portal: string | null;
  readonly payer: string | null;
  readonly count: number;
  /** Given to nobody and held by nobody. */
  readonly unclaimed: number;
  readonly overdue: number;
  readonly week: number;
  readonly oldest: Date;
  /** Another number whenever an item comes, goes or changes: one that goes and one that comes do not make up for each other. */
  readonly changes: number;
}

interface Kept<T> {
  readonly answer: Promise<T>;
  /** What else than the rows it depends on. */
  readonly of: string;
  readonly countedAt: number;
  isStale: boolean;
}

/** Counted again at most this often while items change, and at least that often while none does: put off items come back. */
const SOONEST_MS = 1_000;
const LATEST_MS = 10_000;

interface Keep {
  open: Kept<Group[]> | null;
  work: Kept<WorkCount[]> | null;
}
const keeps = new WeakMap<Database, Keep>();

/** Changes are told from now on, so a count may be kept until one is. @returns what to call at each change, and at the end. */
export function keepCounts(db: Database): { changed: () => void; end: () => void } {
  const keep: Keep = { open: null, work: null };
  keeps.set(db, keep);
  return {
    changed: () => {
      for (const kept of [keep.open, keep.work]) if (kept) kept.isStale = true;
    },
    end: () => void keeps.delete(db),
  };
}

const isFresh = <T>(kept: Kept<T> | null | undefined, of: string): kept is Kept<T> =>
  kept?.of === of && performance.now() - kept.countedAt < (kept.isStale ? SOONEST_MS : LATEST_MS);

const keptNow = <T>(answer: Promise<T>, of: string): Kept<T> => ({
  answer,
  of,
  countedAt: performance.now(),
  isStale: false,
});

export function countOpen(db: Database, asked: Asked): Promise<Group[]> {
  const keep = keeps.get(db);
  if (isFresh(keep?.open, asked.today)) return keep.open.answer;
  const groups = count(db, asked);
  if (keep) {
    keep.open = keptNow(groups, asked.today);
    groups.catch(() => (keep.open = null));
  }
  return groups;
}

export interface WorkCount {
  readonly state: WorkState;
  readonly count: number;
}

/** All work that there ever was, by its state. */
export function countWork(db: Database): Promise<WorkCount[]> {
  const keep = keeps.get(db);
  if (isFresh(keep?.work, '')) return keep.work.answer;
  const states = db
    .query<WorkCount>('select state, count(*)::int as count from work_item group by state')
    .then(({ rows }) => rows);
  if (keep) {
    keep.work = keptNow(states, '');
    states.catch(() => (keep.work = null));
  }
  return states;
}

async function count(db: Database, { now, today }: Asked): Promise<Group[]> {
  const { rows } = await db.query<Group>(
    `select r.code, r.kind, r.portal, r.payer, count(*)::int as count, min(r.opened_at) as oldest, sum(uuid_hash(r.id)::bigint + r.version)::float8 as changes,
       count(*) filter (where r.assigned_to is null and (r.claimed_by is null or r.claimed_at <= $1))::int as unclaimed,
       count(*) filter (where r.due_sort < $3::date)::int as overdue,
       count(*) filter (where r.due_sort between $3::date and $4::date)::int as week
     from review_item r where r.resolution is null and (r.postponed_until is null or r.postponed_until <= $2)
     group by 1, 2, 3, 4`,
    [new Date(now.getTime() - CLAIM_MINUTES * 60_000), now, today, addDays(today, 6)],
  );
  return rows;
}

export const total = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

/** Most frequent first; what has no name is left out. */
export function grouped(
  rows: readonly Group[],
  of: (row: Group) => readonly [name: string, title: string] | null,
): { name: string; title: string; count: number }[] {
  const groups = new Map<string, { name: string; title: string; count: number }>();
  for (const row of rows) {
    const [name, title] = of(row) ?? [];
    if (name === undefined || title === undefined) continue;
    const group = groups.get(name) ?? { name, title, count: 0 };
    groups.set(name, { ...group, count: group.count + row.count });
  }
  return [...groups.values()].toSorted((a, b) => b.count - a.count || a.title.localeCompare(b.title));
}
