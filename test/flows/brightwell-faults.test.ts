/** Every switch of the practice portal Brightwell, and how one look-up under it ends. */
import { isDeepStrictEqual } from 'node:util';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays } from '../../domain/dates.ts';
import { WorkException } from '../../domain/exceptions.ts';
import { claimStatusInquiry, eligibilityInquiry } from '../../domain/inquiries.ts';
import type { Credentials } from '../../domain/login.ts';
import { askFor } from '../../domain/portal-candidate.ts';
import type { ClaimStatusInquiry, EligibilityInquiry, Inquiry } from '../../domain/work-item.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import type { FaultScope, PortalFaults } from '../../sandbox/faults.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { classify } from '../../workers/classify.ts';
import { FAULTS } from '../bench/portals/portal-under-test.ts';
import { launchBrowser } from '../browser.ts';
import { CREDENTIALS, deskWith, startSite, type TestSite } from './brightwell-site.ts';
import { startVisit, type TestVisit } from './visits.ts';
import { someOf } from './some-of.ts';

const brightwell = portalNamed('brightwell');
let browser: Browser;
let site: TestSite;
let visit: TestVisit;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startSite();
  visit = await newVisit();
}, 60_000);
afterEach(() => {
  site.portal.faults.clear();
  site.portal.users.unlock(CREDENTIALS.username);
});
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

const newVisit = (timeoutMs = 8_000): Promise<TestVisit> =>
  startVisit(browser, {
    baseUrl: site.portal.url,
    providerNpi: DEMO_PROVIDER_NPI,
    payer: 'brightwell-health',
    timeoutMs,
  });

const endOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'answered',
    (error: unknown) => classify(error).code,
  );

async function signIn(credentials: Partial<Credentials> = {}): Promise<{ code: string; submits: number }> {
  const desk = deskWith(credentials);
  return { code: await endOf(brightwell.signIn(visit, desk)), submits: desk.submits() };
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
    return (
      claim?.checkNumber && claim.patientControlNumber && claim.serviceFrom === one.serviceFrom && others.length === 0
    );
  })!;

/** Asks, and says `answered` only when the answer is the truth. */
async function ask(inquiry: Inquiry): Promise<string> {
  const [{ result }, expected] =
    inquiry.kind === 'eligibility'
      ? [await brightwell.eligibility(visit, inquiry), site.portal.truth.eligibility(inquiry)]
      : [await brightwell.claimStatus(visit, inquiry), site.portal.truth.claimStatus(inquiry)];
  return isDeepStrictEqual({ result }, expected) ? 'answered' : 'wrong';
}
const endOfAsking = (inquiry: Inquiry): Promise<string> => ask(inquiry).catch((error: unknown) => classify(error).code);

describe('signing in', () => {
  beforeEach(async () => {
    await visit.page.context().close();
    visit = await newVisit();
  });

  test('takes one password submit, and leaves a session that is known again', async () => {
    expect(await signIn()).toEqual({ code: 'answered', submits: 1 });
    expect(await brightwell.isSignedIn(visit)).toBe(true);
    expect(await signIn()).toEqual({ code: 'answered', submits: 0 });
  });
  test('the session lives in sessionStorage: carried to another context, it serves there', async () => {
    await signIn();
    const kept = await visit.page.evaluate<string>('JSON.stringify({ ...sessionStorage })');
    const other = await newVisit();
    expect(await brightwell.isSignedIn(other)).toBe(false);
    await other.page.addInitScript(`Object.assign(sessionStorage, ${kept})`);
    expect(await brightwell.isSignedIn(other)).toBe(true);
    await other.page.context().close();
  });
  test('leaves by its own log-out, and twice is no harm', async () => {
    await signIn();
    await brightwell.signOut?.(visit);
    expect(site.portal.counters.liveSessions).toBe(0);
    await brightwell.signOut?.(visit);
    expect(await brightwell.isSignedIn(visit)).toBe(false);
  });
  test('a session that works for another organization is switched to ours', async () => {
    visit = { ...visit, providerNpi: '1902000025' };
    await signIn();
    visit = { ...visit, providerNpi: DEMO_PROVIDER_NPI };
    expect(await brightwell.isSignedIn(visit)).toBe(false);
    expect(await signIn()).toEqual({ code: 'answered', submits: 0 });
    expect(await brightwell.isSignedIn(visit)).toBe(true);
  });
  test('a wrong password is submitted once', async () => {
    const before = site.portal.counters.passwordSubmits;
    expect(await signIn({ password: 'not-this-one' })).toEqual({ code: 'credentials-rejected', submits: 1 });
    expect(site.portal.counters.passwordSubmits - before).toBe(1);
  });
  test('an organization that the login may not act for is for a person', async () => {
    visit = { ...visit, providerNpi: '1999999984' };
    expect((await signIn()).code).toBe('provider-not-listed');
  });
  test.each(
    someOf([
      ['lockedOut', 'login-locked'],
      ['passwordExpired', 'password-expired'],
      ['termsPage', 'terms-to-accept'],
      ['whatsNew', 'answered'],
      ['captcha', 'captcha'],
      ['maintenance', 'portal-maintenance'],
      ['kicked', 'signed-in-elsewhere'],
    ] as const),
  )('under %s it ends as %s', async (fault, code) => {
    site.portal.faults.set(FAULTS[fault], { username: CREDENTIALS.username });
    expect((await signIn()).code).toBe(code);
  });
  test('other words are drift, and the sign-in still works', async () => {
    site.portal.faults.set(FAULTS['drift-labels']);
    expect((await signIn()).code).toBe('answered');
    expect(visit.drifts).toContain('brightwell/sign-in.username #1');
  });
});

