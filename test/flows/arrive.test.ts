import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { WorkException } from '../../domain/exceptions.ts';
import { arrive } from '../../flows/arrive.ts';
import { choose } from '../../flows/choose.ts';
import { locate } from '../../flows/locate.ts';
import type { PageFile, Signal } from '../../selectors/page.ts';
import { launchBrowser } from '../browser.ts';
import { startVisit, type TestVisit } from './visits.ts';

const search = {
  name: 'demo/search',
  isHere: [
    { role: 'heading', name: /^Search$/ },
    { role: 'heading', name: /^Find$/ },
  ],
  elements: {
    claim: [{ label: /^Claim$/ }, { css: '#claim', why: 'test' }],
  },
  signals: [{ code: 'claim-not-found', when: { text: /^No claims were found\.$/ }, message: 'No claim.' }],
} as const satisfies PageFile;
const detail = {
  name: 'demo/detail',
  isHere: [{ role: 'heading', name: /^Detail$/ }],
  elements: {},
} as const satisfies PageFile;
const maintenance: Signal = {
  code: 'portal-maintenance',
  when: { role: 'heading', name: /^Down for maintenance$/ },
  message: 'Come back later.',
};

let browser: Browser;
let visit: TestVisit;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(() => visit.page.context().close());
afterAll(() => browser.close());

interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** Opens an address that answers so, expecting the search or the detail page. */
async function opened(answer: Answer): Promise<string> {
  visit = await startVisit(browser, { baseUrl: 'http://portal.test', timeoutMs: 1_500 });
  await visit.page.route('**/*', (route) => route.fulfill({ contentType: 'text/html', ...answer }));
  return arrive(visit, { pages: [search, detail], signals: [maintenance] }, () => visit.page.goto(visit.baseUrl)).then(
    (page) => page.name,
    (error: WorkException) => `${error.code}${error.details.until ? ` until ${error.details.until}` : ''}`,
  );
}

describe('arriving', () => {
  test('says which of the expected pages it is', async () =>
    expect(await opened({ body: '<h1>Detail</h1>' })).toBe('demo/detail'));
  test('knows a page by a later sign and reports drift', async () => {
    expect(await opened({ body: '<h1>Find</h1>' })).toBe('demo/search');
    expect(visit.drifts).toEqual(['demo/search.isHere #1']);
  });
  test('waits for a page that renders late', async () =>
    expect(
      await opened({ body: '<script>setTimeout(() => document.body.innerHTML = "<h1>Detail</h1>", 300)</script>' }),
    ).toBe('demo/detail'));
  test('a signal of the portal comes before the page', async () =>
    expect(await opened({ body: '<h1>Search</h1><h2>Down for maintenance</h2>' })).toBe('portal-maintenance'));
  test("a page's own words are kept as evidence before they are raised", async () => {
    expect(await opened({ body: '<h1>Search</h1><p>No claims were found.</p>' })).toBe('claim-not-found');
    expect(visit.captured).toHaveLength(1);
  });
  test('words in the middle of others are no signal', async () =>
    expect(await opened({ body: '<h1>Search</h1><p>If it says "No claims were found." call us.</p>' })).toBe(
      'demo/search',
    ));
  test('an empty page is unknown, never "not found"', async () =>
    expect(await opened({ body: '<table></table>' })).toBe('unknown-page'));
  test('a server error is the portal at fault', async () =>
    expect(await opened({ status: 503, body: '<h1>Search</h1>' })).toBe('portal-error'));
  test('429 with seconds waits from the time of the server', async () =>
    expect(await opened({ status: 429, headers: { date: 'Mon, 23 Nov 2026 10:00:00 GMT', 'retry-after': '90' } })).toBe(
      'rate-limited until 2026-11-23T10:01:30.000Z',
    ));
  test('429 with a date waits until then', async () =>
    expect(await opened({ status: 429, headers: { 'retry-after': 'Mon, 23 Nov 2026 11:00:00 GMT' } })).toBe(
      'rate-limited until 2026-11-23T11:00:00.000Z',
    ));
  test('429 without a time leaves the time to the executor', async () =>
    expect(await opened({ status: 429, body: 'slow' })).toBe('rate-limited'));
});

describe('locating', () => {
  const locating = async (body: string): Promise<string | null> => {
    await opened({ body: `<h1>Search</h1>${body}` });
    return locate(visit, search, 'claim').then(
      (locator) => locator.getAttribute('id'),
      (error: WorkException) => `${error.code} ${error.details.page} ${error.details.element}`,
    );
  };

  test('takes the first way that works', async () => {
    expect(await locating('<label for=a>Claim</label><input id=a><input id=claim>')).toBe('a');
    expect(visit.drifts).toEqual([]);
  });
  test('a later way that serves is reported as drift', async () => {
    expect(await locating('<label for=claim>Number</label><input id=claim>')).toBe('claim');
    expect(visit.drifts).toEqual(['demo/search.claim #1']);
  });
  test('two elements of the same name are never chosen from', async () =>
    expect(await locating('<input aria-label=Claim id=a><input aria-label=Claim id=b>')).toBe(
      'selector-missing demo/search claim',
    ));
});

describe('choosing from a list', () => {
  const LIST = '<option>Acme</option><option>Brook</option><option>Brook</option></select>';
  const choosing = async (option: string, script: string): Promise<string | boolean> => {
    await opened({ body: `<h1>Search</h1><label for=a>Claim</label><select id=a ${script}>${LIST}` });
    return choose(visit, search, 'claim', option).catch((error: WorkException) => error.code);
  };

  test('holds, or is no choice', async () => {
    expect(await choosing('Acme', '')).toBe(true);
    expect(await choosing('Cedar', '')).toBe(false);
    expect(await choosing('Brook', '')).toBe(false);
  });
  test('is made again when the page drops it, and given up when it never holds', async () => {
    expect(await choosing('Acme', 'onchange="if (!this.tried) { this.tried = 1; this.selectedIndex = -1; }"')).toBe(
      true,
    );
    expect(await choosing('Acme', 'onchange="this.selectedIndex = 1"')).toBe('selector-missing');
  });
});
