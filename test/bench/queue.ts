/** Jobs a second: bare BullMQ workers beside the executor with its rows, evidence and guards, on the embedded stores. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import type { QueueOptions } from 'bullmq';
import { readSettings } from '../../config/settings.ts';
import { ask } from '../../workers/ask.ts';
import { openStores } from '../../workers/stores.ts';
import type { Stores } from '../../workers/stores.ts';
import { addLogin, questions, reading, scriptedPortal, startShop } from '../workers/shop.ts';
import type { BenchResult } from './result.ts';

const JOBS = 300;

export async function benchQueue(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-bench-'));
  const settings = {
    ...readSettings(),
    databaseUrl: undefined,
    redisUrl: undefined,
    dataFolder: folder,
    logLevel: 'error',
  };
  const stores = await openStores(settings, { command: 'bench' });
  try {
    const rawBullmqPerSecond = await perSecond(() => raw(stores));
    const executorPerSecond = await perSecond(() => executor(stores));
    const row = {
      store: 'embedded',
      rawBullmqPerSecond,
      executorPerSecond,
      ratio: executorPerSecond / rawBullmqPerSecond,
    };
    const { store: _store, ...summary } = row;
    return { summary, rows: [row] };
  } finally {
    await stores.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (JOBS * 1000) / (performance.now() - startedAt);
}

async function raw({ db }: Stores): Promise<void> {
  const options = { connection: db.jobPool } as unknown as QueueOptions;
  const queue = new Queue('bench', options, createPostgresBackend as never);
  let done = 0;
  const worker = new Worker('bench', async () => void (done += 1), options, createPostgresBackend as never);
  await queue.addBulk(
    Array.from({ length: JOBS }, (_, i) => ({
      name: 'bench',
      data: { id: String(i) },
      opts: { removeOnComplete: true },
    })),
  );
  while (done < JOBS) await sleep(5);
  await worker.close();
  await queue.close();
}

async function executor(stores: Stores): Promise<void> {
  const loginId = await addLogin(stores);
  const shop = await startShop(
    stores,
    scriptedPortal(async (asked) => reading(asked)),
  );
  await ask(stores, questions(loginId, JOBS));
  for (;;) {
    const { rows } = await stores.db.query<{ n: number }>('select count(*)::int as n from result');
    if (rows[0]?.n === JOBS) break;
    await sleep(5);
  }
  await shop.close();
}
