// npm's packages: installed as the lock file says, or installed now.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isInstalled } from './plan.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */

/** @param {string} folder of the checkout @returns where set-up keeps what it knows; gone whenever node_modules is */
export const notesFolder = (folder) => join(folder, 'node_modules', '.claimwright');

/** @param {string} file @returns {any} undefined when it is missing or broken */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whole or not at all. @param {string} file @param {unknown} value */
export function writeJson(file, value) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${file}.${process.pid}`, file);
}

/** @param {string} folder @returns {{ lock: string, system: string }} what node_modules must be of */
function wanted(folder) {
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex');
  return { lock, system: `${process.platform} ${process.arch}` };
}

/** @param {string} folder */
const stampFile = (folder) => join(notesFolder(folder), 'installed.json');

/** @param {string} folder */
const stamp = (folder) => writeJson(stampFile(folder), wanted(folder));

/** @param {string} folder @returns {boolean} whether node_modules is what the lock file asks for */
export function packagesAreInstalled(folder) {
  const want = wanted(folder);
  const stamped = readJson(stampFile(folder));
  if (stamped) return (stamped.lock === want.lock && stamped.system === want.system) || adopt(folder, stamped.system);
  return adopt(folder, want.system);
}

// `npm install` by hand leaves no stamp, or an old one; npm's own record tells whether it left the right packages.
/** @param {string} folder @param {string} system */
function adopt(folder, system) {
  if (system !== wanted(folder).system) return false;
  const record = readJson(join(folder, 'node_modules', '.package-lock.json'));
  if (!isInstalled(readJson(join(folder, 'package-lock.json')) ?? {}, record)) return false;
  stamp(folder);
  return true;
}

/**
 * Installs exactly what the lock file says. No package's own install script runs: none of ours needs one.
 * @param {string} folder @param {Machine} machine
 * @returns {Promise<string | undefined>} what npm said when it failed
 */
export async function installPackages(folder, machine) {
  if (!existsSync(join(folder, 'package-lock.json'))) return 'package-lock.json is missing; restore it from git.';
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const { ok, output } = await machine.run('npm', args, { cwd: folder });
  if (!ok) return output;
  stamp(folder);
  return undefined;
}
