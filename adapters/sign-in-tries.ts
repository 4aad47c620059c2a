/**
 * Wrong tries to sign in, counted in the database over all hosts. Each try is counted before it is looked at, so that many at
 * once are not more than their number, and given back when it was right. After a few, each costs a wait that doubles.
 */
import type { Query } from './query.ts';

export interface TryRule {
  /** Wrong tries without a wait. */
  readonly free: number;
  readonly firstWaitSeconds: number;
  /** The longest wait: nobody is locked out for good. */
  readonly longestWaitSeconds: number;
  /** Without a try for so long, all is forgotten. */
  readonly forgetSeconds: number;
}

/** What is counted: under which mark, and at whose name. */
export interface Tried {
  readonly mark: string;
  readonly whose: string | null;
}

/** @returns seconds that must pass before a try is taken; 0: it was taken, and is counted as wrong until `giveBack` or `forget`. */
export async function spendTry(db: Query, { mark, whose }: Tried, rule: TryRule, now: Date): Promise<number> {
  const { free, firstWaitSeconds, longestWaitSeconds, forgetSeconds } = rule;
  const wait = (failures: string) =>
    `case when ${failures} < $3 then null::timestamptz
       else $2::timestamptz + make_interval(secs => least($5::float8, $4::float8 * power(2, least(${failures} - $3, 20)))) end`;
  const failures = `case when t.last_at <= $6 then 1 else t.failures + 1 end`;
  const { rows } = await db.query(
    `insert into sign_in_try as t (mark, whose, failures, last_at, wait_until) values ($1, $7, 1, $2, ${wait('1')})
     on conflict (mark) do update set failures = ${failures}, last_at = $2, wait_until = ${wait(`(${failures})`)}
       where t.wait_until is null or t.wait_until <= $2 returning 1`,
    [mark, now, free, firstWaitSeconds, longestWaitSeconds, new Date(now.getTime() - forgetSeconds * 1000), whose],
  );
  if (rows.length > 0) return 0;
  const kept = await db.query<{ until: Date | null }>('select wait_until as until from sign_in_try where mark = $1', [
    mark,
  ]);
  const until = kept.rows[0]?.until;
  return until ? Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) : 1;
}

/** The try was right, but proves nothing about the others. */
export async function giveBack(db: Query, mark: string): Promise<void> {
  await db.query('update sign_in_try set failures = greatest(failures - 1, 0), wait_until = null where mark = $1', [
    mark,
  ]);
}

/** Whoever tried has proved who they are. */
export async function forget(db: Query, mark: string): Promise<void> {
  await db.query('delete from sign_in_try where mark = $1', [mark]);
}

/** All that was tried at a name, from wherever. */
export async function forgetAllOf(db: Query, whose: string): Promise<void> {
  await db.query('delete from sign_in_try where whose = $1', [whose]);
}

/** Until when somebody who signs in as one of these must wait; a name at which nothing waits is left out. */
export async function waitsOf(db: Query, whose: readonly string[], now: Date): Promise<Map<string, Date>> {
  const { rows } = await db.query<{ whose: string; until: Date }>(
    `select whose, max(wait_until) as until from sign_in_try where whose = any($1) and wait_until > $2 group by whose`,
    [[...whose], now],
  );
  return new Map(rows.map((row) => [row.whose, row.until]));
}

/** What was tried so long ago that no rule remembers it. */
export async function clearOldTries(db: Query, before: Date): Promise<void> {
  await db.query('delete from sign_in_try where last_at <= $1', [before]);
}
