/** What work takes by hand, as the office says, and how often the robots did it. */
import type { Baseline, BaselineKind, RobotWork } from '../../domain/robot-minutes.ts';
import type { Query } from '../query.ts';
import { rangeParams, within, type ReportRange } from './range.ts';

/** @returns the minutes that the office has entered; a kind without is left out. */
export async function readBaseline(db: Query): Promise<Baseline> {
  const { rows } = await db.query<{ kind: BaselineKind; minutes: number }>(
    'select kind, minutes from baseline_minutes',
  );
  return Object.fromEntries(rows.map(({ kind, minutes }) => [kind, minutes]));
}

/** @param minutes null: no longer known. @param by the reviewer's id. */
export async function setBaseline(
  tx: Query,
  kind: BaselineKind,
  minutes: number | null,
  by: string,
  now: Date,
): Promise<void> {
  if (minutes === null) {
    await tx.query('delete from baseline_minutes where kind = $1', [kind]);
    return;
  }
  await tx.query(
    `insert into baseline_minutes (kind, minutes, set_by, set_at) values ($1, $2, $3, $4)
     on conflict (kind) do update set minutes = excluded.minutes, set_by = excluded.set_by, set_at = excluded.set_at`,
    [kind, minutes, by, now],
  );
}

/**
 * Inquiries that a robot answered, claims that it posted, and exceptions that it left to people, in a range of days.
 * An inquiry that a person answered by hand is none of the robot's; an exception that settled itself cost nobody's time.
 */
export async function robotWork(db: Query, range: ReportRange): Promise<RobotWork> {
  const { rows } = await db.query<RobotWork>(
    `with by_hand as (
       select i.id, i.kind from review_item h join work_item i on i.id = h.work_item_id and i.ended_at = h.resolved_at
       where ${within('h.resolved_at')} and h.resolved_by is not null and h.work_item_id is not null and i.state = 'done' group by 1, 2
     )
     select w.eligibility - (select count(*)::int from by_hand where kind = 'eligibility') as eligibility,
       w."claim-status" - (select count(*)::int from by_hand where kind = 'claim-status') as "claim-status", c.remittance, r.exception from (
       select count(*) filter (where kind = 'eligibility')::int as eligibility,
         count(*) filter (where kind = 'claim-status')::int as "claim-status"
       from work_item where state = 'done' and ${within('ended_at')}
     ) w, (
       select count(*)::int as remittance from payment_claim pc join posting g on g.payment_id = pc.payment_id and g.part = 1
       where pc.state = 'posted' and g.actor = 'robot' and ${within('pc.posted_at')}
     ) c, (
       select count(*)::int as exception from review_item
       where ${within('opened_at')} and (resolution is null or resolved_by is not null)
     ) r`,
    rangeParams(range),
  );
  return rows[0]!;
}
