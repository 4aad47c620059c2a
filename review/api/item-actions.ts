/** The actions of an item over HTTP: answering in a portal's place, choosing, a login's new secret, waiting. */
import type { FastifyInstance } from 'fastify';
import { answerItem, chooseCandidate, notOnFile, sendToDenial } from '../answering.ts';
import type { Desk } from '../desk.ts';
import { acknowledge, fixLogin } from '../unblocking.ts';
import {
  acknowledgeBodySchema,
  answerBodySchema,
  chooseBodySchema,
  denialBodySchema,
  loginSecretBodySchema,
  notOnFileBodySchema,
} from './item-actions-schema.ts';
import { personOf } from './people.ts';
import { readInput } from './problems.ts';
import { decisionAnswer } from './review-items.ts';
import { itemParamsSchema } from './schema.ts';

export function itemActionRoutes(api: FastifyInstance, desk: Desk): void {
  const idOf = (params: unknown): string => readInput(itemParamsSchema, params).id;
  const deciding = { config: { needs: 'items.decide' } } as const;

  api.post('/review-items/:id/answer', deciding, async (request) => {
    const { result, ...seen } = readInput(answerBodySchema, request.body);
    return decisionAnswer(await answerItem(desk, personOf(request), idOf(request.params), result, seen), 'resolved');
  });
  api.post('/review-items/:id/not-on-file', deciding, async (request) => {
    const seen = readInput(notOnFileBodySchema, request.body);
    return decisionAnswer(await notOnFile(desk, personOf(request), idOf(request.params), seen), 'resolved');
  });
  api.post('/review-items/:id/denial', deciding, async (request) => {
    const said = readInput(denialBodySchema, request.body);
    return decisionAnswer(await sendToDenial(desk, personOf(request), idOf(request.params), said), 'resolved');
  });
  api.post('/review-items/:id/choose', deciding, async (request) => {
    const { choice, ...seen } = readInput(chooseBodySchema, request.body);
    return decisionAnswer(
      await chooseCandidate(desk, personOf(request), idOf(request.params), choice, seen),
      'sent-back',
    );
  });
  api.post('/review-items/:id/acknowledge', deciding, async (request) => {
    const { until, note } = readInput(acknowledgeBodySchema, request.body);
    const outcome = await acknowledge(desk, personOf(request), idOf(request.params), new Date(until), note);
    return decisionAnswer(outcome, 'resolved');
  });
  api.post('/review-items/:id/login-secret', { config: { needs: 'logins.manage' } }, async (request) => {
    const { note, ...secret } = readInput(loginSecretBodySchema, request.body);
    return decisionAnswer(await fixLogin(desk, personOf(request), idOf(request.params), secret, note), 'resolved');
  });
}
