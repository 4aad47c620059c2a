import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { takeAgingSnapshot } from '../../adapters/reports/aging.ts';
import { buildApi } from '../../review/api/index.ts';
import { launchBrowser } from '../browser.ts';
import { builtWeb } from './built-web.ts';
import { openOffice, PASSWORD, type Office } from './office.ts';
import { castOf } from './reports-cast.ts';

const NAMES = ['today', 'queues', 'portals', 'logins', 'aging', 'denials', 'people'] as const;
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
  async function violations(): Promise<string[]> {
    await page.evaluate(axe.source);
    return page.evaluate(async () => {
      const { axe: inPage } = globalThis as unknown as {
        axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await inPage.run({ resultTypes: ['violations'] })).violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      );
    });
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

  it('draw charts, keep the table behind each, take minutes, and are readable by everyone', async () => {
    await fill(office);
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

    const found: Record<string, string[]> = {};
    for (const scheme of ['light', 'dark'] as const) {
      if (scheme === 'dark') await page.getByRole('button', { name: 'Use dark colours' }).click();
      for (const [index, title] of TITLES.entries()) {
        // Dark differs by its colours alone: where a chart, badges and figures stand together is enough.
        if (scheme === 'dark' && !['Portals', 'Denials'].includes(title)) continue;
        await open(title);
        if (!['Logins', 'People'].includes(title)) await page.locator('.chart svg').first().waitFor();
        found[`${scheme} ${NAMES[index]}`] = await violations();
      }
    }
    expect(Object.entries(found).filter(([, each]) => each.length > 0)).toEqual([]);
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

/** A few weeks of an invented office. */
async function fill(office: Office): Promise<void> {
  const login = await office.login();
  const cast = castOf(office.db, login);
  const payers = ['Tamarack Health', 'Cedar Life', 'Birch Mutual'];
  for (let n = 0; n < 40; n++) {
    const asked = new Date(Date.parse('2026-11-23T12:00:00Z') + n * 120_000).toISOString();
    const ended = new Date(Date.parse(asked) + 4000 + n * 700).toISOString();
    const more = { started_at: asked, payer: payers[n % 3]!, portal: n % 4 === 3 ? 'oakline' : 'pinecrest' };
    if (n < 30) await cast.work('done', asked, ended, more);
    else if (n < 35)
      await cast.work('review', asked, ended, { ...more, code: n < 33 ? 'member-not-found' : 'unknown-page' });
    else await cast.work(n < 37 ? 'failed' : 'queued', asked, n < 37 ? ended : null, { ...more, code: null });
    if (n >= 30 && n < 35) await cast.review(ended);
  }
  const { rows } = await office.db.query<{ id: string }>('select id from reviewer limit 1');
  await cast.review('2026-11-18T12:00:00Z', {
    resolution: 'resolved',
    resolved_by: rows[0]!.id,
    resolved_at: '2026-11-18T12:09:00Z',
  });
  await cast.insert('portal_health', {
    portal: 'oakline',
    paused_code: 'unknown-page',
    paused_at: '2026-11-23T14:00:00Z',
    canary_at: '2026-11-23T16:00:00Z',
  });
  for (let n = 0; n < 24; n++)
    await cast.claim(`2026-${String(11 - (n % 7)).padStart(2, '0')}-14`, null, 12_500 + n * 4_100, null);
  for (const day of ['2026-11-18', '2026-11-19', '2026-11-20', '2026-11-23'])
    await takeAgingSnapshot(office.db, day, new Date(`${day}T06:00:00Z`));
  const claim = await (await cast.payment('Cedar Life', '2026-10-01T12:00:00Z'))('posted');
  for (let n = 0; n < 30; n++) {
    const opened = new Date(Date.parse('2026-10-05T12:00:00Z') + n * 36 * 3_600_000).toISOString();
    const category = ['authorization', 'timely-filing', 'coordination', 'coding'][n % 4]!;
    await cast.denial(claim, 4_000 + n * 900, opened, n % 5 ? null : '2026-11-20T12:00:00Z', {
      category,
      reason: ['197', '29', '22', '16'][n % 4]!,
    });
  }
}
