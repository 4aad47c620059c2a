/** One-time codes that a person is asked for while a page waits: the side of the robot that asks. */
import { randomUUID } from 'node:crypto';
import type { Query } from './query.ts';
import type { Vault } from './vault.ts';

export interface NewCodeRequest {
  readonly loginId: string;
  /** The run that asks; null when a person tries the login. */
  readonly run: { readonly workItemId: string; readonly attempt: number } | null;
  readonly digits: number;
  readonly closesAt: Date;
}

export const codePurpose = (requestId: string): string => `person's code ${requestId}`;

/** Ends every earlier request of the login: its page is gone. @returns the request's id. */
export async function insertCodeRequest(tx: Query, request: NewCodeRequest, now: Date): Promise<string> {
  const id = randomUUID();
  await tx.query('update code_request set ended_at = $2, code = null where login_id = $1 and ended_at is null', [
    request.loginId,
    now,
  ]);
  await tx.query(
    `insert into code_request (id, login_id, work_item_id, attempt, digits, asked_at, closes_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      request.loginId,
      request.run?.workItemId ?? null,
      request.run?.attempt ?? null,
      request.digits,
      now,
      request.closesAt,
    ],
  );
  return id;
}

/** Whether there is anything to do about a request: an answer to take, or an end that a person has put to it. */
export async function lookAtRequest(db: Query, id: string): Promise<'waiting' | 'answered' | 'ended'> {
  const { rows } = await db.query<{ state: 'waiting' | 'answered' | 'ended' }>(
    `select case when code is not null then 'answered' when ended_at is not null then 'ended' else 'waiting' end as state
     from code_request where id = $1`,
    [id],
  );
  return rows[0]?.state ?? 'ended';
}

/** Takes the answer away from the database. @returns null when there is none. */
export async function takeCode(db: Query, vault: Vault, id: string, now: Date): Promise<string | null> {
  const { rows } = await db.query<{ code: Uint8Array }>(
    `update code_request r set code = null, ended_at = $2 from code_request before
     where r.id = $1 and before.id = r.id and r.code is not null returning before.code`,
    [id, now],
  );
  return rows[0] ? vault.open(rows[0].code, codePurpose(id)).toString() : null;
}

/** The page has closed. An answer that was not taken is destroyed. */
export async function endCodeRequest(tx: Query, id: string, now: Date): Promise<void> {
  await tx.query('update code_request set ended_at = coalesce(ended_at, $2), code = null where id = $1', [id, now]);
}

/** @returns how many times in a row nobody answered in time, up to now. */
export async function unansweredInRow(db: Query, loginId: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(
    `select count(*)::int as n from code_request where login_id = $1 and answered_at is null
       and asked_at > coalesce((select max(asked_at) from code_request where login_id = $1 and answered_at is not null), '-infinity')`,
    [loginId],
  );
  return rows[0]?.n ?? 0;
}

/** Answers that nobody took, because the run ended: destroyed. */
export async function sweepCodes(db: Query, now: Date): Promise<void> {
  await db.query('update code_request set code = null, ended_at = $1 where ended_at is null and closes_at < $1', [now]);
}
