/** Reports of the money that waits: open claims by age, denials by week. */
import { agingNow, agingOverTime } from '../../adapters/reports/aging.ts';
import { denialTrend, standingDenials } from '../../adapters/reports/denials.ts';
import { AGING_BUCKETS } from '../../domain/aging.ts';
import { CARCS } from '../../domain/codes/carc.ts';
import { addDays, daysBetween } from '../../domain/dates.ts';
import type { Desk } from '../desk.ts';
import type { Asked } from './report-range.ts';
import type { AgingReport, DenialsReport } from './reports-schema.ts';

type Head = 'at' | 'from' | 'to' | 'timeZone';
type Amounts = AgingReport['now'][number];

export async function readAging(desk: Desk, { range, today }: Asked): Promise<Omit<AgingReport, Head>> {
  const [kept, standing] = await Promise.all([agingOverTime(desk.db, range), agingNow(desk.db, today)]);
  const days = new Map<string, Amounts[]>();
  for (const { day, bucket, ...amounts } of kept)
    days.set(day, [...(days.get(day) ?? []), ...(bucket ? [{ bucket, ...amounts }] : [])]);
  return {
    now: everyBucket(standing),
    days: [...days].map(([day, buckets]) => ({ day, buckets: everyBucket(buckets) })),
  };
}

/** In the order of age; a bucket without a claim is nought, and `unknown` is told of only when there is one. */
const everyBucket = (rows: readonly Amounts[]): Amounts[] => [
  ...AGING_BUCKETS.map((bucket) => rows.find((row) => row.bucket === bucket) ?? { bucket, claims: 0, billedCents: 0 }),
  ...rows.filter(({ bucket }) => bucket === 'unknown'),
];

export async function readDenials(desk: Desk, { range, by }: Asked): Promise<Omit<DenialsReport, Head>> {
  const [rows, open] = await Promise.all([denialTrend(desk.db, range, by), standingDenials(desk.db)]);
  return {
    by,
    open,
    weeks: mondays(range.from, range.to),
    rows: rows.map((row) => ({ ...row, title: TITLES[by](row.name) })),
  };
}

const TITLES: Record<DenialsReport['by'], (name: string) => string> = {
  category: (name) => capital(name.replaceAll('-', ' ')),
  reason: (name) => {
    const words = CARCS.get(name.split('-').at(-1) ?? '');
    return words ? `${name} ${words}` : name || 'No reason code';
  },
  payer: (name) => name || 'Payer not named',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** @returns the Mondays of the weeks that two days and all between them lie in. */
function mondays(from: string, to: string): string[] {
  // 2024-01-01 was a Monday.
  const first = addDays(from, -(((daysBetween('2024-01-01', from) % 7) + 7) % 7));
  return Array.from({ length: Math.floor(daysBetween(first, to) / 7) + 1 }, (_, week) => addDays(first, week * 7));
}
