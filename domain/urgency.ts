/** By when an item must be worked, and in which order: deadlines of payers first, weighed with the money at stake. Pure. */
import { addDays } from './dates.ts';
import type { ExceptionCode } from './exceptions.ts';

/** What is known of an item's dates; days as `YYYY-MM-DD`, null when not known. */
export interface ItemDates {
  /** The visit that coverage is asked for: an answer after it is too late. */
  readonly visitOn: string | null;
  readonly servedOn: string | null;
  readonly remittedOn: string | null;
  /** Of the claim's open denials, the earliest. */
  readonly appealBy: string | null;
  readonly correctBy: string | null;
  /** Of the payer, from the service date and from the remittance. */
  readonly timelyFilingDays: number | null;
  readonly appealDays: number | null;
}

export type DueWhy = 'visit' | 'timely-filing' | 'appeal' | 'correction';
export interface Due {
  readonly on: string;
  readonly why: DueWhy;
}

/** Refusals as a remittance's item names them: the appeal clock runs from the remittance. */
const REFUSALS: readonly ExceptionCode[] = ['claim-denied', 'zero-paid-unexplained', 'takeback-with-denial'];

/**
 * The earliest day on which something is lost. An open denial states its own days; a refusal without one may be appealed within
 * the payer's days from the remittance (a contract's, Medicare's 120); else a claim can be filed or corrected within the
 * payer's timely-filing days from the service. A payer without known limits gives no day: none is guessed.
 */
export function dueOf(code: ExceptionCode, dates: ItemDates): Due | null {
  const { visitOn, appealBy, correctBy } = dates;
  const denied: Due[] = [
    ...(appealBy ? [{ on: appealBy, why: 'appeal' } as const] : []),
    ...(correctBy ? [{ on: correctBy, why: 'correction' } as const] : []),
  ];
  if (denied.length > 0) return denied.toSorted((a, b) => (a.on < b.on ? -1 : 1))[0] ?? null;
  if (visitOn) return { on: visitOn, why: 'visit' };
  const appeal = REFUSALS.includes(code) ? after(dates.remittedOn, dates.appealDays) : null;
  if (appeal) return { on: appeal, why: 'appeal' };
  const filing = after(dates.servedOn, dates.timelyFilingDays);
  return filing ? { on: filing, why: 'timely-filing' } : null;
}

const after = (day: string | null, days: number | null): string | null =>
  day === null || days === null ? null : addDays(day, days);

/** Days of work before the day itself: an appeal needs its records, a correction its proof and the payer's receipt, a visit a call. */
const LEAD_DAYS: Readonly<Record<DueWhy, number>> = { visit: 3, appeal: 14, correction: 10, 'timely-filing': 10 };
/** What has no deadline is worked within a month, as an answer of a payer goes stale then. */
const STANDING_DAYS = 30;
/** What is too late already is not what a morning begins with: only a good cause or a write-off is left of it. */
const MISSED_DAYS = 14;
/** Each tenfold of money pulls this many days forward, from ten dollars on: $100 two, $1,000 four, $10,000 six. */
const DAYS_PER_TENFOLD = 2;
const MOST_VALUE_DAYS = 7;

const DAY_MS = 86_400_000;
/** Of two that are alike the older comes first: two years weigh as much as a tenth of a day. */
const OLDER_FIRST = 1e-4;

export interface Weighed {
  readonly kind: 'eligibility' | 'claim-status' | 'remittance' | 'login' | 'code' | 'portal';
  readonly due: Due | null;
  readonly amountCents: number | null;
  readonly openedAt: Date;
}

/**
 * The day on which to work an item, as days since 1970; the smallest comes first. It does not depend on today, so that what
 * is stored stays in order. A code is wanted within minutes; a login or a portal that stands still stops all the work behind it.
 */
export function scoreOf({ kind, due, amountCents, openedAt }: Weighed): number {
  const opened = openedAt.getTime() / DAY_MS;
  if (kind === 'code') return opened - 10_000;
  if (kind === 'login' || kind === 'portal') return opened - 1_000;
  return baseOf(due, opened) - valueDays(amountCents) + opened * OLDER_FIRST;
}

function baseOf(due: Due | null, opened: number): number {
  if (!due) return opened + STANDING_DAYS;
  const last = Date.parse(`${due.on}T00:00:00Z`) / DAY_MS;
  return last < Math.floor(opened) ? opened + MISSED_DAYS : last - LEAD_DAYS[due.why];
}

function valueDays(amountCents: number | null): number {
  const dollars = Math.abs(amountCents ?? 0) / 100;
  return dollars <= 10 ? 0 : Math.min(MOST_VALUE_DAYS, Math.log10(dollars / 10) * DAYS_PER_TENFOLD);
}
