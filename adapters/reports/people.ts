/** What each person dealt with in a range of days; for sharing out work. */
import type { Query } from '../query.ts';
import { END, rangeParams, START, within, type ReportRange } from './range.ts';

export interface PersonFigures {
  readonly name: string;
  readonly handled: number;
  readonly resolved: number;
  readonly sentBack: number;
  /** From taking an item to deciding it; null when no item was taken first. */
  readonly medianMinutes: number | null;
  /** Of how many decisions that time is known. */
  readonly timed: number;
  /** Decided, and asked again by the same work since. */
  readonly cameBack: number;
  /** Held now. */
  readonly holding: number;
}

/** Longer ago, the item was surely laid aside in between. */
const LONGEST = `interval '12 hours'`;

/** @param lapsed claims of before have lapsed. @returns people who decided something in the range or hold something now. */
export async function personFigures(db: Query, range: ReportRange, lapsed: Date): Promise<PersonFigures[]> {
  const { rows } = await db.query<PersonFigures>(
    `with decided as (
       select id, subject, resolution, resolved_by, resolved_at from review_item
       where resolved_by is not null and ${within('resolved_at')}
     ), taken as (
       select a.subject, a.actor, a.at from audit a
       where a.action = 'claimed' and a.at > ${START} - ${LONGEST} and a.at < ${END}
     ), timed as (
       select d.id, max(t.at) as at from decided d
         join taken t on t.subject = 'review-item:' || d.id and t.actor = 'reviewer:' || d.resolved_by
           and t.at <= d.resolved_at and t.at > d.resolved_at - ${LONGEST}
       group by 1
     ), again as (
       select distinct d.id from decided d join review_item r on r.subject = d.subject and r.opened_at > d.resolved_at
       where d.subject like 'work-item:%' or d.subject like 'document:%' or d.subject like 'payment%'
     ), handled as (
       select d.resolved_by as person, count(*)::int as handled, count(*) filter (where d.resolution = 'resolved')::int as resolved,
         count(*) filter (where d.resolution = 'sent-back')::int as sent_back, count(t.at)::int as timed, count(a.id)::int as came_back,
         percentile_cont(0.5) within group (order by extract(epoch from d.resolved_at - t.at)::float8 / 60) as median
       from decided d left join timed t on t.id = d.id left join again a on a.id = d.id group by 1
     ), holding as (
       select claimed_by as person, count(*)::int as holding from review_item where resolution is null and claimed_at > $4 group by 1
     )
     select p.name, coalesce(h.handled, 0) as handled, coalesce(h.resolved, 0) as resolved, coalesce(h.sent_back, 0) as "sentBack",
       h.median as "medianMinutes", coalesce(h.timed, 0) as timed, coalesce(h.came_back, 0) as "cameBack", coalesce(o.holding, 0) as holding
     from reviewer p left join handled h on h.person = p.id left join holding o on o.person = p.id
     where h.person is not null or o.person is not null order by p.name`,
    [...rangeParams(range), lapsed],
  );
  return rows;
}
