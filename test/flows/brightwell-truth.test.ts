/** Inquiries of the invented population, in one browser session, against the practice portal's own truth. */
import { createHash } from 'node:crypto';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import { claimStatusInquiry, eligibilityInquiry } from '../../domain/inquiries.ts';
import type { Reading } from '../../flows/portal.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { launchBrowser } from '../browser.ts';
import { deskWith, startSite, type TestSite } from './brightwell-site.ts';
import { startVisit, type TestVisit } from './visits.ts';

const brightwell = portalNamed('brightwell');
const desk = deskWith();
let browser: Browser;
let site: TestSite;
let visit: TestVisit;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startSite();
  visit = await startVisit(browser, {
    baseUrl: site.portal.url,
    providerNpi: DEMO_PROVIDER_NPI,
    payer: 'brightwell-health',
    timeoutMs: 10_000,
  });
  await brightwell.signIn(visit, desk);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

/** An answer or an exception's code, as the truth writes them. */
const outcomeOf = <T>(work: Promise<Reading<T>>): Promise<{ result: T } | { code: string }> =>
  work.then(
    ({ result, fields }) => {
      const traces = Object.values(fields);
      expect(traces.every(({ via, confidence, selector }) => via === 'portal' && confidence === 1 && selector)).toBe(
        true,
      );
      return { result };
    },
    (error: unknown) => {
      if (error instanceof WorkException) return { code: error.code };
      throw error;
    },
  );

async function compareAll<I, T>(
  inquiries: readonly I[],
  ask: (inquiry: I) => Promise<Reading<T>>,
  truth: (inquiry: I) => unknown,
): Promise<string> {
  const times: number[] = [];
  const outcomes: string[] = [];
  for (const inquiry of inquiries) {
    const before = performance.now();
    const outcome = await outcomeOf(ask(inquiry));
    times.push(performance.now() - before);
    outcomes.push('code' in outcome ? outcome.code : 'answered');
    expect({ inquiry, ...outcome }).toEqual({ inquiry, ...(truth(inquiry) as object) });
  }
  const tally = Object.fromEntries(
    [...new Set(outcomes)].map((code) => [code, outcomes.filter((each) => each === code).length]),
  );
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  return `${inquiries.length} asked, ${JSON.stringify(tally)}, median ${Math.round(median)} ms`;
}

test('every eligibility inquiry is answered, or refused, as the payer holds it', async () => {
  const inquiries = site.population.appointments.slice(16, 24).map(eligibilityInquiry);
  const told = await compareAll(inquiries, (one) => brightwell.eligibility(visit, one), site.portal.truth.eligibility);
  console.log('eligibility:', told);
  expect(told).toMatch(/"member-not-found":\d/);
}, 240_000);

test('every claim inquiry is answered, or refused, as the payer holds it', async () => {
  // A sample: the bench asks all.
  const inquiries = site.population.claims.filter((_, at) => at % 12 === 0).map(claimStatusInquiry);
  const told = await compareAll(inquiries, (one) => brightwell.claimStatus(visit, one), site.portal.truth.claimStatus);
  console.log('claim status:', told);
  expect(told).toContain(`${inquiries.length} asked`);
}, 480_000);

test('claims known by member and dates only are found in lists that are longer than their window', async () => {
  const busy = site.population.claims.slice(0, 3).map((claim) => ({
    ...claimStatusInquiry(claim),
    patientControlNumber: null,
    serviceFrom: '2025-12-01',
    serviceTo: '2026-11-23',
  }));
  const told = await compareAll(busy, (one) => brightwell.claimStatus(visit, one), site.portal.truth.claimStatus);
  expect(told).toContain('3 asked');
}, 120_000);

test("claims known by the payer's number are found by it", async () => {
  const known = site.portal.truth.records.slice(0, 5).map(({ shown, member }) => ({
    kind: 'claim-status' as const,
    member: { memberId: member.memberId, lastName: null, firstName: null, birthDate: null },
    patientControlNumber: null,
    payerClaimControlNumber: shown.payerClaimControlNumber,
    serviceFrom: shown.serviceFrom,
    serviceTo: null,
    billedCents: null,
    providerNpi: null,
  }));
  const told = await compareAll(known, (one) => brightwell.claimStatus(visit, one), site.portal.truth.claimStatus);
  expect(told).toContain('5 asked');
}, 120_000);

test('the remittance of a paid claim comes byte for byte in each of the five forms', async () => {
  const claim = site.population.claims.find((one) => {
    const expected = site.portal.truth.claimStatus(claimStatusInquiry(one));
    return 'result' in expected && expected.result.claims.length === 1 && expected.result.claims[0]?.checkNumber;
  });
  const inquiry = claimStatusInquiry(claim!);
  const expected = site.portal.truth.claimStatus(inquiry);
  const number = 'result' in expected ? expected.result.claims[0]!.payerClaimControlNumber! : '';
  const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
  for (const pdfForm of ['attachment', 'attachment-new-window', 'inline', 'blob-download', 'blob-window'] as const) {
    site.portal.faults.set({ pdfForm });
    const { bytes, fileName } = await brightwell.eob!(visit, inquiry);
    expect([pdfForm, hashOf(bytes)]).toEqual([pdfForm, hashOf(site.portal.remittance(number)!)]);
    // A viewer and a script's window name no file.
    expect(fileName ?? pdfForm).toMatch(/^PRA_\d+_\d{8}\.pdf$|^inline$|^blob-window$/);
    expect([visit.page.context().pages().length, new URL(visit.page.url()).pathname]).toEqual([
      1,
      '/provider/documents',
    ]);
  }
  site.portal.faults.clear();
}, 120_000);

test('one sign-in served the whole run, nothing was locked and nothing drifted', () => {
  expect(site.portal.counters).toMatchObject({
    signIns: 1,
    passwordSubmits: 1,
    badPasswords: 0,
    submitsAfterRejection: 0,
    lockouts: 0,
    liveSessions: 1,
    maxLiveSessions: 1,
  });
  expect(desk.submits()).toBe(1);
  expect(visit.drifts).toEqual([]);
});
