/** Empty, migrated databases that are made once for all tests: making one costs seconds of processor time, copying it none. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { openDatabase } from '../adapters/database.ts';
import { freshDatabase } from './servers.ts';

const run = promisify(execFile);

/** Makes one of each kind. @returns what tests copy, and the way to remove it. */
export async function makeTemplates(serverUrl: string) {
  const parent = await mkdtemp(join(tmpdir(), 'claimwright-template-'));
  const folder = join(parent, 'database');
  const archive = join(parent, 'database.tar');
  const { url, drop } = await freshDatabase(serverUrl);
  await Promise.all([{ folder }, { folder, url }].map(async (place) => (await openDatabase(place)).close()));
  // A database is a thousand small files: `tar` writes them in a tenth of the time that Node's `cp` takes.
  await run('tar', ['-cf', archive, '-C', folder, '.']);
  await rm(folder, { recursive: true });
  return {
    archive,
    databaseName: new URL(url).pathname.slice(1),
    async remove() {
      await Promise.all([rm(parent, { recursive: true, force: true }), drop()]);
    },
  };
}

/** Puts an empty, migrated embedded database where a test will open it. */
export async function copyTemplate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await run('tar', ['-xf', inject('embeddedTemplate'), '-C', folder]);
}

/** An empty, migrated database of a test's own on the shared PostgreSQL, as `freshDatabase` makes an empty one. */
export const migratedDatabase = (): ReturnType<typeof freshDatabase> =>
  freshDatabase(inject('databaseUrl'), inject('databaseTemplate'));
