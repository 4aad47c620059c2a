/** Webhook endpoints over HTTP: made, changed, given a new secret, tried out. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { newWebhookSecret, webhookSecretPurpose } from '../../adapters/webhook-signature.ts';
import {
  deleteEndpoint,
  findEndpoint,
  insertEndpoint,
  insertEvent,
  listEndpoints,
  renewSecret,
  updateEndpoint,
  type Endpoint,
} from '../../adapters/webhooks.ts';
import type { Query } from '../../adapters/query.ts';
import { OLD_SECRET_HOURS, TEST_KIND } from '../../domain/webhooks.ts';
import { noteAudit, type AuditAction } from '../audit.ts';
import type { Desk } from '../desk.ts';
import {
  doneSchema,
  idParamsSchema,
  newWebhookSchema,
  pageQuerySchema,
  webhookChangeSchema,
  webhookListSchema,
  webhookSchema,
  webhookSecretSchema,
} from './integrations-schema.ts';
import { pageOf, placeAfter } from './paging.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';
import { etagOf, requireVersion } from './versions.ts';

const NO_WEBHOOK = 'There is no such webhook.';

export function webhookRoutes(api: FastifyInstance, desk: Desk): void {
  const manages = { needs: 'integrations.manage' } as const;
  const idOf = ({ params }: FastifyRequest): string => readInput(idParamsSchema, params).id;
  /** Does it and notes it, both or neither. @throws RequestProblem 404 when `step` found nothing. */
  const noted = (
    request: FastifyRequest,
    action: AuditAction,
    step: (tx: Query, id: string, now: Date) => Promise<boolean>,
  ) =>
    desk.db.transaction(async (tx) => {
      const [id, now] = [idOf(request), desk.clock.now()];
      if (!(await step(tx, id, now))) throw new RequestProblem(404, NO_WEBHOOK);
      await noteAudit(tx, personOf(request), action, `webhook:${id}`, now);
    });

  api.get('/webhooks', { config: manages }, async (request) => {
    const { cursor, limit } = readInput(pageQuerySchema, request.query);
    const rows = await listEndpoints(desk.db, placeAfter(cursor), limit + 1);
    const { page, next } = pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
    return webhookListSchema.parse({ at: desk.clock.now().toISOString(), webhooks: page.map(asWebhook), next });
  });

  api.get('/webhooks/:id', { config: manages }, async (request, reply) => {
    const found = await findEndpoint(desk.db, idOf(request));
    if (!found) throw new RequestProblem(404, NO_WEBHOOK);
    return reply.header('etag', etagOf(found.version)).send(webhookSchema.parse(asWebhook(found)));
  });

  api.post('/webhooks', { config: { ...manages, isShownOnce: true } }, async (request, reply) => {
    const [person, values, now] = [personOf(request), readInput(newWebhookSchema, request.body), desk.clock.now()];
    const [id, secret] = [randomUUID(), newWebhookSecret()];
    await desk.db.transaction(async (tx) => {
      const sealed = desk.seal(secret, webhookSecretPurpose(id));
      await insertEndpoint(tx, { id, ...values, secret: sealed, reviewerId: person.id }, now);
      await noteAudit(tx, person, 'webhook-created', `webhook:${id}`, now, { kinds: values.kinds });
    });
    return reply
      .code(201)
      .header('location', `/api/v1/webhooks/${id}`)
      .send(webhookSecretSchema.parse({ id, secret, oldSecretUntil: null }));
  });

  api.put('/webhooks/:id', { config: manages }, async (request, reply) => {
    const [id, values] = [idOf(request), readInput(webhookChangeSchema, request.body)];
    const version = requireVersion(request);
    await noted(request, 'webhook-changed', async (tx, _id, now) => {
      if (await updateEndpoint(tx, id, version, values, now)) return true;
      if (!(await findEndpoint(tx, id))) return false;
      throw new RequestProblem(412, 'This webhook was changed meanwhile; read it again, then change it.');
    });
    const changed = await findEndpoint(desk.db, id);
    if (!changed) throw new RequestProblem(404, NO_WEBHOOK);
    return reply.header('etag', etagOf(changed.version)).send(webhookSchema.parse(asWebhook(changed)));
  });

  api.delete('/webhooks/:id', { config: manages }, async (request, reply) => {
    await noted(request, 'webhook-deleted', deleteEndpoint);
    return reply.code(204).send();
  });

  api.post('/webhooks/:id/secret', { config: { ...manages, isShownOnce: true } }, async (request) => {
    const [id, secret] = [idOf(request), newWebhookSecret()];
    const oldUntil = new Date(desk.clock.now().getTime() + OLD_SECRET_HOURS * 3_600_000);
    const sealed = desk.seal(secret, webhookSecretPurpose(id));
    await noted(request, 'webhook-secret-renewed', (tx) => renewSecret(tx, id, sealed, oldUntil));
    return webhookSecretSchema.parse({ id, secret, oldSecretUntil: oldUntil.toISOString() });
  });

  api.post('/webhooks/:id/test', { config: manages }, async (request, reply) => {
    await noted(request, 'webhook-tested', async (tx, id, now) => {
      const found = await findEndpoint(tx, id);
      if (found?.disabledAt) throw new RequestProblem(409, 'This webhook is switched off; switch it on first.');
      if (found) await insertEvent(tx, id, TEST_KIND, now);
      return found !== null;
    });
    return reply.code(202).send(doneSchema.parse({ message: 'A test event is on its way; its delivery shows below.' }));
  });
}

const asWebhook = ({ createdAt, disabledAt, oldSecretUntil, ...endpoint }: Endpoint) => ({
  ...endpoint,
  createdAt: createdAt.toISOString(),
  isEnabled: disabledAt === null,
  disabledAt: disabledAt?.toISOString() ?? null,
  oldSecretUntil: oldSecretUntil?.toISOString() ?? null,
});
