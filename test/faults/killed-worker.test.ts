import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findResult } from '../../adapters/results.ts';
import { ask } from '../../workers/ask.ts';
import { openStores } from '../../workers/stores.ts';
import type { Stores } from '../../workers/stores.ts';
import { seeded } from '../builders/random.ts';
import { COMBINATIONS, ownPlace } from '../stores.ts';
import type { OwnPlace } from '../stores.ts';
import { addLogin, questions, states } from '../workers/shop.ts';
import { startProgram } from './process.ts';
import type { Ended, Started } from './process.ts';

/** Most on the stores of production, where workers are many; the others share their code. */
const loadOn = (combination: string): { items: number; kills: number } =>
  combination === 'Redis and PostgreSQL' ? { items: 120, kills: 5 } : { items: 40, kills: 2 };

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function withStores<T>(place: OwnPlace, body: (stores: Stores) => Promise<T>): Promise<T> {
  const stores = await openStores(place.settings, { command: 'test', prefix: place.prefix });
  try {
    return await body(stores);
  } finally {
    await stores.close();
  }
}

/** PostgreSQL alone is the embedded default's own code on another server. */
const KILLED = COMBINATIONS.filter((combination) => combination !== 'PostgreSQL alone');

describe.each(KILLED)('a worker that is killed again and again on %s', (combination) => {
  const load = loadOn(combination);
  const { items, kills } = load;
  it(`answers each of ${items} work items exactly once`, { timeout: 300_000 }, async () => {
    const place = await ownPlace(combination, { JOB_LOCK_SECONDS: '1', RECONCILE_SECONDS: '0.5' });
    closing.push(() => place.remove());
    await withStores(place, async (stores) => ask(stores, questions(await addLogin(stores), items)));

    const lookups = join(place.settings.dataFolder, 'lookups.txt');
    const environment = { ...place.environment, QUEUE_PREFIX: place.prefix, LOOKUPS: lookups };
    const startWorker = () => {
      const worker = startProgram('test/faults/worker-process.ts', [], { environment });
      closing.push(async () => worker.kill('SIGKILL'));
      return worker;
    };
    const startedAt = performance.now();
    const killedAt: number[] = [];
    const random = seeded(20_261_123);
    for (let kill = 0; kill < kills; kill += 1) {
      const worker = startWorker();
      killedAt.push(await killUnderWay(worker, lookups, random));
    }
    const last = await startWorker().ended;
    expect(last).toMatchObject({ code: 0, err: '' });

    const seen = linesOf(lookups);
    console.log(
      `${combination}: killed at look-ups ${killedAt.join(' ')}; ${seen.length} look-ups for ${items} items, ${Math.round((performance.now() - startedAt) / 1000)} s`,
    );
    // A killed look-up is done again; nothing else is.
    expect(seen.length).toBeGreaterThanOrEqual(items);
    expect(seen.length).toBeLessThanOrEqual(items + kills);
    expect(new Set(seen).size).toBe(items);
    await withStores(place, async (stores) => {
      expect(await states(stores)).toEqual({ done: items });
      await expectOneTrueResultEach(stores, items);
      expect((await stores.db.query('select 1 from review_item')).rows).toEqual([]);
      await expectEvidence(stores, join(place.settings.dataFolder, 'evidence'), load);
    });
  });
});

/** @returns how many look-ups had been begun when it died. */
async function killUnderWay(worker: Started, lookups: string, random: () => number): Promise<number> {
  let ended: Ended | null = null;
  void worker.ended.then((end) => (ended = end));
  const count = () => linesOf(lookups).length;
  const target = count() + 1 + Math.floor(random() * 14);
  const delayMs = Math.floor(random() * 30);
  const began = () => {
    expect(ended, 'the worker ended by itself').toBeNull();
    return count();
  };
  await vi.waitUntil(() => began() >= target, { timeout: 60_000, interval: 2 });
  const at = performance.now() + delayMs;
  await vi.waitUntil(() => performance.now() >= at, { interval: 1 });
  worker.kill('SIGKILL');
  expect((await worker.ended).signal).toBe('SIGKILL');
  return count();
}

function linesOf(file: string): string[] {
  if (!statSync(file, { throwIfNoEntry: false })) return [];
  return readFileSync(file, 'utf8').split('\n').filter(Boolean);
}

async function expectOneTrueResultEach({ db }: Stores, items: number): Promise<void> {
  const { rows } = await db.query<{ id: string; asked: string; answered: string }>(
    `select w.id, w.inquiry->'member'->>'memberId' as asked, r.result->>'memberId' as answered
     from work_item w join result r on r.work_item_id = w.id`,
  );
  expect(rows).toHaveLength(items);
  expect(rows.filter((row) => row.asked !== row.answered)).toEqual([]);
  expect(new Set(rows.map((row) => row.answered)).size).toBe(items);
  expect(await findResult(db, rows[0]!.id)).toMatchObject({ result: { memberId: rows[0]!.asked } });
}

/** One exhibit a result, and its file opens. A killed worker may leave a file that no row knows; the sweep removes it. */
async function expectEvidence(
  { db, evidence }: Stores,
  folder: string,
  { items, kills }: ReturnType<typeof loadOn>,
): Promise<void> {
  const { rows } = await db.query<{ id: string; file: string; result: string | null }>(
    `select e.id, e.file_name as file, r.work_item_id as result
     from evidence e left join result r on r.evidence_id = e.id and r.work_item_id = e.work_item_id`,
  );
  expect(rows).toHaveLength(items);
  expect(rows.filter((row) => row.result === null)).toEqual([]);
  const files = new Set(readdirSync(folder));
  expect(rows.filter((row) => !files.has(row.file))).toEqual([]);
  expect(files.size - rows.length).toBeLessThanOrEqual(kills);
  for (const row of [rows[0]!, rows.at(-1)!])
    expect((await evidence.open(db, row.id))?.image?.toString()).toBe('a picture');
}
