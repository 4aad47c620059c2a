/** Typed answers in the database, and what an answer says about the claim it was asked for. */
import type { ClaimStatusAnswer } from '../domain/claim-status.ts';
import { isClosed, overallState } from '../domain/claim-status.ts';
import type { Coverage } from '../domain/coverage.ts';
import type { Fields } from '../domain/provenance.ts';
import type { WorkItem } from '../domain/work-item.ts';
import type { Query } from './query.ts';

export interface Answer {
  readonly result: Coverage | ClaimStatusAnswer;
  readonly fields: Fields;
  /** Null: none was kept of what a person answered. */
  readonly evidenceId: string | null;
}

/** One row per work item, ever: a second answer breaks the primary key and with it the transaction. */
export async function insertResult(
  tx: Query,
  item: Pick<WorkItem, 'id' | 'attempt' | 'kind' | 'claimId'>,
  answer: Answer,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into result (work_item_id, attempt, kind, result, fields, evidence_id, answered_at) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      item.id,
      item.attempt,
      item.kind,
      JSON.stringify(answer.result),
      JSON.stringify(answer.fields),
      answer.evidenceId,
      now,
    ],
  );
  if (item.claimId && 'claims' in answer.result) await noteClaimState(tx, item.claimId, answer.result, now);
}

async function noteClaimState(tx: Query, claimId: string, answer: ClaimStatusAnswer, now: Date): Promise<void> {
  const { state, statusText } = overallState(answer.claims);
  await tx.query(
    `update claim set state = $2, state_text = $3, asked_at = $4, closed_at = case when $5 then $4::timestamptz else null end where id = $1`,
    [claimId, state, statusText, now, isClosed(state)],
  );
}

export interface StoredResult {
  readonly result: unknown;
  readonly fields: Fields;
  readonly answeredAt: Date;
}

/** @returns null while there is no answer. */
export async function findResult(db: Query, workItemId: string): Promise<StoredResult | null> {
  const { rows } = await db.query<StoredResult>(
    'select result, fields, answered_at as "answeredAt" from result where work_item_id = $1',
    [workItemId],
  );
  return rows[0] ?? null;
}
