import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { portalPause, resumePortal } from '../../adapters/portal-health.ts';
import { addReviewer } from '../../adapters/reviewers.ts';
import { deskOf } from '../../cli/office.ts';
import type { Credentials } from '../../domain/login.ts';
import { resolveItem } from '../../review/decisions.ts';
import type { Person } from '../../review/desk.ts';
import { ask } from '../../workers/ask.ts';
import { openStores } from '../../workers/stores.ts';
import type { Stores } from '../../workers/stores.ts';
import { startRedis } from '../servers.ts';
import { COMBINATIONS, ownPlace, ownStores } from '../stores.ts';
import { addLogin, inquiry, questions, reading, scriptedPortal, startShop, states } from '../workers/shop.ts';
import { canariesOf, filesOf, findCanaries, haystack } from './canary-scan.ts';
import type { Haystack } from './canary-scan.ts';
import { openPractice } from './practice.ts';
import type { Practice } from './practice.ts';
import { claimwright } from './process.ts';
import { dumpJobTables, dumpRedis } from './queue-dump.ts';

/** Claims; more of them make more canaries, and a longer run. */
const PRACTICE = Number(process.env['CANARY_PRACTICE'] ?? 18);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 180_000, interval: 50 });

describe('a whole run on Redis and PostgreSQL with the log at its most talkative', () => {
  it('leaves no value of any patient or login in Redis, in the output or in the data folder', {
    timeout: 900_000,
  }, async () => {
    const practice = await openPractice({ appointments: PRACTICE - 2, claims: PRACTICE });
    closing.push(() => practice.close());
    const redis = await startRedis();
    closing.push(() => redis.close());
    const place = await ownPlace('Redis and PostgreSQL', {
      ...practice.environment,
      REDIS_URL: redis.url,
      LOG_LEVEL: 'debug',
      RETRY_SECONDS: '0.05',
    });
    closing.push(() => place.remove());
    const wrong: Credentials = { ...practice.login, password: 'Wrong-as-can-be-9' };
    const canaries = canariesOf(practice, [practice.login, wrong]);
    expect(canaries.length).toBeGreaterThanOrEqual(100);

    const seen: Haystack[] = [];
    const command = async (args: string[], input = '') => {
      const { code, out, err } = await claimwright(args, { environment: place.environment, input }).ended;
      seen.push(haystack(`output of ${args[0]}`, out + err));
      expect({ args, code, err: code === 0 ? '' : err }).toEqual({ args, code: 0, err: '' });
    };
    const loginAdd = ['login', 'add', 'northfield', '--npi', practice.npi, '--file', '-'];
    await command(loginAdd, JSON.stringify(wrong));
    await command(['import', 'claims', practice.claimFile, '--portal', 'northfield']);
    await command(['import', 'schedule', practice.scheduleFile, '--portal', 'northfield', '--ask']);
    await command(['sweep', 'run']);

    const stores = await openStores({ ...place.settings, logLevel: 'silent' }, { command: 'test' });
    closing.push(() => stores.close());
    const asked = (await states(stores))['queued'] ?? 0;
    seen.push(...(await dumpRedis(redis.url)));
    const worker = claimwright(['start', '--only', 'worker'], { environment: place.environment });
    closing.push(async () => worker.kill('SIGKILL'));
    const { rows: rejected } = await openItems(stores, 'credentials-rejected');
    await command(loginAdd, JSON.stringify(practice.login));
    await resolve(stores, rejected[0]!.id);
    await until(async () => expect((await states(stores))['done'] ?? 0).toBeGreaterThan(10));
    seen.push(...(await dumpRedis(redis.url)));
    await breakThePortal(stores, practice);
    await until(async () => expect(await openWork(stores)).toBe(0));
    const failedJobs = (await stores.queues.counts((await stores.logins.list())[0]!.id))['failed'];
    const dump = await dumpRedis(redis.url);
    worker.kill('SIGTERM');
    const ended = await worker.ended;
    expect(ended.code).toBe(143);
    seen.push(
      ...dump,
      haystack('output of start', ended.out + ended.err),
      ...(await filesOf(place.settings.dataFolder)),
    );

    const counted = await states(stores);
    const bytes = seen.reduce((sum, one) => sum + one.bytes.length, 0);
    console.log(
      `${canaries.length} canaries, ${asked} inquiries ${JSON.stringify(counted)}, ${failedJobs} failed jobs; searched ${dump.length} Redis keys at the end, ${seen.length} texts, ${bytes} bytes`,
    );
    expect(asked).toBeGreaterThanOrEqual(25);
    expect(counted['review']).toBeGreaterThan(0);
    expect(failedJobs ?? 0).toBe(counted['failed'] ?? 0);
    expect(ended.err).toContain('"level":20');
    expect(findCanaries(seen, canaries)).toEqual([]);
    await expectFoundWhenPlanted(place.settings.dataFolder, redis.url, canaries);
  });
});

