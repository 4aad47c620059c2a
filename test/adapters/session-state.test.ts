import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collectState, readState, restoreTab } from '../../adapters/session-state.ts';
import { launchBrowser } from '../browser.ts';

/** A portal that keeps its token in the tab, its choice in the browser and its session in a cookie. */
const PORTAL = `<!doctype html><p id="who"></p><script>
  if (location.hash === '#in') { sessionStorage.setItem('token', 'T-1'); localStorage.setItem('npi', '1993999998'); document.cookie = 'sid=C-1'; }
  if (location.hash === '#out') sessionStorage.clear();
  document.getElementById('who').textContent = [sessionStorage.getItem('token'), localStorage.getItem('npi'), document.cookie].join(' ');
</script>`;

let browser: Browser;
let server: Server;
let address: string;
beforeAll(async () => {
  browser = await launchBrowser();
  server = createServer((_request, answer) => void answer.setHeader('content-type', 'text/html').end(PORTAL));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

it('carries cookies, localStorage and sessionStorage to another browser, and does not fill what the portal has cleared', async () => {
  const here = await browser.newContext();
  await (await here.newPage()).goto(`${address}/#in`);
  const carried = readState(await collectState(here));
  await here.close();
  expect(carried?.tab).toEqual({ [address]: { token: 'T-1' } });

  const there = await browser.newContext({ storageState: carried!.storage });
  const endFilling = await restoreTab(there, carried!.tab);
  const page = await there.newPage();
  const who = async (path: string) => {
    await page.goto(address + path);
    return page.textContent('#who');
  };
  expect(await who('/')).toBe('T-1 1993999998 sid=C-1');
  await endFilling();
  expect(await who('/again#out')).toBe(' 1993999998 sid=C-1');
  expect(await who('/once-more')).toBe(' 1993999998 sid=C-1');
  await there.close();
});

it('takes what it cannot read for no state', () => {
  expect([
    readState('{"cookies":[],"origins":[]}'),
    readState('nonsense'),
    readState('{"storage":{},"tab":{"a":1}}'),
  ]).toEqual([null, null, null]);
});
