/** Shows saved pages in a browser that reaches nothing, each in the frame that its page is drawn in. */
import type { BrowserContext, Page } from 'playwright';
import type { Chromium } from '../../adapters/browser.ts';
import type { Visit } from '../../flows/portal.ts';

/** No such host: whatever a saved page asks for is refused. */
export const NOWHERE = 'http://portal.test';

/** A saved page is shown at once or never; a busy machine may take its time over it. */
const PATIENCE_MS = 10_000;

export async function openStage(chromium: Chromium): Promise<BrowserContext> {
  const context = await chromium.context();
  await context.route('**/*', (route) => route.abort());
  return context;
}

/** Fills the window, or a frame of this name, with a saved page. */
export async function show(page: Page, html: string, frame?: string): Promise<void> {
  if (frame === undefined) return page.setContent(html);
  await page.setContent(`<iframe name="${frame}" style="width: 1240px; height: 3000px; border: 0"></iframe>`);
  await page.frame({ name: frame })?.setContent(html);
}

/** A visit that tells nobody anything. */
export function visitOn(page: Page, payer = '', today = '2000-01-01'): Visit {
  page.setDefaultTimeout(PATIENCE_MS);
  return {
    page,
    baseUrl: NOWHERE,
    providerNpi: null,
    payer,
    today,
    timeoutMs: PATIENCE_MS,
    onDrift: () => undefined,
    onRead: () => undefined,
    step: () => undefined,
    capture: () => Promise.resolve(),
    downloadPdf: () => Promise.reject(new Error('A saved page hands out no files.')),
  };
}
