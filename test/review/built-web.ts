/** The pages of the review app, built by the first test of a run that shows them. */
import { join } from 'node:path';
import { build } from 'vite';
import { vi } from 'vitest';
import { madeOnce } from '../made-once.ts';

/** @returns the folder to serve them from; it belongs to the run and stays as it is. */
export const builtWeb = (): Promise<string> =>
  madeOnce('web', async (outDir) => {
    const root = join(import.meta.dirname, '../../review/web');
    // As people get it: under the name of tests the libraries come with all that they do for developers.
    vi.stubEnv('NODE_ENV', 'production');
    await build({ root, logLevel: 'silent', build: { outDir, emptyOutDir: true } }).finally(() => vi.unstubAllEnvs());
  });
