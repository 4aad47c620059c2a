/** Each report as a table, for a spreadsheet: the figures that its page shows, one line each. */
import type { CellKind, CellValue, ExportTable } from '../../adapters/export-sets.ts';
import type {
  AgingReport,
  DenialsReport,
  LoginsReport,
  PeopleReport,
  PortalsReport,
  QueuesReport,
  TodayReport,
} from './reports-schema.ts';

type Columns = Readonly<Record<string, CellKind>>;

function table(columns: Columns, rows: readonly object[]): ExportTable {
  return {
    columns: Object.entries(columns).map(([name, kind]) => ({ name, kind })),
    rows: rows as readonly Readonly<Record<string, CellValue>>[],
  };
}

const DONE: Columns = {
  asked: 'count',
  done: 'count',
  review: 'count',
  failed: 'count',
  queued: 'count',
  waiting: 'count',
};

export const todayTable = ({ rows }: TodayReport): ExportTable =>
  table({ portal: 'text', payer: 'text', kind: 'text', ...DONE }, rows);

export const queuesTable = ({ robots, people }: QueuesReport): ExportTable =>
  table({ queue: 'text', at: 'text', arrived: 'count', ended: 'count', depth: 'count' }, [
    ...robots.map((point) => ({ queue: 'robots', ...point })),
    ...people.map((point) => ({ queue: 'people', ...point })),
  ]);

export const portalsTable = ({ portals }: PortalsReport): ExportTable =>
  table(
    {
      portal: 'text',
      title: 'text',
      ended: 'count',
      answered: 'count',
      business: 'count',
      stopped: 'count',
      success: 'count',
      medianSeconds: 'count',
      p95Seconds: 'count',
      drifting: 'count',
      driftSeen: 'count',
      proposed: 'count',
      canaryAt: 'text',
      canaryPassedAt: 'text',
      canaryFault: 'text',
      pausedAt: 'text',
      pausedWhy: 'text',
      trialAt: 'text',
      slowedUntil: 'text',
    },
    portals,
  );

export const loginsTable = ({ logins }: LoginsReport): ExportTable =>
  table(
    {
      portal: 'text',
      label: 'text',
      health: 'text',
      why: 'text',
      pausedAt: 'text',
      passwordBy: 'text',
      useBy: 'text',
      confirmBy: 'text',
      usedAt: 'text',
      signIns: 'count',
      budgetLeft: 'count',
      lookupsToday: 'count',
      dailyCap: 'count',
    },
    logins,
  );

export const agingTable = ({ days }: AgingReport): ExportTable =>
  table(
    { day: 'day', bucket: 'text', claims: 'count', billed: 'money' },
    days.flatMap(({ day, buckets }) =>
      buckets.map(({ billedCents, ...each }) => ({ day, ...each, billed: billedCents })),
    ),
  );

export const denialsTable = ({ rows, by }: DenialsReport): ExportTable =>
  table(
    {
      week: 'day',
      [by]: 'text',
      title: 'text',
      opened: 'count',
      openedAmount: 'money',
      closed: 'count',
      closedAmount: 'money',
    },
    rows.map(({ name, openedCents, closedCents, ...row }) => ({
      ...row,
      [by]: name,
      openedAmount: openedCents,
      closedAmount: closedCents,
    })),
  );

export const peopleTable = ({ people }: PeopleReport): ExportTable =>
  table(
    {
      name: 'text',
      handled: 'count',
      resolved: 'count',
      sentBack: 'count',
      medianMinutes: 'count',
      timed: 'count',
      cameBack: 'count',
      holding: 'count',
    },
    people,
  );
