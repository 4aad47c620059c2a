/** An embedded database that is made and migrated once for all tests: making one costs seconds of processor time. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { openDatabase } from '../adapters/database.ts';

/** @returns its folder, and the way to remove it. */
export async function makeTemplate(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const parent = await mkdtemp(join(tmpdir(), 'claimwright-template-'));
  const folder = join(parent, 'database');
  const database = await openDatabase({ folder });
  await database.close();
  return { folder, remove: () => rm(parent, { recursive: true, force: true }) };
}

/** Puts an empty, migrated embedded database where a test will open it. */
export const copyTemplate = (folder: string): Promise<void> =>
  cp(inject('embeddedTemplate'), folder, { recursive: true });
