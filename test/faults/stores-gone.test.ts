import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { score } from '../../cli/demo/score.ts';
import { eligibilityInquiry } from '../../domain/inquiries.ts';
import { ask } from '../../workers/ask.ts';
import { startWorkers } from '../../workers/main.ts';
import { openStores } from '../../workers/stores.ts';
import type { Stores } from '../../workers/stores.ts';
import { freshDatabase, startPostgres, startRedis } from '../servers.ts';
import type { Server } from '../servers.ts';
import { ownPlace, ownStores } from '../stores.ts';
import { addLogin, questions, reading, scriptedPortal, startShop, states } from '../workers/shop.ts';
import { openPractice } from './practice.ts';
import type { Practice } from './practice.ts';
import { descendantsOf, startProgram } from './process.ts';

const ITEMS = 100;
const PATIENT = /probst|\blena\b|1980-|M0000\d\d/i;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const until = (check: () => Promise<void>, timeout = 60_000) => vi.waitFor(check, { timeout, interval: 30 });
const done = async (stores: Stores): Promise<number> => (await states(stores))['done'] ?? 0;
const isAsked = async (stores: Stores, count: number) => until(async () => expect(await done(stores)).toBe(count));

describe('a worker process whose stores go away for seconds in the middle of its work', () => {
  let postgres: Server;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.close());

  it.each(['PostgreSQL', 'Redis', 'PostgreSQL that holds the queue too'] as const)(
    'lives on and answers every inquiry once: %s',
    { timeout: 180_000 },
    async (gone) => {
      const redis = gone === 'PostgreSQL that holds the queue too' ? null : await startRedis();
      if (redis) closing.push(redis.close);
      const place = await ownPlace('embedded', {
        DATABASE_URL: (await freshDatabase(postgres.url)).url,
        ...(redis ? { REDIS_URL: redis.url } : {}),
        LOG_LEVEL: 'debug',
      });
      closing.push(() => place.remove());
      const open = () =>
        openStores({ ...place.settings, logLevel: 'silent' }, { command: 'test', prefix: place.prefix });
      const before = await open();
      await ask(before, questions(await addLogin(before), ITEMS));
      await before.close();

      const lookups = join(place.settings.dataFolder, 'lookups.txt');
      const worker = startProgram('test/faults/worker-process.ts', [], {
        environment: { ...place.environment, QUEUE_PREFIX: place.prefix, LOOKUPS: lookups, LOOKUP_MS: '30' },
      });
      closing.push(async () => worker.kill('SIGKILL'));
      await until(async () => expect(linesOf(lookups).length).toBeGreaterThan(20));
      await awayFor(gone === 'Redis' ? redis! : postgres, 4_000);
      const { code, err } = await worker.ended;
      expect({ code, err: code === 0 ? '' : err }).toEqual({ code: 0, err: '' });

      const after = await open();
      closing.push(() => after.close());
      expect(await states(after)).toEqual({ done: ITEMS });
      const { rows } = await after.db.query<{ n: number }>('select count(*)::int as n from result');
      expect(rows[0]?.n).toBe(ITEMS);
      expect((await after.db.query('select 1 from review_item')).rows).toEqual([]);
      console.log(`${gone} gone: ${linesOf(lookups).length} look-ups for ${ITEMS} items`);
      expect(linesOf(lookups).length).toBeLessThanOrEqual(ITEMS + 5);
      expect(err).toContain('"level":40');
      expect(err).not.toMatch(PATIENT);
    },
  );
});

/** Stopped, and started again `ms` later. */
async function awayFor(server: Server, ms: number): Promise<void> {
  await server.stop();
  const back = performance.now() + ms;
  await vi.waitUntil(() => performance.now() >= back, { timeout: ms + 5_000, interval: 50 });
  await server.start();
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return [];
  }
}

describe('evidence that finds no room', () => {
  it('leaves nothing answered, and everything is answered when there is room', { timeout: 120_000 }, async () => {
    const own = await ownStores('embedded', { environment: { RETRY_SECONDS: '0.1' } });
    closing.push(() => own.close());
    const { stores, place } = own;
    const folder = join(place.settings.dataFolder, 'evidence');
    const makeRoom = await fillUp(folder);
    const portal = scriptedPortal(async (asked) => reading(asked));
    await ask(stores, questions(await addLogin(stores), 8));
    const shop = await startShop(stores, portal);
    closing.push(() => shop.close());
    const waiting = () =>
      stores.db.query<{ code: string; n: number }>(
        `select code, count(*)::int as n from work_item where state = 'waiting' and code is not null group by code`,
      );
    await until(async () => expect((await waiting()).rows).toEqual([{ code: 'adapter-unavailable', n: 8 }]));
    expect((await stores.db.query('select 1 from result')).rows).toEqual([]);
    expect((await stores.db.query('select 1 from evidence where file_name is not null')).rows).toEqual([]);
    await makeRoom();
    await isAsked(stores, 8);
    const { rows } = await stores.db.query<{ id: string }>(
      'select evidence_id as id from result join evidence e on e.id = evidence_id where e.file_name is not null',
    );
    expect(rows).toHaveLength(8);
    for (const { id } of rows) expect((await stores.evidence.open(stores.db, id))?.image?.toString()).toBe('a picture');
    expect((await stores.db.query('select 1 from review_item')).rows).toEqual([]);
  });
});

