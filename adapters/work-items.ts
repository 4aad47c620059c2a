/** Work items in the database: asked once a day, taken by one attempt at a time, ended under that attempt's guard. */
import { randomUUID } from 'node:crypto';
import { dedupeText, inquirySchema } from '../domain/work-item.ts';
import type { Inquiry, WorkItem, WorkKind, WorkState } from '../domain/work-item.ts';
import type { Query } from './query.ts';
import { sha256 } from './vault.ts';

export interface NewWorkItem {
  readonly portal: string;
  readonly loginId: string;
  readonly payer: string;
  readonly inquiry: Inquiry;
  readonly claimId?: string | null;
  readonly appointmentId?: string | null;
  /** 0 first. */
  readonly priority?: number;
}

/** What a job needs to be added: ids, a kind and times only. */
export interface Runnable {
  readonly id: string;
  readonly kind: WorkKind;
  readonly loginId: string;
  readonly priority: number;
  readonly availableAt: Date;
}

export interface Ending {
  readonly state: Exclude<WorkState, 'queued' | 'running'>;
  readonly code: string | null;
  readonly message: string | null;
  readonly availableAt?: Date;
  readonly triesSpent: 0 | 1;
}

const RUNNABLE = `id, kind, login_id as "loginId", priority, available_at as "availableAt"`;
const ITEM = `id, kind, state, portal, login_id as "loginId", payer, inquiry, attempt, tries, claim_id as "claimId", appointment_id as "appointmentId"`;

/** @returns the id of each question in the order given, and which of them are new today. */
export async function requestWork(db: Query, items: readonly NewWorkItem[], day: string, now: Date) {
  const rows = items.map((item, place) => ({
    place,
    id: randomUUID(),
    dedupe_key: sha256(dedupeText(item.payer, item.inquiry, day)),
    kind: item.inquiry.kind,
    portal: item.portal,
    login_id: item.loginId,
    payer: item.payer,
    inquiry: item.inquiry,
    claim_id: item.claimId ?? null,
    appointment_id: item.appointmentId ?? null,
    priority: item.priority ?? 0,
  }));
  const made = await db.query<Runnable>(
    `insert into work_item (id, dedupe_key, kind, state, portal, login_id, payer, inquiry, claim_id, appointment_id, priority, available_at, asked_at)
     select id, dedupe_key, kind, 'queued', portal, login_id, payer, inquiry, claim_id, appointment_id, priority, $2, $2
     from jsonb_to_recordset($1::jsonb) as row (place integer, id uuid, dedupe_key text, kind text, portal text, login_id uuid, payer text,
       inquiry jsonb, claim_id uuid, appointment_id uuid, priority integer)
     order by place
     on conflict (dedupe_key) do nothing returning ${RUNNABLE}`,
    [JSON.stringify(rows), now],
  );
  const ids = await db.query<{ id: string; key: string }>(
    'select id, dedupe_key as key from work_item where dedupe_key = any($1::text[])',
    [rows.map((row) => row.dedupe_key)],
  );
  const byKey = new Map(ids.rows.map((row) => [row.key, row.id]));
  return { ids: rows.map((row) => byKey.get(row.dedupe_key)!), created: made.rows };
}

/**
 * Takes an item for one attempt. The attempt number returned is the fence of everything written for it.
 * @returns null when the item has ended (its job was run twice, or late) or is not there.
 */
export async function takeWork(db: Query, id: string, now: Date): Promise<WorkItem | null> {
  const { rows } = await db.query<WorkItem>(
    `update work_item set attempt = attempt + 1, state = 'running', started_at = $2, code = null
     where id = $1 and state in ('queued', 'running', 'waiting') returning ${ITEM}`,
    [id, now],
  );
  const row = rows[0];
  return row ? { ...row, inquiry: inquirySchema.parse(row.inquiry) } : null;
}

