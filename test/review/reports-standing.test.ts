import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeAgingSnapshot } from '../../adapters/reports/aging.ts';
import type * as shapes from '../../review/api/reports-schema.ts';
import type { Person } from '../../review/desk.ts';
import { castOf } from './reports-cast.ts';
import { answeredByHand, monday, openReports, type Reports } from './reports-office.ts';

describe('reports of portals, logins, claims and people', () => {
  let office: Reports['office'];
  let asks: Reports['asks'];
  let cookies: Reports['cookies'];
  let report: Reports['report'];
  let close: Reports['close'];
  let dana: Person;
  let lee: Person;
  let login: string;
  let cast: ReturnType<typeof castOf>;

  beforeAll(async () => {
    ({ office, asks, dana, cookies, report, close } = await openReports());
    lee = await office.person('lee', 'supervisor');
    login = await office.login();
    cast = castOf(office.db, login);
    await monday(cast);
    await answeredByHand(cast, lee);
  });
  afterAll(() => close());

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
});
