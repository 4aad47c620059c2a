/** Every way in which the portal can fail to give an answer, and the exception that says so. */
import type { Browser, BrowserContext } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Claim } from '../../domain/claim.ts';
import { WorkException } from '../../domain/exceptions.ts';
import type { Credentials } from '../../domain/login.ts';
import type { Reading } from '../../flows/portal.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import type { PortalFaults } from '../../sandbox/faults.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { classify } from '../../workers/classify.ts';
import { launchBrowser } from '../browser.ts';
import {
  claimInquiryOf,
  CREDENTIALS,
  deskWith,
  eligibilityInquiryOf,
  startSite,
  type TestSite,
} from './northfield-site.ts';
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

/** The code that a step gives, or "done". */
async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'done',
    (error: unknown) => classify(error).code,
  );
}
async function signInWith(credentials: Partial<Credentials> = {}): Promise<{ code: string; submits: number }> {
  const desk = deskWith(credentials);
  return { code: await codeOf(northfield.signIn(visit, desk)), submits: desk.submits() };
}
const givenFaults = (faults: Partial<PortalFaults>, page?: string): void =>
  site.portal.faults.set(faults, page === undefined ? {} : { page });

/** An appointment and a claim that the portal answers when nothing is wrong with it. */
const askEligibility = (): Promise<Reading<unknown>> =>
  northfield.eligibility(visit, eligibilityInquiryOf(site.population.appointments[0]!));
const answeredClaim = (): Claim =>
  site.population.claims.find((one) => {
    const expected = site.portal.truth.claimStatus(claimInquiryOf(one));
    return 'result' in expected && expected.result.claims[0]?.patientControlNumber === one.patientControlNumber;
  })!;
const askClaim = (claim = answeredClaim()): Promise<Reading<unknown>> =>
  northfield.claimStatus(visit, claimInquiryOf(claim));

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
    expect(await codeOf(askEligibility())).toBe('done');
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

