/** A queue of look-ups whose login has a wrong password, through the whole office: the portal must see that password once. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../../adapters/clock.ts';
import { reconcile } from '../../../workers/reconcile.ts';
import { startOffice } from '../../../cli/office.ts';
import { readSettings } from '../../../config/settings.ts';
import { ask } from '../../../workers/ask.ts';
import type { Stores } from '../../../workers/stores.ts';
import type { Cell } from './cell.ts';
import type { PortalUnderTest } from './portal-under-test.ts';
import { mixedQuestions } from './questions.ts';

const SEED = 11;
const LIMIT_MS = 60_000;
/** Time in which a robot that does not stop would submit again. */
const AFTER_MS = 1_500;

export async function runWrongPassword(under: PortalUnderTest, lookups: number): Promise<Cell> {
  const startedAt = performance.now();
  const site = await under.start(SEED);
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-bench-'));
  const settings = { ...readSettings(), databaseUrl: undefined, redisUrl: undefined, dataFolder: folder };
  const office = await startOffice(
    { ...settings, logLevel: 'error', portalUrls: { [under.name]: site.portal.url } },
    { command: 'bench', roles: ['worker'] },
  );
  try {
    const { stores } = office;
    const credentials = { ...site.logins[0]!, password: 'Not-the-password-1' };
    const login = { portal: under.name, label: 'bench', credentials, providerNpi: site.providerNpi };
    const { id: loginId } = await stores.logins.add(login, systemClock.now());
    const asked = mixedQuestions(site, 0, lookups).map((inquiry) => {
      const payer = site.payerOf(inquiry);
      return { portal: under.name, loginId, payer, inquiry };
    });
    await ask(stores, asked);
    const paused = await pauseOf(stores, loginId);
    await reconcile(stores);
    await sleep(AFTER_MS);
    const { badPasswords, lockouts, submitsAfterRejection, signIns } = site.portal.counters;
    const isRight = paused === 'credentials-rejected' && badPasswords === 1 && lockouts === 0;
    return {
      portal: under.name,
      fault: 'wrong password',
      lookups,
      answered: 0,
      review: lookups,
      wait: 0,
      failed: 0,
      asDefined: isRight ? lookups : 0,
      wrong: 0,
      outcomes: `${paused ?? 'not paused'}, submitted ${badPasswords} times`,
      signIns,
      lockedOut: lockouts,
      submitsAfterRejection,
      seconds: (performance.now() - startedAt) / 1000,
    };
  } finally {
    await office.close();
    await site.portal.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function pauseOf({ logins }: Stores, loginId: string): Promise<string | null> {
  const until = performance.now() + LIMIT_MS;
  while (performance.now() < until) {
    const paused = (await logins.get(loginId))?.pausedCode ?? null;
    if (paused) return paused;
    await sleep(100);
  }
  return null;
}
