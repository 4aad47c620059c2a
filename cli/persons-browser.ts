/** The browser in which a person shows or does something: a window on this display, or one that is reached from another machine. */
import type { BrowserContextOptions } from 'playwright';
import { openRecordingBrowser, type RecordingBrowser } from '../adapters/recording-browser.ts';
import { hasDisplay, readSettings } from '../config/settings.ts';
import { UsageError } from './failure.ts';
import { sayAside } from './output.ts';

export interface PersonsBrowserOptions {
  /** As Commander reads `--visible` and `--remote-debug [port]`. */
  readonly visible?: boolean;
  readonly remoteDebug?: string | boolean;
}

const DEBUG_PORT = '9222';

export const REMOTE_DEBUG_OPTION = [
  '--remote-debug [port]',
  `without a display: attach your own browser to this port of this machine (default ${DEBUG_PORT})`,
] as const;

/** @param isUnattended nobody looks: no window, and no port unless one is asked for. @throws UsageError for a port that is none. */
export async function openPersonsBrowser(
  options: PersonsBrowserOptions,
  isUnattended = false,
  context: BrowserContextOptions = {},
): Promise<RecordingBrowser> {
  const { remoteDebug } = options;
  const isVisible = options.visible ?? (remoteDebug === undefined && !isUnattended && hasDisplay());
  const debugPort = remoteDebug !== undefined || !(isVisible || isUnattended) ? portOf(remoteDebug) : undefined;
  const { chromiumPath } = readSettings();
  const browser = await openRecordingBrowser({ executablePath: chromiumPath, isVisible, debugPort, context });
  if (process.getuid?.() === 0) sayAside('You are root, so the browser runs without its sandbox: use another user.');
  if (debugPort !== undefined) sayAside(REMOTE.replaceAll('PORT', String(debugPort)));
  return browser;
}

const REMOTE = `The browser has no window here. On your own machine:
  ssh -L PORT:127.0.0.1:PORT this-machine      then open chrome://inspect, "Configure", 127.0.0.1:PORT, and "inspect" the page.
Whoever works on this machine can reach the port and see all that the browser holds: use a machine that is yours alone.`;

const portOf = (given: string | boolean | undefined): number => {
  const port = Number(typeof given === 'string' ? given : DEBUG_PORT);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new UsageError('--remote-debug wants a port between 1 and 65535.');
};
