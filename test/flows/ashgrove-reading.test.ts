/** Reading Ashgrove's reports apart from walking: saved reports of the practice portal, and what they say. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import { claimStatusInquirySchema, eligibilityInquirySchema } from '../../domain/work-item.ts';
import { type ListedPerson, personsAsked } from '../../flows/portals/ashgrove/listed-person.ts';
import { readClaim } from '../../flows/portals/ashgrove/read-claim.ts';
import { readCoverage } from '../../flows/portals/ashgrove/read-coverage.ts';
import { checkClaims } from '../../flows/same-claim.ts';
import { readSheet } from '../../flows/sheet.ts';
import { printedClaimReport } from '../../selectors/ashgrove/claims.ts';
import { printedEligibility } from '../../selectors/ashgrove/eligibility.ts';
import { launchBrowser } from '../browser.ts';
import { visitOf } from './visits.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
});
afterAll(() => browser.close());

const file = (name: string): string => readFileSync(new URL(`../fixtures/ashgrove/${name}`, import.meta.url), 'utf8');
const expected = (name: string) => JSON.parse(file(`${name}.json`)) as { inquiry: unknown; result: object };

/** Opens a saved report in the frame that reports stand in, changed as `edit` says. */
async function opened(name: string, edit: (html: string) => string = (html) => html) {
  await page.setContent(
    '<p style="height:40px">Close Window</p><iframe name="report" width="900" height="600"></iframe>',
  );
  await page.frame({ name: 'report' })!.setContent(edit(file(`${name}.html`)));
  return visitOf(page, { baseUrl: 'http://portal.test' });
}
const coverageOf = async (name: string, edit?: (html: string) => string) =>
  readCoverage(
    await readSheet(await opened(name, edit), printedEligibility),
    eligibilityInquirySchema.parse(expected(name).inquiry),
  );
const claimOf = async (name: string, edit?: (html: string) => string) =>
  readClaim(await readSheet(await opened(name, edit), printedClaimReport));

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  if (!(error instanceof WorkException)) throw error;
  return `${error.code} ${error.details.page}.${error.details.element}`;
}

describe('coverage', () => {
  test.each(['eligible', 'eligible-several-spans', 'not-eligible'])('the report "%s" is read whole', async (name) =>
    expect((await coverageOf(name)).result).toEqual(expected(name).result),
  );
  test.each([
    [
      'an amount that is none',
      />\$[\d,.]+</,
      '>see plan<',
      'result-unreadable ashgrove/eligibility-report.yearly.amount',
    ],
    ['a status in other words', '>ACTIVE<', '>PENDING<', 'result-unreadable ashgrove/eligibility-report.status'],
    [
      'a status that its spans deny',
      '>ACTIVE<',
      '>NOT ACTIVE<',
      'result-unreadable ashgrove/eligibility-report.status',
    ],
    ['a level in other words', '>IND<', '>EMP<', 'result-unreadable ashgrove/eligibility-report.yearly.level'],
    ['a renamed column', '>Remaining<', '>To Go<', 'selector-missing ashgrove/eligibility-report.yearly.remaining'],
    ['a renamed table', '>Co-payments<', '>Fees<', 'selector-missing ashgrove/eligibility-report.copays'],
    ['another birth date', /\d\d\/\d\d\/19\d\d/, '01/02/1903', 'wrong-record ashgrove/eligibility-report.birthDate'],
  ] as const)('%s stops the reading', async (_what, from, to, failure) =>
    expect(await failureOf(coverageOf('eligible', (html) => html.replace(from, to)))).toBe(failure),
  );
});

describe('claims', () => {
  test.each(['claim-partly-denied', 'claim-deductible', 'claim-in-process', 'claim-replaced'])(
    'the report "%s" is read whole, and is the claim that was asked about',
    async (name) => {
      const { inquiry, result } = expected(name);
      const reading = await claimOf(name);
      expect(reading.claim).toEqual(result);
      checkClaims(claimStatusInquirySchema.parse(inquiry), [reading]);
    },
  );
  test('a claim says which one it took the place of', async () =>
    expect((await claimOf('claim-replaced')).replaces).toMatch(/^20\d{11}$/));
  test('boxes are of the window, and hold what was read', async () => {
    const { claim, fields } = await claimOf('claim-partly-denied');
    const [x, y, width, height] = fields['/lines/1/billedCents']!.box!;
    const report = await page.frame({ name: 'report' })!.frameElement();
    const { x: left, y: top } = (await report.boundingBox())!;
    const seen = await page
      .frame({ name: 'report' })!
      .evaluate<string>(
        `document.elementFromPoint(${x + width / 2 - left - 2}, ${y + height / 2 - top - 2})?.innerText ?? ''`,
      );
    expect(seen.replace(/[$,]/g, '')).toBe((claim.lines[1]!.billedCents! / 100).toFixed(2));
  });
  test.each([
    [
      'an adjustment without a group',
      />[A-Z]{2}-\d+</,
      '>45<',
      'result-unreadable ashgrove/claim-report.adjustments.code',
    ],
    ['a renamed amount', '>Paid Amount:<', '>Amount:<', 'selector-missing ashgrove/claim-report.paid'],
    ['a renamed table', '>Adjustments<', '>Cuts<', 'selector-missing ashgrove/claim-report.adjustments'],
  ] as const)('%s stops the reading', async (_what, from, to, failure) =>
    expect(await failureOf(claimOf('claim-partly-denied', (html) => html.replace(from, to)))).toBe(failure),
  );
  test('an adjustment of a line that is not shown stops the reading', async () => {
    const stray = (html: string): string => {
      const at = html.indexOf('<b>Adjustments</b>');
      return html.slice(0, at) + html.slice(at).replace('>1</font>', '>19</font>');
    };
    expect(await failureOf(claimOf('claim-partly-denied', stray))).toBe(
      'result-unreadable ashgrove/claim-report.adjustments.line',
    );
  });
});

describe('listed persons', () => {
  const person: ListedPerson = { memberId: 'M1', name: 'ROWE, ANN', birthDate: '1980-02-03' };
  const asked = { memberId: 'M1', lastName: 'Rowe', firstName: 'Ann', birthDate: '1980-02-03' };
  test('a namesake under another id is not the one who was asked about', () =>
    expect(personsAsked([{ ...person, memberId: 'M2' }, person], asked)).toEqual([person]));
  test('a row that stands twice is one person', () => expect(personsAsked([person, person], asked)).toEqual([person]));
  test('a family under one id is told apart by birth date, then by first name', () => {
    const twin = { ...person, name: 'ROWE, BEN' };
    expect(personsAsked([{ ...person, birthDate: '2001-01-01' }, twin, person], asked)).toEqual([person]);
  });
  test('without an id, two of one name and birth date stay two', () =>
    expect(personsAsked([{ ...person, memberId: 'M2' }, person], { ...asked, memberId: null })).toHaveLength(2));
});
