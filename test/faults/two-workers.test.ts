import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { ask } from '../../workers/ask.ts';
import { openStores } from '../../workers/stores.ts';
import { ownPlace } from '../stores.ts';
import { inquiry, states } from '../workers/shop.ts';
import { startProgram } from './process.ts';

const LOGINS = 4;
const EACH = 30;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 60_000, interval: 20 });

interface Event {
  readonly pid: number;
  readonly what: string;
  readonly login: string;
}

it('two workers never hold one login, and the one that is left takes up the sessions of the one that was killed', {
  timeout: 120_000,
}, async () => {
  const place = await ownPlace('Redis and PostgreSQL', { JOB_LOCK_SECONDS: '1', RECONCILE_SECONDS: '0.3' });
  closing.push(() => place.remove());
  const stores = await openStores(place.settings, { command: 'test', prefix: place.prefix });
  closing.push(() => stores.close());
  const credentials = { username: 'desk', password: 'right-password', answers: {} };
  for (let login = 0; login < LOGINS; login += 1) {
    const { id } = await stores.logins.add(
      { portal: 'northfield', label: `desk ${login}`, credentials, providerNpi: `login-${login}` },
      stores.clock.now(),
    );
    await ask(
      stores,
      Array.from({ length: EACH }, (_, number) => ({
        portal: 'northfield',
        loginId: id,
        payer: 'northfield-medicaid',
        inquiry: inquiry(login * EACH + number),
      })),
    );
  }
  const file = join(place.settings.dataFolder, 'events.txt');
  const environment = { ...place.environment, QUEUE_PREFIX: place.prefix, EVENTS: file };
  const start = () => {
    const worker = startProgram('test/faults/session-process.ts', [], { environment });
    closing.push(async () => worker.kill('SIGKILL'));
    return worker;
  };
  const workers = [start(), start()];
  const began = (pid: number) => eventsOf(file).filter((event) => event.pid === pid).length;
  await until(() => {
    expect(workers.map(({ err }) => err())).toEqual(['', '']);
    expect(eventsOf(file).length).toBeGreaterThan(20);
  });
  // The one that has work is killed in the middle of it.
  const dead = workers.find(({ pid }) => began(pid) > 0)!;
  dead.kill('SIGKILL');
  await dead.ended;
  const third = start();
  await until(async () => expect(await states(stores)).toEqual({ done: LOGINS * EACH }));
  for (const worker of [...workers, third]) worker.kill('SIGTERM');
  for (const worker of [...workers, third]) await worker.ended;

  const events = eventsOf(file);
  const holders: string[] = [];
  for (let login = 0; login < LOGINS; login += 1) {
    const mine = events.filter((event) => event.login === `login-${login}`);
    expect(mine.filter(({ what }) => what === 'signs-in')).toHaveLength(1);
    const inTurn = mine.filter(({ pid }, nth) => pid !== mine[nth - 1]?.pid).map(({ pid }) => pid);
    // A login goes to another worker only when its own has died; then its session is taken up, not doubled.
    expect(inTurn.slice(1).every((_pid, nth) => inTurn[nth] === dead.pid)).toBe(true);
    holders.push(inTurn.map((pid) => (pid === dead.pid ? 'dead' : 'alive')).join('>'));
    expect(overlaps(mine, dead.pid)).toEqual([]);
  }
  console.log(`held by ${holders.join(', ')}; ${events.filter(({ what }) => what === 'asks').length} look-ups`);
  expect(holders.some((held) => held.startsWith('dead'))).toBe(true);
});

function eventsOf(file: string): Event[] {
  if (!statSync(file, { throwIfNoEntry: false })) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => {
    const [pid, what = '', login = ''] = line.split(' ');
    return { pid: Number(pid), what, login };
  });
}

/** Look-ups that began while another was under way, except beside one whose worker was killed. */
function overlaps(events: readonly Event[], dead: number): Event[] {
  let under: number | null = null;
  return events.filter(({ pid, what }) => {
    const isOverlap = what === 'asks' && under !== null && under !== dead;
    if (what === 'asks') under = pid;
    if (what === 'answers') under = null;
    return isOverlap;
  });
}
