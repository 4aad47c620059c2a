/** Webhook deliveries over HTTP: what was sent, what is dead, and sending it again. */
import type { FastifyInstance } from 'fastify';
import { listDeliveries, replayDeliveries, type DeliveryRow } from '../../adapters/deliveries.ts';
import { noteAudit } from '../audit.ts';
import type { Desk, Person } from '../desk.ts';
import { deliveryListSchema, deliveryQuerySchema, idParamsSchema, replayedSchema } from './integrations-schema.ts';
import { pageOf, placeAfter } from './paging.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';

export function deliveryRoutes(api: FastifyInstance, desk: Desk): void {
  const manages = { needs: 'integrations.manage' } as const;

  api.get('/webhook-deliveries', { config: manages }, async (request) => {
    const { cursor, limit, state, webhook } = readInput(deliveryQuerySchema, request.query);
    const rows = await listDeliveries(desk.db, { state, endpoint: webhook }, placeAfter(cursor), limit + 1);
    const { page, next } = pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
    return deliveryListSchema.parse({ at: desk.clock.now().toISOString(), deliveries: page.map(asDelivery), next });
  });

  api.post('/webhook-deliveries/:id/replay', { config: manages }, async (request) => {
    const { id } = readInput(idParamsSchema, request.params);
    const replayed = await replay(desk, personOf(request), { id });
    if (replayed === 0)
      throw new RequestProblem(409, 'This delivery is under way, or its webhook is switched off or gone.');
    return replayedSchema.parse({ replayed, message: 'It is sent again.' });
  });

  api.post('/webhooks/:id/replay', { config: manages }, async (request) => {
    const { id } = readInput(idParamsSchema, request.params);
    const replayed = await replay(desk, personOf(request), { endpoint: id });
    const what = replayed === 1 ? '1 event is' : `${replayed} events are`;
    return replayedSchema.parse({
      replayed,
      message: replayed > 0 ? `${what} sent again.` : 'Nothing to send again: no dead event, or it is switched off.',
    });
  });
}

const replay = (desk: Desk, person: Person, which: { id: string } | { endpoint: string }): Promise<number> =>
  desk.db.transaction(async (tx) => {
    const now = desk.clock.now();
    const count = await replayDeliveries(tx, which, now);
    const subject = 'id' in which ? `webhook-delivery:${which.id}` : `webhook:${which.endpoint}`;
    if (count > 0) await noteAudit(tx, person, 'deliveries-replayed', subject, now, { count });
    return count;
  });

const asDelivery = ({ endpoint, availableAt, triedAt, deliveredAt, createdAt, happenedAt, ...row }: DeliveryRow) => ({
  ...row,
  webhook: endpoint,
  happenedAt: happenedAt.toISOString(),
  createdAt: createdAt.toISOString(),
  nextTryAt: row.state === 'pending' ? availableAt.toISOString() : null,
  triedAt: triedAt?.toISOString() ?? null,
  deliveredAt: deliveredAt?.toISOString() ?? null,
});
