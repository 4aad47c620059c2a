import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fixedClock } from '../../adapters/clock.ts';
import { importAppointments, importClaims } from '../../adapters/claims.ts';
import type { Claim } from '../../domain/claim.ts';
import { addDays } from '../../domain/dates.ts';
import { askSchedule } from '../../workers/schedule.ts';
import { planToday, runSweep } from '../../workers/sweep.ts';
import { startSweepWorker } from '../../workers/sweep.worker.ts';
import { aClaim } from '../builders/claims.ts';
import { COMBINATIONS, ownStores } from '../stores.ts';
import { addLogin } from './shop.ts';

const TODAY = '2026-11-23';
const clock = fixedClock(`${TODAY}T15:00:00Z`);
let own: Awaited<ReturnType<typeof ownStores>>;
afterEach(() => own.close());

const keep = (claims: readonly Claim[], portal: string | null = 'northfield', file = 'a') =>
  own.stores.db.transaction((tx) =>
    importClaims(
      tx,
      { sha256: file, fileName: `${file}.837` },
      claims.map((of) => ({ of, payer: 'northfield-medicaid', portal })),
      clock.now(),
    ),
  );
const old = (number: string, daysAgo: number, billedCents = 10_000): Claim => {
  const day = addDays(TODAY, -daysAgo);
  return aClaim({
    patientControlNumber: number,
    serviceFrom: day,
    serviceTo: day,
    submittedOn: addDays(day, 1),
    billedCents,
  });
};

describe('the sweep', () => {
  beforeEach(async () => {
    own = await ownStores('embedded', { clock });
    await addLogin(own.stores);
  });

  it('asks what runs out first, then what is worth most, and says why it leaves a claim alone', async () => {
    await keep([old('NEW', 3), old('MONTH', 40), old('YEAR', 360), old('RICH', 40, 99_900)]);
    await keep([old('NOWHERE', 50)], null, 'b');
    const plan = await planToday(own.stores);
    expect(plan.ask.map(({ claim }) => claim.patientControlNumber)).toEqual(['YEAR', 'RICH', 'MONTH']);
    expect(plan.skip.map(({ claim, reason }) => [claim.patientControlNumber, reason])).toEqual([
      ['NEW', expect.stringContaining('not asked before 7 days')],
    ]);
    expect(plan.cannot.map(({ claim, reason }) => [claim.patientControlNumber, reason])).toEqual([
      ['NOWHERE', expect.stringContaining('config/payers')],
    ]);
  });

  it('asks each claim once, however often it runs', async () => {
    await keep([old('A', 40), old('B', 50)]);
    expect((await runSweep(own.stores)).asked.created).toBe(2);
    const again = await runSweep(own.stores);
    expect(again.asked.created).toBe(0);
    expect(again.plan.cannot.map(({ reason }) => reason)).toEqual(
      Array(2).fill(expect.stringContaining('already with a robot')),
    );
  });

  it('the same claim in another file is the same claim', async () => {
    expect((await keep([old('A', 40)])).rowsNew).toBe(1);
    expect((await keep([old('A', 40), old('B', 40)], 'northfield', 'b')).rowsNew).toBe(1);
    expect(await keep([old('A', 40)])).toMatchObject({ rowsNew: 0, sameFileAsOf: clock.now() });
  });

  it('asks eligibility for the visits of the coming week, for the day of each visit', async () => {
    const { patient } = aClaim();
    const payer = { name: 'Northfield Medicaid', id: 'NFMCD' };
    const visits = [-2, 0, 7, 8].map((days) => ({
      payer,
      memberId: 'M1',
      patient,
      providerNpi: null,
      serviceDate: addDays(TODAY, days),
    }));
    const routed = visits.map((of) => ({ of, payer: 'northfield-medicaid', portal: 'northfield' }));
    await own.stores.db.transaction((tx) =>
      importAppointments(tx, { sha256: 's', fileName: 's.csv' }, routed, clock.now()),
    );
    expect((await askSchedule(own.stores, 'coming')).created).toBe(2);
    const { rows } = await own.stores.db.query<{ day: string }>(
      "select inquiry ->> 'serviceDate' as day from work_item order by 1",
    );
    expect(rows.map((row) => row.day)).toEqual([TODAY, addDays(TODAY, 7)]);
  });
});

it.each(COMBINATIONS)('the sweep runs by its schedule on %s', async (combination) => {
  own = await ownStores(combination, { environment: { SWEEP_CRON: '* * * * * *', TIME_ZONE: 'America/Chicago' } });
  await addLogin(own.stores);
  const recently = aClaim({
    patientControlNumber: 'A',
    serviceFrom: '2026-01-05',
    serviceTo: '2026-01-05',
    submittedOn: '2026-01-06',
  });
  await keep([recently]);
  const worker = await startSweepWorker(own.stores);
  await vi.waitFor(async () => expect((await own.stores.db.query('select 1 from work_item')).rows).toHaveLength(1), {
    timeout: 15_000,
    interval: 50,
  });
  await worker.close();
});
