/** How old an open claim is, in the buckets that billing offices use. */
import { daysBetween } from './dates.ts';

export const AGING_BUCKETS = ['0-30', '31-60', '61-90', '91-120', '120+'] as const;
export type AgingBucket = (typeof AGING_BUCKETS)[number];

/** The last day of each bucket but the open one. */
const LAST_DAYS: readonly (readonly [number, AgingBucket])[] = [
  [30, '0-30'],
  [60, '31-60'],
  [90, '61-90'],
  [120, '91-120'],
];

/** @param days age in whole days; a day still to come counts as new. */
export const bucketOf = (days: number): AgingBucket => LAST_DAYS.find(([last]) => days <= last)?.[1] ?? '120+';

/** @returns the bucket by service date, else by submission date; null when neither is known. */
export function agingBucket(
  claim: { readonly serviceFrom: string | null; readonly submittedOn: string | null },
  today: string,
): AgingBucket | null {
  const since = claim.serviceFrom ?? claim.submittedOn;
  return since === null ? null : bucketOf(daysBetween(since, today));
}
