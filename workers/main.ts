/** A worker process: opens its hands, runs the login queues, reconciles on a timer, and drains when told to stop. */
import { openChromium } from '../adapters/browser.ts';
import { sweepCodes } from '../adapters/code-requests.ts';
import { openLeases } from '../adapters/leases.ts';
import { faultOf } from '../adapters/log.ts';
import type { Running } from '../adapters/queues.ts';
import { openSessions } from '../adapters/sessions.ts';
import { portalNamed } from '../flows/portals/index.ts';
import { tendCanaries } from './canary.ts';
import { startDeliverWorker } from './deliver.worker.ts';
import { keepLoginsAlive } from './keep-alive.ts';
import { tellLoginDates } from './login-dates.ts';
import { startPortalWorkers } from './portal.worker.ts';
import { reconcile } from './reconcile.ts';
import { repeat } from './repeat.ts';
import type { Stores } from './stores.ts';

export { repeat } from './repeat.ts';

export interface WorkerProcess {
  /** Reconciles now: after a person sent work back, after an import. */
  wake(): Promise<void>;
  /** Takes no new job, finishes what is under way, closes the browser. */
  drain(): Promise<void>;
}

const DATES_MS = 10 * 60_000;

/** @param onlyLogin work this login's queue only (one inquiry from the command line). */
export async function startWorkers(stores: Stores, options: { onlyLogin?: string } = {}): Promise<WorkerProcess> {
  const { log, settings } = stores;
  const chromium = openChromium(settings.chromiumPath, { log });
  const stopping = new AbortController();
  const leases = openLeases(stores.db, settings.jobLockMs);
  const sessions = openSessions(chromium, stores.logins, leases, stores.clock);
  const hands = { sessions, portalNamed, stopping: stopping.signal };
  const workers = await startPortalWorkers(stores, hands, options.onlyLogin);
  const remittances = options.onlyLogin ? null : await startRemittances(stores);
  const deliveries = options.onlyLogin ? null : await startDeliverWorker(stores);

  let canaries: Promise<void> | undefined;
  const wake = async () => {
    await workers.refresh();
    const added = await reconcile(stores);
    if (added > 0) log.info({ added }, 'added the jobs of rows that had none');
    await sweepCodes(stores.db, stores.clock.now());
    if (options.onlyLogin) return;
    void keepLoginsAlive(stores, hands);
    canaries ??= tendCanaries(stores, hands).finally(() => (canaries = undefined));
  };
  const tellDates = async () => {
    if (!options.onlyLogin) await tellLoginDates(stores);
  };
  const firstDates = tellDates();
  const dates = repeat(tellDates, DATES_MS, () => undefined);
  const tending = repeat(
    () => sessions.tend(),
    settings.jobLockMs / 3,
    (error) => log.warn({ fault: faultOf(error) }, 'could not tend the sessions; trying again'),
  );
  const timer = repeat(wake, settings.reconcileMs, (error) =>
    log.warn({ fault: faultOf(error) }, 'could not reconcile; trying again'),
  );
  await wake();

  return {
    wake,
    async drain() {
      stopping.abort();
      await timer.stop();
      await canaries;
      await dates.stop();
      await firstDates;
      await workers.close();
      await remittances?.close();
      await deliveries?.close();
      await tending.stop();
      await sessions.close();
      await chromium.close();
    },
  };
}

/** Loaded when needed: commands that read no scan start faster without OCR and PDF. */
async function startRemittances(stores: Stores): Promise<Running> {
  const { startRemittanceWorker } = await import('./remittance.worker.ts');
  return startRemittanceWorker(stores);
}
