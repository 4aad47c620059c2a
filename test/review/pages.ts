/** A served review app and a real browser, shared by the tests of one file; whoever works there is signed in without typing a password. */
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright';
import { startSession } from '../../adapters/reviewer-sessions.ts';
import { buildApi } from '../../review/api/index.ts';
import type { Desk, Person } from '../../review/desk.ts';
import { launchBrowser } from '../browser.ts';
import { builtWeb } from './built-web.ts';

/** @returns the cookie of a session that has begun: who is not here to try the door need not type at it. */
export const sessionOf = async ({ db, clock }: Pick<Desk, 'db' | 'clock'>, { id }: Person, address: string) => ({
  name: 'claimwright',
  value: await startSession(db, id, clock.now()),
  url: address,
  httpOnly: true,
  sameSite: 'Strict' as const,
});

/** Goes there as a link of the page does: nothing is loaded again but what the place shows. */
export const goTo = (page: Page, path: string): Promise<void> =>
  page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`);

export async function openPages(desk: Desk) {
  const [browser, webFolder] = await Promise.all([launchBrowser(), builtWeb()]);
  const app = await buildApi(desk, { webFolder });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const faults: string[] = [];
  return {
    app,
    browser,
    address,
    /** A browser of one's own, at a page. Faults of its scripts and breaches of its policy fail the file. */
    async pageOf(person: Person, path = '/', width = 1280): Promise<Page> {
      const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
      await context.addCookies([await sessionOf(desk, person, address)]);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.on('pageerror', (error) => void faults.push(error.message));
      page.on('console', (line) => void (line.text().includes('Content Security Policy') && faults.push(line.text())));
      await page.goto(address + path);
      return page;
    },
    /** @throws Error with what the pages did against their own rules. */
    async close(): Promise<void> {
      await browser.close();
      await app.close();
      if (faults.length > 0) throw new Error(`The page broke its own rules: ${faults.join('; ')}`);
    },
  };
}
export type Pages = Awaited<ReturnType<typeof openPages>>;
