/** Asking through the queue and waiting for the last answer, for benches. */
import { setTimeout as sleep } from 'node:timers/promises';
import { portalPause } from '../../adapters/portal-health.ts';
import { ask } from '../../workers/ask.ts';
import type { Stores } from '../../workers/stores.ts';

/** @throws when the portal is stopped meanwhile. */
export async function answerAll(stores: Stores, asked: Parameters<typeof ask>[1]): Promise<void> {
  const { ids } = await ask(stores, asked);
  for (;;) {
    const { rows } = await stores.db.query(
      `select 1 from work_item where id = any($1::uuid[]) and state not in ('done', 'review', 'failed') limit 1`,
      [ids],
    );
    if (rows.length === 0) return;
    for (const portal of new Set(asked.map((one) => one.portal)))
      if (await portalPause(stores.db, portal))
        throw new Error('The portal was stopped: the bench or a flow is broken.');
    await sleep(50);
  }
}
