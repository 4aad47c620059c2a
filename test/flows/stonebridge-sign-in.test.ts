/** Signing in to the practice portal Stonebridge, with its mailed code, and leaving it as it wants to be left. */
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import type { Credentials } from '../../domain/login.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import type { PortalFaults } from '../../sandbox/faults.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { classify } from '../../workers/classify.ts';
import { launchBrowser } from '../browser.ts';
import { codeIn, CREDENTIALS, deskAt, startSite, type TestSite } from './stonebridge-site.ts';
import { startVisit, type TestVisit } from './visits.ts';

const stonebridge = portalNamed('stonebridge');
let browser: Browser;
let site: TestSite;
let visit: TestVisit;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startSite({ codeHours: 8 });
});
beforeEach(async () => {
  visit = await newVisit();
  site.pass(120);
});
afterEach(async () => {
  site.portal.faults.clear();
  await stonebridge.signOut?.(visit);
  await visit.page.context().close();
  site.portal.users.unlock(CREDENTIALS.username);
});
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

const newVisit = (): Promise<TestVisit> =>
  startVisit(browser, { baseUrl: site.portal.url, providerNpi: DEMO_PROVIDER_NPI, timeoutMs: 8_000 });

interface Ended {
  readonly code: string;
  readonly submits: number;
  readonly mails: number;
}
async function signIn(credentials: Partial<Credentials> = {}, kept: string | null = null): Promise<Ended> {
  const before = site.mails.length;
  const desk = deskAt(site, credentials, kept);
  const code = await stonebridge.signIn(visit, desk).then(
    () => 'done',
    (error: unknown) => classify(error).code,
  );
  return { code, submits: desk.submits(), mails: site.mails.length - before };
}

describe('signing in', () => {
  test('takes one password and one mailed code, and is known again', async () => {
    const desk = deskAt(site);
    await stonebridge.signIn(visit, desk);
    expect(desk.asked).toEqual([{ digits: 8, validHours: 8, patienceMs: 840_000 }]);
    expect(await stonebridge.isSignedIn(visit)).toBe(true);
    expect(await signIn()).toEqual({ code: 'done', submits: 0, mails: 0 });
    expect(site.portal.counters.maxLiveSessions).toBe(1);
  });
  test('a code that is still valid serves again without a mail', async () => {
    await signIn();
    await stonebridge.signOut?.(visit);
    expect(await signIn({}, codeIn(site.mails.at(-1)))).toEqual({ code: 'done', submits: 1, mails: 0 });
  });
  test('a kept code that the portal refuses costs one new mail', async () => {
    const desk = deskAt(site, {}, '00000000');
    await stonebridge.signIn(visit, desk);
    expect(desk.asked.map(({ isRefused }) => isRefused === true)).toEqual([false, true]);
    expect(desk.submits()).toBe(1);
  });
  test('a code that is refused twice is for a person, and locks nothing', async () => {
    const desk = { ...deskAt(site), mailedCode: () => Promise.resolve('00000000') };
    await expect(stonebridge.signIn(visit, desk)).rejects.toMatchObject({ code: 'mfa-required' });
    expect(site.portal.counters.lockouts).toBe(0);
  });
  test('a mail that is late is waited for', async () => {
    site.portal.setMailDelay(400);
    expect(await signIn()).toEqual({ code: 'done', submits: 1, mails: 1 });
    site.portal.setMailDelay(0);
  });
  test('a mail that never comes leaves no session behind', async () => {
    const late = new WorkException('code-late', 'No mail came.');
    const desk = { ...deskAt(site), mailedCode: () => Promise.reject(late) };
    await expect(stonebridge.signIn(visit, desk)).rejects.toBe(late);
    expect(site.portal.counters.liveSessions).toBe(0);
  });
  test('a wrong password is submitted once', async () => {
    const before = site.portal.counters.passwordSubmits;
    expect(await signIn({ password: 'not-this-one' })).toEqual({ code: 'credentials-rejected', submits: 1, mails: 0 });
    expect(site.portal.counters.passwordSubmits - before).toBe(1);
  });
  test('a desk that refuses keeps the password from being submitted', async () => {
    const before = site.portal.counters.passwordSubmits;
    const refusal = new WorkException('login-locked', 'The budget of this login is spent.');
    const desk = { ...deskAt(site), beforeSubmit: () => Promise.reject(refusal) };
    await expect(stonebridge.signIn(visit, desk)).rejects.toBe(refusal);
    expect(site.portal.counters.passwordSubmits).toBe(before);
  });
  const ENDS: readonly (readonly [Partial<PortalFaults>, string])[] = [
    [{ passwordExpired: true }, 'password-expired'],
    [{ termsPage: true }, 'terms-to-accept'],
    [{ whatsNew: true }, 'done'],
    [{ lockedOut: true }, 'login-locked'],
    [{ captcha: true }, 'captcha'],
    [{ maintenance: true }, 'portal-maintenance'],
    [{ down: true }, 'portal-error'],
    [{ drift: 'labels' }, 'done'],
    [{ drift: 'ids' }, 'done'],
  ];
  test.each(ENDS)('under %j it ends as %s, after at most one password', async (faults, code) => {
    site.portal.faults.set(faults);
    const ended = await signIn();
    expect(ended.code).toBe(code);
    expect(ended.submits).toBeLessThan(2);
  });
});

describe('leaving', () => {
  test('a session that was not logged out shuts the login for 15 minutes, and is not fought', async () => {
    await signIn();
    const left = visit;
    visit = await newVisit();
    expect((await signIn()).code).toBe('signed-in-elsewhere');
    expect(await stonebridge.isSignedIn(left)).toBe(true);
    await left.page.context().close();
    site.pass(16);
    expect((await signIn()).code).toBe('done');
  });
  test('a session that was logged out can be followed by another at once', async () => {
    await signIn();
    await stonebridge.signOut?.(visit);
    expect(site.portal.counters.liveSessions).toBe(0);
    expect(await stonebridge.isSignedIn(visit)).toBe(false);
    expect((await signIn()).code).toBe('done');
  });
  test('a sign-in that fails behind the code leaves no session', async () => {
    site.portal.faults.set({ down: true }, { page: 'home', username: CREDENTIALS.username });
    expect((await signIn()).code).toBe('portal-error');
    expect(site.portal.counters).toMatchObject({ liveSessions: 0 });
    site.portal.faults.clear();
    expect((await signIn()).code).toBe('done');
  });
  test('a session that timed out is told, and signed in anew', async () => {
    await signIn();
    site.pass(16);
    expect(await stonebridge.isSignedIn(visit)).toBe(false);
    expect((await signIn()).code).toBe('done');
  });
});
