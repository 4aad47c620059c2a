/** Everything that a queue engine holds, as texts to be searched. */
import { Redis } from 'ioredis';
import type { Query } from '../../adapters/query.ts';
import { haystack, type Haystack } from './canary-scan.ts';

/** Every key of a Redis with its value, whatever its type. @param match a pattern of keys, when others share the server. */
export async function dumpRedis(url: string, match = '*'): Promise<Haystack[]> {
  const redis = new Redis(url);
  try {
    const found: Haystack[] = [];
    for await (const page of redis.scanStream({ match, count: 1000 })) {
      for (const key of page as string[])
        found.push(haystack(`Redis key ${key}`, `${key} ${JSON.stringify(await valueOf(redis, key))}`));
    }
    return found;
  } finally {
    redis.disconnect();
  }
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  switch (type) {
    case 'string':
      return redis.get(key);
    case 'hash':
      return redis.hgetall(key);
    case 'list':
      return redis.lrange(key, 0, -1);
    case 'set':
      return redis.smembers(key);
    case 'zset':
      return redis.zrange(key, 0, '-1', 'WITHSCORES');
    case 'stream':
      return redis.xrange(key, '-', '+');
    // Gone between the scan and the question.
    case 'none':
      return null;
    default:
      throw new Error(`Redis holds a ${type}, which this dump cannot read; teach it that type.`);
  }
}

/** Every row of every table of BullMQ's own schema. */
export async function dumpJobTables(db: Query): Promise<Haystack[]> {
  const { rows } = await db.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'bullmq' and table_type = 'BASE TABLE'`,
  );
  const found: Haystack[] = [];
  for (const { name } of rows) {
    const table = await db.query<{ row: string }>(`select t::text as row from bullmq."${name}" t`);
    found.push(haystack(`table bullmq.${name}`, table.rows.map(({ row }) => row).join('\n')));
  }
  return found;
}
