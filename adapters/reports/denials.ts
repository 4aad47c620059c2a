/** Denials by the week in which they were opened and closed. */
import type { Query } from '../query.ts';
import { rangeParams, within, type ReportRange } from './range.ts';

export const DENIAL_GROUPINGS = ['category', 'reason', 'payer'] as const;
export type DenialGrouping = (typeof DENIAL_GROUPINGS)[number];

export interface DenialWeek {
  /** The Monday, `YYYY-MM-DD`. */
  readonly week: string;
  /** A category, a group and CARC such as `CO-197`, or a payer. */
  readonly name: string;
  readonly opened: number;
  readonly openedCents: number;
  readonly closed: number;
  readonly closedCents: number;
}

const NAMES: Record<DenialGrouping, string> = {
  category: 'd.category',
  reason: `coalesce(concat_ws('-', d.group_code, d.reason), '')`,
  // Looked up where the remittance does not say it: a join would read all work there ever was.
  payer: `coalesce(p.payer_key, (select w.payer from work_item w where w.id = d.work_item_id), '')`,
};
const OF_PAYER = `left join payment_claim c on c.id = d.payment_claim_id left join payment p on p.id = c.payment_id`;

/** @returns by week and name; weeks without any are left out. A name is empty where the remittance gave none. */
export async function denialTrend(db: Query, range: ReportRange, by: DenialGrouping): Promise<DenialWeek[]> {
  const from = `denial_item d ${by === 'payer' ? OF_PAYER : ''}`;
  const side = (moment: string, isOpening: boolean) =>
    `select date_trunc('week', ${moment} at time zone $3::text)::date as week, ${NAMES[by]} as name,
       ${isOpening ? 'count(*), sum(d.amount_cents), 0, 0' : '0, 0, count(*), sum(d.amount_cents)'}
     from ${from} where ${within(moment)} group by 1, 2`;
  const { rows } = await db.query<DenialWeek>(
    `with trend as materialized (
       select week, name, sum(opened)::int as opened, sum(opened_cents)::bigint as opened_cents,
         sum(closed)::int as closed, sum(closed_cents)::bigint as closed_cents
       from (${side('d.opened_at', true)} union all ${side('d.closed_at', false)}) part
         (week, name, opened, opened_cents, closed, closed_cents)
       group by 1, 2
     ), known as materialized (
       select name, ${by === 'payer' ? PRINTED_NAME : 'name'} as shown from (select distinct name from trend) key
     )
     select t.week, coalesce(k.shown, t.name) as name, t.opened, t.opened_cents as "openedCents", t.closed, t.closed_cents as "closedCents"
     from trend t join known k using (name) order by 1, t.opened desc, 2`,
    rangeParams(range),
  );
  return rows;
}

/** As the payer's last remittance prints it: the key is for machines. */
const PRINTED_NAME = `(select p.document -> 'payer' ->> 'name' from payment p where p.payer_key = key.name order by p.taken_at desc limit 1)`;

/** @returns denials that are open now. */
export async function standingDenials(db: Query): Promise<{ count: number; amountCents: number }> {
  const { rows } = await db.query<{ count: number; amountCents: number }>(
    `select count(*)::int as count, coalesce(sum(amount_cents), 0)::bigint as "amountCents" from denial_item where closed_at is null`,
  );
  return rows[0]!;
}
