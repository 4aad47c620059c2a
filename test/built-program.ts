/** The program as JavaScript: what tests start by the hundred need not turn TypeScript into it each, a second of processor time every time. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { madeOnce } from './made-once.ts';

const ROOT = join(import.meta.dirname, '..');
const COMPILER = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
/** Types are checked elsewhere. */
const EMIT = '--noEmit false --noCheck --rewriteRelativeImportExtensions --incremental false --tsBuildInfoFile null';

/** @returns a copy of the tree with a `.js` beside each `.ts`. */
export const builtProgram = (): Promise<string> =>
  madeOnce('program', async (folder) => {
    const where = ['-p', ROOT, '--rootDir', ROOT, '--outDir', folder];
    await promisify(execFile)(process.execPath, [COMPILER, ...where, ...EMIT.split(' ')]);
    await linkTheRest(ROOT, folder);
  });

/** What the compiler left out: migrations, registers, pages, packages. */
async function linkTheRest(from: string, to: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.name.startsWith('.')) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (!existsSync(target)) await symlink(source, target);
    else if (entry.isDirectory()) await linkTheRest(source, target);
  }
}
