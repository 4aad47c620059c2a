import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openGate } from './servers/gate.ts';
import { freshDatabase, startPostgres, startRedis, type Server } from './servers.ts';
import { Redis } from 'ioredis';

async function ask(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const redisAnswers = async (url: string): Promise<string> => {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return await redis.ping();
  } finally {
    redis.disconnect();
  }
};

test('the shared servers answer', async () => {
  expect(await redisAnswers(inject('redisUrl'))).toBe('PONG');
  expect(await ask(inject('databaseUrl'), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('a fresh database is empty, apart from others, and gone when dropped', async () => {
  const [one, other] = await Promise.all([freshDatabase(inject('databaseUrl')), freshDatabase(inject('databaseUrl'))]);
  await ask(one.url, 'CREATE TABLE claims (id int)');
  await expect(ask(other.url, 'SELECT * FROM claims')).rejects.toThrow('does not exist');
  await Promise.all([one.drop(), other.drop()]);
  await expect(ask(one.url, 'SELECT 1')).rejects.toThrow('does not exist');
});

describe('a PostgreSQL of the test’s own', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
    await ask(server.url, 'CREATE TABLE kept (id int)');
  });
  afterAll(() => server.close());

  test('refuses who has no password', async () => {
    const url = new URL(server.url);
    url.password = 'guess';
    await expect(ask(url.href, 'SELECT 1')).rejects.toThrow('password');
  });

  test.each(['stop', 'kill'] as const)('is gone after %s and back on the same port with its data', async (verb) => {
    await server[verb]();
    await expect(ask(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await server.start();
    expect(await ask(server.url, 'SELECT * FROM kept')).toEqual([]);
  });
});

test('a Redis of the test’s own goes and comes back on the same port', async () => {
  const server = await startRedis();
  for (const verb of ['stop', 'kill'] as const) {
    await server[verb]();
    await expect(redisAnswers(server.url)).rejects.toThrow('Connection is closed');
    await server.start();
    expect(await redisAnswers(server.url)).toBe('PONG');
  }
  await server.close();
});

test('before a server that runs elsewhere a gate shuts and opens', async () => {
  const gate = await openGate(inject('redisUrl'), 6379);
  expect(await redisAnswers(gate.url)).toBe('PONG');
  await gate.stop();
  await expect(redisAnswers(gate.url)).rejects.toThrow('Connection is closed');
  await gate.start();
  expect(await redisAnswers(gate.url)).toBe('PONG');
  await gate.close();
  expect(await redisAnswers(inject('redisUrl'))).toBe('PONG');
});
