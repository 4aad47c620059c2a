/** Open claims by age: a picture of each day, taken once, and what it looks like now. */
import type { AgingBucket } from '../../domain/aging.ts';
import type { Query } from '../query.ts';
import type { ReportRange } from './range.ts';

export interface AgingFigures {
  /** `unknown`: the claim has neither a service nor a submission date. */
  readonly bucket: AgingBucket | 'unknown';
  readonly claims: number;
  readonly billedCents: number;
}

/** SQL: as `agingBucket` of domain/aging.ts, on the day $1. */
const BUCKET = `case when coalesce(service_from, submitted_on) is null then 'unknown'
    when $1::date - coalesce(service_from, submitted_on) <= 30 then '0-30'
    when $1::date - coalesce(service_from, submitted_on) <= 60 then '31-60'
    when $1::date - coalesce(service_from, submitted_on) <= 90 then '61-90'
    when $1::date - coalesce(service_from, submitted_on) <= 120 then '91-120' else '120+' end`;

/** Keeps the day's picture of open claims unless there is one. @returns whether this call took it. */
export async function takeAgingSnapshot(db: Query, day: string, now: Date): Promise<boolean> {
  const { rows } = await db.query<{ taken: boolean }>(
    `with taken as (
       insert into aging_day (day, taken_at) values ($1, $2) on conflict (day) do nothing returning day
     ), kept as (
       insert into aging_snapshot (day, payer, bucket, claims, billed_cents)
       select t.day, c.payer, ${BUCKET}, count(*)::int, sum(c.billed_cents)::bigint
       from taken t, claim c where c.closed_at is null group by 1, 2, 3
     )
     select exists (select 1 from taken) as taken`,
    [day, now],
  );
  return rows[0]?.taken ?? false;
}

/** @returns the open claims as they are, on the practice's day. */
export async function agingNow(db: Query, today: string): Promise<AgingFigures[]> {
  const { rows } = await db.query<AgingFigures>(
    `select ${BUCKET} as bucket, count(*)::int as claims, sum(billed_cents)::bigint as "billedCents"
     from claim where closed_at is null group by 1`,
    [today],
  );
  return rows;
}

/** @returns what was kept of the days of the range: a day without a picture is left out, one without an open claim has a null bucket. */
export async function agingOverTime(
  db: Query,
  range: ReportRange,
): Promise<(Omit<AgingFigures, 'bucket'> & { day: string; bucket: AgingFigures['bucket'] | null })[]> {
  const { rows } = await db.query<
    Omit<AgingFigures, 'bucket'> & { day: string; bucket: AgingFigures['bucket'] | null }
  >(
    `select d.day, t.bucket, coalesce(t.claims, 0) as claims, coalesce(t.billed_cents, 0) as "billedCents"
     from aging_day d left join aging_total t on t.day = d.day
     where d.day between $1::date and $2::date order by 1, 2`,
    [range.from, range.to],
  );
  return rows;
}
