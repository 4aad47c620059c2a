/** Resident memory of one process with its browser over many look-ups on one portal, through queue, evidence and storage. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../adapters/clock.ts';
import { residentBytes } from '../../adapters/process-memory.ts';
import { startOffice } from '../../cli/office.ts';
import { readSettings } from '../../config/settings.ts';
import { answerAll } from './answer-all.ts';
import { mixedQuestions, onOtherDay } from './portals/questions.ts';
import { portalsUnderTest } from './portals/registered.ts';
import type { BenchOptions, BenchResult } from './result.ts';

const LOOKUPS = 2_000;
/** Of all look-ups: then everything is loaded, and what grows from there on grows without need. */
const SETTLED = 0.1;
const SEED = 11;
const BATCH = 50;
const MIB = 2 ** 20;

/** Northfield by default: a page turns at every step. */
export async function benchMemory({
  lookups = LOOKUPS,
  portals = ['northfield'],
}: BenchOptions = {}): Promise<BenchResult> {
  const [under] = await portalsUnderTest(portals);
  if (!under) throw new Error(`There is no practice portal ${portals.join(', ')}.`);
  const site = await under.start(SEED);
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-bench-'));
  const settings = {
    ...readSettings(),
    databaseUrl: undefined,
    redisUrl: undefined,
    dataFolder: folder,
    logLevel: 'error',
  };
  const office = await startOffice(
    { ...settings, portalUrls: { [under.name]: site.portal.url } },
    { command: 'bench', roles: ['worker'] },
  );
  try {
    const { stores } = office;
    const login = { portal: under.name, label: 'bench', credentials: site.logins[0]!, providerNpi: site.providerNpi };
    const loginId = (await stores.logins.add(login, systemClock.now())).id;
    const rows: Record<string, number>[] = [];
    for (let done = 0; done < lookups; done += BATCH) {
      const inquiries = mixedQuestions(site, done, BATCH).map((inquiry, at) => onOtherDay(inquiry, done + at));
      const payer = site.payerOf(inquiries[0]!);
      await answerAll(
        stores,
        inquiries.map((inquiry) => ({ portal: under.name, loginId, payer, inquiry })),
      );
      const row = { lookups: done + BATCH, ...(await memory()) };
      process.stderr.write(
        `${row.lookups}: ${row.processMib.toFixed(0)} MiB, ${row.withBrowserMib.toFixed(0)} with its browser\n`,
      );
      rows.push(row);
    }
    return { summary: summaryOf(rows, lookups), rows };
  } finally {
    await office.close();
    await site.portal.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Of this process alone, and of it and its browser without what processes share. */
async function memory(): Promise<{ processMib: number; withBrowserMib: number }> {
  return {
    processMib: process.memoryUsage.rss() / MIB,
    withBrowserMib: ((await residentBytes(process.pid)) ?? 0) / MIB,
  };
}

function summaryOf(rows: readonly Record<string, number>[], lookups: number): Record<string, number> {
  const early = rows.find((row) => row['lookups']! >= lookups * SETTLED)!;
  const late = rows.at(-1)!;
  return {
    lookups: late['lookups']!,
    earlyMib: early['processMib']!,
    endMib: late['processMib']!,
    ofEarly: late['processMib']! / early['processMib']!,
    earlyWithBrowserMib: early['withBrowserMib']!,
    endWithBrowserMib: late['withBrowserMib']!,
    ofEarlyWithBrowser: late['withBrowserMib']! / early['withBrowserMib']!,
  };
}
