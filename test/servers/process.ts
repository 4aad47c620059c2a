/** One server process that can be stopped, killed and started again on the same port. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { keep } from './keeper.ts';

/** A server of the test's own. All verbs resolve when done; `url` and `port` stay the same over restarts. */
export interface Server {
  readonly url: string;
  readonly port: number;
  /** Clean shutdown; connections break. Data is kept for `start`. */
  readonly stop: () => Promise<void>;
  /** Starts again after `stop` or `kill`; does nothing while running. */
  readonly start: () => Promise<void>;
  /** As if it had crashed: no clean shutdown. */
  readonly kill: () => Promise<void>;
  /** Ends it for good and removes its folder. */
  readonly close: () => Promise<void>;
}

export interface Recipe {
  readonly name: string;
  readonly url: string;
  readonly port: number;
  /** Holds all that the server writes; removed at the end. */
  readonly folder: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Written to its standard input. */
  readonly input?: string;
  readonly owner?: { readonly uid: number; readonly gid: number };
  readonly signals: { readonly stop: NodeJS.Signals; readonly kill: NodeJS.Signals };
  /** Rejects while the server does not answer yet. */
  readonly ping: () => Promise<void>;
}

const START_TIMEOUT_MS = 30_000;

/** @returns a port that was free a moment ago on the loopback address. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const address = probe.address();
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.');
  return address.port;
}

export async function runServer(recipe: Recipe): Promise<Server> {
  const keeper = keep(recipe.folder, recipe.owner);
  let child: ChildProcess | undefined;

  const start = async () => {
    if (child) return;
    child = launch(recipe);
    keeper.watch(child.pid ?? null);
    await answered(recipe, child);
  };
  const end = async (signal: NodeJS.Signals) => {
    const running = child;
    child = undefined;
    if (running && running.exitCode === null && running.signalCode === null) {
      running.ref();
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill(signal);
      await gone;
    }
    keeper.watch(null);
  };
  const close = async () => {
    await end(recipe.signals.kill);
    await keeper.close();
  };
  try {
    await start();
  } catch (error) {
    await close();
    throw error;
  }
  const { url, port, signals } = recipe;
  return { url, port, start, stop: () => end(signals.stop), kill: () => end(signals.kill), close };
}

function launch(recipe: Recipe): ChildProcess {
  const child = spawn(recipe.command, recipe.args, {
    ...recipe.owner,
    cwd: recipe.folder,
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(recipe.input ?? '');
  child.unref();
  for (const stream of [child.stdin, child.stderr]) {
    if ('unref' in stream && typeof stream.unref === 'function') stream.unref();
  }
  return child;
}

/** Polls until the server answers; rejects with what it printed when it ends first. */
async function answered(recipe: Recipe, child: ChildProcess): Promise<void> {
  let printed = '';
  let ended = false;
  child.stderr?.on('data', (chunk: Buffer) => (printed = (printed + chunk.toString()).slice(-4_000)));
  child.once('exit', () => (ended = true));
  child.once('error', (error) => {
    printed += error.message;
    ended = true;
  });
  const deadline = performance.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await recipe.ping();
      return;
    } catch (error) {
      if (ended) throw new Error(`${recipe.name} ended at once: ${printed.trim()}`, { cause: error });
      if (performance.now() > deadline)
        throw new Error(`${recipe.name} did not answer in ${START_TIMEOUT_MS / 1000} s: ${printed.trim()}`, {
          cause: error,
        });
      await sleep(20);
    }
  }
}
