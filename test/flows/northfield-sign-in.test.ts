/** Every way in which signing in to the portal can end, and that a password is submitted at most once. */
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import type { Credentials } from '../../domain/login.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import type { PortalFaults } from '../../sandbox/faults.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { launchBrowser } from '../browser.ts';
import { codeOf } from './code-of.ts';
import { CREDENTIALS, deskWith, eligibilityInquiryOf, startSite, type TestSite } from './northfield-site.ts';
import { startVisit, type TestVisit, type VisitOptions } from './visits.ts';
import { someOf } from './some-of.ts';

const northfield = portalNamed('northfield');
let browser: Browser;
let site: TestSite;
let visit: TestVisit;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startSite();
});
beforeEach(async () => {
  visit = await newVisit();
});
afterEach(async () => {
  await visit.page.context().close();
  site.portal.faults.clear();
  site.portal.users.unlock(CREDENTIALS.username);
});
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

const newVisit = (options: Partial<VisitOptions> = {}): Promise<TestVisit> =>
  startVisit(browser, { baseUrl: site.portal.url, providerNpi: DEMO_PROVIDER_NPI, timeoutMs: 2_500, ...options });

async function signInWith(credentials: Partial<Credentials> = {}): Promise<{ code: string; submits: number }> {
  const desk = deskWith(credentials);
  return { code: await codeOf(northfield.signIn(visit, desk)), submits: desk.submits() };
}
const givenFaults = (faults: Partial<PortalFaults>, page?: string): void =>
  site.portal.faults.set(faults, page === undefined ? {} : { page });

describe('signing in', () => {
  test('takes one password submit and leaves a session that is known again', async () => {
    expect(await signInWith()).toEqual({ code: 'done', submits: 1 });
    expect(await northfield.isSignedIn(visit)).toBe(true);
    expect(await signInWith()).toEqual({ code: 'done', submits: 0 });
  });
  test('a kept session serves a new browser context', async () => {
    await signInWith();
    const storageState = await visit.page.context().storageState();
    const context = await browser.newContext({ storageState });
    visit = { ...visit, page: await context.newPage() };
    expect(await northfield.isSignedIn(visit)).toBe(true);
    expect(await codeOf(northfield.eligibility(visit, eligibilityInquiryOf(site.population.appointments[0]!)))).toBe(
      'done',
    );
  });
  test('a visitor without a session, or whose session was dropped, is not signed in', async () => {
    expect(await northfield.isSignedIn(visit)).toBe(false);
    await signInWith();
    await visit.page.goto(`${site.portal.url}/hcp/provider/Home/LogOut/tabid/136/Default.aspx`);
    await visit.page.context().addCookies([{ name: 'NorthfieldSession', value: 'gone', url: site.portal.url }]);
    expect(await northfield.isSignedIn(visit)).toBe(false);
    expect(await signInWith()).toEqual({ code: 'done', submits: 1 });
  });
  test('a session that works for another provider is switched to ours', async () => {
    visit = await newVisit({ providerNpi: '1902000017' });
    await signInWith();
    const ours = { ...visit, providerNpi: DEMO_PROVIDER_NPI };
    expect(await northfield.isSignedIn(ours)).toBe(false);
    await northfield.signIn(ours, deskWith());
    expect(await northfield.isSignedIn(ours)).toBe(true);
  });
  test('a wrong password is submitted once', async () =>
    expect(await signInWith({ password: 'not-this-one' })).toEqual({ code: 'credentials-rejected', submits: 1 }));
  test('a desk that refuses keeps the password from being submitted', async () => {
    const before = site.portal.counters.passwordSubmits;
    const refusal = new WorkException('login-locked', 'The budget of this login is spent.');
    const desk = { ...deskWith(), beforeSubmit: () => Promise.reject(refusal) };
    expect(await codeOf(northfield.signIn(visit, desk))).toBe('login-locked');
    expect(site.portal.counters.passwordSubmits - before).toBe(0);
  });
  test('an unknown user id is rejected before any password', async () =>
    expect(await signInWith({ username: 'NOBODY' })).toEqual({ code: 'credentials-rejected', submits: 0 }));
  test('a wrong answer to the challenge question is rejected before any password', async () => {
    const answers = Object.fromEntries(Object.keys(CREDENTIALS.answers).map((question) => [question, 'wrong']));
    expect(await signInWith({ answers })).toEqual({ code: 'credentials-rejected', submits: 0 });
  });
  test('a question without an answer of ours is for a person, never a guess', async () => {
    const before = site.portal.counters.badAnswers;
    expect(await signInWith({ answers: { 'What is your favourite colour?': 'Blue' } })).toEqual({
      code: 'mfa-required',
      submits: 0,
    });
    expect(site.portal.counters.badAnswers).toBe(before);
  });
  test("a provider that the login may not act for is a person's matter", async () => {
    visit = await newVisit({ providerNpi: '1999999984' });
    expect((await signInWith()).code).toBe('provider-not-listed');
  });
  test.each(
    someOf([
      [{ lockedOut: true }, 'login-locked'],
      [{ passwordExpired: true }, 'password-expired'],
      [{ termsPage: true }, 'terms-to-accept'],
      [{ captcha: true }, 'captcha'],
      [{ maintenance: true }, 'portal-maintenance'],
      [{ unusualActivity: true }, 'rate-limited'],
      [{ rateLimit: true }, 'rate-limited'],
      [{ down: true }, 'portal-error'],
      [{ kicked: true }, 'signed-in-elsewhere'],
      [{ errorOnce: true }, 'portal-error'],
      [{ drift: 'redesign' }, 'unknown-page'],
      [{ whatsNew: true }, 'done'],
      [{ drift: 'labels' }, 'done'],
      [{ drift: 'ids' }, 'done'],
      [{ drift: 'columns' }, 'done'],
    ] as const),
  )('under %j it ends as %s', async (faults, code) => {
    givenFaults(faults);
    expect((await signInWith()).code).toBe(code);
  });
  test.each(someOf(['challenge', 'password', 'provider', 'home']))('a redesigned page %s is unknown', async (page) => {
    givenFaults({ drift: 'redesign' }, page);
    expect((await signInWith()).code).toBe('unknown-page');
  });
  test('other words on every page are drift, and the sign-in still works', async () => {
    givenFaults({ drift: 'labels' });
    expect(await signInWith()).toEqual({ code: 'done', submits: 1 });
    expect(visit.drifts).toEqual([
      'northfield/sign-in.userId #1',
      'northfield/challenge.answer #1',
      'northfield/password.password #1',
      'northfield/provider-choice.submit #1',
    ]);
  });
});
