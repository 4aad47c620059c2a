/** The queue of webhook deliveries: a job carries a delivery's id and nothing else. */
import type { Job } from 'bullmq';
import type { PendingDelivery } from './deliveries.ts';
import { jobOptions, obey, type Running, type Verdict } from './job.ts';
import type { Engine } from './remittance-queue.ts';

export interface DeliverQueue {
  /** Adds the jobs of those that have none. */
  ensure(deliveries: readonly PendingDelivery[]): Promise<void>;
  work(run: (id: string) => Promise<Verdict>, options: { lockMs: number; atOnce: number }): Promise<Running>;
}

const NAME = 'deliver';
const ENDED = new Set(['unknown', 'failed', 'completed']);

export function openDeliverQueue({ queue, watched, now }: Engine): DeliverQueue {
  return {
    async ensure(deliveries) {
      const target = await queue(NAME);
      for (const { id, availableAt } of deliveries) {
        const known = (await target.getJob(id)) as Job | undefined;
        if (known && !ENDED.has(await known.getState())) continue;
        await known?.remove().catch(() => undefined);
        await target.add('deliver', { id }, jobOptions({ id, priority: 0, availableAt }, now()));
      }
    },

    async work(run, { lockMs, atOnce }) {
      await queue(NAME);
      return watched(NAME, (job, token) => obey(job, token, run), {
        concurrency: atOnce,
        lockDuration: lockMs,
        stalledInterval: Math.ceil(lockMs / 2),
        // A killed worker is no fault of the delivery's: the row counts what was tried.
        maxStalledCount: 1_000_000,
      });
    },
  };
}
