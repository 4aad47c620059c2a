/** The one SQL database that holds every durable thing: PostgreSQL by URL, or embedded PGlite in the data folder. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'bullmq';
import type { PgPool } from 'bullmq';
import pg from 'pg';
import { openEmbeddedPool } from './embedded-pool.ts';
import { paceEmptyClaims } from './job-pool.ts';
import type { Query } from './query.ts';

export interface Database extends Query {
  readonly kind: 'embedded' | 'postgres';
  /** All or nothing. Inside the body use only `tx`: the embedded database has a single session. */
  transaction<T>(body: (tx: Query) => Promise<T>): Promise<T>;
  /** For BullMQ's PostgreSQL backend: a pool whose search_path finds the `bullmq` schema. */
  readonly jobPool: PgPool;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://...`; unset = embedded. */
  readonly url?: string | undefined;
  /** Folder of the embedded database. */
  readonly folder: string;
  /** Told of a broken idle connection; queries report their own errors. */
  readonly onError?: (error: Error) => void;
  /** What chains the audit trail (see `audit-chain.ts`); without it what is added there passes no check. */
  readonly auditPads?: string;
}

/** Opens the database and brings its schema up to date. Rejects with the driver's error when it cannot be reached. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database = options.url ? openPostgres(options.url, options) : await openEmbedded(options);
  try {
    if (options.auditPads) await requirePads(database);
    await migrate(database);
    return database;
  } catch (error) {
    await database.close().catch(() => undefined);
    throw error;
  }
}

async function openEmbedded({ folder, auditPads }: DatabaseOptions): Promise<Database> {
  const pool = (await openEmbeddedPool(folder)) as unknown as PgPool;
  if (auditPads) await pool.query(`select set_config('${PADS}', $1, false)`, [auditPads]);
  return asDatabase('embedded', pool, paceEmptyClaims(pool));
}

function openPostgres(url: string, { onError = () => undefined, auditPads }: DatabaseOptions): Database {
  const types = { getTypeParser };
  const shared = { connectionString: url, keepAlive: true, connectionTimeoutMillis: 10_000 };
  const padded = auditPads ? ` -c ${PADS}=${auditPads}` : '';
  // Compiling a report's statement takes longer than the report.
  const pool = new pg.Pool({ ...shared, max: 10, types, options: `-c jit=off${padded}` });
  // Each BullMQ worker keeps one connection of this pool for LISTEN.
  const jobPool = new pg.Pool({ ...shared, max: 40, options: '-c search_path=bullmq' });
  // Each queue of each login listens for errors on it.
  jobPool.setMaxListeners(0);
  pool.on('error', onError);
  jobPool.on('error', onError);
  return asDatabase('postgres', pool as unknown as PgPool, paceEmptyClaims(jobPool as unknown as PgPool));
}

/** A setting of each session: the audit trail's triggers hash with it. */
const PADS = 'claimwright.audit_pads';

async function requirePads(database: Database): Promise<void> {
  const { rows } = await database.query<{ pads: string | null }>(`select current_setting('${PADS}', true) as pads`);
  if (!rows[0]?.pads)
    throw new Error('DATABASE_URL has options of its own, so the audit trail cannot be chained. Take them out of it.');
}

const { DATE, INT8 }: Record<string, number> = pg.types.builtins;

function getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === DATE) return (text: string) => text;
  if (oid === INT8) return Number;
  return (pg.types.getTypeParser as (oid: number, format?: 'text' | 'binary') => unknown)(oid, format);
}

function asDatabase(kind: Database['kind'], pool: PgPool, jobPool: PgPool): Database {
  const on = (from: Pick<PgPool, 'query'>): Query => ({
    async query(text, params = []) {
      const { rows, rowCount } = await from.query(text, [...params]);
      return { rows, rowCount: rowCount ?? 0 };
    },
  });
  return {
    kind,
    jobPool,
    ...on(pool),
    async transaction(body) {
      const client = await pool.connect();
      const lost: Error[] = [];
      const onError = (error: Error) => void lost.push(error);
      client.on('error', onError);
      try {
        await client.query('begin');
        const value = await body(on(client));
        await client.query('commit');
        return value;
      } catch (error) {
        await client.query('rollback').catch((broken: Error) => lost.push(broken));
        throw error;
      } finally {
        client.removeAllListeners('error');
        client.release(lost.length > 0);
      }
    },
    async close() {
      await pool.end();
      if (jobPool !== pool) await jobPool.end();
    },
  };
}

const MIGRATIONS = join(import.meta.dirname, 'migrations');
/** Spells CLWR: two processes that start at once migrate one after the other. */
const MIGRATION_LOCK = 0x434c5752;

async function migrate(database: Database): Promise<void> {
  const files = (await readdir(MIGRATIONS)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  await database.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await tx.query(
      'create table if not exists migration (name text primary key, run_at timestamptz not null default now())',
    );
    const done = new Set((await tx.query<{ name: string }>('select name from migration')).rows.map((row) => row.name));
    for (const name of files.filter((file) => !done.has(file))) {
      for (const statement of statements(await readFile(join(MIGRATIONS, name), 'utf8'))) await tx.query(statement);
      await tx.query('insert into migration (name) values ($1)', [name]);
    }
  });
  const client = await database.jobPool.connect();
  try {
    await runMigrations(client, 'bullmq');
  } finally {
    client.release();
  }
}

/** Our migration files end each statement with `;` at a line's end; a function's body stands between two `$$`. */
const statements = (sql: string): string[] =>
  sql
    .replace(/^\s*--.*$/gm, '')
    .split(/;\s*$(?=(?:[^$]*\$\$[^$]*\$\$)*[^$]*(?![^]))/m)
    .map((statement) => statement.trim())
    .filter(Boolean);
