/** Binds each login's queue to the executor, and each new login's within seconds. A login is worked where its session is. */
import { faultOf } from '../adapters/log.ts';
import type { LoginRunning, Running, Verdict } from '../adapters/queues.ts';
import type { Login } from '../domain/login.ts';
import type { Hands } from './lookup.ts';
import { runJob } from './run.ts';
import type { Stores } from './stores.ts';

export interface PortalWorkers extends Running {
  /** Starts a worker for every login that has none yet, and wakes those whose login is free again. */
  refresh(): Promise<void>;
}

/** Long enough for the worker that holds the session to be the one that takes the job. */
const HAND_OVER_MS = 50;

export async function startPortalWorkers(stores: Stores, hands: Hands, onlyLogin?: string): Promise<PortalWorkers> {
  const running = new Map<string, LoginRunning>();
  const resting = new Set<string>();
  const paces = new Map<string, string>();
  const { settings, queues, registers } = stores;

  const paceOf = ({ portal }: Login) => registers.portals.find(({ name }) => name === portal)?.pace ?? null;
  const start = (login: Login): Promise<LoginRunning> => {
    const pace = paceOf(login);
    paces.set(login.id, JSON.stringify(pace));
    const limiter = pace ? { max: pace.lookups, duration: pace.perSeconds * 1000 } : undefined;
    const rest = () => {
      resting.add(login.id);
      running.get(login.id)?.rest();
    };
    const run = (id: string) => runClaimed(stores, hands, login.id, id, rest);
    return queues.work(login.id, run, { lockMs: settings.jobLockMs, limiter });
  };

  /** A new pace needs a new worker: this one ends with the job under way, and the next round starts the other. */
  const followPace = (login: Login, worker: LoginRunning): void => {
    const pace = JSON.stringify(paceOf(login));
    if (pace === paces.get(login.id)) return;
    paces.set(login.id, pace);
    void worker
      .close()
      .catch((error: unknown) => stores.log.warn({ fault: faultOf(error) }, 'a worker did not close'))
      .finally(() => running.delete(login.id));
  };
  const refresh = async () => {
    for (const login of await stores.logins.list()) {
      if (onlyLogin && login.id !== onlyLogin) continue;
      const worker = running.get(login.id);
      if (worker) followPace(login, worker);
      else running.set(login.id, await start(login));
    }
    for (const loginId of await hands.sessions.free([...resting])) {
      resting.delete(loginId);
      running.get(loginId)?.wake();
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

/** Runs a job while this process holds the login; else hands it to the process that does, before it was touched. */
async function runClaimed(
  stores: Stores,
  { sessions, ...others }: Hands,
  loginId: string,
  id: string,
  rest: () => void,
): Promise<Verdict> {
  const later = (ms: number): Verdict => ({ kind: 'again', at: new Date(stores.clock.now().getTime() + ms) });
  try {
    if (!(await sessions.claim(loginId))) {
      rest();
      return later(HAND_OVER_MS);
    }
  } catch (error) {
    stores.log.error({ workItem: id, fault: faultOf(error) }, 'a login could not be claimed; its work comes back');
    return later(stores.settings.retryMs);
  }
  try {
    return await runJob(stores, { sessions, ...others }, id);
  } finally {
    await sessions.giveBack(loginId).catch(() => undefined);
  }
}
