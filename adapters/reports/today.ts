/** What became of the work in a range of days, by portal, payer and kind, and what stands open now. */
import type { WorkKind } from '../../domain/work-item.ts';
import type { Query } from '../query.ts';
import { rangeParams, within, type ReportRange } from './range.ts';

export interface WorkDone {
  readonly portal: string;
  readonly payer: string;
  readonly kind: WorkKind;
  /** Asked for in the range. */
  readonly asked: number;
  /** Ended in the range, and not taken up again since. */
  readonly done: number;
  readonly review: number;
  readonly failed: number;
  /** Now, whenever it was asked for. */
  readonly queued: number;
  readonly waiting: number;
}

/** @returns by portal, payer and kind; groups of which nothing is to be said are left out. */
export async function workDone(db: Query, range: ReportRange): Promise<WorkDone[]> {
  const { rows } = await db.query<WorkDone>(
    `select portal, payer, kind, sum(asked)::int as asked, sum(done)::int as done, sum(review)::int as review, sum(failed)::int as failed,
       sum(queued)::int as queued, sum(waiting)::int as waiting
     from (
       select portal, payer, kind, count(*) as asked, 0 as done, 0 as review, 0 as failed, 0 as queued, 0 as waiting
         from work_item where ${within('asked_at')} group by 1, 2, 3
       union all
       select portal, payer, kind, 0, count(*) filter (where state = 'done'), count(*) filter (where state = 'review'),
           count(*) filter (where state = 'failed'), 0, 0
         from work_item where ${within('ended_at')} group by 1, 2, 3
       union all
       select portal, payer, kind, 0, 0, 0, 0, count(*) filter (where state in ('queued', 'running')), count(*) filter (where state = 'waiting')
         from work_item where state in ('queued', 'running', 'waiting') group by 1, 2, 3
     ) part group by 1, 2, 3 order by 1, 2, 3`,
    rangeParams(range),
  );
  return rows;
}

export interface RemittancesDone {
  /** Documents that came in, and what became of them. */
  readonly received: number;
  readonly posted: number;
  readonly review: number;
  readonly failed: number;
  readonly refused: number;
  /** Claims posted in the range: by the robot alone, and after a person's look. */
  readonly claimsByRobot: number;
  readonly claimsByPerson: number;
}

/** @returns documents by the day they came in, claims by the day they were posted. */
export async function remittancesDone(db: Query, range: ReportRange): Promise<RemittancesDone> {
  const { rows } = await db.query<RemittancesDone>(
    `select d.*, c.* from (
       select count(*)::int as received, count(*) filter (where state = 'posted')::int as posted,
         count(*) filter (where state = 'review')::int as review, count(*) filter (where state = 'failed')::int as failed,
         count(*) filter (where state = 'refused')::int as refused
       from remittance_document where state <> 'arranged' and ${within('received_at')}
     ) d, (
       select count(*) filter (where by_robot)::int as "claimsByRobot", count(*) filter (where not by_robot)::int as "claimsByPerson"
       from (
         select pc.state = 'posted' and g.actor = 'robot' as by_robot
         from payment_claim pc join posting g on g.payment_id = pc.payment_id and g.part = 1
         where pc.state in ('posted', 'released') and ${within('pc.posted_at')}
       ) claim
     ) c`,
    rangeParams(range),
  );
  return rows[0]!;
}
