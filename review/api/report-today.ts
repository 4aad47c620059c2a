/** Reports of what was done: the day's work with the minutes saved, and what people dealt with. */
import { readBaseline, robotWork } from '../../adapters/reports/minutes.ts';
import { personFigures } from '../../adapters/reports/people.ts';
import { remittancesDone, workDone, type WorkDone } from '../../adapters/reports/today.ts';
import { minutesSaved, type BaselineKind } from '../../domain/robot-minutes.ts';
import { CLAIM_MINUTES } from '../claims.ts';
import type { Desk } from '../desk.ts';
import type { Asked } from './report-range.ts';
import type { PeopleReport, TodayReport } from './reports-schema.ts';

type Head = 'at' | 'from' | 'to' | 'timeZone';

export async function readToday(desk: Desk, { range }: Asked): Promise<Omit<TodayReport, Head>> {
  const [rows, { kinds, missing, saved }, remittances] = await Promise.all([
    workDone(desk.db, range),
    minutesOf(desk, range),
    remittancesDone(desk.db, range),
  ]);
  const payers = new Map(desk.administration.files.payers.map(({ key, name }) => [key, name]));
  return {
    totals: sumOf(rows),
    byPortal: grouped(rows, ({ portal }) => [portal, titleOf(desk, portal)]),
    byPayer: grouped(rows, ({ payer }) => [payer, payers.get(payer) ?? payer]),
    rows,
    remittances,
    minutes: { saved, missing: [...missing], kinds: kinds.map((each) => ({ ...each, title: KIND_TITLES[each.kind] })) },
  };
}

const KIND_TITLES: Record<BaselineKind, string> = {
  eligibility: 'Eligibility inquiry answered',
  'claim-status': 'Claim-status inquiry answered',
  remittance: 'Claim of a remittance posted',
  exception: 'Exception left to a person',
};

const minutesOf = async ({ db }: Desk, range: Asked['range']) =>
  minutesSaved(await robotWork(db, range), await readBaseline(db));

export const titleOf = ({ portals }: Desk, portal: string): string =>
  portals.find(({ name }) => name === portal)?.title ?? portal;

const COUNTS = ['asked', 'done', 'review', 'failed', 'queued', 'waiting'] as const;

const sumOf = (rows: readonly WorkDone[]): TodayReport['totals'] => {
  const totals = { asked: 0, done: 0, review: 0, failed: 0, queued: 0, waiting: 0 };
  for (const row of rows) for (const count of COUNTS) totals[count] += row[count];
  return totals;
};

/** The busiest first. */
function grouped(
  rows: readonly WorkDone[],
  of: (row: WorkDone) => [name: string, title: string],
): TodayReport['byPortal'] {
  const titles = new Map(rows.map(of));
  return [...titles]
    .map(([name, title]) => ({ name, title, ...sumOf(rows.filter((row) => of(row)[0] === name)) }))
    .toSorted((a, b) => weight(b) - weight(a) || a.title.localeCompare(b.title));
}

const weight = (group: TodayReport['totals']): number => COUNTS.reduce((sum, count) => sum + group[count], 0);

export async function readPeople(desk: Desk, { range, now }: Asked): Promise<Omit<PeopleReport, Head>> {
  return { people: await personFigures(desk.db, range, new Date(now.getTime() - CLAIM_MINUTES * 60_000)) };
}
