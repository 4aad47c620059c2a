/** Every way in which Harborlink can fail to give an answer, and how a sign-in or a look-up then ends: one of each. */
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import { claimStatusInquiry, eligibilityInquiry } from '../../domain/inquiries.ts';
import type { Credentials } from '../../domain/login.ts';
import type { ClaimStatusInquiry, EligibilityInquiry } from '../../domain/work-item.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import type { PdfForm, PortalFaults } from '../../sandbox/faults.ts';
import { launchBrowser } from '../browser.ts';
import { CREDENTIALS, deskWith, payerOf, startSite, type TestSite } from './harborlink-site.ts';
import { startVisit, type TestVisit } from './visits.ts';
import { someOf } from './some-of.ts';

const harborlink = portalNamed('harborlink');
let browser: Browser;
let site: TestSite;
/** Signed in once, for every question. */
let kept: TestVisit;
let coverage: EligibilityInquiry;
let claim: ClaimStatusInquiry;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startSite();
  kept = await newVisit();
  await harborlink.signIn(kept, deskWith(site.clock));
  const { truth } = site.portal;
  const isModern = (inquiry: EligibilityInquiry | ClaimStatusInquiry): boolean =>
    payerOf(inquiry) === 'tidewater-health';
  coverage = site.population.appointments
    .map(eligibilityInquiry)
    .find((one) => isModern(one) && 'result' in truth.eligibility(one))!;
  claim = site.population.claims
    .map(claimStatusInquiry)
    .find((one) => isModern(one) && site.portal.eobOf(shownNumber(one)) !== null && isPaid(one))!;
});
afterEach(() => {
  site.portal.faults.clear();
  site.portal.users.unlock(CREDENTIALS.username);
});
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

const newVisit = (timeoutMs = 15_000): Promise<TestVisit> =>
  startVisit(browser, {
    baseUrl: site.portal.url,
    providerNpi: DEMO_PROVIDER_NPI,
    timeoutMs,
    payer: 'tidewater-health',
  });

/** The one claim that the truth gives for an inquiry. */
function answerOf(inquiry: ClaimStatusInquiry) {
  const truth = site.portal.truth.claimStatus(inquiry);
  return 'result' in truth && truth.result.claims.length === 1 ? truth.result.claims[0]! : null;
}
const shownNumber = (inquiry: ClaimStatusInquiry): string => answerOf(inquiry)?.payerClaimControlNumber ?? '';
const isPaid = (inquiry: ClaimStatusInquiry): boolean => answerOf(inquiry)?.state === 'FINAL_PAID';

/** The code that a step gives, or "done". */
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof WorkException) return error.code;
      if (error instanceof Error && error.name === 'TimeoutError') return 'navigation-timeout';
      throw error;
    },
  );

describe('signing in', () => {
  async function signIn(
    credentials: Partial<Credentials> = {},
    visit?: TestVisit,
  ): Promise<{ code: string; submits: number; drifts: readonly string[]; cookies: TestVisit }> {
    const used = visit ?? (await newVisit(6_000));
    const desk = deskWith(site.clock, credentials);
    const code = await codeOf(harborlink.signIn(used, desk));
    if (!visit) await used.page.context().close();
    return { code, submits: desk.submits(), drifts: used.drifts, cookies: used };
  }

  test.each(
    someOf([
      [{ whatsNew: true }, 'done'],
      [{ lockedOut: true }, 'login-locked'],
      [{ passwordExpired: true }, 'password-expired'],
      [{ termsPage: true }, 'terms-to-accept'],
      [{ captcha: true }, 'captcha'],
      [{ maintenance: true }, 'portal-maintenance'],
      [{ unusualActivity: true }, 'rate-limited'],
      [{ rateLimit: true }, 'rate-limited'],
      [{ down: true }, 'portal-error'],
      [{ drift: 'ids' }, 'done'],
    ] as const satisfies readonly (readonly [Partial<PortalFaults>, string])[]),
  )('under %j it ends as %s', async (faults, code) => {
    site.portal.faults.set(faults);
    expect((await signIn()).code).toBe(code);
  });
  test('other words are drift, and the sign-in still works', async () => {
    site.portal.faults.set({ drift: 'labels' });
    const { code, drifts } = await signIn();
    expect(code).toBe('done');
    expect([...new Set(drifts)]).toEqual([
      'harborlink/sign-in.userId #1',
      'harborlink/sign-in.password #1',
      'harborlink/sign-in.signIn #1',
      'harborlink/verify.code #1',
      'harborlink/verify.verify #1',
    ]);
  });
  test('a redesigned sign-in page is unknown', async () => {
    site.portal.faults.set({ drift: 'redesign' }, { page: 'sign-in' });
    expect(await signIn()).toMatchObject({ code: 'unknown-page', submits: 0 });
  });
  test('a wrong password is submitted once', async () =>
    expect(await signIn({ password: 'not-this-one' })).toMatchObject({ code: 'credentials-rejected', submits: 1 }));
  test('without an authenticator a backup code serves, once', async () => {
    const credentials = { totpSecret: undefined } as unknown as Partial<Credentials>;
    expect((await signIn(credentials)).code).toBe('done');
    expect((await signIn(credentials)).code).toBe('mfa-required');
  });
  test('a browser that is known is asked for a code at an unusual time only', async () => {
    const visit = await newVisit();
    await harborlink.signIn(visit, deskWith(site.clock));
    const codes = { totp: 0 };
    const desk = { ...deskWith(site.clock), totp: async () => ((codes.totp += 1), deskWith(site.clock).totp()) };
    const again = async (): Promise<void> => {
      const cookies = await visit.page.context().cookies();
      await visit.page.context().clearCookies({ name: 'harborlink_session' });
      expect(cookies.map(({ name }) => name)).toContain('harborlink_browser');
      await harborlink.signIn(visit, desk);
    };
    await again();
    expect(codes.totp).toBe(0);
    const before = site.clock.now().toISOString();
    site.clock.set('2026-11-24T08:10:00Z');
    expect(await codeOf(harborlink.eligibility(visit, coverage))).toBe('session-expired');
    await again();
    expect(codes.totp).toBe(1);
    expect(await harborlink.isSignedIn(visit)).toBe(true);
    site.clock.set(before);
    await visit.page.context().close();
  });
});

