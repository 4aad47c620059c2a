/** The browser in which a person shows a portal to the recorder: visible, or reached from another machine's browser. */
import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright';
import { VIEWPORT } from './browser.ts';

export interface RecordingBrowser {
  readonly context: BrowserContext;
  close(): Promise<void>;
}

export interface RecordingOptions {
  readonly executablePath: string | undefined;
  /** Whether its window is drawn on the display of this machine. */
  readonly isVisible: boolean;
  /** Where another browser may attach, on this machine only; undefined = nowhere. */
  readonly debugPort?: number | undefined;
  readonly context?: BrowserContextOptions;
}

export async function openRecordingBrowser(options: RecordingOptions): Promise<RecordingBrowser> {
  const { executablePath, isVisible, debugPort } = options;
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath: isVisible ? windowed(executablePath) : executablePath } : {}),
    headless: !isVisible,
    // Chromium refuses its sandbox to root.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...(debugPort === undefined
        ? []
        : [`--remote-debugging-port=${debugPort}`, '--remote-debugging-address=127.0.0.1']),
    ],
  });
  const context = await browser.newContext({
    viewport: VIEWPORT,
    acceptDownloads: false,
    serviceWorkers: 'block',
    ...options.context,
  });
  return { context, close: () => browser.close() };
}

/** The shell that robots use has no window; Debian puts the browser beside it. */
const windowed = (path: string): string => path.replace(/-headless-shell$/, '');
