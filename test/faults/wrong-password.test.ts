import { afterEach, expect, it, vi } from 'vitest';
import { addReviewer } from '../../adapters/reviewers.ts';
import { score } from '../../cli/demo/score.ts';
import { deskOf } from '../../cli/office.ts';
import { eligibilityInquiry } from '../../domain/inquiries.ts';
import type { Credentials } from '../../domain/login.ts';
import { resolveItem } from '../../review/decisions.ts';
import type { Person } from '../../review/desk.ts';
import { ask } from '../../workers/ask.ts';
import { startWorkers } from '../../workers/main.ts';
import type { Stores } from '../../workers/stores.ts';
import { ownStores } from '../stores.ts';
import { states } from '../workers/shop.ts';
import { openPractice } from './practice.ts';
import type { Practice } from './practice.ts';

const INQUIRIES = 40;

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 120_000, interval: 50 });

it('submits a wrong password once for 40 inquiries, and answers them all when a person has put it right', {
  timeout: 300_000,
}, async () => {
  const practice = await openPractice({ appointments: INQUIRIES, claims: 12 });
  closing.push(() => practice.close());
  const own = await ownStores('Redis and PostgreSQL', { environment: practice.environment });
  closing.push(() => own.close());
  const { stores } = own;
  const { counters, truth } = practice.portal;
  const loginId = await giveLogin(stores, practice, { ...practice.login, password: 'Last-year-1' });
  const items = practice.population.appointments.map((appointment) => ({
    portal: 'northfield',
    loginId,
    payer: 'northfield-medicaid',
    inquiry: eligibilityInquiry(appointment),
  }));
  expect((await ask(stores, items)).created).toBe(INQUIRIES);
  const workers = await startWorkers(stores);
  closing.push(() => workers.drain());

  await until(async () => expect(await states(stores)).toEqual({ queued: INQUIRIES - 1, review: 1 }));
  // Several rounds of the reconciler later nothing more has happened.
  for (let round = 0; round < 5; round += 1) await workers.wake();
  expect(await stores.queues.counts(loginId)).toMatchObject({ active: 0, failed: 0 });
  expect((await stores.logins.get(loginId))?.pausedCode).toBe('credentials-rejected');
  expect(await states(stores)).toEqual({ queued: INQUIRIES - 1, review: 1 });
  expect(counters).toMatchObject({ passwordSubmits: 1, badPasswords: 1, badAnswers: 0, signIns: 0, lockouts: 0 });
  const { rows: open } = await openItems(stores);
  expect(open).toEqual([{ id: expect.any(String), code: 'credentials-rejected', subject: `login:${loginId}`, met: 1 }]);

  expect(await giveLogin(stores, practice, practice.login)).toBe(loginId);
  await addReviewer(stores.db, 'Ines', 'a long enough password', stores.clock.now(), 'biller');
  const { rows: people } = await stores.db.query<Person>('select id, name, role from reviewer');
  const decision = await resolveItem(deskOf(stores), people[0]!, open[0]!.id, 'the new password is stored');
  expect(decision).toEqual({ outcome: 'decided', sentBack: 1, posted: null });

  await until(async () => {
    const { queued = 0, running = 0, waiting = 0 } = await states(stores);
    expect(queued + running + waiting).toBe(0);
  });
  const { eligibility, reviewItems, differences } = await score(stores.db, truth);
  console.log('wrong password:', JSON.stringify({ eligibility, counters }));
  expect(differences).toEqual([]);
  expect(eligibility).toMatchObject({ asked: INQUIRIES, failed: 0, wrong: 0 });
  // Two in a hundred appointments carry an id or a birth date that the payer does not hold.
  expect(eligibility.answered + eligibility.review).toBe(INQUIRIES);
  expect(eligibility.answered).toBeGreaterThanOrEqual(INQUIRIES * 0.9);
  expect(reviewItems.opened).toBe(eligibility.review + 1);
  expect(counters).toMatchObject({ passwordSubmits: 2, badPasswords: 1, signIns: 1, lockouts: 0 });
});

const giveLogin = async (stores: Stores, { npi }: Practice, credentials: Credentials): Promise<string> =>
  (await stores.logins.add({ portal: 'northfield', label: 'desk', credentials, providerNpi: npi }, stores.clock.now()))
    .id;

const openItems = (stores: Stores) =>
  stores.db.query<{ id: string; code: string; subject: string; met: number }>(
    'select id, code, subject, met from review_item where resolution is null',
  );