describe('a look-up of someone signed in', () => {
  beforeEach(async () => void (await signIn()));

  type Row = readonly [keyof typeof FAULTS, eligibility: string, claim: string];
  test.each(
    someOf<Row>([
      ['maintenance', 'portal-maintenance', 'portal-maintenance'],
      ['down', 'portal-error', 'portal-error'],
      ['rateLimit', 'rate-limited', 'rate-limited'],
      ['unusualActivity', 'rate-limited', 'rate-limited'],
      ['captcha', 'captcha', 'captcha'],
      ['cutSessionBeforeDetail', 'session-expired', 'session-expired'],
      ['kicked', 'signed-in-elsewhere', 'signed-in-elsewhere'],
      ['staleDetail', 'wrong-record', 'wrong-record'],
      ['namesakes', 'answered', 'answered'],
      ['doubleSubmit', 'answered', 'answered'],
      ['drift-ids', 'answered', 'answered'],
      ['drift-columns', 'answered', 'answered'],
    ]),
  )('under %s ends as %s and %s', async (fault, eligibility, claim) => {
    site.portal.faults.set(FAULTS[fault]);
    expect(await endOfAsking(coveredInquiry())).toBe(eligibility);
    if (fault === 'cutSessionBeforeDetail' || fault === 'kicked') {
      site.portal.faults.clear();
      await signIn();
      site.portal.faults.set(FAULTS[fault]);
    }
    expect(await endOfAsking(paidInquiry())).toBe(claim);
  });
  test('under drift-labels both are answered, and the other words are reported where they stand', async () => {
    site.portal.faults.set(FAULTS['drift-labels']);
    visit.drifts.length = 0;
    expect(await endOfAsking(coveredInquiry())).toBe('answered');
    expect(await endOfAsking(paidInquiry())).toBe('answered');
    expect(visit.drifts).toEqual(
      expect.arrayContaining([
        'brightwell/member-search.memberId #1',
        'brightwell/coverage.status #1',
        'brightwell/claim-search.accountNumber #1',
        'brightwell/claim-list.claims.billed #1',
        'brightwell/claim-detail.status #1',
      ]),
    );
  });

  const under = async (faults: Partial<PortalFaults>, inquiry: Inquiry, scope: FaultScope = {}): Promise<string> => {
    site.portal.faults.set(faults, scope);
    return endOfAsking(inquiry);
  };

  test.each(someOf(['coverage', 'claim-results']))(
    'an answer on the page %s that never comes is no answer in time',
    async (page) => {
      visit = { ...visit, timeoutMs: 2_500 };
      const faults = { neverAnswers: true };
      const inquiry = page === 'coverage' ? coveredInquiry() : paidInquiry();
      const scope = { page: page === 'coverage' ? page : 'claim-search' };
      expect(await under(faults, inquiry, scope)).toBe('navigation-timeout');
      visit = { ...visit, timeoutMs: 8_000 };
    },
  );
  test.each(
    someOf([
      ['member-search', 'brightwell/member-search'],
      ['coverage', 'brightwell/coverage'],
      ['claim-detail', 'brightwell/claim-detail'],
    ]),
  )('a redesigned page %s is unknown', async (page, file) => {
    visit = { ...visit, timeoutMs: 2_500 };
    site.portal.faults.set({ drift: 'redesign' }, { page });
    const inquiry = page === 'claim-detail' ? paidInquiry() : coveredInquiry();
    await expect(ask(inquiry)).rejects.toMatchObject({ code: 'unknown-page', details: { page: file } });
    visit = { ...visit, timeoutMs: 8_000 };
  });
  test('an error that passes is a fault of the portal once', async () => {
    const scope = { page: 'member-search' };
    expect(await under({ errorOnce: true }, coveredInquiry(), scope)).toBe('portal-error');
    expect(await endOfAsking(coveredInquiry())).toBe('answered');
  });
  test('the time to come back after 429 is kept', async () => {
    site.portal.faults.set({ rateLimit: true }, { page: 'claim-search' });
    const details = { until: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) };
    await expect(ask(paidInquiry())).rejects.toMatchObject({ code: 'rate-limited', details });
  });
  test('a second sign-in in mid-search is told, and the session is not fought for', async () => {
    const other = await newVisit();
    await brightwell.signIn(other, deskWith());
    const before = site.portal.counters.passwordSubmits;
    expect(await endOfAsking(coveredInquiry())).toBe('signed-in-elsewhere');
    expect(await endOf(brightwell.isSignedIn(visit))).toBe('answered');
    expect(site.portal.counters.passwordSubmits).toBe(before);
    expect(await brightwell.isSignedIn(other)).toBe(true);
    expect(site.portal.counters.maxLiveSessions).toBe(1);
    await other.page.context().close();
  });
  test('a claim under another day is another record, until a person asks for it by that day', async () => {
    const inquiry = paidInquiry();
    site.portal.faults.set({ otherDate: true });
    const told = await brightwell.claimStatus(visit, inquiry).catch((error: WorkException) => error);
    const [candidate] = (told instanceof WorkException && told.details.candidates) || [];
    expect(told).toMatchObject({ code: 'wrong-record', details: { page: 'brightwell/claim-detail' } });
    const chosen = askFor(inquiry, candidate!) as typeof inquiry;
    expect(chosen.serviceFrom).toBe(addDays(inquiry.serviceFrom!, 3));
    expect(await endOfAsking(chosen)).toBe('answered');
  });
  test('partial matches are never the member', async () => {
    const inquiry = coveredInquiry();
    const member = { ...inquiry.member, birthDate: addDays(inquiry.member.birthDate!, 1) };
    const before = visit.captured.length;
    expect(await endOfAsking({ ...inquiry, member })).toBe('member-not-found');
    expect(visit.captured.length - before).toBe(1);
  });
  test('a claim that the portal does not have is not found, after every rung of the ladder', async () => {
    visit.steps.length = 0;
    const inquiry = { ...paidInquiry(), patientControlNumber: 'LK2NONE', payerClaimControlNumber: '2099999999999' };
    expect(await endOfAsking({ ...inquiry, billedCents: 1 })).toBe('claim-not-found');
    expect(visit.steps.filter((step) => step.startsWith('Search'))).toHaveLength(4);
  });
  test('too little to be found by is not asked about', async () => {
    const before = site.portal.counters.requests;
    const { member, ...rest } = coveredInquiry();
    expect(await endOfAsking({ ...rest, member: { ...member, birthDate: null } })).toBe('inquiry-rejected');
    expect(site.portal.counters.requests).toBe(before);
  });
  test('a claim without payment has no remittance; a kick in the middle of a download is told', async () => {
    const open = site.population.claims.map(claimStatusInquiry).find((one) => {
      const expected = site.portal.truth.claimStatus(one);
      return 'result' in expected && expected.result.claims.every(({ checkNumber }) => checkNumber === null);
    })!;
    expect(await endOf(brightwell.eob!(visit, open))).toBe('eob-not-found');
    site.portal.faults.set({ pdfForm: 'blob-window' });
    const press = visit.downloadPdf;
    const kicked: TestVisit = {
      ...visit,
      downloadPdf: (pressed) => {
        site.portal.faults.set({ kicked: true });
        return press(pressed);
      },
    };
    expect(await endOf(brightwell.eob!(kicked, paidInquiry()))).toBe('signed-in-elsewhere');
  });
  test('steps are told in words without patient data', async () => {
    const inquiry = coveredInquiry();
    await ask(inquiry);
    const told = visit.steps.join('\n');
    for (const secret of [inquiry.member.memberId, inquiry.member.lastName, inquiry.member.birthDate])
      expect(told).not.toContain(secret);
  });
});

test('through all of it no login was locked, and none had two sessions', () =>
  expect(site.portal.counters).toMatchObject({ lockouts: 0, maxLiveSessions: 1, submitsAfterRejection: 0 }));
