/** Who may ask: the guard that stands before every route. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { findSession, IDLE_MINUTES, type LiveSession } from '../../adapters/reviewer-sessions.ts';
import { may, permissionsOf, type Permission } from '../../domain/permissions.ts';
import type { AccessRules } from '../access.ts';
import type { Desk, Person } from '../desk.ts';
import { readCookie, type CookieOptions } from './cookies.ts';
import { RequestProblem } from './problems.ts';
import { sessionSchema, type Session } from './schema.ts';
import { bearerOf, tokenGuard } from './token-guard.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Routes that need no session; every other one does. */
    isOpen?: boolean;
    /** What one must be allowed to do; every route that is not open states it. */
    needs?: Permission;
    /** Allowed even before a given password was changed or a required second factor was set up. */
    mayComeFirst?: boolean;
  }
  interface FastifyRequest {
    person: Person | null;
    /** Of a person's browser; null for programs. */
    session: LiveSession | null;
  }
}

export const NOT_YOURS = 'Your role does not include this; ask a supervisor or an administrator.';

const FIRST = {
  password: 'Choose a password of your own first.',
  'second-factor': 'Your role needs a second factor; set it up first.',
} as const;

export interface PeopleOptions extends CookieOptions {
  readonly access: AccessRules;
}

/** @returns who asks; only for routes behind the guard. */
export function personOf(request: FastifyRequest): Person {
  if (!request.person) throw new RequestProblem(401, 'Sign in first.');
  return request.person;
}

/** @returns the session of who asks; only for routes that no token may ask. */
export function liveSessionOf(request: FastifyRequest): LiveSession {
  if (!request.session) throw new RequestProblem(401, 'Sign in first.');
  return request.session;
}

/** Refuses writes that come from another site, and everything without a session. */
export function guardRoutes(api: FastifyInstance, desk: Desk, options: PeopleOptions): void {
  api.decorateRequest('person', null);
  api.decorateRequest('session', null);
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
    const token = readCookie(request, 'session', options);
    // The page refreshes its counts by itself; that must not keep an abandoned session alive.
    const isPerson = request.headers['x-background'] !== '1';
    const session = token ? await findSession(desk.db, token, desk.clock.now(), isPerson) : null;
    if (!session) throw new RequestProblem(401, 'Sign in first, or again: the session has ended.');
    request.session = session;
    request.person = { id: session.id, name: session.name, role: session.role };
    const { needs, mayComeFirst = false } = request.routeOptions.config;
    const first = mayComeFirst ? null : firstOf(session, options.access);
    if (first) throw new RequestProblem(403, FIRST[first]);
    if (!needs || !may(session.role, needs)) throw new RequestProblem(403, NOT_YOURS);
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

/** What the page must know of who is signed in. */
export const sessionOf = (session: LiveSession, access: AccessRules): Session =>
  sessionSchema.parse({
    id: session.id,
    name: session.name,
    role: session.role,
    permissions: permissionsOf(session.role),
    idleMinutes: IDLE_MINUTES,
    first: firstOf(session, access),
    by: session.by,
  });

/** What must be done before anything else: the identity provider sees to its own people. */
export function firstOf(session: LiveSession, { secondFactorRoles }: AccessRules): Session['first'] {
  if (session.by !== 'password') return null;
  if (session.mustChangePassword) return 'password';
  return !session.hasSecondFactor && secondFactorRoles.includes(session.role) ? 'second-factor' : null;
}
