/** Reading Stonebridge's pages apart from walking: saved pages of the practice portal, and what they say. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../domain/work-item.ts';
import { firstServing } from '../../flows/locate.ts';
import { readClaim } from '../../flows/portals/stonebridge/read-claim.ts';
import { readCoverage, readParts } from '../../flows/portals/stonebridge/read-coverage.ts';
import { readSheet } from '../../flows/sheet.ts';
import type { PageFile, Printed } from '../../selectors/page.ts';
import { claimDetailPage, printedClaimDetail } from '../../selectors/stonebridge/claim-detail.ts';
import { claimListPage, claimSearchPage, noClaimsPage } from '../../selectors/stonebridge/claims.ts';
import * as eligibility from '../../selectors/stonebridge/eligibility.ts';
import { homePage, loggedOutPage, signInPage } from '../../selectors/stonebridge/sign-in.ts';
import { launchBrowser } from '../browser.ts';
import { visitOf } from './visits.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(() => browser.close());

type Edit = (html: string) => string;
const file = (name: string): string =>
  readFileSync(new URL(`../fixtures/stonebridge/${name}`, import.meta.url), 'utf8');
const expected = (name: string) =>
  JSON.parse(file(`${name}.json`)) as { inquiry: EligibilityInquiry; result: object; replaces: string | null };

async function sheetOf<P extends Printed>(name: string, printed: P, edit: Edit = (html) => html) {
  const html = file(`${name}.html`);
  await page.setContent(edit(html));
  return readSheet(visitOf(page, { baseUrl: 'http://portal.test' }), printed);
}
const replaced =
  (from: string | RegExp, to: string): Edit =>
  (html) => {
    expect(html).toMatch(from);
    return html.replace(from, to);
  };

async function coverageOf(name: string, edits: Readonly<Partial<Record<'part-ab' | 'plan' | 'hospice', Edit>>> = {}) {
  const { inquiry } = expected(name);
  const parts = readParts(await sheetOf(`${name}-part-ab`, eligibility.printedParts, edits['part-ab']), inquiry);
  if (parts.status === 'inactive') return parts.reading;
  const tabs = {
    deductibles: await sheetOf(`${name}-deductibles`, eligibility.printedDeductibles),
    plan: await sheetOf(`${name}-plan`, eligibility.printedPlan, edits.plan),
    msp: await sheetOf(`${name}-msp`, eligibility.printedMsp),
    hospice: await sheetOf(`${name}-hospice`, eligibility.printedHospice, edits.hospice),
  };
  return readCoverage(parts, tabs, inquiry);
}
const claimOf = async (name: string, edit?: Edit) => readClaim(await sheetOf(name, printedClaimDetail, edit));

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  if (!(error instanceof WorkException)) throw error;
  return `${error.code} ${error.details.page}.${error.details.element}`;
}

describe('coverage', () => {
  test.each(['covered', 'one-part', 'inactive-period', 'not-covered'])('the pages "%s" are read whole', async (name) =>
    expect((await coverageOf(name)).result).toEqual(expected(name).result),
  );
  test('only what the screenshot shows has a box', async () => {
    const { fields } = await coverageOf('covered');
    expect(fields['/effectiveDate']?.box).toBeDefined();
    expect(fields['/otherPayers/0/name']).toMatchObject({ selector: 'stonebridge/plan.plans.plan' });
    expect(fields['/otherPayers/0/name']?.box).toBeUndefined();
  });
  test("another person's sub-tab stops the reading", async () =>
    expect(await failureOf(coverageOf('covered', { hospice: replaced(/<dd>\d{12}</, '<dd>100999999999<') }))).toBe(
      'wrong-record stonebridge/hospice.memberId',
    ));
  test('another day stops the reading', async () =>
    expect(await failureOf(coverageOf('covered', { plan: replaced('- 11/23/2026', '- 11/24/2026') }))).toBe(
      'wrong-record stonebridge/plan.dates',
    ));
  test('a renamed table or column is missing, not empty', async () => {
    expect(await failureOf(coverageOf('covered', { plan: replaced('>Plan Enrollment<', '>Your Plans<') }))).toBe(
      'selector-missing stonebridge/plan.plans',
    );
    expect(await failureOf(coverageOf('covered', { 'part-ab': replaced('>Termination Date<', '>Until<') }))).toBe(
      'selector-missing stonebridge/part-ab.partA.endDate',
    );
  });
});

describe('claims', () => {
  test.each(['claim-partly-denied', 'claim-in-review', 'claim-replacing'])(
    'the page "%s" is read whole',
    async (name) => {
      const { claim, replaces } = await claimOf(name);
      expect({ result: claim, replaces }).toEqual(expected(name));
    },
  );
  test.each([
    [replaced(/>CO-45</, '>XX-45<'), 'codes.code'],
    [replaced(/>CO-45<\/td><td>\$[\d.]+</, '>CO-45</td><td><'), 'codes.amount'],
    [replaced(/<td>1<\/td><td>CO-45</, '<td>9</td><td>CO-45<'), 'codes.line'],
    [replaced(/<dt>From Date<\/dt><dd>\d\d/, '<dt>From Date</dt><dd>31'), 'serviceFrom'],
  ] as const)('what cannot be read stops the reading (%#)', async (edit, element) =>
    expect(await failureOf(claimOf('claim-partly-denied', edit))).toBe(
      `result-unreadable stonebridge/claim-detail.${element}`,
    ),
  );
});

test('each saved page is known by itself and by no other, and shows its elements once', async () => {
  const { eligibilityPage, partsPage, deductiblesPage, planPage, mspPage, hospicePage } = eligibility;
  const saved: readonly (readonly [string, PageFile])[] = [
    ['sign-in', signInPage],
    ['home', homePage],
    ['logged-out', loggedOutPage],
    ['eligibility', eligibilityPage],
    ['covered-part-ab', partsPage],
    ['covered-deductibles', deductiblesPage],
    ['covered-plan', planPage],
    ['covered-msp', mspPage],
    ['covered-hospice', hospicePage],
    ['claim-search', claimSearchPage],
    ['claim-list', claimListPage],
    ['claim-partly-denied', claimDetailPage],
  ];
  for (const [name, own] of saved) {
    await page.setContent(file(`${name}.html`));
    const known = await Promise.all(
      [...saved.map(([, each]) => each), noClaimsPage].map(async (each) =>
        (await firstServing(page, each.isHere)) ? [each.name] : [],
      ),
    );
    expect(known.flat(), name).toEqual([own.name]);
    const { viewClaim: _oneInEachRow, ...elements } = own.elements;
    for (const [element, alternatives] of Object.entries(elements))
      expect((await firstServing(page, alternatives))?.alternative, `${own.name} ${element}`).toBe(0);
  }
});
