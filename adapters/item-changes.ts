/** Which review items change, as the database tells every host once a change stands: ids and versions. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from './database.ts';

export type ItemChange =
  | { readonly of: 'items'; readonly items: readonly { readonly id: string; readonly version: number }[] }
  /** Too many to name, or some may have been missed: look again. */
  | { readonly of: 'all' }
  /** A session ended, of whomever. */
  | { readonly of: 'sessions' };

const CHANNEL = 'review_items';
const AGAIN_MS = 1_000;

type Listener = Awaited<ReturnType<Database['jobPool']['connect']>> & {
  on(event: 'notification', heard: (message: { channel: string; payload?: string }) => void): unknown;
  on(event: 'error' | 'end', lost: () => void): unknown;
  removeAllListeners(): unknown;
  release(isBroken?: boolean): void;
};

/** Listens until closed; a lost connection is made again, and what it may have missed is told as `all`. */
export function watchItems(db: Database, told: (change: ItemChange) => void): { close(): Promise<void> } {
  const closing = new AbortController();
  let held: Listener | null = null;
  const connect = async (): Promise<void> => {
    const client = (await db.jobPool.connect()) as Listener;
    held = client;
    const lost = new Promise<void>((resolve) => {
      client.on('error', resolve);
      client.on('end', resolve);
      closing.signal.addEventListener('abort', () => resolve(), { once: true });
    });
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === CHANNEL) told(read(payload));
    });
    await client.query(`listen ${CHANNEL}`);
    told({ of: 'all' });
    await lost;
  };
  const run = async () => {
    while (!closing.signal.aborted) {
      await connect().catch(() => undefined);
      await letGo(held, closing.signal.aborted);
      held = null;
      await sleep(AGAIN_MS, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    close: async () => {
      closing.abort();
      await running;
    },
  };
}

async function letGo(client: Listener | null, isWhole: boolean): Promise<void> {
  if (!client) return;
  // On the embedded database every listener shares the one session: only its own ears are taken away.
  if (isWhole) await client.query(`unlisten ${CHANNEL}`).catch(() => undefined);
  client.removeAllListeners();
  client.release(!isWhole);
}

function read(payload: string): ItemChange {
  if (payload === 'sessions') return { of: 'sessions' };
  if (payload === '*') return { of: 'all' };
  const items = payload.split(',').map((part) => {
    const [id = '', version = '0'] = part.split(':');
    return { id, version: Number(version) };
  });
  return { of: 'items', items };
}
