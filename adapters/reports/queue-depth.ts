/** How much waited over the last hours or days, as rows came and ended. */
import type { Query } from '../query.ts';
import { END, rangeParams, START, type ReportRange } from './range.ts';

/** Who a queue waits for. */
export type QueueName = 'robots' | 'people';

export interface DepthPoint {
  /** When the hour or day begins. */
  readonly at: Date;
  readonly arrived: number;
  readonly ended: number;
  /** What was left at its end, or is now. */
  readonly depth: number;
}

/** Where a row's time in the queue begins and ends: constants of ours, never input. */
const QUEUES: Record<QueueName, { table: string; from: string; to: string }> = {
  robots: { table: 'work_item', from: 'asked_at', to: 'ended_at' },
  people: { table: 'review_item', from: 'opened_at', to: 'resolved_at' },
};

const EDGES = {
  hour: `generate_series(${START}, ${END} - interval '1 hour', interval '1 hour')`,
  day: `(select day at time zone $3::text from generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') day)`,
};

/**
 * One point for each hour or day of the range that has begun. What was sent back counts as open since it was first asked:
 * the rows keep no history of their own.
 */
export async function depthOverTime(
  db: Query,
  queue: QueueName,
  range: ReportRange,
  step: 'hour' | 'day',
  now: Date,
): Promise<DepthPoint[]> {
  const { table, from, to } = QUEUES[queue];
  const { rows } = await db.query<DepthPoint>(
    `with edge as (select at, row_number() over (order by at)::int as place from ${EDGES[step]} as series (at) where at <= $4::timestamptz),
       edges as (select coalesce(array_agg(at order by at), '{}') as starts from edge),
       came as (select width_bucket(${from}, (select starts from edges)) as place, count(*)::int as count from ${table}
         where ${from} >= ${START} and ${from} < least(${END}, $4::timestamptz + interval '1 microsecond') group by 1),
       went as (select width_bucket(${to}, (select starts from edges)) as place, count(*)::int as count from ${table}
         where ${to} >= ${START} and ${to} < least(${END}, $4::timestamptz + interval '1 microsecond') group by 1),
       before as (select count(*)::int as count from ${table} where ${from} < ${START} and (${to} is null or ${to} >= ${START}))
     select e.at, coalesce(c.count, 0) as arrived, coalesce(w.count, 0) as ended,
       (b.count + sum(coalesce(c.count, 0) - coalesce(w.count, 0)) over (order by e.at))::int as depth
     from before b, edge e left join came c on c.place = e.place left join went w on w.place = e.place order by e.at`,
    [...rangeParams(range), now],
  );
  return rows;
}
