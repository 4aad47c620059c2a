/**
 * `npm run screenshots`: the pictures of docs/images, taken from the demo's office after a morning of people's work. Everybody and
 * everything on them is invented.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import sharp from 'sharp';
import { build } from 'vite';
import { runDemo } from '../../cli/demo/run.ts';
import { deskOf } from '../../cli/office.ts';
import { buildApi } from '../../review/api/index.ts';
import { launchBrowser } from '../browser.ts';
import { PASSWORD } from '../review/office.ts';
import { aMorning, type Places } from './morning.ts';

const IMAGES = join(import.meta.dirname, '../../docs/images');
const WEB = join(import.meta.dirname, '../../review/web');
const MOST_BYTES = 150 * 1024;

interface Shot {
  readonly file: string;
  readonly path: (places: Places) => string;
  /** Of the page when all of it is there. */
  readonly shows: string;
  readonly isDark?: boolean;
}

const SHOTS: readonly Shot[] = [
  { file: 'inbox', path: () => '/', shows: 'tr[data-row]' },
  { file: 'inbox-dark', path: () => '/', shows: 'tr[data-row]', isDark: true },
  { file: 'item', path: ({ item }) => `/items/${item}`, shows: '.shot img' },
  { file: 'remittance', path: ({ document }) => `/remittances/${document}`, shows: '.canvas canvas' },
  { file: 'reports', path: () => '/reports/today', shows: '.chart svg .recharts-bar' },
  { file: 'administration', path: () => '/administration/portals', shows: 'table tbody tr' },
];

const folder = await mkdtemp(join(tmpdir(), 'claimwright-screenshots-'));
try {
  const webFolder = join(folder, 'web');
  await build({ root: WEB, logLevel: 'silent', build: { outDir: webFolder, emptyOutDir: true } });
  const demo = await runDemo({ folder, seed: 7, claimFiles: [], hasApi: false }, () => undefined);
  const app = await buildApi(deskOf(demo.office.stores), { webFolder });
  const browser = await launchBrowser();
  try {
    const places = await aMorning(demo.office.stores, app);
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    await mkdir(IMAGES, { recursive: true });
    for (const shot of SHOTS) await take(browser, address, shot, places);
  } finally {
    await browser.close();
    await app.close();
    await demo.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

async function take(browser: Browser, address: string, shot: Shot, places: Places): Promise<void> {
  const colorScheme = shot.isDark ? 'dark' : 'light';
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(address + shot.path(places));
  await page.getByLabel('Name').fill(places.who);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator(shot.shows).first().waitFor();
  // Counts, pictures and fonts come behind the page itself.
  await page.locator('.count').first().waitFor();
  await page.waitForFunction(() => {
    const { document } = globalThis as unknown as { document: { images: ArrayLike<{ complete: boolean }> } };
    return Array.from(document.images).every(({ complete }) => complete);
  });
  const bytes = await sharp(await page.screenshot())
    .png({ palette: true, quality: 85, effort: 10 })
    .toBuffer();
  if (bytes.length > MOST_BYTES)
    throw new Error(`${shot.file}.png has ${bytes.length} bytes; at most ${MOST_BYTES} are wanted.`);
  await writeFile(join(IMAGES, `${shot.file}.png`), bytes);
  process.stdout.write(`docs/images/${shot.file}.png ${Math.round(bytes.length / 1024)} KB\n`);
  await context.close();
}
