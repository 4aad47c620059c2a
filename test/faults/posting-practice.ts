/** Many payments posted by a process that is killed at random moments, and the same batch sent again. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as passTime } from 'node:timers/promises';
import type { RemittanceDocument } from '../../domain/remittance.ts';
import { openStores } from '../../workers/stores.ts';
import type { Stores } from '../../workers/stores.ts';
import { anAnswer, aDocument, aPayment, manyPayments } from '../builders/remittances.ts';
import { aClaim } from '../builders/claims.ts';
import { seeded } from '../builders/random.ts';
import type { OwnPlace } from '../stores.ts';
import { bill, books, takeIn } from '../workers/posting-desk.ts';
import { startProgram } from './process.ts';
import type { Started } from './process.ts';

const PAYMENTS_A_DOCUMENT = 5;

export interface Battered {
  readonly payments: number;
  readonly kills: number;
  /** Payments known when each kill struck. */
  readonly killedAt: readonly number[];
  /** Cents by which ledger and deposits differ, over all payments and for any of them. */
  readonly differenceCents: number;
  readonly differing: number;
  /** Payments or claims of ours that stand in the ledger twice. */
  readonly twice: number;
  readonly unappliedCents: number;
  /** Rows that sending the same batch again added to the ledger. */
  readonly addedByRepeat: number;
  /** Payments of the repeat that were told to be posted already. */
  readonly toldKnown: number;
  readonly seconds: number;
}

/** Several workers at once where the store lets them: the embedded one has one process at a time. */
export async function batter(place: OwnPlace, payments: number, kills: number, seed = 20_261_123): Promise<Battered> {
  const workers = place.settings.databaseUrl ? 2 : 1;
  const repeat = await prepare(place, payments, seed);
  const posted = join(place.settings.dataFolder, 'posted.txt');
  const environment = { ...place.environment, QUEUE_PREFIX: place.prefix, POSTED: posted };
  const startedAt = performance.now();
  const random = seeded(seed);
  const killedAt: number[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    const started = Array.from({ length: workers }, () => startPosting(environment));
    const target = linesOf(posted) + 1 + Math.floor((random() * payments * 1.2) / kills);
    while (started.some((worker) => worker.isRunning()) && linesOf(posted) < target) await passTime(2);
    for (const worker of started) {
      await passTime(random() * 12);
      worker.kill('SIGKILL');
    }
    const ends = await Promise.all(started.map((worker) => worker.ended));
    if (ends.some(({ signal }) => signal === 'SIGKILL')) killedAt.push(linesOf(posted));
  }
  await toItsEnd(environment, workers);
  const before = await withStores(place, entries);
  await withStores(place, (stores) => takeIn(stores, ...repeat));
  await toItsEnd(environment, workers);
  const seconds = (performance.now() - startedAt) / 1000;
  return withStores(place, async (stores) => {
    const { amountCents, cashCents, differing, unappliedCents, payments: booked } = await books(stores.db);
    return {
      payments: booked,
      kills: killedAt.length,
      killedAt,
      differenceCents: amountCents - cashCents,
      differing,
      twice: await twiceIn(stores),
      unappliedCents,
      addedByRepeat: (await entries(stores)) - before,
      toldKnown: await attachedIn(stores),
      seconds,
    };
  });
}

/** Every tenth payment has a claim that nobody billed: its cash must wait unapplied. @returns the same batch under other names. */
async function prepare(place: OwnPlace, count: number, seed: number): Promise<RemittanceDocument[]> {
  const { claims, payments } = manyPayments(count, seed);
  const mixed = payments.map((payment, index) =>
    index % 10 === 3
      ? aPayment([...payment.claims, anAnswer(stranger(index))], { number: payment.number, date: payment.date })
      : payment,
  );
  const batch = (name: string): RemittanceDocument[] =>
    Array.from({ length: Math.ceil(count / PAYMENTS_A_DOCUMENT) }, (_, index) =>
      aDocument(mixed.slice(index * PAYMENTS_A_DOCUMENT, (index + 1) * PAYMENTS_A_DOCUMENT), `${name} ${index}.835`),
    );
  await withStores(place, async (stores) => {
    await bill(stores, claims);
    await takeIn(stores, ...batch('monday'));
  });
  return batch('tuesday');
}

const stranger = (index: number) =>
  aClaim({
    patientControlNumber: `ZZZ-${index}`,
    memberId: `XX${index}`,
    patient: { lastName: 'UNSEEN', firstName: 'KAI', birthDate: null, sex: null },
    serviceFrom: '2026-01-05',
    serviceTo: '2026-01-05',
  });

const startPosting = (environment: Record<string, string>): Started =>
  startProgram('test/faults/posting-process.ts', [], { environment });

async function toItsEnd(environment: Record<string, string>, workers: number): Promise<void> {
  const started = Array.from({ length: workers }, () => startPosting(environment));
  for (const { code, err } of await Promise.all(started.map((worker) => worker.ended)))
    if (code !== 0) throw new Error(`The posting process ended with ${code}: ${err}`);
}

export async function withStores<T>(place: OwnPlace, body: (stores: Stores) => Promise<T>): Promise<T> {
  const stores = await openStores(place.settings, { command: 'test', prefix: place.prefix });
  try {
    return await body(stores);
  } finally {
    await stores.close();
  }
}

const linesOf = (file: string): number => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0);

const countOf = async ({ db }: Stores, sql: string): Promise<number> =>
  (await db.query<{ n: number }>(sql)).rows[0]?.n ?? 0;
const entries = (stores: Stores) => countOf(stores, 'select count(*)::int as n from ledger_entry');
const attachedIn = (stores: Stores) =>
  countOf(stores, `select count(*)::int as n from payment where state = 'attached'`);

/** Each payment was made once by its number, each claim of ours is answered once, each held claim has one open review item. */
const twiceIn = (stores: Stores) =>
  countOf(
    stores,
    `select ((select count(*) from (select 1 from payment where same_as is null group by number having count(*) > 1) p)
      + (select count(*) from (select 1 from payment_claim where claim_id is not null group by claim_id having count(*) > 1) c)
      + (select count(*) from (select 1 from ledger_entry where kind = 'payment' group by claim_id, line_number having count(*) > 1) e)
      + abs((select count(*) from payment_claim where state = 'held') - (select count(*) from review_item)))::int as n`,
  );
