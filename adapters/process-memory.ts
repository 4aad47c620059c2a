/** How much memory a process and all that it started hold, as Linux tells it. */
import { readdir, readFile } from 'node:fs/promises';

/** @returns bytes resident, without what processes share; null where the system does not tell. */
export async function residentBytes(pid: number): Promise<number | null> {
  try {
    const pids = await family(pid);
    const sizes = await Promise.all(pids.map(ownBytes));
    return sizes.reduce((sum, size) => sum + size, 0);
  } catch {
    return null;
  }
}

/** A process with its children and theirs. One that ends meanwhile has none. */
async function family(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  );
  const children = lists.flatMap((list) => list.split(' ').filter((text) => text !== '')).map(Number);
  const below = await Promise.all(children.map((child) => family(child).catch(() => [])));
  return [pid, ...below.flat()];
}

/** What no other process holds too, so that the sum is what ending them would free. */
async function ownBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^RssAnon:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
