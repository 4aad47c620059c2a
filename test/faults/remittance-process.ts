/** A remittance worker process for fault tests: the real one. It ends by itself when every document has ended. */
import { setTimeout as passTime } from 'node:timers/promises';
import { readSettings } from '../../config/settings.ts';
import { repeat } from '../../workers/main.ts';
import { reconcileRemittances } from '../../workers/reconcile-remittances.ts';
import { startRemittanceWorker } from '../../workers/remittance.worker.ts';
import { openStores } from '../../workers/stores.ts';

const stores = await openStores(readSettings(), { command: 'start', prefix: process.env['QUEUE_PREFIX'] ?? '' });
const worker = await startRemittanceWorker(stores);
const step = async () => void (await reconcileRemittances(stores));
const timer = repeat(step, stores.settings.reconcileMs, () => undefined);
await step();

/** Said on standard output, so that a test can kill it in the middle. */
const pagesSeen = async (): Promise<number> =>
  (
    await stores.db.query<{ seen: number }>(
      `select count(*)::int as seen from remittance_page where state <> 'waiting'`,
    )
  ).rows[0]?.seen ?? 0;
const isUnderWay = async (): Promise<boolean> =>
  (await stores.db.query(`select 1 from remittance_document where state in ('received', 'reading', 'read')`)).rows
    .length > 0;
while (await isUnderWay()) {
  process.stdout.write(`${await pagesSeen()}\n`);
  await passTime(20);
}
await timer.stop();
await worker.close();
await stores.close();
