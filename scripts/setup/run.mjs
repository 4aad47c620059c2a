// Set-up from top to bottom: look, do what is missing, say it.
import { join } from 'node:path';
import { browserIsNoted, checkGivenBrowser, downloadBrowser, findBrowser, GivenBrowserError } from './browser.mjs';
import { findDovecot, findPostgresBin, findRedisServer } from './find.mjs';
import { takeLock } from './lock.mjs';
import { installPackages, packagesAreInstalled } from './packages.mjs';
import { commandsFor, isMode, isNodeNewEnough, missing, MODES, PACKAGES } from './plan.mjs';
import { aptInstall, hasApt, rootPrefix } from './system.mjs';
import { buildWeb, webIsBuilt } from './web.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */
/** @typedef {import('./plan.mjs').SystemPart} SystemPart */
/** @typedef {{ folder: string, machine: Machine }} Place */

export const DONE = 0;
export const BAD_USAGE = 2;
export const CANNOT = 3;

/** Ends set-up: a sentence with what to do, and the exit code. */
class Stop extends Error {
  /** @param {number} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/**
 * @param {string | undefined} mode
 * @param {string} folder of the checkout
 * @param {Machine} machine
 * @returns {Promise<number>} exit code: 0 ready, 2 wrong usage or setting, 3 this system cannot be served
 */
export async function setUp(mode, folder, machine) {
  try {
    if (!isMode(mode)) throw new Stop(BAD_USAGE, `Say what to set up for: node scripts/setup.mjs ${MODES.join(' | ')}`);
    if (!isNodeNewEnough(machine.nodeVersion))
      throw new Stop(
        BAD_USAGE,
        `Node.js 20.19 or newer is needed; this is ${machine.nodeVersion}. Get one from https://nodejs.org/.`,
      );
    if (machine.platform === 'win32')
      throw new Stop(
        CANNOT,
        'Windows itself is not served. Run this inside WSL: https://learn.microsoft.com/windows/wsl/install',
      );
    checkGivenBrowser(machine);
    const place = { folder, machine };
    if (missing(mode, look(place)).length === 0) return DONE;
    const lock = await takeLock(join(folder, '.setup-lock'), machine.say);
    try {
      await setUpAlone(mode, {
        folder,
        machine: {
          ...machine,
          run: (command, args, options) => machine.run(command, args, { ...options, onStart: lock.working }),
        },
      });
    } finally {
      lock.release();
    }
    return DONE;
  } catch (error) {
    if (error instanceof GivenBrowserError) return refuse(machine, BAD_USAGE, error.message);
    if (error instanceof Stop) return refuse(machine, error.code, error.message);
    return refuse(machine, CANNOT, `Set-up failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @param {Machine} machine @param {number} code @param {string} message */
function refuse(machine, code, message) {
  machine.say(message);
  return code;
}

/** @param {Place} place @returns {import('./plan.mjs').State} */
function look({ folder, machine }) {
  return {
    packages: packagesAreInstalled(folder),
    browser: browserIsNoted(folder, machine),
    redis: Boolean(machine.env['TEST_REDIS_URL']) || findRedisServer(machine) !== undefined,
    postgres: Boolean(machine.env['TEST_DATABASE_URL']) || findPostgresBin(machine) !== undefined,
    imap: Boolean(machine.env['TEST_IMAP_URL']) || findDovecot(machine) !== undefined,
    web: webIsBuilt(folder),
  };
}

/** @param {import('./plan.mjs').Mode} mode @param {Place} place */
async function setUpAlone(mode, place) {
  const { folder, machine } = place;
  const now = () => missing(mode, look(place));
  if (now().includes('packages')) await step(machine, 'npm packages', () => installPackages(folder, machine));
  if (now().includes('browser')) await noteBrowser(place);
  await systemPrograms(now().filter(isSystemPart), place);
  if (now().includes('web')) await step(machine, 'review app', () => buildWeb(folder, machine));
}

/** @param {import('./plan.mjs').Part} part @returns {part is SystemPart} */
const isSystemPart = (part) => part === 'browser' || part === 'redis' || part === 'postgres' || part === 'imap';

/** @param {Place} place @returns {Promise<boolean>} whether there is one */
async function noteBrowser({ folder, machine }) {
  const browser = await findBrowser(folder, machine);
  if (browser) machine.say(`Browser: ${browser.chromiumPath}`);
  return browser !== undefined;
}

/** @param {SystemPart[]} wanted @param {Place} place */
async function systemPrograms(wanted, { folder, machine }) {
  if (wanted.length === 0) return;
  const prefix = await rootPrefix(machine);
  const mayInstall = prefix !== undefined && hasApt(machine);
  let parts = wanted;
  if (parts.includes('browser')) {
    machine.say('No browser found; Playwright downloads its Chromium ...');
    const browser = await downloadBrowser(folder, machine, mayInstall);
    machine.say(browser ? `Browser: ${browser.chromiumPath}` : 'Playwright could not download one that runs here.');
    if (browser) parts = parts.filter((part) => part !== 'browser');
  }
  if (parts.length === 0) return;
  if (!mayInstall)
    throw new Stop(
      CANNOT,
      byHand(parts, hasApt(machine) ? 'gives neither root nor sudo without a password' : 'has no apt-get'),
    );
  const names = parts.map((part) => PACKAGES.apt[part]).join(', ');
  const failure = await timed(machine, `Installing ${names} with apt-get`, () => aptInstall(parts, prefix, machine));
  if (failure !== undefined)
    throw new Stop(CANNOT, `${excerpt(failure)}\n${byHand(parts, 'could not install them (above: why)')}`);
  if (parts.includes('browser') && !(await noteBrowser({ folder, machine })))
    throw new Stop(CANNOT, byHand(['browser'], 'got no browser that runs from its packages'));
  if (parts.includes('postgres'))
    machine.say('The package may have made a cluster "main" of its own: not started, not enabled, never used here.');
}

/** @param {SystemPart[]} parts @param {string} why */
const byHand = (parts, why) =>
  [`This system ${why}. Run the line for it, then this again:`, ...commandsFor(parts).map((line) => `  ${line}`)].join(
    '\n',
  );

/** @param {Machine} machine @param {string} what @param {() => Promise<string | undefined>} act */
async function step(machine, what, act) {
  const failure = await timed(machine, `Preparing the ${what}`, act);
  if (failure !== undefined)
    throw new Stop(
      CANNOT,
      `${excerpt(failure)}\nThe ${what} could not be prepared (above: why). Run this again when that is mended.`,
    );
}

/** @template T @param {Machine} machine @param {string} what @param {() => Promise<T>} act */
async function timed(machine, what, act) {
  const from = performance.now();
  machine.say(`${what} ...`);
  const result = await act();
  machine.say(
    `${what}: ${result === undefined ? 'done' : 'failed'} after ${((performance.now() - from) / 1000).toFixed(1)} s.`,
  );
  return result;
}

// npm gives its reason first, apt and vite give it last.
/** @param {string} output */
function excerpt(output) {
  const lines = output.trimEnd().split('\n');
  return (lines.length <= 30 ? lines : [...lines.slice(0, 12), '  ...', ...lines.slice(-12)]).join('\n');
}
