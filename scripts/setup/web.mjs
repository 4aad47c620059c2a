// The review app's pages, built when they are missing or older than their sources.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { notesFolder, readJson, writeJson } from './packages.mjs';

/** @typedef {import('./machine.mjs').Machine} Machine */

const NOT_SOURCES = new Set(['dist', '.dist-building', '.dist-old', 'node_modules']);

/** @param {string} folder of the checkout */
const webFolder = (folder) => join(folder, 'review', 'web');
/** @param {string} folder */
const noteFile = (folder) => join(notesFolder(folder), 'web.json');

/** @param {string} folder @returns {boolean} */
export function webIsBuilt(folder) {
  const web = webFolder(folder);
  if (!existsSync(join(web, 'index.html'))) return true;
  return existsSync(join(web, 'dist', 'index.html')) && readJson(noteFile(folder))?.sources === sourcesHash(folder);
}

/** @param {string} folder */
function sourcesHash(folder) {
  const web = webFolder(folder);
  const hash = createHash('sha256');
  for (const file of [join(folder, 'package-lock.json'), ...filesIn(web)])
    hash
      .update(`${relative(folder, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

/** @param {string} folder @returns {string[]} */
function filesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !NOT_SOURCES.has(name));
  return entries
    .flatMap((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
    .toSorted();
}

/**
 * Built beside the old pages and put in their place when whole.
 * @param {string} folder @param {Machine} machine
 * @returns {Promise<string | undefined>} what the build said when it failed
 */
export async function buildWeb(folder, machine) {
  const web = webFolder(folder);
  const [dist, building, old] = ['dist', '.dist-building', '.dist-old'].map((name) => join(web, name));
  if (!dist || !building || !old) return undefined;
  const sources = sourcesHash(folder);
  const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', web, '--outDir', building, '--emptyOutDir', '--logLevel', 'warn'];
  const { ok, output } = await machine.run(process.execPath, args, { cwd: folder });
  if (!ok) return output;
  rmSync(old, { recursive: true, force: true });
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(building, dist);
  rmSync(old, { recursive: true, force: true });
  writeJson(noteFile(folder), { sources });
  return undefined;
}
