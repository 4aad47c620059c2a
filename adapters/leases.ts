/** One login, one live session over all hosts: a lease in the database that a process renews, and that runs out when it dies. */
import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Query } from './query.ts';

export interface Leases {
  /** This process; it holds what it leases. */
  readonly holder: string;
  /**
   * Takes or keeps a login's lease. Asks the database only when less than half of the lease is left.
   * @returns its fence; null while another process holds it.
   */
  take(loginId: string): Promise<number | null>;
  /** Keeps leases alive. @returns those that are lost: another process may hold them. */
  renew(loginIds: readonly string[]): Promise<string[]>;
  release(loginId: string): Promise<void>;
  /** @returns which of these logins no other process holds. */
  free(loginIds: readonly string[]): Promise<string[]>;
}

/** @param ttlMs how long a lease outlives its process. */
export function openLeases(db: Query, ttlMs: number): Leases {
  const holder = randomUUID();
  // Counted by this process' own steady clock, from before the question: the database's lease ends later than this.
  const held = new Map<string, { fence: number; until: number }>();

  return {
    holder,

    async take(loginId) {
      const known = held.get(loginId);
      const asked = performance.now();
      if (known && known.until - asked > ttlMs / 2) return known.fence;
      const { rows } = await db.query<{ fence: number }>(
        `insert into login_lease as l (login_id, holder, fence, held_until)
         values ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
         on conflict (login_id) do update set holder = excluded.holder, held_until = excluded.held_until,
           fence = l.fence + case when l.holder = excluded.holder then 0 else 1 end
         where l.holder = excluded.holder or l.held_until <= clock_timestamp()
         returning fence`,
        [loginId, holder, ttlMs],
      );
      const row = rows[0];
      if (!row) held.delete(loginId);
      else held.set(loginId, { fence: row.fence, until: asked + ttlMs });
      return row?.fence ?? null;
    },

    async renew(loginIds) {
      if (loginIds.length === 0) return [];
      const asked = performance.now();
      const { rows } = await db.query<{ id: string; fence: number }>(
        `update login_lease set held_until = clock_timestamp() + $3 * interval '1 millisecond'
         where holder = $1 and login_id = any($2::uuid[]) returning login_id as id, fence`,
        [holder, loginIds, ttlMs],
      );
      for (const { id, fence } of rows) held.set(id, { fence, until: asked + ttlMs });
      const kept = new Set(rows.map((row) => row.id));
      const lost = loginIds.filter((id) => !kept.has(id));
      for (const id of lost) held.delete(id);
      return lost;
    },

    async release(loginId) {
      held.delete(loginId);
      await db.query('update login_lease set held_until = clock_timestamp() where login_id = $1 and holder = $2', [
        loginId,
        holder,
      ]);
    },

    async free(loginIds) {
      if (loginIds.length === 0) return [];
      const { rows } = await db.query<{ id: string }>(
        `select login_id as id from login_lease
         where login_id = any($1::uuid[]) and holder <> $2 and held_until > clock_timestamp()`,
        [loginIds, holder],
      );
      const taken = new Set(rows.map((row) => row.id));
      return loginIds.filter((id) => !taken.has(id));
    },
  };
}
