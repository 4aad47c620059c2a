import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import type { Desk } from '../../review/desk.ts';
import { administering, PORTAL } from './administration-cast.ts';
import { client, type Cookies } from './client.ts';
import { eligibility, openOffice, type Office } from './office.ts';

const SECRETS = {
  username: 'frontdesk7',
  password: 'Zw9!never-shown-1',
  answers: { 'First car?': 'never-shown-2' },
  totpSecret: 'JBSWY3DPEHPK3PXP',
  backupCodes: ['never-shown-3', 'never-shown-4'],
  mailbox: {
    host: 'mail.invalid',
    port: 993,
    isTls: true,
    user: 'codes',
    password: 'never-shown-5',
    from: 'pinecrest',
  },
};
const SECRET_WORDS = /never-shown|JBSWY3DP|frontdesk7/;

describe('administration', () => {
  let office: Office;
  let desk: Desk;
  let app: FastifyInstance;
  let asks: ReturnType<typeof client>;
  let admin: Cookies;
  let auditor: Cookies;
  let biller: Cookies;
  let refreshed = 0;

  beforeAll(async () => {
    office = await openOffice();
    desk = administering(office.desk, async () => void (refreshed += 1));
    app = await buildApi(desk, { webFolder: '/nowhere' });
    asks = client(app);
    for (const [name, role] of [
      ['ada', 'administrator'],
      ['otto', 'auditor'],
      ['bea', 'biller'],
    ] as const)
      await office.person(name, role);
    [admin, auditor, biller] = [await asks.cookieOf('ada'), await asks.cookieOf('otto'), await asks.cookieOf('bea')];
  });
  afterAll(async () => {
    await app.close();
    await office.close();
  });

  const newest = async (action: string) =>
    (
      await office.db.query<{ subject: string; detail: Record<string, unknown> }>(
        'select subject, detail from audit where action = $1 order by id desc limit 1',
        [action],
      )
    ).rows[0];

  it('is closed to billers, and to auditors but for the trail', async () => {
    for (const address of ['settings', 'portals', 'payers', 'logins'])
      for (const cookies of [biller, auditor])
        expect((await asks.get(`/administration/${address}`, cookies)).statusCode).toBe(403);
    expect((await asks.get('/audit', biller)).statusCode).toBe(403);
    expect((await asks.get('/audit', auditor)).statusCode).toBe(200);
    expect(
      (await asks.post('/administration/settings/evidenceDays', auditor, { before: 400, value: 1 })).statusCode,
    ).toBe(403);
  });

  it('sets a limit once, notes what stood before, and lets the environment say it again', async () => {
    const set = (before: unknown, value?: unknown) =>
      asks.post('/administration/settings/writeOffLimitCents', admin, {
        before,
        ...(value === undefined ? {} : { value }),
      });
    expect((await set(null, 50_000)).statusCode).toBe(204);
    expect(refreshed).toBe(1);
    expect(await newest('setting-changed')).toEqual({
      subject: 'setting:writeOffLimitCents',
      detail: { before: null, after: 50_000 },
    });
    const stale = await set(null, 70_000);
    expect([stale.statusCode, stale.json().detail]).toEqual([409, expect.stringContaining('Somebody changed this')]);
    const { settings } = (await asks.get('/administration/settings', admin)).json();
    expect(settings.find(({ key }: { key: string }) => key === 'writeOffLimitCents')).toEqual({
      key: 'writeOffLimitCents',
      value: 50_000,
      default: null,
      set: { at: '2026-11-23T15:00:00.000Z', by: 'ada' },
    });
    expect((await set(50_000)).statusCode).toBe(204);
    expect(await newest('setting-changed')).toMatchObject({ detail: { before: 50_000, after: null } });
  });

  it.each([
    ['sweepCron', '0 5 * * 1-5', '61 5 * * *', 'five fields'],
    ['postingConfidence', 0.99, 0.5, '0.95 or more'],
    ['evidenceDays', 400, 0, 'at least one day'],
    ['canaryMinutes', 360, 'often', 'expected number'],
  ])('refuses a %s that cannot be', async (key, before, value, why) => {
    const answer = await asks.post(`/administration/settings/${key}`, admin, { before, value });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().detail).toContain(why);
  });

  it('sets what needs a second person', async () => {
    const { fourEyes } = (await asks.get('/administration/settings', admin)).json();
    const limits = { ...fourEyes, postingCents: 250_000 };
    expect((await asks.post('/administration/four-eyes', admin, { before: fourEyes, limits })).statusCode).toBe(204);
    expect((await asks.get('/administration/settings', admin)).json().fourEyes).toEqual(limits);
    expect(await newest('setting-changed')).toMatchObject({ subject: 'setting:fourEyes', detail: { after: limits } });
  });

  it('lets no robot in by terms that nobody has read, and keeps a change with its reader', async () => {
    const portal = async () => (await asks.get('/administration/portals', admin)).json().portals[0];
    const before = (await portal()).register;
    const change = (policy: object) =>
      asks.post('/administration/portals/pinecrest', admin, {
        before,
        changes: { policy: { ...PORTAL.policy, ...policy }, dailyCap: 40 },
      });
    expect((await change({ automation: 'consent' })).json().detail).toContain('who at the portal agreed');
    expect((await change({ readOn: null })).json().detail).toContain('who read the terms');
    expect((await change({ readOn: '2027-01-01' })).json().detail).toContain('in the future');
    expect((await change({ termsUrl: 'nonsense' })).statusCode).toBe(400);
    expect((await change({ automation: 'consent', consentBy: 'P. Marlowe, portal desk' })).statusCode).toBe(204);
    expect(await portal()).toMatchObject({
      register: { dailyCap: 40, policy: { automation: 'consent' } },
      changed: { by: 'ada' },
      mayAutomate: true,
    });
    expect(await newest('portal-changed')).toMatchObject({
      detail: { before: { policy: { automation: 'allowed' } }, after: { dailyCap: 40 } },
    });
    expect((await change({})).statusCode).toBe(409);
    const now = (await portal()).register;
    const reset = await asks.post('/administration/portals/pinecrest', admin, { before: now, changes: null });
    expect([reset.statusCode, (await portal()).register]).toEqual([204, PORTAL]);
    expect((await asks.post('/administration/portals/nowhere', admin, { before, changes: null })).statusCode).toBe(404);
  });

  it('stops a portal until a person lets it go on', async () => {
    const wakes = office.wakes();
    expect((await asks.post('/administration/portals/pinecrest/pause', admin)).statusCode).toBe(204);
    const { rows } = await office.db.query('select paused_code, canary_at from portal_health where portal = $1', [
      'pinecrest',
    ]);
    expect(rows).toEqual([{ paused_code: 'by-hand', canary_at: null }]);
    expect((await asks.post('/administration/portals/pinecrest/pause', admin)).statusCode).toBe(422);
    expect((await asks.post('/administration/portals/pinecrest/resume', admin)).statusCode).toBe(204);
    expect((await asks.get('/administration/portals', admin)).json().portals[0].pausedCode).toBeNull();
    expect(office.wakes()).toBe(wakes + 2);
  });

  it('changes a payer, adds one, and takes none that a claim could mistake for another', async () => {
    const change = (name: string, changes: object | null) =>
      asks.post(`/administration/payers/${name}`, admin, { changes });
    expect((await change('tamarack', { appealDays: 90 })).statusCode).toBe(204);
    const own = { name: 'Lakeshore Benefit', ids: ['LKSH1'], names: [], portal: 'pinecrest', timelyFilingDays: 120 };
    expect((await change('lakeshore', { ...own, ids: ['tmrk1'] })).json().detail).toContain('Tamarack Health');
    expect((await change('lakeshore', { ...own, portal: 'nowhere' })).json().detail).toContain('no such portal');
    expect((await change('lakeshore', { name: 'Lakeshore Benefit' })).statusCode).toBe(422);
    expect((await change('Lake Shore', own)).statusCode).toBe(400);
    expect((await change('lakeshore', own)).statusCode).toBe(204);
    const { payers } = (await asks.get('/administration/payers', admin)).json();
    expect(payers).toMatchObject([
      { register: { key: 'tamarack', appealDays: 90 }, isOwn: false },
      { register: { key: 'lakeshore', timelyFilingDays: 120 }, isOwn: true },
    ]);
    expect((await change('lakeshore', null)).statusCode).toBe(204);
    expect((await asks.get('/administration/payers', admin)).json().payers).toHaveLength(1);
  });

  it('takes secrets and never gives one back', async () => {
    const added = await asks.post('/administration/logins', admin, {
      portal: 'pinecrest',
      label: 'front desk',
      providerNpi: '1993999998',
      credentials: SECRETS,
    });
    expect(added.statusCode).toBe(201);
    const { id } = added.json();
    const logins = office.desk.logins(office.db);
    expect(await logins.credentials(id)).toEqual(SECRETS);
    const twin = { portal: 'pinecrest', label: 'front desk', providerNpi: null, credentials: SECRETS };
    expect((await asks.post('/administration/logins', admin, twin)).statusCode).toBe(409);

    const changes = { password: 'Zw9!never-shown-6', totpSecret: null };
    expect((await asks.post(`/administration/logins/${id}/secret`, admin, { changes })).statusCode).toBe(204);
    const { totpSecret: _, ...kept } = SECRETS;
    expect(await logins.credentials(id)).toEqual({ ...kept, password: changes.password });
    expect(await newest('login-secret-changed')).toEqual({
      subject: `login:${id}`,
      detail: { before: null, given: ['password', 'totpSecret'] },
    });
    const list = await asks.get('/administration/logins', admin);
    expect(list.json().logins[0]).toMatchObject({
      label: 'front desk',
      budget: 2,
      lockoutAfter: 5,
      means: { answers: 1, hasTotp: false, backupCodes: 2, hasPasskey: false, hasMailbox: true },
    });
    const { rows } = await office.db.query('select row_to_json(audit)::text as row from audit');
    const bad = await asks.post(`/administration/logins/${id}/secret`, admin, {
      changes: { password: 'never-shown', odd: 1 },
    });
    expect(bad.statusCode).toBe(400);
    for (const body of [list.body, added.body, bad.body, JSON.stringify(rows)]) expect(body).not.toMatch(SECRET_WORDS);
  });

  it('pauses, resumes and confirms a login; what the portal rejected is forgiven only to who signed in by hand', async () => {
    const { logins } = (await asks.get('/administration/logins', admin)).json();
    const { id } = logins[0];
    const row = async () => (await asks.get('/administration/logins', admin)).json().logins[0];
    await office.db.query(
      'update login set rejected_submits = 2, portal_rejections = 2, confirmed_at = $2 where id = $1',
      [id, new Date('2026-09-01T00:00:00Z')],
    );
    expect((await row()).due).toMatchObject([{ what: 'recertify', days: 6 }]);
    expect((await asks.post(`/administration/logins/${id}/pause`, admin)).statusCode).toBe(204);
    expect((await row()).pausedCode).toBe('by-hand');
    expect((await asks.post(`/administration/logins/${id}/resume`, admin)).statusCode).toBe(204);
    expect(await row()).toMatchObject({ pausedCode: null, spent: 2, rejections: 2 });
    await asks.post(`/administration/logins/${id}/resume`, admin, { isSignedInByHand: true });
    expect(await row()).toMatchObject({ spent: 0, rejections: 0 });
    expect((await asks.post(`/administration/logins/${id}/confirmed`, admin)).statusCode).toBe(204);
    expect((await row()).due).toEqual([]);
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await asks.post(`/administration/logins/${nobody}/pause`, admin)).statusCode).toBe(404);
  });

  it('searches the trail by who, what, when and about what, a page at a time', async () => {
    const find = async (query: string) => (await asks.get(`/audit?${query}`, auditor)).json();
    const byAda = await find('actor=ada&action=setting-changed&limit=2');
    expect(byAda.entries).toHaveLength(2);
    expect(byAda.entries[0]).toMatchObject({ name: 'ada', subject: 'setting:fourEyes' });
    const rest = await find(`actor=ada&action=setting-changed&limit=2&cursor=${byAda.next}`);
    expect(rest.entries).toMatchObject([{ subject: 'setting:writeOffLimitCents' }]);
    expect(rest.next).toBeNull();
    expect((await find('subject=portal:&from=2026-11-23&to=2026-11-23')).entries).toHaveLength(4);
    expect((await find('to=2026-11-22')).entries).toEqual([]);
    expect((await asks.get('/audit?from=yesterday', auditor)).statusCode).toBe(400);
    expect((await asks.get('/audit/actions', auditor)).json().actions).toContain('payer-changed');
  });

  it('keeps what stood before a decision and after it, sealed, and notes who looks', async () => {
    const login = await office.login();
    const { itemId } = await office.stopped(login, eligibility(), 'member-not-found');
    const inquiry = eligibility({ memberId: 'ZQ4471920' });
    await asks.post(`/review-items/${itemId}/send-back`, admin, { correction: inquiry });
    const list = await asks.get('/audit?action=sent-back', auditor);
    const [entry] = list.json().entries;
    expect(JSON.parse(entry.detail)).toEqual({ corrected: ['memberId'], sealed: true, sentBack: 1 });
    expect(list.body).not.toContain('ZQ44');
    const change = await asks.get(`/audit/${entry.id}/change`, auditor);
    expect(change.json()).toEqual({ before: eligibility(), after: inquiry });
    expect(await newest('change-viewed')).toMatchObject({
      subject: `review-item:${itemId}`,
      detail: { entry: entry.id },
    });
    expect((await asks.get(`/audit/${entry.id + 1}/change`, auditor)).statusCode).toBe(404);
  });

  it('takes the trail out as a file and notes that, and checks it from link to link', async () => {
    const csv = await asks.get('/audit/export?action=payer-changed', auditor);
    expect(csv.headers['content-disposition']).toBe('attachment; filename="audit.csv"');
    expect(csv.body.split('\r\n')).toHaveLength(5);
    const json = (await asks.get('/audit/export?format=json&action=exported', auditor)).json();
    expect(json).toMatchObject([{ name: 'otto', detail: { format: 'csv', rows: 3, action: 'payer-changed' } }]);
    const report = (await asks.post('/audit/check', auditor)).json();
    expect(report.problems).toMatchObject([{ fault: 'no-head' }]);
    expect(report.entries).toBeGreaterThan(20);
    expect(await newest('trail-checked')).toMatchObject({ detail: { isWhole: false, found: 1 } });
  });
});
