/** The actions of an item over HTTP: answering in a portal's place, choosing, a login's new secret, waiting. */
import type { FastifyInstance } from 'fastify';
import { answerItem, chooseCandidate, notOnFile, sendToDenial } from '../answering.ts';
import type { Desk } from '../desk.ts';
import { acknowledge, fixLogin } from '../unblocking.ts';
import { decideOver } from './deciding.ts';
import {
  acknowledgeBodySchema,
  answerBodySchema,
  chooseBodySchema,
  denialBodySchema,
  loginSecretBodySchema,
  notOnFileBodySchema,
} from './item-actions-schema.ts';
import { readInput } from './problems.ts';

export function itemActionRoutes(api: FastifyInstance, desk: Desk): void {
  const deciding = { config: { needs: 'items.decide' } } as const;

  api.post('/review-items/:id/answer', deciding, async (request) => {
    const { result, next, ...seen } = readInput(answerBodySchema, request.body);
    return decideOver(desk, request, next, 'resolved', (at, person, id) => answerItem(at, person, id, result, seen));
  });
  api.post('/review-items/:id/not-on-file', deciding, async (request) => {
    const { next, ...seen } = readInput(notOnFileBodySchema, request.body);
    return decideOver(desk, request, next, 'resolved', (at, person, id) => notOnFile(at, person, id, seen));
  });
  api.post('/review-items/:id/denial', deciding, async (request) => {
    const { next, ...said } = readInput(denialBodySchema, request.body);
    return decideOver(desk, request, next, 'resolved', (at, person, id) => sendToDenial(at, person, id, said));
  });
  api.post('/review-items/:id/choose', deciding, async (request) => {
    const { choice, next, ...seen } = readInput(chooseBodySchema, request.body);
    return decideOver(desk, request, next, 'sent-back', (at, person, id) =>
      chooseCandidate(at, person, id, choice, seen),
    );
  });
  api.post('/review-items/:id/acknowledge', deciding, async (request) => {
    const { until, note, next } = readInput(acknowledgeBodySchema, request.body);
    return decideOver(desk, request, next, 'resolved', (at, person, id) =>
      acknowledge(at, person, id, new Date(until), note),
    );
  });
  api.post('/review-items/:id/login-secret', { config: { needs: 'logins.manage' } }, async (request) => {
    const { note, next, ...secret } = readInput(loginSecretBodySchema, request.body);
    return decideOver(desk, request, next, 'resolved', (at, person, id) => fixLogin(at, person, id, secret, note));
  });
}
