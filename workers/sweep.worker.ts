/** Binds the sweep's schedule to the sweep: on working days before the office opens, in the practice's time zone. */
import type { Running } from '../adapters/queues.ts';
import { faultOf } from '../adapters/log.ts';
import { askSchedule } from './schedule.ts';
import type { Stores } from './stores.ts';
import { runSweep } from './sweep.ts';

export function startSweepWorker(stores: Stores): Promise<Running> {
  const { log, queues, settings } = stores;
  return queues.schedule('sweep', { pattern: settings.sweepCron, tz: settings.timeZone }, async () => {
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