describe.each(COMBINATIONS)('the job queue on %s', (combination) => {
  it('holds ids only, even when look-ups fail with a patient in their message', async () => {
    const own = await ownStores(combination, { environment: { RETRY_SECONDS: '0.05' } });
    closing.push(() => own.close());
    const { stores, place } = own;
    const portal = scriptedPortal(async (asked) => {
      // Two of them: three that fail would stop the portal's line.
      if (Number(asked.member.memberId!.slice(-2)) > 1) return reading(asked);
      throw new Error(`${JSON.stringify(asked)} right-password`);
    });
    const loginId = await addLogin(stores);
    const canaries = ['probst', '1980-02-03', 'right-password'].concat(
      Array.from({ length: 20 }, (_, number) => inquiry(number).member.memberId!.toLowerCase()),
    );
    const dump = () =>
      combination === 'Redis and PostgreSQL'
        ? dumpRedis(place.settings.redisUrl!, `${place.prefix}*`)
        : dumpJobTables(stores.db);
    await stores.queues.setPaused(loginId, true);
    await ask(stores, questions(loginId, 20));
    const before = await dump();
    const shop = await startShop(stores, portal);
    closing.push(() => shop.close());
    await stores.queues.setPaused(loginId, false);
    await until(async () => expect(await states(stores)).toEqual({ done: 18, failed: 2 }));
    await until(async () => expect(await stores.queues.counts(loginId)).toMatchObject({ failed: 2, active: 0 }));
    const after = await dump();
    const { rows } = await stores.db.query<{ id: string }>('select id from work_item');
    for (const found of [before, after]) expect(findCanaries(found, [rows[0]!.id])).not.toEqual([]);
    expect(findCanaries([...before, ...after], canaries)).toEqual([]);
  });
});

async function openItems(stores: Stores, code: string) {
  const find = () =>
    stores.db.query<{ id: string }>('select id from review_item where resolution is null and code = $1', [code]);
  await until(async () => expect((await find()).rows).toHaveLength(1));
  return find();
}

async function resolve(stores: Stores, id: string): Promise<void> {
  await addReviewer(stores.db, 'Ines', 'a long enough password', stores.clock.now(), 'biller');
  const { rows } = await stores.db.query<Person>('select id, name, role from reviewer');
  expect(await resolveItem(deskOf(stores), rows[0]!, id, 'new password given')).toMatchObject({
    outcome: 'decided',
  });
}

/** Down for as long as it takes a few inquiries to fail for good. */
async function breakThePortal(stores: Stores, { portal }: Practice): Promise<void> {
  portal.faults.set({ down: true });
  await until(async () => expect(await portalPause(stores.db, 'northfield')).not.toBeNull());
  portal.faults.clear();
  await stores.db.transaction((tx) => resumePortal(tx, 'northfield', 'person', stores.clock.now()));
}

const openWork = async (stores: Stores): Promise<number> => {
  const { queued = 0, running = 0, waiting = 0 } = await states(stores);
  return queued + running + waiting;
};

/** The scanner is proven: in a key, in a stream, in a file's name and in the middle of a binary file. */
async function expectFoundWhenPlanted(folder: string, redisUrl: string, canaries: readonly string[]): Promise<void> {
  const [first = '', second = ''] = canaries;
  const plants = canaries.slice(-4);
  const client = new Redis(redisUrl);
  await client.set(`planted:${first}`, '1');
  await client.xadd('planted', '*', 'said', `no member ${second}`);
  await client.zadd('planted-set', 1, `x${plants[0]}x`);
  client.disconnect();
  await mkdir(join(folder, 'planted'));
  await writeFile(join(folder, 'planted', `${plants[1]!.replaceAll('/', '')}.bin`), 'nothing');
  await writeFile(
    join(folder, 'planted', 'binary'),
    Buffer.concat([Buffer.alloc(5000, 0xff), Buffer.from(plants[2]!.toUpperCase())]),
  );
  const found = findCanaries([...(await dumpRedis(redisUrl)), ...(await filesOf(folder))], canaries);
  expect(new Set(found.map((one) => one.split(' in ')[0]))).toEqual(
    new Set([first, second, plants[0], plants[1], plants[2]]),
  );
}