/** @returns false when another attempt has taken the item meanwhile: then nothing may be written for this one. */
export async function endWork(
  tx: Query,
  item: { id: string; attempt: number },
  ending: Ending,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update work_item set state = $3, code = $4, message = $5, tries = tries + $6, available_at = coalesce($7, available_at),
       ended_at = case when $3 = 'waiting' then null else $8::timestamptz end
     where id = $1 and attempt = $2 and state = 'running'`,
    [
      item.id,
      item.attempt,
      ending.state,
      ending.code,
      ending.message,
      ending.triesSpent,
      ending.availableAt ?? null,
      now,
    ],
  );
  return rowCount === 1;
}

/** Ends an item that waits for a person with that person's answer. @returns false when it waits no more, or was tried again since. */
export async function endByPerson(tx: Query, item: { id: string; attempt: number }, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update work_item set state = 'done', code = null, message = null, ended_at = $3
     where id = $1 and attempt = $2 and state in ('review', 'failed', 'waiting')`,
    [item.id, item.attempt, now],
  );
  return rowCount === 1;
}

/** What a portal told another item of the same login: nobody asks it again before then. */
export interface KnownWait {
  readonly code: string;
  readonly message: string | null;
  readonly until: Date;
}

/** @returns the longest wait that holds now, or null. */
export async function knownWait(
  db: Query,
  item: { id: string; loginId: string },
  codes: readonly string[],
  now: Date,
): Promise<KnownWait | null> {
  const { rows } = await db.query<KnownWait>(
    `select code, message, available_at as until from work_item
     where login_id = $1 and id <> $2 and state = 'waiting' and code = any($3::text[]) and available_at > $4
     order by available_at desc limit 1`,
    [item.loginId, item.id, codes, now],
  );
  return rows[0] ?? null;
}

/** Puts an item that a person has dealt with back to the queue, with a corrected inquiry when given. */
export async function sendBack(tx: Query, id: string, inquiry: Inquiry | null, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update work_item set state = 'queued', tries = 0, code = null, message = null, ended_at = null, available_at = $3,
       inquiry = coalesce($2::jsonb, inquiry)
     where id = $1 and state in ('review', 'failed')`,
    [id, inquiry ? JSON.stringify(inquiry) : null, now],
  );
  return rowCount === 1;
}

/** Sends back every item of a login that stopped with one of the codes. @returns how many. */
export async function sendBackStopped(
  tx: Query,
  where: { loginId?: string; portal?: string },
  codes: readonly string[],
  now: Date,
): Promise<number> {
  const { rowCount } = await tx.query(
    `update work_item set state = 'queued', tries = 0, code = null, message = null, ended_at = null, available_at = $1
     where state in ('review', 'failed') and code = any($2::text[])
       and ($3::uuid is null or login_id = $3) and ($4::text is null or portal = $4)`,
    [now, codes, where.loginId ?? null, where.portal ?? null],
  );
  return rowCount;
}

/** What stopped with one of the codes waits until a person's time. @returns what waits, with the login whose queue has it. */
export async function postponeWork(
  tx: Query,
  where: { workItemId?: string; portal?: string },
  codes: readonly string[],
  until: Date,
): Promise<{ id: string; loginId: string }[]> {
  const { rows } = await tx.query<{ id: string; loginId: string }>(
    `update work_item set state = 'waiting', tries = 0, available_at = $1, ended_at = null
     where state in ('waiting', 'review', 'failed') and code = any($2::text[])
       and ($3::uuid is null or id = $3) and ($4::text is null or portal = $4)
     returning id, login_id as "loginId"`,
    [until, codes, where.workItemId ?? null, where.portal ?? null],
  );
  return rows;
}

/** Every item of a login that a job should be running or about to run. */
export async function openWork(db: Query, loginId: string): Promise<Runnable[]> {
  const { rows } = await db.query<Runnable>(
    `select ${RUNNABLE} from work_item where login_id = $1 and state in ('queued', 'running', 'waiting') order by priority, place`,
    [loginId],
  );
  return rows;
}

/** Counts one look-up of a login's day, over all hosts. @returns false when the day's cap is reached: then none is made. */
export async function spendOfDay(db: Query, loginId: string, day: string, cap: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into login_day as d (login_id, day, lookups) values ($1, $2, 1)
     on conflict (login_id, day) do update set lookups = d.lookups + 1 where d.lookups < $3`,
    [loginId, day, cap],
  );
  return rowCount === 1;
}
