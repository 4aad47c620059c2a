import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import { launchBrowser } from '../browser.ts';
import { builtWeb } from './built-web.ts';
import { openOffice, PASSWORD, type Office } from './office.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SHOTS = process.env['SHOTS'];

describe('integrations in a real browser', () => {
  let office: Office;
  let app: FastifyInstance;
  let browser: Browser;
  let address: string;
  let page: Page;
  const faults: string[] = [];

  beforeAll(async () => {
    const webFolder = await builtWeb();
    office = await openOffice();
    await office.person('ada');
    app = await buildApi(office.desk, { webFolder });
    await app.listen({ port: 0, host: '127.0.0.1' });
    address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) faults.push(line.text());
    });
    await page.goto(`${address}/integrations`);
    await page.getByLabel('Name').fill('ada');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await office.close();
  });

  async function requireReadable(name: string): Promise<void> {
    if (SHOTS) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
  }
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

  it('makes a token, shows it once, and revokes it', async () => {
    await page.getByText('No token yet').waitFor();
    await press('New token');
    const form = page.getByRole('form', { name: 'New token' });
    await form.getByLabel('Name').fill('Practice system');
    await form.getByLabel('Read review items').check();
    await requireReadable('token-form');
    await form.getByRole('button', { name: 'Make the token' }).click();
    const secret = await page.getByText(/^cw_[0-9a-f]{12}_/).textContent();
    const asked = await app.inject({ url: '/api/v1/token', headers: { authorization: `Bearer ${secret}` } });
    expect(asked.json()).toMatchObject({ name: 'Practice system', scopes: ['items.read'], by: 'ada' });
    await requireReadable('token-shown');
    await press('I have kept it');
    expect(await page.content()).not.toContain(secret?.slice(-43));
    await press('Revoke Practice system');
    await press('Really revoke Practice system');
    await page.getByText('revoked', { exact: true }).waitFor();
    const again = await app.inject({ url: '/api/v1/token', headers: { authorization: `Bearer ${secret}` } });
    expect(again.statusCode).toBe(401);
  });

  it('adds a webhook, tries it, changes it, renews its secret', async () => {
    await page.getByRole('tab', { name: 'Webhooks' }).click();
    await press('New webhook');
    const form = page.getByRole('form', { name: 'New webhook' });
    await form.getByLabel('Address').fill('https://hooks.example.com/claimwright');
    await form.getByLabel('A payment was posted').check();
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText(/^whsec_/).waitFor();
    await press('I have kept it');
    await press('Send a test');
    await page.getByText('1 to be sent, 0 dead').waitFor();
    await press('Switch off');
    await page.getByText(/Off since .*: by a person/).waitFor();
    await press('Switch on');
    await press('Change');
    const change = page.getByRole('form', { name: /^Change/ });
    await change.getByLabel('Note').fill('Practice system');
    await change.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Practice system', { exact: true }).waitFor();
    await press('New secret');
    await press('Really: new secret');
    await page.getByText('The old one signs too until').waitFor();
    await requireReadable('webhooks');
    const { rows } = await office.db.query('select kinds, version, old_secret_until from webhook_endpoint');
    expect(rows).toEqual([
      { kinds: ['remittance.posted'], version: 5, old_secret_until: new Date('2026-11-24T15:00:00Z') },
    ]);
  });

  it('shows dead letters and sends them again', async () => {
    await office.db.query(`update webhook_delivery set state = 'dead', tries = 11, status = 503, fault = 'refused'`);
    await page.getByRole('link', { name: /to be sent/ }).click();
    await page.getByText('Dead letters', { exact: true }).click();
    await page.getByText('503: the receiver refused it').waitFor();
    await requireReadable('deliveries');
    await press('Send again: webhook.test');
    await page.getByText('It is sent again.').waitFor();
    await page.getByText('Nothing of this kind was sent').waitFor();
    const { rows } = await office.db.query<{ state: string; tries: number }>(
      'select state, tries from webhook_delivery',
    );
    expect(rows).toEqual([{ state: 'pending', tries: 0 }]);
  });

  it('leads to the documentation, which keeps to the policy of the app', async () => {
    await page.getByRole('link', { name: 'Documentation of the API' }).click();
    await page.getByRole('heading', { level: 1, name: 'Claimwright API' }).waitFor();
    await requireReadable('docs');
    const styled = await page.getByRole('navigation').evaluate((nav) => {
      const { getComputedStyle } = globalThis as unknown as { getComputedStyle: (of: unknown) => { position: string } };
      return getComputedStyle(nav).position;
    });
    expect(styled).toBe('sticky');
    expect(faults).toEqual([]);
  });
});
