import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '../../adapters/api-tokens.ts';
import { may, PERMISSIONS, ROLES, TOKEN_SCOPES, type Role, type TokenScope } from '../../domain/permissions.ts';
import { buildApi } from '../../review/api/index.ts';
import { MOST_A_MINUTE } from '../../review/api/token-guard.ts';
import type { OpenApi } from '../../review/api/docs/openapi.ts';
import type { Person } from '../../review/desk.ts';
import { migratedDatabase } from '../database-templates.ts';
import { client, OURS, type Cookies } from './client.ts';
import { eligibility, openOffice, type Office } from './office.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

describe('programs that come in by a token', () => {
  let office: Office;
  let app: FastifyInstance;
  let dana: Person;
  let cookies: Cookies;

  beforeAll(async () => {
    office = await openOffice();
    dana = await office.person('dana');
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
    cookies = await client(app).cookieOf('dana');
  });
  afterAll(async () => {
    await app.close();
    await office.close();
  });

  const tokenOf = async (person: Person, scopes: readonly TokenScope[]) => {
    const expiresAt = new Date(office.clock.now().getTime() + WEEK_MS);
    return createToken(office.db, { name: 'clearing', scopes, reviewerId: person.id, expiresAt }, office.clock.now());
  };
  type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
  const asks = (token: string, method: Method, url: string, headers = {}, payload?: object) =>
    app.inject({
      method,
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(payload && { payload }),
    });

  it('is shown once, kept as its hash, and listed without its secret part', async () => {
    const made = await client(app).post('/tokens', cookies, { name: 'Practice system', scopes: ['items.read'] });
    const { id, token } = made.json<{ id: string; token: string }>();
    expect(made.statusCode).toBe(201);
    expect(token).toMatch(/^cw_[0-9a-f]{12}_[\w-]{43}$/);
    const { rows } = await office.db.query('select * from api_token');
    expect(JSON.stringify(rows)).not.toContain(token.slice(-43));
    const list = (await client(app).get('/tokens', cookies)).json<{ tokens: object[] }>();
    expect(list.tokens).toMatchObject([{ id, prefix: token.slice(0, 15), by: 'dana', scopes: ['items.read'] }]);
    expect(JSON.stringify(list)).not.toContain(token.slice(-43));
    expect((await asks(token, 'GET', '/token')).json()).toMatchObject({ id, scopes: ['items.read'], by: 'dana' });
    expect((await asks(token, 'GET', '/review-items')).statusCode).toBe(200);
  });

  it('lets a token do what its scope names and nothing else, on every route', async () => {
    const paths = (await app.inject('/api/v1/openapi.json')).json<OpenApi>().paths;
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { security }]) => ({
        method: method.toUpperCase() as Method,
        url: path.replace('/api/v1', '').replace(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000'),
        scope: security.flatMap(({ token }) => token ?? [])[0],
        isForPeople: security.length > 0 && !security.some(({ token }) => token),
      })),
    );
    /** Two tokens a scope: it alone, and everything but it. */
    const tokens = new Map<TokenScope, { only: string; without: string }>();
    for (const scope of TOKEN_SCOPES) {
      const others = TOKEN_SCOPES.filter((other) => other !== scope);
      const [only, without] = [await tokenOf(dana, [scope]), await tokenOf(dana, others)];
      tokens.set(scope, { only: only.token, without: without.token });
    }
    const { token: all } = await tokenOf(dana, TOKEN_SCOPES);
    const statusOf = async (token: string, { method, url }: (typeof routes)[number]) =>
      (await asks(token, method, url, {}, method === 'GET' ? undefined : {})).statusCode;
    const [widened, kept]: [string[], string[]] = [[], []];
    for (const route of routes) {
      const told = `${route.method} ${route.url}`;
      const own = tokens.get(route.scope as TokenScope);
      const without = own?.without ?? (route.isForPeople ? all : null);
      if (without && (await statusOf(without, route)) !== 403) widened.push(told);
      // An answer without an end: its own tests read it.
      if (own && route.url !== '/events' && [401, 403, 429, 500].includes(await statusOf(own.only, route)))
        kept.push(told);
    }
    expect({ widened, kept }).toEqual({ widened: [], kept: [] });
  });

  it.each(ROLES)('never does more than the role of a %s who made it', async (role: Role) => {
    const person = await office.person(`${role} of tokens`, role);
    const { token } = await tokenOf(person, TOKEN_SCOPES);
    const { statusCode } = await asks(token, 'POST', '/review-items/00000000-0000-4000-8000-000000000000/claim');
    expect(statusCode).toBe(may(role, 'items.decide') ? 404 : 403);
    await office.db.query(`update reviewer set role = 'auditor' where id = $1`, [person.id]);
    expect((await asks(token, 'POST', '/review-items/00000000-0000-4000-8000-000000000000/claim')).statusCode).toBe(
      403,
    );
  });

  it('offers no scope that would widen itself', () => {
    const withheld = PERMISSIONS.filter((one) => !(TOKEN_SCOPES as readonly string[]).includes(one));
    expect(withheld.toSorted()).toEqual(
      ['approvals.give', 'integrations.manage', 'own', 'people.manage', 'queues.manage'].toSorted(),
    );
  });

  it('ends when it is revoked, expires, or its maker is let in no more', async () => {
    const [revoked, expired] = [await tokenOf(dana, ['items.read']), await tokenOf(dana, ['items.read'])];
    expect((await asks(revoked.token, 'GET', '/summary')).statusCode).toBe(200);
    const ended = await app.inject({ method: 'DELETE', url: `/api/v1/tokens/${revoked.id}`, cookies, headers: OURS });
    expect(ended.statusCode).toBe(204);
    const refused = await asks(revoked.token, 'GET', '/summary');
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['www-authenticate']).toBe('Bearer');
    await office.db.query('update api_token set expires_at = $2 where id = $1', [expired.id, office.clock.now()]);
    expect((await asks(expired.token, 'GET', '/summary')).statusCode).toBe(401);
    const kim = await office.person('kim');
    const { token } = await tokenOf(kim, ['items.read']);
    expect((await asks(token, 'GET', '/summary')).statusCode).toBe(200);
    await office.db.query('update reviewer set disabled_at = $2 where id = $1', [kim.id, office.clock.now()]);
    expect((await asks(token, 'GET', '/summary')).statusCode).toBe(401);
  });

  it('refuses a token with one letter changed, and one of another form', async () => {
    const { token } = await tokenOf(dana, ['items.read']);
    const changed = token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A');
    for (const wrong of [changed, token.slice(0, 15), `${token}x`, 'cw_', 'x'])
      expect((await asks(wrong, 'GET', '/summary')).statusCode).toBe(401);
  });

  it('needs no header of our page, and counts no cookie beside it', async () => {
    const { itemId } = await office.stopped(await office.login(), eligibility(), 'member-not-found');
    const { token } = await tokenOf(dana, ['items.decide']);
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://elsewhere.example' };
    expect((await asks(token, 'POST', `/review-items/${itemId}/claim`, foreign)).statusCode).toBe(200);
    const [name, value] = Object.entries(cookies)[0]!;
    const both = await asks(token, 'GET', '/tokens', { cookie: `${name}=${value}` });
    expect(both.statusCode).toBe(403);
    const bad = await asks('cw_no', 'GET', '/session', { cookie: `${name}=${value}` });
    expect(bad.statusCode).toBe(401);
  });

  it('leaves the trail of the token, not of a person', async () => {
    const { itemId } = await office.stopped(await office.login(), eligibility(), 'member-not-found');
    const { id, token } = await tokenOf(dana, ['items.read', 'items.decide']);
    await asks(token, 'GET', `/review-items/${itemId}`);
    await asks(token, 'POST', `/review-items/${itemId}/resolve`, {}, { note: 'by the clearing house' });
    await asks(token, 'GET', '/tokens');
    const { rows } = await office.db.query<{ action: string; subject: string }>(
      'select action, subject from audit where actor = $1 order by id',
      [`token:${id}`],
    );
    expect(rows.map(({ action }) => action)).toEqual(['token-used', 'item-viewed', 'resolved', 'token-refused']);
  });

  it('answers 429 with a time to wait when it asks too often', async () => {
    const { token } = await tokenOf(dana, ['items.read']);
    let last = await asks(token, 'GET', '/token');
    for (let n = 0; n < MOST_A_MINUTE; n++) last = await asks(token, 'GET', '/token');
    expect(last.statusCode).toBe(429);
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect(last.json()).toMatchObject({ code: 'too-many-requests' });
  });

  it('hears what changes, until it is revoked', async () => {
    const { id, token } = await tokenOf(dana, ['items.read']);
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const answer = await fetch(`${address}/api/v1/events`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.headers.get('content-type')).toBe('text/event-stream');
    const ended = answer.text();
    const { itemId } = await office.stopped(await office.login(), eligibility(), 'member-not-found');
    await asks((await tokenOf(dana, ['items.decide'])).token, 'POST', `/review-items/${itemId}/claim`);
    await office.db.query('update api_token set revoked_at = $2 where id = $1', [id, office.clock.now()]);
    // Every session is looked at when one ends.
    await client(app).signIn('dana');
    await app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      cookies: await client(app).cookieOf('dana'),
      headers: OURS,
    });
    expect(await ended).toContain('retry:');
  });

  it('makes no token with a scope that its maker has not', async () => {
    await office.db.query(`update reviewer set role = 'administrator' where name = 'dana'`);
    const made = await client(app).post('/tokens', cookies, { name: 'x', scopes: ['people.manage'] });
    expect(made.statusCode).toBe(400);
    const lee = await office.person('lee', 'biller');
    const theirs = await client(app).cookieOf(lee.name);
    expect((await client(app).post('/tokens', theirs, { name: 'x', scopes: ['items.read'] })).statusCode).toBe(403);
  });
});

