/** Reading Harborlink's pages apart from walking: saved pages of each build, and what they say. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../domain/work-item.ts';
import { readClaim } from '../../flows/portals/harborlink/read-claim.ts';
import { readCoverage } from '../../flows/portals/harborlink/read-coverage.ts';
import { takePrintout } from '../../flows/printout.ts';
import { type Sheet, sheetOf } from '../../flows/sheet.ts';
import { printedClaimDetail } from '../../selectors/harborlink/claims.ts';
import { printedCoverage } from '../../selectors/harborlink/eligibility.ts';
import { PAYER_PAGES } from '../../selectors/harborlink/payers.ts';
import type { Printed } from '../../selectors/page.ts';
import { launchBrowser } from '../browser.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(() => browser.close());

interface Saved {
  readonly payer: string;
  readonly inquiry: EligibilityInquiry;
  readonly result: object;
}
const file = (name: string): string => readFileSync(new URL(`../fixtures/harborlink/${name}`, import.meta.url), 'utf8');
const saved = (name: string) => JSON.parse(file(`${name}.json`)) as Saved;
type Edit = (html: string) => string;

async function sheet<P extends Printed>(name: string, printed: P, edit: Edit = (html) => html): Promise<Sheet<P>> {
  await page.setContent(edit(file(`${name}.html`)));
  return sheetOf(await takePrintout(page, printed.layout), printed, () => undefined);
}
const coverageOf = async (name: string, edit?: Edit) => {
  const { payer, inquiry } = saved(name);
  return readCoverage(await sheet(name, printedCoverage(PAYER_PAGES[payer]!.prints.remaining), edit), inquiry);
};
const claimOf = async (name: string, edit?: Edit) =>
  readClaim(await sheet(name, printedClaimDetail(PAYER_PAGES[saved(name).payer]!.prints), edit));
const replaced =
  (from: string | RegExp, to: string): Edit =>
  (html) => {
    expect(html).toMatch(from);
    return html.replace(from, to);
  };

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  if (!(error instanceof WorkException)) throw error;
  return `${error.code} ${error.details.page}.${error.details.element}`;
}

describe('coverage', () => {
  test.each(['coverage-with-family-amounts', 'coverage-without-remaining', 'coverage-inactive'])(
    'the page "%s" is read whole',
    async (name) => expect((await coverageOf(name)).result).toEqual(saved(name).result),
  );
  test('a status in words that we do not know stops the reading', async () =>
    expect(
      await failureOf(coverageOf('coverage-with-family-amounts', replaced('>Active Coverage<', '>Active - Pending<'))),
    ).toBe('result-unreadable harborlink/coverage.status'));
  test('an amount that cannot be read stops the reading', async () =>
    expect(
      await failureOf(coverageOf('coverage-with-family-amounts', (html) => html.replace(/>\$[\d,.]+</g, '>see plan<'))),
    ).toMatch(/^result-unreadable harborlink\/coverage\.copays\.amount$/));
  test('a renamed column is missing, not empty', async () =>
    expect(
      await failureOf(coverageOf('coverage-with-family-amounts', (html) => html.replaceAll('>Remaining<', '>To go<'))),
    ).toBe('selector-missing harborlink/coverage.deductibles.remaining'));
  test('an answer as of another day is another record', async () =>
    expect(
      await failureOf(
        coverageOf('coverage-inactive', replaced(/(As of Date<\/div>\s*<div[^>]*>)[\d/]+/, '$101/02/2026')),
      ),
    ).toBe('wrong-record harborlink/coverage.asOfDate'));
});

describe('claims', () => {
  test.each(['claim-partly-denied', 'claim-of-classic-build', 'claim-in-review'])(
    'the page "%s" is read whole',
    async (name) => expect((await claimOf(name)).claim).toEqual(saved(name).result),
  );
  test('every value has its provenance, and its box', async () => {
    const { fields } = await claimOf('claim-partly-denied');
    expect(fields['/paidCents']?.selector).toBe('harborlink/claim-detail.paid');
    expect(Object.values(fields).every(({ box }) => box![2] > 0 && box![3] > 0)).toBe(true);
  });
  test('an adjustment of a line that is not shown stops the reading', async () =>
    expect(
      await failureOf(
        claimOf(
          'claim-partly-denied',
          replaced(/(aria-label="Line Adjustments"[\s\S]*?<tbody[\s\S]*?<td[^>]*>)\d/, '$19'),
        ),
      ),
    ).toBe('result-unreadable harborlink/claim-detail.lineAdjustments.line'));
  test('a reason that is no code stops the reading', async () =>
    expect(await failureOf(claimOf('claim-partly-denied', (html) => html.replaceAll(/>CO \d+</g, '>contract<')))).toBe(
      'result-unreadable harborlink/claim-detail.lineAdjustments.reason',
    ));
});
