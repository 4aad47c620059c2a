/** The pool that BullMQ's PostgreSQL backend works on: claims that find nothing come back slowly. */
import { setTimeout as rest } from 'node:timers/promises';
import type { PgPool } from 'bullmq';

const EMPTY_CLAIM_REST_MS = 100;

/**
 * A worker whose queue is full (global concurrency: another host has the login, or a killed one had it) is told at once
 * that jobs are waiting, claims in vain, and asks again without end: thousands of statements a second, and on the
 * embedded database no timer ever runs, so that the killed worker's job is never found stalled. New jobs are not slowed:
 * their worker is woken by NOTIFY and claims with success.
 */
export function paceEmptyClaims(pool: PgPool): PgPool {
  const query = pool.query.bind(pool);
  pool.query = async <R>(text: string, params?: unknown[]) => {
    const result = await query<R>(text, params);
    if (result.rows.length === 0 && text.includes('FROM move_to_active(')) await rest(EMPTY_CLAIM_REST_MS);
    return result;
  };
  return pool;
}