describe('a request that is sent twice', () => {
  let office: Office;
  let hosts: FastifyInstance[];
  let database: Awaited<ReturnType<typeof migratedDatabase>>;
  let headers: Record<string, string>;

  beforeAll(async () => {
    database = await migratedDatabase();
    office = await openOffice(database.url);
    const dana = await office.person('dana');
    hosts = await Promise.all([1, 2].map(() => buildApi(office.desk, { webFolder: '/nowhere' })));
    const expiresAt = new Date(office.clock.now().getTime() + WEEK_MS);
    const scopes = ['items.decide', 'items.read', 'remittances.work'] as const;
    const { token } = await createToken(
      office.db,
      { name: 'races', scopes, reviewerId: dana.id, expiresAt },
      office.clock.now(),
    );
    headers = { authorization: `Bearer ${token}` };
  });
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.close()));
    await office.close();
    await database.drop();
  });

  const stopped = async () => (await office.stopped(await office.login(), eligibility(), 'member-not-found')).itemId;
  const post = (host: number, url: string, key: string, payload: object = {}) =>
    hosts[host]!.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { ...headers, 'idempotency-key': key },
      payload,
    });

  it('is carried out once and answered alike, on another host too', async () => {
    const url = `/review-items/${await stopped()}/resolve`;
    const first = await post(0, url, 'k-1', { note: 'done' });
    const again = await post(1, url, 'k-1', { note: 'done' });
    expect([first.statusCode, again.statusCode]).toEqual([200, 200]);
    expect(again.body).toBe(first.body);
    expect(first.json()).toMatchObject({ isChanged: true });
    expect([first.headers['idempotency-replayed'], again.headers['idempotency-replayed']]).toEqual([undefined, 'true']);
    const { rows } = await office.db.query<{ key: string; answer: Uint8Array }>('select key, answer from kept_request');
    expect(JSON.stringify(rows[0])).not.toContain('k-1');
    expect(Buffer.from(rows[0]!.answer).toString()).not.toContain('isChanged');
    const replays = await office.db.query(`select 1 from audit where action = 'request-replayed'`);
    expect(replays.rows).toHaveLength(1);
  });

  it('is refused when the key comes with another body or address', async () => {
    const [one, two] = [await stopped(), await stopped()];
    await post(0, `/review-items/${one}/claim`, 'k-2', { a: 1 });
    for (const [id, body] of [
      [one, { a: 2 }],
      [two, { a: 1 }],
    ] as const) {
      const other = await post(1, `/review-items/${id}/claim`, 'k-2', body);
      expect([other.statusCode, other.json<{ code: string }>().code]).toEqual([422, 'idempotency-key-reused']);
    }
  });

  it('of twenty at once on two hosts, carries out one and asks the others to come again', async () => {
    const id = await stopped();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post(n % 2, `/review-items/${id}/resolve`, 'k-3', { note: 'once' })),
    );
    const done = answers.filter(({ statusCode }) => statusCode === 200);
    const waiting = answers.filter(({ statusCode }) => statusCode === 409);
    expect(done.length + waiting.length).toBe(20);
    expect(done.filter(({ headers: { 'idempotency-replayed': replayed } }) => replayed === undefined)).toHaveLength(1);
    for (const each of waiting) {
      expect(each.headers['retry-after']).toBe('1');
      expect(each.json()).toMatchObject({ code: 'request-under-way' });
    }
    const { rows } = await office.db.query(`select 1 from audit where action = 'resolved' and subject = $1`, [
      `review-item:${id}`,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('may be tried again under its key when it failed', async () => {
    const url = `/review-items/${await stopped()}/resolve`;
    expect((await post(0, url, 'k-4', {})).statusCode).toBe(400);
    expect((await post(0, url, 'k-4', { note: 'now with a note' })).statusCode).toBe(200);
  });

  it('is a new request after a day, and after the process that began it has died', async () => {
    const url = `/review-items/${await stopped()}/claim`;
    await post(0, url, 'k-5');
    office.clock.advance(24 * 3_600_000);
    expect((await post(1, url, 'k-5', { other: true })).headers['idempotency-replayed']).toBeUndefined();
    await office.db.query('update kept_request set status = null, answer = null');
    expect((await post(1, url, 'k-5', { other: true })).statusCode).toBe(409);
    office.clock.advance(5 * 60_000 + 1);
    expect((await post(1, url, 'k-5', { other: true })).statusCode).toBe(200);
  });

  it('refuses a key that is none', async () => {
    expect((await post(0, `/review-items/${await stopped()}/claim`, 'two words')).statusCode).toBe(400);
  });
});
