/** Inquiries of every kind, in one browser session, against the practice portal's own truth. The bench of portals asks them all. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Claim } from '../../domain/claim.ts';
import { WorkException } from '../../domain/exceptions.ts';
import type { Reading } from '../../flows/portal.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import { DEMO_PROVIDER_NPI, makePopulation } from '../../sandbox/index.ts';
import { launchBrowser } from '../browser.ts';
import {
  claimInquiryOf,
  deskWith,
  eligibilityInquiryOf,
  SEED,
  startSite,
  type TestSite,
  TODAY,
} from './northfield-site.ts';
import { startVisit, type TestVisit } from './visits.ts';

const northfield = portalNamed('northfield');
const desk = deskWith();
let browser: Browser;
let site: TestSite;
let visit: TestVisit;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startSite(makePopulation({ seed: SEED, today: TODAY, appointments: 60, claims: 120 }));
  visit = await startVisit(browser, { baseUrl: site.portal.url, providerNpi: DEMO_PROVIDER_NPI, timeoutMs: 10_000 });
  await northfield.signIn(visit, desk);
});
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

/** An answer or an exception's code, as the truth writes them; what was asked stands beside it. */
async function outcomeOf<T>(work: Promise<Reading<T>>): Promise<{ result: T } | { code: string }> {
  return work.then(
    ({ result, fields }) => {
      expect(
        Object.values(fields).every(
          ({ via, confidence, selector }) => via === 'portal' && confidence === 1 && selector,
        ),
      ).toBe(true);
      return { result };
    },
    (error: unknown) => {
      if (error instanceof WorkException) return { code: error.code };
      throw error;
    },
  );
}

const median = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!;
const tally = (codes: readonly string[]): Record<string, number> =>
  Object.fromEntries([...new Set(codes)].map((code) => [code, codes.filter((each) => each === code).length]));

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
  return `${inquiries.length} asked, ${JSON.stringify(tally(outcomes))}, median ${Math.round(median(times))} ms`;
}

test('eligibility inquiries of every kind are answered, or refused, as the payer holds it', async () => {
  // Of the first sixty, one names an id and one a birth date that the payer does not hold.
  const inquiries = site.population.appointments
    .filter((_, at) => at % 6 === 0 || at === 17 || at === 31)
    .map(eligibilityInquiryOf);
  const told = await compareAll(inquiries, (one) => northfield.eligibility(visit, one), site.portal.truth.eligibility);
  console.log('eligibility:', told);
  expect(told).toMatch(/"member-not-found":\d/);
}, 240_000);

/** A claim or two of each scenario that the payer dealt. */
function isTelling(claim: Claim): boolean {
  const { records } = site.portal.truth;
  const ours = records.find(({ shown }) => shown.patientControlNumber === claim.patientControlNumber);
  return !ours || records.filter(({ scenario }) => scenario === ours.scenario).indexOf(ours) < 1;
}

test('claim inquiries of every kind are answered, or refused, as the payer holds it', async () => {
  const inquiries = site.population.claims
    .filter(isTelling)
    .filter((_, at) => at % 2 === 0)
    .map(claimInquiryOf);
  expect(inquiries.length).toBeGreaterThan(6);
  console.log(
    'claim status:',
    await compareAll(inquiries, (one) => northfield.claimStatus(visit, one), site.portal.truth.claimStatus),
  );
}, 480_000);

test('claims known by member and dates only are found in lists of several pages', async () => {
  const busy = site.population.claims.slice(0, 4).map((claim) => ({
    ...claimInquiryOf(claim),
    patientControlNumber: null,
    serviceFrom: '2025-12-01',
    serviceTo: '2026-11-23',
  }));
  await compareAll(busy, (one) => northfield.claimStatus(visit, one), site.portal.truth.claimStatus);
  expect(visit.steps).toContain('Turn to page 2 of the results');
}, 120_000);

test("claims known by the payer's number are found by it", async () => {
  const known = site.portal.truth.records.slice(0, 4).map(({ shown, member }) => ({
    kind: 'claim-status' as const,
    member: { memberId: member.memberId, lastName: null, firstName: null, birthDate: null },
    patientControlNumber: null,
    payerClaimControlNumber: shown.payerClaimControlNumber,
    serviceFrom: shown.serviceFrom,
    serviceTo: null,
    billedCents: null,
    providerNpi: null,
  }));
  const told = await compareAll(known, (one) => northfield.claimStatus(visit, one), site.portal.truth.claimStatus);
  expect(told).toContain('4 asked');
}, 120_000);

test('one sign-in served the whole run, nothing was locked and nothing drifted', () => {
  expect(site.portal.counters).toMatchObject({
    signIns: 1,
    passwordSubmits: 1,
    badPasswords: 0,
    badAnswers: 0,
    lockouts: 0,
  });
  expect(desk.submits()).toBe(1);
  expect(visit.drifts).toEqual([]);
});
