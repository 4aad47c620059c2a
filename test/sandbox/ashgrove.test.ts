/** The practice clearinghouse itself: who gets in, how sessions end, what its switches do. By HTTP alone. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { DEMO_PROVIDER_NPI, makePopulation, startAshgrove } from '../../sandbox/index.ts';
import type { PracticePortal } from '../../sandbox/practice-portal.ts';

const TODAY = '2026-11-23';
const PASSWORD = 'Thistle-2209-kettle';
let portal: PracticePortal;
let clock = Date.parse(`${TODAY}T12:00:00Z`);

beforeAll(async () => {
  portal = await startAshgrove({
    population: makePopulation({ seed: 5, today: TODAY, appointments: 12, claims: 30 }),
    today: TODAY,
    seed: 5,
    users: ['ANNA', 'BERT', 'CORA', 'DORA'].map((username) => ({
      username,
      password: PASSWORD,
      providerNpi: DEMO_PROVIDER_NPI,
    })),
    now: () => new Date(clock),
    idleTimeoutMs: 1_200_000,
  });
});
afterEach(() => portal.faults.clear());
afterAll(() => portal.close());

/** Someone's browser: one cookie. */
function browse() {
  let cookie = '';
  const ask = async (path: string, form?: Record<string, string>): Promise<string> => {
    const response = await fetch(portal.url + path, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    const to = response.headers.get('location');
    return to === null ? `${response.status} ${await response.text()}` : ask(to);
  };
  return {
    ask,
    logOn: (uid: string, pwd = PASSWORD) => ask('/aex/logon.do', { uid, pwd }),
    search: (what: string, period = '') => ask('/aex/clm_run.do', { srch: 'C', what, payer: '', prov: '', period }),
  };
}

describe('logging on', () => {
  test('leads to the frameset; without it every address leads to the log-on page', async () => {
    const anna = browse();
    expect(await anna.ask('/aex/elg_inq.jsp')).toContain('Submitter Log On');
    expect(await anna.logOn('anna')).toContain('<frame name="main"');
  });
  test('five bad passwords in a row revoke the User ID, until it is restored', async () => {
    const bert = browse();
    const { lockouts, submitsAfterRejection } = portal.counters;
    for (let tries = 0; tries < 4; tries += 1) expect(await bert.logOn('BERT', 'wrong')).toContain('Logon failed.');
    expect(await bert.logOn('BERT', 'wrong')).toContain('has been revoked');
    expect(await bert.logOn('BERT')).toContain('has been revoked');
    expect(portal.counters.lockouts - lockouts).toBe(1);
    expect(portal.counters.submitsAfterRejection - submitsAfterRejection).toBe(5);
    portal.users.unlock('BERT');
    expect(await bert.logOn('BERT')).toContain('<frameset');
  });
  test('ends the session that the User ID has elsewhere, which is told so', async () => {
    const [first, second] = [browse(), browse()];
    await first.logOn('CORA');
    await second.logOn('CORA');
    expect(await first.ask('/aex/home.jsp')).toContain('logged on from another workstation');
    expect(await second.ask('/aex/home.jsp')).toContain('Submitter Desktop');
    expect(portal.counters.maxLiveSessions).toBe(1);
  });
  test('twenty idle minutes end a session', async () => {
    const anna = browse();
    await anna.logOn('ANNA');
    clock += 1_190_000;
    expect(await anna.ask('/aex/home.jsp')).toContain('Submitter Desktop');
    clock += 1_210_000;
    expect(await anna.ask('/aex/home.jsp')).toContain('Your session has ended.');
    expect(await anna.ask('/aex/home.jsp')).toContain('Submitter Log On');
  });
});

describe('claims', () => {
  test('a claim older than the period that was chosen is not found', async () => {
    const anna = browse();
    await anna.logOn('ANNA');
    const old = portal.truth.records.find(({ shown }) => shown.serviceFrom! < '2026-08-01')!;
    const number = old.shown.payerClaimControlNumber!;
    expect(await anna.search(number, '30')).toContain('Your search returns no results.');
    expect(await anna.search(number)).toContain(number);
  });
  test('a report is opened by its place in the list, and its address says nothing of the patient', async () => {
    const anna = browse();
    await anna.logOn('ANNA');
    const { shown, member } = portal.truth.records[0]!;
    await anna.search(shown.payerClaimControlNumber!);
    const frames = await anna.ask('/aex/clm_rpt.jsp?n=0');
    const body = /src="(\/aex\/rpt_body\.jsp\?rpt=\d+)"/.exec(frames)![1]!;
    expect(body).not.toContain(shown.payerClaimControlNumber!);
    expect(await anna.ask(body)).toContain(member.memberId!);
    expect(await anna.ask('/aex/clm_rpt.jsp?n=7')).toContain('This report is no longer available.');
  });
});

describe('switches', () => {
  test('hold for one login, or for one page', async () => {
    const [anna, dora] = [browse(), browse()];
    await anna.logOn('ANNA');
    await dora.logOn('DORA');
    portal.faults.set({ maintenance: true }, { username: 'anna', page: 'clm-inquiry' });
    expect(await anna.ask('/aex/clm_inq.jsp')).toContain('weekly maintenance window');
    expect(await anna.ask('/aex/elg_inq.jsp')).toContain('Eligibility Inquiry');
    expect(await dora.ask('/aex/clm_inq.jsp')).toContain('Claim Inquiry');
  });
  test('happen at the rate that was set', async () => {
    const anna = browse();
    await anna.logOn('ANNA');
    portal.faults.set({ down: 0.5 });
    const answers = await Promise.all(Array.from({ length: 60 }, () => anna.ask('/aex/home.jsp')));
    const failed = answers.filter((answer) => answer.startsWith('500')).length;
    expect(failed).toBeGreaterThan(15);
    expect(failed).toBeLessThan(45);
  });
  test('the error that comes once comes once a login', async () => {
    const dora = browse();
    await dora.logOn('DORA');
    portal.faults.set({ errorOnce: true });
    expect(await dora.ask('/aex/home.jsp')).toMatch(/^500/);
    expect(await dora.ask('/aex/home.jsp')).toMatch(/^200/);
    await dora.logOn('DORA');
    expect(await dora.ask('/aex/home.jsp')).toMatch(/^200/);
  });
  test('news are read on the way in', async () => {
    portal.faults.set({ whatsNew: true });
    const anna = browse();
    expect(await anna.logOn('ANNA')).toContain('News for Submitters');
    expect(await anna.ask('/aex/home.jsp')).toContain('News for Submitters');
    expect(await anna.ask('/aex/news.jsp', { read: '1' })).toContain('<frameset');
  });
});
