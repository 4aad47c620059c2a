/** One real, headless Chromium for tests. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright';
import { browserPath } from './browser-path.ts';

/** The shell that robots use shows no notifications; the browser that people use stands beside it. */
const BESIDE = browserPath.replace(/-headless-shell$/, '');

const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });

/** As robots use it. The caller closes it. */
export const launchBrowser = (): Promise<Browser> => launch(browserPath);

/** As people use it, with notifications. The caller closes it. */
export const launchPersonsBrowser = (): Promise<Browser> => launch(existsSync(BESIDE) ? BESIDE : browserPath);
