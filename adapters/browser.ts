/** The one Chromium of a worker process: started when first needed, started again after a crash. */
import { chromium } from 'playwright';
import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright';
import { WorkException } from '../domain/exceptions.ts';

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
];

export const VIEWPORT = { width: 1280, height: 1000 };

export interface Chromium {
  context(options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** @param executablePath undefined = Playwright's own browser. */
export function openChromium(executablePath: string | undefined): Chromium {
  let browser: Promise<Browser> | undefined;

  const launch = (): Promise<Browser> => {
    const starting = chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: QUIET,
      // Chromium refuses its sandbox to root.
      chromiumSandbox: process.getuid?.() !== 0,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    starting.then(
      (started) => started.on('disconnected', () => (browser = undefined)),
      () => (browser = undefined),
    );
    return starting;
  };

  return {
    async context(options = {}) {
      browser ??= launch();
      try {
        const context = await (await browser).newContext({
          viewport: VIEWPORT,
          acceptDownloads: false,
          serviceWorkers: 'block',
          ...options,
        });
        return context;
      } catch (error) {
        throw new WorkException(
          'browser-crashed',
          'The browser could not be started. Run "claimwright doctor" to see what is missing.',
          { cause: error },
        );
      }
    },
    async close() {
      await (await browser?.catch(() => undefined))?.close().catch(() => undefined);
      browser = undefined;
    },
  };
}
