/** How long the inbox answers: every filter and order, page after page, the counts, and a search. */
import type { FastifyInstance } from 'fastify';
import type { ItemList } from '../../review/api/schema.ts';
import { client, type Cookies } from '../review/client.ts';
import { CAST } from './inbox-cast.ts';

const ROUNDS = 6;
const ORDERS = ['priority', 'due', 'due-last', 'oldest', 'newest', 'value', 'value-least', 'payer', 'touched-last'];

const filters = (someone: string): readonly string[] => [
  '',
  `code=${CAST.codes[0]}`,
  'kind=eligibility',
  `payer=${encodeURIComponent(CAST.payers[2]!)}`,
  `portal=${CAST.portals[1]}`,
  'due=week',
  'due=overdue',
  'minCents=1000000',
  'olderThan=20',
  'assignee=me',
  'assignee=nobody',
  `assignee=${someone}`,
  'label=call',
  `kind=claim-status&code=${CAST.codes[1]}&portal=${CAST.portals[0]}&due=month&minCents=50000`,
];

export interface Timing {
  readonly [name: string]: number | string;
  readonly what: string;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly times: number;
}

export async function timeApi(app: FastifyInstance, cookies: Cookies, someone: string): Promise<Timing[]> {
  const asks = client(app);
  const rows: Timing[] = [];
  for (const filter of filters(someone)) {
    const times: number[] = [];
    for (const order of ORDERS) {
      let cursor = '';
      for (let round = 0; round < ROUNDS; round++) {
        const { ms, body } = await timed(() => asks.get(`/review-items?${filter}&order=${order}${cursor}`, cookies));
        times.push(ms);
        const { next } = body as ItemList;
        cursor = next ? `&cursor=${next}` : '';
      }
    }
    rows.push(
      timing(
        `list ${
          filter
            .split('&')
            .map((part) => part.split('=')[0])
            .join('+') || 'all'
        }`,
        times,
      ),
    );
  }
  const searching: number[] = [];
  for (const text of ['quill', 'PCN-4711', 'ashdown12 tob', 'zq10'])
    for (const order of ['oldest', 'due', 'value'])
      searching.push((await timed(() => asks.post('/review-items/search', cookies, { text, order }))).ms);
  rows.push(timing('search', searching));
  for (const path of ['/summary', '/inbox/queues']) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS * 2; round++) times.push((await timed(() => asks.get(path, cookies))).ms);
    rows.push(timing(path, times));
  }
  return rows;
}

async function timed(ask: () => Promise<{ statusCode: number; json: () => unknown; body: string }>) {
  const from = performance.now();
  const answer = await ask();
  const ms = performance.now() - from;
  if (answer.statusCode !== 200)
    throw new Error(`The inbox answered ${answer.statusCode}: ${answer.body.slice(0, 200)}`);
  return { ms, body: answer.json() };
}

export const timing = (what: string, times: readonly number[]): Timing => ({
  what,
  p50Ms: share(times, 0.5),
  p95Ms: share(times, 0.95),
  times: times.length,
});

export function share(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0;
}
