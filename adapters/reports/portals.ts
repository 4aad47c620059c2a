/** How each portal answered in a range of days, what drifts on it, and whether it is paused. */
import type { Query } from '../query.ts';
import { rangeParams, within, type ReportRange } from './range.ts';

export interface PortalFigures {
  readonly portal: string;
  /**
   * Inquiries that ended in the range: answered, not answerable for a reason of the inquiry's, stopped by portal or login.
   * One that a person answered by hand counts by what it had stopped for.
   */
  readonly ended: number;
  readonly answered: number;
  readonly business: number;
  readonly stopped: number;
  /** Seconds from a worker's taking an inquiry to its answer; null without an answer. */
  readonly medianSeconds: number | null;
  readonly p95Seconds: number | null;
  /** Elements for which a later selector had to serve in the range; how often, since ever. */
  readonly drifting: number;
  readonly driftSeen: number;
  /** Selectors found by likeness that wait for a person. */
  readonly proposed: number;
  /** When a known member or claim was last asked about, and with what it ended; null: passed, or never asked. */
  readonly canaryAt: Date | null;
  readonly canaryPassedAt: Date | null;
  readonly canaryCode: string | null;
  readonly pausedCode: string | null;
  readonly pausedAt: Date | null;
  /** When a paused portal is tried again by itself. */
  readonly trialAt: Date | null;
  /** It told us that we are too fast, and keeps a distance until then. */
  readonly slowedUntil: Date | null;
}

/**
 * @param known portals of the register, listed whether or not they were asked.
 * @param business codes that say something of the inquiry and nothing of the portal.
 */
export async function portalFigures(
  db: Query,
  range: ReportRange,
  known: readonly string[],
  business: readonly string[],
  now: Date,
): Promise<PortalFigures[]> {
  const { rows } = await db.query<PortalFigures>(
    `with by_hand as (
       select distinct on (work_item_id, resolved_at) work_item_id, resolved_at, code from review_item
       where work_item_id is not null and resolved_by is not null and ${within('resolved_at')} order by work_item_id, resolved_at, opened_at desc
     ), ending as (
       select i.portal, case when h.code is null then i.state else 'review' end as state, coalesce(h.code, i.code) as code,
         extract(epoch from i.ended_at - i.started_at)::float8 as seconds
       from work_item i left join by_hand h on h.work_item_id = i.id and h.resolved_at = i.ended_at
       where i.state in ('done', 'review', 'failed') and ${within('i.ended_at')}
     ), work as (
       select portal, count(*)::int as ended, count(*) filter (where state = 'done')::int as answered,
         count(*) filter (where state = 'review' and code = any($5::text[]))::int as business,
         percentile_cont(array[0.5, 0.95]) within group (order by seconds) filter (where state = 'done') as seconds
       from ending group by 1
     ), drift as (
       select portal, count(distinct (page, element)) filter (where ${within('last_seen_at')})::int as drifting, sum(seen)::int as seen
       from selector_drift group by 1
     ), proposal as (
       select portal, count(*)::int as proposed from learned_selector where state = 'proposed' group by 1
     ), canary_of as (
       select l.portal, max(c.asked_at) as asked, max(c.passed_at) as passed,
         (array_agg(c.code order by c.asked_at desc nulls last))[1] as code
       from canary c join login l on l.id = c.login_id group by 1
     ), name as (
       select unnest($4::text[]) as portal union select portal from login union select portal from work union select portal from portal_health
     )
     select n.portal, coalesce(w.ended, 0) as ended, coalesce(w.answered, 0) as answered, coalesce(w.business, 0) as business,
       coalesce(w.ended - w.answered - w.business, 0) as stopped, w.seconds[1] as "medianSeconds", w.seconds[2] as "p95Seconds",
       coalesce(d.drifting, 0) as drifting, coalesce(d.seen, 0) as "driftSeen", coalesce(p.proposed, 0) as proposed,
       c.asked as "canaryAt", c.passed as "canaryPassedAt", c.code as "canaryCode", h.paused_code as "pausedCode", h.paused_at as "pausedAt",
       case when h.paused_code is not null then h.canary_at end as "trialAt",
       case when h.gap_until > $6::timestamptz then h.gap_until end as "slowedUntil"
     from name n left join work w on w.portal = n.portal left join drift d on d.portal = n.portal
       left join proposal p on p.portal = n.portal left join canary_of c on c.portal = n.portal left join portal_health h on h.portal = n.portal
     order by n.portal`,
    [...rangeParams(range), known, business, now],
  );
  return rows;
}
