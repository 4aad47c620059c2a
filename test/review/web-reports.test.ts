import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import { launchBrowser } from '../browser.ts';
import { builtWeb } from './built-web.ts';
import { openOffice, PASSWORD, type Office } from './office.ts';
import { someWeeks } from './reports-weeks.ts';

const TITLES = ['Today', 'Queues', 'Portals', 'Logins', 'Aging', 'Denials', 'People'] as const;

describe('the reports in a real browser', () => {
  let office: Office;
  let app: FastifyInstance;
  let browser: Browser;
  let address: string;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const webFolder = await builtWeb();
    office = await openOffice();
    await office.person('dana');
    app = await buildApi(office.desk, { webFolder });
    await app.listen({ port: 0, host: '127.0.0.1' });
    address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) faults.push(line.text());
    });
    await page.goto(`${address}/reports`);
    await page.getByLabel('Name').fill('dana');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await office.close();
  });
  afterEach(() => {
    if (faults.length > 0) throw new Error(`The page broke its own rules: ${faults.join('; ')}`);
  });

  /** Opens a report by its link; its figures are there. */
  async function open(title: string): Promise<void> {
    await page.getByRole('navigation', { name: 'Reports' }).getByRole('link', { name: title }).click();
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await page.getByRole('heading', { level: 2 }).first().waitFor();
  }

  it('tell a new office what is not there yet', async () => {
    const said = [
      'Nothing was asked on these days.',
      'Nothing waited and nothing came on these days.',
      'No portal is known yet.',
      'No login is stored yet',
      'No picture was kept on these days.',
      'No denial was opened or closed on these days.',
      'Nobody decided anything on these days',
    ];
    for (const [index, title] of TITLES.entries()) {
      await open(title);
      const told = page.getByText(said[index]!).first();
      await told.waitFor();
      expect(await told.isVisible()).toBe(true);
    }
  });

  it('draw charts, keep the table behind each, and take minutes', async () => {
    await someWeeks(office);
    await page.reload();
    await open('Today');
    await page.locator('.chart svg .recharts-bar').first().waitFor();
    const table = page.getByRole('table', { name: 'Inquiries by portal' });
    // A screen reader has the table while the chart is shown.
    expect(await table.getByRole('row').nth(1).innerText()).toContain('pinecrest');
    await page.getByRole('button', { name: 'Show the table of Inquiries by portal' }).click();
    expect(await table.getByRole('columnheader').allInnerTexts()).toContain('Answered');
    await page.getByLabel('Claim-status inquiry answered').fill('12');
    await page.getByLabel('Exception left to a person').fill('6');
    await page.getByRole('button', { name: 'Save minutes' }).click();
    // 30 answered x 12, less 5 exceptions x 6.
    await page.getByText('Saved: 5 h 30 min.').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'CSV of Inquiries by payer' }).click(),
    ]);
    expect(file.suggestedFilename()).toBe('today-2026-11-23-to-2026-11-23.csv');

    for (const title of ['Queues', 'Portals', 'Aging', 'Denials']) {
      await open(title);
      await page.locator('.chart svg').first().waitFor();
    }
  });

  it('keep days and grouping in the address, so that a link opens the same figures', async () => {
    await page.goto(`${address}/reports/denials?from=2026-10-05&to=2026-11-22&by=reason`);
    await page.getByRole('heading', { level: 2, name: 'Denials by week and reason (CARC)' }).waitFor();
    await page.getByText('10/05/2026 to 11/22/2026').waitFor();
    await page.getByText('CO-197').first().waitFor();
    await page.getByLabel('First day').fill('2026-12-01');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await page.getByRole('alert').getByText('turn them round').waitFor();
    expect(new URL(page.url()).search).toBe('?from=2026-12-01&to=2026-11-22&by=reason');
  });
});
