/** Counts of the side bar: by queue, by saved view, by payer, portal and label. They hold no patient data. */
import type { Database } from '../../adapters/database.ts';
import { countOpen, grouped, total } from './counts.ts';
import { filterSchema, type Filter, type Queues } from './inbox-schema.ts';
import { Params, whereOf, type Asked } from './inbox-where.ts';
import { viewsOf } from '../views.ts';

/** Each of these touches few rows, by an index of its own. */
const OWN = {
  mine: { assignee: 'me' },
  escalated: { escalated: '1' },
  postponed: { postponed: '1' },
  mentions: { mentions: '1' },
} as const satisfies Record<string, Partial<Filter>>;

/** A view counts to here: more is many. */
export const MOST_COUNTED = 1_000;

export async function countQueues(db: Database, asked: Asked): Promise<Queues> {
  const views = (await viewsOf(db, asked.person)).flatMap(({ id, filter }) => {
    const read = filterSchema.safeParse(filter);
    return read.success ? [{ id, filter: read.data }] : [];
  });
  const filters = [...Object.values(OWN), ...views.map(({ filter }) => filter)];
  const counted = await countEach(db, asked, filters);
  const [mine = 0, escalated = 0, postponed = 0, mentions = 0, ...ofViews] = counted;
  const groups = await countOpen(db, asked);
  const names = await db.query<{ payer: string; name: string }>('select payer, name from payer_limit');
  const payers = new Map(names.rows.map(({ payer, name }) => [payer, name]));
  const labels = await db.query<Queues['byLabel'][number]>(
    `select name, name as title, count(*)::int as count from review_item r, unnest(r.labels) name
     where r.resolution is null and r.labels <> '{}' group by 1 order by 3 desc, 1 limit 30`,
  );
  return {
    queues: {
      open: total(groups, ({ count }) => count),
      nobodys: total(groups, ({ unclaimed }) => unclaimed),
      overdue: total(groups, ({ overdue }) => overdue),
      week: total(groups, ({ week }) => week),
      mine,
      escalated,
      postponed,
      mentions,
    },
    views: views.map(({ id }, at) => ({ id, count: ofViews[at] ?? 0 })),
    byPayer: grouped(groups, ({ payer }) => (payer ? [payer, payers.get(payer) ?? payer] : null)).slice(0, 50),
    byPortal: grouped(groups, ({ portal }) => (portal ? [portal, portal] : null)).slice(0, 50),
    byLabel: labels.rows,
  };
}

async function countEach(db: Database, asked: Asked, filters: readonly Partial<Filter>[]): Promise<number[]> {
  const params = new Params();
  const counts = filters.map((filter, at) => {
    const where = whereOf({ state: 'open', order: 'oldest', ...filter }, asked, params);
    return `(select count(*) from (select 1 from review_item r where ${where} limit ${MOST_COUNTED}) some_rows)::int as "${at}"`;
  });
  const { rows } = await db.query<Record<string, number>>(`select ${counts.join(', ')}`, params.values);
  return filters.map((_, at) => rows[0]?.[String(at)] ?? 0);
}
