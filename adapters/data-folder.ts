/** The data folder of the embedded default, held by one process at a time. */
import { readFileSync } from 'node:fs';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const holderSchema = z.object({
  pid: z.number(),
  host: z.string(),
  born: z.string().nullable(),
  command: z.string(),
  since: z.string(),
});
type Holder = z.infer<typeof holderSchema>;

export class DataFolderHeld extends Error {
  override readonly name = 'DataFolderHeld';
}

/**
 * Takes the folder for this process.
 * @param command what holds it, for the one who comes second: `start`, `demo`.
 * @returns the way to give it back.
 * @throws DataFolderHeld saying who holds it.
 */
export async function holdDataFolder(folder: string, command: string, now: Date): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'held-by.json');
  const me: Holder = {
    pid: process.pid,
    host: hostname(),
    born: bornAt(process.pid),
    command,
    since: now.toISOString(),
  };
  for (let round = 0; round < 5; round += 1) {
    if (await claimFile(file, me)) return () => rm(file, { force: true });
    const holder = await readHolder(file);
    if (holder && isAlive(holder)) throw new DataFolderHeld(heldSentence(folder, holder));
    await setAside(file);
  }
  throw new DataFolderHeld(`The data folder ${folder} is being taken by several processes at once. Try again.`);
}

const heldSentence = (folder: string, holder: Holder): string =>
  `The data folder ${folder} is in use by "claimwright ${holder.command}" (process ${holder.pid}, since ${holder.since}). ` +
  'Stop that one first, use its review app, or set DATA_FOLDER to another folder.';

/** Written aside and linked into place: the file never stands there half written. */
async function claimFile(file: string, me: Holder): Promise<boolean> {
  const mine = `${file}.new-${process.pid}`;
  await writeFile(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    await link(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(mine, { force: true });
  }
}

async function readHolder(file: string): Promise<Holder | null> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    return holderSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A rename has one winner: of two that find the same dead holder, only one removes it. */
async function setAside(file: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  await rm(aside, { force: true });
}

function isAlive(holder: Holder): boolean {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return bornAt(holder.pid) === holder.born;
}

/** A process's start time in clock ticks (Linux), so that a reused process number is told from the holder. */
function bornAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
