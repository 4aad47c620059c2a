/** Binds each login's queue to the executor, and each new login's within seconds. */
import type { Running } from '../adapters/queues.ts';
import { faultOf } from '../adapters/log.ts';
import type { Hands } from './lookup.ts';
import { runJob } from './run.ts';
import type { Stores } from './stores.ts';

export interface PortalWorkers extends Running {
  /** Starts a worker for every login that has none yet. */
  refresh(): Promise<void>;
}

export async function startPortalWorkers(stores: Stores, hands: Hands, onlyLogin?: string): Promise<PortalWorkers> {
  const running = new Map<string, Running>();
  const { settings, queues, registers } = stores;

  const refresh = async () => {
    for (const login of await stores.logins.list()) {
      if (running.has(login.id) || (onlyLogin && login.id !== onlyLogin)) continue;
      const pace = registers.portals.find((portal) => portal.name === login.portal)?.pace;
      const limiter = pace ? { max: pace.lookups, duration: pace.perSeconds * 1000 } : undefined;
      running.set(
        login.id,
        await queues.work(login.id, (id) => runJob(stores, hands, id), { lockMs: settings.jobLockMs, limiter }),
      );
    }
  };
  await refresh();
  return {
    refresh,
    async close() {
      await Promise.all(
        [...running.values()].map((worker) =>
          worker.close().catch((error) => stores.log.warn({ fault: faultOf(error) }, 'a worker did not close')),
        ),
      );
    },
  };
}
