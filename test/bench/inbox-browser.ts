/** In a real Chromium: the first load with nothing kept, what it fetched, and the time from a key to the next item on the screen. */
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { launchBrowser } from '../browser.ts';
import type { Office } from '../review/office.ts';
import { portalEvidence } from '../review/portal-page.ts';
import { timing, type Timing } from './inbox-api.ts';

const STEPS = 12;
const LOADS = 4;
const LOOK_MS = 1_500;

interface Measured {
  readonly rows: readonly Timing[];
  readonly summary: Readonly<Record<string, number>>;
}

export async function timeBrowser(
  office: Office,
  address: string,
  who: { name: string; password: string },
): Promise<Measured> {
  const browser = await launchBrowser();
  try {
    await keepPictures(office, browser);
    const state = await signIn(browser, address, who);
    const loads: number[] = [];
    let scriptBytes = 0;
    for (let n = 0; n < LOADS; n++) {
      // A context of its own has an empty cache.
      const context = await browser.newContext({ storageState: state, viewport: { width: 1280, height: 800 } });
      const page = await context.newPage();
      const from = performance.now();
      await page.goto(address);
      await page.locator('tr[data-row]').first().waitFor();
      loads.push(performance.now() - from);
      scriptBytes = await scriptsOf(page);
      await context.close();
    }
    const context = await browser.newContext({ storageState: state, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(address);
    await page.locator('tr[data-row]').first().waitFor();
    await page.keyboard.press('Enter');
    await shown(page, null);
    const steps = await timeSteps(page);
    const decisions = await timeDecisions(page);
    return {
      rows: [
        timing('first load, cold', loads),
        timing('next item by j', steps),
        timing('next item after a decision', decisions),
      ],
      summary: {
        firstLoadP95Ms: timing('', loads).p95Ms,
        nextItemP95Ms: timing('', steps).p95Ms,
        nextAfterDecisionP95Ms: timing('', decisions).p95Ms,
        scriptKilobytes: scriptBytes / 1024,
      },
    };
  } finally {
    await browser.close();
  }
}

async function signIn(browser: Browser, address: string, { name, password }: { name: string; password: string }) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.locator('tr[data-row]').first().waitFor();
  const state = await context.storageState();
  await context.close();
  return state;
}

/** The first items by every order get a screenshot of a portal's size. */
async function keepPictures({ db, kept }: Office, browser: Browser): Promise<void> {
  const evidence = await portalEvidence(browser);
  const { rows } = await db.query<{ id: string; work: string }>(
    `select id, work_item_id as work from review_item where resolution is null order by score, id limit ${STEPS * 4}`,
  );
  for (const { id, work } of rows) {
    kept.set(id, evidence);
    await db.query(
      `insert into evidence (id, work_item_id, attempt, taken_at, keep_until) values ($1, $2, 1, now(), now())`,
      [id, work],
    );
    await db.query('update review_item set evidence_id = $1 where id = $1', [id]);
  }
}

/** The compressed bytes of all scripts that the page has loaded; the server may send them as they are. */
async function scriptsOf(page: Page): Promise<number> {
  const urls = await page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap(({ name }) => (name.endsWith('.js') ? [name] : [])),
  );
  let bytes = 0;
  for (const url of new Set(urls)) bytes += gzipSync(await (await page.request.get(url)).body()).length;
  return bytes;
}

interface Shown {
  readonly src: string;
  readonly naturalWidth: number;
  readonly offsetParent: unknown;
}

/** The item of the address is there, with its data and its decoded picture. @param before the item that must be gone. */
const shown = (page: Page, before: string | null): Promise<unknown> =>
  page.waitForFunction(
    (was) => {
      const { location, document } = globalThis as unknown as {
        location: { pathname: string };
        document: { querySelectorAll: (of: string) => Iterable<Shown> };
      };
      const id = location.pathname.split('/')[2];
      // The page of the item before may still be kept, out of sight.
      const pictures = [...document.querySelectorAll('.shot img')].filter((each) => each.offsetParent);
      return id && id !== was && pictures.some(({ src, naturalWidth }) => src.includes(id) && naturalWidth > 0);
    },
    before,
    { polling: 'raf' },
  );

const idOf = (page: Page): string | null => /items\/([\da-f-]+)/.exec(page.url())?.[1] ?? null;

async function timeSteps(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < STEPS; n++) {
    await settled();
    times.push(await timeKey(page, 'j'));
  }
  return times;
}

async function timeDecisions(page: Page): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < STEPS / 2; n++) {
    await settled();
    await page.keyboard.press('r');
    await page.keyboard.type('done');
    times.push(await timeKey(page, 'Control+Enter'));
  }
  return times;
}

async function timeKey(page: Page, key: string): Promise<number> {
  const before = idOf(page);
  const from = performance.now();
  await page.keyboard.press(key);
  await shown(page, before);
  return performance.now() - from;
}

/** A person looks at an item for a while: what is loaded ahead has come. The page is never without a request: it listens. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_MS));
