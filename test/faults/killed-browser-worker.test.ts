import { afterEach, expect, it, vi } from 'vitest';
import { score } from '../../cli/demo/score.ts';
import { eligibilityInquiry } from '../../domain/inquiries.ts';
import { ask } from '../../workers/ask.ts';
import { seeded } from '../builders/random.ts';
import { ownStores } from '../stores.ts';
import { states } from '../workers/shop.ts';
import { openPractice } from './practice.ts';
import { claimwright, descendantsOf } from './process.ts';

const ITEMS = 24;
const KILLS = 2;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 120_000, interval: 20 });

it('a worker with a real browser, killed three times, stores each answer once as the portal holds it', {
  timeout: 300_000,
}, async () => {
  const practice = await openPractice({ appointments: ITEMS, claims: 8 });
  closing.push(() => practice.close());
  const own = await ownStores('PostgreSQL alone', {
    environment: { ...practice.environment, JOB_LOCK_SECONDS: '1', RECONCILE_SECONDS: '0.5' },
  });
  closing.push(() => own.close());
  const { stores, place } = own;
  const { counters, truth } = practice.portal;
  const { login: credentials, npi: providerNpi } = practice;
  const login = { portal: 'northfield', label: 'desk', credentials, providerNpi };
  const { id: loginId } = await stores.logins.add(login, stores.clock.now());
  await ask(
    stores,
    practice.population.appointments.map((appointment) => ({
      portal: 'northfield',
      loginId,
      payer: 'northfield-medicaid',
      inquiry: eligibilityInquiry(appointment),
    })),
  );
  const startWorker = () => {
    const worker = claimwright(['start', '--only', 'worker'], { environment: place.environment });
    closing.push(async () => worker.kill('SIGKILL'));
    return worker;
  };

  const random = seeded(60);
  const killedAt: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const worker = startWorker();
    const target = counters.lookups + 2 + Math.floor(random() * 8);
    await until(() => expect(counters.lookups).toBeGreaterThanOrEqual(target));
    const browsers = descendantsOf(worker.pid).filter(({ command }) => /chrom/i.test(command));
    expect(browsers.length).toBeGreaterThan(0);
    worker.kill('SIGKILL');
    await worker.ended;
    killedAt.push(counters.lookups);
    await until(() => expect(browsers.filter(({ pid }) => isAlive(pid))).toEqual([]));
  }
  const last = startWorker();
  await until(async () => {
    const { done = 0, review = 0 } = await states(stores);
    expect(done + review).toBe(ITEMS);
  });
  last.kill('SIGTERM');
  expect((await last.ended).code).toBe(143);

  const { eligibility, reviewItems, differences } = await score(stores.db, truth);
  console.log(`killed at look-ups ${killedAt.join(' ')};`, JSON.stringify({ eligibility, counters }));
  expect(differences).toEqual([]);
  expect(eligibility).toMatchObject({ asked: ITEMS, failed: 0, wrong: 0 });
  expect(reviewItems.opened).toBe(eligibility.review);
  const { rows } = await stores.db.query<{ results: number; evidence: number }>(
    'select (select count(*)::int from result) as results, (select count(*)::int from evidence) as evidence',
  );
  expect(rows[0]).toEqual({ results: eligibility.answered, evidence: ITEMS });
  expect(counters.lookups).toBeGreaterThanOrEqual(ITEMS);
  expect(counters.lookups).toBeLessThanOrEqual(ITEMS + KILLS);
  // The session is kept in the database: those who come after do not sign in again.
  expect(counters).toMatchObject({ signIns: 1, passwordSubmits: 1, badPasswords: 0, lockouts: 0 });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
