/** What an office takes out as a table: each kind is one query, its columns typed so that each format writes them right. */
import { bucketOf } from '../domain/aging.ts';
import type { Query } from './query.ts';

/** Of a column's values: `money` is integer cents, `day` is `YYYY-MM-DD`, `time` a Date. */
export type CellKind = 'text' | 'money' | 'day' | 'time' | 'count';
export type CellValue = string | number | Date | null;

export interface ExportColumn {
  readonly name: string;
  readonly kind: CellKind;
}
export interface ExportTable {
  readonly columns: readonly ExportColumn[];
  readonly rows: readonly Readonly<Record<string, CellValue>>[];
}
/** Days of the practice, both included; null = open. */
export interface ExportRange {
  readonly from: string | null;
  readonly to: string | null;
  readonly timeZone: string;
}

interface ExportSet {
  readonly columns: Readonly<Record<string, CellKind>>;
  /** Selects the columns by their names. */
  readonly from: string;
  /** The expression that `from` and `to` are compared with: a timestamptz, or a date. */
  readonly at: string;
  readonly isDay?: boolean;
  readonly where?: string;
  readonly order: string;
}

export const EXPORT_KINDS = ['worklists', 'results', 'postings', 'denials', 'aging', 'audit'] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

const SETS: Record<ExportKind, ExportSet> = {
  worklists: {
    columns: {
      opened_at: 'time',
      code: 'text',
      message: 'text',
      payer: 'text',
      portal: 'text',
      patient_control_number: 'text',
      member_id: 'text',
      payment_number: 'text',
      amount: 'money',
      met: 'count',
      held_by: 'text',
      review_item: 'text',
    },
    from: `select r.opened_at, r.code, r.message, coalesce(w.payer, p.document -> 'payer' ->> 'name') as payer, r.portal,
        coalesce(c.patient_control_number, pc.patient_control_number, w.inquiry ->> 'patientControlNumber') as patient_control_number,
        coalesce(w.inquiry -> 'member' ->> 'memberId', pc.document -> 'patient' ->> 'memberId') as member_id,
        p.number as payment_number, coalesce(pc.paid_cents, p.amount_cents, c.billed_cents) as amount, r.met,
        h.name as held_by, r.id::text as review_item
      from review_item r
        left join work_item w on w.id = r.work_item_id
        left join claim c on c.id = w.claim_id
        left join payment p on p.id = r.payment_id
        left join payment_claim pc on pc.id = case when r.subject like 'payment-claim:%' then substr(r.subject, 15)::uuid end
        left join reviewer h on h.id = r.claimed_by`,
    at: 'r.opened_at',
    where: 'r.resolution is null',
    order: 'r.opened_at, r.id',
  },
  results: {
    columns: {
      answered_at: 'time',
      kind: 'text',
      portal: 'text',
      payer: 'text',
      last_name: 'text',
      first_name: 'text',
      member_id: 'text',
      patient_control_number: 'text',
      service_date: 'day',
      status: 'text',
      plan: 'text',
      paid: 'money',
      check_number: 'text',
      finalized_on: 'day',
      work_item: 'text',
    },
    from: `select r.answered_at, r.kind, w.portal, w.payer, w.inquiry -> 'member' ->> 'lastName' as last_name,
        w.inquiry -> 'member' ->> 'firstName' as first_name, w.inquiry -> 'member' ->> 'memberId' as member_id,
        coalesce(r.result -> 'claims' -> 0 ->> 'patientControlNumber', w.inquiry ->> 'patientControlNumber') as patient_control_number,
        coalesce(w.inquiry ->> 'serviceDate', w.inquiry ->> 'serviceFrom') as service_date,
        coalesce(r.result ->> 'status', r.result -> 'claims' -> 0 ->> 'state') as status, r.result ->> 'plan' as plan,
        (r.result -> 'claims' -> 0 ->> 'paidCents')::bigint as paid, r.result -> 'claims' -> 0 ->> 'checkNumber' as check_number,
        r.result -> 'claims' -> 0 ->> 'finalizedDate' as finalized_on, w.id::text as work_item
      from result r join work_item w on w.id = r.work_item_id`,
    at: 'r.answered_at',
    order: 'r.answered_at, w.id',
  },
  postings: {
    columns: {
      posted_at: 'time',
      payment_number: 'text',
      payment_date: 'day',
      payer: 'text',
      patient_control_number: 'text',
      payer_claim_control_number: 'text',
      line: 'count',
      kind: 'text',
      group: 'text',
      reason: 'text',
      reference: 'text',
      amount: 'money',
      posted_by: 'text',
      entry: 'count',
    },
    from: `select g.posted_at, p.number as payment_number, p.paid_on as payment_date, p.document -> 'payer' ->> 'name' as payer,
        c.patient_control_number, c.payer_claim_control_number, e.line_number as line, e.kind, e.group_code as "group", e.reason,
        e.reference, e.amount_cents as amount, g.actor as posted_by, e.id as entry
      from ledger_entry e join posting g on g.id = e.posting_id join payment p on p.id = e.payment_id
        left join payment_claim c on c.id = e.payment_claim_id`,
    at: 'g.posted_at',
    order: 'e.id',
  },
  denials: {
    columns: {
      opened_at: 'time',
      appeal_by: 'day',
      correct_by: 'day',
      category: 'text',
      step: 'text',
      first_action: 'text',
      group: 'text',
      reason: 'text',
      remarks: 'text',
      amount: 'money',
      payer: 'text',
      patient_control_number: 'text',
      payer_claim_control_number: 'text',
      line: 'count',
      closed_at: 'time',
      denial: 'text',
    },
    from: `select n.opened_at, n.appeal_by, n.correct_by, n.category, n.step, n.first_action, n.group_code as "group", n.reason,
        (select string_agg(x, ' ') from jsonb_array_elements_text(n.remarks) x) as remarks, n.amount_cents as amount,
        coalesce(p.document -> 'payer' ->> 'name', w.payer) as payer,
        coalesce(c.patient_control_number, w.inquiry ->> 'patientControlNumber') as patient_control_number,
        coalesce(c.payer_claim_control_number, w.inquiry ->> 'payerClaimControlNumber') as payer_claim_control_number,
        n.line_number as line, n.closed_at, n.id::text as denial
      from denial_item n left join payment_claim c on c.id = n.payment_claim_id left join payment p on p.id = c.payment_id
        left join work_item w on w.id = n.work_item_id`,
    at: 'n.opened_at',
    order: 'least(n.appeal_by, n.correct_by) nulls last, n.opened_at, n.id',
  },
  aging: {
    columns: {
      payer: 'text',
      patient_control_number: 'text',
      service_date: 'day',
      submitted_on: 'day',
      billed: 'money',
      days: 'count',
      bucket: 'text',
      state: 'text',
      state_text: 'text',
      asked_at: 'time',
    },
    from: `select c.payer, c.patient_control_number, c.service_from as service_date, c.submitted_on, c.billed_cents as billed,
        ($1::date - coalesce(c.service_from, c.submitted_on)) as days, c.state, c.state_text, c.asked_at
      from claim c`,
    at: 'coalesce(c.service_from, c.submitted_on)',
    isDay: true,
    where: 'c.closed_at is null',
    order: 'coalesce(c.service_from, c.submitted_on), c.id',
  },
  audit: {
    columns: { at: 'time', actor: 'text', action: 'text', subject: 'text', detail: 'text', entry: 'count' },
    from: `select a.at, coalesce(w.name, 'token ' || k.name, a.actor) as actor, a.action, a.subject, a.detail::text as detail, a.id as entry
      from audit a left join reviewer w on a.actor = 'reviewer:' || w.id left join api_token k on a.actor = 'token:' || k.id`,
    at: 'a.at',
    order: 'a.id',
  },
};

/** @param today the practice's day, from which ages count. */
export async function exportTable(
  db: Query,
  kind: ExportKind,
  range: ExportRange,
  today: string,
): Promise<ExportTable> {
  const set = SETS[kind];
  const day = set.isDay ? set.at : `(${set.at} at time zone $4)::date`;
  const { rows } = await db.query<Record<string, CellValue>>(
    `${set.from} where ($1::date is not null) and ($4::text is not null)
       and ($2::date is null or ${day} >= $2::date) and ($3::date is null or ${day} <= $3::date)
       and ${set.where ?? 'true'} order by ${set.order}`,
    [today, range.from, range.to, range.timeZone],
  );
  return { columns: Object.entries(set.columns).map(([name, of]) => ({ name, kind: of })), rows: rows.map(withBucket) };
}

const withBucket = (row: Readonly<Record<string, CellValue>>) =>
  typeof row['days'] === 'number' ? { ...row, bucket: bucketOf(row['days']) } : row;
