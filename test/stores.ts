/** The three store combinations that everything durable is tested on, each empty and of the test's own. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Clock } from '../adapters/clock.ts';
import { readSettings } from '../config/settings.ts';
import type { Settings } from '../config/settings.ts';
import { openStores } from '../workers/stores.ts';
import type { Stores } from '../workers/stores.ts';
import { copyTemplate, migratedDatabase } from './database-templates.ts';

export const COMBINATIONS = ['embedded', 'Redis and PostgreSQL', 'PostgreSQL alone'] as const;
export type Combination = (typeof COMBINATIONS)[number];

export interface OwnPlace {
  readonly settings: Settings;
  /** The same as environment variables, for a process of its own. */
  readonly environment: Record<string, string>;
  readonly prefix: string;
  remove(): Promise<void>;
}

const SWIFT = { JOB_LOCK_SECONDS: '2', RETRY_SECONDS: '0.2', RECONCILE_SECONDS: '1', LOG_LEVEL: 'silent' };

/** A data folder, a database and a Redis prefix that nobody else uses; short times so that waits are seen. */
export async function ownPlace(combination: Combination, extra: Record<string, string> = {}): Promise<OwnPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-test-'));
  if (combination === 'embedded') await copyTemplate(join(folder, 'database'));
  const database = combination === 'embedded' ? null : await migratedDatabase();
  const { CHROMIUM_PATH } = process.env;
  const environment: Record<string, string> = {
    ...SWIFT,
    ...(CHROMIUM_PATH ? { CHROMIUM_PATH } : {}),
    DATA_FOLDER: folder,
    CLAIMWRIGHT_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    ...(database ? { DATABASE_URL: database.url } : {}),
    ...(combination === 'Redis and PostgreSQL' ? { REDIS_URL: inject('redisUrl') } : {}),
    ...extra,
  };
  return {
    settings: readSettings(environment),
    environment,
    prefix: `test-${randomUUID()}`,
    async remove() {
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Stores of their own on one combination; `close` removes all traces. */
export async function ownStores(
  combination: Combination,
  options: { clock?: Clock; environment?: Record<string, string> } = {},
) {
  const place = await ownPlace(combination, options.environment);
  const stores: Stores = await openStores(place.settings, {
    command: 'test',
    prefix: place.prefix,
    ...(options.clock ? { clock: options.clock } : {}),
  });
  return {
    stores,
    place,
    async close() {
      await stores.close();
      await place.remove();
    },
  };
}
