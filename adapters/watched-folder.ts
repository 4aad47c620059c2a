/** A folder that people and scanners put files into: each complete file is handed over once, then moved out of the way. */
import { access, mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { watch } from 'chokidar';
import type { Log } from './log.ts';
import { faultOf } from './log.ts';

/** What became of a file. `later`: it stays where it is and is handed over again. */
export type Taken =
  | { readonly outcome: 'done'; readonly note: string | null }
  | { readonly outcome: 'refused'; readonly why: string }
  | { readonly outcome: 'later' };

export interface WatchedFolder {
  /** Finishes the file under way; those not begun stay where they are. */
  close(): Promise<void>;
}

export interface WatchOptions {
  readonly folder: string;
  /** Takes one file; what it kept must last before it answers: only then is the file moved. */
  readonly take: (path: string) => Promise<Taken>;
  readonly log: Log;
  /** A file is complete when its size has not changed for so long. */
  readonly stableMs: number;
  /** How long until files that could not be handed over are tried again. */
  readonly againMs: number;
}

/** Half-written files of scanners, browsers and copying programs. */
const PARTIAL = /^[.~]|(\.(part|partial|tmp|temp|crdownload|filepart|download|swp|lock)|~)$/i;
const DONE = 'done';
const REFUSED = 'refused';

/** Makes the folder and its `done` and `refused` when missing, and takes what lies there already. */
export async function watchFolder(options: WatchOptions): Promise<WatchedFolder> {
  const { folder, log, stableMs, againMs } = options;
  for (const path of [folder, join(folder, DONE), join(folder, REFUSED)]) await mkdir(path, { recursive: true });
  const pending = new Set<string>();
  let isClosed = false;
  let current: Promise<void> = Promise.resolve();

  const handOver = async (path: string): Promise<void> => {
    if (isClosed || !(await exists(path))) return;
    const taken = await options.take(path).catch((error: unknown): Taken => {
      log.warn({ fault: faultOf(error) }, 'a file in the watched folder could not be taken; it is tried again');
      return { outcome: 'later' };
    });
    if (taken.outcome === 'later') return;
    await moveAway(folder, path, taken);
    pending.delete(path);
  };
  const queue = (path: string): void => {
    if (PARTIAL.test(basename(path))) return;
    pending.add(path);
    current = current
      .then(() => handOver(path))
      .catch((error: unknown) => {
        log.warn({ fault: faultOf(error) }, 'a file could not be moved out of the watched folder; it is tried again');
      });
  };

  const watcher = watch(folder, {
    depth: 0,
    // A link would be read with our rights, wherever it leads.
    followSymlinks: false,
    ignored: (path, about) => path !== folder && (about?.isDirectory() ?? false),
    awaitWriteFinish: { stabilityThreshold: stableMs, pollInterval: Math.min(100, stableMs) },
    ignoreInitial: false,
  });
  watcher.on('add', queue).on('error', (error) => {
    log.warn({ fault: faultOf(error) }, 'the watched folder cannot be watched; its files are looked for again');
  });
  await new Promise<void>((ready) => void watcher.once('ready', ready));
  const retry = setInterval(() => [...pending].forEach(queue), againMs);

  return {
    async close() {
      isClosed = true;
      clearInterval(retry);
      await watcher.close();
      await current;
    },
  };
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** Moved, never copied; a file of the same name there keeps its place. The text beside it says what a person should know. */
async function moveAway(folder: string, path: string, taken: Exclude<Taken, { outcome: 'later' }>): Promise<void> {
  const to = join(folder, taken.outcome === 'done' ? DONE : REFUSED);
  const name = await freeName(to, basename(path));
  const said = taken.outcome === 'done' ? taken.note : taken.why;
  if (said) await writeFile(join(to, `${name}.txt`), `${said}\n`, { mode: 0o600, flag: 'wx' });
  await rename(path, join(to, name)).catch((error: NodeJS.ErrnoException) => {
    // Another process has moved it.
    if (error.code !== 'ENOENT') throw error;
  });
}

async function freeName(folder: string, name: string): Promise<string> {
  const taken = new Set(await readdir(folder));
  const extension = extname(name);
  const stem = name.slice(0, name.length - extension.length);
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? name : `${stem} (${n})${extension}`;
    if (!taken.has(candidate) && !taken.has(`${candidate}.txt`)) return candidate;
  }
}
