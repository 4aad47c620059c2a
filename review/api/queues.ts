/** Counts of the side bar: by queue, by saved view, by payer, portal and label. They hold no patient data. */
import type { Query } from '../../adapters/query.ts';
import { filterSchema, type Filter, type Queues } from './inbox-schema.ts';
import { Params, whereOf, type Asked } from './inbox-where.ts';
import { viewsOf } from '../views.ts';

const QUEUES: Readonly<Record<keyof Queues['queues'], Partial<Filter>>> = {
  open: {},
  mine: { assignee: 'me' },
  nobodys: { assignee: 'nobody' },
  overdue: { due: 'overdue' },
  week: { due: 'week' },
  escalated: { escalated: '1' },
  postponed: { postponed: '1' },
  mentions: { mentions: '1' },
};

/** One statement counts every queue and view; each is bounded by an index of its own or by the open items. */
export async function countQueues(db: Query, asked: Asked): Promise<Queues> {
  const views = (await viewsOf(db, asked.person)).flatMap(({ id, filter }) => {
    const read = filterSchema.safeParse(filter);
    return read.success ? [{ id, filter: read.data }] : [];
  });
  const params = new Params();
  const count = (filter: Partial<Filter>, at: number) =>
    `(select count(*) from review_item r where ${whereOf({ state: 'open', order: 'oldest', ...filter }, asked, params)})::int as "${at}"`;
  const asks = [...Object.values(QUEUES), ...views.map(({ filter }) => filter)];
  const { rows } = await db.query<Record<string, number>>(`select ${asks.map(count).join(', ')}`, params.values);
  const counted = asks.map((_, at) => rows[0]?.[String(at)] ?? 0);
  const names = Object.keys(QUEUES) as (keyof Queues['queues'])[];
  return {
    queues: Object.fromEntries(names.map((name, at) => [name, counted[at] ?? 0])) as Queues['queues'],
    views: views.map(({ id }, at) => ({ id, count: counted[names.length + at] ?? 0 })),
    ...(await countFacts(db)),
  };
}

async function countFacts(db: Query): Promise<Pick<Queues, 'byPayer' | 'byPortal' | 'byLabel'>> {
  const { rows } = await db.query<{ of: 'payer' | 'portal'; name: string; title: string; count: number }>(
    `select 'payer' as of, r.payer as name, coalesce(max(p.name), r.payer) as title, sum(r.n)::int as count
     from (select payer, count(*) as n from review_item where resolution is null and payer is not null group by 1) r
       left join payer_limit p on p.payer = r.payer group by 2
     union all
     select 'portal', portal, portal, count(*)::int from review_item where resolution is null and portal is not null group by 2
     order by 4 desc, 3`,
  );
  const labels = await db.query<{ name: string; title: string; count: number }>(
    `select name, name as title, count(*)::int as count from review_item r, unnest(r.labels) name
     where r.resolution is null and r.labels <> '{}' group by 1 order by 3 desc, 1 limit 30`,
  );
  const of = (which: 'payer' | 'portal') =>
    rows.filter((row) => row.of === which).map(({ name, title, count }) => ({ name, title, count }));
  return { byPayer: of('payer').slice(0, 50), byPortal: of('portal').slice(0, 50), byLabel: labels.rows };
}
