/**
 * A worker process for fault tests: real stores, queues and executor; a scripted portal in place of a browser.
 * It ends by itself when every work item has ended. Each look-up leaves one line in the file LOOKUPS.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as passTime } from 'node:timers/promises';
import { readSettings } from '../../config/settings.ts';
import { repeat } from '../../workers/main.ts';
import { openStores } from '../../workers/stores.ts';
import { reading, scriptedPortal, startShop } from '../workers/shop.ts';

const { LOOKUPS = '', QUEUE_PREFIX = '', LOOKUP_MS = '10' } = process.env;

const stores = await openStores(readSettings(), { command: 'start', prefix: QUEUE_PREFIX });
const portal = scriptedPortal(async (asked) => {
  appendFileSync(LOOKUPS, `${asked.member.memberId}\n`);
  await passTime(Number(LOOKUP_MS));
  return reading(asked);
});
const shop = await startShop(stores, portal);
const step = async () => void (await shop.wake());
const timer = repeat(step, stores.settings.reconcileMs, () => undefined);
await step();

const isUnderWay = async (): Promise<boolean> => {
  const { rows } = await stores.db.query<{ open: number }>(
    `select count(*)::int as open from work_item where state in ('queued', 'running', 'waiting')`,
  );
  return rows[0]?.open !== 0;
};
while (await isUnderWay().catch(() => true)) await passTime(100);
await timer.stop();
await shop.close();
await stores.close();
