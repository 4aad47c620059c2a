/** What the first test of a run that needs it makes for all of them. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inject, vi } from 'vitest';

/** @returns the folder `make` filled; it belongs to the run and stays as it is. Others wait for the first. */
export async function madeOnce(name: string, make: (folder: string) => Promise<unknown>): Promise<string> {
  const place = join(inject('madeFolder'), name);
  const [folder, done] = [join(place, 'made'), join(place, 'done')];
  const isFirst = await mkdir(place).then(
    () => true,
    () => false,
  );
  if (!isFirst) {
    await vi.waitUntil(() => existsSync(done), { timeout: 120_000, interval: 200 });
    return folder;
  }
  await mkdir(folder);
  await make(folder);
  await writeFile(done, '');
  return folder;
}
