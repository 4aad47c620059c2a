/** Answers that a person types: stored by the code that stores a robot's, marked as a person's, and withdrawn without a trace lost. */
import { randomUUID } from 'node:crypto';
import { insertResult, type Answer } from '../adapters/results.ts';
import type { Query } from '../adapters/query.ts';
import { endByPerson } from '../adapters/work-items.ts';
import type { Fields } from '../domain/provenance.ts';
import type { WorkItem } from '../domain/work-item.ts';
import type { Person } from './desk.ts';

export interface TypedAnswer {
  readonly result: Answer['result'];
  readonly itemId: string;
  readonly evidenceId: string | null;
}

interface ClaimBefore {
  state: string | null;
  state_text: string | null;
  asked_at: string | null;
  closed_at: string | null;
}

/**
 * Ends a work item with a person's answer; the claim's state follows as with a robot's.
 * @param work as the person saw it: its attempt is the guard.
 * @returns false when a robot has taken it up meanwhile: nothing was written.
 */
export async function storeTyped(
  tx: Query,
  work: Pick<WorkItem, 'id' | 'attempt' | 'kind' | 'claimId'>,
  { result, itemId, evidenceId }: TypedAnswer,
  person: Person,
  now: Date,
): Promise<boolean> {
  if (!(await endByPerson(tx, work, now))) return false;
  const before = await tx.query<ClaimBefore>('select state, state_text, asked_at, closed_at from claim where id = $1', [
    work.claimId,
  ]);
  await insertResult(tx, work, { result, fields: typedFields(result, person, now), evidenceId }, now);
  await tx.query(
    `insert into person_answer (id, work_item_id, review_item_id, result, answered_by, answered_at, claim_before) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      randomUUID(),
      work.id,
      itemId,
      JSON.stringify(result),
      person.id,
      now,
      before.rows[0] ? JSON.stringify(before.rows[0]) : null,
    ],
  );
  return true;
}

/** Each value that was given, as a person's. */
export function typedFields(result: unknown, person: Person, now: Date): Fields {
  const pointers: string[] = [];
  const walk = (value: unknown, pointer: string): void => {
    if (value === null || value === undefined) return;
    if (typeof value !== 'object') pointers.push(pointer);
    else for (const [key, each] of Object.entries(value)) walk(each, `${pointer}/${key}`);
  };
  walk(result, '');
  const from = { confidence: 1, via: 'person', by: person.id, at: now.toISOString() } as const;
  return Object.fromEntries(pointers.map((pointer) => [pointer, from]));
}

/** The work item waits in review again; the claim is as it was, unless something else was learned of it since. */
export async function withdrawAnswer(tx: Query, workItemId: string, person: Person, now: Date): Promise<void> {
  const { rows } = await tx.query<{ claimId: string | null; before: ClaimBefore | null; answeredAt: Date }>(
    `update person_answer a set withdrawn_by = $2, withdrawn_at = $3 from work_item w
     where a.work_item_id = $1 and w.id = a.work_item_id and a.withdrawn_at is null
     returning w.claim_id as "claimId", a.claim_before as before, a.answered_at as "answeredAt"`,
    [workItemId, person.id, now],
  );
  const answer = rows[0];
  if (!answer) return;
  await tx.query('delete from result where work_item_id = $1', [workItemId]);
  await tx.query(
    `update work_item set state = 'review', code = (select code from review_item where work_item_id = $1 order by opened_at desc limit 1)
     where id = $1 and state = 'done'`,
    [workItemId],
  );
  await tx.query('update denial_item set closed_at = $2 where work_item_id = $1 and closed_at is null', [
    workItemId,
    now,
  ]);
  if (!answer.claimId || !answer.before) return;
  const { state, state_text, asked_at, closed_at } = answer.before;
  await tx.query(
    `update claim set state = $2, state_text = $3, asked_at = $4, closed_at = $5 where id = $1 and asked_at = $6`,
    [answer.claimId, state, state_text, asked_at, closed_at, answer.answeredAt],
  );
}
