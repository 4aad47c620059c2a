// One set-up at a time in one checkout. The lock names its holder, so that a dead one's lock is taken over.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const WAIT_MS = 20 * 60_000;
const POLL_MS = 200;

/** @typedef {{ pid: number, born: string }} Running a process, told from a later one of the same id */
/** @typedef {Running & { host: string, child?: Running }} Holder */
/**
 * @typedef {object} Lock
 * @property {(pid: number) => void} working says which process does the work, in case it outlives this one
 * @property {() => void} release
 */

/**
 * Waits while another set-up of this checkout runs, or what a killed one started.
 * @param {string} folder the lock: a folder that exists while it is held
 * @param {(line: string) => void} say
 * @returns {Promise<Lock>}
 */
export async function takeLock(folder, say) {
  const mine = `${folder}.${process.pid}`;
  const deadline = performance.now() + WAIT_MS;
  for (let told = false; ; told = true) {
    if (tryTake(folder, mine)) return held(folder, mine);
    const holder = holderOf(folder);
    if (holder === undefined || !isAlive(holder)) {
      discard(folder, `${mine}.stale`, holder);
      continue;
    }
    if (!told) say(`Another set-up is at work here (process ${holder.pid}); waiting for it.`);
    if (performance.now() > deadline)
      throw new Error(
        `Process ${holder.pid} has held ${folder} for over 20 minutes. End it, remove that folder, and run this again.`,
      );
    await sleep(POLL_MS);
  }
}

/** @param {string} folder @param {string} mine @returns {Lock} */
function held(folder, mine) {
  const release = () => {
    process.off('exit', release);
    discard(folder, `${mine}.done`, holderOf(folder));
  };
  process.on('exit', release);
  return { release, working: (pid) => writeHolder(folder, { ...me(), child: running(pid) }) };
}

// Made whole beside it, then renamed: a lock never exists without its holder's name.
/** @param {string} folder @param {string} mine */
function tryTake(folder, mine) {
  rmSync(mine, { recursive: true, force: true });
  mkdirSync(mine);
  writeHolder(mine, me());
  try {
    renameSync(mine, folder);
    return true;
  } catch {
    rmSync(mine, { recursive: true, force: true });
    return false;
  }
}

/** @param {string} folder @param {Holder} holder */
function writeHolder(folder, holder) {
  const file = join(folder, 'holder.json');
  writeFileSync(`${file}.new`, JSON.stringify(holder));
  renameSync(`${file}.new`, file);
}

/** @param {string} folder @returns {Holder | undefined} */
function holderOf(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'holder.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @returns {Holder} */
const me = () => ({ ...running(process.pid), host: hostname() });

/** @param {number} pid @returns {Running} */
const running = (pid) => ({ pid, born: born(pid) });

/** @param {Holder} holder */
const isAlive = (holder) =>
  holder.host !== hostname() || isRunning(holder) || (holder.child !== undefined && isRunning(holder.child));

/** @param {Running} one */
function isRunning(one) {
  try {
    process.kill(one.pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return born(one.pid) === one.born;
}

// A process id comes back soon in a container; its start time (in clock ticks since boot) does not.
/** @param {number} pid @returns {string} '' where the system does not tell, and for one that only waits to be reaped */
function born(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
  } catch {
    return '';
  }
}

// Only one of several can rename it away. Whoever got another's fresh lock instead of the one it meant puts it back.
/** @param {string} folder @param {string} aside @param {Holder | undefined} meant */
function discard(folder, aside, meant) {
  try {
    renameSync(folder, aside);
    const got = holderOf(aside);
    if (got !== undefined && (got.pid !== meant?.pid || got.born !== meant.born)) renameSync(aside, folder);
    else rmSync(aside, { recursive: true, force: true });
  } catch {
    // Gone, or taken anew, in the meantime: the caller looks again.
  }
}
