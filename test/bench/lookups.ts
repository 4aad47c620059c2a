/**
 * Look-ups a minute on one portal in one run: a bare script on a warm session; the script as hand-made bots run it, once for
 * every look-up with a browser and a sign-in of its own; the same in new contexts of one browser; and Claimwright.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { systemClock } from '../../adapters/clock.ts';
import { PRACTICE_LOGIN } from '../../cli/practice-login.ts';
import { startOffice } from '../../cli/office.ts';
import type { Office } from '../../cli/office.ts';
import { readSettings } from '../../config/settings.ts';
import { dayIn } from '../../domain/dates.ts';
import { claimStatusInquiry, eligibilityInquiry } from '../../domain/inquiries.ts';
import type { Inquiry } from '../../domain/work-item.ts';
import { DEMO_PROVIDER_NPI, makePopulation } from '../../sandbox/index.ts';
import { ask } from '../../workers/ask.ts';
import type { BarePortal } from './bare.ts';
import { lookUpBare, signInBare } from './bare.ts';
import type { BenchResult } from './result.ts';
import { answerable } from './answerable.ts';

const SEED = 11;
const ROUNDS = 3;
const WARM = 40;
const FRESH = 10;
const WARM_UP = 6;

export async function benchLookups(): Promise<BenchResult> {
  const settings = readSettings();
  const today = dayIn(systemClock.now(), settings.timeZone);
  const inquiries = pickInquiries(today);
  const portal = await startPortal();
  const bare: BarePortal = { url: portal.url, credentials: PRACTICE_LOGIN, providerNpi: DEMO_PROVIDER_NPI };
  const launch = () =>
    chromium.launch({
      ...(settings.chromiumPath ? { executablePath: settings.chromiumPath } : {}),
      chromiumSandbox: process.getuid?.() !== 0,
    });
  const browser = await launch();
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-bench-'));
  const office = await startOffice(
    {
      ...settings,
      databaseUrl: undefined,
      redisUrl: undefined,
      dataFolder: folder,
      logLevel: 'error',
      portalUrls: { northfield: portal.url },
    },
    { command: 'bench', roles: ['worker'] },
  );
  try {
    const loginId = (
      await office.stores.logins.add(
        { portal: 'northfield', label: 'bench', credentials: PRACTICE_LOGIN, providerNpi: DEMO_PROVIDER_NPI },
        systemClock.now(),
      )
    ).id;
    const warm = await signInBare(browser, bare);
    const mine = inquiries.values();
    await ours(office, loginId, take(mine, WARM_UP));
    await warmScript(warm.page, bare, inquiries.slice(0, WARM_UP));
    const rows: Record<string, number>[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const batch = take(mine, WARM);
      const bareWarmPerMinute = await perMinute(WARM, () => warmScript(warm.page, bare, batch));
      const claimwrightPerMinute = await perMinute(WARM, () => ours(office, loginId, batch));
      const few = batch.slice(0, FRESH);
      const bareFreshPerMinute = await perMinute(FRESH, () => freshScript(launch, bare, few));
      const bareNewContextPerMinute = await perMinute(FRESH, () => newContextScript(browser, bare, few));
      rows.push({ round, bareWarmPerMinute, claimwrightPerMinute, bareFreshPerMinute, bareNewContextPerMinute });
    }
    return { summary: summarise(rows), rows };
  } finally {
    await office.close();
    await browser.close();
    portal.process.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Eligibility and claim status in turn, all of them such that the portal answers. */
function pickInquiries(today: string): Inquiry[] {
  const population = makePopulation({ seed: SEED, today });
  const { coverage, claims } = answerable(population, SEED, today);
  const pairs = Math.min(coverage.length, claims.length);
  const mixed = Array.from({ length: pairs }, (_, i) => [
    eligibilityInquiry(coverage[i]!),
    claimStatusInquiry(claims[i]!),
  ]).flat();
  const needed = WARM_UP + ROUNDS * WARM;
  if (mixed.length < needed)
    throw new Error(`The bench needs ${needed} inquiries; the population has ${mixed.length}.`);
  return mixed;
}

const take = <T>(from: Iterator<T>, count: number): T[] => Array.from({ length: count }, () => from.next().value as T);

/** The portal in a process of its own, so that no side pays for it more than another. */
async function startPortal(): Promise<{ url: string; process: ChildProcess }> {
  const script = join(import.meta.dirname, '..', '..', 'cli', 'claimwright.mjs');
  const child = spawn(process.execPath, [script, 'sandbox', '--port', '0', '--seed', String(SEED)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /https?:\/\/\S+/.exec(line)?.[0];
    if (url) return { url, process: child };
  }
  throw new Error('The practice portal did not start; try "claimwright sandbox".');
}

async function warmScript(
  page: Parameters<typeof lookUpBare>[0],
  portal: BarePortal,
  inquiries: readonly Inquiry[],
): Promise<void> {
  for (const inquiry of inquiries)
    if ((await lookUpBare(page, portal.url, inquiry)).length === 0) throw new Error('the bare script read nothing');
}

async function freshScript(
  launch: () => Promise<Browser>,
  portal: BarePortal,
  inquiries: readonly Inquiry[],
): Promise<void> {
  for (const inquiry of inquiries) {
    const browser = await launch();
    await newContextScript(browser, portal, [inquiry]);
    await browser.close();
  }
}

async function newContextScript(browser: Browser, portal: BarePortal, inquiries: readonly Inquiry[]): Promise<void> {
  for (const inquiry of inquiries) {
    const { context, page } = await signInBare(browser, portal);
    await lookUpBare(page, portal.url, inquiry);
    await context.close();
  }
}

/** Through the queue, with evidence and storage, until the last answer is stored. */
async function ours({ stores }: Office, loginId: string, inquiries: readonly Inquiry[]): Promise<void> {
  const { ids } = await ask(
    stores,
    inquiries.map((inquiry) => ({ portal: 'northfield', loginId, payer: 'northfield-medicaid', inquiry })),
  );
  for (;;) {
    const { rows } = await stores.db.query<{ state: string }>(
      'select distinct state from work_item where id = any($1::uuid[])',
      [ids],
    );
    const states = rows.map((row) => row.state);
    if (states.every((state) => state === 'done')) return;
    if (states.includes('review') || states.includes('failed'))
      throw new Error('a look-up of the bench went to review: the portal or a flow is broken');
    await sleep(20);
  }
}

async function perMinute(count: number, work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (count * 60_000) / (performance.now() - startedAt);
}

function summarise(rows: readonly Record<string, number>[]): Record<string, number> {
  const median = (name: string) =>
    rows.map((row) => row[name]!).toSorted((a, b) => a - b)[Math.floor(rows.length / 2)]!;
  const bareWarmPerMinute = median('bareWarmPerMinute');
  const bareFreshPerMinute = median('bareFreshPerMinute');
  const bareNewContextPerMinute = median('bareNewContextPerMinute');
  const claimwrightPerMinute = median('claimwrightPerMinute');
  return {
    bareWarmPerMinute,
    bareFreshPerMinute,
    bareNewContextPerMinute,
    claimwrightPerMinute,
    ofBareWarm: claimwrightPerMinute / bareWarmPerMinute,
    timesBareFresh: claimwrightPerMinute / bareFreshPerMinute,
    timesBareNewContext: claimwrightPerMinute / bareNewContextPerMinute,
  };
}
