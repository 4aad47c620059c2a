/** Every switch of the practice portal Stonebridge, and how one look-up under it ends. */
import type { Browser, BrowserContext } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { claimStatusInquiry, eligibilityInquiry } from '../../domain/inquiries.ts';
import type { ClaimStatusInquiry, EligibilityInquiry, Inquiry } from '../../domain/work-item.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import type { PdfForm, PortalFaults } from '../../sandbox/faults.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { remittancePdf } from '../../sandbox/remittance-pdf.ts';
import { classify } from '../../workers/classify.ts';
import { FAULTS } from '../bench/portals/portal-under-test.ts';
import { launchBrowser } from '../browser.ts';
import { codeIn, CREDENTIALS, deskAt, startSite, type TestSite } from './stonebridge-site.ts';
import { type TestVisit, visitOf } from './visits.ts';
import { someOf } from './some-of.ts';

const stonebridge = portalNamed('stonebridge');
let browser: Browser;
let context: BrowserContext;
let site: TestSite;
let visit: TestVisit;

beforeAll(async () => {
  browser = await launchBrowser();
  context = await browser.newContext();
  site = await startSite();
});
/** A window of its own for each test, of the one session that all share. */
beforeEach(async () => {
  visit = await newVisit();
});
afterEach(() => {
  site.portal.faults.clear();
  closeWindow();
});
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

/** Not waited for: a window that was cut off in the middle of a page may take long to close. */
const closeWindow = (): void => void Promise.allSettled([visit.page.close()]);
const newVisit = async (): Promise<TestVisit> =>
  visitOf(await context.newPage(), {
    baseUrl: site.portal.url,
    providerNpi: DEMO_PROVIDER_NPI,
    payer: 'stonebridge-medicare',
    timeoutMs: 8_000,
  });
/** The code that is valid now, so that a sign-in needs no new mail. */
const keptCode = (): string | null => codeIn(site.mails.at(-1)) || null;
const signIn = (): Promise<void> => stonebridge.signIn(visit, deskAt(site, {}, keptCode()));

async function endOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'answered',
    (error: unknown) => classify(error).code,
  );
}

/** An inquiry that the portal answers when nothing is wrong with it; for a member who is covered. */
const coveredInquiry = (): EligibilityInquiry =>
  site.population.appointments.map(eligibilityInquiry).find((one) => {
    const expected = site.portal.truth.eligibility(one);
    return 'result' in expected && expected.result.status === 'active';
  })!;
const paidInquiry = (): ClaimStatusInquiry =>
  site.population.claims.map(claimStatusInquiry).find((one) => {
    const expected = site.portal.truth.claimStatus(one);
    const [claim, ...others] = 'result' in expected ? expected.result.claims : [];
    return claim?.checkNumber && claim.patientControlNumber && others.length === 0;
  })!;

/** Asks, and says `answered` only when the answer is the truth. */
async function ask(inquiry: Inquiry): Promise<string> {
  const isEligibility = inquiry.kind === 'eligibility';
  const work = isEligibility ? stonebridge.eligibility(visit, inquiry) : stonebridge.claimStatus(visit, inquiry);
  const expected = isEligibility ? site.portal.truth.eligibility(inquiry) : site.portal.truth.claimStatus(inquiry);
  return endOf(work.then(({ result }) => expect({ result }).toEqual(expected)));
}

type Row = readonly [keyof typeof FAULTS, eligibility: string, claim: string];
const MATRIX: readonly Row[] = [
  ['maintenance', 'portal-maintenance', 'portal-maintenance'],
  ['down', 'portal-error', 'portal-error'],
  ['rateLimit', 'rate-limited', 'rate-limited'],
  ['unusualActivity', 'rate-limited', 'rate-limited'],
  ['captcha', 'captcha', 'captcha'],
  ['cutSessionBeforeDetail', 'session-expired', 'session-expired'],
  ['staleDetail', 'wrong-record', 'wrong-record'],
  ['namesakes', 'answered', 'answered'],
  ['doubleSubmit', 'answered', 'answered'],
  ['slowMs', 'answered', 'answered'],
  ['drift-labels', 'answered', 'answered'],
  ['drift-ids', 'answered', 'answered'],
  ['drift-columns', 'answered', 'answered'],
  ['drift-redesign', 'unknown-page', 'unknown-page'],
];
/** Faults that end a session are met by a session of its own. */
const ENDS_SESSION: readonly Row[0][] = ['cutSessionBeforeDetail'];

describe('a look-up of someone signed in', () => {
  test.each(someOf(MATRIX))('under %s ends as %s and %s', async (fault, eligibility, claim) => {
    await signIn();
    const timeoutMs = fault === 'drift-redesign' ? 1_500 : visit.timeoutMs;
    const [eligible, paid] = [coveredInquiry(), paidInquiry()];
    site.portal.faults.set(fault === 'slowMs' ? { slowMs: 60 } : FAULTS[fault]);
    visit = { ...visit, timeoutMs };
    expect(await ask(eligible)).toBe(eligibility);
    expect(visit.drifts.includes('stonebridge/eligibility.medicareNumber #1')).toBe(fault === 'drift-labels');
    if (ENDS_SESSION.includes(fault)) await signIn();
    closeWindow();
    visit = { ...(await newVisit()), timeoutMs };
    expect(await ask(paid)).toBe(claim);
  });
});

