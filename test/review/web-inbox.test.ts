import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import { launchBrowser } from '../browser.ts';
import { fillInbox } from '../bench/inbox-cast.ts';
import { builtWeb } from './built-web.ts';
import { openOffice, PASSWORD, type Office } from './office.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const ITEMS = 150;

describe('the inbox in two real browsers', () => {
  let office: Office;
  let app: FastifyInstance;
  let browser: Browser;
  let address: string;
  let dana: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const webFolder = await builtWeb();
    office = await openOffice();
    await office.person('dana', 'supervisor');
    await office.person('lee', 'biller');
    await fillInbox(office.db, ITEMS, office.clock.now());
    app = await buildApi(office.desk, { webFolder });
    await app.listen({ port: 0, host: '127.0.0.1' });
    address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
    dana = await signedIn('dana');
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await office.close();
    if (faults.length > 0) throw new Error(`The page broke its own rules: ${faults.join('; ')}`);
  });

  /** A browser of one's own. */
  async function signedIn(name: string): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) faults.push(line.text());
    });
    await page.goto(address);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('tr[data-row]').first().waitFor();
    return page;
  }
  const rows = (page: Page) => page.locator('tr[data-row]');
  const current = (page: Page) => page.locator('tr[aria-selected="true"]');
  const top = (page: Page) => rows(page).first();
  const side = (page: Page, name: string | RegExp) =>
    page.getByRole('navigation', { name: 'Filters' }).getByRole('button', { name });

  it('sorts by its columns, draws what is on the screen, and walks on by keys', async () => {
    await dana.getByRole('button', { name: /^Amount/ }).click();
    await expect.poll(() => dana.url()).toContain('order=value');
    const [first] = (await office.db.query<{ cents: number }>('select max(amount_cents) as cents from review_item'))
      .rows;
    const dollars = (first!.cents / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' });
    await expect.poll(() => top(dana).innerText()).toContain(dollars);
    expect(await rows(dana).count()).toBeLessThan(60);
    for (const key of ['j', 'j', 'j', 'k']) await dana.keyboard.press(key);
    await expect.poll(() => current(dana).getAttribute('aria-rowindex')).toBe('4');
    await current(dana).hover();
    await dana.mouse.wheel(0, 46 * 80);
    await dana.locator('tr[aria-rowindex="85"]').waitFor();
    expect(await dana.locator('tr[aria-rowindex="4"]').count()).toBe(0);
    await dana.keyboard.press('j');
    await expect.poll(() => current(dana).getAttribute('aria-rowindex')).toBe('5');
  });

  it('finds a person without putting the name into the address, and keeps a view that has a link', async () => {
    await dana.keyboard.press('/');
    await dana.keyboard.type('ostrander');
    await dana.keyboard.press('Enter');
    await expect
      .poll(async () => (await rows(dana).allInnerTexts()).every((text) => text.includes('Ostrander')))
      .toBe(true);
    expect(dana.url()).not.toMatch(/ostrander/i);
    await dana.getByRole('button', { name: 'Search nothing' }).click();
    await dana.getByRole('button', { name: 'Filter' }).click();
    await dana.getByLabel('Amount from').fill('1000');
    await dana.getByLabel('Amount from').press('Enter');
    await expect.poll(() => dana.url()).toContain('minCents=100000');
    await dana.keyboard.press('Escape');
    await dana.getByRole('button', { name: 'Save view' }).click();
    await dana.getByLabel('Name of the view').fill('Large');
    await dana.keyboard.press('Enter');
    await side(dana, /^Large/).waitFor();
    const link = dana.url();
    await side(dana, /^All that waits/).click();
    await expect.poll(() => dana.url()).not.toContain('minCents');
    await side(dana, /^Large/).click();
    await expect.poll(() => dana.url()).toBe(link);
    await side(dana, /^All that waits/).click();
  });

  it('labels what is selected by keys, and undoes it', async () => {
    await top(dana).waitFor();
    for (const key of ['x', 'j', 'x']) await dana.keyboard.press(key);
    await dana.getByText('2 selected').waitFor();
    await dana.keyboard.press('l');
    await dana.getByRole('dialog', { name: 'Labels: 2 items' }).waitFor();
    await dana.keyboard.type('call back');
    await dana.keyboard.press('Enter');
    await dana.getByText('2 labelled.').waitFor();
    await expect.poll(() => rows(dana).filter({ hasText: 'call back' }).count()).toBe(2);
    await dana.keyboard.press('u');
    await dana.getByText('Undone: 2 items are as before.').waitFor();
    await expect.poll(() => rows(dana).filter({ hasText: 'call back' }).count()).toBe(0);
    const { rows: left } = await office.db.query(`select 1 from review_item where labels <> '{}'`);
    expect(left).toEqual([]);
  });

  it('shows a second browser by itself who took an item, and mentions reach the one who is named', async () => {
    const lee = await signedIn('lee');
    await lee.locator('[data-row]').first().waitFor();
    const id = (await lee.locator('tr[data-row]').nth(1).getAttribute('data-row'))!;
    const here = lee.locator(`[data-row="${id}"]`);
    await dana.goto(`${address}/items/${id}`);
    await dana.getByRole('button', { name: 'Claim' }).click();
    await here.getByText('dana').waitFor();
    await dana.keyboard.press('n');
    await dana.getByRole('dialog', { name: 'Note' }).waitFor();
    await dana.keyboard.type('please call them, @lee');
    await dana.getByRole('dialog').getByRole('button', { name: 'Note' }).click();
    await dana.getByText('Noted. One person is told.').waitFor();
    await side(lee, /^Mentions me/).click();
    await here.click();
    await lee.getByText('please call them, @lee').waitFor();
    await lee.getByText('dana is working on it').waitFor();
    expect(await lee.getByRole('button', { name: 'Send back unchanged' }).isDisabled()).toBe(true);
    await dana.getByRole('button', { name: 'Yours · release' }).click();
    await lee.getByRole('button', { name: 'Claim' }).waitFor();
    await lee.keyboard.press('Escape');
    await lee.getByText('Nothing matches this filter').waitFor();
    await lee.context().close();
  });

  it('has nothing that a screen reader or the keyboard stumbles over, light and dark', async () => {
    await dana.goto(address);
    await top(dana).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await dana.emulateMedia({ colorScheme });
      for (const key of ['x', 'a']) {
        await dana.keyboard.press(key);
        await (key === 'a' ? dana.getByRole('dialog').waitFor() : dana.getByText('1 selected').waitFor());
        expect(await violations(dana), `${colorScheme} after ${key}`).toEqual([]);
      }
      await dana.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await dana.getByRole('dialog').waitFor({ state: 'detached' });
      await dana.keyboard.press('Escape');
    }
  });

  async function violations(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  }
});
