/**
 * Every page and every dialog that a key opens: readable by everybody in both colour schemes, whole at any width, and with script in
 * every text that a portal, a paper, a file or a colleague can fill.
 */
import type { AddressInfo } from 'node:net';
import axe from 'axe-core';
import type { FastifyInstance } from 'fastify';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepFourEyes } from '../../adapters/approvals.ts';
import { buildApi } from '../../review/api/index.ts';
import { launchBrowser } from '../browser.ts';
import { anAnswer, aPayment } from '../builders/remittances.ts';
import { first, second } from '../workers/posting-desk.ts';
import { administering } from './administration-cast.ts';
import { builtWeb } from './built-web.ts';
import { client } from './client.ts';
import { claimStatus, eligibility, PASSWORD } from './office.ts';
import { portalEvidence, READ } from './portal-page.ts';
import {
  NUMBER,
  openRemittanceOffice,
  PRINTED,
  routinePaper,
  sourcesOf,
  WRITE_OFF,
  type Paper,
  type RemittanceOffice,
} from './remittance-desk.ts';
import { someWeeks } from './reports-weeks.ts';

/** Half of a narrow window is what 200 % of zoom leaves of a 1440 px one. */
const MORE_WIDTHS = [720, 3840] as const;
const HOSTILE = `<img src=x onerror="document.title='taken over'"><script>document.title='taken over'</script>`;
/** The innermost element that makes the page wider than its window; null: none does. */
const TOO_WIDE = `(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return null;
  const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > clientWidth + 0.5);
  return scrollWidth + ' px, ' + (wide.findLast((one) => !one.children.length) ?? wide.at(-1))?.outerHTML.slice(0, 200);
})()`;
/** Keys that open something, where they do. */
const INBOX_KEYS = ['?', 'a', 'l', 'p', 'n', 'r', 'e'];
const ITEM_KEYS = ['a', 'l', 'p', 'n', 'Shift+E'];
const ADMINISTRATION = [
  'portals',
  'portals/pinecrest',
  'payers',
  'payers/tamarack',
  'logins',
  'logins/new',
  'limits',
  'schedules',
  'retention',
  'audit',
];
const REPORTS = ['today', 'queues', 'portals', 'logins', 'aging', 'denials', 'people'];

