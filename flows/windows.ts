/** Windows that a portal opens beside its own, for reports and print views: what is done in one is a visit of its own. */
import type { Page } from 'playwright';
import { WorkException } from '../domain/exceptions.ts';
import type { PageFile } from '../selectors/page.ts';
import { type Destination, heedSignals, unfold } from './arrive.ts';
import type { Visit } from './portal.ts';

/**
 * Takes a step that opens a window, and does the work in it. Every window that the step opened is closed in the end.
 * @param press clicks what opens the window.
 * @param work gets the visit of the window, on one of the expected pages.
 * @throws WorkException as `arrive` does; a TimeoutError when no window opens.
 */
export async function inWindow<F extends PageFile, T>(
  visit: Visit,
  destination: Destination<F>,
  press: () => Promise<unknown>,
  work: (window: Visit, page: F) => Promise<T>,
): Promise<T> {
  const context = visit.page.context();
  const opened: Page[] = [];
  const note = (window: Page): void => void opened.push(window);
  context.on('page', note);
  try {
    const window = await windowOf(visit, destination, press);
    const inside = visitIn(visit, window);
    const { pages, signals } = destination;
    const page = await unfold(inside, { pages, signals }, () => loaded(window, visit.timeoutMs));
    return await work(inside, page);
  } finally {
    context.off('page', note);
    await Promise.all(opened.map((window) => window.close().catch(() => undefined)));
  }
}

/** Where no window opens, the portal may say why on the page that should have opened it. */
async function windowOf(
  visit: Visit,
  destination: Destination<PageFile>,
  press: () => Promise<unknown>,
): Promise<Page> {
  try {
    const [window] = await Promise.all([visit.page.waitForEvent('popup', { timeout: visit.timeoutMs }), press()]);
    return window;
  } catch (error) {
    await heedSignals(visit, { ...destination, pages: [] });
    throw error;
  }
}

/** The window's own answer came before anyone could listen: its status is asked for afterwards. */
async function loaded(window: Page, timeoutMs: number): Promise<void> {
  await window.waitForLoadState('domcontentloaded', { timeout: timeoutMs });
  const status = await window.evaluate<number>("performance.getEntriesByType('navigation')[0]?.responseStatus ?? 0");
  if (status === 429) throw new WorkException('rate-limited', 'The portal asks us to slow down.');
  if (status >= 500) throw new WorkException('portal-error', `The portal answered with an error (HTTP ${status}).`);
}

/** A window may open another: the innermost says which it is. */
const visitIn = (visit: Visit, window: Page): Visit => ({
  ...visit,
  page: window,
  onRead: (page, printout, inner = window) => visit.onRead(page, printout, inner),
  capture: async (inner = window) => {
    await showWhole(inner);
    await visit.capture(inner);
  },
  downloadPdf: (press, inner = window) => visit.downloadPdf(press, inner),
});

/** More than this is no report. */
const TALLEST = 6_000;

/** Frames scroll by themselves, so that a picture of the window would show the beginning of a report only. */
async function showWhole(window: Page): Promise<void> {
  const size = window.viewportSize();
  if (!size) return;
  const hidden = await Promise.all(
    window
      .frames()
      .map((frame) =>
        frame.evaluate<number>('document.documentElement.scrollHeight - document.documentElement.clientHeight'),
      ),
  );
  const height = Math.min(size.height + Math.max(0, ...hidden), TALLEST);
  if (height > size.height) await window.setViewportSize({ width: size.width, height });
}
