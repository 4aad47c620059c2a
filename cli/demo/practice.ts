/** The demo's practice: a portal with invented people, and the files that their practice system would hand over. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readClaimFile } from '../../adapters/claim-files.ts';
import type { Clock } from '../../adapters/clock.ts';
import type { Appointment, Claim } from '../../domain/claim.ts';
import { write837 } from '../../domain/x12/write-837.ts';
import { APPOINTMENT_SHEET, CLAIM_SHEET, sheetText } from './sheets.ts';
import { DEMO_PROVIDER_NPI, makePopulation, populationFromClaims, startNorthfield } from '../../sandbox/index.ts';
import type { Northfield, Population } from '../../sandbox/index.ts';
import { PRACTICE_LOGIN } from '../practice-login.ts';

export interface Practice {
  readonly portal: Northfield;
  /** Files to import, in the practice's own forms. */
  readonly claimFiles: readonly string[];
  readonly scheduleFile: string | null;
}

export interface PracticeOptions {
  readonly folder: string;
  readonly today: string;
  readonly clock: Clock;
  readonly seed: number;
  /** 837 or CSV files whose claims the portal holds, instead of invented ones. */
  readonly claimFiles: readonly string[];
}

/** The portal runs in this process, on a free port of this machine. */
export async function openPractice({ folder, today, clock, seed, claimFiles }: PracticeOptions): Promise<Practice> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const given = (await Promise.all(claimFiles.map((file) => readClaimFile(file, { today })))).flatMap(
    (file) => file.claims,
  );
  const population =
    claimFiles.length > 0 ? populationFromClaims(given, { seed, today }) : makePopulation({ seed, today });
  const ownFiles = claimFiles.length > 0 ? claimFiles : await writeClaims(folder, population);
  const scheduleFile = await writeSchedule(folder, population.appointments);
  const portal = await startNorthfield({
    population,
    today,
    seed,
    users: [{ ...PRACTICE_LOGIN, providerNpi: DEMO_PROVIDER_NPI }],
    now: clock.now,
  });
  return { portal, claimFiles: ownFiles, scheduleFile };
}

async function writeClaims(folder: string, { claims }: Population): Promise<string[]> {
  const professional = join(folder, 'professional.837');
  const institutional = join(folder, 'institutional.csv');
  await write(professional, interchanges(claims.filter((claim) => claim.kind === 'professional')));
  await write(
    institutional,
    sheetText(
      CLAIM_SHEET,
      claims
        .filter((claim) => claim.kind !== 'professional')
        .flatMap((claim) => claim.lines.map((line) => ({ claim, line }))),
    ),
  );
  return [professional, institutional];
}

const write = (file: string, text: string): Promise<void> => writeFile(file, text, { mode: 0o600 });

/** An interchange for each day of submission, in one file, as a practice system keeps them. */
function interchanges(claims: readonly Claim[]): string {
  const byDay = new Map<string, Claim[]>();
  for (const claim of claims) {
    const day = claim.submittedOn ?? '';
    byDay.set(day, [...(byDay.get(day) ?? []), claim]);
  }
  const days = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1));
  return days.map(([submittedOn, batch], i) => write837(batch, { submittedOn, controlNumber: i + 1 })).join('');
}

async function writeSchedule(folder: string, appointments: readonly Appointment[]): Promise<string | null> {
  if (appointments.length === 0) return null;
  const file = join(folder, 'schedule.csv');
  await write(file, sheetText(APPOINTMENT_SHEET, appointments));
  return file;
}
