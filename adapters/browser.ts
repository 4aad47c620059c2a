/** The Chromium of a worker process: started when first needed, after a crash, and anew when it has grown old; killed when it hangs. */
import { performance } from 'node:perf_hooks';
import { chromium } from 'playwright';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright';
import { WorkException } from '../domain/exceptions.ts';
import { guardContext } from './browser-care.ts';
import type { Served } from './browser-care.ts';
import type { Log } from './log.ts';
import { within } from './patience.ts';
import { residentBytes } from './process-memory.ts';

/** Nothing of the browser's own leaves the machine. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-default-apps',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--metrics-recording-only',
  '--disable-domain-reliability',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-search-engine-choice-screen',
  '--no-pings',
  '--no-default-browser-check',
  // It asks for updates and for its maker's accounts whatever is switched off: it asks this machine, where nobody answers.
  '--component-updater=url-source=http://127.0.0.1:9/',
  '--gaia-url=http://127.0.0.1:9/',
  // A page that leaks without end stops itself, not the machine.
  '--js-flags=--max-old-space-size=1024',
];

export const VIEWPORT = { width: 1280, height: 1000 };

export interface Chromium {
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
  /** Whether a context has shown so many pages, or its browser holds so much memory, that it should be opened anew. */
  isWorn(context: BrowserContext): Promise<boolean>;
  /** Closes a context; a browser that does not answer is killed. */
  release(context: BrowserContext): Promise<void>;
  close(): Promise<void>;
}

export interface ChromiumOptions {
  readonly log?: Log;
  /** Pages that one context shows, and one browser, before a new one takes over. */
  readonly pagesPerContext?: number;
  readonly pagesPerBrowser?: number;
  /** Memory of the browser with all its processes above which a new one takes over. */
  readonly mostBytes?: number;
  /** Added to the command line. */
  readonly args?: readonly string[];
  /** How long a browser may take to open or close a context before it is killed. */
  readonly patienceMs?: number;
}

interface Running {
  readonly browser: Browser;
  /** Null when the browser did not say. */
  readonly pid: number | null;
  readonly contexts: Map<BrowserContext, Served>;
  /** Shown by contexts that are closed. */
  pages: number;
  isRetired: boolean;
  measuredAt: number;
}

const MEASURE_EVERY_MS = 30_000;

/** @param executablePath undefined = Playwright's own browser. */
export function openChromium(executablePath: string | undefined, options: ChromiumOptions = {}): Chromium {
  const { log, pagesPerContext = 1_000, pagesPerBrowser = 10_000, mostBytes = 1_500 * 2 ** 20 } = options;
  const { args = [], patienceMs = 20_000 } = options;
  let current: Promise<Running> | undefined;
  const all = new Set<Running>();
  let hasSaid = false;

  const launch = async (): Promise<Running> => {
    // Chromium refuses its sandbox to root.
    const isRoot = process.getuid?.() === 0;
    if (isRoot && !hasSaid) log?.warn('running as root, so Chromium runs without its sandbox: use another user');
    hasSaid = true;
    const browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: [...QUIET, ...args],
      chromiumSandbox: !isRoot,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    const pid = await within(patienceMs, pidOf(browser)).catch(() => null);
    const running: Running = { browser, pid, contexts: new Map(), pages: 0, isRetired: false, measuredAt: 0 };
    all.add(running);
    browser.on('disconnected', () => {
      all.delete(running);
      running.isRetired = true;
      running.contexts.clear();
    });
    return running;
  };

  const take = async (): Promise<Running> => {
    const running = await current?.catch(() => null);
    if (running && !running.isRetired) return running;
    const starting = launch();
    current = starting;
    return starting;
  };

  const end = async (running: Running): Promise<void> => {
    running.isRetired = true;
    await within(patienceMs, running.browser.close()).catch(() => kill(running));
    all.delete(running);
  };

  const kill = (running: Running): void => {
    running.isRetired = true;
    log?.warn('a browser did not answer any more and was killed');
    if (running.pid !== null && running.browser.isConnected()) endProcess(running.pid);
  };

  const of = (context: BrowserContext): Running | undefined =>
    [...all].find((running) => running.contexts.has(context));

  const hasGrownOld = async (running: Running): Promise<boolean> => {
    const pages = [...running.contexts.values()].reduce((sum, served) => sum + served.pages, running.pages);
    if (pages >= pagesPerBrowser) return true;
    if (running.pid === null || performance.now() - running.measuredAt < MEASURE_EVERY_MS) return false;
    running.measuredAt = performance.now();
    return ((await residentBytes(running.pid)) ?? 0) > mostBytes;
  };

  return {
    async context(contextOptions = {}) {
      let running: Running | undefined;
      try {
        running = await take();
        const opening = running.browser.newContext({
          viewport: VIEWPORT,
          acceptDownloads: false,
          serviceWorkers: 'block',
          ...contextOptions,
        });
        const context = await within(patienceMs, opening);
        running.contexts.set(context, await within(patienceMs, guardContext(context)));
        return context;
      } catch (error) {
        if (running && error instanceof Error && error.name === 'TimeoutError') kill(running);
        throw new WorkException(
          'browser-crashed',
          'The browser could not be started. Run "claimwright doctor" to see what is missing.',
          { cause: error },
        );
      }
    },

    async isWorn(context) {
      const running = of(context);
      if (!running) return true;
      if (!running.isRetired && (await hasGrownOld(running))) {
        running.isRetired = true;
        log?.info('a browser has served long enough; a new one takes over');
      }
      return running.isRetired || (running.contexts.get(context)?.pages ?? 0) >= pagesPerContext;
    },

    async release(context) {
      const running = of(context);
      await within(patienceMs, context.close()).catch((error: unknown) => {
        if (running && error instanceof Error && error.name === 'TimeoutError') kill(running);
      });
      if (!running) return;
      running.pages += running.contexts.get(context)?.pages ?? 0;
      running.contexts.delete(context);
      if (running.isRetired && running.contexts.size === 0) await end(running);
    },

    async close() {
      await current?.catch(() => undefined);
      await Promise.all([...all].map(end));
      current = undefined;
    },
  };
}

async function pidOf(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.find(({ type }) => type === 'browser')?.id ?? null;
}

/** Its children see that it is gone and end too. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}
