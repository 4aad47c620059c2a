/** The answer to one work item, as `claimwright check` prints it. */
import { findResult } from '../adapters/results.ts';
import { isExceptionCode, policyOf, WorkException } from '../domain/exceptions.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import type { Fields } from '../domain/provenance.ts';
import type { WorkState } from '../domain/work-item.ts';
import type { Stores } from './stores.ts';

export interface AnswerDocument {
  readonly workItem: string;
  readonly outcome: 'done' | 'wait' | 'review' | 'failed';
  readonly code: ExceptionCode | null;
  readonly message: string | null;
  readonly result: unknown;
  readonly fields: Fields;
  readonly askedAt: string;
  readonly answeredAt: string | null;
  readonly portal: string;
  readonly login: string;
}

interface Row {
  state: WorkState;
  code: string | null;
  message: string | null;
  askedAt: Date;
  portal: string;
  login: string;
}

/** @returns null while no robot has come to an end with it. */
export async function findAnswer({ db }: Stores, id: string): Promise<AnswerDocument | null> {
  const { rows } = await db.query<Row>(
    `select w.state, w.code, w.message, w.asked_at as "askedAt", w.portal, l.label as login
     from work_item w join login l on l.id = w.login_id where w.id = $1`,
    [id],
  );
  const row = rows[0];
  const outcome = row ? outcomeOf(row) : null;
  if (!row || !outcome) return null;
  const found = outcome === 'done' ? await findResult(db, id) : null;
  return {
    workItem: id,
    outcome,
    code: row.code && isExceptionCode(row.code) ? row.code : null,
    message: row.message,
    result: found?.result ?? null,
    fields: found?.fields ?? {},
    askedAt: row.askedAt.toISOString(),
    answeredAt: found?.answeredAt.toISOString() ?? null,
    portal: row.portal,
    login: row.login,
  };
}

/** @returns what the last try came to while another is due; null for the first try. */
export async function lastFault({ db }: Stores, id: string): Promise<WorkException | null> {
  const { rows } = await db.query<Pick<Row, 'code' | 'message'>>(
    `select code, message from work_item where id = $1 and state = 'waiting'`,
    [id],
  );
  const { code = null, message = null } = rows[0] ?? {};
  return code && isExceptionCode(code) ? new WorkException(code, message ?? '') : null;
}

/** A retry under way is no outcome yet; a wait of the portal's is: nobody should sit through a maintenance night. */
function outcomeOf({ state, code }: Row): AnswerDocument['outcome'] | null {
  if (state === 'queued' || state === 'running') return null;
  if (state !== 'waiting') return state;
  return code && isExceptionCode(code) && policyOf(code).outcome === 'wait' ? 'wait' : null;
}
