/** Writes files of a portal into the project, formatted as the rest. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../failure.ts';
import { registered } from './draft/emit-files.ts';
import { ROOT } from './root.ts';

const REGISTRY = 'flows/portals/index.ts';

/** @param files texts by their path in the project. */
export async function writeFiles(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const paths = Object.keys(files);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(ROOT, path)), { recursive: true });
    await writeFile(join(ROOT, path), text);
  }
  await format(paths.filter((path) => !path.startsWith('test/fixtures/')));
  return paths;
}

/** Adds the portal to the registry, the only list of portals. */
export async function register(name: string): Promise<void> {
  const text = registered(await readFile(join(ROOT, REGISTRY), 'utf8'), name);
  if (text === null)
    throw new UsageError(`${REGISTRY} does not look as expected: add the portal "${name}" to its list by hand.`);
  await writeFile(join(ROOT, REGISTRY), text);
  await format([REGISTRY]);
}

export const stands = (path: string): boolean => existsSync(join(ROOT, path));

/** Where the formatter is not installed, or has another opinion, the files are right, only not so neat. */
async function format(paths: readonly string[]): Promise<void> {
  const biome = join(ROOT, 'node_modules', '.bin', 'biome');
  if (paths.length === 0 || !existsSync(biome)) return;
  await promisify(execFile)(biome, ['format', '--write', ...paths], { cwd: ROOT }).catch(() => undefined);
}
