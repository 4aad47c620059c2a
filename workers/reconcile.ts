/** Makes the queues follow the rows: adds the job of any open row that has none, pauses and resumes as the rows say. */
import { openWork } from '../adapters/work-items.ts';
import { portalPause } from '../adapters/portal-health.ts';
import { reconcileRemittances } from './reconcile-remittances.ts';
import type { Stores } from './stores.ts';

/** @returns how many jobs were added again. Safe to run at any time, on several hosts at once. */
export async function reconcile(stores: Stores): Promise<number> {
  const { db, logins, queues } = stores;
  let added = await reconcileRemittances(stores);
  for (const login of await logins.list()) {
    const isPaused = (login.pausedCode ?? (await portalPause(db, login.portal))) !== null;
    await queues.setPaused(login.id, isPaused);
    const lost = await queues.missing(login.id, await openWork(db, login.id));
    await queues.enqueue(lost);
    added += lost.length;
  }
  return added;
}
