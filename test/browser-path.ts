/** Which browser tests start, and the commands and workers that they start. */
import { existsSync } from 'node:fs';

/** The one that set-up gives the robots too, where Debian has it. */
const SHELL = '/usr/lib/chromium/chromium-headless-shell';

export const browserPath: string = process.env['CHROMIUM_PATH'] ?? (existsSync(SHELL) ? SHELL : '/usr/bin/chromium');
if (existsSync(browserPath)) process.env['CHROMIUM_PATH'] = browserPath;
