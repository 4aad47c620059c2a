/**
 * Look-ups a minute over eight logins of one portal at once: bare Playwright with eight contexts, and Claimwright with its queues,
 * evidence and storage; in turn, on the same questions, the portal in a process of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { openChromium } from '../../adapters/browser.ts';
import type { Chromium } from '../../adapters/browser.ts';
import { systemClock } from '../../adapters/clock.ts';
import { startOffice } from '../../cli/office.ts';
import { readSettings } from '../../config/settings.ts';
import type { EligibilityInquiry } from '../../domain/work-item.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import type { Stores } from '../../workers/stores.ts';
import { startNode } from '../faults/process.ts';
import { answerAll } from './answer-all.ts';
import { BARE_SCRIPTS } from './bare-portals.ts';
import type { StartedPortal } from './portals/portal-under-test.ts';
import { coveredQuestions, onOtherDay } from './portals/questions.ts';
import { portalsUnderTest } from './portals/registered.ts';
import { signedIn } from './portals/warm.ts';
import type { BenchOptions, BenchResult } from './result.ts';

const SEED = 11;
const ROUNDS = 3;
/** Of each login in one round. */
const LOOKUPS = 15;
const WARM_UP = 2;

export async function benchLogins({ lookups = LOOKUPS, portals = ['northfield'] }: BenchOptions): Promise<BenchResult> {
  const [under] = await portalsUnderTest(portals);
  if (!under) throw new Error(`There is no practice portal ${portals.join(', ')}.`);
  const site = await under.start(SEED);
  const url = await apart(under.name);
  const chromium = openChromium(readSettings().chromiumPath);
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-bench-'));
  const office = await startOffice(
    {
      ...readSettings(),
      databaseUrl: undefined,
      redisUrl: undefined,
      dataFolder: folder,
      logLevel: 'error',
      portalUrls: { [under.name]: url.address },
    },
    { command: 'bench', roles: ['worker'] },
  );
  try {
    const bare = await bareSide(chromium, under.name, { ...site, portal: { ...site.portal, url: url.address } });
    const ours = await ourSide(office.stores, under.name, site);
    const all = questions(under.name, site);
    await Promise.all([bare(take(all, WARM_UP)), ours(take(all, WARM_UP))]);
    const rows: Record<string, number>[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const batch = take(all, lookups);
      const count = batch.length * site.logins.length;
      const bareAMinute = await perMinute(count, () => bare(batch));
      const oursAMinute = await perMinute(count, () => ours(batch));
      rows.push({ round, lookups: count, bareAMinute, oursAMinute, ofBare: oursAMinute / bareAMinute });
      process.stderr.write(`${bareAMinute.toFixed(0)} bare, ${oursAMinute.toFixed(0)} ours a minute\n`);
    }
    const middle = rows.toSorted((a, b) => a['ofBare']! - b['ofBare']!)[rows.length >> 1]!;
    return { summary: { logins: site.logins.length, ...middle }, rows };
  } finally {
    await office.close();
    await chromium.close();
    url.stop();
    await site.portal.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

type Side = (batch: readonly EligibilityInquiry[]) => Promise<unknown>;

/** The same portal in a process of its own, so that no side pays for it more than another. */
async function apart(name: string): Promise<{ address: string; stop: () => void }> {
  const child = startNode(['--import', 'tsx', join(import.meta.dirname, 'portal-process.ts'), name, String(SEED)]);
  while (!child.out().includes('\n')) {
    if (!child.isRunning()) throw new Error(`The practice portal did not start: ${child.err()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { address: child.out().trim(), stop: () => child.kill('SIGKILL') };
}

/** One context for each login, all at work at once, each question asked by each. */
async function bareSide(chromium: Chromium, name: string, site: StartedPortal): Promise<Side> {
  const script = BARE_SCRIPTS[name];
  if (!script) throw new Error(`There is no bare script for ${name}.`);
  const pages: Page[] = [];
  for (const login of site.logins) pages.push((await signedIn(chromium, portalNamed(name), site, login, [])).page);
  return (batch) =>
    Promise.all(
      pages.map(async (page) => {
        for (const inquiry of batch)
          if ((await script.lookUp(page, site.portal.url, inquiry, site.providerNpi ?? '')).length === 0)
            throw new Error(`The bare script of ${name} read nothing.`);
      }),
    );
}

async function ourSide(stores: Stores, portal: string, { logins, providerNpi, payerOf }: StartedPortal): Promise<Side> {
  const ids: string[] = [];
  for (const [at, credentials] of logins.entries())
    ids.push(
      (await stores.logins.add({ portal, label: `desk ${at}`, credentials, providerNpi }, systemClock.now())).id,
    );
  let asked = 0;
  return (batch) =>
    answerAll(
      stores,
      ids.flatMap((loginId) =>
        // The same question twice a day is one work item.
        batch.map((inquiry) => ({
          portal,
          loginId,
          payer: payerOf(inquiry),
          inquiry: onOtherDay(inquiry, (asked += 1)),
        })),
      ),
    );
}

function questions(name: string, site: StartedPortal): Iterator<EligibilityInquiry> {
  const takes = BARE_SCRIPTS[name]!.takes;
  return coveredQuestions(site, (inquiry) => takes(site.payerOf(inquiry)), 500).values();
}

const take = <T>(from: Iterator<T>, count: number): T[] => Array.from({ length: count }, () => from.next().value as T);

async function perMinute(count: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (count * 60_000) / (performance.now() - startedAt);
}
