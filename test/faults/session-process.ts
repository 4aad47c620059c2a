/**
 * A worker process for tests of who holds a login's session: real stores, queues, leases and executor; a scripted
 * portal. Each thing it does leaves a line in the file EVENTS: `<pid> <signs-in|takes-up|asks|answers> <login>`.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as passTime } from 'node:timers/promises';
import { readSettings } from '../../config/settings.ts';
import type { Portal } from '../../flows/portal.ts';
import { repeat } from '../../workers/main.ts';
import { openStores } from '../../workers/stores.ts';
import { reading, startShop } from '../workers/shop.ts';

const { EVENTS = '', QUEUE_PREFIX = '' } = process.env;

const stores = await openStores(readSettings(), { command: 'start', prefix: QUEUE_PREFIX });
const note = (what: string, login: string | null) => appendFileSync(EVENTS, `${process.pid} ${what} ${login}\n`);

/** The provider number tells the logins apart. */
const portal: Portal = {
  name: 'northfield',
  async isSignedIn(visit) {
    note('takes-up', visit.providerNpi);
    return true;
  },
  async signIn(visit, desk) {
    await desk.beforeSubmit();
    note('signs-in', visit.providerNpi);
  },
  async eligibility(visit, asked) {
    note('asks', visit.providerNpi);
    await passTime(15);
    await visit.capture();
    note('answers', visit.providerNpi);
    return reading(asked);
  },
  claimStatus: () => Promise.reject(new Error('not scripted')),
};

const shop = await startShop(stores, portal);
const timer = repeat(
  async () => void (await shop.wake()),
  stores.settings.reconcileMs,
  () => undefined,
);
process.once('SIGTERM', () => {
  void timer
    .stop()
    .then(() => shop.close())
    .then(() => stores.close());
});
