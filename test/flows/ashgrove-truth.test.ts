/** Inquiries of the invented population, in one browser session, against the practice portal's own truth. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Claim } from '../../domain/claim.ts';
import { claimStatusInquiry, eligibilityInquiry } from '../../domain/inquiries.ts';
import { WorkException } from '../../domain/exceptions.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import type { Reading } from '../../flows/portal.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { launchBrowser } from '../browser.ts';
import { deskWith, payerOf, startSite, type TestSite } from './ashgrove-site.ts';
import { startVisit, type TestVisit } from './visits.ts';

const ashgrove = portalNamed('ashgrove');
const desk = deskWith();
let browser: Browser;
let site: TestSite;
let visit: TestVisit;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startSite();
  visit = await startVisit(browser, { baseUrl: site.portal.url, providerNpi: DEMO_PROVIDER_NPI, timeoutMs: 10_000 });
  await ashgrove.signIn(visit, desk);
});
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

async function outcomeOf<T>(work: Promise<Reading<T>>): Promise<{ result: T } | { code: string }> {
  return work.then(
    ({ result }) => ({ result }),
    (error: unknown) => {
      if (error instanceof WorkException) return { code: error.code };
      throw error;
    },
  );
}

async function compareAll<I extends Inquiry, T>(
  inquiries: readonly I[],
  ask: (visit: TestVisit, inquiry: I) => Promise<Reading<T>>,
  truth: (inquiry: I) => object,
): Promise<number> {
  const times: number[] = [];
  for (const inquiry of inquiries) {
    const before = performance.now();
    const outcome = await outcomeOf(ask({ ...visit, payer: payerOf(inquiry) }, inquiry));
    times.push(performance.now() - before);
    expect({ inquiry, ...outcome }).toEqual({ inquiry, ...truth(inquiry) });
  }
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
  console.log(`${inquiries.length} asked, median ${Math.round(median ?? 0)} ms`);
  return times.length;
}

test('eligibility inquiries of every kind are answered, or refused, as the payer holds it', async () => {
  const inquiries = site.population.appointments.slice(0, 5).map(eligibilityInquiry);
  expect(await compareAll(inquiries, ashgrove.eligibility, site.portal.truth.eligibility)).toBe(inquiries.length);
}, 120_000);

/** One claim of each scenario that the payer dealt, so that every kind of answer is seen once. */
function isTelling(claim: Claim): boolean {
  const { records } = site.portal.truth;
  const ours = records.filter(({ shown }) => shown.patientControlNumber === claim.patientControlNumber);
  const first = records.find(({ scenario }) => scenario === ours[0]?.scenario);
  return ours.length === 0 || ours[0] === first;
}

test('every kind of claim inquiry is answered, or refused, as the payer holds it', async () => {
  // Every other one: the bench of portals asks them all.
  const inquiries = site.population.claims
    .filter(isTelling)
    .filter((_, at) => at % 2 === 0)
    .map(claimStatusInquiry);
  expect(await compareAll(inquiries, ashgrove.claimStatus, site.portal.truth.claimStatus)).toBe(inquiries.length);
}, 240_000);

test('one log-on served the whole run, no window was left, nothing was locked and nothing drifted', () => {
  expect(site.portal.counters).toMatchObject({ signIns: 1, passwordSubmits: 1, badPasswords: 0, lockouts: 0 });
  expect(desk.submits()).toBe(1);
  expect(visit.page.context().pages()).toHaveLength(1);
  expect(visit.drifts).toEqual([]);
});
