/** Answers that were got through selectors nobody has approved yet: kept apart from results until a person decides. */
import { claimStatusAnswerSchema } from '../domain/claim-status.ts';
import { coverageSchema } from '../domain/coverage.ts';
import { fieldsSchema } from '../domain/provenance.ts';
import type { WorkItem } from '../domain/work-item.ts';
import type { Query } from './query.ts';
import { insertResult } from './results.ts';
import type { Answer } from './results.ts';

export interface Quarantined {
  /** Null: the portal said a business exception, whose code this is. */
  readonly result: Answer['result'] | null;
  readonly fields: Answer['fields'];
  readonly code: string | null;
  readonly evidenceId: string | null;
}

/** @param selectorIds the proposals that the answer was got through. */
export async function quarantine(
  tx: Query,
  item: Pick<WorkItem, 'id' | 'attempt'>,
  answer: Quarantined,
  selectorIds: readonly string[],
  now: Date,
): Promise<void> {
  await tx.query('delete from quarantined_answer where work_item_id = $1', [item.id]);
  await tx.query(
    `insert into quarantined_answer (work_item_id, attempt, result, fields, code, evidence_id, answered_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      item.id,
      item.attempt,
      answer.result ? JSON.stringify(answer.result) : null,
      JSON.stringify(answer.fields),
      answer.code,
      answer.evidenceId,
      now,
    ],
  );
  await tx.query(
    'insert into quarantine_reason (work_item_id, learned_selector_id) select $1, id from unnest($2::uuid[]) as id',
    [item.id, selectorIds],
  );
}

interface Row {
  id: string;
  attempt: number;
  kind: WorkItem['kind'];
  claimId: string | null;
  result: unknown;
  fields: unknown;
  evidenceId: string | null;
  answeredAt: Date;
  isRejected: boolean;
}

export interface Freed {
  /** Stored as results. */
  readonly released: number;
  /** Asked again: got through a rejected selector, or no answer but an exception of the portal's. */
  readonly askedAgain: number;
}

/** After a decision: frees every answer of the portal none of whose selectors waits any more. */
export async function freeDecided(tx: Query, portal: string, now: Date): Promise<Freed> {
  const { rows } = await tx.query<Row>(
    `select w.id, w.attempt, w.kind, w.claim_id as "claimId", q.result, q.fields, q.evidence_id as "evidenceId",
       q.answered_at as "answeredAt",
       exists (select 1 from quarantine_reason r join learned_selector s on s.id = r.learned_selector_id
         where r.work_item_id = w.id and s.state = 'rejected') as "isRejected"
     from quarantined_answer q join work_item w on w.id = q.work_item_id
     where w.portal = $1 and w.state = 'review' and w.attempt = q.attempt
       and not exists (select 1 from quarantine_reason r join learned_selector s on s.id = r.learned_selector_id
         where r.work_item_id = w.id and s.state = 'proposed')
     for update of w`,
    [portal],
  );
  let released = 0;
  for (const row of rows) {
    const isAnswer = !row.isRejected && row.result !== null && row.evidenceId !== null;
    if (isAnswer) {
      await insertResult(tx, row, answerOf(row, row.evidenceId!), row.answeredAt);
      released += 1;
    }
    await tx.query(
      `update work_item set state = $2, code = null, message = null, tries = 0, ended_at = $3, available_at = $4 where id = $1`,
      [row.id, isAnswer ? 'done' : 'queued', isAnswer ? now : null, now],
    );
    await tx.query('delete from quarantined_answer where work_item_id = $1', [row.id]);
  }
  return { released, askedAgain: rows.length - released };
}

const answerOf = ({ kind, result, fields }: Row, evidenceId: string): Answer => ({
  result: kind === 'eligibility' ? coverageSchema.parse(result) : claimStatusAnswerSchema.parse(result),
  fields: fieldsSchema.parse(fields),
  evidenceId,
});
