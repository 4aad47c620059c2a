/**
 * Fetches the PDF behind a control of a portal's page, in whatever form the portal hands it out. The page's request is
 * answered to us in the browser's place, so that neither a viewer nor a file on disk ever sees the PDF; a PDF that a
 * script put together is read inside the page.
 */
import type { BrowserContext, Download, Page, Request, Response, Route } from 'playwright';
import { WorkException } from '../domain/exceptions.ts';
import { keepBlobs, leaveBlobs, readBlob } from './page-blobs.ts';

interface Pdf {
  readonly fileName: string | null;
  readonly bytes: Uint8Array;
}

/** One press of a control, and what comes of it. */
interface Watch {
  readonly page: Page;
  readonly timeoutMs: number;
  readonly take: (pdf: Pdf) => void;
  readonly fail: (error: WorkException) => void;
  /** Windows that opened meanwhile; `awaited`: how many more must still show themselves. */
  readonly windows: Set<Page>;
  awaited: number;
}

const ANY = /^/;
/** Names an icon, so that the browser asks the portal for none. */
const BLANK = '<link rel="icon" href="data:,">';
/** How long a window that was answered for may take to show itself, so that it can be closed. */
const WINDOW_MS = 3_000;

/**
 * One press, one request: attachment or viewer, same window or a new one, by link or by form; or a blob that is saved or
 * opened. The page stays where it was, and windows that the press opened are closed.
 * @param page of a context in which nothing else opens windows meanwhile.
 * @returns the exact bytes; the name that the portal gives the file, null when it gives none.
 * @throws WorkException `result-unreadable` when what comes is no PDF, or nothing comes in time; `rate-limited`,
 * `portal-error` as the portal answers.
 */
export async function downloadPdf(page: Page, press: () => Promise<unknown>, timeoutMs: number): Promise<Pdf> {
  const context = page.context();
  const ends: Pick<Watch, 'take' | 'fail'> = { take: () => undefined, fail: () => undefined };
  const caught = new Promise<Pdf>((take, fail) => Object.assign(ends, { take, fail }));
  caught.catch(() => undefined);
  const watch: Watch = { page, timeoutMs, windows: new Set(), awaited: 0, ...ends };
  const stop = await startWatch(context, watch);
  const late = setTimeout(() => watch.fail(unreadable('No PDF came of it in time.')), timeoutMs);
  try {
    await press();
    return await caught;
  } finally {
    clearTimeout(late);
    await closeWindows(context, watch);
    await stop();
  }
}

async function startWatch(context: BrowserContext, watch: Watch): Promise<() => Promise<void>> {
  const { page } = watch;
  const onRoute = (route: Route) => answer(watch, route).catch(() => route.abort().catch(() => undefined));
  const onDownload = (download: Download) => void takeDownload(watch, download).catch(() => undefined);
  const onWindow = (window: Page) => {
    watch.windows.add(window);
    const look = () => void takeBlob(watch, window.url(), null).catch(() => undefined);
    window.on('framenavigated', look);
    // A browser without a viewer saves what it is told to show.
    window.on('download', onDownload);
    look();
  };
  const onResponse = (response: Response) => {
    if (isByScript(response.request(), page)) refuseError(watch, response.status());
  };
  await keepBlobs(page);
  await context.route(ANY, onRoute);
  context.on('page', onWindow);
  page.on('download', onDownload);
  page.on('response', onResponse);
  return async () => {
    context.off('page', onWindow);
    page.off('download', onDownload);
    page.off('response', onResponse);
    await context.unroute(ANY, onRoute).catch(() => undefined);
    await leaveBlobs(page);
  };
}

/** A request for a document, made by us in the browser's place: with its method, body, headers and cookies. */
async function answer(watch: Watch, route: Route): Promise<void> {
  const request = route.request();
  if (!request.isNavigationRequest()) return route.fallback();
  if (pageOf(request) === null) watch.awaited += 1;
  const response = await route.fetch({ timeout: watch.timeoutMs });
  const body = await response.body();
  refuseError(watch, response.status());
  if (!isPdf(body)) return route.fulfill({ response, body });
  const isOwn = pageOf(request) === watch.page;
  // 204 leaves a page where it was; a new window answered so would never show itself, nor could it be closed.
  await route.fulfill(isOwn ? { status: 204 } : { status: 200, contentType: 'text/html', body: BLANK });
  const headers = response.headers();
  const length = headers['content-encoding'] === undefined ? Number(headers['content-length'] ?? body.length) : null;
  if (length !== null && length !== body.length) return watch.fail(unreadable('The PDF broke off on its way.'));
  watch.take({ fileName: fileNameOf(headers['content-disposition']), bytes: new Uint8Array(body) });
}

/** A file that a script saves, or a link with `download`, which no route sees. */
async function takeDownload(watch: Watch, download: Download): Promise<void> {
  const url = download.url();
  const fileName = givenName(download.suggestedFilename(), url);
  const isBlob = await takeBlob(watch, url, fileName);
  if (!isBlob) {
    const response = await watch.page.context().request.get(url, { timeout: watch.timeoutMs });
    refuseError(watch, response.status());
    takeBytes(watch, await response.body(), fileName);
  }
  await download.cancel();
  await download.delete();
}

/** @returns null for the name that the browser itself makes of a blob's address. */
const givenName = (suggested: string, url: string): string | null =>
  suggested === '' || url.endsWith(`/${suggested.replace(/\.\w+$/, '')}`) ? null : suggested;

/** @returns whether the address was a blob's. */
async function takeBlob(watch: Watch, url: string, fileName: string | null): Promise<boolean> {
  if (!url.startsWith('blob:')) return false;
  const bytes = await readBlob(watch.page, url);
  takeBytes(watch, bytes ?? Buffer.alloc(0), fileName);
  return true;
}

const takeBytes = (watch: Watch, body: Buffer, fileName: string | null): void =>
  isPdf(body)
    ? watch.take({ fileName, bytes: new Uint8Array(body) })
    : watch.fail(unreadable('What the portal handed out is no PDF.'));

function refuseError({ fail }: Watch, status: number): void {
  if (status === 429) fail(new WorkException('rate-limited', 'The portal asks us to slow down.'));
  if (status >= 500) fail(new WorkException('portal-error', `The portal answered with an error (HTTP ${status}).`));
}

async function closeWindows(context: BrowserContext, { windows, awaited }: Watch): Promise<void> {
  while (windows.size < awaited) {
    const window = await context.waitForEvent('page', { timeout: WINDOW_MS }).catch(() => null);
    if (!window) break;
  }
  await Promise.all([...windows].map((window) => window.close().catch(() => undefined)));
}

/** @returns null for the first request of a window that has not shown itself yet. */
function pageOf(request: Request): Page | null {
  try {
    return request.frame().page();
  } catch {
    return null;
  }
}

const isByScript = (request: Request, page: Page): boolean =>
  ['fetch', 'xhr'].includes(request.resourceType()) && new URL(request.url()).host === new URL(page.url()).host;

const isPdf = (body: Buffer): boolean => body.subarray(0, 5).toString('latin1') === '%PDF-';

/** RFC 6266: `filename*` before `filename`; never a path. */
function fileNameOf(disposition: string | undefined): string | null {
  const encoded = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(disposition ?? '');
  const name = encoded ? decoded(encoded) : (plain?.[1] ?? plain?.[2] ?? '');
  return name.split(/[\\/]/).at(-1) || null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const unreadable = (why: string): WorkException => new WorkException('result-unreadable', `${why} Fetch it by hand.`);
