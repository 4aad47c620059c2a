import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPool, openEmbeddedPool } from '../../adapters/embedded-pool.ts';
import { copyTemplate } from '../database-templates.ts';

let folder: string;
let pool: EmbeddedPool;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'claimwright-pool-'));
  await copyTemplate(join(folder, 'database'));
  pool = await openEmbeddedPool(join(folder, 'database'));
});
afterAll(async () => {
  await pool.end();
  await rm(folder, { recursive: true });
});

it('a client that listens hears others, also when its statement begins with comments, until it is released', async () => {
  const heard: string[] = [];
  const client = await pool.connect();
  client.on('notification', ({ channel, payload }: { channel: string; payload: string }) =>
    heard.push(`${channel} ${payload}`),
  );
  await client.query('-- Subscribe to the jobs\n-- of every queue.\nLISTEN bullmq_jobs;\n');
  await pool.query('select pg_notify($1, $2)', ['bullmq_jobs', 'login.1']);
  await vi.waitFor(() => expect(heard).toEqual(['bullmq_jobs login.1']));
  client.release();
  await pool.query('select 1');
  await pool.query("select pg_notify('bullmq_jobs', 'login.2')");
  await pool.query('select 1');
  expect(heard).toHaveLength(1);
});

it('a transaction has the session to itself, and a rollback leaves nothing', async () => {
  await pool.query('create table note (text text)');
  const client = await pool.connect();
  await client.query('begin');
  await client.query("insert into note values ('inside')");
  const outside = pool.query("insert into note values ('outside')");
  await client.query('rollback');
  client.release();
  await outside;
  expect((await pool.query('select text from note')).rows).toEqual([{ text: 'outside' }]);
});