/**
 * A folder without room: a small file system when we may mount one, else a link to where nothing can be made.
 * @returns the way to make room.
 */
async function fillUp(folder: string): Promise<() => Promise<void>> {
  if (process.getuid?.() === 0 && (await mountSmall(folder))) {
    const filler = join(folder, 'filler');
    await writeFile(filler, Buffer.alloc(200_000)).catch(() => undefined);
    closing.push(async () => execFileSync('umount', [folder]));
    return async () => void execFileSync('mount', ['-o', 'remount,size=4m', folder]);
  }
  await symlink('/proc/nowhere', folder);
  return () => rm(folder);
}

async function mountSmall(folder: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    await rm(folder, { recursive: true });
    return false;
  }
}

describe('a real browser on a portal that falters', () => {
  async function openWork(count: number, environment: Record<string, string> = {}) {
    const practice = await openPractice({ appointments: count, claims: 12 });
    closing.push(() => practice.close());
    const own = await ownStores('PostgreSQL alone', { environment: { ...practice.environment, ...environment } });
    closing.push(() => own.close());
    const { stores } = own;
    const { login: credentials, npi: providerNpi } = practice;
    const login = { portal: 'northfield', label: 'desk', credentials, providerNpi };
    const { id: loginId } = await stores.logins.add(login, stores.clock.now());
    await ask(stores, inquiriesOf(practice, loginId));
    const workers = await startWorkers(stores);
    closing.push(() => workers.drain());
    await until(async () => expect(await done(stores)).toBeGreaterThan(2));
    return { practice, stores };
  }
  const inquiriesOf = ({ population }: Practice, loginId: string) =>
    population.appointments.map((appointment) => ({
      portal: 'northfield',
      loginId,
      payer: 'northfield-medicaid',
      inquiry: eligibilityInquiry(appointment),
    }));
  const expectAllAsTruth = async (stores: Stores, { portal }: Practice) => {
    await until(async () => {
      const { queued = 0, running = 0, waiting = 0 } = await states(stores);
      expect(queued + running + waiting).toBe(0);
    });
    expect((await score(stores.db, portal.truth)).differences).toEqual([]);
    expect(portal.counters).toMatchObject({ badPasswords: 0, lockouts: 0 });
  };

  it('comes back when the browser is killed in the middle', { timeout: 120_000 }, async () => {
    const { practice, stores } = await openWork(16);
    const browsers = descendantsOf(process.pid).filter(
      ({ command }) => /chrom/i.test(command) && command.includes('--remote-debugging-pipe'),
    );
    expect(browsers.length).toBeGreaterThan(0);
    for (const { pid } of browsers) process.kill(pid, 'SIGKILL');
    await expectAllAsTruth(stores, practice);
  });

  it('tries again while the portal is down, and waits through its maintenance', { timeout: 120_000 }, async () => {
    const { practice, stores } = await openWork(16, { RETRY_SECONDS: '0.5' });
    practice.portal.faults.set({ down: true });
    await until(async () => expect(await codes(stores)).toContain('portal-error'));
    practice.portal.faults.clear();
    await until(async () => expect(await done(stores)).toBeGreaterThan(4));
    practice.portal.faults.set({ maintenance: true });
    await until(async () => expect(await codes(stores)).toContain('portal-maintenance'));
    const { rows } = await stores.db.query<{ tries: number; minutes: number }>(
      `select tries, extract(epoch from available_at - now())::float / 60 as minutes from work_item where code = 'portal-maintenance'`,
    );
    // Nobody hammers a portal that says it is closed.
    expect(rows.every(({ minutes }) => minutes > 5)).toBe(true);
    practice.portal.faults.clear();
    // The wait is long; a person's "now" ends it, for the item too that was at the portal when the rest were told.
    await until(async () => {
      await endWaits(stores);
      expect(await done(stores)).toBeGreaterThan(10);
    });
    await endWaits(stores);
    await expectAllAsTruth(stores, practice);
  });
});

const codes = async (stores: Stores): Promise<string[]> =>
  (await stores.db.query<{ code: string }>(`select distinct code from work_item where code is not null`)).rows.map(
    ({ code }) => code,
  );

/** Without their delayed jobs the reconciler gives the items new ones. */
async function endWaits(stores: Stores): Promise<void> {
  const { rows } = await stores.db.query<{ id: string; loginId: string }>(
    `update work_item set state = 'queued', available_at = now(), code = null
     where state = 'waiting' and code = 'portal-maintenance' returning id, login_id as "loginId"`,
  );
  for (const { id, loginId } of rows) await stores.queues.forget(loginId, [id]);
}
