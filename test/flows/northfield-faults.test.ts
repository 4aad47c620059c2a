/** Every way in which the portal can fail to give an answer, and the exception that says so. */
import type { Browser, BrowserContext } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Claim } from '../../domain/claim.ts';
import type { Reading } from '../../flows/portal.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import type { PortalFaults } from '../../sandbox/faults.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { launchBrowser } from '../browser.ts';
import { codeOf } from './code-of.ts';
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

/** As far as it goes: what stops it stops the inquiry after it as well, and that is what is asked about. */
const signIn = (): Promise<string> => codeOf(northfield.signIn(visit, deskWith()));
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

describe('asking', () => {
  let kept: Awaited<ReturnType<BrowserContext['cookies']>> = [];
  beforeEach(async () => {
    await visit.page.context().addCookies(kept);
    await signIn();
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
    await signIn();
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
    await signIn();
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
