/** The second pair of eyes over HTTP; taking back and opening again what was decided; the trail of an item. */
import type { FastifyInstance } from 'fastify';
import { may } from '../../domain/permissions.ts';
import {
  approve,
  approvalsOfItem,
  reject,
  waitingApprovals,
  type ApprovalOutcome,
  type ShownApproval,
} from '../approvals.ts';
import { noteAudit } from '../audit.ts';
import type { Desk, Person } from '../desk.ts';
import { reopeningOf, reopenItem, reverseItem, type ReopenOutcome } from '../reopen.ts';
import { trailOfItem, wayBack as wayBackOf } from '../trail.ts';
import {
  approvalAnswerSchema,
  approvalListSchema,
  approvalParamsSchema,
  reasonSchema,
  reopenedSchema,
  trailSchema,
  type Approval,
  type ApprovalAnswer,
  type Reopened,
} from './approvals-schema.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';
import { itemParamsSchema } from './schema.ts';

const NO_ITEM = 'There is no such review item.';

export function approvalRoutes(api: FastifyInstance, desk: Desk): void {
  const idOf = (params: unknown): string => readInput(itemParamsSchema, params).id;
  const approvalIdOf = (params: unknown): string => readInput(approvalParamsSchema, params).id;

  api.get('/approvals', { config: { needs: 'approvals.give' } }, async (request) => {
    const [person, now] = [personOf(request), desk.clock.now()];
    const approvals = await withItems(desk, person, await waitingApprovals(desk, person));
    const seen = approvals.map(({ id }) => id);
    if (seen.length > 0) await noteAudit(desk.db, person, 'approvals-viewed', 'approvals', now, { approvals: seen });
    return approvalListSchema.parse({ at: now.toISOString(), approvals });
  });

  api.post('/approvals/:id/approve', { config: { needs: 'approvals.give' } }, async (request) =>
    approvalAnswer(await approve(desk, personOf(request), approvalIdOf(request.params)), 'approved'),
  );

  // Who decided it may withdraw it; giving it back is for those who may approve.
  api.post('/approvals/:id/reject', { config: { needs: 'items.decide' } }, async (request) => {
    const [person, id] = [personOf(request), approvalIdOf(request.params)];
    const { reason } = readInput(reasonSchema, request.body);
    const isOwn = await isProposedBy(desk, id, person);
    if (!isOwn && !may(person.role, 'approvals.give'))
      throw new RequestProblem(403, 'Your role does not include this; ask a supervisor or an administrator.');
    return approvalAnswer(await reject(desk, person, id, reason), isOwn ? 'withdrawn' : 'rejected');
  });

  api.post('/review-items/:id/reverse', { config: { needs: 'approvals.give' } }, async (request) => {
    const { reason } = readInput(reasonSchema, request.body);
    return reopenAnswer(await reverseItem(desk, personOf(request), idOf(request.params), reason));
  });
  api.post('/review-items/:id/reopen', { config: { needs: 'approvals.give' } }, async (request) => {
    const { reason } = readInput(reasonSchema, request.body);
    return reopenAnswer(await reopenItem(desk, personOf(request), idOf(request.params), reason));
  });

  api.get('/review-items/:id/trail', { config: { needs: 'items.read' } }, async (request) => {
    const [person, id] = [personOf(request), idOf(request.params)];
    const entries = await trailOfItem(desk.db, id);
    if (!entries) throw new RequestProblem(404, NO_ITEM);
    await noteAudit(desk.db, person, 'item-viewed', `review-item:${id}`, desk.clock.now(), { trail: true });
    const approvals = await withItems(desk, person, await approvalsOfItem(desk, person, id));
    const wayBack = may(person.role, 'approvals.give') ? await wayBackOf(desk.db, id) : null;
    return trailSchema.parse({ entries, approvals, wayBack, reopenedAs: await reopeningOf(desk.db, id) });
  });
}

async function isProposedBy({ db }: Desk, id: string, person: Person): Promise<boolean> {
  const { rows } = await db.query('select 1 from approval where id = $1 and proposed_by = $2', [id, person.id]);
  return rows.length > 0;
}

async function withItems({ db }: Desk, person: Person, approvals: readonly ShownApproval[]): Promise<Approval[]> {
  const { rows } = await db.query<{ id: string; title: string; documentId: string | null }>(
    'select id, message as title, document_id as "documentId" from review_item where id = any($1::uuid[])',
    [approvals.map(({ itemId }) => itemId)],
  );
  const items = new Map(rows.map((row) => [row.id, row]));
  return approvals.map(({ reasons, content, proposedAt, decidedAt, ...each }) => ({
    ...each,
    reasons: [...reasons],
    content: content && { ...content, changes: [...content.changes], said: [...content.said] },
    title: items.get(each.itemId)?.title ?? '',
    documentId: items.get(each.itemId)?.documentId ?? null,
    proposedAt: proposedAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
    mayApprove: each.state === 'proposed' && !each.isMine && may(person.role, 'approvals.give'),
  }));
}

const DONE = {
  approved: 'approved',
  rejected: 'given back',
  withdrawn: 'withdrawn',
} as const;

function approvalAnswer(outcome: ApprovalOutcome, wanted: keyof typeof DONE): ApprovalAnswer {
  switch (outcome.outcome) {
    case 'approved':
      return approvalAnswerSchema.parse({ isChanged: true, message: `Approved. ${outcome.message}` });
    case 'rejected':
      return approvalAnswerSchema.parse({ isChanged: true, message: 'Given back: it waits to be decided anew.' });
    case 'withdrawn':
      return approvalAnswerSchema.parse({ isChanged: true, message: 'Withdrawn: it waits to be decided anew.' });
    case 'already': {
      const by = outcome.isMine ? 'you' : outcome.by;
      const message = `This was already ${DONE[outcome.state]} by ${by}; nothing was changed.`;
      if (outcome.isMine && outcome.state === wanted) return { isChanged: false, message };
      throw new RequestProblem(409, message);
    }
    case 'refused':
      throw new RequestProblem(422, outcome.why);
    case 'not-found':
      throw new RequestProblem(404, 'There is no such proposal.');
  }
}

function reopenAnswer(outcome: ReopenOutcome): Reopened {
  switch (outcome.outcome) {
    case 'reopened':
      return reopenedSchema.parse({ isChanged: true, message: outcome.message, itemId: outcome.itemId });
    case 'already': {
      const message = `It was already opened again by ${outcome.by}; nothing was changed.`;
      return reopenedSchema.parse({ isChanged: false, message, itemId: outcome.itemId });
    }
    case 'refused':
      throw new RequestProblem(422, outcome.why);
    case 'not-found':
      throw new RequestProblem(404, NO_ITEM);
  }
}
