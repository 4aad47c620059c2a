import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import type { Person } from '../../review/desk.ts';
import { launchBrowser } from '../browser.ts';
import { anAnswer, aPayment } from '../builders/remittances.ts';
import { aClaim } from '../builders/claims.ts';
import { first, second } from '../workers/posting-desk.ts';
import { builtWeb } from './built-web.ts';
import { sessionOf } from './pages.ts';
import {
  NUMBER,
  NUMBER_BOX,
  openRemittanceOffice,
  PAGE,
  PRINTED,
  routinePaper,
  sourcesOf,
  WRITE_OFF,
  WRITE_OFF_BOX,
  type RemittanceOffice,
} from './remittance-desk.ts';

/** The machine may be busy with other tests. */
const SOON = { timeout: 15_000 };

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** @returns what keeps somebody from using the page, by rule. */
async function axeFinds(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate<string[]>(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" ")))',
  );
}

const another = (account: string) =>
  aClaim({
    patientControlNumber: account,
    memberId: `M${account}`,
    patient: { lastName: `OF ${account}`, firstName: 'ADA', birthDate: null, sex: null },
  });

describe('the validation screen in a real browser', () => {
  let office: RemittanceOffice;
  let app: FastifyInstance;
  let browser: Browser;
  let address: string;
  let webFolder: string;
  const people = new Map<string, Person>();
  const faults: string[] = [];

  beforeAll(async () => {
    [office, browser, webFolder] = await Promise.all([openRemittanceOffice(), launchBrowser(), builtWeb()]);
    for (const name of ['dana', 'lee']) people.set(name, await office.person(name));
    app = await buildApi(office.desk, { webFolder });
    await app.listen({ port: 0, host: '127.0.0.1' });
    address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await office.db.query(
      `update review_item set resolution = 'resolved', resolved_at = now() where resolution is null`,
    );
    if (faults.length > 0) throw new Error(`The page broke its own rules: ${faults.splice(0).join('; ')}`);
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await office.close();
  });

  /** A page of one's own; faults of its scripts, breaches of its policy and requests elsewhere fail the test. */
  async function signedIn(name: string, path = '/', width = 1280): Promise<Page> {
    const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (line) => {
      if (line.text().includes('Content Security Policy')) faults.push(line.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) faults.push(`a request to ${request.url().slice(0, 60)}`);
    });
    await context.addCookies([await sessionOf(office.desk, people.get(name)!, address)]);
    await page.goto(address + path);
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    return page;
  }
  const field = (page: Page, pointer: string) => page.locator(`[data-field="${pointer}"]`);
  const inHand = (page: Page, pointer: string) => page.locator(`[data-field="${pointer}"]:focus`).waitFor();
  const standing = (page: Page, how: string) => page.locator(`[data-standing="${how}"]:not([data-behind])`).waitFor();
  /** Where a place of the picture lies on the screen. */
  async function onScreen(page: Page, pointer: string, at: readonly [number, number]): Promise<[number, number]> {
    await page.locator('.boxes g[transform]').waitFor({ state: 'attached' });
    const box = page.locator(`[data-box="${pointer}"]`);
    await box.waitFor({ state: 'attached' });
    return box.evaluate((element, [x, y]) => {
      const shape = element as unknown as {
        getScreenCTM(): { a: number; b: number; c: number; d: number; e: number; f: number };
      };
      const { a, b, c, d, e, f } = shape.getScreenCTM();
      return [a * x + c * y + e, b * x + d * y + f];
    }, at);
  }

  it('resolves a routine paper with two doubtful fields from the keyboard, in at most 6 keystrokes beyond the corrections', async () => {
    await office.bill([first, second]);
    await office.takeIn(routinePaper());
    const page = await signedIn('dana');
    await page.locator('tr[aria-selected="true"]').waitFor();
    let strokes = 0;
    const press = async (key: string) => {
      strokes += key.split('+').length;
      await page.keyboard.press(key);
    };
    await press('Enter');
    await inHand(page, NUMBER);
    await page.keyboard.type(PRINTED.number);
    await press('Enter');
    await inHand(page, WRITE_OFF);
    expect(await page.locator('[data-left="/payments/0/claims/1/lines/0"]').innerText()).toContain('$1.00');
    await page.keyboard.type(PRINTED.writeOff);
    await press('Enter');
    await page.locator('[data-decide]:focus').waitFor();
    await standing(page, 'posts');
    await page.getByText('$84.00 paid, $45.00 written off by contract, $21.00 owed by the patient').waitFor();
    await press('Enter');
    await page.getByText('Payment 700100, claim 2 posted').waitFor();
    await page.getByText('Nothing on this remittance waits any more.').waitFor();
    expect(strokes).toBeLessThanOrEqual(6);
    await page.getByText('Ties to the cent').waitFor();
    await page.getByRole('table').getByText('ICNHFC-1OO2').waitFor();
  });

  it('links fields and boxes both ways, takes words by click and drag, zooms and turns, at 1024 px', async () => {
    const ours = [another('HFC-71'), another('HFC-72')] as const;
    await office.bill(ours);
    const { documentId } = await office.takeIn({ ...routinePaper('700710', ours), pages: 2 });
    const page = await signedIn('dana', `/remittances/${documentId}`, 1024);
    await inHand(page, NUMBER);
    const lit = (pointer: string) => page.locator(`[data-box="${pointer}"][data-lit]`).waitFor({ state: 'attached' });
    await lit(NUMBER);
    await page.locator(`.cell[data-state="poor"] [data-field="${NUMBER}"]`).waitFor();
    await page.locator(`.cell[data-state="doubtful"] [data-field="${WRITE_OFF}"]`).waitFor();
    await page.keyboard.press('Tab');
    await inHand(page, WRITE_OFF);
    await lit(WRITE_OFF);
    await page.keyboard.press('Shift+Tab');
    await inHand(page, NUMBER);

    // The box of the other field: it gets the cursor. The word in the box in hand: it is taken.
    const middle = ([x, y, width, height]: readonly number[]): [number, number] => [x! + width! / 2, y! + height! / 2];
    await page.mouse.click(...(await onScreen(page, WRITE_OFF, middle(WRITE_OFF_BOX))));
    await inHand(page, WRITE_OFF);
    await page.mouse.click(...(await onScreen(page, WRITE_OFF, middle(WRITE_OFF_BOX))));
    await expect.poll(() => field(page, WRITE_OFF).inputValue(), SOON).toBe(PRINTED.writeOff);
    await inHand(page, WRITE_OFF);
    await standing(page, 'waits');

    const name = '/payments/0/claims/1/patient/lastName';
    await field(page, name).click();
    const [from, to] = [await onScreen(page, NUMBER, [95, 425]), await onScreen(page, NUMBER, [270, 455])];
    await page.mouse.move(...from);
    await page.mouse.down();
    await page.mouse.move(...to, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => field(page, name).inputValue(), SOON).toBe('BRANDISH, OLE');
    await page.keyboard.press('Escape');
    await expect.poll(() => field(page, name).inputValue(), SOON).toBe('OF HFC-72');

    const wide = async () => (await page.locator(`[data-box="${NUMBER}"]`).boundingBox())!;
    const before = await wide();
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(async () => (await wide()).width, SOON).toBeGreaterThan(before.width * 1.2);
    // Moved by Shift and drag while a field is in hand, by the mouse alone when none is.
    const canvas = page.locator('.canvas');
    const move = async (x: number) => {
      const { x: left, y: top, width, height } = (await canvas.boundingBox())!;
      await page.mouse.move(left + width / 2, top + height / 2);
      await page.mouse.down();
      await page.mouse.move(left + width / 2 + x, top + height / 2, { steps: 4 });
      await page.mouse.up();
    };
    const zoomed = await wide();
    await page.keyboard.down('Shift');
    await move(-40);
    await page.keyboard.up('Shift');
    await expect.poll(async () => zoomed.x - (await wide()).x, SOON).toBeGreaterThan(30);
    expect(await field(page, name).inputValue()).toBe('OF HFC-72');
    await field(page, name).press('Escape');
    await page.locator('.viewer:not([data-taking])').waitFor();
    await move(40);
    await expect.poll(async () => Math.abs(zoomed.x - (await wide()).x), SOON).toBeLessThan(3);

    // Another window: what somebody zoomed to stays as large as it was; a page that nobody moved fills the width.
    await page.setViewportSize({ width: 1400, height: 800 });
    const share = async () => (await wide()).width / (await canvas.boundingBox())!.width;
    const tight = await share();
    await expect.poll(async () => Math.abs((await wide()).width - zoomed.width), SOON).toBeLessThan(1);
    await page.getByRole('button', { name: 'Whole page' }).click();
    await expect.poll(async () => (await share()) < tight, SOON).toBe(true);
    const whole = await share();
    await page.setViewportSize({ width: 1024, height: 800 });
    await expect.poll(async () => Math.abs((await share()) - whole), SOON).toBeLessThan(0.01);
    await page.getByRole('button', { name: 'Turn the page' }).click();
    await expect.poll(async () => (await wide()).height > (await wide()).width, SOON).toBe(true);
    await page.getByRole('button', { name: 'Page 2' }).click();
    await page.getByText('Page 2 of 2').waitFor();
    expect(await page.locator('html').evaluate((html) => html.scrollWidth <= html.clientWidth)).toBe(true);
    const seen = await page.locator('.canvas canvas').first().boundingBox();
    expect(seen!.width).toBeGreaterThan(300);
    expect(NUMBER_BOX[0] + NUMBER_BOX[2]).toBeLessThan(PAGE.width);
  });

  it('lays the pages of a scan anew, by keys and by mouse, and shows what is read of them and what was', async () => {
    const ours = another('HFC-91');
    await office.bill([ours]);
    const payment = aPayment([anAnswer(ours)], { number: '700910' });
    const off = { ...payment, amountCents: payment.amountCents! + 500 };
    const { documentId } = await office.takeIn({ payment: off, fields: sourcesOf(off), words: [], pages: 3 });
    const page = await signedIn('dana', `/remittances/${documentId}`, 1024);
    await page.getByRole('button', { name: 'Arrange pages' }).click();
    const inDocument = (name: string) => page.getByRole('region', { name, exact: true }).getByRole('button');
    const labels = (name: string) =>
      inDocument(name).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    await page.locator('.page-card:focus').waitFor();
    for (const key of ['ArrowRight', 's', 'r', 'ArrowRight', 'Alt+ArrowLeft']) await page.keyboard.press(key);
    expect(await labels('Document 1')).toEqual(['Page 1']);
    expect(await labels('Document 2')).toEqual(['Page 3', 'Page 2, turned 90°']);
    await inDocument('Document 1').dragTo(page.getByRole('region', { name: 'Left out' }));
    await expect.poll(() => labels('Left out'), SOON).toEqual(['Page 1']);
    expect(await axeFinds(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Saved: it is read anew.').waitFor();
    await page.getByText('Part of a scan that dana arranged').waitFor();
    const { rows } = await office.db.query(
      `select g.file_page as page, g.turn, g.state from remittance_page g join remittance_document d on d.id = g.document_id
       where d.file_id = $1 order by g.page`,
      [documentId],
    );
    expect(rows).toEqual([
      { page: 3, turn: 0, state: 'seen' },
      { page: 2, turn: 90, state: 'waiting' },
    ]);
    await page.getByRole('link', { name: 'As it was read before' }).click();
    await page.getByText('Set aside: dana arranged its pages').waitFor();
    await page.getByRole('link', { name: 'pages 3, 2' }).waitFor();
  });

  it('tells the second of two people, who loses nothing, and maps an unknown code once', async () => {
    const ours = another('HFC-81');
    await office.bill([ours]);
    const answer = anAnswer(ours);
    const [line] = answer.lines;
    const coded = { ...line!.adjustments[0]!, group: null, reason: null, printedCode: 'Q9' };
    const payment = aPayment([{ ...answer, lines: [{ ...line!, adjustments: [coded, line!.adjustments[1]!] }] }], {
      number: '700810',
    });
    const { documentId, items } = await office.takeIn({
      payment,
      fields: sourcesOf(payment),
      words: [],
      legend: { Q9: 'Quarterly rule' },
    });
    const path = `/remittances/${documentId}?item=${items[0]!.id}`;
    const [dana, lee] = [await signedIn('dana', path), await signedIn('lee', path)];
    const member = '/payments/0/claims/0/patient/memberId';
    await field(lee, member).waitFor();
    await field(dana, member).fill('MHFC-81 ');
    await dana.getByRole('button', { name: 'Yours · release' }).waitFor();
    await field(lee, member).fill('M-MINE');
    await lee.getByText('dana is working on this item').waitFor();
    await lee.getByText('dana has this item until').waitFor();
    expect(await lee.getByRole('button', { name: 'Post claim 1' }).isDisabled()).toBe(true);
    await lee.getByText('M-MINE').waitFor();

    await dana.getByRole('button', { name: 'What is it?' }).click();
    await dana.getByText('“Quarterly rule”').waitFor();
    await dana.getByLabel('What Q9 means').fill('co 45');
    await dana.keyboard.press('Enter');
    await dana.getByRole('button', { name: 'CO-45' }).waitFor();
    await standing(dana, 'posts');
    await dana.keyboard.press('Control+Enter');
    await dana.getByText('Payment 700810, claim 1 posted').waitFor();
    const { rows } = await office.db.query(
      'select printed_code as code, legend, group_code || reason as means from remembered_code',
    );
    expect(rows).toEqual([{ code: 'Q9', legend: 'Quarterly rule', means: 'CO45' }]);
  });
});
