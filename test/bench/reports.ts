/** How long each report takes over HTTP on PostgreSQL with 100,000 inquiries: its usual days, and the longest range. */
import { REPORT_NAMES } from '../../review/api/reports-schema.ts';
import { buildApi } from '../../review/api/index.ts';
import { client } from '../review/client.ts';
import { openOffice } from '../review/office.ts';
import { startPostgres } from '../servers/postgres.ts';
import { fillYear } from './reports-cast.ts';
import type { BenchResult } from './result.ts';

const ROUNDS = 25;
const LONGEST = 'from=2025-10-20&to=2026-11-23';
const LONGEST_OF_PEOPLE = 'from=2026-08-24&to=2026-11-23';

export async function benchReports(): Promise<BenchResult> {
  const server = await startPostgres();
  const office = await openOffice(server.url);
  const app = await buildApi(office.desk, { webFolder: '/nowhere' });
  try {
    await office.person('dana');
    const workItems = await fillYear(office.db, await office.login('portal-0'));
    const asks = client(app);
    const cookies = await asks.cookieOf('dana');
    const rows: { report: string; days: string; p50Ms: number; p95Ms: number }[] = [];
    for (const name of REPORT_NAMES)
      for (const [days, query] of [
        ['usual', ''],
        ['longest', name === 'people' ? LONGEST_OF_PEOPLE : LONGEST],
      ] as const) {
        const times: number[] = [];
        for (let round = 0; round < ROUNDS; round++) {
          const from = performance.now();
          const answer = await asks.get(`/reports/${name}?${query}${name === 'denials' ? '&by=payer' : ''}`, cookies);
          times.push(performance.now() - from);
          if (answer.statusCode !== 200) throw new Error(`The report ${name} answered ${answer.statusCode}.`);
        }
        rows.push({ report: name, days, p50Ms: share(times, 0.5), p95Ms: share(times, 0.95) });
      }
    const slowest = (days: string) => Math.max(...rows.filter((row) => row.days === days).map(({ p95Ms }) => p95Ms));
    return { summary: { workItems, usualP95Ms: slowest('usual'), longestP95Ms: slowest('longest') }, rows };
  } finally {
    await app.close();
    await office.close();
    await server.close();
  }
}

const share = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * part) - 1]!;
