/** A real PostgreSQL of the test's own: fresh cluster in a temporary folder, free port, own password. */
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { findPostgres, hint } from './binaries.ts';
import { openGate } from './gate.ts';
import { type Owner, unprivileged } from './owner.ts';
import { freePort, runServer, type Server } from './process.ts';

const run = promisify(execFile);

/** @throws with the sentence what to do when there is neither PostgreSQL on this machine nor TEST_DATABASE_URL. */
export async function startPostgres(): Promise<Server> {
  const bin = findPostgres();
  const elsewhere = process.env['TEST_DATABASE_URL'];
  if (bin === undefined && elsewhere) return openGate(elsewhere, 5432);
  if (bin === undefined) throw new Error(`No PostgreSQL server on this machine. ${hint}`);
  const port = await freePort();
  const owner = unprivileged();
  // Root's own temporary folder may be closed to the user that PostgreSQL runs as.
  const folder = await mkdtemp(join(owner ? '/tmp' : tmpdir(), 'cw-pg-'));
  const password = randomBytes(16).toString('hex');
  await makeCluster(bin, folder, password, owner);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    max_connections: 300,
    shared_buffers: '64MB',
    timezone: 'UTC',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  return runServer({
    name: 'postgres',
    url,
    port,
    folder,
    command: join(bin, 'postgres'),
    args: [
      '-D',
      join(folder, 'data'),
      ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]),
    ],
    ...(owner && { owner }),
    // SIGINT: fast shutdown. SIGQUIT: immediate, as after a crash, but without orphaned back ends.
    signals: { stop: 'SIGINT', kill: 'SIGQUIT' },
    ping: () => query(url, 'SELECT 1'),
  });
}

/**
 * Creates a database with a random name on a running server.
 * @param template the name of a database to copy, which nobody may be connected to; unset = an empty one.
 * @returns its URL, and `drop`, which breaks what is still connected to it.
 */
export async function freshDatabase(
  serverUrl: string,
  template = 'template1',
): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `cw_${randomBytes(8).toString('hex')}`;
  await query(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => query(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function query(connectionString: string, sql: string): Promise<void> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function makeCluster(bin: string, folder: string, password: string, owner: Owner | undefined): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  await chmod(folder, 0o700);
  if (owner) for (const path of [passwordFile, folder]) await chown(path, owner.uid, owner.gid);
  const args = ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`];
  await run(join(bin, 'initdb'), [...args, '--encoding=UTF8', '--locale=C', '--no-sync'], { ...owner, cwd: folder });
}
