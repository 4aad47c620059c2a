/** All that became of one subject, in its items one after the other: who, when, what, and what it was before and after. */
import type { Query } from '../adapters/query.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import { formatCents } from '../domain/money.ts';
import { EXCEPTION_TEXTS } from './exception-texts.ts';
import { changeInWords, type ChangeInWords } from './read-fields.ts';

export interface TrailEntry {
  readonly at: string;
  readonly who: string;
  readonly what: string;
  /** What the person said, or null. */
  readonly note: string | null;
  /** Values before and after; of the ledger, what stood there by kind. */
  readonly changes: readonly ChangeInWords[];
}

interface Item {
  id: string;
  subject: string;
  code: ExceptionCode;
  openedAt: Date;
  note: string | null;
}

/** @returns how a decided item can wait again: by opening it, or by taking back what it posted; null: not at all, or not again. */
export async function wayBack(db: Query, id: string): Promise<'reopen' | 'reverse' | null> {
  const { rows } = await db.query<{ isOver: boolean; hasPosted: boolean }>(
    `select r.resolution is null or r.subject like 'code:%' or r.subject like 'selectors:%'
         or exists (select 1 from reopening o where o.item_id = r.id) as "isOver",
       exists (select 1 from payment_claim c where r.subject = 'payment-claim:' || c.id and c.state = 'released')
         or exists (select 1 from payment p where r.subject = 'payment:' || p.id and p.state in ('posted', 'part')) as "hasPosted"
     from review_item r where r.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row || row.isOver) return null;
  return row.hasPosted ? 'reverse' : 'reopen';
}

/** @returns null when there is no such item; newest first. */
export async function trailOfItem(db: Query, id: string): Promise<TrailEntry[] | null> {
  const { rows: items } = await db.query<Item>(
    `select r.id, r.subject, r.code, r.opened_at as "openedAt", r.resolution_note as note from review_item r
     where r.subject = (select subject from review_item where id = $1) order by r.opened_at`,
    [id],
  );
  if (items.length === 0) return null;
  const told = [...(await doneBy(db, items)), ...(await booked(db, items[0]!.subject))];
  const opened = items.map(({ openedAt, code }) => ({
    when: openedAt,
    who: 'robot',
    what: `stopped: ${EXCEPTION_TEXTS[code].title}`,
    note: null,
    changes: [],
  }));
  return [...told, ...opened]
    .toSorted((a, b) => b.when.getTime() - a.when.getTime())
    .map(({ when, ...entry }) => ({ at: when.toISOString(), ...entry }));
}

type Told = Omit<TrailEntry, 'at'> & { readonly when: Date };

/** Actions of people that change something, in words. Looking, claiming and giving back are in the audit trail alone. */
const SAID: Readonly<Record<string, string>> = {
  resolved: 'resolved it',
  'sent-back': 'sent it back',
  proposed: 'decided it, for a second person to approve',
  'proposal-approved': 'approved it as the second person',
  'proposal-rejected': 'gave it back',
  'proposal-withdrawn': 'withdrew the decision',
  'posting-taken-back': 'took the posting back',
  reopened: 'opened it again',
  'answered-by-person': 'typed the answer',
  'denial-opened': 'sent it to denial work',
  'login-secret-changed': 'stored a new secret',
  'wait-acknowledged': 'let it wait',
};

async function doneBy(db: Query, items: readonly Item[]): Promise<Told[]> {
  const { rows } = await db.query<{
    at: Date;
    who: string | null;
    action: string;
    itemId: string;
    approval: string | null;
  }>(
    `select a.at, coalesce(p.name, 'token ' || k.name) as who, a.action, substr(a.subject, 13) as "itemId", a.detail ->> 'approval' as approval
     from audit a left join reviewer p on 'reviewer:' || p.id = a.actor left join api_token k on a.actor = 'token:' || k.id
     where a.subject = any($1::text[]) and a.action = any($2::text[]) order by a.id`,
    [items.map(({ id }) => `review-item:${id}`), Object.keys(SAID)],
  );
  const ids = items.map(({ id }) => id);
  const reasons = await reasonsOf(db, ids);
  const corrected = await correctionsOf(db, ids);
  const notes = new Map(items.map(({ id, note }) => [id, note]));
  return rows.map(({ at, who, action, itemId, approval }) => ({
    when: at,
    who: who ?? 'someone',
    what: SAID[action] ?? action,
    note: noteOf(action, reasons.get(approval ?? itemId) ?? null, notes.get(itemId) ?? null),
    changes: action === 'resolved' ? (corrected.get(itemId) ?? []) : [],
  }));
}

function noteOf(action: string, reason: string | null, note: string | null): string | null {
  if (action === 'resolved' || action === 'sent-back') return note;
  return ['proposal-rejected', 'proposal-withdrawn', 'posting-taken-back', 'reopened'].includes(action) ? reason : null;
}

/** Why something was given back or opened again, by proposal and by item. */
async function reasonsOf(db: Query, itemIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; reason: string }>(
    `select id::text as id, decision_note as reason from approval where review_item_id = any($1::uuid[]) and decision_note is not null
     union all select item_id::text, reason from reopening where item_id = any($1::uuid[])`,
    [itemIds],
  );
  return new Map(rows.map(({ id, reason }) => [id, reason]));
}

async function correctionsOf(db: Query, itemIds: readonly string[]): Promise<Map<string, TrailEntry['changes']>> {
  const { rows } = await db.query<{ itemId: string; pointer: string; before: unknown; after: unknown }>(
    'select review_item_id as "itemId", pointer, before, after from correction where review_item_id = any($1::uuid[]) order by id',
    [itemIds],
  );
  const found = new Map<string, TrailEntry['changes'][number][]>();
  for (const { itemId, pointer, before, after } of rows) {
    found.set(itemId, [...(found.get(itemId) ?? []), changeInWords({ pointer, before, after })]);
  }
  return found;
}

/** What each posting of the claim, or of the payment, made of the ledger: sums by kind before and after. */
async function booked(db: Query, subject: string): Promise<Told[]> {
  const [about = '', id = ''] = subject.split(':', 2);
  if (about !== 'payment' && about !== 'payment-claim') return [];
  const { rows } = await db.query<{
    at: Date;
    who: string | null;
    part: number;
    undoes: boolean;
    kind: string;
    cents: number;
  }>(
    `select g.posted_at as at, p.name as who, g.part, g.undoes, e.kind, sum(e.amount_cents)::bigint as cents
     from posting g join ledger_entry e on e.posting_id = g.id left join reviewer p on 'reviewer:' || p.id = g.actor
     where case when $1 = 'payment' then g.payment_id else e.payment_claim_id end = $2::uuid
     group by g.id, g.posted_at, p.name, g.part, g.undoes, e.kind order by g.part, e.kind`,
    [about, id],
  );
  const sums = new Map<string, number>();
  const told = new Map<number, Told>();
  for (const { at, who, part, undoes, kind, cents } of rows) {
    const before = sums.get(kind) ?? 0;
    sums.set(kind, before + cents);
    if (cents === 0) continue;
    const change = { label: LEDGER[kind] ?? kind, before: formatCents(before), after: formatCents(before + cents) };
    const entry = told.get(part) ?? {
      when: at,
      who: who ?? 'robot',
      what: undoes ? 'booked the reversing entries' : 'booked it',
      note: null,
      changes: [],
    };
    told.set(part, { ...entry, changes: [...entry.changes, change] });
  }
  return [...told.values()];
}

const LEDGER: Readonly<Record<string, string>> = {
  payment: 'Ledger, paid',
  contractual: 'Ledger, written off by contract',
  'patient-responsibility': 'Ledger, the patient’s share',
  'other-payer': 'Ledger, other payers',
  'other-adjustment': 'Ledger, other adjustments',
  interest: 'Ledger, interest',
  'take-back': 'Ledger, taken back by the payer',
  'provider-adjustment': 'Ledger, provider adjustments',
  unapplied: 'Ledger, unapplied cash',
};
