/** The list of review items: filtered, in order, a page at a time. */
import type { Query } from '../../adapters/query.ts';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import type { ItemKind, ItemRow, ListQuery } from './schema.ts';
import { CLAIM_MINUTES, holderOf } from '../claims.ts';
import type { Person } from '../desk.ts';
import { EXCEPTION_TEXTS } from '../exception-texts.ts';
import { remittanceTextOf } from '../remittance-texts.ts';

/** A login's or portal's item keeps the first work item that met it, but is not about that item's patient. */
export const KIND = `case when r.subject like 'login:%' then 'login' when r.subject like 'code:%' then 'code' when r.subject like 'work-item:%' then w.kind
    when r.document_id is not null then 'remittance' else 'portal' end`;

export const ROWS = `select r.id, r.code, r.subject, ${KIND} as kind, r.message, r.portal, r.met,
    r.opened_at as "openedAt", r.claimed_by as "claimedBy", r.claimed_at as "claimedAt", holder.name as "claimedName",
    r.resolution, r.resolution_note as note, r.resolved_at as "resolvedAt", decider.name as "resolvedName",
    coalesce(w.payer, p.document -> 'payer' ->> 'name') as payer, w.inquiry, l.label as "loginLabel",
    coalesce(c.billed_cents, pc.paid_cents, p.amount_cents) as "claimCents",
    r.document_id as "documentId", pc.document -> 'patient' as "remittancePatient"
  from review_item r
    left join work_item w on w.id = r.work_item_id
    left join claim c on c.id = w.claim_id
    left join login l on l.id = r.login_id
    left join payment p on p.id = r.payment_id
    left join payment_claim pc on pc.id = case when r.subject like 'payment-claim:%' then substr(r.subject, 15)::uuid end
    left join reviewer holder on holder.id = r.claimed_by
    left join reviewer decider on decider.id = r.resolved_by`;

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
  claimCents: number | null;
  loginLabel: string | null;
  documentId: string | null;
  /** As the remittance has it. */
  remittancePatient: { lastName?: string | null; firstName?: string | null; memberId?: string | null } | null;
}

/** @returns one page and the cursor of the next, null at the end. */
export async function listItems(
  db: Query,
  person: Person,
  ask: ListQuery,
  now: Date,
): Promise<{ items: ItemRow[]; next: string | null }> {
  const values: unknown[] = [];
  const param = (value: unknown): string => `$${values.push(value)}`;
  const wheres = [ask.state === 'open' ? 'r.resolution is null' : 'r.resolution is not null'];
  if (ask.code) wheres.push(`r.code = ${param(ask.code)}`);
  if (ask.portal) wheres.push(`r.portal = ${param(ask.portal)}`);
  if (ask.kind) wheres.push(`${KIND} = ${param(ask.kind)}`);
  if (ask.assignee) {
    const lapsed = `${param(new Date(now.getTime() - CLAIM_MINUTES * 60_000))}::timestamptz`;
    if (ask.assignee === 'me') wheres.push(`r.claimed_by = ${param(person.id)} and r.claimed_at > ${lapsed}`);
    else wheres.push(`(r.claimed_by is null or r.claimed_at <= ${lapsed})`);
  }
  const after = ask.cursor ? readCursor(ask.cursor) : null;
  const [sign, direction] = ask.order === 'oldest' ? ['>', 'asc'] : ['<', 'desc'];
  if (after)
    wheres.push(`(r.opened_at, r.id) ${sign} (${param(after.openedAt)}::timestamptz, ${param(after.id)}::uuid)`);
  const { rows } = await db.query<StoredRow>(
    `${ROWS} where ${wheres.join(' and ')} order by r.opened_at ${direction}, r.id ${direction} limit ${ask.limit + 1}`,
    values,
  );
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => asRow(row, person, now)),
    next: last && rows.length > page.length ? writeCursor(last) : null,
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
    amountCents: isOfOnePatient ? (row.claimCents ?? billedOf(inquiry)) : null,
    loginLabel: row.loginLabel,
    documentId: row.documentId,
    met: row.met,
    openedAt: row.openedAt.toISOString(),
    claim: holderOf(row, person, now),
    resolution:
      row.resolution && row.resolvedAt
        ? { kind: row.resolution, by: row.resolvedName, at: row.resolvedAt.toISOString(), note: row.note }
        : null,
  };
}

const billedOf = (inquiry: Inquiry | null): number | null =>
  inquiry?.kind === 'claim-status' ? inquiry.billedCents : null;

const nameOf = (member: { lastName?: string | null; firstName?: string | null }): string | null =>
  [member.lastName, member.firstName].filter((part) => part).join(', ') || null;

const writeCursor = (row: { openedAt: Date; id: string }): string =>
  Buffer.from(`${row.openedAt.toISOString()} ${row.id}`).toString('base64url');

/** @returns null for a text that is none of our cursors: the list then begins at its start. */
function readCursor(cursor: string): { openedAt: string; id: string } | null {
  const match = /^(\d{4}-[\dT:.-]+Z) ([\da-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!match?.[1] || !match[2] || Number.isNaN(Date.parse(match[1]))) return null;
  return { openedAt: match[1], id: match[2] };
}
