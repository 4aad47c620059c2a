/** Binds the queue `deliver` to the sending of webhooks. Nothing runs but a look at the table until there is something to send. */
import { dropOldDeliveries, pendingDeliveries } from '../adapters/deliveries.ts';
import { faultOf } from '../adapters/log.ts';
import { openNetworks } from '../adapters/networks.ts';
import type { Running } from '../adapters/queues.ts';
import { deliver } from './deliver.ts';
import { repeat } from './repeat.ts';
import type { Stores } from './stores.ts';

/** How soon after its fact an event is sent. */
const LOOK_MS = 1_000;
/** Taken up at once; more wait in the table. */
const MOST = 500;
const AT_ONCE = 8;
/** A job that is due for so long has been lost: it is looked for again. */
const LATE_MS = 60_000;
const DAY_MS = 24 * 3_600_000;
const KEEP_DAYS = 30;

export async function startDeliverWorker(stores: Stores): Promise<Running> {
  const { db, queues, clock, settings, log } = stores;
  const office = { ...stores, networks: openNetworks(settings.webhookNetworks) };
  /** When each was last seen to have a job. */
  const seenAt = new Map<string, number>();
  let worker: Running | undefined;
  let droppedAt = 0;

  const look = async () => {
    const now = clock.now().getTime();
    const pending = await pendingDeliveries(db, MOST);
    if (pending.length > 0)
      worker ??= await queues.deliveries.work((id) => deliver(office, id), {
        lockMs: settings.jobLockMs,
        atOnce: AT_ONCE,
      });
    const ids = new Set(pending.map(({ id }) => id));
    for (const id of seenAt.keys()) if (!ids.has(id)) seenAt.delete(id);
    const isUnseen = ({ id, availableAt }: { id: string; availableAt: Date }) =>
      now - Math.max(seenAt.get(id) ?? 0, availableAt.getTime()) > LATE_MS || !seenAt.has(id);
    const unseen = pending.filter(isUnseen);
    await queues.deliveries.ensure(unseen);
    for (const { id } of unseen) seenAt.set(id, now);
    if (now - droppedAt < DAY_MS) return;
    droppedAt = now;
    await dropOldDeliveries(db, new Date(now - KEEP_DAYS * DAY_MS));
  };
  const timer = repeat(look, LOOK_MS, (error) =>
    log.warn({ fault: faultOf(error) }, 'could not look for webhooks to send; trying again'),
  );
  return {
    async close() {
      await timer.stop();
      await worker?.close();
    },
  };
}
