import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findSession, startSession } from '../../adapters/reviewer-sessions.ts';
import { checkPassword, ensureFirstReviewer } from '../../adapters/reviewers.ts';
import { givePassword } from '../../review/people.ts';
import { buildApi } from '../../review/api/index.ts';
import { client, OURS } from './client.ts';
import { eligibility, openOffice, PASSWORD, type Office } from './office.ts';

describe('who may ask the review API', () => {
  let office: Office;
  let app: FastifyInstance;
  let asks: ReturnType<typeof client>;

  beforeAll(async () => {
    office = await openOffice();
    await office.person('dana');
    await office.person('lee');
  });
  beforeEach(async () => {
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
    asks = client(app);
  });
  afterEach(() => app.close());
  afterAll(() => office.close());

  describe('signing in', () => {
    it('answers an unknown name and a wrong password alike', async () => {
      const [unknown, wrong] = [await asks.signIn('nobody'), await asks.signIn('dana', 'wrong')];
      expect(unknown.statusCode).toBe(401);
      expect(unknown.body).toBe(wrong.body);
      expect(unknown.cookies).toEqual([]);
    });

    it('sets a cookie that scripts and other sites cannot use, and keeps only its hash', async () => {
      const cookie = (await asks.signIn('dana')).cookies[0]!;
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
      const { rows } = await office.db.query('select 1 from reviewer_session where token_hash = $1', [cookie.value]);
      expect(rows).toEqual([]);
      expect((await asks.get('/session', { [cookie.name]: cookie.value })).json()).toMatchObject({
        name: 'dana',
        role: 'administrator',
        idleMinutes: 30,
      });
    });

    it('gives a new token at every sign-in and ends the one before', async () => {
      const old = await asks.cookieOf('dana');
      const again = await app.inject({
        method: 'POST',
        url: '/api/v1/session',
        headers: OURS,
        cookies: old,
        payload: { name: 'dana', password: PASSWORD },
      });
      expect(again.cookies[0]!.value).not.toBe(Object.values(old)[0]);
      expect((await asks.get('/session', old)).statusCode).toBe(401);
    });

    it('ends with sign-out', async () => {
      const cookies = await asks.cookieOf('dana');
      expect((await app.inject({ method: 'DELETE', url: '/api/v1/session', cookies, headers: OURS })).statusCode).toBe(
        204,
      );
      expect((await asks.get('/session', cookies)).statusCode).toBe(401);
    });

    it('ends after half an hour without a person, whatever the page asks by itself', async () => {
      const cookies = await asks.cookieOf('dana');
      office.clock.advance(29 * 60_000);
      expect((await asks.get('/summary', cookies, { 'x-background': '1' })).statusCode).toBe(200);
      office.clock.advance(60_000);
      expect((await asks.get('/summary', cookies)).statusCode).toBe(401);
    });

    it('stays with a person who works, but not for longer than a working day', async () => {
      const cookies = await asks.cookieOf('dana');
      const answers = [];
      for (let n = 0; n < 25; n++) {
        office.clock.advance(29 * 60_000);
        answers.push((await asks.get('/session', cookies)).statusCode);
      }
      expect([answers[20], answers[24]]).toEqual([200, 401]);
    });
  });

  const ROUTES = [
    ['GET', '/session'],
    ['DELETE', '/session'],
    ['GET', '/summary'],
    ['GET', '/exception-codes'],
    ['GET', '/review-items'],
    ['GET', '/review-items/:id'],
    ['GET', '/review-items/:id/screenshot'],
    ['POST', '/review-items/:id/claim'],
    ['POST', '/review-items/:id/release'],
    ['POST', '/review-items/:id/resolve'],
    ['POST', '/review-items/:id/send-back'],
  ] as const;
  const pathOf = (route: string) => `/api/v1${route.replace(':id', randomUUID())}`;

  it.each(ROUTES)('answers 401 to %s %s without a session', async (method, route) => {
    expect(app.hasRoute({ method, url: `/api/v1${route}` })).toBe(true);
    const answer = await app.inject({ method, url: pathOf(route), headers: OURS });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each(ROUTES.filter(([method]) => method !== 'GET'))('refuses %s %s from another site', async (method, route) => {
    const cookies = await asks.cookieOf('dana');
    const forged = [
      {},
      { ...OURS, 'sec-fetch-site': 'cross-site' },
      { ...OURS, 'sec-fetch-site': 'same-site' },
      { ...OURS, origin: 'https://evil.example' },
      { ...OURS, origin: 'null' },
    ];
    for (const headers of forged) {
      expect((await app.inject({ method, url: pathOf(route), cookies, headers })).statusCode).toBe(403);
    }
    expect((await asks.get('/session', cookies)).statusCode).toBe(200);
  });

  it('sends strict headers with everything, and no store of patient data', async () => {
    const { headers } = await asks.get('/review-items', await asks.cookieOf('dana'));
    expect(headers['content-security-policy']).toContain(`default-src 'none'`);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  it('makes the first account once, with a password that opens, and can renew it', async () => {
    const other = await openOffice();
    const first = await Promise.all([1, 2].map(() => ensureFirstReviewer(other.db, other.clock)));
    const made = first.find((one) => one !== null)!;
    expect(first.filter((one) => one !== null)).toHaveLength(1);
    expect(made).toMatchObject({ name: 'biller', password: expect.stringMatching(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/) });
    expect(await ensureFirstReviewer(other.db, other.clock)).toBeNull();
    const { rows } = await other.db.query('select must_change_password as "mustChange" from reviewer');
    expect(rows).toEqual([{ mustChange: true }]);
    const person = (await checkPassword(other.db, 'biller', made.password))!;
    const token = await startSession(other.db, person.id, other.clock.now());
    const given = await givePassword(other.desk, { commandLine: 'root' }, person.id);
    expect(await checkPassword(other.db, 'biller', made.password)).toBeNull();
    expect(await checkPassword(other.db, 'biller', given.done ? given.password : '')).toEqual(person);
    expect(await findSession(other.db, token, other.clock.now(), true)).toBeNull();
    expect(await givePassword(other.desk, { commandLine: 'root' }, randomUUID())).toMatchObject({ done: false });
    await other.close();
  });

  it('answers bad bodies and lost addresses with a problem document', async () => {
    const cookies = await asks.cookieOf('dana');
    const headers = { ...OURS, 'content-type': 'application/json' };
    const broken = await app.inject({
      method: 'POST',
      url: pathOf('/review-items/:id/resolve'),
      cookies,
      headers,
      payload: '{',
    });
    const huge = await app.inject({
      method: 'POST',
      url: pathOf('/review-items/:id/resolve'),
      cookies,
      headers,
      payload: JSON.stringify({ note: 'x'.repeat(70_000) }),
    });
    const lost = await asks.get('/nothing', cookies);
    expect([broken.statusCode, huge.statusCode, lost.statusCode]).toEqual([400, 413, 404]);
    for (const answer of [broken, huge, lost])
      expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('says how to build the page when it is not built', async () => {
    expect((await app.inject({ url: '/' })).json().detail).toContain('npm run build');
  });

  it('hides the cause of a fault from whoever asks', async () => {
    const cookies = await asks.cookieOf('dana');
    const { itemId } = await office.stopped(await office.login(), eligibility(), 'member-not-found');
    await app.close();
    const evidence = { open: () => Promise.reject(new Error('disk /secret Ostrander')) };
    const db = {
      ...office.db,
      query: (text: string, params?: readonly unknown[]) =>
        text.includes('review_item') ? Promise.reject(new Error('Ostrander')) : office.db.query(text, params),
    };
    app = await buildApi({ ...office.desk, evidence, db: db as typeof office.db }, { webFolder: '/nowhere' });
    asks = client(app);
    const answer = await asks.get(`/review-items/${itemId}`, cookies);
    expect([answer.statusCode, answer.body.includes('Ostrander')]).toEqual([500, false]);
    expect((await asks.get('/health')).statusCode).toBe(200);
  });
});
