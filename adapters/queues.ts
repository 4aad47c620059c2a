/** BullMQ: one queue per login on Redis or on the database. A job carries a work item's id and nothing else. */
import { createPostgresBackend, Queue, Worker } from 'bullmq';
import type { Job, QueueOptions, WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { jobOptions, obey, unquoted } from './job.ts';
import type { LoginRunning, Running, Verdict } from './job.ts';
import type { Log } from './log.ts';
import { faultOf } from './log.ts';
import { openDeliverQueue } from './deliver-queue.ts';
import type { DeliverQueue } from './deliver-queue.ts';
import { openRemittanceQueue } from './remittance-queue.ts';
import type { RemittanceQueue } from './remittance-queue.ts';
import type { Runnable } from './work-items.ts';

export type { LoginRunning, Running, Verdict } from './job.ts';

export interface WorkOptions {
  readonly lockMs: number;
  /** At most `max` jobs per `duration` milliseconds, over all hosts. */
  readonly limiter?: { readonly max: number; readonly duration: number } | undefined;
}

export interface Queues {
  readonly kind: 'redis' | 'database';
  enqueue(jobs: readonly Runnable[]): Promise<void>;
  /** @returns those whose job is gone or has ended: they must be enqueued again. */
  missing(loginId: string, jobs: readonly Runnable[]): Promise<Runnable[]>;
  setPaused(loginId: string, isPaused: boolean): Promise<void>;
  work(loginId: string, run: (id: string) => Promise<Verdict>, options: WorkOptions): Promise<LoginRunning>;
  /** Runs `tick` by cron in a time zone, on one host at a time. */
  schedule(name: string, when: { pattern: string; tz: string }, tick: () => Promise<void>): Promise<Running>;
  counts(loginId: string): Promise<Record<string, number>>;
  /** Removes jobs; their rows are not touched. */
  forget(loginId: string, ids: readonly string[]): Promise<void>;
  readonly remittances: RemittanceQueue;
  readonly deliveries: DeliverQueue;
  /** Every queue there is, as BullMQ has it: for the board that shows them. */
  all(loginIds: readonly string[]): Promise<Queue[]>;
  close(): Promise<void>;
}

export interface QueuesOptions {
  readonly redisUrl: string | undefined;
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  /** Keys on a shared Redis; tests give each run its own. */
  readonly prefix?: string;
}

const OTHERS = ['sweep', 'remittance', 'remittance-page', 'deliver'];
const queueName = (loginId: string): string => `login.${loginId}`;

/** Opens the engine: Redis when a URL is given, else BullMQ's PostgreSQL backend on our database. */
export async function openQueues(options: QueuesOptions): Promise<Queues> {
  const { log } = options;
  const redis = options.redisUrl ? await connectRedis(options.redisUrl, log) : null;
  const base = (redis
    ? { connection: redis, prefix: options.prefix ?? 'claimwright' }
    : { connection: options.database.jobPool }) as unknown as QueueOptions;
  // BullMQ's types of `new Queue` know Redis only; the argument itself takes any backend.
  const backend = (redis ? undefined : createPostgresBackend) as undefined;
  const queues = new Map<string, Promise<Queue>>();

  const queue = (name: string): Promise<Queue> => {
    const known = queues.get(name);
    if (known) return known;
    // One login = one look-up at a time, over all hosts.
    const opening = openQueue(name, base, backend, log, name.startsWith('login.') || name === 'sweep' ? 1 : null);
    queues.set(name, opening);
    opening.catch(() => queues.delete(name));
    return opening;
  };
  const watched = (name: string, run: (job: Job, token?: string) => Promise<void>, extra: Partial<WorkerOptions>) => {
    const worker = new Worker(name, run, { ...base, ...extra }, backend);
    worker.on('error', (error) =>
      log.warn({ queue: name, fault: faultOf(error) }, 'the queue is out of reach; trying again'),
    );
    return { close: () => worker.close(), rest: () => void worker.pause(true), wake: () => worker.resume() };
  };

  return {
    kind: redis ? 'redis' : 'database',

    async enqueue(jobs) {
      for (const [loginId, group] of groupByLogin(jobs)) {
        const target = await queue(queueName(loginId));
        await target.addBulk(
          group.map((job) => ({ name: job.kind, data: { id: job.id }, opts: jobOptions(job, options.clock.now()) })),
        );
      }
    },

    async missing(loginId, jobs) {
      if (jobs.length === 0) return [];
      const target = await queue(queueName(loginId));
      const alive = new Set(await target.getRanges(['waiting', 'prioritized', 'delayed', 'active'], 0, -1));
      const lost: Runnable[] = [];
      for (const job of jobs) {
        if (alive.has(job.id)) continue;
        // One that changed lists while they were read is in none of them: ask for it by itself.
        const known = (await target.getJob(job.id)) as Job | undefined;
        const state = known ? await known.getState() : 'unknown';
        if (known && state !== 'unknown' && state !== 'failed' && state !== 'completed') continue;
        await known?.remove().catch(() => undefined);
        lost.push(job);
      }
      return lost;
    },

    async setPaused(loginId, isPaused) {
      const target = await queue(queueName(loginId));
      if ((await target.isPaused()) === isPaused) return;
      await (isPaused ? target.pause() : target.resume());
    },

    async work(loginId, run, { lockMs, limiter }) {
      const name = queueName(loginId);
      await queue(name);
      return watched(name, (job, token) => obey(job, token, run), {
        concurrency: 1,
        lockDuration: lockMs,
        stalledInterval: Math.ceil(lockMs / 2),
        // A killed worker is no fault of the item's: the row counts what was tried.
        maxStalledCount: 1_000_000,
        ...(limiter ? { limiter } : {}),
      });
    },

    async schedule(name, { pattern, tz }, tick) {
      const target = await queue(name);
      await target.upsertJobScheduler(
        name,
        { pattern, tz },
        { name, data: {}, opts: { removeOnComplete: 10, removeOnFail: 10 } },
      );
      return watched(name, () => tick().catch(unquoted), { concurrency: 1 });
    },

    counts: async (loginId) =>
      (await queue(queueName(loginId))).getJobCounts('waiting', 'active', 'delayed', 'prioritized', 'failed'),

    async forget(loginId, ids) {
      const target = await queue(queueName(loginId));
      for (const id of ids) await target.remove(id);
    },

    remittances: openRemittanceQueue({ queue, watched, now: () => options.clock.now() }),
    deliveries: openDeliverQueue({ queue, watched, now: () => options.clock.now() }),

    all: (loginIds) => Promise.all([...loginIds.map(queueName), ...OTHERS].map(queue)),

    async close() {
      for (const opening of queues.values()) await opening.then((open) => open.close()).catch(() => undefined);
      await redis?.quit().catch(() => redis.disconnect());
    },
  };
}

/** @param atOnce jobs at the same time over all hosts; null: as many as there are workers for. */
async function openQueue(
  name: string,
  base: QueueOptions,
  backend: undefined,
  log: Log,
  atOnce: number | null,
): Promise<Queue> {
  const queue = new Queue(name, base, backend);
  queue.on('error', (error: Error) =>
    log.warn({ queue: name, fault: faultOf(error) }, 'the queue is out of reach; trying again'),
  );
  await queue.waitUntilReady();
  if (atOnce !== null) await queue.setGlobalConcurrency(atOnce);
  return queue;
}

function groupByLogin(jobs: readonly Runnable[]): Map<string, Runnable[]> {
  const groups = new Map<string, Runnable[]>();
  for (const job of jobs) {
    const group = groups.get(job.loginId);
    if (group) group.push(job);
    else groups.set(job.loginId, [job]);
  }
  return groups;
}

/** Fails at once when there is no Redis at the start; later losses are waited out. */
async function connectRedis(url: string, log: Log): Promise<Redis> {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    lazyConnect: true,
    retryStrategy: (times) => Math.min(times * 200, 5_000),
  });
  redis.on('error', (error) => log.warn({ fault: faultOf(error) }, 'Redis is out of reach; trying again'));
  const probe = new Redis(url, {
    maxRetriesPerRequest: 0,
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 5_000,
  });
  probe.on('error', () => undefined);
  try {
    await probe.connect();
    await probe.ping();
  } catch (error) {
    throw new Error('Redis cannot be reached. Check REDIS_URL and that the server runs, then start again.', {
      cause: error,
    });
  } finally {
    probe.disconnect();
  }
  await redis.connect();
  return redis;
}
