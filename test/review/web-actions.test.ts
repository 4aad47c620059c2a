import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepFourEyes } from '../../adapters/approvals.ts';
import { noteProposal } from '../../adapters/learned-selectors.ts';
import { openLogins } from '../../adapters/logins.ts';
import { buildApi } from '../../review/api/index.ts';
import { launchBrowser } from '../browser.ts';
import { books, first, second } from '../workers/posting-desk.ts';
import { builtWeb } from './built-web.ts';
import { client } from './client.ts';
import { claimStatus, eligibility, PASSWORD } from './office.ts';
import { portalEvidence } from './portal-page.ts';
import {
  NUMBER,
  openRemittanceOffice,
  PRINTED,
  routinePaper,
  WRITE_OFF,
  type RemittanceOffice,
} from './remittance-desk.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SOON = { timeout: 15_000 };

describe('what each exception needs, in a real browser', () => {
  let office: RemittanceOffice;
  let app: FastifyInstance;
  let browser: Browser;
  let address: string;
  let page: Page;
  let loginId: string;
  let webFolder: string;
  const faults: string[] = [];

  beforeAll(async () => {
    [office, browser, webFolder] = await Promise.all([openRemittanceOffice(), launchBrowser(), builtWeb()]);
    await office.person('Ada');
    await office.person('Bea', 'biller');
    loginId = await office.login();
    app = await buildApi(office.desk, { webFolder });
    await app.listen({ port: 0, host: '127.0.0.1' });
    address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (line) => void (line.text().includes('Content Security Policy') && faults.push(line.text())));
    await page.goto(address);
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await office.close();
    if (faults.length > 0) throw new Error(`The page broke its own rules: ${faults.join('; ')}`);
  });

  const open = (id: string) => page.goto(`${address}/items/${id}`);
  const form = (name: string) => page.getByRole('form', { name });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const rowOf = async (sql: string, values: unknown[]) => (await office.db.query(sql, values)).rows[0];
  const decided = (id: string) =>
    expect
      .poll(() => rowOf('select resolution from review_item where id = $1', [id]), SOON)
      .not.toEqual({ resolution: null });
  async function violations(): Promise<string[]> {
    await page.evaluate(AXE);
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  }

  it('chooses one of several, beside a screenshot whose boxes and values lead to each other at any zoom', async () => {
    const shown = await portalEvidence(browser);
    const candidates = [
      { kind: 'member', memberId: 'ZQ1', name: 'OSTRANDER, MARIBEL', birthDate: '1971-06-02' },
      { kind: 'member', memberId: 'ZQ2', name: '<b>OSTRANDER</b>, MABEL', birthDate: '1999-01-05' },
    ] as const;
    const evidence = { ...shown, trail: { ...shown.trail!, candidates } };
    const made = await office.stopped(loginId, eligibility(), 'member-ambiguous', { evidence });
    await open(made.itemId);
    await page.getByText('<b>OSTRANDER</b>, MABEL').waitFor();
    expect(await violations()).toEqual([]);

    const member = page.locator('[data-field="/memberId"]');
    const box = page.locator('[data-box="/memberId"]');
    await member.focus();
    await expect.poll(() => box.getAttribute('data-lit')).toBe('true');
    await page.locator('[data-box="/status"]').click();
    await expect
      .poll(() =>
        page.evaluate(
          () =>
            (globalThis as unknown as { document: { activeElement: { dataset: Record<string, string> } } }).document
              .activeElement.dataset['field'],
        ),
      )
      .toBe('/status');
    await page.keyboard.press('=');
    await page.keyboard.press('=');
    const wide = async () => (await page.getByAltText('The portal').boundingBox())?.width;
    await expect.poll(wide).toBe(1920);
    await member.hover();
    await expect.poll(async () => (await box.boundingBox())?.width).toBeGreaterThan(60);
    await page.keyboard.press('0');
    await expect.poll(wide).toBeLessThan(1280);

    await page.getByRole('radio', { name: /MABEL/ }).check();
    await press('Ask for this one');
    await decided(made.itemId);
    expect(await rowOf('select inquiry from work_item where id = $1', [made.workItemId])).toMatchObject({
      inquiry: { member: { memberId: 'ZQ2' } },
    });
  });

  it('types an answer, says not on file, sends to denial work, and opens one again', async () => {
    const answered = await office.stopped(loginId, claimStatus(), 'status-unknown');
    await open(answered.itemId);
    const answer = form('Store my answer');
    await answer.getByLabel('The claim is').click();
    await page.getByRole('option', { name: 'Finished: paid' }).click();
    await answer.getByLabel('Status as printed').fill('Paid in full');
    await answer.getByLabel('Paid', { exact: true }).fill('12.3');
    await answer.getByText('Dollars such as').waitFor();
    await answer.getByLabel('Paid', { exact: true }).fill('1,200.50');
    expect(await violations()).toEqual([]);
    await press('Store my answer');
    await decided(answered.itemId);
    expect(
      await rowOf(
        `select result -> 'claims' -> 0 ->> 'paidCents' as paid, fields -> '/claims/0/paidCents' ->> 'via' as via from result where work_item_id = $1`,
        [answered.workItemId],
      ),
    ).toEqual({ paid: '120050', via: 'person' });

    await open(answered.itemId);
    await page.getByLabel(/Open again: why/).fill('The wrong claim.');
    await press('Open again');
    await page.getByText('opened this again').waitFor();
    await page.getByRole('link', { name: 'Go to it' }).click();
    await press('Send to denial work');
    await form('Open the denial').getByLabel('Status as the portal prints it').fill('Denied');
    await form('Open the denial').getByLabel('Reason code').fill('197');
    await press('Open the denial');
    await expect
      .poll(() => rowOf('select reason from denial_item where work_item_id = $1', [answered.workItemId]), SOON)
      .toEqual({ reason: '197' });

    const absent = await office.stopped(loginId, eligibility(), 'member-not-found');
    await open(absent.itemId);
    await press('Not on file');
    await press('Keep: not on file');
    await decided(absent.itemId);
  });

  it('fixes a login, lets a closed portal wait, and approves a selector', async () => {
    const now = office.clock.now();
    const logins = openLogins(office.db, office.vault);
    const credentials = { username: 'frontdesk', password: 'Old-pass-1', answers: {} };
    const { id } = await logins.add({ portal: 'pinecrest', label: 'billing', credentials, providerNpi: null }, now);
    await logins.pause(id, 'password-expired', now);
    const stopped = await office.stopped(id, eligibility(), 'password-expired', { subject: `login:${id}` });
    await open(stopped.itemId);
    await page.getByLabel('New password', { exact: true }).fill('Brand-new-9!');
    expect(await violations()).toEqual([]);
    await press('Store and go on');
    await decided(stopped.itemId);
    expect(await logins.credentials(id)).toMatchObject({ password: 'Brand-new-9!' });

    const closed = await office.stopped(loginId, eligibility(), 'portal-maintenance');
    await open(closed.itemId);
    await page.getByLabel('Not before').fill('2026-11-24T06:00');
    await press('Let it wait');
    await decided(closed.itemId);
    expect(await rowOf('select state from work_item where id = $1', [closed.workItemId])).toEqual({ state: 'waiting' });

    const proposal = {
      page: 'pinecrest/eligibility',
      element: 'search',
      selector: { by: 'role', role: 'button', name: 'Find' },
      likeness: 0.93,
      runnerUp: 0.2,
    } as const;
    await noteProposal(office.db, 'pinecrest', proposal, now);
    const changed = await office.stopped(loginId, eligibility(), 'selector-missing', {
      subject: 'selectors:pinecrest/eligibility',
    });
    await page.goto(address);
    await page.getByText('selector to approve').waitFor();
    await open(changed.itemId);
    await page.getByText('the button “Find”').waitFor();
    await page.getByText('Approve', { exact: true }).click();
    await press('Decide');
    await decided(changed.itemId);
    expect(await rowOf('select state from learned_selector where element = $1', ['search'])).toEqual({
      state: 'approved',
    });
  });

  it('approves what another person decided, takes it back on its page, and the ledger ties', async () => {
    await keepFourEyes(
      office.db,
      { postingCents: 5_000, writeOffCents: null, isTakeBack: true },
      'reviewer:test',
      office.clock.now(),
    );
    await office.bill([first, second]);
    const { documentId, items } = await office.takeIn(routinePaper());
    const id = items[0]!.id;
    const ask = client(app);
    const edits = [
      { pointer: NUMBER, text: PRINTED.number },
      { pointer: WRITE_OFF, text: PRINTED.writeOff },
    ];
    await ask.post(`/review-items/${id}/post`, await ask.cookieOf('Bea'), { edits });
    await page.goto(`${address}/remittances/${documentId}`);
    await page.getByText('Bea has decided this, and nothing is posted until a second person approves it.').waitFor();
    await page.getByRole('link', { name: 'Approvals' }).click();
    await page.getByText('it posts $84.00').waitFor();
    expect(await violations()).toEqual([]);
    await press('Approve and post');
    await page.getByText('Nothing waits for a second person.').waitFor();
    expect(await books(office.db)).toMatchObject({ unappliedCents: 0, differing: 0 });

    await page.goto(`${address}/remittances/${documentId}`);
    await page.locator('[data-claim="2"]').click();
    await press('What became of it');
    await page.getByText('approved it as the second person').waitFor();
    await page.getByLabel(/Take the posting back: why/).fill('The wrong patient.');
    await press('Take the posting back');
    await expect.poll(() => books(office.db), SOON).toMatchObject({ unappliedCents: 8_400, differing: 0 });
    await page.getByText('Posting taken back').first().waitFor();
  });
});
