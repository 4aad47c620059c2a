/** A practice to run the real commands for: the practice portal in this process, and the office's files and login. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../adapters/clock.ts';
import { APPOINTMENT_SHEET, CLAIM_SHEET, sheetText } from '../../cli/demo/sheets.ts';
import { PRACTICE_LOGIN } from '../../cli/practice-login.ts';
import { dayIn } from '../../domain/dates.ts';
import type { Credentials } from '../../domain/login.ts';
import { DEMO_PROVIDER_NPI, makePopulation, type Northfield, startNorthfield } from '../../sandbox/index.ts';
import type { Population } from '../../sandbox/index.ts';

export interface Practice {
  readonly portal: Northfield;
  readonly population: Population;
  readonly npi: string;
  readonly claimFile: string;
  readonly scheduleFile: string;
  /** The address of the portal, as the settings take it. */
  readonly environment: { readonly PORTAL_URLS: string };
  readonly login: Credentials;
  close(): Promise<void>;
}

export interface PracticeOptions {
  readonly seed?: number;
  readonly appointments: number;
  readonly claims: number;
}

export async function openPractice({ seed = 11, appointments, claims }: PracticeOptions): Promise<Practice> {
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-practice-'));
  const today = dayIn(systemClock.now(), 'America/New_York');
  const population = makePopulation({ seed, today, appointments, claims });
  const claimFile = join(folder, 'claims.csv');
  const scheduleFile = join(folder, 'schedule.csv');
  const claimLines = population.claims.flatMap((claim) => claim.lines.map((line) => ({ claim, line })));
  await writeFile(claimFile, sheetText(CLAIM_SHEET, claimLines));
  await writeFile(scheduleFile, sheetText(APPOINTMENT_SHEET, population.appointments));
  const users = [{ ...PRACTICE_LOGIN, providerNpi: DEMO_PROVIDER_NPI }];
  const portal = await startNorthfield({ population, today, seed, users, now: systemClock.now });
  return {
    portal,
    population,
    npi: DEMO_PROVIDER_NPI,
    claimFile,
    scheduleFile,
    environment: { PORTAL_URLS: JSON.stringify({ northfield: portal.url }) },
    login: PRACTICE_LOGIN,
    async close() {
      await portal.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
