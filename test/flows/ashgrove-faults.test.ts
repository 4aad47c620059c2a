/** Every way in which the clearinghouse can fail to give an answer, and how the look-up must end. */
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimStatusInquiry, eligibilityInquiry } from '../../domain/inquiries.ts';
import type { ClaimStatusInquiry, EligibilityInquiry } from '../../domain/work-item.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import { remittancePdf } from '../../sandbox/remittance-pdf.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { payerOfMember } from '../../sandbox/ashgrove/payers.ts';
import type { PdfForm, PortalFaults } from '../../sandbox/faults.ts';
import { classify } from '../../workers/classify.ts';
import { launchBrowser } from '../browser.ts';
import { CREDENTIALS, deskWith, payerOf, startSite, type TestDesk, type TestSite } from './ashgrove-site.ts';
import { startVisit, type TestVisit } from './visits.ts';
import { someOf } from './some-of.ts';

const ashgrove = portalNamed('ashgrove');
let browser: Browser;
let site: TestSite;
let visit: TestVisit;
let desk: TestDesk;
let coverageInquiry: EligibilityInquiry;
let claimInquiry: ClaimStatusInquiry;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startSite();
  const { truth } = site.portal;
  coverageInquiry = site.population.appointments
    .map(eligibilityInquiry)
    .find((one) => 'result' in truth.eligibility(one))!;
  claimInquiry = site.population.claims.map(claimStatusInquiry).find((one) => {
    const expected = truth.claimStatus(one);
    return 'result' in expected && expected.result.claims.length === 1 && expected.result.claims[0]!.checkNumber;
  })!;
});
beforeEach(() => {
  desk = deskWith();
});
afterEach(() => {
  site.portal.faults.clear();
  site.portal.users.unlock(CREDENTIALS.username);
});
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

const newVisit = async (): Promise<void> => {
  visit = await startVisit(browser, { baseUrl: site.portal.url, providerNpi: DEMO_PROVIDER_NPI, timeoutMs: 10_000 });
};
/** The visit goes on from test to test, as a worker's does; what it noted is forgotten. */
async function goOn(): Promise<void> {
  for (const notes of [visit.drifts, visit.steps, visit.captured]) notes.length = 0;
  expect(await signIn()).toBe('done');
}

/** The code that a step gives, or what it gave. */
const outcomeOf = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => classify(error).code);
const signIn = (): Promise<unknown> => outcomeOf(ashgrove.signIn(visit, desk).then(() => 'done'));
const askCoverage = (inquiry = coverageInquiry): Promise<unknown> =>
  outcomeOf(ashgrove.eligibility({ ...visit, payer: payerOf(inquiry) }, inquiry).then(({ result }) => result));
const askClaim = (inquiry = claimInquiry): Promise<unknown> =>
  outcomeOf(ashgrove.claimStatus({ ...visit, payer: payerOf(inquiry) }, inquiry).then(({ result }) => result));
const askRemittance = (inquiry = claimInquiry) => ashgrove.eob!({ ...visit, payer: payerOf(inquiry) }, inquiry);
const truthOf = (expected: object): unknown => ('result' in expected ? expected.result : Object.values(expected)[0]);
const coverageTruth = (): unknown => truthOf(site.portal.truth.eligibility(coverageInquiry));
const claimTruth = (): unknown => truthOf(site.portal.truth.claimStatus(claimInquiry));

describe('logging on', () => {
  beforeEach(newVisit);
  afterEach(() => visit.page.context().close());
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
      [{ errorOnce: true }, 'portal-error'],
      [{ kicked: true }, 'signed-in-elsewhere'],
      [{ drift: 'redesign' }, 'unknown-page'],
      [{ whatsNew: true }, 'done'],
      [{ drift: 'labels', whatsNew: true }, 'done'],
      [{ drift: 'ids' }, 'done'],
    ] as [Partial<PortalFaults>, string][]),
  )('under %j it ends as %s, with one submit at most', async (faults, code) => {
    site.portal.faults.set(faults);
    expect(await signIn()).toBe(code);
    expect(desk.submits()).toBeLessThanOrEqual(1);
  });
  test('a session is known again, and one that is over is not', async () => {
    expect(await ashgrove.isSignedIn(visit)).toBe(false);
    expect(await signIn()).toBe('done');
    expect(await ashgrove.isSignedIn(visit)).toBe(true);
    await visit.page.goto(`${site.portal.url}/aex/logoff.do`);
    expect(await ashgrove.isSignedIn(visit)).toBe(false);
  });
  test('a wrong password is submitted once', async () => {
    const before = site.portal.counters.passwordSubmits;
    desk = deskWith({ password: 'not-this-one' });
    expect(await signIn()).toBe('credentials-rejected');
    expect(site.portal.counters.passwordSubmits - before).toBe(1);
  });
});

