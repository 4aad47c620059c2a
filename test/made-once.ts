/** What the first test of a run that needs it makes for all of them. */
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject, vi } from 'vitest';

/** @returns the folder that `make` filled; it belongs to the run and stays as it is. Others wait for the first, and try anew when it fails. */
export async function madeOnce(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const place = join(inject('madeFolder'), name);
  const [folder, done] = [join(place, 'made'), join(place, 'done')];
  const isFirst = await mkdir(place).then(
    () => true,
    () => false,
  );
  if (!isFirst) {
    await vi.waitUntil(() => existsSync(done) || !existsSync(place), { timeout: 120_000, interval: 200 });
    return existsSync(done) ? folder : madeOnce(name, make);
  }
  try {
    await mkdir(folder);
    await make(folder);
    await writeFile(done, '');
  } catch (error) {
    await rm(place, { recursive: true });
    throw error;
  }
  return folder;
}
