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

/** SQL: when each hour or day of the range begins. An hour is sixty minutes whatever the clock does; a day may be longer or shorter. */
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
    `with edge as (
         select at, coalesce(lead(at) over (order by at), ${END}) as until from ${EDGES[step]} as series (at) where at <= $4::timestamptz
       ), flow as materialized (
         select e.at,
           (select count(*)::int from ${table} where ${from} >= e.at and ${from} < e.until and ${from} <= $4::timestamptz) as arrived,
           (select count(*)::int from ${table} where ${to} >= e.at and ${to} < e.until and ${to} <= $4::timestamptz) as ended
         from edge e
       )
     select at, arrived, ended, (b.count + sum(arrived - ended) over (order by at))::int as depth
     from flow, (select
         (select count(*) from ${table} where ${to} is null and ${from} < ${START})
           + (select count(*) from ${table} where ${to} >= ${START} and ${from} < ${START}) as count) b order by at`,
    [...rangeParams(range), now],
  );
  return rows;
}
