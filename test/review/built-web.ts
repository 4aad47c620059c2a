/** The pages of the review app, built by the first test of a run that shows them. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';
import { inject, vi } from 'vitest';

/** @returns the folder to serve them from; it belongs to the run and stays as it is. */
export async function builtWeb(): Promise<string> {
  const folder = inject('webFolder');
  const [outDir, done] = [join(folder, 'dist'), join(folder, 'done')];
  const isFirst = await mkdir(join(folder, 'begun')).then(
    () => true,
    () => false,
  );
  if (!isFirst) {
    await vi.waitUntil(() => existsSync(done), { timeout: 120_000, interval: 200 });
    return outDir;
  }
  const root = join(import.meta.dirname, '../../review/web');
  await build({ root, logLevel: 'silent', build: { outDir, emptyOutDir: true, minify: false } });
  await writeFile(done, '');
  return outDir;
}
