/** A one-time code that only a person has: given while a page of the robot's waits for it, bound to the run that asked. */
import { codePurpose } from '../adapters/code-requests.ts';
import { readCode } from '../domain/one-time-code.ts';
import type { Query } from '../adapters/query.ts';
import { noteAudit } from './audit.ts';
import type { Desk, Person } from './desk.ts';

export type CodeOutcome =
  | { readonly outcome: 'taken' }
  /** Too late, given already, asked by a run that has ended, or no code: nothing was kept. */
  | { readonly outcome: 'late' | 'refused'; readonly why: string }
  | { readonly outcome: 'not-found' };

interface Asked {
  requestId: string;
  digits: number;
  closesAt: Date;
  endedAt: Date | null;
  isAnswered: boolean;
  resolution: string | null;
  isRunning: boolean;
}

const LATE = 'The page that waited for this code has closed. Nothing is lost: the robot asks for a new code later.';
const GONE =
  'The robot that asked for this code is gone. Nothing is lost: a new code is asked for when it tries again.';

/**
 * Gives a code to the waiting page. Kept sealed, for the second or two until the page takes it; never logged.
 * @param typed as the person typed it; blanks and dashes are fine.
 */
export async function giveCode(desk: Desk, person: Person, itemId: string, typed: string): Promise<CodeOutcome> {
  const now = desk.clock.now();
  return desk.db.transaction(async (tx) => {
    const asked = await lockRequest(tx, itemId);
    if (!asked) return { outcome: 'not-found' };
    if (asked.isAnswered) return { outcome: 'late', why: 'A code has already been given; the robot goes on with it.' };
    if (asked.resolution || asked.endedAt || asked.closesAt <= now) return { outcome: 'late', why: LATE };
    if (!asked.isRunning) return { outcome: 'late', why: GONE };
    const code = readCode(typed, asked.digits);
    if (code === null) return { outcome: 'refused', why: `The code must have ${asked.digits} digits.` };
    await tx.query(`update code_request set code = $2, answered_by = $3, answered_at = $4 where id = $1`, [
      asked.requestId,
      desk.seal(code, codePurpose(asked.requestId)),
      person.id,
      now,
    ]);
    await tx.query(
      `update review_item set resolution = 'resolved', resolution_note = 'gave the code', resolved_by = $2, resolved_at = $3,
         claimed_by = null, claimed_at = null where id = $1`,
      [itemId, person.id, now],
    );
    await noteAudit(tx, person, 'code-given', `review-item:${itemId}`, now);
    return { outcome: 'taken' };
  });
}

/** The person has no code: the page need not wait any longer. */
export async function declineCode(tx: Query, requestId: string, now: Date): Promise<void> {
  await tx.query('update code_request set ended_at = coalesce(ended_at, $2) where id = $1', [requestId, now]);
}

async function lockRequest(tx: Query, itemId: string): Promise<Asked | null> {
  const { rows } = await tx.query<Asked>(
    `select q.id as "requestId", q.digits, q.closes_at as "closesAt", q.ended_at as "endedAt",
       q.answered_at is not null as "isAnswered", r.resolution,
       q.work_item_id is null or exists (select 1 from work_item w
         where w.id = q.work_item_id and w.attempt = q.attempt and w.state = 'running') as "isRunning"
     from review_item r join code_request q on r.subject = 'code:' || q.id where r.id = $1 for update of r, q`,
    [itemId],
  );
  return rows[0] ?? null;
}

export interface WantedCode {
  readonly itemId: string;
  readonly portal: string;
  readonly loginLabel: string;
  readonly what: string;
  readonly digits: number;
  /** Milliseconds that the page still waits. */
  readonly leftMs: number;
}

/** @returns the pages that wait for a code now, the most urgent first. */
export async function wantedCodes(db: Query, now: Date): Promise<WantedCode[]> {
  const { rows } = await db.query<Omit<WantedCode, 'leftMs'> & { until: Date }>(
    `select r.id as "itemId", r.portal, l.label as "loginLabel", r.message as what, q.digits, q.closes_at as until
     from code_request q join review_item r on r.subject = 'code:' || q.id join login l on l.id = q.login_id
     where q.ended_at is null and q.answered_at is null and r.resolution is null and q.closes_at > $1 order by q.closes_at`,
    [now],
  );
  return rows.map(({ until, ...wanted }) => ({ ...wanted, leftMs: until.getTime() - now.getTime() }));
}
