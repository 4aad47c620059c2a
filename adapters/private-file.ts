/** Files that only this process's user may read: written aside and renamed, so that none stands there half written. */
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkException } from '../domain/exceptions.ts';

const DAY_MS = 86_400_000;

/**
 * @param what for the sentence when it fails: `evidence`, `documents`.
 * @throws WorkException adapter-unavailable when the disk is full or the folder cannot be written.
 */
export async function writePrivately(folder: string, name: string, bytes: Uint8Array, what: string): Promise<void> {
  const file = join(folder, name);
  const partial = `${file}.${process.pid}.part`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rm(partial, { force: true });
    const handle = await open(partial, 'wx', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    const why = code === 'ENOSPC' ? 'the disk is full' : `it cannot be written (${code})`;
    throw new WorkException(
      'adapter-unavailable',
      `The ${what} folder took no file: ${why}. Make room or correct the folder; it is tried again by itself.`,
      { cause: error },
    );
  }
}

/** Removes files of more than a day ago that nothing knows: a worker died before it wrote their row. */
export async function removeStrays(
  folder: string,
  isKnown: (name: string) => Promise<boolean>,
  now: Date,
): Promise<number> {
  let strays = 0;
  for (const name of await readdir(folder).catch(() => [])) {
    const age = await stat(join(folder, name))
      .then((file) => now.getTime() - file.mtimeMs)
      .catch(() => 0);
    if (age < DAY_MS || (await isKnown(name))) continue;
    await rm(join(folder, name), { force: true });
    strays += 1;
  }
  return strays;
}
