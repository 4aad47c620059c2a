/**
 * The embedded database (PGlite: PostgreSQL in WebAssembly) behind the shape of a `pg.Pool`.
 * It has one session, so the pool lets one transaction in at a time; LISTEN/NOTIFY reach BullMQ as with a server.
 */
import { EventEmitter } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PGlite, types } from '@electric-sql/pglite';
import type { QueryResult } from './query.ts';

const PARSERS = { [types.DATE]: (text: string) => text, [types.INT8]: Number };

export interface EmbeddedPool extends EventEmitter {
  query(text: string, params?: readonly unknown[]): Promise<QueryResult>;
  connect(): Promise<EmbeddedClient>;
  end(): Promise<void>;
}
interface EmbeddedClient extends EventEmitter {
  query(text: string, params?: readonly unknown[]): Promise<QueryResult>;
  release(): void;
}

/** One holder at a time, first come first served. */
class Turn {
  #last: Promise<void> = Promise.resolve();
  take(): Promise<() => void> {
    const before = this.#last;
    const { promise, resolve } = withResolvers();
    this.#last = promise;
    return before.then(() => resolve);
  }
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

/** @param folder where the database lives; made when missing. The caller holds the folder's lock. */
export async function openEmbeddedPool(folder: string): Promise<EmbeddedPool> {
  const db = await PGlite.create(folder, { parsers: PARSERS });
  await db.exec('set search_path to public, bullmq');
  const turn = new Turn();

  const run = async (text: string, params?: readonly unknown[]): Promise<QueryResult> => {
    const done = params?.length ? await db.query(text, [...params]) : (await db.exec(text)).at(-1);
    const rows = (done?.rows ?? []) as Record<string, unknown>[];
    return { rows, rowCount: rows.length || (done?.affectedRows ?? 0) };
  };
  const alone = async <T>(body: () => Promise<T>): Promise<T> => {
    const leave = await turn.take();
    try {
      return await body();
    } finally {
      // PGlite answers within the same turn of the event loop: without this, a chain of statements lets no timer run.
      await nextTurn();
      leave();
    }
  };

  const pool = new EventEmitter() as EmbeddedPool;
  // Each queue of each login listens for errors on it.
  pool.setMaxListeners(0);
  pool.query = (text, params) => alone(() => run(text, params));
  pool.connect = async () => connect(db, turn, run, alone);
  pool.end = () => alone(() => db.close());
  // BullMQ knows a pool by this property of pg.Pool.
  return Object.assign(pool, { totalCount: 1, options: {} });
}

function connect(
  db: PGlite,
  turn: Turn,
  run: (text: string, params?: readonly unknown[]) => Promise<QueryResult>,
  alone: <T>(body: () => Promise<T>) => Promise<T>,
): EmbeddedClient {
  const client = new EventEmitter() as EmbeddedClient;
  const heard = new Map<string, () => Promise<void>>();
  let leaveTransaction: (() => void) | undefined;

  const listen = async (channel: string) => {
    if (heard.has(channel)) return;
    const stop = await db.listen(channel, (payload) =>
      client.emit('notification', { channel: unquote(channel), payload }),
    );
    heard.set(channel, () => stop());
  };
  const unlisten = async () => {
    for (const stop of heard.values()) await stop();
    heard.clear();
  };

  client.query = async (text, params) => {
    // BullMQ's statements begin with comments.
    const verb = /^(?:\s*--.*\n)*\s*(\w+)\s*("?[^\s;]*)?/.exec(text);
    const word = verb?.[1]?.toUpperCase() ?? '';
    if (word === 'LISTEN') return alone(() => listen(verb![2]!)).then(nothing);
    if (word === 'UNLISTEN') return alone(unlisten).then(nothing);
    if (word === 'BEGIN' && !leaveTransaction) leaveTransaction = await turn.take();
    if (!leaveTransaction) return alone(() => run(text, params));
    try {
      return await run(text, params);
    } finally {
      if (word === 'COMMIT' || (word === 'ROLLBACK' && !/rollback\s+to\s/i.test(text))) {
        leaveTransaction();
        leaveTransaction = undefined;
      }
    }
  };
  client.release = () => {
    leaveTransaction?.();
    leaveTransaction = undefined;
    void alone(unlisten);
  };
  return client;
}

const unquote = (channel: string): string => channel.replace(/^"|"$/g, '');
const nothing = (): QueryResult => ({ rows: [], rowCount: 0 });
