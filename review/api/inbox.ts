/** The list of review items: filtered, in order, a page at a time. */
import type { Query } from '../../adapters/query.ts';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import type { DueWhy } from '../../domain/urgency.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import type { ItemKind, ListQuery, Order } from './inbox-schema.ts';
import { Params, SORTINGS, whereOf, type Asked } from './inbox-where.ts';
import type { ItemRow } from './schema.ts';
import { holderOf } from '../claims.ts';
import type { Person } from '../desk.ts';
import { EXCEPTION_TEXTS } from '../exception-texts.ts';
import { remittanceTextOf } from '../remittance-texts.ts';

/** A login's or portal's item keeps the first work item that met it, but is not about that item's patient. */
export const ROWS = `select r.id, r.code, r.subject, r.kind, r.message, r.portal, r.met,
    r.opened_at as "openedAt", r.claimed_by as "claimedBy", r.claimed_at as "claimedAt", holder.name as "claimedName",
    r.resolution, r.resolution_note as note, r.resolved_at as "resolvedAt", decider.name as "resolvedName",
    coalesce(payer.name, w.payer, p.document -> 'payer' ->> 'name') as payer, w.inquiry, l.label as "loginLabel",
    r.amount_cents as "amountCents", r.due_on as "dueOn", r.due_why as "dueWhy", r.touched_at as "touchedAt", r.version,
    r.assigned_to as "assignedTo", assignee.name as "assignedName", r.escalated_at is not null as "isEscalated",
    r.postponed_until as "postponedUntil", r.labels,
    (select count(*)::int from item_note n where n.review_item_id = r.id) as notes,
    case when r.resolution is not null then null
      when exists (select 1 from approval a where a.review_item_id = r.id and a.state = 'proposed') then 'second-person'
      when r.subject like 'selectors:%' and exists (
        select 1 from learned_selector s where s.state = 'proposed' and s.page = substr(r.subject, 11)) then 'selector'
    end as "waitsFor",
    r.document_id as "documentId", pc.document -> 'patient' as "remittancePatient"
  from review_item r
    left join work_item w on w.id = r.work_item_id
    left join payer_limit payer on payer.payer = r.payer
    left join login l on l.id = r.login_id
    left join payment p on p.id = r.payment_id
    left join payment_claim pc on pc.id = case when r.subject like 'payment-claim:%' then substr(r.subject, 15)::uuid end
    left join reviewer holder on holder.id = r.claimed_by
    left join reviewer decider on decider.id = r.resolved_by
    left join reviewer assignee on assignee.id = r.assigned_to`;

export interface StoredRow {
  id: string;
  code: ExceptionCode;
  subject: string;
  kind: ItemKind;
  message: string;
  portal: string | null;
  met: number;
  openedAt: Date;
  claimedBy: string | null;
  claimedAt: Date | null;
  claimedName: string | null;
  resolution: 'resolved' | 'sent-back' | null;
  note: string | null;
  resolvedAt: Date | null;
  resolvedName: string | null;
  payer: string | null;
  inquiry: Inquiry | null;
  amountCents: number | null;
  dueOn: string | null;
  dueWhy: DueWhy | null;
  touchedAt: Date;
  version: number;
  assignedTo: string | null;
  assignedName: string | null;
  isEscalated: boolean;
  postponedUntil: Date | null;
  labels: string[];
  notes: number;
  waitsFor: 'second-person' | 'selector' | null;
  loginLabel: string | null;
  documentId: string | null;
  /** As the remittance has it. */
  remittancePatient: { lastName?: string | null; firstName?: string | null; memberId?: string | null } | null;
}

/**
 * The rows of a page are chosen by index first and only then joined with what they show. What comes in while a person pages
 * moves nothing: the next page begins after a row, not at a number.
 * @returns one page and the cursor of the next, null at the end.
 */
