/** Inquiries of the invented population, in one browser session, against the practice portal's own truth. */
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import { claimStatusInquiry, eligibilityInquiry } from '../../domain/inquiries.ts';
import { askFor } from '../../domain/portal-candidate.ts';
import type { Reading } from '../../flows/portal.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import { DEMO_PROVIDER_NPI } from '../../sandbox/index.ts';
import { launchBrowser } from '../browser.ts';
import { deskAt, startSite, type TestDesk, type TestSite } from './stonebridge-site.ts';
import { startVisit, type TestVisit } from './visits.ts';

const stonebridge = portalNamed('stonebridge');
let browser: Browser;
let site: TestSite;
let desk: TestDesk;
let visit: TestVisit;

beforeAll(async () => {
  browser = await launchBrowser();
  site = await startSite();
  desk = deskAt(site);
  visit = await startVisit(browser, { baseUrl: site.portal.url, providerNpi: DEMO_PROVIDER_NPI, timeoutMs: 10_000 });
  await stonebridge.signIn(visit, desk);
});
afterAll(async () => {
  await browser.close();
  await site.portal.close();
});

const AMBIGUOUS = 'claim-ambiguous';
const codeIn = (outcome: object): unknown => ('code' in outcome ? outcome.code : null);

/** An answer or an exception's code, as the truth writes them. */
async function outcomeOf<T>(work: Promise<Reading<T>>): Promise<{ result: T } | { code: string }> {
  return work.then(
    ({ result, fields }) => {
      const isTraced = Object.values(fields).every(({ via, selector }) => via === 'portal' && selector);
      return isTraced ? { result } : { code: 'a field without its origin' };
    },
    (error: unknown) => {
      if (error instanceof WorkException) return { code: error.code };
      throw error;
    },
  );
}

/** Some of each kind of outcome: the truth says beforehand which inquiry ends how. */
function mixed<I>(inquiries: readonly I[], truth: (inquiry: I) => object, most: number, few: number): I[] {
  const seen = new Map<string, number>();
  return inquiries.filter((inquiry) => {
    const expected = truth(inquiry) as { code?: string; result?: { status?: string; claims?: { state: string }[] } };
    const kind = expected.code ?? expected.result?.status ?? expected.result?.claims?.map(({ state }) => state).join();
    const count = (seen.get(kind ?? '') ?? 0) + 1;
    seen.set(kind ?? '', count);
    return count <= (kind === 'active' ? most : few);
  });
}

async function compareAll<I, T>(
  inquiries: readonly I[],
  ask: (inquiry: I) => Promise<Reading<T>>,
  truth: (inquiry: I) => object,
): Promise<readonly string[]> {
  const outcomes: string[] = [];
  for (const inquiry of inquiries) {
    const outcome = await outcomeOf(ask(inquiry));
    outcomes.push('code' in outcome ? outcome.code : 'answered');
    expect({ inquiry, ...outcome }).toEqual({ inquiry, ...truth(inquiry) });
  }
  return outcomes;
}

test('eligibility is answered, or refused, as the payer holds it', async () => {
  const all = site.population.appointments.map(eligibilityInquiry);
  const { truth } = site.portal;
  const inquiries = mixed(all, truth.eligibility, 5, 2);
  const outcomes = await compareAll(inquiries, (one) => stonebridge.eligibility(visit, one), truth.eligibility);
  expect(new Set(outcomes)).toEqual(new Set(['answered', 'member-not-found']));
}, 240_000);

test('claim status is answered, or refused, as the payer holds it', async () => {
  const all = site.population.claims.map(claimStatusInquiry);
  const { truth } = site.portal;
  const inquiries = mixed(all, truth.claimStatus, 1, 1);
  const outcomes = await compareAll(inquiries, (one) => stonebridge.claimStatus(visit, one), truth.claimStatus);
  expect(new Set(outcomes)).toEqual(
    new Set(['answered', 'claim-not-found', 'claim-ambiguous', 'wrong-record', 'status-unknown']),
  );
}, 480_000);

test('of several claims that can be ours each is kept, and the one that a person chooses is found', async () => {
  const { truth } = site.portal;
  const inquiries = site.population.claims.map(claimStatusInquiry);
  const asked = inquiries.find((one) => codeIn(truth.claimStatus(one)) === AMBIGUOUS);
  const refused = await stonebridge.claimStatus(visit, asked!).catch((error: unknown) => error);
  const candidates = refused instanceof WorkException ? (refused.details.candidates ?? []) : [];
  expect(candidates.length).toBeGreaterThan(1);
  for (const candidate of candidates) {
    const chosen = askFor(asked!, candidate);
    if (chosen?.kind !== 'claim-status' || candidate.kind !== 'claim')
      throw new Error('A claim is chosen among claims.');
    const { result } = await stonebridge.claimStatus(visit, chosen);
    expect(result.claims[0]?.payerClaimControlNumber).toBe(candidate.claimNumber);
  }
}, 120_000);

test('one sign-in with one mail served the whole run, and nothing was locked or drifted', () => {
  expect(site.portal.counters).toMatchObject({ signIns: 1, passwordSubmits: 1, badAnswers: 0, lockouts: 0 });
  expect(site.mails).toHaveLength(1);
  expect(visit.drifts).toEqual([]);
});