describe('the look of the review app', () => {
  let office: RemittanceOffice;
  let app: FastifyInstance;
  let browser: Browser;
  let page: Page;
  let address: string;
  const places: string[] = [];
  const faults: string[] = [];

  beforeAll(async () => {
    const [opened, launched, webFolder] = await Promise.all([openRemittanceOffice(), launchBrowser(), builtWeb()]);
    [office, browser] = [opened, launched];
    await office.person('ada');
    await office.person('Bea', 'biller');
    app = await buildApi(administering(office.desk), { webFolder });
    await app.listen({ port: 0, host: '127.0.0.1' });
    address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    places.push(...(await furnish()));
    const context = await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => void faults.push(error.message));
    page.on('console', (line) => void (line.text().includes('Content Security Policy') && faults.push(line.text())));
    await page.goto(address);
    await page.getByLabel('Name').waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await app.close();
    await office.close();
    if (faults.length > 0) throw new Error(`The page broke its own rules: ${faults.join('; ')}`);
  });

  /** Something of each kind. @returns the address of each page. */
  async function furnish(): Promise<string[]> {
    await someWeeks(office);
    const loginId = await office.login();
    const shown = await portalEvidence(browser);
    const candidates = [
      { kind: 'member', memberId: HOSTILE, name: HOSTILE, birthDate: '1971-06-02' },
      { kind: 'member', memberId: 'ZQ2', name: HOSTILE, birthDate: null },
    ] as const;
    const trail = {
      ...shown.trail!,
      candidates,
      seen: HOSTILE,
      steps: [{ at: '2026-11-23T14:59:00Z', what: HOSTILE }],
    };
    const result = { ...READ, notice: HOSTILE };
    const { itemId } = await office.stopped(loginId, eligibility({ lastName: HOSTILE }), 'member-ambiguous', {
      evidence: { ...shown, trail },
      result,
      message: HOSTILE,
    });
    await office.stopped(loginId, claimStatus({ patientControlNumber: HOSTILE }), 'claim-not-found', {
      portal: HOSTILE,
    });
    await office.stopped(loginId, eligibility(), 'password-expired', { subject: `login:${loginId}` });
    const limits = { postingCents: 5_000, writeOffCents: null, isTakeBack: true };
    await keepFourEyes(office.db, limits, 'reviewer:test', office.clock.now());
    await office.bill([first, second]);
    const { documentId, items } = await office.takeIn(routinePaper());
    const hostile = await office.takeIn(hostilePaper());
    const ask = client(app);
    const bea = await ask.cookieOf('Bea');
    const edits = [
      { pointer: NUMBER, text: PRINTED.number },
      { pointer: WRITE_OFF, text: PRINTED.writeOff },
    ];
    await ask.post(`/review-items/${items[0]!.id}/post`, bea, { edits });
    await ask.post(`/review-items/${itemId}/labels`, bea, { add: ['call back'] });
    await ask.post(`/review-items/${itemId}/notes`, bea, { text: `${HOSTILE} @ada` });
    await ask.post('/inbox/views', bea, { name: '<b>mine</b>', isShared: true, filter: {} });
    return [
      '/',
      `/items/${itemId}`,
      '/remittances',
      `/remittances/${documentId}`,
      `/remittances/${hostile.documentId}`,
      '/approvals',
      ...REPORTS.map((name) => `/reports/${name}`),
      '/sharing',
      ...ADMINISTRATION.map((name) => `/administration/${name}`),
      '/integrations/tokens',
      '/integrations/webhooks',
      '/integrations/deliveries',
      '/people',
      '/me',
      '/nowhere',
    ];
  }

  /** Every text of it is script. */
  function hostilePaper(): Paper {
    const answer = anAnswer(first, {
      patientControlNumber: HOSTILE,
      payerClaimControlNumber: HOSTILE,
      patient: { lastName: HOSTILE, firstName: HOSTILE, memberId: HOSTILE },
    });
    const lines = answer.lines.map((line) => ({
      ...line,
      procedure: HOSTILE,
      adjustments: line.adjustments.map((each) => ({ ...each, group: null, reason: null, printedCode: HOSTILE })),
    }));
    const payer = { name: HOSTILE, id: HOSTILE, originator: HOSTILE };
    const payment = aPayment([{ ...answer, lines }], {
      number: HOSTILE,
      payer,
      payee: { ...payer, npi: null, tin: null },
    });
    return { payment, fields: sourcesOf(payment), words: [], legend: { [HOSTILE]: HOSTILE } };
  }

  /** What axe finds on the page as it stands, or in a part of it. @param rules all of them, unless some are named. */
  async function violations(within: string, rules?: readonly string[]): Promise<string[]> {
    if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(axe.source);
    return page.evaluate(
      `axe.run(${JSON.stringify(within)}, { resultTypes: ['violations']${rules ? `, runOnly: ${JSON.stringify(rules)}` : ''} }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' ')))`,
    );
  }
  const isLoaded = async () => {
    await page.locator('main, [role=main]').first().waitFor();
    await expect.poll(() => page.locator('[aria-label=Loading]').count(), { timeout: 15_000 }).toBe(0);
  };
  const OF_COLOUR_AND_WIDTH = ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size'];
  const found: string[] = [];
  /** In light at 1440 px and in dark at 1024 px: what differs by scheme and what by width are both seen. */
  async function look(name: string, within = 'html'): Promise<void> {
    for (const [colorScheme, width, rules] of [
      ['light', 1440, undefined],
      ['dark', 1024, OF_COLOUR_AND_WIDTH],
    ] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      found.push(...(await violations(within, rules)).map((each) => `${name}, ${colorScheme}, ${width} px: ${each}`));
      await requireWhole(name, width);
    }
  }
  async function requireWhole(name: string, width: number): Promise<void> {
    const wide = await page.evaluate<string | null>(TOO_WIDE);
    if (wide !== null) found.push(`${name} at ${width} px is too wide: ${wide}`);
  }
  /** The same, and whether it is whole at any width. */
  async function lookAll(name: string): Promise<void> {
    await look(name);
    for (const width of MORE_WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await requireWhole(name, width);
    }
  }

  it('is readable at the door', async () => {
    await lookAll('sign-in');
    await page.getByLabel('Name').fill('ada');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    expect(found.splice(0)).toEqual([]);
  });

  it('is readable and whole on every page', { timeout: 180_000 }, async () => {
    for (const path of places) {
      // As a link of the page goes there.
      await page.evaluate(
        `history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`,
      );
      await isLoaded();
      expect([path, await page.locator('img[src="x"], script:not([src])').count()]).toEqual([path, 0]);
      expect(await page.title()).toContain('Claimwright review');
      await lookAll(path);
    }
    expect(found.splice(0)).toEqual([]);
  });

  it('is readable in every dialog that a key opens', { timeout: 120_000 }, async () => {
    for (const [path, keys] of [
      [places[0]!, INBOX_KEYS],
      [places[1]!, ITEM_KEYS],
    ] as const) {
      await page.goto(address + path);
      await isLoaded();
      for (const key of keys) {
        await page.keyboard.press(key);
        await page.getByRole('dialog').waitFor();
        // The page behind it has been looked at.
        await look(`${path} after ${key}`, key === '?' ? 'html' : '[role=dialog]');
        // The first one may close a list inside of it.
        await expect
          .poll(async () => {
            await page.keyboard.press('Escape');
            return page.getByRole('dialog').count();
          })
          .toBe(0);
      }
    }
    expect(found.splice(0)).toEqual([]);
  });

  it('shows where the keyboard is, and moves nothing for who wants no motion', async () => {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const path of places.slice(0, 2)) {
      await page.goto(address + path);
      await isLoaded();
      const unseen = [];
      for (let stop = 0; stop < 25; stop += 1) {
        await page.keyboard.press('Tab');
        const at = await page.locator(':focus').evaluate((element) => {
          const { getComputedStyle } = globalThis as unknown as {
            getComputedStyle: (of: unknown) => Record<string, string>;
          };
          const drawn = () =>
            [element, element.parentElement, element.nextElementSibling]
              .map((one) => {
                if (!one) return '';
                const style = getComputedStyle(one);
                return ['outlineStyle', 'outlineColor', 'borderColor', 'boxShadow', 'backgroundColor']
                  .map((key) => style[key])
                  .join();
              })
              .join('|');
          const focused = drawn();
          element.blur();
          const isSeen = focused !== drawn();
          element.focus();
          return { isSeen, html: element.outerHTML.slice(0, 120) };
        });
        if (!at.isSeen) unseen.push(at.html);
      }
      expect(unseen, path).toEqual([]);
    }
    const moving = await page.evaluate(
      `document.getAnimations().filter(({ effect }) => effect.getComputedTiming().duration > 10).length`,
    );
    expect(moving).toBe(0);
  });
});
