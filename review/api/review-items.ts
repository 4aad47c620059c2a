/** The review items over HTTP: reading them, holding them, deciding them. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dayIn } from '../../domain/dates.ts';
import { noteAudit } from '../audit.ts';
import { claimItem, releaseItem, type ClaimOutcome } from '../claims.ts';
import { resolveItem, sendItemBack } from '../decisions.ts';
import { giveCode, type CodeOutcome } from '../codes.ts';
import type { Desk } from '../desk.ts';
import { decideSelectors } from '../selectors.ts';
import { decideOver, heldBy, NO_ITEM } from './deciding.ts';
import { listItems } from './inbox.ts';
import { listQuerySchema, searchSchema, type ListQuery } from './inbox-schema.ts';
import type { Asked } from './inbox-where.ts';
import { findItem, findScreenshot } from './item.ts';
import { summarize } from './summary.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';
import {
  codeBodySchema,
  itemParamsSchema,
  itemSchema,
  listSchema,
  resolveSchema,
  selectorsBodySchema,
  sendBackSchema,
  summarySchema,
} from './schema.ts';

const IMAGES = new Set(['image/png', 'image/jpeg', 'image/webp']);

export function reviewItemRoutes(api: FastifyInstance, desk: Desk): void {
  const asked = (request: FastifyRequest): Asked => {
    const now = desk.clock.now();
    return { person: personOf(request), now, today: dayIn(now, desk.timeZone) };
  };
  const listed = async (request: FastifyRequest, ask: ListQuery) => {
    const by = asked(request);
    const { items, next } = await listItems(desk.db, ask, by);
    const seen = items.filter((item) => item.patient ?? item.memberId).map((item) => item.id);
    // What was searched for may be a patient's name: the trail keeps what was found.
    if (ask.text !== undefined)
      await noteAudit(desk.db, by.person, 'searched', 'review-items', by.now, { items: seen });
    else if (seen.length > 0)
      await noteAudit(desk.db, by.person, 'list-viewed', 'review-items', by.now, { items: seen });
    return listSchema.parse({ at: by.now.toISOString(), today: by.today, items, next });
  };
  const idOf = (params: unknown): string => readInput(itemParamsSchema, params).id;

  api.get('/summary', { config: { needs: 'items.read' } }, async (request) =>
    summarySchema.parse(await summarize(desk.db, asked(request))),
  );

  api.get('/review-items', { config: { needs: 'items.read' } }, async (request) =>
    listed(request, readInput(listQuerySchema, request.query)),
  );
  // What is searched for may be a patient's name, so it stands in no address.
  api.post('/review-items/search', { config: { needs: 'items.read' } }, async (request) =>
    listed(request, readInput(searchSchema, request.body)),
  );

  api.get('/review-items/:id', { config: { needs: 'items.read' } }, async (request) => {
    const [person, id, now] = [personOf(request), idOf(request.params), desk.clock.now()];
    const item = await findItem(desk, person, id, now);
    if (!item) throw new RequestProblem(404, NO_ITEM);
    if (item.inquiry || item.evidence) await noteAudit(desk.db, person, 'item-viewed', `review-item:${id}`, now);
    return itemSchema.parse(item);
  });

  api.get('/review-items/:id/screenshot', { config: { needs: 'items.read' } }, async (request, reply) => {
    const [person, id] = [personOf(request), idOf(request.params)];
    const shot = await findScreenshot(desk, id);
    if (!shot || !IMAGES.has(shot.mediaType)) throw new RequestProblem(404, 'No screenshot was kept with this item.');
    await noteAudit(desk.db, person, 'screenshot-viewed', `review-item:${id}`, desk.clock.now());
    return reply.header('cache-control', 'no-store').type(shot.mediaType).send(shot.image);
  });

  api.post('/review-items/:id/claim', { config: { needs: 'items.decide' } }, async (request) =>
    claimAnswer(await claimItem(desk, personOf(request), idOf(request.params))),
  );
  api.post('/review-items/:id/code', { config: { needs: 'items.decide' } }, async (request) => {
    const { code } = readInput(codeBodySchema, request.body);
    return codeAnswer(await giveCode(desk, personOf(request), idOf(request.params), code));
  });
  api.post('/review-items/:id/release', { config: { needs: 'items.decide' } }, async (request) =>
    claimAnswer(await releaseItem(desk, personOf(request), idOf(request.params))),
  );
  api.post('/review-items/:id/resolve', { config: { needs: 'items.decide' } }, async (request) => {
    const { note, next } = readInput(resolveSchema, request.body);
    return decideOver(desk, request, next, 'resolved', (at, person, id) => resolveItem(at, person, id, note));
  });
  api.post('/review-items/:id/selectors', { config: { needs: 'items.decide' } }, async (request) => {
    const { decisions, note, next } = readInput(selectorsBodySchema, request.body);
    return decideOver(desk, request, next, 'resolved', (at, person, id) =>
      decideSelectors(at, person, id, decisions, note),
    );
  });
  api.post('/review-items/:id/send-back', { config: { needs: 'items.decide' } }, async (request) => {
    const { correction, note, next } = readInput(sendBackSchema, request.body);
    return decideOver(desk, request, next, 'sent-back', (at, person, id) =>
      sendItemBack(at, person, id, correction, note),
    );
  });
}

function codeAnswer(outcome: CodeOutcome): { message: string } {
  switch (outcome.outcome) {
    case 'taken':
      return { message: 'Thank you: the robot types it in now.' };
    case 'late':
      throw new RequestProblem(409, outcome.why);
    case 'refused':
      throw new RequestProblem(422, outcome.why);
    case 'not-found':
      throw new RequestProblem(404, NO_ITEM);
  }
}

function claimAnswer(outcome: ClaimOutcome): { message: string } {
  switch (outcome.outcome) {
    case 'claimed':
      return { message: 'This item is yours.' };
    case 'released':
      return { message: 'This item is free again.' };
    case 'held':
      throw new RequestProblem(409, heldBy(outcome));
    case 'closed':
      throw new RequestProblem(409, 'This item was already decided; open the next one.');
    case 'not-held':
      throw new RequestProblem(409, 'You do not hold this item, so there is nothing to release.');
    case 'not-found':
      throw new RequestProblem(404, NO_ITEM);
  }
}
