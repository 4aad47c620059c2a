import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeAgingSnapshot } from '../../adapters/reports/aging.ts';
import { buildApi } from '../../review/api/index.ts';
import type * as shapes from '../../review/api/reports-schema.ts';
import type { Desk, Person, PortalFacts } from '../../review/desk.ts';
import { client, type Cookies } from './client.ts';
import { openOffice, type Office } from './office.ts';
import { castOf } from './reports-cast.ts';

const PINECREST: PortalFacts = {
  name: 'pinecrest',
  title: 'Pinecrest Connect',
  passwordDays: 60,
  recertifyDays: 90,
  dailyCap: 200,
  lockoutAfter: 3,
  hours: { timeZone: 'America/New_York' },
};
const NAMES = ['today', 'queues', 'portals', 'logins', 'aging', 'denials', 'people'] as const;

/** It is Monday 2026-11-23, 10:00 in New York; that day began at 05:00Z. */
describe('reports', () => {
  let office: Office;
  let app: FastifyInstance;
  let asks: ReturnType<typeof client>;
  let cookies: Cookies;
  let dana: Person;
  let lee: Person;
  let login: string;
  let cast: ReturnType<typeof castOf>;
  const desk = (): Desk => ({ ...office.desk, portals: [PINECREST] });
  const report = async <T>(address: string): Promise<T> => {
    const answer = await asks.get(`/reports/${address}`, cookies);
    expect([answer.statusCode, answer.body]).toEqual([200, answer.body]);
    return answer.json<T>();
  };

  beforeAll(async () => {
    office = await openOffice();
    app = await buildApi(desk(), { webFolder: '/nowhere' });
    asks = client(app);
    dana = await office.person('dana');
    cookies = await asks.cookieOf('dana');
  });
  afterAll(async () => {
    await app.close();
    await office.close();
  });

  describe('of a new office', () => {
    it('answer with nought and nothing, as JSON and as CSV', async () => {
      const today = await report<shapes.TodayReport>('today');
      expect(today).toMatchObject({ from: '2026-11-23', to: '2026-11-23', timeZone: 'America/New_York', rows: [] });
      expect(today.totals).toEqual({ asked: 0, done: 0, review: 0, failed: 0, queued: 0, waiting: 0 });
      expect(today.minutes).toMatchObject({ saved: null, missing: [] });
      const queues = await report<shapes.QueuesReport>('queues');
      expect(queues.queues.map(({ depth, estimate }) => [depth, estimate.kind])).toEqual([
        [0, 'empty'],
        [0, 'empty'],
        [0, 'empty'],
      ]);
      // Yesterday's 24 hours, and today's from midnight to the hour that began at ten.
      expect(queues.robots).toHaveLength(24 + 11);
      const portals = await report<shapes.PortalsReport>('portals');
      expect(portals.portals).toEqual([
        expect.objectContaining({
          title: 'Pinecrest Connect',
          ended: 0,
          success: null,
          medianSeconds: null,
          canaryAt: null,
        }),
      ]);
      expect((await report<shapes.LoginsReport>('logins')).logins).toEqual([]);
      const aging = await report<shapes.AgingReport>('aging');
      expect([aging.days, aging.now.map(({ claims }) => claims)]).toEqual([[], [0, 0, 0, 0, 0]]);
      expect((await report<shapes.DenialsReport>('denials')).rows).toEqual([]);
      expect((await report<shapes.PeopleReport>('people')).people).toEqual([]);
      for (const name of NAMES) {
        const answer = await asks.get(`/reports/${name}?format=csv`, cookies);
        expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
        expect(answer.headers['content-disposition']).toContain(`${name}-2026-`);
      }
    });

    it('are for those whose role includes them', async () => {
      await office.person('rae', 'biller');
      await office.person('sol', 'auditor');
      const [rae, sol] = [await asks.cookieOf('rae'), await asks.cookieOf('sol')];
      for (const name of NAMES) {
        expect((await asks.get(`/reports/${name}`, rae)).statusCode).toBe(403);
        expect((await asks.get(`/reports/${name}`, sol)).statusCode).toBe(200);
      }
      expect((await asks.post('/reports/baseline', sol, { minutes: {} })).statusCode).toBe(403);
    });

    it('refuse days that are none, lie the wrong way round or are too many', async () => {
      const said = async (query: string) => (await asks.get(`/reports/today?${query}`, cookies)).json().detail;
      expect(await said('from=2026-02-30')).toContain('real day');
      expect(await said('from=2026-11-20&to=2026-11-19')).toContain('turn them round');
      expect(await said('from=2025-01-01&to=2026-11-19')).toContain('at most 400 days');
      expect(await said("from=2026-11-19'--")).toContain('real day');
    });
  });

  describe('of an office at work', () => {
    beforeAll(async () => {
      lee = await office.person('lee', 'supervisor');
      login = await office.login();
      cast = castOf(office.db, login);
    });

    it('today counts by the practice’s days, from midnight to midnight', async () => {
      const early = { kind: 'eligibility', payer: '=Cedar "Life"', started_at: '2026-11-23T05:00:00Z' };
      await cast.work('done', '2026-11-22T20:00:00Z', '2026-11-23T04:59:59.999Z', {
        started_at: '2026-11-23T04:59:00Z',
      });
      await cast.work('done', '2026-11-22T20:00:00Z', '2026-11-23T05:00:00Z', early);
      for (const [seconds, payer] of [
        [10, 'Tamarack Health'],
        [20, 'Tamarack Health'],
        [40, 'Tamarack Health'],
      ] as const)
        await cast.work('done', '2026-11-23T13:00:00Z', `2026-11-23T13:30:${seconds}Z`, {
          started_at: '2026-11-23T13:30:00Z',
          payer,
        });
      await cast.work('review', '2026-11-23T13:00:00Z', '2026-11-23T13:31:00Z', {
        code: 'claim-not-found',
        started_at: '2026-11-23T13:30:00Z',
      });
      await cast.work('review', '2026-11-23T13:00:00Z', '2026-11-23T13:31:00Z', {
        code: 'unknown-page',
        portal: 'oakline',
      });
      await cast.work('failed', '2026-11-23T13:00:00Z', '2026-11-23T13:32:00Z', { code: 'unexpected' });
      await cast.work('queued', '2026-11-23T14:00:00Z', null);
      await cast.work('running', '2026-11-23T14:00:00Z', null, { started_at: '2026-11-23T14:59:00Z' });
      await cast.work('waiting', '2026-11-20T14:00:00Z', null, { code: 'rate-limited', portal: 'oakline' });

      const today = await report<shapes.TodayReport>('today');
      expect(today.totals).toEqual({ asked: 8, done: 4, review: 2, failed: 1, queued: 2, waiting: 1 });
      expect(today.byPortal).toEqual([
        {
          name: 'pinecrest',
          title: 'Pinecrest Connect',
          asked: 7,
          done: 4,
          review: 1,
          failed: 1,
          queued: 2,
          waiting: 0,
        },
        { name: 'oakline', title: 'oakline', asked: 1, done: 0, review: 1, failed: 0, queued: 0, waiting: 1 },
      ]);
      expect(today.byPayer.map(({ name, done }) => [name, done])).toEqual([
        ['Tamarack Health', 3],
        ['=Cedar "Life"', 1],
      ]);
      const yesterday = await report<shapes.TodayReport>('today?from=2026-11-22&to=2026-11-22');
      expect(yesterday.totals).toMatchObject({ asked: 2, done: 1, review: 0, failed: 0 });
      // Neither formula nor broken line for a spreadsheet.
      expect((await asks.get('/reports/today?format=csv', cookies)).body.split('\r\n')).toContain(
        `pinecrest,"'=Cedar ""Life""",eligibility,0,1,0,0,0,0`,
      );
    });

    it('today tells minutes saved by the minutes that the office entered, less what exceptions cost', async () => {
      // Answered by a person's hand: no minutes of the robot's.
      const byHand = await cast.work('done', '2026-11-23T13:00:00Z', '2026-11-23T14:10:00Z', {
        kind: 'eligibility',
        started_at: '2026-11-23T13:00:00Z',
      });
      await cast.review('2026-11-23T13:10:00Z', {
        subject: `work-item:${byHand}`,
        work_item_id: byHand,
        resolution: 'resolved',
        resolved_by: lee.id,
        resolved_at: '2026-11-23T14:10:00Z',
      });
      await cast.review('2026-11-23T13:20:00Z');
      // It settled itself: nobody's time.
      await cast.review('2026-11-23T13:30:00Z', { resolution: 'resolved', resolved_at: '2026-11-23T13:40:00Z' });
      const robot = await cast.payment('Tamarack Health', '2026-11-23T12:00:00Z');
      await robot('posted');
      await robot('posted');
      await robot('released');
      await robot('held');
      await (await cast.payment('Tamarack Health', '2026-11-23T12:00:00Z', `reviewer:${lee.id}`, 'review'))('posted');

      expect((await report<shapes.TodayReport>('today')).remittances).toEqual({
        received: 2,
        posted: 1,
        review: 1,
        failed: 0,
        refused: 0,
        claimsByRobot: 2,
        claimsByPerson: 2,
      });
      const unsaid = (await report<shapes.TodayReport>('today')).minutes;
      expect([unsaid.saved, unsaid.missing]).toEqual([
        null,
        ['eligibility', 'claim-status', 'remittance', 'exception'],
      ]);

      const told = await asks.post('/reports/baseline', cookies, {
        minutes: { eligibility: 8, 'claim-status': 12.5, exception: 6 },
      });
      expect(told.statusCode).toBe(204);
      const { kinds, saved, missing } = (await report<shapes.TodayReport>('today')).minutes;
      expect(kinds.map(({ kind, count, minutes }) => [kind, count, minutes])).toEqual([
        ['eligibility', 1, 8],
        ['claim-status', 3, 37.5],
        ['remittance', 2, null],
        ['exception', 2, -12],
      ]);
      expect([saved, missing]).toEqual([33.5, ['remittance']]);
      // Without minutes for exceptions nothing is said: it would be too much.
      await asks.post('/reports/baseline', cookies, { minutes: { exception: null } });
      expect((await report<shapes.TodayReport>('today')).minutes.saved).toBeNull();
      expect((await asks.post('/reports/baseline', cookies, { minutes: { exception: -1 } })).statusCode).toBe(400);
      expect((await asks.post('/reports/baseline', cookies, { minutes: { coffee: 1 } })).statusCode).toBe(400);
    });

    it('queues tell what waits, how it came to be, and when it will be gone at this pace', async () => {
      const { queues, robots, step } = await report<shapes.QueuesReport>('queues');
      const all = queues.find(({ queue, name }) => queue === 'robots' && name === null)!;
      // Since 12:00Z nine came (seven ended, one by hand), so the queue grew.
      expect(all).toMatchObject({ depth: 3, queued: 1, running: 1, waiting: 1, arrived: 9, ended: 7, hours: 3 });
      expect([all.estimate.kind, all.oldestAt]).toEqual(['not-at-this-pace', '2026-11-20T14:00:00.000Z']);
      const oakline = queues.find(({ name }) => name === 'oakline')!;
      expect([oakline.depth, oakline.estimate.kind]).toEqual([1, 'too-little']);
      expect(step).toBe('hour');
      const at = (iso: string) => robots.find((point) => point.at === iso);
      // One waits since Friday; two came at 20:00Z of Sunday and left around midnight.
      expect(at('2026-11-22T05:00:00.000Z')).toMatchObject({ arrived: 0, ended: 0, depth: 1 });
      expect(at('2026-11-22T20:00:00.000Z')).toMatchObject({ arrived: 2, ended: 0, depth: 3 });
      expect(at('2026-11-23T04:00:00.000Z')).toMatchObject({ ended: 1, depth: 2 });
      expect(at('2026-11-23T05:00:00.000Z')).toMatchObject({ ended: 1, depth: 1 });
      expect(at('2026-11-23T13:00:00.000Z')).toMatchObject({ arrived: 7, ended: 6, depth: 2 });
      expect(robots.at(-1)).toEqual({ at: '2026-11-23T15:00:00.000Z', arrived: 0, ended: 0, depth: 3 });
      const people = queues.find(({ queue, name }) => queue === 'people' && name === null)!;
      expect(people).toMatchObject({ depth: 1, arrived: 3, ended: 2, hours: 168, estimate: { kind: 'too-little' } });
    });

    it('queues count the hours of a day on which the clock changes', async () => {
      const { robots } = await report<shapes.QueuesReport>('queues?from=2026-11-01&to=2026-11-01');
      expect([robots.length, robots[0]?.at, robots.at(-1)?.at]).toEqual([
        25,
        '2026-11-01T04:00:00.000Z',
        '2026-11-02T04:00:00.000Z',
      ]);
      const days = await report<shapes.QueuesReport>('queues?from=2026-10-30&to=2026-11-30');
      // To today: what is to come is not told.
      expect([days.step, days.robots.length, days.robots[3]?.at]).toEqual(['day', 25, '2026-11-02T05:00:00.000Z']);
      expect(days.robots.at(-1)).toMatchObject({ at: '2026-11-23T05:00:00.000Z', depth: 3 });
    });

    it('portals tell success, speed, drift, the canary, and why one is paused', async () => {
      await cast.insert('selector_drift', {
        portal: 'pinecrest',
        page: 'search',
        element: 'member',
        alternative: 1,
        seen: 7,
        last_seen_at: '2026-11-23T13:00:00Z',
      });
      await cast.insert('selector_drift', {
        portal: 'pinecrest',
        page: 'search',
        element: 'member',
        alternative: 2,
        seen: 2,
        last_seen_at: '2026-11-23T13:00:00Z',
      });
      await cast.insert('selector_drift', {
        portal: 'pinecrest',
        page: 'status',
        element: 'paid',
        alternative: 1,
        seen: 4,
        last_seen_at: '2026-01-05T13:00:00Z',
      });
      await cast.insert('portal_health', {
        portal: 'oakline',
        paused_code: 'unknown-page',
        paused_at: '2026-11-23T13:31:00Z',
        canary_at: '2026-11-23T16:00:00Z',
      });
      const canary = {
        login_id: login,
        origin: 'learned',
        payer: 'Tamarack Health',
        sealed: Buffer.from('x'),
        set_at: '2026-11-01T00:00:00Z',
      };
      await cast.insert('canary', {
        ...canary,
        kind: 'eligibility',
        asked_at: '2026-11-23T09:00:00Z',
        passed_at: '2026-11-23T09:00:00Z',
      });
      await cast.insert('canary', {
        ...canary,
        kind: 'claim-status',
        asked_at: '2026-11-23T10:00:00Z',
        passed_at: '2026-11-20T09:00:00Z',
        code: 'claim-not-found',
      });
      const { portals } = await report<shapes.PortalsReport>('portals?from=2026-11-23&to=2026-11-23');
      expect(portals.map(({ portal }) => portal)).toEqual(['oakline', 'pinecrest']);
      // 0 s, 10 s, 20 s and 40 s: half of them by 15 s, 95 % by 20 + 0.85 * 20. What a person entered is no speed.
      expect(portals[1]).toMatchObject({
        ended: 7,
        answered: 4,
        business: 2,
        stopped: 1,
        success: 6 / 7,
        medianSeconds: 15,
        p95Seconds: expect.closeTo(37),
        drifting: 1,
        driftSeen: 13,
        canaryAt: '2026-11-23T10:00:00.000Z',
        canaryPassedAt: '2026-11-23T09:00:00.000Z',
        canaryFault: 'Claim not on file',
        pausedAt: null,
        pausedWhy: null,
      });
      expect(portals[0]).toMatchObject({
        ended: 1,
        answered: 0,
        success: 0,
        medianSeconds: null,
        trialAt: '2026-11-23T16:00:00.000Z',
        pausedAt: '2026-11-23T13:31:00.000Z',
        pausedWhy: expect.stringMatching(/page/i),
      });
    });

    it('logins tell what is left of the budget and what comes due', async () => {
      await office.db.query(
        `update login set secret_at = '2026-09-28T15:00:00Z', confirmed_at = '2026-11-01T00:00:00Z', last_used_at = '2026-11-23T14:00:00Z',
           sign_ins = 41, unseen_submits = 1, submit_budget = 2 where id = $1`,
        [login],
      );
      await cast.insert('login_day', { login_id: login, day: '2026-11-22', lookups: 9 });
      await cast.insert('login_day', { login_id: login, day: '2026-11-23', lookups: 12 });
      const one = async () => (await report<shapes.LoginsReport>('logins')).logins[0]!;
      expect(await one()).toMatchObject({
        title: 'Pinecrest Connect',
        health: 'due',
        why: 'The portal wants a new password soon.',
        budgetLeft: 1,
        signIns: 41,
        passwordBy: '2026-11-27T15:00:00.000Z',
        useBy: null,
        confirmBy: '2027-01-30T00:00:00.000Z',
        lookupsToday: 12,
        dailyCap: 200,
      });
      // The portal locks after three: two rejected and one unseen leave none.
      await office.db.query('update login set portal_rejections = 2 where id = $1', [login]);
      expect(await one()).toMatchObject({ health: 'spent', budgetLeft: 0 });
      await office.db.query(`update login set paused_code = 'credentials-rejected', paused_at = now() where id = $1`, [
        login,
      ]);
      expect(await one()).toMatchObject({ health: 'paused', why: expect.stringMatching(/password|sign/i) });
      expect(JSON.stringify(await report('logins'))).not.toContain('sealed');
    });

    it('aging takes a day’s picture once, also of a day without an open claim', async () => {
      expect(await takeAgingSnapshot(office.db, '2026-11-20', new Date('2026-11-20T06:00:00Z'))).toBe(true);
      // On 2026-11-23: 30, 31, 120 and 121 days old; by submission; of a day to come; of no day.
      await cast.claim('2026-10-24', null, 100, null);
      await cast.claim('2026-10-23', null, 200, null);
      await cast.claim('2026-07-26', null, 400, null);
      const old = await cast.claim('2026-07-25', '2026-11-01', 800, null);
      await cast.claim(null, '2026-09-20', 1600, null);
      await cast.claim('2026-12-24', null, 3200, null);
      await cast.claim(null, null, 6400, null);
      await cast.claim('2026-01-01', null, 9_999_999, '2026-11-01T00:00:00Z');
      const now = new Date('2026-11-23T06:00:00Z');
      expect(
        await Promise.all([
          takeAgingSnapshot(office.db, '2026-11-23', now),
          takeAgingSnapshot(office.db, '2026-11-23', now),
        ]),
      ).toEqual([true, false]);
      await office.db.query('update claim set closed_at = $2 where id = $1', [old, now]);
      expect(await takeAgingSnapshot(office.db, '2026-11-23', now)).toBe(false);
      const { days, now: today } = await report<shapes.AgingReport>('aging');
      const told = (rows: shapes.AgingReport['now']) =>
        rows.map(({ bucket, claims, billedCents }) => [bucket, claims, billedCents]);
      expect(days.map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-23']);
      expect(days[0]!.buckets.every(({ claims }) => claims === 0)).toBe(true);
      expect(told(days[1]!.buckets)).toEqual([
        ['0-30', 2, 3300],
        ['31-60', 1, 200],
        ['61-90', 1, 1600],
        ['91-120', 1, 400],
        ['120+', 1, 800],
        ['unknown', 1, 6400],
      ]);
      expect(told(today)[4]).toEqual(['120+', 0, 0]);
      expect((await asks.get('/reports/aging?format=csv', cookies)).body).toContain('2026-11-23,120+,1,8.00');
    });

    it('denials count by the Monday of the practice’s week, opened and closed apart', async () => {
      const of = await cast.payment('Cedar Life', '2026-10-30T12:00:00Z');
      const [one, other] = [
        await of('posted'),
        await (await cast.payment('Birch Mutual', '2026-10-30T12:00:00Z'))('posted'),
      ];
      // Monday 2026-11-16 begins at 05:00Z.
      await cast.denial(one, 10_000, '2026-11-16T04:59:59Z', '2026-11-16T05:00:00Z');
      await cast.denial(one, 2_500, '2026-11-16T05:00:00Z', null);
      await cast.denial(other, 400, '2026-11-18T12:00:00Z', null, { category: 'timely-filing', reason: '29' });
      await cast.denial(other, 1, '2026-11-18T12:00:00Z', null, {
        category: 'unknown',
        group_code: null,
        reason: null,
      });
      await cast.denial(one, 7, '2026-01-05T12:00:00Z', null);
      const read = async (by: string) => {
        const { rows, open, weeks } = await report<shapes.DenialsReport>(
          `denials?from=2026-11-11&to=2026-11-23&by=${by}`,
        );
        expect([open, weeks]).toEqual([{ count: 4, amountCents: 2908 }, ['2026-11-09', '2026-11-16', '2026-11-23']]);
        return rows.map((row) => [row.week, row.title, row.opened, row.openedCents, row.closed, row.closedCents]);
      };
      expect(await read('category')).toEqual([
        ['2026-11-09', 'Authorization', 1, 10_000, 0, 0],
        ['2026-11-16', 'Authorization', 1, 2_500, 1, 10_000],
        ['2026-11-16', 'Timely filing', 1, 400, 0, 0],
        ['2026-11-16', 'Unknown', 1, 1, 0, 0],
      ]);
      expect((await read('payer')).map(([week, payer, opened]) => [week, payer, opened])).toEqual([
        ['2026-11-09', 'Cedar Life', 1],
        ['2026-11-16', 'Birch Mutual', 2],
        ['2026-11-16', 'Cedar Life', 1],
      ]);
      const reasons = (await read('reason')).map(([, reason]) => reason);
      expect(reasons).toEqual([
        expect.stringMatching(/^CO-197 /),
        'No reason code',
        expect.stringMatching(/^CO-197 /),
        expect.stringMatching(/^CO-29 /),
      ]);
    });

    it('people tell what each dealt with, how long it took, and what came back', async () => {
      const decided = async (
        by: Person,
        minutes: number | null,
        resolved: string,
        more: Record<string, unknown> = {},
      ) => {
        const id = await cast.review('2026-11-19T12:00:00Z', {
          resolved_by: by.id,
          resolved_at: resolved,
          resolution: 'resolved',
          ...more,
        });
        const at = minutes === null ? null : new Date(Date.parse(resolved) - minutes * 60_000);
        if (at)
          await cast.insert('audit', {
            at,
            actor: `reviewer:${by.id}`,
            action: 'claimed',
            subject: `review-item:${id}`,
          });
        return id;
      };
      const inquiry = await cast.work('done', '2026-01-05T12:00:00Z', '2026-01-05T13:00:00Z');
      await decided(dana, 4, '2026-11-20T15:00:00Z');
      const taken = await decided(dana, 10, '2026-11-20T16:00:00Z', {
        resolution: 'sent-back',
        subject: `work-item:${inquiry}`,
        work_item_id: inquiry,
      });
      // Taken before by somebody else, and by dana a day before: neither is the time it took.
      await cast.insert('audit', {
        at: '2026-11-20T15:59:00Z',
        actor: `reviewer:${lee.id}`,
        action: 'claimed',
        subject: `review-item:${taken}`,
      });
      await decided(dana, 24 * 60, '2026-11-20T17:00:00Z', { subject: `login:${login}` });
      await decided(dana, null, '2026-11-14T12:00:00Z');
      await cast.review('2026-11-21T12:00:00Z', {
        subject: `work-item:${inquiry}`,
        work_item_id: inquiry,
        claimed_by: lee.id,
        claimed_at: '2026-11-23T14:50:00Z',
      });
      await cast.review('2026-11-21T12:00:00Z', { subject: `login:${login}` });
      const { people } = await report<shapes.PeopleReport>('people?from=2026-11-17&to=2026-11-23');
      expect(people).toEqual([
        { name: 'dana', handled: 3, resolved: 2, sentBack: 1, medianMinutes: 7, timed: 2, cameBack: 1, holding: 0 },
        { name: 'lee', handled: 1, resolved: 1, sentBack: 0, medianMinutes: null, timed: 0, cameBack: 0, holding: 1 },
      ]);
    });

    it('leave a trail of what was taken out and of the minutes that were entered', async () => {
      const { rows } = await office.db.query<{ action: string; count: number }>(
        `select action, count(*)::int as count from audit where action in ('exported', 'baseline-set') group by 1 order by 1`,
      );
      expect(rows).toEqual([
        { action: 'baseline-set', count: 2 },
        { action: 'exported', count: NAMES.length + 2 },
      ]);
    });
  });
});
