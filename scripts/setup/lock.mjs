// One set-up at a time in one checkout. The lock names its holder, so that a dead one's lock is taken over.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const WAIT_MS = 20 * 60_000;
const POLL_MS = 200;

/**
 * Waits while another set-up of this checkout runs.
 * @param {string} folder the lock: a folder that exists while it is held
 * @param {(line: string) => void} say
 * @returns {Promise<() => void>} gives the lock back
 */
export async function takeLock(folder, say) {
  const mine = `${folder}.${process.pid}`;
  const deadline = performance.now() + WAIT_MS;
  for (let told = false; ; told = true) {
    if (tryTake(folder, mine)) return () => discard(folder, `${mine}.done`, holderOf(folder));
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

/** @typedef {{ pid: number, host: string, born: string }} Holder */

// Made whole beside it, then renamed: a lock never exists without its holder's name.
/** @param {string} folder @param {string} mine */
function tryTake(folder, mine) {
  rmSync(mine, { recursive: true, force: true });
  mkdirSync(mine);
  writeFileSync(
    join(mine, 'holder.json'),
    JSON.stringify({ pid: process.pid, host: hostname(), born: born(process.pid) }),
  );
  try {
    renameSync(mine, folder);
    return true;
  } catch {
    rmSync(mine, { recursive: true, force: true });
    return false;
  }
}

/** @param {string} folder @returns {Holder | undefined} */
function holderOf(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'holder.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {Holder} holder */
function isAlive(holder) {
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
  return born(holder.pid) === holder.born;
}

// A process id comes back soon in a container; its start time (in clock ticks since boot) does not.
/** @param {number} pid */
function born(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
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