describe('one switch alone', () => {
  const only = async (faults: Partial<PortalFaults>, inquiry: Inquiry, page?: string): Promise<string> => {
    await signIn();
    site.portal.faults.set(faults, { username: CREDENTIALS.username, ...(page && { page }) });
    return ask(inquiry);
  };

  test('a result that never comes is no answer in time, and the session can still be left', async () => {
    await signIn();
    visit = { ...visit, timeoutMs: 1_200 };
    site.portal.faults.set({ neverAnswers: true });
    expect(await ask(paidInquiry())).toBe('navigation-timeout');
    await stonebridge.signOut?.(visit);
    expect(site.portal.counters.liveSessions).toBe(0);
  });
  test('somebody who signed in elsewhere is told from a password problem', async () =>
    expect(await only({ kicked: true }, coveredInquiry())).toBe('signed-in-elsewhere'));
  test('an error that passes is a fault of the portal once', async () => {
    expect(await only({ errorOnce: true }, coveredInquiry(), 'eligibility')).toBe('portal-error');
    visit = await newVisit();
    expect(await ask(coveredInquiry())).toBe('answered');
  });
  test("another person's sub-tab in place of ours is never an answer", async () =>
    expect(await only({ staleDetail: true }, coveredInquiry(), 'msp')).toBe('wrong-record'));
  test('a redesigned sub-tab is unknown', async () => {
    await signIn();
    visit = { ...visit, timeoutMs: 1_500 };
    site.portal.faults.set({ drift: 'redesign' }, { page: 'plan' });
    await expect(stonebridge.eligibility(visit, coveredInquiry())).rejects.toMatchObject({
      code: 'unknown-page',
      details: { page: 'stonebridge/plan' },
    });
  });
  test('a claim under another day is found by wider dates, step by step, and is another record', async () => {
    const inquiry = paidInquiry();
    await signIn();
    site.portal.faults.set({ otherDate: true });
    expect(await endOf(stonebridge.claimStatus(visit, inquiry))).toBe('wrong-record');
    expect(site.portal.truth.claimStatus(inquiry)).toEqual({ code: 'wrong-record' });
    expect(visit.steps.filter((step) => step.startsWith('Search'))).toEqual([
      'Search by beneficiary and dates of service',
      'Search by beneficiary and wider dates of service',
    ]);
  });
  test('people of one name are told apart by number and birth date only', async () => {
    const inquiry = coveredInquiry();
    const member = { ...inquiry.member, birthDate: null };
    expect(await only({ namesakes: true }, { ...inquiry, member })).toBe('answered');
    expect(visit.steps).toContain('Choose among people of one name');
  });
});

describe('asking to the letter', () => {
  beforeEach(signIn);
  const asked = (change: Partial<EligibilityInquiry['member']>): EligibilityInquiry => {
    const inquiry = coveredInquiry();
    return { ...inquiry, member: { ...inquiry.member, ...change } };
  };

  test('spaces that came with a copy are taken off', async () => {
    const { memberId, lastName } = coveredInquiry().member;
    expect(await ask(asked({ memberId: ` ${memberId} `, lastName: `${lastName}  ` }))).toBe('answered');
  });
  test('another name is nobody', async () =>
    expect(await endOf(stonebridge.eligibility(visit, asked({ lastName: 'Somebody-Else' })))).toBe('member-not-found'));
  test('a name or a number too little is not asked about', async () => {
    const before = site.portal.counters.requests;
    const tooLittle = asked({ firstName: null, birthDate: null });
    expect(await endOf(stonebridge.eligibility(visit, tooLittle))).toBe('inquiry-rejected');
    expect(site.portal.counters.requests).toBe(before);
  });
  test.each(
    someOf([
      ['2025-11-22', 'inquiry-rejected'],
      ['2027-03-24', 'inquiry-rejected'],
    ]),
  )('a day outside the window, %s, is sent back', async (serviceDate, code) =>
    expect(await endOf(stonebridge.eligibility(visit, { ...coveredInquiry(), serviceDate }))).toBe(code),
  );
  test('a provider whom the login does not act for is for a person', async () => {
    visit = { ...visit, providerNpi: '1999999984' };
    expect(await endOf(stonebridge.eligibility(visit, coveredInquiry()))).toBe('provider-not-listed');
  });
  test("the payer's number alone finds a claim", async () => {
    const { shown, member } = site.portal.truth.records.find((one) => one.scenario === 'paid')!;
    const nobody = { memberId: member.memberId, lastName: null, firstName: null, birthDate: null };
    const inquiry = { ...paidInquiry(), member: nobody, serviceFrom: shown.serviceFrom, billedCents: null };
    const byNumber = { ...inquiry, payerClaimControlNumber: shown.payerClaimControlNumber, patientControlNumber: null };
    expect(await ask(byNumber)).toBe('answered');
  });
});

describe('the remittance advice', () => {
  beforeEach(signIn);
  const FORMS: readonly PdfForm[] = ['attachment', 'attachment-new-window', 'inline', 'blob-download', 'blob-window'];

  test.each(someOf(FORMS))('comes as the exact bytes when it is handed out as %s', async (pdfForm) => {
    site.portal.faults.set({ pdfForm });
    const inquiry = paidInquiry();
    const record = site.portal.truth.records.find(
      ({ shown }) => shown.patientControlNumber === inquiry.patientControlNumber,
    )!;
    const { bytes } = (await stonebridge.eob?.(visit, inquiry)) ?? {};
    expect(Buffer.from(bytes ?? [])).toEqual(Buffer.from(remittancePdf(record, 'STONEBRIDGE MEDICARE (PRACTICE)')));
  });
  test('of a claim that nothing was paid for is not there', async () => {
    const unpaid = site.population.claims.map(claimStatusInquiry).find((one) => {
      const expected = site.portal.truth.claimStatus(one);
      return 'result' in expected && expected.result.claims[0]?.checkNumber === null;
    })!;
    expect(await endOf(stonebridge.eob!(visit, unpaid))).toBe('eob-not-found');
  });
});
