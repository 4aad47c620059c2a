// The browser: given by setting, Playwright's own, or one that is installed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { browserCandidates } from './find.mjs';
import { notesFolder, readJson, writeJson } from './packages.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {{ chromiumPath: string, from: 'setting' | 'playwright' | 'installed' }} Browser as kept in setup.json */

const VERSION_TIMEOUT_MS = 30_000;
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000;

/** @param {string} folder of the checkout; config/settings.ts reads this file */
const noteFile = (folder) => join(notesFolder(folder), 'setup.json');

/**
 * Quick: believes the note of an earlier set-up while its browser is still there.
 * @param {string} folder @param {Machine} machine
 */
export function browserIsNoted(folder, machine) {
  /** @type {Browser | undefined} */
  const noted = readJson(noteFile(folder));
  if (noted === undefined || !machine.isProgram(noted.chromiumPath)) return false;
  const given = machine.env['CHROMIUM_PATH'];
  return given ? noted.chromiumPath === given : noted.from !== 'setting';
}

/**
 * Looks for a browser that runs and notes it. Slow: starts each candidate to ask for its version.
 * @param {string} folder @param {Machine} machine
 * @returns {Promise<Browser | undefined>}
 * @throws {GivenBrowserError} when CHROMIUM_PATH names none
 */
export async function findBrowser(folder, machine) {
  const browser =
    (await fromSetting(machine)) ?? (await fromPlaywright(folder, machine)) ?? (await fromSystem(machine));
  if (browser) writeJson(noteFile(folder), browser);
  return browser;
}

export class GivenBrowserError extends Error {}

/**
 * Quick first look, before anything is installed.
 * @param {Machine} machine
 * @throws {GivenBrowserError} when CHROMIUM_PATH names no program
 */
export function checkGivenBrowser(machine) {
  const path = machine.env['CHROMIUM_PATH'];
  if (path && !machine.isProgram(path)) throw wrongBrowser(path);
}

/** @param {string} path */
const wrongBrowser = (path) =>
  new GivenBrowserError(
    `CHROMIUM_PATH is ${path}, and no Chromium, Chrome or Edge runs there. Correct it, or unset it to have one found.`,
  );

/** @param {Machine} machine @returns {Promise<Browser | undefined>} */
async function fromSetting(machine) {
  const path = machine.env['CHROMIUM_PATH'];
  if (!path) return undefined;
  if (await runs(path, machine)) return { chromiumPath: path, from: 'setting' };
  throw wrongBrowser(path);
}

/** @param {string} folder @param {Machine} machine @returns {Promise<Browser | undefined>} */
async function fromPlaywright(folder, machine) {
  const { ok, output } = await machine.run(
    process.execPath,
    ['-e', `import('playwright').then(({ chromium }) => console.log(chromium.executablePath()))`],
    { cwd: folder, timeoutMs: VERSION_TIMEOUT_MS },
  );
  const path = output.trim();
  return ok && (await runs(path, machine)) ? { chromiumPath: path, from: 'playwright' } : undefined;
}

/** @param {Machine} machine @returns {Promise<Browser | undefined>} */
async function fromSystem(machine) {
  for (const path of browserCandidates(machine)) {
    if (await runs(path, machine)) return { chromiumPath: path, from: 'installed' };
  }
  return undefined;
}

/** @param {string} path @param {Machine} machine */
async function runs(path, machine) {
  if (!machine.isProgram(path)) return false;
  const { ok, output } = await machine.run(path, ['--version'], { timeoutMs: VERSION_TIMEOUT_MS });
  return ok && /\b(chrom\w*|edge)\b.* \d+\.\d+/i.test(output);
}

/**
 * Lets Playwright download its Chromium, and the system libraries it needs when it may install them.
 * @param {string} folder @param {Machine} machine
 * @param {boolean} mayInstallLibraries as root or through sudo, without a question
 * @returns {Promise<Browser | undefined>} undefined when it could not be downloaded or does not run
 */
export async function downloadBrowser(folder, machine, mayInstallLibraries) {
  const cli = join(folder, 'node_modules', 'playwright', 'cli.js');
  if (!existsSync(cli)) return undefined;
  const download = [cli, 'install', '--no-shell', 'chromium'];
  const { ok } = await machine.run(process.execPath, download, { cwd: folder, timeoutMs: DOWNLOAD_TIMEOUT_MS });
  if (!ok) return undefined;
  const browser = await findBrowser(folder, machine);
  if (browser || !mayInstallLibraries) return browser;
  await machine.run(process.execPath, [cli, 'install-deps', 'chromium'], { cwd: folder, whole: true });
  return findBrowser(folder, machine);
}
