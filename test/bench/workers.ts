/**
 * Two worker processes on one Redis and one PostgreSQL, eight logins of three portals, one of the two killed every 20 seconds:
 * nothing may be lost or doubled, and no login may ever have two live sessions. The portals count those.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../adapters/clock.ts';
import { score } from '../../cli/demo/score.ts';
import { readSettings } from '../../config/settings.ts';
import { addDays } from '../../domain/dates.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import { ask } from '../../workers/ask.ts';
import { openStores } from '../../workers/stores.ts';
import type { Stores } from '../../workers/stores.ts';
import { claimwright, type Started } from '../faults/process.ts';
import { startPostgres, startRedis } from '../servers.ts';
import type { StartedPortal } from './portals/portal-under-test.ts';
import { mixedQuestions } from './portals/questions.ts';
import { portalsUnderTest } from './portals/registered.ts';
import type { BenchOptions, BenchResult } from './result.ts';

const SEED = 11;
const SECONDS = 600;
const KILL_EVERY_MS = 20_000;
/** Portals that ask for no second factor: the processes have no mailbox. */
const PORTALS = ['northfield', 'ashgrove', 'brightwell'];
const LOGINS = 8;
/** A login never has fewer questions waiting while workers are killed. */
const WAITING = 12;

interface Desk {
  readonly portal: string;
  readonly loginId: string;
  readonly site: StartedPortal;
  /** Its own questions, none twice. */
  readonly questions: Iterator<Inquiry>;
}

