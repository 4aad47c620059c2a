/** Logins over HTTP: a secret goes in, sealed, and never comes out; the same adapter as the terminal's. */
import type { FastifyInstance } from 'fastify';
import { VaultError } from '../../adapters/vault.ts';
import type { Query } from '../../adapters/query.ts';
import { comingDue } from '../../domain/login-dates.ts';
import type { Login, SignInMeans } from '../../domain/login.ts';
import { noteAudit, type AuditAction } from '../audit.ts';
import { wake } from '../decisions.ts';
import type { Desk, Person } from '../desk.ts';
import * as shapes from './administration-schema.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';

const NO_LOGIN = 'There is no such login.';

export function loginRoutes(api: FastifyInstance, desk: Desk): void {
  const idOf = (params: unknown): string => readInput(shapes.loginParamsSchema, params).id;
  const now = (): Date => desk.clock.now();

  api.get('/administration/logins', { config: { needs: 'logins.manage' } }, async () => {
    const logins = await desk.logins(desk.db).list();
    const waiting = await waitingByLogin(desk.db);
    return shapes.loginsSchema.parse({
      at: now().toISOString(),
      logins: await Promise.all(logins.map((login) => rowOf(desk, login, waiting.get(login.id) ?? 0))),
      portals: desk.portals.map(({ name, title }) => ({ name, title })),
    });
  });

  api.post('/administration/logins', { config: { needs: 'logins.manage' } }, async (request, reply) => {
    const given = readInput(shapes.loginBodySchema, request.body);
    if (!desk.portals.some(({ name }) => name === given.portal))
      throw new RequestProblem(422, 'There is no such portal; choose one of the list.');
    const id = await desk.db.transaction(async (tx) => {
      const logins = desk.logins(tx);
      if (await logins.find(given.portal, given.label)) return null;
      const added = await logins.add(given, now());
      await noteAudit(tx, personOf(request), 'login-added', `login:${added.id}`, now(), {
        portal: given.portal,
        given: namesOf(given.credentials),
      });
      return added.id;
    });
    if (!id)
      throw new RequestProblem(409, 'This portal has a login of that name already; give that one its new secret.');
    wake(desk);
    return reply.code(201).send(shapes.addedSchema.parse({ id }));
  });

  /** Changes one login, with its entry in the trail; the queues follow at once. */
  const act = async (
    person: Person,
    id: string,
    action: AuditAction,
    body: (logins: ReturnType<Desk['logins']>) => Promise<Record<string, unknown>>,
  ): Promise<void> => {
    await desk.db.transaction(async (tx) => {
      const logins = desk.logins(tx);
      const before = await logins.get(id);
      if (!before) throw new RequestProblem(404, NO_LOGIN);
      const detail = await body(logins);
      await noteAudit(tx, person, action, `login:${id}`, now(), { before: before.pausedCode, ...detail });
    });
    wake(desk);
  };

  api.post('/administration/logins/:id/secret', { config: { needs: 'logins.manage' } }, async (request, reply) => {
    const { changes } = readInput(shapes.secretBodySchema, request.body);
    const given = namesOf(changes);
    if (given.length === 0) throw new RequestProblem(422, 'Nothing was given that could be stored.');
    await act(personOf(request), idOf(request.params), 'login-secret-changed', async (logins) => {
      await logins.renew(idOf(request.params), changes, now()).catch(unlessSealedElsewhere);
      return { given };
    });
    return reply.code(204).send();
  });

  api.post('/administration/logins/:id/pause', { config: { needs: 'logins.manage' } }, async (request, reply) => {
    await act(personOf(request), idOf(request.params), 'login-paused', async (logins) => {
      await logins.pause(idOf(request.params), 'by-hand', now());
      return {};
    });
    return reply.code(204).send();
  });

  api.post('/administration/logins/:id/resume', { config: { needs: 'logins.manage' } }, async (request, reply) => {
    const { isSignedInByHand } = readInput(shapes.resumeBodySchema, request.body ?? {});
    await act(personOf(request), idOf(request.params), 'login-resumed', async (logins) => {
      if (isSignedInByHand) await logins.noteSignedInByHand(idOf(request.params));
      await logins.resume(idOf(request.params));
      return { isSignedInByHand };
    });
    return reply.code(204).send();
  });

  api.post('/administration/logins/:id/confirmed', { config: { needs: 'logins.manage' } }, async (request, reply) => {
    await act(personOf(request), idOf(request.params), 'login-confirmed', async (logins) => {
      await logins.noteConfirmed(idOf(request.params), now());
      return {};
    });
    return reply.code(204).send();
  });
}

/** Which parts were given: their names, never what they are. */
const namesOf = (credentials: object): string[] =>
  Object.entries(credentials).flatMap(([name, value]) =>
    value === undefined || (name === 'answers' && Object.keys(value as object).length === 0) ? [] : [name],
  );

function unlessSealedElsewhere(error: unknown): never {
  if (error instanceof VaultError)
    throw new RequestProblem(
      422,
      'What is stored for this login does not open with this master key; add it anew at the terminal.',
    );
  throw error;
}

async function rowOf(desk: Desk, login: Login, waiting: number) {
  const portal = desk.portals.find(({ name }) => name === login.portal);
  const { id, label, providerNpi, pausedCode, signIns } = login;
  return {
    id,
    portal: login.portal,
    label,
    providerNpi,
    pausedCode,
    spent: login.rejectedSubmits + login.unseenSubmits,
    budget: login.submitBudget,
    rejections: login.portalRejections,
    lockoutAfter: portal?.lockoutAfter ?? null,
    signIns,
    usedAt: login.usedAt?.toISOString() ?? null,
    secretAt: login.secretAt?.toISOString() ?? null,
    confirmedAt: login.confirmedAt?.toISOString() ?? null,
    due: comingDue(portal ?? {}, login, desk.clock.now()).map((due) => ({ ...due, at: due.at.toISOString() })),
    waiting,
    means: await meansOf(desk, id),
  };
}

async function meansOf(desk: Desk, id: string): Promise<SignInMeans | null> {
  try {
    return await desk.logins(desk.db).means(id);
  } catch (error) {
    if (error instanceof VaultError) return null;
    throw error;
  }
}

async function waitingByLogin(db: Query): Promise<Map<string, number>> {
  const { rows } = await db.query<{ id: string; n: number }>(
    `select login_id as id, count(*)::int as n from work_item where state in ('queued', 'running', 'waiting') group by login_id`,
  );
  return new Map(rows.map(({ id, n }) => [id, n]));
}
