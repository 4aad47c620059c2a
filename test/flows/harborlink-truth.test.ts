/** Inquiries of the invented population over all payers, in one browser session, against the practice portal's own truth. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import { claimStatusInquiry, eligibilityInquiry } from '../../domain/inquiries.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import type { Reading } from '../../flows/portal.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { launchBrowser } from '../browser.ts';
import { deskWith, payerOf, startSite, type TestSite } from './harborlink-site.ts';
import { startVisit, type TestVisit } from './visits.ts';

const harborlink = portalNamed('harborlink');
const [ELIGIBILITY, CLAIMS] = process.env['HARBORLINK_ALL'] ? [100, 240] : [7, 6];
let browser: Browser;
let site: TestSite;
let visit: TestVisit;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startSite();
  visit = await startVisit(browser, { baseUrl: site.portal.url, providerNpi: DEMO_PROVIDER_NPI, timeoutMs: 15_000 });
  await harborlink.signIn(visit, deskWith(site.clock));
});
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

/** An answer or an exception's code, as the truth writes them. */
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

async function compareAll<I extends Inquiry, T>(
  inquiries: readonly I[],
  ask: (visit: TestVisit, inquiry: I) => Promise<Reading<T>>,
  truth: (inquiry: I) => unknown,
): Promise<ReadonlySet<string>> {
  const outcomes = new Set<string>();
  // Payer by payer, as a biller would: a change of payer loads the tool again.
  for (const inquiry of inquiries.toSorted((a, b) => payerOf(a).localeCompare(payerOf(b)))) {
    const outcome = await outcomeOf(ask({ ...visit, payer: payerOf(inquiry) }, inquiry));
    outcomes.add(`${payerOf(inquiry)} ${'code' in outcome ? outcome.code : 'answered'}`);
    expect({ inquiry, ...outcome }).toEqual({ inquiry, ...(truth(inquiry) as object) });
  }
  return outcomes;
}

test('eligibility is answered, or refused, as each payer holds it', async () => {
  const { appointments } = site.population;
  // Two of the first thirty name an id or a birth date that no payer holds.
  const inquiries = [...appointments.slice(0, ELIGIBILITY), appointments[17]!].map(eligibilityInquiry);
  const outcomes = await compareAll(inquiries, harborlink.eligibility, site.portal.truth.eligibility);
  expect([...outcomes]).toEqual(
    expect.arrayContaining(['tidewater-health answered', 'granite-mutual answered', 'palisade-advantage answered']),
  );
}, 600_000);

test('claims are answered, or refused, as each payer holds them', async () => {
  const inquiries = site.population.claims.slice(0, CLAIMS).map(claimStatusInquiry);
  const outcomes = await compareAll(inquiries, harborlink.claimStatus, site.portal.truth.claimStatus);
  expect([...outcomes]).toEqual(
    expect.arrayContaining(['tidewater-health answered', 'granite-mutual answered', 'palisade-advantage answered']),
  );
}, 900_000);

test('one sign-in served the whole run, nothing was locked and nothing drifted', () => {
  expect(site.portal.counters).toMatchObject({
    signIns: 1,
    passwordSubmits: 1,
    badPasswords: 0,
    badAnswers: 0,
    lockouts: 0,
    maxLiveSessions: 1,
  });
  expect(visit.drifts).toEqual([]);
});
