import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as passTime } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeStrays } from '../../adapters/browser-care.ts';
import { openChromium } from '../../adapters/browser.ts';
import type { Chromium, ChromiumOptions } from '../../adapters/browser.ts';
import { photograph } from '../../adapters/photographs.ts';
import { residentBytes } from '../../adapters/process-memory.ts';
import { readSettings } from '../../config/settings.ts';
import { descendantsOf } from '../faults/process.ts';

const { chromiumPath } = readSettings({ CHROMIUM_PATH: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium' });
const open = (options: ChromiumOptions = {}) => openChromium(chromiumPath, options);
const address = (html: string): string => `data:text/html,${encodeURIComponent(html)}`;
/** The browsers that this process started: the parents of the others. */
const browsers = (): number[] => {
  const ours = descendantsOf(process.pid).filter(({ command }) => /chrom/i.test(command));
  return ours.filter(({ command }) => !command.includes('--type=')).map(({ pid }) => pid);
};

describe('one browser', () => {
  let chromium: Chromium;
  const said: string[] = [];
  beforeAll(() => {
    const log = { warn: (text: string) => void said.push(text), info: () => undefined };
    chromium = open({ log: log as never, pagesPerContext: 4 });
  });
  afterAll(() => chromium.close());

  test('is photographed whole: a low page, one taller than the window, one that no window is tall enough for', async () => {
    const context = await chromium.context();
    const page = await context.newPage();
    for (const [high, shown] of [
      [300, 1_000],
      [1_700, 1_700],
      [5_000, 5_000],
    ] as const) {
      await page.setContent(`<body style="margin:0;background:#fff"><p style="margin:0;height:${high - 9}px"></p>
        <p style="margin:0;height:9px;background:#000"></p>`);
      const { data, info } = await sharp(await photograph(page))
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      expect([info.width, info.height]).toEqual([1_280, shown]);
      const greyAt = (y: number) => data[(y * info.width + 640) * info.channels] ?? -1;
      expect(greyAt(high - 4)).toBeLessThan(20);
      expect(greyAt(high - 20)).toBeGreaterThan(235);
    }
    await chromium.release(context);
  });
  test('goes on when pages open dialogs, print or ask to stay', async () => {
    const context = await chromium.context();
    const page = await context.newPage();
    await page.goto(address(`<body onload="print(); alert(1); document.title = confirm('?') + '' + prompt('?')">`));
    expect(await page.title()).toBe('falsenull');
    await page.goto(
      address(`<button onclick="addEventListener('beforeunload', (e) => e.preventDefault())">stay</button>`),
    );
    await page.getByRole('button').click();
    await page.goto(address('<title>gone on</title>'), { timeout: 5_000 });
    expect(await page.title()).toBe('gone on');
    await chromium.release(context);
  });

  test('holds few windows, and only its own once the work is over', async () => {
    const context = await chromium.context();
    const page = await context.newPage();
    await page.setContent(
      `<button onclick="for (let i = 0; i < 3; i += 1) window.open('about:blank', '_blank')">news</button>`,
    );
    for (let presses = 0; presses < 5; presses += 1) await page.getByRole('button').click();
    await expect.poll(() => context.pages().length).toBeLessThanOrEqual(8);
    await closeStrays(context, page);
    expect(context.pages()).toEqual([page]);
    await chromium.release(context);
  });

  test('tells when a context has shown enough', async () => {
    const context = await chromium.context();
    const page = await context.newPage();
    for (let shown = 0; shown < 3; shown += 1) await page.goto(address(String(shown)));
    expect(await chromium.isWorn(context)).toBe(false);
    await page.goto(address('3'));
    expect(await chromium.isWorn(context)).toBe(true);
    await chromium.release(context);
  });

  test('says once that root runs it without a sandbox', () => {
    expect(said).toHaveLength(process.getuid?.() === 0 ? 1 : 0);
  });
});

test('a browser that has served enough is ended when its last context is closed; a new one has taken over', async () => {
  const chromium = open({ pagesPerBrowser: 2 });
  const old = await chromium.context();
  const page = await old.newPage();
  for (let shown = 0; shown < 2; shown += 1) await page.goto(address(String(shown)));
  const [first] = browsers();
  expect(await residentBytes(first!)).toBeGreaterThan(20 * 2 ** 20);
  expect(await chromium.isWorn(old)).toBe(true);
  const fresh = await chromium.context();
  expect(await chromium.isWorn(fresh)).toBe(false);
  expect(browsers()).toHaveLength(2);
  await chromium.release(old);
  await expect.poll(browsers).not.toContain(first);
  expect(fresh.browser()?.isConnected()).toBe(true);
  await chromium.close();
  await expect.poll(browsers).toEqual([]);
});

test.each([
  ['was killed', 'SIGKILL'],
  ['does not answer any more', 'SIGSTOP'],
] as const)('after a browser that %s comes another', async (_what, signal) => {
  const chromium = open({ patienceMs: 4_000 });
  const context = await chromium.context();
  for (const pid of browsers()) process.kill(pid, signal);
  await chromium.release(context);
  const next = await chromium.context();
  const page = await next.newPage();
  await page.goto(address('<title>works</title>'));
  expect(await page.title()).toBe('works');
  expect(browsers()).toHaveLength(1);
  await chromium.close();
});

test('the browser asks nobody for anything by itself', async () => {
  const asked: string[] = [];
  const proxy = createServer((socket) => {
    socket.on('data', (bytes) => void asked.push(bytes.toString().split('\r\n', 1)[0] ?? ''));
    socket.on('error', () => undefined);
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const { port } = proxy.address() as AddressInfo;
  const chromium = open({ args: [`--proxy-server=127.0.0.1:${port}`] });
  const page = await (await chromium.context()).newPage();
  await page.goto(address('<label>Password <input type="password"></label><p>Ein Satz auf Deutsch.</p>'));
  await page.getByLabel('Password').fill('typed');
  await passTime(3_000);
  expect(asked).toEqual([]);
  await chromium.close();
  proxy.close();
});