describe('asking', () => {
  let kept: Awaited<ReturnType<BrowserContext['cookies']>> = [];
  beforeEach(async () => {
    await visit.page.context().addCookies(kept);
    await signInWith();
    kept = await visit.page.context().cookies();
  });

  test.each(
    someOf([
      [{ maintenance: true }, 'portal-maintenance'],
      [{ down: true }, 'portal-error'],
      [{ rateLimit: true }, 'rate-limited'],
      [{ unusualActivity: true }, 'rate-limited'],
      [{ captcha: true }, 'captcha'],
      [{ cutSessionBeforeDetail: true }, 'session-expired'],
    ] as const),
  )('under %j both inquiries end as %s', async (faults, code) => {
    givenFaults(faults);
    expect(await codeOf(askEligibility())).toBe(code);
    await signInWith();
    expect(await codeOf(askClaim())).toBe(code);
  });
  test.each(
    someOf([
      [{ kicked: true }, 'signed-in-elsewhere', 'signed-in-elsewhere'],
      [{ neverAnswers: true }, 'navigation-timeout', 'navigation-timeout'],
      [{ otherDate: true }, 'done', 'wrong-record'],
      [{ namesakes: true }, 'done', 'done'],
      [{ doubleSubmit: true }, 'done', 'done'],
      [{ slowMs: 60 }, 'done', 'done'],
    ] as const),
  )('under %j the inquiries end as %s and %s', async (faults, coverage, claim) => {
    const claimed = answeredClaim();
    givenFaults(faults);
    expect(await codeOf(askEligibility())).toBe(coverage);
    site.portal.faults.clear();
    await signInWith();
    givenFaults(faults);
    expect(await codeOf(askClaim(claimed))).toBe(claim);
  });
  test('two members of one name and no member id are a question for a person', async () => {
    givenFaults({ namesakes: true });
    const { member, ...inquiry } = eligibilityInquiryOf(site.population.appointments[4]!);
    const byName = { ...inquiry, member: { ...member, memberId: null } };
    expect(await codeOf(northfield.eligibility(visit, byName))).toBe('member-ambiguous');
  });
  test('the time to come back after 429 is kept', async () => {
    givenFaults({ rateLimit: true });
    const error = await askEligibility().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ details: { until: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) } });
  });
  test("another member's claim in place of ours is never an answer", async () => {
    givenFaults({ staleDetail: true });
    expect(await codeOf(askClaim())).toBe('wrong-record');
    expect(visit.captured).toHaveLength(1);
  });
  test('a session that is gone asks for a sign-in', async () => {
    await visit.page.context().clearCookies();
    expect(await codeOf(askEligibility())).toBe('session-expired');
    expect(await codeOf(askClaim())).toBe('session-expired');
  });
  test.each(
    someOf([
      ['eligibility', 'northfield/eligibility', askEligibility],
      ['eligibility-result', 'northfield/eligible', askEligibility],
      ['claim-search', 'northfield/claim-search', askClaim],
      ['claim-results', 'northfield/claim-list', askClaim],
      ['claim-detail', 'northfield/claim-detail', askClaim],
    ] as const),
  )('a redesigned page %s is unknown', async (page, file, ask) => {
    givenFaults({ drift: 'redesign' }, page);
    await expect(ask()).rejects.toMatchObject({ code: 'unknown-page', details: { page: file } });
  });
  test.each(someOf(['ids', 'columns'] as const))('drift in %s changes no answer', async (drift) => {
    const [coverage, claim] = [(await askEligibility()).result, (await askClaim()).result];
    givenFaults({ drift });
    expect((await askEligibility()).result).toEqual(coverage);
    expect((await askClaim()).result).toEqual(claim);
  });
  test('other words change no answer, and are reported', async () => {
    const [coverage, claim] = [(await askEligibility()).result, (await askClaim()).result];
    givenFaults({ drift: 'labels' });
    expect((await askEligibility()).result).toEqual(coverage);
    expect((await askClaim()).result).toEqual(claim);
    expect(visit.drifts).toEqual(
      expect.arrayContaining([
        'northfield/eligibility.memberId #1',
        'northfield/eligible.expandAll #1',
        'northfield/claim-search.accountNumber #1',
        'northfield/claim-search.search #1',
      ]),
    );
  });
  test('an answer is kept as evidence once, on the page that shows it', async () => {
    await askEligibility();
    await askClaim();
    expect(visit.captured.map((address) => new URL(address).pathname)).toEqual([
      '/hcp/provider/Eligibility/EligibilityVerificationResponse/tabid/143/Default.aspx',
      '/hcp/provider/Claims/ViewClaim/tabid/153/Default.aspx',
    ]);
  });
  test('a member whom the portal does not find is kept as evidence once', async () => {
    const appointment = { ...site.population.appointments[0]!, memberId: '999999999999' };
    expect(await codeOf(northfield.eligibility(visit, eligibilityInquiryOf(appointment)))).toBe('member-not-found');
    expect(visit.captured).toHaveLength(1);
  });
  test('a date further ahead than the portal answers is sent back', async () => {
    const appointment = { ...site.population.appointments[0]!, serviceDate: '2027-12-01' };
    expect(await codeOf(northfield.eligibility(visit, eligibilityInquiryOf(appointment)))).toBe('inquiry-rejected');
  });
  test('another birth date than ours is another person', async () => {
    const inquiry = eligibilityInquiryOf(site.population.appointments[0]!);
    const member = { ...inquiry.member, birthDate: '1970-01-02' };
    expect(await codeOf(northfield.eligibility(visit, { ...inquiry, member }))).toBe('wrong-record');
  });
  test('another name under the same id is another person', async () => {
    const inquiry = eligibilityInquiryOf(site.population.appointments[0]!);
    const member = { ...inquiry.member, lastName: 'Somebody-Else', birthDate: null };
    expect(await codeOf(northfield.eligibility(visit, { ...inquiry, member }))).toBe('wrong-record');
  });
  test('a claim under no key of ours is not asked about', async () => {
    const requests = site.portal.counters.requests;
    const inquiry = { ...claimInquiryOf(site.population.claims[0]!), patientControlNumber: null, serviceFrom: null };
    expect(await codeOf(northfield.claimStatus(visit, inquiry))).toBe('inquiry-rejected');
    expect(site.portal.counters.requests).toBe(requests);
  });
  test('a claim that the portal does not have is not found in its own words', async () => {
    const claim = { ...site.population.claims[0]!, patientControlNumber: 'NONE-1', memberId: '999999999999' };
    expect(await codeOf(northfield.claimStatus(visit, claimInquiryOf(claim)))).toBe('claim-not-found');
    expect(visit.captured).toHaveLength(1);
  });
  test('steps are told in words without patient data', async () => {
    await askEligibility();
    await askClaim();
    const { memberId, lastName, birthDate } = eligibilityInquiryOf(site.population.appointments[0]!).member;
    const told = visit.steps.join('\n');
    for (const secret of [memberId, lastName, birthDate]) expect(told).not.toContain(secret);
    expect(visit.steps).toContain('Search by our account number');
  });
});
