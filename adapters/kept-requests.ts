/** Requests with an `Idempotency-Key`: carried out once over all hosts, answered again from here for a day. */
import type { Query } from './query.ts';

/** Kept so long, in hours. */
export const KEPT_HOURS = 24;
/** After this a request without an answer is taken for one whose process died. */
const LONGEST_RUN_MS = 5 * 60_000;

export interface AskedOnce {
  /** `reviewer:<id>` or `token:<id>`: keys of one are nothing to another. */
  readonly actor: string;
  readonly key: string;
  /** sha256 of method, address, kind and body. */
  readonly hash: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Sealed; null where the answer showed a secret. */
  readonly answer: Uint8Array | null;
}

export type Claimed =
  /** Carry it out, then `keepAnswer` or `forgetRequest`. */
  | { readonly outcome: 'ours' }
  | { readonly outcome: 'answered'; readonly kept: KeptAnswer }
  | { readonly outcome: 'under-way' }
  | { readonly outcome: 'other-request' };

/** Of two at once, on whatever hosts, one gets `ours`. */
export async function claimRequest(db: Query, asked: AskedOnce, now: Date): Promise<Claimed> {
  const outdated = new Date(now.getTime() - KEPT_HOURS * 3_600_000);
  const dead = new Date(now.getTime() - LONGEST_RUN_MS);
  await db.query('delete from kept_request where asked_at <= $1', [outdated]);
  const { rowCount } = await db.query(
    `insert into kept_request as k (actor, key, request_hash, asked_at) values ($1, $2, $3, $4)
     on conflict (actor, key) do update set asked_at = $4
       where k.status is null and k.asked_at <= $5 and k.request_hash = $3`,
    [asked.actor, asked.key, asked.hash, now, dead],
  );
  if (rowCount === 1) return { outcome: 'ours' };
  const { rows } = await db.query<Omit<KeptAnswer, 'status'> & { hash: string; status: number | null }>(
    'select request_hash as hash, status, headers, answer from kept_request where actor = $1 and key = $2',
    [asked.actor, asked.key],
  );
  const row = rows[0];
  // Between the two statements it may have failed and been forgotten: the next try finds it free.
  if (!row) return { outcome: 'under-way' };
  if (row.hash !== asked.hash) return { outcome: 'other-request' };
  if (row.status === null) return { outcome: 'under-way' };
  return { outcome: 'answered', kept: { status: row.status, headers: row.headers, answer: row.answer } };
}

export async function keepAnswer(db: Query, asked: AskedOnce, kept: KeptAnswer): Promise<void> {
  await db.query(
    'update kept_request set status = $4, headers = $5, answer = $6 where actor = $1 and key = $2 and request_hash = $3',
    [asked.actor, asked.key, asked.hash, kept.status, JSON.stringify(kept.headers), kept.answer],
  );
}

/** It changed nothing: the same key may be used again. */
export async function forgetRequest(db: Query, asked: AskedOnce): Promise<void> {
  await db.query('delete from kept_request where actor = $1 and key = $2 and request_hash = $3 and status is null', [
    asked.actor,
    asked.key,
    asked.hash,
  ]);
}
