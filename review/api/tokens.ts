/** API tokens over HTTP: made and revoked by people who may, shown once. */
import type { FastifyInstance } from 'fastify';
import { createToken, listTokens, revokeToken, type StoredToken } from '../../adapters/api-tokens.ts';
import { may, TOKEN_SCOPES, type TokenScope } from '../../domain/permissions.ts';
import { EVENT_KINDS, type EventKind } from '../../domain/webhooks.ts';
import { noteAudit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import {
  createdTokenSchema,
  idParamsSchema,
  integrationOptionsSchema,
  newTokenSchema,
  ownTokenSchema,
  pageQuerySchema,
  tokenListSchema,
} from './integrations-schema.ts';
import { pageOf, placeAfter } from './paging.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';

const DAY_MS = 24 * 3_600_000;

const SCOPE_TITLES: Record<TokenScope, string> = {
  'items.read': 'Read review items, look-ups and their answers',
  'inquiries.ask': 'Import claims and appointments, ask portals',
  'items.decide': 'Claim, decide and send back review items',
  'items.assign': 'Give review items to people',
  'remittances.read': 'Read remittances and postings',
  'remittances.work': 'Send in remittances, retry them',
  'reports.read': 'Read reports',
  'audit.read': 'Read the audit log',
  'logins.manage': 'Manage portal logins',
  'portals.manage': 'Manage portals',
  'settings.manage': 'Manage settings',
};
const KIND_TITLES: Record<EventKind, string> = {
  'work-item.answered': 'A look-up was answered',
  'review-item.opened': 'Something waits for a person',
  'review-item.resolved': 'A person, or the robots, settled a review item',
  'remittance.posted': 'A payment was posted to the ledger',
  'login.paused': 'A portal login was paused',
  'portal.paused': 'A whole portal was paused',
};

export function tokenRoutes(api: FastifyInstance, desk: Desk): void {
  const manages = { needs: 'integrations.manage' } as const;

  api.get('/integration-options', { config: manages }, async (request) => {
    const { role } = personOf(request);
    return integrationOptionsSchema.parse({
      scopes: TOKEN_SCOPES.filter((scope) => may(role, scope)).map((name) => ({ name, title: SCOPE_TITLES[name] })),
      kinds: EVENT_KINDS.map((name) => ({ name, title: KIND_TITLES[name] })),
    });
  });

  api.get('/tokens', { config: manages }, async (request) => {
    const { cursor, limit } = readInput(pageQuerySchema, request.query);
    const rows = await listTokens(desk.db, placeAfter(cursor), limit + 1);
    const { page, next } = pageOf(rows, limit, ({ createdAt, id }) => ({ at: createdAt, id }));
    return tokenListSchema.parse({ at: desk.clock.now().toISOString(), tokens: page.map(asToken), next });
  });

  api.post('/tokens', { config: { ...manages, isShownOnce: true } }, async (request, reply) => {
    const person = personOf(request);
    const { name, scopes, expiresInDays } = readInput(newTokenSchema, request.body);
    if (scopes.some((scope) => !may(person.role, scope)))
      throw new RequestProblem(403, 'A token may not do what your own role does not include.');
    const now = desk.clock.now();
    const expiresAt = new Date(now.getTime() + expiresInDays * DAY_MS);
    const made = await desk.db.transaction(async (tx) => {
      const created = await createToken(tx, { name, scopes, reviewerId: person.id, expiresAt }, now);
      await noteAudit(tx, person, 'token-created', `token:${created.id}`, now, { scopes, expiresInDays });
      return created;
    });
    return reply.code(201).send(createdTokenSchema.parse({ ...made, expiresAt: expiresAt.toISOString() }));
  });

  api.delete('/tokens/:id', { config: manages }, async (request, reply) => {
    const [person, { id }, now] = [personOf(request), readInput(idParamsSchema, request.params), desk.clock.now()];
    const isRevoked = await desk.db.transaction(async (tx) => {
      if (!(await revokeToken(tx, id, person.id, now))) return false;
      await noteAudit(tx, person, 'token-revoked', `token:${id}`, now);
      return true;
    });
    if (!isRevoked) throw new RequestProblem(404, 'There is no such token, or it was revoked before.');
    return reply.code(204).send();
  });

  api.get('/token', { config: { needs: 'own', isForTokens: true } }, async ({ tokenUser }) => {
    if (!tokenUser) throw new RequestProblem(404, 'This request came without a token.');
    const { tokenId: id, tokenName: name, scopes, reviewer } = tokenUser;
    return ownTokenSchema.parse({ id, name, scopes, by: reviewer.name });
  });
}

const asToken = ({ createdAt, expiresAt, lastUsedAt, revokedAt, ...token }: StoredToken) => ({
  ...token,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
});
