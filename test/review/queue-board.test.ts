import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../adapters/clock.ts';
import { openLog } from '../../adapters/log.ts';
import { openQueueBoard } from '../../adapters/queue-board.ts';
import { openQueues, type Queues } from '../../adapters/queues.ts';
import { buildApi } from '../../review/api/index.ts';
import { client, OURS, type Cookies } from './client.ts';
import { openOffice, type Office } from './office.ts';

const LOGIN = '11111111-1111-4111-8111-111111111111';
const JOB = '22222222-2222-4222-8222-222222222222';

describe('the board of queues, on the embedded database', () => {
  let office: Office;
  let queues: Queues;
  let app: FastifyInstance;
  const who: Record<string, Cookies> = {};

  beforeAll(async () => {
    office = await openOffice();
    const clock = fixedClock('2026-11-23T15:00:00Z');
    queues = await openQueues({ redisUrl: undefined, database: office.db, clock, log: openLog('silent') });
    await queues.enqueue([
      {
        id: JOB,
        loginId: LOGIN,
        kind: 'eligibility',
        priority: 0,
        availableAt: new Date(clock.now().getTime() + 3_600_000),
      },
    ]);
    const board = openQueueBoard(() => queues.all([LOGIN]));
    app = await buildApi(
      { ...office.desk, administration: { ...office.desk.administration, board } },
      { webFolder: '/nowhere' },
    );
    for (const role of ['administrator', 'supervisor', 'biller'] as const) {
      await office.person(role, role);
      who[role] = await client(app).cookieOf(role);
    }
  });
  afterAll(async () => {
    await app.close();
    await queues.close();
    await office.close();
  });

  const get = (url: string, role: string) => app.inject({ url: `/queue-board${url}`, cookies: who[role] ?? {} });
  const put = (url: string, role: string, headers: Record<string, string>, cookies: Cookies = {}) =>
    app.inject({ method: 'PUT', url: `/queue-board${url}`, cookies: { ...who[role], ...cookies }, headers });
  const promote = `/api/queues/login.${LOGIN}/${JOB}/promote`;
  const TOKEN = [{ 'x-xsrf-token': 'abc' }, { 'XSRF-TOKEN': 'abc' }] as const;

  it('shows itself to who may see reports, under a policy of its own, and fetches nothing from elsewhere', async () => {
    expect((await get('/', 'nobody')).statusCode).toBe(401);
    expect((await get('/', 'biller')).statusCode).toBe(403);
    const page = await get('/', 'supervisor');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-security-policy']).toContain("script-src 'self'; style-src 'self' 'unsafe-inline'");
    expect(page.cookies).toMatchObject([{ name: 'XSRF-TOKEN', path: '/queue-board', sameSite: 'Strict' }]);
    expect(page.body).not.toMatch(/https:|<%/);
    const script = /static\/js\/main[^"]*/.exec(page.body)?.[0];
    expect((await app.inject(`/queue-board/${script}`)).statusCode).toBe(200);
    expect((await app.inject('/')).headers['content-security-policy']).not.toContain('unsafe-inline');
  });

  it('shows queues with jobs that hold an id and nothing else', async () => {
    const { queues: shown } = (
      await get(`/api/queues?activeQueue=login.${LOGIN}&status=delayed&page=1`, 'supervisor')
    ).json();
    const queue = shown.find(({ name }: { name: string }) => name === `login.${LOGIN}`);
    expect(queue).toMatchObject({ readOnlyMode: true, counts: { delayed: 1 }, jobs: [{ id: JOB, data: { id: JOB } }] });
    expect((await get(`/api/queues`, 'administrator')).json().queues[0].readOnlyMode).toBe(false);
    expect((await get('/api/redis/stats', 'administrator')).json()).toMatchObject({ backend: 'postgres' });
  });

  it('lets only who manages queues change a job, from its own page, and notes that', async () => {
    expect((await put(promote, 'administrator', {})).statusCode).toBe(403);
    expect((await put(promote, 'administrator', OURS)).statusCode).toBe(403);
    expect((await put(promote, 'administrator', { 'x-xsrf-token': 'abc' }, { 'XSRF-TOKEN': 'xyz' })).statusCode).toBe(
      403,
    );
    const elsewhere = { ...TOKEN[0], 'sec-fetch-site': 'cross-site' };
    expect((await put(promote, 'administrator', elsewhere, TOKEN[1])).statusCode).toBe(403);
    expect((await put(promote, 'supervisor', ...TOKEN)).statusCode).toBe(403);
    expect((await put(promote, 'administrator', ...TOKEN)).statusCode).toBe(204);
    expect(await queues.counts(LOGIN)).toMatchObject({ delayed: 0, waiting: 1 });
    const { rows } = await office.db.query(`select subject, detail from audit where action = 'queue-changed'`);
    expect(rows).toEqual([{ subject: `queue:login.${LOGIN}`, detail: { what: 'promote', job: JOB } }]);
  });

  it.each(['pause', 'obliterate', 'empty', 'concurrency'])(
    'does not %s a queue: the rows say what stands',
    async (what) => {
      const answer = await put(`/api/queues/login.${LOGIN}/${what}`, 'administrator', ...TOKEN);
      expect([answer.statusCode, answer.json().error]).toEqual([405, expect.stringContaining('under Administration')]);
    },
  );

  it('puts nothing into a job', async () => {
    const add = await app.inject({
      method: 'POST',
      url: `/queue-board/api/queues/login.${LOGIN}/add`,
      headers: TOKEN[0],
      cookies: { ...who['administrator'], ...TOKEN[1] },
      payload: { name: 'eligibility', data: { memberId: 'ZQ4471902' }, options: {} },
    });
    expect(add.statusCode).toBe(405);
    expect(await queues.counts(LOGIN)).toMatchObject({ waiting: 1 });
  });
});
