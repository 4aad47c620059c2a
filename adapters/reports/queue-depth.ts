/** How much waited over the last hours or days, as rows came and ended. */
import type { Query } from '../query.ts';
import { END, rangeParams, START, within, type ReportRange } from './range.ts';

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

/** SQL: the hours or days of the range, and the one that a moment lies in. An hour is sixty minutes whatever the clock does. */
const STEPS = {
  hour: {
    edges: `generate_series(${START}, ${END} - interval '1 hour', interval '1 hour')`,
    of: (moment: string) => `date_bin('1 hour', ${moment}, ${START})`,
  },
  day: {
    edges: `(select day at time zone $3::text from generate_series($1::date::timestamp, $2::date::timestamp, interval '1 day') day)`,
    of: (moment: string) => `date_trunc('day', ${moment} at time zone $3::text) at time zone $3::text`,
  },
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
  const { edges, of } = STEPS[step];
  const { rows } = await db.query<DepthPoint>(
    `with edge as (select at from ${edges} as series (at) where at <= $4::timestamptz),
       came as (select ${of(from)} as at, count(*)::int as count from ${table} where ${within(from)} and ${from} <= $4::timestamptz group by 1),
       went as (select ${of(to)} as at, count(*)::int as count from ${table} where ${within(to)} and ${to} <= $4::timestamptz group by 1),
       before as (select count(*)::int as count from ${table} where ${from} < ${START} and (${to} is null or ${to} >= ${START}))
     select e.at, coalesce(c.count, 0) as arrived, coalesce(w.count, 0) as ended,
       (b.count + sum(coalesce(c.count, 0) - coalesce(w.count, 0)) over (order by e.at))::int as depth
     from before b, edge e left join came c on c.at = e.at left join went w on w.at = e.at order by e.at`,
    [...rangeParams(range), now],
  );
  return rows;
}
