import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as shapes from '../../review/api/reports-schema.ts';
import type { Person } from '../../review/desk.ts';
import { castOf } from './reports-cast.ts';
import { answeredByHand, monday, openReports, type Reports } from './reports-office.ts';

const NAMES = ['today', 'queues', 'portals', 'logins', 'aging', 'denials', 'people'] as const;

describe('reports of work', () => {
  let office: Reports['office'];
  let asks: Reports['asks'];
  let cookies: Reports['cookies'];
  let report: Reports['report'];
  let close: Reports['close'];
  let lee: Person;
  let cast: ReturnType<typeof castOf>;

  beforeAll(async () => {
    ({ office, asks, cookies, report, close } = await openReports());
  });
  afterAll(() => close());

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
      cast = castOf(office.db, await office.login());
    });

    it('today counts by the practice’s days, from midnight to midnight', async () => {
      await monday(cast);
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
      // One that a person answered by hand is no minutes of the robot's.
      await answeredByHand(cast, lee);
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
      await office.db.query(`update review_item set postponed_until = '2026-11-24T12:00:00Z' where resolution is null`);
      const after = await report<shapes.QueuesReport>('queues');
      expect(after.queues.find(({ name }) => name === 'member-not-found')).toMatchObject({ depth: 1, waiting: 1 });
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

    it('leave a trail of what was taken out and of the minutes that were entered', async () => {
      const { rows } = await office.db.query<{ action: string; count: number }>(
        `select action, count(*)::int as count from audit where action in ('exported', 'baseline-set') group by 1 order by 1`,
      );
      expect(rows).toEqual([
        { action: 'baseline-set', count: 2 },
        { action: 'exported', count: NAMES.length + 1 },
      ]);
    });
  });
});
