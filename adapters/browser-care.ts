/** What a page may do to its browser beside showing itself: dialogs, print dialogs, windows nobody asked for. */
import type { BrowserContext, Page } from 'playwright';

/** Windows of one portal at a time; a flow needs three. */
const MOST_WINDOWS = 8;

/** Pages whose remains a renderer may keep: it collects them only when it has far more memory than we want to give it. */
const COLLECT_EVERY = 150;

export interface Served {
  /** Pages shown in this context so far, in all its windows and frames. */
  pages: number;
}

/** Keeps a context in order whatever its pages do, and counts what they show. */
export async function guardContext(context: BrowserContext): Promise<Served> {
  const served: Served = { pages: 0 };
  // Nobody stands at the printer; where a page prints as it opens, the dialog would hold it.
  await context.addInitScript('window.print = () => undefined;');
  // Who asks "leave this page?" is left; whatever else a dialog asks, nothing is agreed to.
  context.on('dialog', (dialog) => {
    const answer = dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss();
    answer.catch(() => undefined);
  });
  context.on('page', (page) => {
    page.on('framenavigated', () => {
      served.pages += 1;
      if (served.pages % COLLECT_EVERY === 0) collectGarbage(context, page).catch(() => undefined);
    });
    if (context.pages().length > MOST_WINDOWS) page.close().catch(() => undefined);
  });
  return served;
}

/** Closes every window but one: what a look-up left open, or a portal opened by itself. */
export async function closeStrays(context: BrowserContext, own: Page): Promise<void> {
  await Promise.all(
    context
      .pages()
      .filter((page) => page !== own)
      .map((page) => page.close().catch(() => undefined)),
  );
}

/** Takes a tenth of a second, and brings a renderer from some hundred MiB back to the one page that it shows. */
async function collectGarbage(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
}