export async function listItems(
  db: Query,
  ask: ListQuery,
  asked: Asked,
): Promise<{ items: ItemRow[]; next: string | null }> {
  const params = new Params();
  const { by, type, direction } = SORTINGS[ask.order];
  const wheres = [whereOf(ask, asked, params)];
  const after = ask.cursor ? readCursor(ask.cursor, ask.order) : null;
  if (after) {
    const sign = direction === 'asc' ? '>' : '<';
    wheres.push(`(${by}, r.id) ${sign} (${params.add(after.at)}::${type}, ${params.add(after.id)}::uuid)`);
  }
  const order = `order by ${by} ${direction}, r.id ${direction}`;
  const { rows } = await db.query<StoredRow & { at: string }>(
    `${ROWS.replace('select ', `select (${by})::text as at, `)}
     where r.id = any(array(select r.id from review_item r where ${wheres.join(' and ')} ${order} limit ${ask.limit + 1})) ${order}`,
    params.values,
  );
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => asRow(row, asked.person, asked.now)),
    next: last && rows.length > page.length ? writeCursor(ask.order, last) : null,
  };
}

/** A stored row as the API gives it. */
export function asRow(row: StoredRow, person: Person, now: Date): ItemRow {
  const isOfRemittance = row.kind === 'remittance';
  const isOfOnePatient = isOfRemittance || row.subject.startsWith('work-item:');
  const inquiry = isOfOnePatient ? row.inquiry : null;
  const patient = isOfRemittance ? row.remittancePatient : inquiry?.member;
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    title: (isOfRemittance ? remittanceTextOf(row.code) : EXCEPTION_TEXTS[row.code]).title,
    message: row.message,
    portal: row.portal,
    payer: isOfOnePatient ? row.payer : null,
    patient: patient ? nameOf(patient) : null,
    memberId: patient?.memberId ?? null,
    amountCents: row.amountCents,
    loginLabel: row.loginLabel,
    documentId: row.documentId,
    met: row.met,
    openedAt: row.openedAt.toISOString(),
    due: row.dueOn && row.dueWhy ? { on: row.dueOn, why: row.dueWhy } : null,
    touchedAt: row.touchedAt.toISOString(),
    version: row.version,
    assignee: row.assignedTo
      ? { id: row.assignedTo, name: row.assignedName ?? 'someone', isMine: row.assignedTo === person.id }
      : null,
    isEscalated: row.isEscalated,
    postponedUntil: row.postponedUntil && row.postponedUntil > now ? row.postponedUntil.toISOString() : null,
    labels: row.labels,
    notes: row.notes,
    waitsFor: row.waitsFor,
    claim: holderOf(row, person, now),
    resolution:
      row.resolution && row.resolvedAt
        ? { kind: row.resolution, by: row.resolvedName, at: row.resolvedAt.toISOString(), note: row.note }
        : null,
  };
}

const nameOf = (member: { lastName?: string | null; firstName?: string | null }): string | null =>
  [member.lastName, member.firstName].filter((part) => part).join(', ') || null;

const writeCursor = (order: Order, row: { at: string; id: string }): string =>
  Buffer.from(`${order} ${row.id} ${row.at}`).toString('base64url');

const READS: Readonly<Record<string, RegExp>> = {
  timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}(:\d{2})?$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  bigint: /^-?\d{1,18}$/,
  float8: /^-?\d+(\.\d+)?(e[+-]?\d+)?$/,
  text: /^\P{Cc}*$/u,
};

/** @returns null for a text that is none of our cursors, or one of another order: the list then begins at its start. */
function readCursor(cursor: string, order: Order): { at: string; id: string } | null {
  const match = /^([a-z-]+) ([\da-f-]{36}) (.*)$/s.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  const { type } = SORTINGS[order];
  if (match?.[1] !== order || !match[2] || match[3] === undefined || !READS[type]?.test(match[3])) return null;
  if ((type === 'timestamptz' || type === 'date') && Number.isNaN(Date.parse(match[3]))) return null;
  return { id: match[2], at: match[3] };
}
