import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Northfield } from '../../sandbox/index.ts';
import { launchBrowser } from '../browser.ts';
import { startPortal, USER } from './visitor.ts';

let portal: Northfield;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  portal = await startPortal();
  browser = await launchBrowser();
  page = await browser.newPage();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await portal.close();
});

const heading = (name: string) => page.getByRole('heading', { level: 1, name });

it('serves a real browser: sign-in, Expand All, pager, detail, Back is expired, a cut session says so', async () => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  const requests = new Set<string>();
  page.on('request', (request) => requests.add(new URL(request.url()).origin));
  await page.goto(portal.url);
  await page.getByLabel('User ID').fill(USER.username);
  await page.getByRole('button', { name: 'Log In' }).click();
  const question = await page.getByText('Challenge Question:').locator('span').innerText();
  await page.getByLabel('Your Answer').fill(new Map(Object.entries(USER.answers)).get(question)!);
  await page.getByLabel('This is a public computer').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('Password').fill(USER.password);
  await page.getByRole('button', { name: 'Sign In' }).click();
  await page.getByRole('row', { name: USER.providerNpi }).getByRole('radio').check();
  await page.getByRole('button', { name: 'Submit' }).click();
  await heading('My Home').waitFor();

  const member = portal.truth.records[0]!.member;
  await page.getByRole('link', { name: 'Eligibility' }).click();
  await page.getByLabel('Member ID').fill(member.memberId!);
  await page.getByLabel('From Date').fill('11/23/2026');
  await page.getByRole('button', { name: 'Submit' }).click();
  const address = page.url();
  await page.getByRole('link', { name: 'Expand All' }).click();
  await page.getByRole('table', { name: 'Benefit Details' }).waitFor();
  expect(page.url()).toBe(address);
  await page.getByRole('link', { name: 'Collapse Benefit Details' }).click();
  await page.getByRole('table', { name: 'Benefit Details' }).waitFor({ state: 'detached' });

  const busy = portal.truth.records.find(
    (record) => record.scenario === 'no-account-number' && isPaged(record.member.memberId!),
  );
  await page.getByRole('link', { name: 'Claims' }).click();
  await page.getByLabel('Member ID').fill(busy!.member.memberId!);
  await page.getByLabel('Service From').fill('01/01/2025');
  await page.getByLabel('Service To').fill('11/23/2026');
  await page.getByRole('button', { name: 'Search' }).click();
  const link = page.getByRole('link', { name: busy!.shown.payerClaimControlNumber! });
  await page.getByRole('table', { name: 'Claims' }).waitFor();
  expect(await link.count()).toBe(0);
  await page.getByRole('link', { name: '2', exact: true }).click();
  await link.click();
  await heading('Claim Detail').waitFor();
  await page.goBack();
  await heading('Page Expired').waitFor();

  await page.getByRole('link', { name: 'Claims' }).click();
  await page.getByLabel('Claim Number').fill(busy!.shown.payerClaimControlNumber!);
  await page.getByRole('button', { name: 'Search' }).click();
  portal.faults.set({ cutSessionBeforeDetail: true });
  await link.click();
  await heading('Session Ended').waitFor();
  expect(errors).toEqual([]);
  expect([...requests]).toEqual([portal.url]);
}, 60_000);

const isPaged = (memberId: string): boolean =>
  portal.truth.records.filter((record) => record.member.memberId === memberId).length > 10;
