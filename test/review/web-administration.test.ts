import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fourEyesLimits } from '../../adapters/approvals.ts';
import { buildApi } from '../../review/api/index.ts';
import { launchBrowser } from '../browser.ts';
import { builtWeb } from './built-web.ts';
import { administering } from './administration-cast.ts';
import { openOffice, PASSWORD, type Office } from './office.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the pages of an administrator in a real browser', () => {
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
    app = await buildApi(administering(office.desk), { webFolder });
    await app.listen({ port: 0, host: '127.0.0.1' });
    address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) faults.push(line.text());
    });
    await page.goto(`${address}/administration`);
    await page.getByLabel('Name').fill('ada');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await office.close();
    if (faults.length > 0) throw new Error(`The page broke its own rules: ${faults.join('; ')}`);
  });

  const open = async (title: string): Promise<void> => {
    await page.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: title }).click();
    await page.getByRole('heading', { level: 2, name: title }).waitFor();
  };
  async function requireReadable(): Promise<void> {
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(violations).toEqual([]);
  }

  it('says what a portal’s terms are, changes them, pauses it and lets it go on', async () => {
    await page.getByText('read 10/01/2026 by Dana').waitFor();
    await page.getByRole('button', { name: 'Pause Pinecrest Provider Portal' }).click();
    await page.getByText('is paused on every host until you resume it').waitFor();
    await page.getByRole('button', { name: 'Resume Pinecrest Provider Portal' }).click();
    await page.getByText('Pinecrest Provider Portal works again.').waitFor();
    await page.getByRole('link', { name: 'Pinecrest Provider Portal' }).click();
    await page.getByText('By consent', { exact: true }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Say who at the portal agreed').waitFor();
    await page.getByLabel('Who at the portal agreed').fill('P. Marlowe, portal desk');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('agreed: P. Marlowe, portal desk').waitFor();
    expect(await page.getByText('by consent', { exact: true }).count()).toBe(1);
  });

  it('takes a login and its new secret, and shows neither', async () => {
    await open('Logins');
    await page.getByText('There is no login yet').waitFor();
    await page.getByRole('button', { name: 'Add a login' }).click();
    await page.getByLabel('What the office calls it').fill('front desk');
    await page.getByLabel('User name').fill('frontdesk7');
    await page.getByLabel('Password', { exact: true }).fill('Zw9!never-shown-1');
    await page.getByLabel('Secret of the authenticator app').fill('JBSWY3DPEHPK3PXP');
    await requireReadable();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('cell', { name: 'password, authenticator' }).waitFor();
    await page.getByRole('button', { name: 'Pause front desk' }).click();
    await page.getByText('paused: by-hand').waitFor();
    await page.getByRole('button', { name: 'Resume front desk' }).click();
    await page.getByRole('button', { name: 'Resume', exact: true }).click();
    await page.getByText('front desk works again').waitFor();
    await page.getByRole('link', { name: 'front desk' }).click();
    await page.getByLabel('Password', { exact: true }).fill('Zw9!never-shown-2');
    expect(await page.content()).not.toContain('frontdesk7');
    await page.getByRole('button', { name: 'Store' }).click();
    await page.getByText('If the login was paused, resume it now').waitFor();
    await page.getByRole('link', { name: 'front desk' }).waitFor();
    await office.db.query(`update login set confirmed_at = $1`, [new Date('2026-09-04T15:00:00Z')]);
    await page.reload();
    await page.getByRole('button', { name: 'The portal has confirmed the user of front desk' }).click();
    await page.getByText('Noted as of today.').waitFor();
    const [login] = await office.desk.logins(office.db).list();
    expect(login?.confirmedAt).toEqual(office.clock.now());
    expect(await office.desk.logins(office.db).credentials(login!.id)).toMatchObject({
      username: 'frontdesk7',
      password: 'Zw9!never-shown-2',
      totpSecret: 'JBSWY3DPEHPK3PXP',
    });
  });

  it('sets limits, schedules, retention and a payer', async () => {
    await open('Limits');
    const limit = page.getByRole('form', { name: 'Largest write-off without a person' });
    await limit.getByRole('textbox').fill('250');
    await limit.getByRole('button', { name: 'Save' }).click();
    await limit.getByText(/changed .* by ada/).waitFor();
    await limit.getByRole('textbox').fill('260');
    // Another administrator is first; what was typed stays, and is not saved over theirs unseen.
    await office.db.query(`update office_setting set value = '24000' where key = 'writeOffLimitCents'`);
    await limit.getByRole('button', { name: 'Save' }).click();
    await limit.getByText('look at it again, then decide').waitFor();
    await limit.getByText('Somebody changed this since you began to type.').waitFor();
    expect(await limit.getByRole('textbox').inputValue()).toBe('260');
    await limit.getByRole('button', { name: 'Show what it is now' }).click();
    expect(await limit.getByRole('textbox').inputValue()).toBe('240.00');
    await limit.getByRole('textbox').fill('250');
    await limit.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => limit.getByRole('textbox').inputValue()).toBe('250.00');
    await open('Schedules');
    const sweep = page.getByRole('form', { name: 'When the sweep asks about open claims' });
    await sweep.getByRole('textbox').fill('every day');
    await sweep.getByRole('button', { name: 'Save' }).click();
    await page.getByText('must be five fields').waitFor();
    await sweep.getByRole('textbox').fill('30 4 * * 1-6');
    await sweep.getByRole('button', { name: 'Save' }).click();
    await sweep.getByText(/changed .* by ada/).waitFor();
    await sweep.getByRole('button', { name: 'Use the environment’s' }).click();
    await sweep.getByText(/changed .* by ada/).waitFor({ state: 'detached' });
    await open('Retention');
    const kept = page.getByRole('form', { name: /remittance files/ });
    await kept.getByRole('textbox').fill('2000');
    await kept.getByRole('button', { name: 'Save' }).click();
    await kept.getByRole('button', { name: 'Use the environment’s' }).click();
    await kept.getByText(/changed .* by ada/).waitFor({ state: 'detached' });
    await open('Limits');
    const second = page.getByRole('form', { name: 'A second person' });
    await second.getByLabel(/^Cash of one posting/).fill('5000');
    await second.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved; it holds for the next posting.').waitFor();
    expect(await fourEyesLimits(office.db)).toMatchObject({ postingCents: 500_000, isTakeBack: true });
    await open('Payers');
    await page.getByRole('link', { name: 'Tamarack Health' }).click();
    await page.getByLabel('Days to appeal').fill('75');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('cell', { name: '75 days' }).waitFor();
    const { rows } = await office.db.query('select key, value from office_setting');
    expect(rows).toEqual([{ key: 'writeOffLimitCents', value: 25_000 }]);

    await page.getByRole('button', { name: 'Add a payer' }).click();
    const payer = page.getByRole('form', { name: 'New payer' });
    await payer.getByLabel('Key').fill('Larkspur Plan');
    await payer.getByText('Begin with a small letter').waitFor();
    await payer.getByLabel('Key').fill('larkspur');
    await payer.getByLabel('Name', { exact: true }).fill('Larkspur Plan');
    await payer.getByLabel('Names as printed').fill('LARKSPUR PLAN');
    await payer.getByLabel('Days to file a claim').fill('120');
    await payer.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Larkspur Plan' }).click();
    await page.getByRole('button', { name: 'Take this payer out' }).click();
    await page.getByRole('link', { name: 'Larkspur Plan' }).waitFor({ state: 'detached' });
  });

  it('searches the audit trail, takes it out and checks it', async () => {
    await open('Audit trail');
    await page.getByLabel('What', { exact: true }).fill('setting-changed');
    await page.getByRole('button', { name: 'Search' }).click();
    await expect.poll(() => page.getByRole('row').count()).toBe(8);
    await page.getByRole('cell', { name: '{"after": 25000, "before": null}' }).waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'CSV' }).click()]);
    expect(file.suggestedFilename()).toBe('audit.csv');
    await page.getByRole('button', { name: 'Check the whole trail now' }).click();
    await page.getByText('No sealed head is kept').waitFor();
    await requireReadable();
  });
});
