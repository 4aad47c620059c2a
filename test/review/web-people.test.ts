import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { Secret, TOTP } from 'otpauth';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkPassword } from '../../adapters/reviewers.ts';
import { OPEN_ACCESS } from '../../review/access.ts';
import { buildApi } from '../../review/api/index.ts';
import { launchBrowser } from '../browser.ts';
import { builtWeb } from './built-web.ts';
import { client } from './client.ts';
import { openOffice, PASSWORD, type Office } from './office.ts';
import { goTo, sessionOf } from './pages.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NEXT = 'lamp river tuesday carpet';

describe('people in a real browser', () => {
  let office: Office;
  let app: FastifyInstance;
  let browser: Browser;
  let address: string;
  const faults: string[] = [];

  beforeAll(async () => {
    const webFolder = await builtWeb();
    office = await openOffice();
    await office.person('dana');
    app = await buildApi(office.desk, {
      webFolder,
      access: { ...OPEN_ACCESS, secondFactorRoles: ['supervisor'] },
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await office.close();
  });

  async function open(path: string): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) faults.push(line.text());
    });
    await page.goto(address + path);
    return page;
  }
  async function signIn(page: Page, name: string, password: string): Promise<void> {
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
  }
  const heading = (page: Page, name: string) => page.getByRole('heading', { name });
  async function faultsOf(page: Page): Promise<string[]> {
    await page.evaluate(AXE);
    return page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes[0].html))`,
    );
  }
  const codeOf = (secret: string) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: office.clock.now().getTime() });

  it('takes a person from being added to a second factor, and in by it the next time', async () => {
    const admin = await open('/people');
    await signIn(admin, 'dana', PASSWORD);
    await admin.getByRole('button', { name: 'Add a person' }).click();
    await admin.getByLabel('Name').fill('kim');
    await admin.getByLabel(/^Supervisor/).click();
    await admin.getByRole('button', { name: 'Add', exact: true }).click();
    const password = await admin.getByRole('dialog').locator('pre').innerText();
    await admin.keyboard.press('Escape');
    await expect.poll(() => admin.getByRole('dialog').count(), { timeout: 10_000 }).toBe(0);
    await admin.getByRole('row', { name: /kim supervisor to choose a password no never/ }).waitFor();

    const kim = await open('/me');
    await signIn(kim, 'kim', password);
    await heading(kim, 'Choose a password of your own').waitFor();
    expect(await faultsOf(kim)).toEqual([]);
    await kim.getByLabel('Password now').fill(password);
    await kim.getByLabel('New password').fill('password1234');
    await kim.keyboard.press('Enter');
    await kim.getByText('too easy to guess').waitFor();
    await kim.getByLabel('New password').fill(NEXT);
    await kim.keyboard.press('Enter');

    await heading(kim, 'Set up a second factor').waitFor();
    await kim.getByLabel('Your password, once more').fill(NEXT);
    await kim.keyboard.press('Enter');
    await kim.getByRole('img', { name: /QR code/ }).waitFor();
    const secret = (await kim.locator('code').innerText()).replaceAll(' ', '');
    expect(await faultsOf(kim)).toEqual([]);
    await kim.getByLabel('Code', { exact: true }).fill(codeOf(secret));
    await kim.keyboard.press('Enter');
    await kim.getByRole('button', { name: 'I have kept them' }).waitFor();
    const codes = await kim.locator('pre').allInnerTexts();
    expect(codes).toHaveLength(10);
    await kim.getByRole('button', { name: 'I have kept them' }).click();
    await heading(kim, 'Your account').waitFor();
    await kim.getByText('10 recovery codes left').waitFor();
    expect(await faultsOf(kim)).toEqual([]);

    const again = await open('/');
    await signIn(again, 'kim', NEXT);
    await again.getByLabel('Code').fill('000000');
    await again.keyboard.press('Enter');
    await again.getByText('This code is not right').waitFor();
    office.clock.advance(30_000);
    await again.getByLabel('Code').fill(codeOf(secret));
    await again.keyboard.press('Enter');
    await again.getByRole('button', { name: 'Sign out' }).waitFor();

    await kim.reload();
    await kim.getByRole('button', { name: 'End all others' }).click();
    await kim.getByText('One session has ended.').waitFor();
    await again.reload();
    await again.getByRole('button', { name: 'Sign in' }).waitFor();

    await admin.getByRole('button', { name: 'Change kim' }).click();
    await admin.getByRole('menuitem', { name: 'Disable' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
    await admin.getByText('kim no longer gets in.').waitFor();
    await admin.getByRole('row', { name: /kim supervisor disabled/ }).waitFor();
    await kim.reload();
    await signIn(kim, 'kim', NEXT);
    await kim.getByText('Name or password is not right.').waitFor();
    expect(faults).toEqual([]);
  });

  it('changes a role, gives a password, ends sessions and lets somebody in again', async () => {
    const { id } = await office.person('ola', 'biller');
    const admin = browser.contexts()[0]!.pages()[0]!;
    // By way of the inbox, which knows colleagues by less.
    await admin.goto(address);
    await admin.getByRole('heading', { name: 'Waiting for a person' }).waitFor();
    await goTo(admin, '/people');
    await admin.getByRole('row', { name: /^ola biller active/ }).waitFor();
    const menu = async (item: string, verb = item) => {
      await admin.getByRole('button', { name: 'Change ola' }).click();
      await admin.getByRole('menuitem', { name: item }).click();
      const dialog = admin.getByRole('dialog', { name: `${item}: ola` });
      if (item === 'Change role') await dialog.getByLabel(/^Auditor/).click();
      await dialog.getByRole('button', { name: verb }).click();
    };
    await menu('Change role');
    await admin.getByText('ola has another role now.').waitFor();
    await menu('Disable');
    await admin.getByText('ola no longer gets in.').waitFor();
    await menu('Enable');
    await admin.getByText('ola can sign in again.').waitFor();
    await menu('End all sessions');
    await admin.getByText('ola is signed out everywhere.').waitFor();
    await menu('Give a new password');
    const given = await admin.getByRole('dialog', { name: 'Password of ola' }).locator('pre').innerText();
    await admin.keyboard.press('Escape');
    await admin.getByRole('row', { name: /ola auditor to choose a password/ }).waitFor();
    expect(await checkPassword(office.db, 'ola', given)).toMatchObject({ id, role: 'auditor' });

    const asks = client(app);
    for (let n = 0; n < 6; n += 1) await asks.signIn('ola', 'guess', `10.0.${n}.1`);
    expect((await asks.signIn('ola', given)).statusCode).toBe(429);
    await admin.reload();
    await admin.getByRole('row', { name: /ola auditor .*waits until/ }).waitFor();
    await menu('End the wait');
    await admin.getByText('ola may try again at once.').waitFor();
    expect((await asks.signIn('ola', given)).statusCode).toBe(201);
  });

  it('renews the recovery codes, shown though nothing else loads, and takes the second factor away', async () => {
    const person = await office.person('pia', 'biller');
    const page = await open('/me');
    await page.context().addCookies([await sessionOf(office.desk, person, address)]);
    await page.reload();
    const prove = async (button: string, verb: string) => {
      await page.getByRole('button', { name: button }).click();
      await page.getByLabel('Your password, once more').fill(PASSWORD);
      await page.getByRole('button', { name: verb }).click();
    };
    await prove('Set up a second factor', 'Set up');
    const secret = (await page.locator('code').innerText()).replaceAll(' ', '');
    await page.getByLabel('Code', { exact: true }).fill(codeOf(secret));
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    const failed: string[] = [];
    await page.route('**/api/v1/me', (route) => {
      failed.push(route.request().url());
      return route.abort();
    });
    await prove('New recovery codes', 'Make new recovery codes');
    // Asked three times, and given up.
    await expect.poll(() => failed.length, { timeout: 15_000 }).toBe(3);
    expect(await page.locator('pre').count()).toBe(10);
    await page.unrouteAll();
    await prove('Remove', 'Remove second factor');
    await page.getByText('Your second factor is removed.').waitFor();
    await page.getByText('not set up').waitFor();
    expect((await client(app).signIn('pia')).statusCode).toBe(201);
  });
});
