/** Puts the roles of one process together on one set of stores: API with the review app, workers, scheduler. */
import { keepFourEyes } from '../adapters/approvals.ts';
import { openIdentityProvider } from '../adapters/identity-provider.ts';
import { ensureFirstReviewer } from '../adapters/reviewers.ts';
import { faultOf } from '../adapters/log.ts';
import { openQueueBoard } from '../adapters/queue-board.ts';
import { openLogins } from '../adapters/logins.ts';
import type { Settings } from '../config/settings.ts';
import type { AccessRules } from '../review/access.ts';
import { buildApi } from '../review/api/index.ts';
import type { Desk } from '../review/desk.ts';
import { keepPayerLimits } from '../review/weighing.ts';
import { postingOf } from './posting-door.ts';
import { robotsOf } from './robots-door.ts';
import { repeat, startWorkers } from '../workers/main.ts';
import { reconcile } from '../workers/reconcile.ts';
import { inRounds } from '../workers/repeat.ts';
import { openStores } from '../workers/stores.ts';
import type { Stores, StoresOptions } from '../workers/stores.ts';
import { startFolderWorker } from '../workers/folder.worker.ts';
import { startSnapshotWorker } from '../workers/snapshot.worker.ts';
import { startSweepWorker } from '../workers/sweep.worker.ts';

export type Role = 'api' | 'worker' | 'scheduler';

export interface Office {
  readonly stores: Stores;
  /** Of the review app; null when this process has no API. */
  readonly url: string | null;
  /** Made at the very first start; shown once. */
  readonly firstReviewer: { name: string; password: string } | null;
  /** Drains: what is under way is finished, then everything is closed. */
  close(): Promise<void>;
}

/** @throws what a store throws when it cannot be opened; nothing is left running then. */
export async function startOffice(
  settings: Settings,
  options: StoresOptions & {
    roles: readonly Role[];
    /** Nothing outlives it: the first password is good for as long as it runs. */
    isThrownAway?: boolean;
  },
): Promise<Office> {
  const stores = await openStores(settings, options);
  const closing: (() => Promise<unknown>)[] = [() => stores.close()];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    closing.push(sealing(stores));
    await keepPayerLimits(stores.db, stores.registers.payers);
    const has = (role: Role) => options.roles.includes(role);
    let url: string | null = null;
    let firstReviewer: Office['firstReviewer'] = null;
    if (has('worker')) {
      const workers = await startWorkers(stores);
      closing.push(() => workers.drain());
    }
    if (has('scheduler')) {
      const scheduler = await startSweepWorker(stores);
      closing.push(() => scheduler.close());
      const snapshots = await startSnapshotWorker(stores);
      closing.push(() => snapshots.close());
      const folder = await startFolderWorker(stores);
      if (folder) closing.push(() => folder.close());
    }
    if (has('api')) {
      await keepFourEyes(stores.db, settings.fourEyes, 'settings', stores.clock.now());
      firstReviewer = await ensureFirstReviewer(stores.db, stores.clock, !options.isThrownAway);
      const api = await buildApi(deskOf(stores), {
        isSecure: settings.isBehindTlsProxy,
        access: accessRulesOf(settings),
        trustProxy: settings.isBehindTlsProxy ? 'loopback, linklocal, uniquelocal' : false,
      });
      url = await api.listen({ host: settings.apiHost, port: settings.apiPort });
      closing.push(() => api.close());
    }
    return { stores, url, firstReviewer, close };
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
}

/** Often enough that hardly anything can be cut off the audit trail's end unseen. */
const SEAL_MS = 5_000;

/** Seals the audit trail from the start on. @returns the way to stop, with a last sealing. */
function sealing({ trail, log }: Stores): () => Promise<void> {
  const seal = async () => void (await trail.seal());
  const tell = (error: unknown) => log.warn({ fault: faultOf(error) }, 'the audit trail was not sealed');
  const rounds = repeat(seal, SEAL_MS, tell);
  void seal().catch(tell);
  return async () => {
    await rounds.stop();
    await seal().catch(tell);
  };
}

const accessRulesOf = ({ access }: Settings): AccessRules => ({
  ...access,
  singleSignOn: access.singleSignOn && {
    ...access.singleSignOn,
    provider: openIdentityProvider(access.singleSignOn),
  },
});

/** What the review code may use of a set of stores. */
export const deskOf = (stores: Stores): Desk => ({
  db: stores.db,
  clock: stores.clock,
  timeZone: stores.settings.timeZone,
  get portals() {
    return stores.registers.portals;
  },
  documents: stores.documents,
  mostUploadBytes: stores.settings.remitMaxBytes,
  posting: postingOf(stores),
  evidence: { open: (id) => stores.evidence.open(stores.db, id) },
  seal: (plain, purpose) => stores.vault.seal(plain, purpose),
  unseal: (sealed, purpose) => stores.vault.open(sealed, purpose).toString(),
  mark: (text, purpose) => stores.vault.mark(text, purpose),
  logins: (tx) => openLogins(tx, stores.vault),
  administration: {
    defaults: stores.live.defaults,
    files: stores.live.files,
    refresh: () => stores.live.refresh(),
    checkTrail: () => stores.trail.check(),
    board: openQueueBoard(async () => stores.queues.all((await stores.logins.list()).map(({ id }) => id))),
  },
  robots: robotsOf(stores),
  unqueue: async (work) => {
    for (const { id, loginId } of work) await stores.queues.forget(loginId, [id]);
  },
  wake: inRounds(() => reconcile(stores)),
});
