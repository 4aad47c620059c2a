/** Which days a report is about when nobody says, and how many it may be about. */
import type { ReportRange } from '../../adapters/reports/range.ts';
import { addDays, dayIn, daysBetween } from '../../domain/dates.ts';
import type { Desk } from '../desk.ts';
import { RequestProblem } from './problems.ts';
import type { ReportName, ReportQuery } from './reports-schema.ts';

/** A year and the days around it, so that a year can be set beside the one before; of people a quarter, which is enough to share out work by. */
const MOST_DAYS = 400;
const MOST_DAYS_OF_PEOPLE = 92;

/** Days before today with which a report begins. */
const DAYS_BEFORE: Record<ReportName, number> = {
  today: 0,
  queues: 1,
  portals: 6,
  logins: 0,
  aging: 89,
  denials: 77,
  people: 6,
};

export interface Asked {
  readonly range: ReportRange;
  /** The practice's day. */
  readonly today: string;
  readonly now: Date;
  readonly by: ReportQuery['by'];
}

/** @throws RequestProblem 400 for days in the wrong order, or too many. */
export function rangeOf(desk: Desk, name: ReportName, query: ReportQuery): Asked {
  const now = desk.clock.now();
  const { timeZone } = desk;
  const today = dayIn(now, timeZone);
  const to = query.to ?? (query.from && query.from > today ? query.from : today);
  const from = query.from ?? addDays(to, -DAYS_BEFORE[name]);
  if (to < from) throw new RequestProblem(400, 'The last day lies before the first; turn them round.');
  const most = name === 'people' ? MOST_DAYS_OF_PEOPLE : MOST_DAYS;
  if (daysBetween(from, to) >= most)
    throw new RequestProblem(400, `This report covers at most ${most} days; choose fewer.`);
  return { range: { from, to, timeZone }, today, now, by: query.by };
}
