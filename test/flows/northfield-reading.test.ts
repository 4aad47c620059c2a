/** Reading Northfield's pages apart from walking: saved pages of the practice portal, and what they say. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../domain/work-item.ts';
import { readClaim } from '../../flows/portals/northfield/read-claim.ts';
import { readCoverage, readNotEligible } from '../../flows/portals/northfield/read-coverage.ts';
import { readSheet } from '../../flows/sheet.ts';
import { printedClaimDetail } from '../../selectors/northfield/claim-detail.ts';
import { printedEligible, printedNotEligible } from '../../selectors/northfield/eligibility.ts';
import { launchBrowser } from '../browser.ts';
import { visitOf } from './visits.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(() => browser.close());

const file = (name: string): string => readFileSync(new URL(`../fixtures/northfield/${name}`, import.meta.url), 'utf8');
const expected = (name: string) => JSON.parse(file(`${name}.json`)) as { inquiry: EligibilityInquiry; result: object };

/** Opens a saved page, changed as `edit` says. */
async function opened(name: string, edit: (html: string) => string = (html) => html) {
  const html = file(`${name}.html`);
  const edited = edit(html);
  await page.setContent(edited);
  return visitOf(page, { baseUrl: 'http://portal.test' });
}
const replaced =
  (from: string, to: string) =>
  (html: string): string => {
    expect(html).toContain(from);
    return html.replace(from, to);
  };
const coverageOf = async (edit?: (html: string) => string) =>
  readCoverage(await readSheet(await opened('eligible', edit), printedEligible), expected('eligible').inquiry);
const claimOf = async (name: string, edit?: (html: string) => string) =>
  readClaim(await readSheet(await opened(name, edit), printedClaimDetail));

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  if (!(error instanceof WorkException)) throw error;
  return `${error.code} ${error.details.page}.${error.details.element}`;
}

describe('coverage', () => {
  test.each(['eligible', 'eligible-two-spans'])('the page "%s" is read whole', async (name) => {
    const { inquiry, result } = expected(name);
    const sheet = await readSheet(await opened(name), printedEligible);
    expect(readCoverage(sheet, inquiry).result).toEqual(result);
  });
  test('"Not Eligible" is an answer: inactive', async () => {
    const { inquiry, result } = expected('not-eligible');
    const sheet = await readSheet(await opened('not-eligible'), printedNotEligible);
    expect(readNotEligible(sheet, inquiry).result).toEqual(result);
  });
  test('an amount that cannot be read stops the reading', async () =>
    expect(await failureOf(coverageOf((html) => html.replace(/<td>\$[\d.]+<\/td>/, '<td>see plan</td>')))).toBe(
      'result-unreadable northfield/eligible.copays.amount',
    ));
  test('a prior authorization that is neither yes nor no stops the reading', async () =>
    expect(
      await failureOf(coverageOf((html) => html.replace('<td>Yes</td><td>No</td>', '<td>Yes</td><td>Maybe</td>'))),
    ).toBe('result-unreadable northfield/eligible.benefits.priorAuthorization'));
  test('whether the member is covered says where it was read, as every other field does', async () => {
    const { inquiry } = expected('eligible');
    const { fields } = readCoverage(await readSheet(await opened('eligible'), printedEligible), inquiry);
    expect(fields['/status']?.box).toEqual(fields['/plan']?.box);
  });
  test('an answer for another day is another record', async () => {
    const { inquiry } = expected('eligible');
    const sheet = await readSheet(await opened('eligible'), printedEligible);
    expect(() => readCoverage(sheet, { ...inquiry, serviceDate: '2026-01-02' })).toThrow(/another day/);
  });
  test('a renamed column is missing, not empty', async () =>
    expect(await failureOf(coverageOf(replaced('>Co-pay Amount<', '>You Pay<')))).toBe(
      'selector-missing northfield/eligible.copays.amount',
    ));
  test('a section under a new title is missing, not empty', async () =>
    expect(await failureOf(coverageOf(replaced('<caption>Co-pay</caption>', '<caption>Cost Share</caption>')))).toBe(
      'selector-missing northfield/eligible.copays',
    ));
});

describe('claims', () => {
  test.each(['claim-partly-denied', 'claim-reduced-by-other-payer', 'claim-in-review'])(
    'the page "%s" is read whole',
    async (name) => expect((await claimOf(name)).claim).toEqual(expected(name).result),
  );
  test('every value has its provenance, and its box holds what was read', async () => {
    const { claim, fields } = await claimOf('claim-partly-denied');
    const { box, selector } = fields['/lines/1/statusText']!;
    expect(selector).toBe('northfield/claim-detail.lines.status');
    const [x, y, width, height] = box!;
    const seen = await page.evaluate<string>(
      `document.elementFromPoint(${x + width / 2}, ${y + height / 2} - scrollY)?.innerText ?? ''`,
    );
    expect(seen).toBe(claim.lines[1]?.statusText);
    expect(fields['/state']).toEqual(fields['/statusText']);
    expect(Object.values(fields).every((field) => field.box![2] > 0 && field.box![3] > 0)).toBe(true);
  });
  test('boxes are of the whole page, wherever it is scrolled to', async () => {
    const before = (await claimOf('claim-partly-denied')).fields;
    const visit = await opened('claim-partly-denied', (html) =>
      html.replace('</body>', '<p style="height:3000px"></p></body>'),
    );
    await page.evaluate('scrollTo(0, 500)');
    const after = readClaim(await readSheet(visit, printedClaimDetail)).fields;
    expect(after['/paidCents']?.box).toEqual(before['/paidCents']?.box);
  });
  test('a date that does not exist stops the reading', async () =>
    expect(
      await failureOf(
        claimOf(
          'claim-partly-denied',
          replaced('<th scope="row">Service From</th><td>11/', '<th scope="row">Service From</th><td>31/'),
        ),
      ),
    ).toBe('result-unreadable northfield/claim-detail.serviceFrom'));
  test('an adjustment of a line that is not shown stops the reading', async () =>
    expect(
      await failureOf(
        claimOf('claim-partly-denied', (html) =>
          html.replace(/(<caption>Adjustments[\s\S]*?<tr class="row"><td>)1</, '$19<'),
        ),
      ),
    ).toBe('result-unreadable northfield/claim-detail.adjustments.line'));
  test('hidden cells are not read', async () =>
    expect(
      await failureOf(
        claimOf(
          'claim-in-review',
          replaced('<th scope="row">Claim Status</th>', '<th scope="row" hidden>Claim Status</th>'),
        ),
      ),
    ).toBe('selector-missing northfield/claim-detail.status'));
});
