/** Every registered route, asked by every role, by nobody, from another site, and about things that are not there. */
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIdentityProvider } from '../../adapters/identity-provider.ts';
import { startSession } from '../../adapters/reviewer-sessions.ts';
import { ROLES, type Permission, type Role } from '../../domain/permissions.ts';
import { OPEN_ACCESS } from '../../review/access.ts';
import { buildApi } from '../../review/api/index.ts';
import { NOT_YOURS } from '../../review/api/people.ts';
import type { Person } from '../../review/desk.ts';
import { OURS, type Cookies } from './client.ts';
import { eligibility, openOffice, type Office } from './office.ts';
import { BEFORE_ALL_ELSE, ROLES_OF, ROUTES } from './route-matrix.ts';

interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly needs: Permission | 'open';
}

const BOARD = '/queue-board/';
/** What its page sends instead of our header. */
const BOARD_PROOF = 'x'.repeat(22);
const SCRIPT = '<script>alert(1)</script>';

describe('every route of the API', () => {
  const routes: Route[] = [];
  const people = {} as Record<Role, Person>;
  let office: Office;
  let app: FastifyInstance;

  beforeAll(async () => {
    office = await openOffice();
    const hereabouts = { issuer: 'http://127.0.0.1:1', returnAddress: 'http://127.0.0.1:2/', scopes: 'openid' };
    app = await buildApi(office.desk, {
      webFolder: '/nowhere',
      access: {
        ...OPEN_ACCESS,
        singleSignOn: {
          provider: openIdentityProvider({ ...hereabouts, clientId: 'x', clientSecret: 'x' }),
          title: 'x',
          nameClaim: 'sub',
          roleClaim: null,
          roles: new Map(),
        },
      },
      onRoute: ({ method, url, config }) => {
        for (const one of [method].flat() as Route['method'][])
          if (!['HEAD', 'OPTIONS'].includes(one)) routes.push({ method: one, url, needs: config?.needs ?? 'open' });
      },
    });
    for (const role of ROLES) people[role] = await office.person(`the ${role}`, role);
  });
  afterAll(async () => {
    await app.close();
    await office.close();
  });

  const session = async (role: Role): Promise<Cookies> => ({
    claimwright: await startSession(office.db, people[role].id, office.clock.now()),
  });
  /** The queue board's many routes are its own: what counts is that each reads or changes. */
  const nameOf = ({ method, url }: Route) =>
    url.startsWith(BOARD) && !url.includes('/static/')
      ? `${method === 'GET' ? 'GET' : 'change'} ${BOARD}**`
      : `${method} ${url.replace('/api/v1/', '/')}`;
  const filled = ({ url }: Route, value: string = randomUUID()) =>
    url
      .replace(/:page\b/g, '1')
      .replace(/:\w+/g, value)
      .replace('*', value);
  /** Answers that go on for ever are cut off at their head. */
  async function ask(
    { method }: Route,
    url: string,
    options: { cookies?: Cookies; headers?: Record<string, string>; payload?: object },
  ) {
    const isBoard = url.startsWith('/queue-board');
    const answer = await app.inject({
      method,
      url,
      payloadAsStream: true,
      ...options,
      headers: options.headers ?? (isBoard ? { 'x-xsrf-token': BOARD_PROOF } : OURS),
      cookies: { ...options.cookies, ...(isBoard && { 'XSRF-TOKEN': BOARD_PROOF }) },
    });
    const stream = answer.stream();
    const isEndless = String(answer.headers['content-type']).startsWith('text/event-stream');
    const body = isEndless ? '' : Buffer.concat(await stream.toArray()).toString();
    stream.destroy();
    return { status: answer.statusCode, headers: answer.headers, body };
  }
  const guarded = () => routes.filter(({ needs }) => needs !== 'open');
  /** Those that end the session that asks come last. */
  const inOrder = () =>
    guarded().toSorted((a, b) => Number(a.url.endsWith('/session')) - Number(b.url.endsWith('/session')));

  it('stands in the matrix by the permission that it needs', () => {
    const stated = [...new Set(routes.map((route) => `${route.needs}: ${nameOf(route)}`))];
    const known = Object.entries(ROUTES).flatMap(([needs, names]) => names.map((name) => `${needs}: ${name}`));
    expect(
      { new: stated.filter((each) => !known.includes(each)), gone: known.filter((each) => !stated.includes(each)) },
      'Put a new route into test/review/route-matrix.ts under the permission that it must need.',
    ).toEqual({ new: [], gone: [] });
  });

  it.each(ROLES)('lets a %s do what the role includes, and nothing else', async (role) => {
    const cookies = await session(role);
    const wrong = [];
    for (const route of inOrder()) {
      if (route.needs === 'open') continue;
      const { status, body } = await ask(route, filled(route), { cookies });
      const isRefused = status === 403 && body.includes(NOT_YOURS);
      const may = ROLES_OF[route.needs].includes(role);
      if (isRefused === may || status === 401 || status >= 500)
        wrong.push(`${nameOf(route)}: ${status} ${body.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  });

  it('is closed to whoever has no session, a made-up one, or one that has ended', async () => {
    const ended = await session('administrator');
    await office.db.query('delete from reviewer_session');
    const wrong = [];
    for (const route of guarded())
      for (const cookies of [{}, { claimwright: 'x'.repeat(43) }, ended]) {
        const { status, headers } = await ask(route, filled(route), { cookies });
        if (status !== 401 || !String(headers['content-type']).includes('problem+json'))
          wrong.push(`${nameOf(route)}: ${status}`);
      }
    expect(wrong).toEqual([]);
  });

  it('is closed to whoever has yet to choose a password, but for what chooses one', async () => {
    const cookies = await session('administrator');
    const changing = (mustChange: boolean) =>
      office.db.query('update reviewer set must_change_password = $2 where id = $1', [
        people.administrator.id,
        mustChange,
      ]);
    await changing(true);
    const reached = [];
    for (const route of inOrder()) {
      const { status, body } = await ask(route, filled(route), { cookies });
      if (status !== 403 || !body.includes('Choose a password of your own first.')) reached.push(nameOf(route));
    }
    await changing(false);
    expect(reached.toSorted()).toEqual(BEFORE_ALL_ELSE);
  });

  it('does nothing for a page of another site', async () => {
    const cookies = await session('administrator');
    const forged: Record<string, string>[] = [
      {},
      { ...OURS, 'sec-fetch-site': 'cross-site' },
      { ...OURS, 'sec-fetch-site': 'same-site' },
      { ...OURS, origin: 'https://evil.example' },
      { ...OURS, origin: 'null' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ];
    const wrong = [];
    for (const route of routes.filter(({ method }) => method !== 'GET'))
      for (const headers of forged) {
        const { status } = await ask(route, filled(route), { cookies, headers });
        if (status !== 403) wrong.push(`${nameOf(route)} ${JSON.stringify(headers)}: ${status}`);
      }
    expect(wrong).toEqual([]);
    expect((await app.inject({ url: '/api/v1/session', cookies })).statusCode).toBe(200);
  });

  it('answers plainly about what is not there, is of another kind or is no id at all', async () => {
    const { itemId, workItemId } = await office.stopped(await office.login(), eligibility(), 'member-not-found');
    const cookies = await session('administrator');
    const wrong = [];
    for (const route of guarded().filter(({ url }) => url.includes(':'))) {
      const others = [people.biller.id, workItemId, itemId].filter(
        (id) => id !== ownKind(route, { itemId, workItemId, personId: people.biller.id }),
      );
      const strange = ['1', '-1', "'%20or%201=1--", '..%2f..%2fetc%2fpasswd', '%00', '%F0%9F%92%A3', 'x'.repeat(99)];
      for (const value of [randomUUID(), ...others, ...strange]) {
        const { status, body } = await ask(route, filled(route, value), {
          cookies,
          ...(route.method !== 'GET' && { payload: {} }),
        });
        const isFound = status < 400 && !isHarmless(route);
        if (isFound || status >= 500 || body.includes('root:'))
          wrong.push(`${nameOf(route)} ${value}: ${status} ${body.slice(0, 120)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('gives back no script that it was sent, in address, query or body', async () => {
    const cookies = await session('administrator');
    const wrong = [];
    for (const route of inOrder()) {
      const query = ['q', 'search', 'cursor', 'to', 'code', 'state', 'error'].map(
        (key) => `${key}=${encodeURIComponent(SCRIPT)}`,
      );
      const url = `${filled(route, encodeURIComponent(SCRIPT))}?${query.join('&')}`;
      const payload = { payload: { name: SCRIPT, note: SCRIPT, [SCRIPT]: SCRIPT } };
      const { status, headers, body } = await ask(route, url, { cookies, ...(route.method !== 'GET' && payload) });
      if (status >= 500 || body.includes(SCRIPT) || headers['x-content-type-options'] !== 'nosniff')
        wrong.push(`${nameOf(route)}: ${status} ${body.slice(0, 200)}`);
    }
    expect(wrong).toEqual([]);
  });
});

/** The one id of those that the route is about. */
function ownKind({ url }: Route, ids: { itemId: string; workItemId: string; personId: string }): string | null {
  if (url.includes('/review-items/')) return ids.itemId;
  if (url.includes('/work-items/')) return ids.workItemId;
  return url.includes('/people/') ? ids.personId : null;
}

/** Whose answer is the same whether there is such a thing or not, and which change nothing where there is none. */
const isHarmless = ({ method, url }: Route): boolean =>
  url.startsWith(BOARD) || HARMLESS.has(`${method} ${url.replace('/api/v1', '')}`);
const HARMLESS: ReadonlySet<string> = new Set([
  'GET /review-items/:id/notes',
  'POST /review-items/:id/notes/read',
  'POST /webhooks/:id/replay',
]);
