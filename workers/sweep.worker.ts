/** Binds the sweep's schedule to the sweep: on working days before the office opens, in the practice's time zone. */
import type { Running } from '../adapters/queues.ts';
import { faultOf } from '../adapters/log.ts';
import { repeat } from './repeat.ts';
import { askSchedule } from './schedule.ts';
import type { Stores } from './stores.ts';
import { runSweep } from './sweep.ts';

/** How soon a schedule that an administrator set is followed. */
const FOLLOW_MS = 3_000;

export async function startSweepWorker(stores: Stores): Promise<Running> {
  const { log, settings } = stores;
  let pattern = settings.sweepCron;
  let running = await bind(stores, pattern);
  const following = repeat(
    async () => {
      const wanted = settings.sweepCron;
      if (wanted === pattern) return;
      const next = await bind(stores, wanted);
      await running.close();
      [running, pattern] = [next, wanted];
      log.info({ pattern }, 'the sweep has a new schedule');
    },
    FOLLOW_MS,
    (error) => log.warn({ fault: faultOf(error) }, 'the new schedule of the sweep could not be set; trying again'),
  );
  return {
    async close() {
      await following.stop();
      await running.close();
    },
  };
}

function bind(stores: Stores, pattern: string): Promise<Running> {
  const { log, queues, settings } = stores;
  return queues.schedule('sweep', { pattern, tz: settings.timeZone }, async () => {
    try {
      const expired = await stores.evidence.expire(stores.db, stores.clock.now());
      const documents = await stores.documents.expire(stores.db, stores.clock.now());
      const schedule = await askSchedule(stores, 'coming');
      const { plan, asked } = await runSweep(stores);
      log.info(
        {
          claims: asked.created,
          appointments: schedule.created,
          left: plan.skip.length,
          cannot: plan.cannot.length,
          ...expired,
          documents: documents.documents,
        },
        'swept',
      );
    } catch (error) {
      log.error(
        { fault: faultOf(error) },
        'the sweep could not run; the next one starts by schedule, or run "claimwright sweep run"',
      );
      throw error;
    }
  });
}