describe('asking', () => {
  beforeAll(newVisit);
  beforeEach(goOn);
  afterAll(() => visit.page.context().close());

  test.each(
    someOf([
      [{ maintenance: true }, 'portal-maintenance'],
      [{ down: true }, 'portal-error'],
      [{ rateLimit: true }, 'rate-limited'],
      [{ unusualActivity: true }, 'rate-limited'],
      [{ captcha: true }, 'captcha'],
      [{ kicked: true }, 'signed-in-elsewhere'],
      [{ cutSessionBeforeDetail: true }, 'session-expired'],
      [{ staleDetail: true }, 'wrong-record'],
      [{ drift: 'redesign' }, 'unknown-page'],
    ] as [Partial<PortalFaults>, string][]),
  )('under %j a claim ends as %s, and no window is left', async (faults, code) => {
    site.portal.faults.set(faults);
    expect(await askClaim()).toBe(code);
    expect(visit.page.context().pages()).toHaveLength(1);
  });
  test.each(
    someOf([
      [{ cutSessionBeforeDetail: true }, 'session-expired'],
      [{ staleDetail: true }, 'wrong-record'],
    ] as [Partial<PortalFaults>, string][]),
  )('under %j eligibility ends as %s', async (faults, code) => {
    site.portal.faults.set(faults);
    expect(await askCoverage()).toBe(code);
  });
  test.each(
    someOf([
      { namesakes: true, slowMs: 20 },
      { doubleSubmit: true },
      { drift: 'ids' },
      { drift: 'columns' },
    ] as Partial<PortalFaults>[]),
  )('under %j both are answered as the payer holds it', async (faults) => {
    site.portal.faults.set(faults);
    expect(await askCoverage()).toEqual(coverageTruth());
    expect(await askClaim()).toEqual(claimTruth());
    expect(visit.page.context().pages()).toHaveLength(1);
  });
  test('a search that never ends is not found to be empty', async () => {
    site.portal.faults.set({ neverAnswers: true });
    const patient = { ...visit, payer: payerOf(claimInquiry), timeoutMs: 1_500 };
    expect(await outcomeOf(ashgrove.claimStatus(patient, claimInquiry))).toBe('navigation-timeout');
  });
  test('other words are answered by other alternatives, and are reported', async () => {
    site.portal.faults.set({ drift: 'labels' });
    expect(await askCoverage()).toEqual(coverageTruth());
    expect(await askClaim()).toEqual(claimTruth());
    expect(visit.drifts).toEqual(
      expect.arrayContaining([
        'ashgrove/eligibility.isHere #1',
        'ashgrove/eligibility.memberId #1',
        'ashgrove/eligibility-report.status #1',
        'ashgrove/claim-inquiry.run #1',
        'ashgrove/claim-report.lines #1',
      ]),
    );
  });
  test('a claim under another day of service is never an answer', async () => {
    site.portal.faults.set({ otherDate: true });
    expect(await askClaim()).toBe('wrong-record');
    expect(claimTruth()).toBe('wrong-record');
  });
  test('the ladder is climbed to its end before a claim is not found', async () => {
    expect(
      await askClaim({
        ...claimInquiry,
        payerClaimControlNumber: '123',
        patientControlNumber: 'NONE-1',
        billedCents: 1,
      }),
    ).toBe('claim-not-found');
    expect(visit.steps).toEqual(
      expect.arrayContaining([
        "Search by the payer's claim number",
        'Search by our account number',
        'Search by member id and dates of service',
        'Search by member id and wider dates of service',
      ]),
    );
    const { memberId, lastName, birthDate } = claimInquiry.member;
    for (const secret of [memberId, lastName, birthDate]) expect(visit.steps.join('\n')).not.toContain(secret);
  });
  test('a payer or a provider that the portal does not list is never left open', async () => {
    expect(await outcomeOf(ashgrove.eligibility({ ...visit, payer: 'somebody-else' }, coverageInquiry))).toBe(
      'wrong-payer',
    );
    const another = { ...visit, payer: payerOf(claimInquiry), providerNpi: '1999999984' };
    expect(await outcomeOf(ashgrove.claimStatus(another, claimInquiry))).toBe('provider-not-listed');
  });
  test('a member of another payer is not found', async () => {
    const payer = payerOf(coverageInquiry) === 'ashgrove-mutual' ? 'fernhollow-trust' : 'ashgrove-mutual';
    expect(await outcomeOf(ashgrove.eligibility({ ...visit, payer }, coverageInquiry))).toBe('member-not-found');
    expect(visit.captured).toHaveLength(1);
  });
  test('the answer is pictured once, in the window that shows it', async () => {
    await askCoverage();
    await askClaim();
    expect(visit.captured.map((address) => new URL(address).pathname)).toEqual([
      '/aex/elg_rpt.jsp',
      '/aex/clm_rpt.jsp',
    ]);
  });
});

describe('remittances', () => {
  beforeAll(newVisit);
  beforeEach(goOn);
  afterAll(() => visit.page.context().close());

  test.each(someOf(['attachment', 'attachment-new-window', 'inline', 'blob-download', 'blob-window'] as PdfForm[]))(
    'a PDF handed out as %s arrives byte by byte',
    async (pdfForm) => {
      site.portal.faults.set({ pdfForm });
      const { bytes } = await askRemittance();
      const record = site.portal.truth.records.find(
        ({ shown, member }) =>
          shown.patientControlNumber === claimInquiry.patientControlNumber &&
          member.memberId === claimInquiry.member.memberId,
      )!;
      const expected = remittancePdf(record, payerOfMember(record.member.memberId).name);
      expect(Buffer.from(bytes).equals(Buffer.from(expected))).toBe(true);
      expect(visit.page.context().pages()).toHaveLength(1);
    },
  );
  test('a claim without payment has none', async () => {
    const unpaid = site.population.claims.map(claimStatusInquiry).find((one) => {
      const expected = site.portal.truth.claimStatus(one);
      return 'result' in expected && expected.result.claims.length === 1 && !expected.result.claims[0]!.checkNumber;
    })!;
    expect(await outcomeOf(askRemittance(unpaid))).toBe('eob-not-found');
  });
});
