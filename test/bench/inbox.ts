/**
 * The inbox with many open items on a PostgreSQL of its own: how long lists, counts and searches take, how long after the key the
 * next item stands on the screen, the first load, what the browser must fetch for it, and twenty people at once.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { buildApi } from '../../review/api/index.ts';
import { client } from '../review/client.ts';
import { crowd } from '../review/crowd.ts';
import { openOffice, PASSWORD } from '../review/office.ts';
import { startPostgres } from '../servers.ts';
import { timeApi } from './inbox-api.ts';
import { timeBrowser } from './inbox-browser.ts';
import { fillInbox } from './inbox-cast.ts';
import type { BenchOptions, BenchResult } from './result.ts';

const PEOPLE = Array.from({ length: 20 }, (_, n) => `reviewer ${n}`);
const CROWD_SECONDS = 20;

export async function benchInbox({ items = 100_000, seconds = CROWD_SECONDS }: BenchOptions): Promise<BenchResult> {
  const server = await startPostgres();
  const webFolder = await mkdtemp(join(tmpdir(), 'claimwright-inbox-'));
  try {
    const root = join(import.meta.dirname, '../../review/web');
    await build({ root, logLevel: 'silent', build: { outDir: webFolder, emptyOutDir: true } });
    const office = await openOffice(server.url);
    const [someone] = [
      await office.person(PEOPLE[0]!),
      await Promise.all(PEOPLE.slice(1).map((name) => office.person(name))),
    ];
    const filledAt = performance.now();
    await fillInbox(office.db, items, office.clock.now());
    const openedPerSecond = (items * 1000) / (performance.now() - filledAt);
    await office.db.query(
      `update review_item set labels = '{call}', assigned_to = $1 where id in (select id from review_item order by id limit 800)`,
      [someone.id],
    );
    await office.db.query('vacuum analyze review_item');
    const app = await buildApi(office.desk, { webFolder });
    await app.listen({ port: 0, host: '127.0.0.1' });
    const address = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    const cookies = await client(app).cookieOf(someone.name);
    const api = await timeApi(app, cookies, someone.id);
    const browser = await timeBrowser(office, address, { name: someone.name, password: PASSWORD });
    const raced = await crowd(office, app, PEOPLE, seconds * 1000);
    await app.close();
    await office.close();
    const lists = api.filter(({ what }) => what.startsWith('list'));
    return {
      rows: [...api, ...browser.rows],
      summary: {
        items,
        openedPerSecond,
        listP95Ms: Math.max(...lists.map(({ p95Ms }) => p95Ms)),
        ...browser.summary,
        crowdSeconds: seconds,
        crowdResolved: raced.resolved,
        crowdLate: raced.late,
        doubleAssignments: raced.doubleAssignments,
        lostUpdates: raced.lostUpdates,
        errors: raced.errors.length,
      },
    };
  } finally {
    await server.stop();
    await rm(webFolder, { recursive: true, force: true });
  }
}
