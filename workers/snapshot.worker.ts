/** Binds the day's picture of open claims to the clock: every hour it is seen to that today's was taken, so that an office that is closed at night has it too. */
import type { Running } from '../adapters/queues.ts';
import { faultOf } from '../adapters/log.ts';
import { takeAgingSnapshot } from '../adapters/reports/aging.ts';
import { dayIn } from '../domain/dates.ts';
import type { Stores } from './stores.ts';

const EVERY_HOUR = '5 * * * *';

export async function startSnapshotWorker(stores: Stores): Promise<Running> {
  await takeSnapshot(stores);
  const tz = stores.settings.timeZone;
  return stores.queues.schedule('snapshot', { pattern: EVERY_HOUR, tz }, () => takeSnapshot(stores));
}

async function takeSnapshot({ db, clock, settings, log }: Stores): Promise<void> {
  const now = clock.now();
  const day = dayIn(now, settings.timeZone);
  try {
    if (await takeAgingSnapshot(db, day, now)) log.info({ day }, 'kept the age of the open claims');
  } catch (error) {
    log.error({ fault: faultOf(error) }, 'the age of the open claims could not be kept; it is tried again in an hour');
  }
}
