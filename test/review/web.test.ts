import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import type { Person } from '../../review/desk.ts';
import { launchBrowser, launchPersonsBrowser } from '../browser.ts';
import { takeCode } from '../../adapters/code-requests.ts';
import { builtWeb } from './built-web.ts';
import { LOOK_AWAY_AND_LISTEN, wantCode, WHAT } from './wanted-code.ts';
import { claimStatus, eligibility, openOffice, PASSWORD, type Office } from './office.ts';
import { sessionOf } from './pages.ts';
import { portalEvidence, READ } from './portal-page.ts';

const HOSTILE = `<img src=x onerror="document.title='taken over'"><script>document.title='taken over'</script>`;

describe('the review app in a real browser', () => {
  let office: Office;
  let app: FastifyInstance;
  let browser: Browser;
  let address: string;
  let loginId: string;
  let webFolder: string;
  const people = new Map<string, Person>();
  const faults: string[] = [];

  beforeAll(async () => {
    webFolder = await builtWeb();
    office = await openOffice();
    for (const name of ['dana', 'lee']) people.set(name, await office.person(name));
    loginId = await office.login();
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    await office.db.query('delete from review_item');
    app = await buildApi(office.desk, { webFolder });
    await app.listen({ port: 0, host: '127.0.0.1' });
    address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    faults.length = 0;
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await app.close();
    if (faults.length > 0) throw new Error(`The page broke its own rules: ${faults.join('; ')}`);
  });
  afterAll(async () => {
    await browser.close();
    await office.close();
  });

  /** A page of one's own; faults of its scripts and breaches of its policy fail the test. */
  async function signedIn(name: string, path = '/', within = browser): Promise<Page> {
    const context = await within.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) faults.push(line.text());
    });
    await context.addCookies([await sessionOf(office.desk, people.get(name)!, address)]);
    await page.goto(address + path);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    return page;
  }
  const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });
  const inquiryOf = async (id: string) =>
    (await office.db.query('select state, inquiry from work_item where id = $1', [id])).rows[0];

  it('goes from item to item: see, correct, send back, resolve', async () => {
    const evidence = await portalEvidence(browser);
    const first = await office.stopped(loginId, eligibility(), 'member-not-found', { evidence, result: READ });
    office.clock.advance(60_000);
    await office.stopped(loginId, claimStatus(), 'claim-not-found');
    const page = await signedIn('dana');

    await page.getByRole('row', { name: /Member not found/ }).waitFor();
    await page.keyboard.press('Enter');
    await heading(page, 'Member not found').waitFor();
    await page.getByText('insurance card').waitFor();
    const shot = page.getByAltText('The portal');
    await expect.poll(() => shot.evaluate((image: { naturalWidth?: number }) => image.naturalWidth)).toBe(1280);

    await page.keyboard.press('e');
    await page.keyboard.type('ZQ4471920');
    await page.getByText('was ZQ4471902').waitFor();
    await page.getByRole('button', { name: 'Yours · release' }).waitFor();
    await page.keyboard.press('Control+Enter');

    await heading(page, 'Claim not on file').waitFor();
    await page.getByText('Sent back. 1 inquiry is asked again.').waitFor();
    expect(await inquiryOf(first.workItemId)).toEqual({
      state: 'queued',
      inquiry: eligibility({ memberId: 'ZQ4471920' }),
    });
    await page.getByRole('button', { name: 'Yours · release' }).waitFor();

    await page.keyboard.press('r');
    await page.keyboard.type('payer never received it, resubmitted');
    await page.keyboard.press('Control+Enter');
    await page.getByText('That was the last one.').waitFor();
    await page.getByText('The robots need nobody at the moment').waitFor();
    const { rows } = await office.db.query(
      'select resolution, resolution_note as note from review_item order by opened_at',
    );
    expect(rows).toEqual([
      { resolution: 'sent-back', note: null },
      { resolution: 'resolved', note: 'payer never received it, resubmitted' },
    ]);
  });

  it('boxes the read fields where they stand on the screenshot, linked both ways', async () => {
    const evidence = await portalEvidence(browser);
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found', { evidence, result: READ });
    const page = await signedIn('dana', `/items/${itemId}`);
    const box = page.locator('[data-box="/status"]');
    await box.waitFor();
    const [shown, image] = [(await box.boundingBox())!, (await page.getByAltText('The portal').boundingBox())!];
    const scale = image.width / 1280;
    const stored = evidence.trail!.fields['/status']!.box!;
    expect(shown.x - image.x).toBeCloseTo((stored[0] - 2) * scale, -1);
    expect(shown.y - image.y).toBeCloseTo((stored[1] - 2) * scale, -1);
    expect(shown.width).toBeCloseTo((stored[2] + 4) * scale, -1);

    const field = page.locator('[data-field="/status"]');
    expect(await field.innerText()).toBe('Status Not Eligible');
    await field.hover();
    await page.locator('[data-box="/status"][data-lit]').waitFor();
    await box.hover();
    await page.locator('[data-field="/status"][data-lit]').waitFor();
    await page.getByText('100 %').click();
    await expect.poll(async () => (await page.getByAltText('The portal').boundingBox())!.width).toBe(1280);
  });

  it('shows what a portal or a file printed as text and never as markup', async () => {
    const evidence = {
      ...(await portalEvidence(browser)),
      trail: { fields: {}, values: null, steps: [{ at: '', what: HOSTILE }], seen: HOSTILE },
    };
    const inquiry = eligibility({ lastName: HOSTILE, memberId: HOSTILE.slice(0, 70) });
    await office.stopped(loginId, inquiry, 'member-not-found', { evidence, message: HOSTILE });
    const page = await signedIn('dana');
    await page.getByRole('row', { name: /Member not found/ }).click();
    await page.getByText('The portal printed').waitFor();
    expect(await page.getByText(HOSTILE).count()).toBeGreaterThanOrEqual(2);
    expect(await page.locator('img[src="x"], script:not([src])').count()).toBe(0);
    expect(await page.title()).toBe('(1) Claimwright review');
  });

  it('shows a second person who has an item, and lets only the first decide', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const dana = await signedIn('dana', `/items/${itemId}`);
    await dana.getByRole('button', { name: 'Claim' }).click();
    await dana.getByRole('button', { name: 'Yours · release' }).waitFor();
    const lee = await signedIn('lee', `/items/${itemId}`);
    await lee.getByText('dana is working on it').waitFor();
    expect(await lee.getByRole('button', { name: 'Send back unchanged' }).isDisabled()).toBe(true);
    expect(await lee.getByLabel('What was done').isDisabled()).toBe(true);
  });

  it('tells a person who comes too late that nothing was changed', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const [dana, lee] = [await signedIn('dana', `/items/${itemId}`), await signedIn('lee', `/items/${itemId}`)];
    for (const page of [dana, lee]) await page.getByRole('button', { name: 'Send back unchanged' }).waitFor();
    await dana.getByRole('button', { name: 'Send back unchanged' }).click();
    await dana.getByText('Sent back.').waitFor();
    await lee.getByRole('button', { name: 'Send back unchanged' }).click();
    await lee.getByText('This item was already sent back by dana; nothing was changed.').waitFor();
    const { rows } = await office.db.query(`select 1 from audit where action = 'sent-back' and subject = $1`, [
      `review-item:${itemId}`,
    ]);
    expect(rows).toHaveLength(1);
  });

  it('shows the next item before the answer, and comes back with what was typed when it is refused', async () => {
    const { itemId, workItemId } = await office.stopped(
      loginId,
      eligibility({ lastName: 'Adams' }),
      'member-not-found',
    );
    office.clock.advance(60_000);
    const brook = await office.stopped(loginId, eligibility({ lastName: 'Brook' }), 'member-not-found');
    const page = await signedIn('dana');
    const name = () => page.getByRole('textbox', { name: 'Last name' }).inputValue();
    const ahead = page.waitForResponse((each) => each.url().endsWith(brook.itemId));
    await page.getByRole('row', { name: /Adams/ }).click();
    await ahead;
    await page.getByRole('button', { name: 'Not on file' }).click();
    await page.getByRole('textbox', { name: 'Note' }).fill('telephoned them');
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route('**/not-on-file', async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('button', { name: 'Keep: not on file' }).click();
    await expect.poll(name).toBe('Brook');
    // A robot has tried it again meanwhile.
    await office.db.query('update work_item set attempt = attempt + 1 where id = $1', [workItemId]);
    answer();
    await page.getByText('What you typed is still here.').waitFor();
    expect([await name(), await page.getByRole('textbox', { name: 'Note' }).inputValue()]).toEqual([
      'Adams',
      'telephoned them',
    ]);
    expect(page.url()).toContain(itemId);
  });

  it('finds its way back to the item after the session has ended, and keeps nothing of it on the page meanwhile', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const page = await signedIn('dana', `/items/${itemId}`);
    await page.getByLabel('Last name').waitFor();
    await office.db.query('delete from reviewer_session');
    await page.getByRole('button', { name: 'Claim' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.content()).not.toContain('Ostrander');
    await page.getByLabel('Name').fill('dana');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByLabel('Last name').waitFor();
    expect(page.url()).toContain(itemId);
  });

  it('asks for a code that a page waits for, with the time left, on whatever page a person is', async () => {
    const persons = await launchPersonsBrowser();
    onTestFinished(() => persons.close());
    const page = await signedIn('dana', '/', persons);
    expect(await page.getByRole('timer').count()).toBe(0);
    await page.context().grantPermissions(['notifications'], { origin: address });
    await page.evaluate(LOOK_AWAY_AND_LISTEN);
    await page.getByRole('button', { name: 'Alert me when a code is wanted' }).click();
    const told = () => page.evaluate<string[]>('told');
    await expect.poll(told).toEqual(['tone', 'tone', 'tone']);
    const { requestId, itemId } = await wantCode(office, loginId);
    await expect.poll(told, { timeout: 12_000 }).toHaveLength(7);
    expect((await told()).slice(3)).toContain(`A code is wanted now: pinecrest waits for it. (${itemId})`);
    const card = page.getByRole('region', { name: 'A code is wanted now' });
    await card.getByText(WHAT).waitFor();
    expect(await card.getByRole('timer').textContent()).toMatch(/^(2:00|1:5\d)$/);
    expect(await page.title()).toMatch(/^● Code wanted/);
    const button = card.getByRole('button', { name: 'Give the code' });
    await card.getByLabel('Code of 6 digits').fill('48291');
    expect(await button.isDisabled()).toBe(true);
    await card.getByLabel('Code of 6 digits').fill('482913');
    await button.click();
    await page.getByText('Thank you: the robot types it in now.').waitFor();
    await card.waitFor({ state: 'detached' });
    expect(await takeCode(office.db, office.vault, requestId, office.clock.now())).toBe('482913');
  });

  it('is worked from the keyboard: j, k, ?, Escape, and filters have links of their own', async () => {
    for (const name of ['Adams', 'Brook', 'Cole']) {
      await office.stopped(loginId, eligibility({ lastName: name }), 'member-not-found');
      office.clock.advance(1000);
    }
    const page = await signedIn('dana');
    const chosen = page.locator('tr[aria-selected="true"]');
    await chosen.waitFor();
    for (const [key, name] of [
      ['j', 'Brook'],
      ['j', 'Cole'],
      ['k', 'Brook'],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => chosen.innerText()).toContain(name);
    }
    await page.keyboard.press('Enter');
    const lastName = (name: string) => expect.poll(() => page.getByLabel('Last name').inputValue()).toBe(name);
    await lastName('Brook');
    // What is begun on one item waits there while another is looked at.
    await page.getByLabel('Last name').fill('Brooke');
    await page.getByLabel('What was done').fill('Called the pa');
    await page.keyboard.press('Escape');
    for (const [key, name] of [
      ['j', 'Cole'],
      ['k', 'Brooke'],
    ] as const) {
      await page.keyboard.press(key);
      await lastName(name);
    }
    expect(await page.getByLabel('What was done').inputValue()).toBe('Called the pa');
    await page.keyboard.press('j');
    await lastName('Cole');
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'detached' });
    await heading(page, 'Member not found').waitFor();
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /Claim status|Eligibility/ })
      .first()
      .click();
    expect(page.url()).toContain('kind=eligibility');
    await page.goto(`${address}/?code=captcha`);
    await page.getByText('Nothing matches this filter').waitFor();
  });
});
