/** Who may ask: sign-in, sign-out, and the guard that stands before every route. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { endSession, findSession, IDLE_MINUTES, startSession } from '../../adapters/reviewer-sessions.ts';
import { checkPassword } from '../../adapters/reviewers.ts';
import { may, permissionsOf, type Permission } from '../../domain/permissions.ts';
import { noteAudit } from '../audit.ts';
import type { Desk, Person } from '../desk.ts';
import { readInput, RequestProblem } from './problems.ts';
import { sessionSchema, signInSchema } from './schema.ts';
import { bearerOf, tokenGuard } from './token-guard.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Routes that need no session; every other one does. */
    isOpen?: boolean;
    /** What one must be allowed to do; every route that is not open states it. */
    needs?: Permission;
  }
  interface FastifyRequest {
    person: Person | null;
  }
}

const NOT_YOURS = 'Your role does not include this; ask a supervisor or an administrator.';

/** Sign-in attempts in a quarter of an hour, right or wrong. */
const TRIES_PER_NAME = 10;
const TRIES_PER_ADDRESS = 30;
const WINDOW_MS = 15 * 60_000;

export interface PeopleOptions {
  /** Served over HTTPS: the cookie is then never sent without it. */
  readonly isSecure: boolean;
}

/** @returns who asks; only for routes behind the guard. */
export function personOf(request: FastifyRequest): Person {
  if (!request.person) throw new RequestProblem(401, 'Sign in first.');
  return request.person;
}

/** Refuses writes that come from another site, and everything without a session. */
export function guardRoutes(api: FastifyInstance, desk: Desk, options: PeopleOptions): void {
  api.decorateRequest('person', null);
  const admitToken = tokenGuard(api, desk);
  api.addHook('onRoute', ({ method, url, config }) => {
    if (!config?.isOpen && !config?.needs) throw new Error(`${String(method)} ${url} states no permission.`);
  });
  api.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const bearer = request.routeOptions.config.isOpen ? null : bearerOf(request);
    if (bearer !== null) {
      request.person = await admitToken(request, reply, bearer);
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD' && !isFromOurPage(request)) {
      throw new RequestProblem(403, 'This request did not come from the review app, so nothing was done.');
    }
    if (request.routeOptions.config.isOpen) return;
    const token = request.cookies[cookieName(options)];
    // The page refreshes its counts by itself; that must not keep an abandoned session alive.
    const isPerson = request.headers['x-background'] !== '1';
    request.person = token ? await findSession(desk.db, token, desk.clock.now(), isPerson) : null;
    if (!request.person) throw new RequestProblem(401, 'Sign in first, or again: the session has ended.');
    const { needs } = request.routeOptions.config;
    if (!needs || !may(request.person.role, needs)) throw new RequestProblem(403, NOT_YOURS);
  });
}

/** Beside SameSite=Strict: another site's page cannot set the header, and a browser says where a request comes from. */
function isFromOurPage(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  if (request.headers['x-requested-with'] !== 'claimwright') return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.host);
}

export function peopleRoutes(api: FastifyInstance, desk: Desk, options: PeopleOptions): void {
  const perAddress = api.createRateLimit({
    max: TRIES_PER_ADDRESS,
    timeWindow: WINDOW_MS,
    keyGenerator: ({ ip }) => ip,
  });
  const perName = api.createRateLimit({
    max: TRIES_PER_NAME,
    timeWindow: WINDOW_MS,
    keyGenerator: ({ body }) => readInput(signInSchema, body).name.toLowerCase(),
  });

  api.post('/session', { config: { isOpen: true } }, async (request, reply) => {
    const { name, password } = readInput(signInSchema, request.body);
    for (const limit of [perAddress, perName]) {
      const tries = await limit(request);
      if (!tries.isAllowed && tries.isExceeded) throw tooMany(reply, tries.ttlInSeconds);
    }
    const person = await checkPassword(desk.db, name, password);
    const now = desk.clock.now();
    if (!person) {
      // Not the name that was typed: it may be a password in the wrong box.
      await noteAudit(desk.db, null, 'sign-in-refused', 'reviewer:unknown', now);
      throw new RequestProblem(401, 'Name or password is not right.');
    }
    const before = request.cookies[cookieName(options)];
    if (before) await endSession(desk.db, before);
    const token = await startSession(desk.db, person.id, now);
    await noteAudit(desk.db, person, 'signed-in', `reviewer:${person.id}`, now);
    return reply.setCookie(cookieName(options), token, cookieSettings(options)).code(201).send(sessionOf(person));
  });

  api.get('/session', { config: { needs: 'own' } }, async (request) => sessionOf(personOf(request)));

  api.delete('/session', { config: { needs: 'own' } }, async (request, reply) => {
    const person = personOf(request);
    await endSession(desk.db, request.cookies[cookieName(options)] ?? '');
    await noteAudit(desk.db, person, 'signed-out', `reviewer:${person.id}`, desk.clock.now());
    return reply.clearCookie(cookieName(options), cookieSettings(options)).code(204).send();
  });
}

const sessionOf = ({ id, name, role }: Person) =>
  sessionSchema.parse({ id, name, role, permissions: permissionsOf(role), idleMinutes: IDLE_MINUTES });

function tooMany(reply: FastifyReply, seconds: number): RequestProblem {
  reply.header('retry-after', String(seconds));
  return new RequestProblem(
    429,
    `Too many sign-ins were tried; wait ${Math.ceil(seconds / 60)} minutes and try again.`,
  );
}

const cookieName = ({ isSecure }: PeopleOptions): string => (isSecure ? '__Host-claimwright' : 'claimwright');
const cookieSettings = ({ isSecure }: PeopleOptions) =>
  ({ httpOnly: true, sameSite: 'strict', path: '/', secure: isSecure }) as const;
