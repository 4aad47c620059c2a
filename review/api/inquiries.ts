/** Asking portals over HTTP, and reading what they answered. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { listWorkItems } from '../../adapters/ways-in-lists.ts';
import { dayIn } from '../../domain/dates.ts';
import { noteAudit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import type { Question } from '../robots.ts';
import { refusing } from './imports.ts';
import { idParamsSchema } from './integrations-schema.ts';
import { pageOf, placeAfter } from './paging.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';
import {
  answerDocumentSchema,
  askedSchema,
  claimQuestionSchema,
  eligibilityQuestionSchema,
  sweepPlanSchema,
  sweepQuerySchema,
  sweepRunSchema,
  workItemListSchema,
  workItemQuerySchema,
} from './work-schema.ts';

export function inquiryRoutes(api: FastifyInstance, desk: Desk): void {
  const asks = { config: { needs: 'inquiries.ask' } } as const;
  const reads = { config: { needs: 'items.read' } } as const;

  const ask = async (request: FastifyRequest, reply: FastifyReply, question: Question) => {
    const asked = await refusing(() => desk.robots.ask(question));
    const subject = `work-item:${asked.workItem}`;
    await noteAudit(desk.db, personOf(request), 'inquiry-asked', subject, desk.clock.now(), { isNew: asked.isNew });
    return reply
      .code(asked.isNew ? 202 : 200)
      .header('location', `/api/v1/work-items/${asked.workItem}`)
      .send(askedSchema.parse(asked));
  };

  api.post('/inquiries/eligibility', asks, async (request, reply) => {
    const { member, serviceDate, providerNpi, ...whom } = readInput(eligibilityQuestionSchema, request.body);
    const today = dayIn(desk.clock.now(), desk.timeZone);
    if (member.birthDate && member.birthDate > today)
      throw new RequestProblem(400, 'The birth date lies in the future; correct it.');
    const about = { kind: 'eligibility', member, serviceDate: serviceDate ?? today, providerNpi } as const;
    return ask(request, reply, { ...whom, about });
  });

  api.post('/inquiries/claim-status', asks, async (request, reply) => {
    const question = readInput(claimQuestionSchema, request.body);
    if ('claim' in question) {
      const { claim, ...whom } = question;
      return ask(request, reply, { ...whom, about: { claim } });
    }
    const { portal, payer, login, serviceTo, ...inquiry } = question;
    const about = { kind: 'claim-status', ...inquiry, serviceTo: serviceTo ?? inquiry.serviceFrom } as const;
    return ask(request, reply, { portal, payer, login, about });
  });

  api.get('/work-items', reads, async (request) => {
    const { cursor, limit, ...filter } = readInput(workItemQuerySchema, request.query);
    const rows = await listWorkItems(desk.db, filter, placeAfter(cursor), limit + 1);
    const { page, next } = pageOf(rows, limit, ({ askedAt, id }) => ({ at: askedAt, id }));
    const workItems = page.map(({ askedAt, endedAt, ...row }) => ({
      ...row,
      askedAt: askedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    }));
    return workItemListSchema.parse({ at: desk.clock.now().toISOString(), workItems, next });
  });

  api.get('/work-items/:id', reads, async (request) => {
    const { id } = readInput(idParamsSchema, request.params);
    const answer = await desk.robots.answerOf(id);
    if (!answer) throw new RequestProblem(404, 'There is no such work item.');
    if (answer.result !== null)
      await noteAudit(desk.db, personOf(request), 'answer-viewed', `work-item:${id}`, desk.clock.now());
    return answerDocumentSchema.parse(answer);
  });

  api.get('/sweeps/plan', { config: { needs: 'inquiries.ask' } }, async (request) => {
    const { at } = readInput(sweepQuerySchema, request.query);
    const plan = await refusing(() => desk.robots.planSweep(at ? new Date(at) : null));
    await noteAudit(desk.db, personOf(request), 'list-viewed', 'sweep', desk.clock.now(), { claims: plan.ask.length });
    return sweepPlanSchema.parse(plan);
  });

  api.post('/sweeps', asks, async (request) => {
    const run = await refusing(() => desk.robots.runSweep());
    await noteAudit(desk.db, personOf(request), 'sweep-run', 'sweep', desk.clock.now(), { queued: run.queued });
    return sweepRunSchema.parse(run);
  });
}
