/** What waits now, for robots and for people, and at what pace it came and ended in the hours before. */
import type { Query } from '../query.ts';

export interface QueueNow {
  /** A portal, an exception's code; null for remittances. */
  readonly name: string | null;
  /** To be begun, and being worked at; together with `waiting` the depth. */
  readonly queued: number;
  readonly running: number;
  /** Until a time that the portal named, or for which a person postponed it. */
  readonly waiting: number;
  readonly oldestAt: Date | null;
  /** In the hours before now. */
  readonly arrived: number;
  readonly ended: number;
}

/** @param hours of which arrivals and endings are counted. */
export async function robotQueues(db: Query, now: Date, hours: number): Promise<QueueNow[]> {
  const { rows } = await db.query<QueueNow>(
    `select name, sum(queued)::int as queued, sum(running)::int as running, sum(waiting)::int as waiting, min(oldest) as "oldestAt",
       sum(arrived)::int as arrived, sum(ended)::int as ended
     from (
       select portal as name, count(*) filter (where state = 'queued') as queued, count(*) filter (where state = 'running') as running,
           count(*) filter (where state = 'waiting') as waiting, min(asked_at) as oldest, 0 as arrived, 0 as ended
         from work_item where state in ('queued', 'running', 'waiting') group by 1
       union all
       select portal, 0, 0, 0, null, count(*), 0 from work_item where asked_at > $1::timestamptz - $2 * interval '1 hour' and asked_at <= $1 group by 1
       union all
       select portal, 0, 0, 0, null, 0, count(*) from work_item where ended_at > $1::timestamptz - $2 * interval '1 hour' and ended_at <= $1 group by 1
     ) part group by name order by name`,
    [now, hours],
  );
  return rows;
}

/** By exception code. @param lapsed claims of before have lapsed. */
export async function peopleQueues(db: Query, now: Date, hours: number, lapsed: Date): Promise<QueueNow[]> {
  const { rows } = await db.query<QueueNow>(
    `select code as name, count(*) filter (where resolution is null and not held and not later)::int as queued,
       count(*) filter (where resolution is null and held and not later)::int as running,
       count(*) filter (where resolution is null and later)::int as waiting,
       min(opened_at) filter (where resolution is null) as "oldestAt",
       count(*) filter (where opened_at > since)::int as arrived, count(*) filter (where resolved_at > since)::int as ended
     from (
       select code, resolution, opened_at, resolved_at, coalesce(claimed_at > $3, false) as held, coalesce(postponed_until > $1, false) as later,
         $1::timestamptz - $2 * interval '1 hour' as since
       from review_item where resolution is null or resolved_at > $1::timestamptz - $2 * interval '1 hour'
     ) item group by 1 order by 1`,
    [now, hours, lapsed],
  );
  return rows;
}

/** Documents that came in and are not read yet. */
export async function remittanceQueue(db: Query, now: Date, hours: number): Promise<QueueNow> {
  const { rows } = await db.query<QueueNow>(
    `select null::text as name, count(*) filter (where state = 'received')::int as queued,
       count(*) filter (where state = 'reading')::int as running, 0 as waiting,
       min(received_at) filter (where state in ('received', 'reading')) as "oldestAt",
       count(*) filter (where received_at > since)::int as arrived,
       count(*) filter (where state not in ('received', 'reading') and coalesce(read_at, ended_at) > since)::int as ended
     from remittance_document, (select $1::timestamptz - $2 * interval '1 hour' as since) pace
     where state in ('received', 'reading') or received_at > since or coalesce(read_at, ended_at) > since`,
    [now, hours],
  );
  return rows[0]!;
}
