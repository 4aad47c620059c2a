// Where programs are on a machine. Only looks; changes nothing.
import { delimiter, join } from 'node:path';

/** @typedef {import('./machine.mjs').Machine} Machine */

/**
 * Draws the same pages with a fifth less processor time; it has no window, so `portal record` takes the browser beside it.
 * The script of this name in /usr/bin stays behind as a second process.
 */
const SHELL = '/usr/lib/chromium/chromium-headless-shell';
const BROWSER_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const BROWSER_PLACES = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
// /usr/sbin is often missing from a normal user's PATH.
const SERVER_PLACES = ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** @param {Machine} machine */
const pathFolders = (machine) => (machine.env['PATH'] ?? '').split(delimiter).filter(Boolean);

/** @param {string[]} paths */
const once = (paths) => [...new Set(paths)];

/**
 * Installed browsers to try, best first: Debian's shell, whatever PATH names, then the usual places.
 * A path may still be a stand-in that only says how to install the browser: ask it for its version.
 * @param {Machine} machine
 */
export function browserCandidates(machine) {
  const named = BROWSER_NAMES.flatMap((name) => pathFolders(machine).map((folder) => join(folder, name)));
  return once([SHELL, ...named, ...BROWSER_PLACES]).filter((path) => machine.isProgram(path));
}

/**
 * @param {Machine} machine
 * @returns {string | undefined} path of redis-server, or of valkey-server, which speaks the same
 */
export function findRedisServer(machine) {
  const folders = once([...pathFolders(machine), ...SERVER_PLACES]);
  return ['redis-server', 'valkey-server']
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => machine.isProgram(path));
}

/**
 * @param {Machine} machine
 * @returns {string | undefined} path of dovecot, the IMAP server
 */
export const findDovecot = (machine) =>
  once([...pathFolders(machine), ...SERVER_PLACES])
    .map((folder) => join(folder, 'dovecot'))
    .find((path) => machine.isProgram(path));

/**
 * @param {Machine} machine
 * @returns {string | undefined} the folder that holds `postgres` and `initdb`: the newest version, then PATH
 */
export function findPostgresBin(machine) {
  const folders = ['/usr/lib/postgresql', '/usr/local/opt', '/opt/homebrew/opt'].flatMap((root) =>
    machine
      .list(root)
      .filter((name) => /^(postgresql@)?\d+$/.test(name))
      .toSorted((a, b) => versionOf(b) - versionOf(a))
      .map((name) => join(root, name, 'bin')),
  );
  return once([...folders, ...pathFolders(machine), ...SERVER_PLACES, '/usr/libexec/postgresql']).find((folder) =>
    ['postgres', 'initdb'].every((name) => machine.isProgram(join(folder, name))),
  );
}

/** @param {string} name */
const versionOf = (name) => Number(name.replace(/\D/g, ''));