export async function benchWorkers({ seconds = SECONDS, portals = PORTALS }: BenchOptions): Promise<BenchResult> {
  const [postgres, redis] = [await startPostgres(), await startRedis()];
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-bench-'));
  const sites = new Map<string, StartedPortal>();
  for (const under of await portalsUnderTest(portals)) sites.set(under.name, await under.start(SEED));
  const environment = {
    DATABASE_URL: postgres.url,
    REDIS_URL: redis.url,
    DATA_FOLDER: folder,
    CLAIMWRIGHT_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
    LOG_LEVEL: 'error',
    PORTAL_URLS: JSON.stringify(Object.fromEntries([...sites].map(([name, { portal }]) => [name, portal.url]))),
    ...(process.env['CHROMIUM_PATH'] ? { CHROMIUM_PATH: process.env['CHROMIUM_PATH'] } : {}),
  };
  const stores = await openStores(readSettings(environment), { command: 'bench' });
  const workers: Started[] = [];
  const start = () => claimwright(['start', '--only', 'worker'], { environment });
  try {
    const desks = await desksOf(stores, [...sites]);
    await feed(stores, desks);
    workers.push(start(), start());
    const kills = await killInTurn(workers, start, seconds * 1000, () => feed(stores, desks));
    await untilAnswered(stores);
    return await resultOf(stores, sites, { seconds, kills, logins: desks.length });
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    await Promise.all(workers.map(({ ended }) => ended));
    await stores.close();
    for (const { portal } of sites.values()) await portal.close();
    await Promise.all([redis.close(), postgres.close()]);
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function desksOf(stores: Stores, sites: readonly (readonly [string, StartedPortal])[]): Promise<Desk[]> {
  const desks: Desk[] = [];
  for (let at = 0; at < LOGINS; at += 1) {
    const [portal, site] = sites[at % sites.length]!;
    const nth = Math.floor(at / sites.length);
    const login = { portal, label: `desk ${nth}`, credentials: site.logins[nth]!, providerNpi: site.providerNpi };
    const { id } = await stores.logins.add(login, systemClock.now());
    desks.push({ portal, loginId: id, site, questions: questionsOf(site, nth) });
  }
  return desks;
}

/** The population once for each day before: the same question on another day is another. Of every third question each login has its own. */
function* questionsOf(site: StartedPortal, nth: number): Generator<Inquiry> {
  const all = mixedQuestions(site, 0, 2 * site.population.appointments.length);
  const sharers = Math.ceil(LOGINS / PORTALS.length);
  for (let day = 0; ; day += 1)
    for (const [at, inquiry] of all.entries()) {
      if (at % sharers !== nth) continue;
      if (inquiry.kind === 'eligibility') yield { ...inquiry, serviceDate: addDays(inquiry.serviceDate, -day) };
      else if (day === 0) yield inquiry;
    }
}

async function feed(stores: Stores, desks: readonly Desk[]): Promise<void> {
  for (const { portal, loginId, site, questions } of desks) {
    const { rows } = await stores.db.query<{ n: number }>(
      `select count(*)::int as n from work_item where login_id = $1 and state in ('queued', 'running', 'waiting')`,
      [loginId],
    );
    const inquiries = Array.from(
      { length: Math.max(0, WAITING - rows[0]!.n) },
      () => questions.next().value as Inquiry,
    );
    await ask(
      stores,
      inquiries.map((inquiry) => ({ portal, loginId, payer: site.payerOf(inquiry), inquiry })),
    );
  }
}

/** The older of the two each time, in the middle of whatever it does. @returns how many were killed. */
async function killInTurn(
  workers: Started[],
  start: () => Started,
  ms: number,
  meanwhile: () => Promise<void>,
): Promise<number> {
  const endsAt = performance.now() + ms;
  let kills = 0;
  let killAt = performance.now() + KILL_EVERY_MS;
  while (performance.now() < endsAt) {
    await meanwhile();
    await sleep(500);
    if (performance.now() < killAt) continue;
    killAt += KILL_EVERY_MS;
    const oldest = workers.shift()!;
    oldest.kill('SIGKILL');
    await oldest.ended;
    workers.push(start());
    kills += 1;
    process.stderr.write(`${kills} killed\n`);
  }
  return kills;
}

async function untilAnswered({ db }: Stores): Promise<void> {
  for (;;) {
    const open = await db.query(`select 1 from work_item where state in ('queued', 'running', 'waiting') limit 1`);
    if (open.rows.length === 0) return;
    await sleep(200);
  }
}

async function resultOf(
  { db }: Stores,
  sites: ReadonlyMap<string, StartedPortal>,
  run: { seconds: number; kills: number; logins: number },
): Promise<BenchResult> {
  const rows: Record<string, number | string>[] = [];
  for (const [name, { portal }] of sites) {
    const { eligibility, claimStatus, differences } = await score(db, portal.truth, name);
    const both = (of: 'asked' | 'answered' | 'review' | 'failed' | 'wrong') => eligibility[of] + claimStatus[of];
    const { lookups, signIns, maxLiveSessions, lockouts, badPasswords } = portal.counters;
    rows.push({
      portal: name,
      asked: both('asked'),
      answered: both('answered'),
      review: both('review'),
      failed: both('failed'),
      wrong: both('wrong'),
      differences: differences.length,
      lookups,
      signIns,
      maxLiveSessions,
      lockouts,
      badPasswords,
    });
  }
  const { rows: stored } = await db.query<{ results: number; doubled: number; lost: number }>(
    `select (select count(*)::int from result) as results,
       (select count(*)::int from (select work_item_id from result group by work_item_id having count(*) > 1) twice) as doubled,
       (select count(*)::int from work_item w where state = 'done' and not exists (select 1 from result r where r.work_item_id = w.id))
         + (select count(*)::int from work_item where state not in ('done', 'review')) as lost`,
  );
  const sum = (key: string) => rows.reduce((total, row) => total + (row[key] as number), 0);
  return {
    rows,
    summary: {
      ...run,
      asked: sum('asked'),
      answered: sum('answered'),
      ...stored[0]!,
      wrong: sum('wrong'),
      differences: sum('differences'),
      maxLiveSessions: Math.max(...rows.map((row) => row['maxLiveSessions'] as number)),
      lockouts: sum('lockouts'),
      signInsPer100: (sum('signIns') / sum('lookups')) * 100,
    },
  };
}
