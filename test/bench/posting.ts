/** 1,000 payments posted by a process that is killed at random: the ledger beside the deposits, and the same batch once more. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../config/settings.ts';
import { batter } from '../faults/posting-practice.ts';
import { startPostgres } from '../servers/postgres.ts';
import type { BenchResult } from './result.ts';

const PAYMENTS = 1_000;
const KILLS = 10;

export async function benchPosting(): Promise<BenchResult> {
  const rows = [await onStore('embedded'), await onStore('PostgreSQL')];
  const sum = (key: 'payments' | 'kills' | 'differenceCents' | 'differing' | 'twice' | 'addedByRepeat' | 'seconds') =>
    rows.reduce((all, row) => all + row[key], 0);
  return {
    summary: {
      payments: sum('payments'),
      kills: sum('kills'),
      differenceCents: sum('differenceCents'),
      differing: sum('differing'),
      twice: sum('twice'),
      addedByRepeat: sum('addedByRepeat'),
      seconds: sum('seconds'),
    },
    rows,
  };
}

async function onStore(store: 'embedded' | 'PostgreSQL') {
  const server = store === 'PostgreSQL' ? await startPostgres() : null;
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-bench-'));
  try {
    const environment = {
      DATA_FOLDER: folder,
      LOG_LEVEL: 'silent',
      CLAIMWRIGHT_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      ...(server ? { DATABASE_URL: server.url } : {}),
    };
    const place = {
      settings: readSettings(environment),
      environment,
      prefix: 'bench',
      remove: async () => undefined,
    };
    const { killedAt: _when, ...battered } = await batter(place, PAYMENTS, KILLS);
    return { store, ...battered };
  } finally {
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  }
}
