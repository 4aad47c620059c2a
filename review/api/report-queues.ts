/** The report of what waits: for robots, for people, for the reader of remittances; and when it will be gone. */
import { depthOverTime } from '../../adapters/reports/queue-depth.ts';
import { peopleQueues, remittanceQueue, robotQueues, type QueueNow } from '../../adapters/reports/queues.ts';
import { daysBetween } from '../../domain/dates.ts';
import { isExceptionCode } from '../../domain/exceptions.ts';
import { whenEmpty } from '../../domain/queue-estimate.ts';
import { CLAIM_MINUTES } from '../claims.ts';
import type { Desk } from '../desk.ts';
import { EXCEPTION_TEXTS } from '../exception-texts.ts';
import { titleOf } from './report-today.ts';
import type { Asked } from './report-range.ts';
import type { DepthPoint } from '../../adapters/reports/queue-depth.ts';
import type { QueueRow, QueuesReport } from './reports-schema.ts';

/** Robots work by the hour; people sleep and have weekends, which a week holds. */
const ROBOT_HOURS = 3;
const PEOPLE_HOURS = 7 * 24;
/** Ranges of more days are shown day by day. */
const MOST_DAYS_BY_HOUR = 3;

export async function readQueues(
  desk: Desk,
  { range, now }: Asked,
): Promise<Omit<QueuesReport, 'at' | 'from' | 'to' | 'timeZone'>> {
  const { db } = desk;
  const step = daysBetween(range.from, range.to) < MOST_DAYS_BY_HOUR ? 'hour' : 'day';
  const lapsed = new Date(now.getTime() - CLAIM_MINUTES * 60_000);
  const [robots, people, remittances, robotsBefore, peopleBefore] = await Promise.all([
    robotQueues(db, now, ROBOT_HOURS),
    peopleQueues(db, now, PEOPLE_HOURS, lapsed),
    remittanceQueue(db, now, ROBOT_HOURS),
    depthOverTime(db, 'robots', range, step, now),
    depthOverTime(db, 'people', range, step, now),
  ]);
  return {
    step,
    queues: [
      rowOf('robots', 'All portals', ROBOT_HOURS, now, sumOf(robots)),
      ...robots.map((each) => rowOf('robots', titleOf(desk, each.name ?? ''), ROBOT_HOURS, now, each)),
      rowOf('remittances', 'Remittances to be read', ROBOT_HOURS, now, remittances),
      rowOf('people', 'All exceptions', PEOPLE_HOURS, now, sumOf(people)),
      ...people
        .toSorted((a, b) => depthOf(b) - depthOf(a))
        .map((each) => rowOf('people', textOf(each.name ?? ''), PEOPLE_HOURS, now, each)),
    ],
    robots: robotsBefore.map(asPoint),
    people: peopleBefore.map(asPoint),
  };
}

const textOf = (code: string): string => (isExceptionCode(code) ? EXCEPTION_TEXTS[code].title : code);

const asPoint = ({ at, ...point }: DepthPoint) => ({ at: at.toISOString(), ...point });

const depthOf = ({ queued, running, waiting }: QueueNow): number => queued + running + waiting;

function rowOf(queue: QueueRow['queue'], title: string, hours: number, now: Date, row: QueueNow): QueueRow {
  const depth = depthOf(row);
  const estimate = whenEmpty({ depth, arrived: row.arrived, ended: row.ended, hours });
  return {
    queue,
    title,
    hours,
    depth,
    ...row,
    oldestAt: row.oldestAt?.toISOString() ?? null,
    estimate:
      estimate.kind === 'in'
        ? { kind: 'at', at: new Date(now.getTime() + estimate.hours * 3_600_000).toISOString() }
        : { kind: estimate.kind, at: null },
  };
}

function sumOf(rows: readonly QueueNow[]): QueueNow {
  const total = (of: (row: QueueNow) => number) => rows.reduce((sum, row) => sum + of(row), 0);
  const oldest = rows.flatMap(({ oldestAt }) => (oldestAt ? [oldestAt.getTime()] : []));
  return {
    name: null,
    queued: total((row) => row.queued),
    running: total((row) => row.running),
    waiting: total((row) => row.waiting),
    oldestAt: oldest.length > 0 ? new Date(Math.min(...oldest)) : null,
    arrived: total((row) => row.arrived),
    ended: total((row) => row.ended),
  };
}
