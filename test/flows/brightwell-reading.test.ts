/** Reading Brightwell's pages apart from walking: saved pages of the practice portal, and what they say. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import type { EligibilityInquiry } from '../../domain/work-item.ts';
import { readClaim } from '../../flows/portals/brightwell/read-claim.ts';
import { readCoverage } from '../../flows/portals/brightwell/read-coverage.ts';
import { readToEnd } from '../../flows/scroll.ts';
import { readSheet } from '../../flows/sheet.ts';
import { claimListPage, claimRowAt, printedClaimDetail, printedClaimList } from '../../selectors/brightwell/claims.ts';
import { printedCoverage } from '../../selectors/brightwell/eligibility.ts';
import { launchBrowser } from '../browser.ts';
import { visitOf } from './visits.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
}, 60_000);
afterAll(() => browser.close());

const file = (name: string): string => readFileSync(new URL(`../fixtures/brightwell/${name}`, import.meta.url), 'utf8');
const expected = (name: string) => JSON.parse(file(`${name}.json`)) as { inquiry: EligibilityInquiry; result: object };

/** Opens a saved page, with one text replaced by another. */
async function opened(name: string, from = '', to = '') {
  const html = file(`${name}.html`);
  expect(html).toContain(from);
  await page.setContent(html.replace(from, to));
  return visitOf(page, { baseUrl: 'http://portal.test' });
}
const coverageOf = async (name: string, from?: string, to?: string) =>
  readCoverage(await readSheet(await opened(name, from, to), printedCoverage), expected(name).inquiry);
const claimOf = async (name: string, from?: string, to?: string) =>
  readClaim(await readSheet(await opened(name, from, to), printedClaimDetail));

async function failureOf(work: Promise<unknown>): Promise<string> {
  const error = await work.catch((reason: unknown) => reason);
  if (!(error instanceof WorkException)) throw error;
  return `${error.code} ${error.details.page}.${error.details.element}`;
}

describe('coverage', () => {
  test.each(['coverage-active', 'coverage-bare', 'coverage-inactive'])('the page "%s" is read whole', async (name) => {
    const { result, fields } = await coverageOf(name);
    expect(result).toEqual(expected(name).result);
    expect(Object.values(fields).every(({ box }) => box![2] > 0 && box![3] > 0)).toBe(true);
  });
  test.each([
    ['>Active<', '>Active (pending)<', 'result-unreadable brightwell/coverage.status'],
    ['>In network<', '>Preferred<', 'result-unreadable brightwell/coverage.deductibles.network'],
    ['>Copays<', '>Cost share<', 'selector-missing brightwell/coverage.copays'],
    ['>Remaining<', '>Left<', 'selector-missing brightwell/coverage.deductibles.remaining'],
    ['>Plan<', '>Product<', 'selector-missing brightwell/coverage.plan'],
  ])('%s turned into %s is %s', async (from, to, failure) =>
    expect(await failureOf(coverageOf('coverage-active', from, to))).toBe(failure),
  );
  test('an answer for another day is another record', async () => {
    const sheet = await readSheet(await opened('coverage-active'), printedCoverage);
    const { inquiry } = expected('coverage-active');
    expect(() => readCoverage(sheet, { ...inquiry, serviceDate: '2026-01-02' })).toThrow(/another day/);
  });
});

describe('claims', () => {
  test.each(['claim-partly-denied', 'claim-reduced-by-other-payer', 'claim-in-review'])(
    'the page "%s" is read whole',
    async (name) => expect((await claimOf(name)).claim).toEqual(expected(name).result),
  );
  test.each([
    ['>CO-45<', '>see remarks<', 'result-unreadable brightwell/claim-detail.adjustments.code'],
    ['>Claim status<', '>State<', 'selector-missing brightwell/claim-detail.status'],
    ['>Service lines<', '>Procedures<', 'selector-missing brightwell/claim-detail.lines'],
  ])('%s turned into %s is %s', async (from, to, failure) =>
    expect(await failureOf(claimOf('claim-partly-denied', from, to))).toBe(failure),
  );
});

/** A list that draws five rows of forty, and jumps back to its top once. */
const LIST = (rows: number, said: number): string => `<p>${said} claims found</p>
<div role="table" aria-label="Claim results"><div role="row" aria-rowindex="1">
${['Claim number', 'Patient account number', 'Member ID', 'Billed'].map((head) => `<span role="columnheader">${head}</span>`).join('')}</div>
<div role="rowgroup" style="height:120px;overflow:auto;position:relative"><div style="height:${rows * 40}px"></div></div></div>
<script>{
const group = document.querySelector('[role=rowgroup]'), space = group.firstElementChild;
let jumps = 1;
const draw = () => {
  const top = Math.floor(group.scrollTop / 40), end = Math.min(${rows}, top + 5);
  space.innerHTML = Array.from({ length: end - top }, (_, i) => top + i).map((at) =>
    '<div role="row" aria-rowindex="' + (at + 2) + '" style="position:absolute;top:' + at * 40 + 'px;height:40px">' +
    ['1000' + at, 'LK' + at, '77', '$1.00'].map((text) => '<span role="cell">' + text + '</span>').join('') + '</div>').join('');
};
group.onscroll = () => { if (jumps-- === 1) group.scrollTop = 0; else draw(); };
draw();
}</script>`;

describe('a list that draws only the rows in view', () => {
  const readAll = async (rows: number, said: number) => {
    await page.setContent(LIST(rows, said));
    const visit = visitOf(page, { baseUrl: 'http://portal.test', timeoutMs: 1_200 });
    return readToEnd(visit, {
      page: claimListPage,
      total: said,
      rowAt: claimRowAt,
      keyOf: (number) => number,
      read: async () =>
        (await readSheet(visit, printedClaimList)).rows('claims').map((row) => row.claimNumber.text ?? ''),
    });
  };
  test('is read to its end, in order, though it jumps back', async () =>
    expect(await readAll(17, 17)).toEqual(Array.from({ length: 17 }, (_, at) => `1000${at}`)));
  test('that has fewer rows than the portal says is not taken for whole', async () =>
    expect(await failureOf(readAll(7, 9))).toBe('result-unreadable brightwell/claim-list.total'));
});