describe('asking', () => {
  const ask = (visit: TestVisit, kind: 'coverage' | 'claim'): Promise<unknown> =>
    kind === 'coverage'
      ? harborlink.eligibility(visit, coverage).then(({ result }) => result)
      : harborlink.claimStatus(visit, claim).then(({ result }) => result);
  /** Signs in again when the last fault ended the session. */
  const ready = async (timeoutMs = 15_000): Promise<TestVisit> => {
    await harborlink.signIn(kept, deskWith(site.clock));
    kept.drifts.length = 0;
    return { ...kept, timeoutMs };
  };

  test.each(
    someOf([
      ['coverage', { maintenance: true }, {}, 'portal-maintenance'],
      ['coverage', { down: true }, { page: 'eligibility-result' }, 'portal-error'],
      ['coverage', { rateLimit: true }, { page: 'eligibility-result' }, 'rate-limited'],
      ['claim', { unusualActivity: true }, {}, 'rate-limited'],
      ['claim', { captcha: true }, { page: 'claim-detail' }, 'captcha'],
      ['coverage', { neverAnswers: true }, {}, 'navigation-timeout'],
      ['claim', { cutSessionBeforeDetail: true }, {}, 'session-expired'],
      ['claim', { kicked: true }, { page: 'claim-results' }, 'signed-in-elsewhere'],
      ['coverage', { staleDetail: true }, {}, 'wrong-record'],
      ['claim', { staleDetail: true }, {}, 'wrong-record'],
      ['coverage', { drift: 'redesign' }, { page: 'eligibility' }, 'unknown-page'],
      ['coverage', { drift: 'redesign' }, { page: 'eligibility-result' }, 'unknown-page'],
      ['claim', { drift: 'redesign' }, { page: 'claim-detail' }, 'unknown-page'],
      ['coverage', { namesakes: true, doubleSubmit: true, slowMs: 30 }, {}, 'done'],
    ] as const),
  )('a question about %s under %j on %j ends as %s', async (kind, faults, scope, code) => {
    const visit = await ready(code === 'navigation-timeout' || code === 'unknown-page' ? 4_000 : 15_000);
    site.portal.faults.set(faults, scope);
    expect(await codeOf(ask(visit, kind))).toBe(code);
  });
  test('an error that comes once is gone the next time', async () => {
    const visit = await ready();
    site.portal.faults.set({ errorOnce: true }, { page: 'eligibility' });
    expect(await codeOf(ask(visit, 'coverage'))).toBe('portal-error');
    expect(await codeOf(ask(visit, 'coverage'))).toBe('done');
  });
  test('the ladder ends with wider dates, and a claim under another day is another record', async () => {
    const visit = { ...(await ready()), payer: 'granite-mutual' };
    const { truth } = site.portal;
    const asked = site.population.claims
      .map(claimStatusInquiry)
      .find((one) => payerOf(one) === 'granite-mutual' && 'result' in truth.claimStatus(one))!;
    site.portal.faults.set({ otherDate: true });
    expect(truth.claimStatus(asked)).toEqual({ code: 'wrong-record' });
    expect(await codeOf(harborlink.claimStatus(visit, asked))).toBe('wrong-record');
    expect(visit.steps).toContain('Search by member id and wider dates of service');
  });
  test.each(
    someOf([
      ['labels', 'coverage'],
      ['labels', 'claim'],
      ['ids', 'coverage'],
      ['columns', 'claim'],
    ] as const),
  )('pages of other %s answer a question about %s all the same', async (drift, kind) => {
    const visit = await ready();
    const { truth } = site.portal;
    const expected = kind === 'coverage' ? truth.eligibility(coverage) : truth.claimStatus(claim);
    site.portal.faults.set({ drift });
    expect({ result: await ask(visit, kind) }).toEqual(expected);
    const seen = kind === 'coverage' ? 'harborlink/coverage.memberId #1' : 'harborlink/claim-detail.billed #1';
    expect(visit.drifts.includes(seen)).toBe(drift === 'labels');
  });
  test('a payer that nobody routed here is not asked', async () =>
    expect(await codeOf(harborlink.eligibility({ ...kept, payer: 'somebody-else' }, coverage))).toBe('wrong-payer'));
  test.each(
    someOf([
      'attachment',
      'attachment-new-window',
      'inline',
      'blob-download',
      'blob-window',
    ] satisfies readonly PdfForm[]),
  )('the EOB comes with its exact bytes as %s', async (pdfForm) => {
    const visit = await ready();
    site.portal.faults.set({ pdfForm });
    const { bytes } = await harborlink.eob!(visit, claim);
    expect(Buffer.from(bytes).equals(Buffer.from(site.portal.eobOf(shownNumber(claim))!))).toBe(true);
  });
  test('steps are told in words without patient data', () => {
    const told = kept.steps.join('\n');
    for (const secret of [coverage.member.memberId, coverage.member.lastName, claim.patientControlNumber])
      expect(told).not.toContain(secret);
  });
});
