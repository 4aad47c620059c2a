/** The people of the review app: accounts with argon2id passwords, and their sessions (a random token, kept as its sha256). */
import { createHash, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Clock } from './clock.ts';
import type { Role } from '../domain/permissions.ts';
import type { Query } from './query.ts';

/** OWASP's first choice for argon2id; the package's default algorithm is argon2id. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** No character that can be taken for another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
/** A session ends after this long without a person's doing, in minutes. */
export const IDLE_MINUTES = 30;
/** A session ends after this long in any case, in hours. */
const LONGEST_HOURS = 12;
const FIRST_NAME = 'biller';

export interface Reviewer {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/**
 * Makes the first account when there is none.
 * @returns its name and password, to be shown once and kept nowhere; null when an account exists.
 */
export async function ensureFirstReviewer(db: Query, clock: Clock): Promise<{ name: string; password: string } | null> {
  const { rows } = await db.query('select 1 from reviewer limit 1');
  if (rows.length > 0) return null;
  const password = readablePassword();
  const isNew = await addReviewer(db, FIRST_NAME, password, clock.now(), 'administrator');
  return isNew ? { name: FIRST_NAME, password } : null;
}

/** @returns false when the name is taken; nothing is changed then. */
export async function addReviewer(db: Query, name: string, password: string, now: Date, role: Role): Promise<boolean> {
  const { rows } = await db.query(
    `insert into reviewer (id, name, password_hash, created_at, role) values ($1, $2, $3, $4, $5)
     on conflict (name) do nothing returning id`,
    [randomUUID(), name, await hash(password, ARGON2), now, role],
  );
  return rows.length > 0;
}

/**
 * Gives a person a new random password and ends their sessions: the way back in when the first one was lost.
 * @returns the password, to be shown once; null when there is no such person.
 */
export async function renewPassword(db: Query, name: string): Promise<string | null> {
  const password = readablePassword();
  const { rows } = await db.query<{ id: string }>(
    'update reviewer set password_hash = $2 where name = $1 returning id',
    [name, await hash(password, ARGON2)],
  );
  if (!rows[0]) return null;
  await db.query('delete from reviewer_session where reviewer_id = $1', [rows[0].id]);
  return password;
}

/**
 * A password is always verified, against a decoy when the name is unknown, so that neither answer nor time tells which names exist.
 * @returns null when name and password do not belong together.
 */
export async function checkPassword(db: Query, name: string, password: string): Promise<Reviewer | null> {
  const { rows } = await db.query<Reviewer & { hash: string }>(
    'select id, name, role, password_hash as hash from reviewer where name = $1',
    [name],
  );
  const row = rows[0];
  const isRight = await verify(row?.hash ?? (await decoy()), password);
  return row && isRight ? { id: row.id, name: row.name, role: row.role } : null;
}

let decoyHash: Promise<string> | undefined;
const decoy = (): Promise<string> => (decoyHash ??= hash(randomBytes(32), ARGON2));

/** Starts a session and clears away those that have ended. @returns the token for the cookie; it is kept nowhere. */
export async function startSession(db: Query, reviewerId: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.query('delete from reviewer_session where used_at <= $1 or created_at <= $2', ends(now));
  await db.query(
    'insert into reviewer_session (token_hash, reviewer_id, created_at, used_at) values ($1, $2, $3, $3)',
    [sha256(token), reviewerId, now],
  );
  return token;
}

/**
 * @param isPerson false for requests that the page makes by itself: they do not keep a session alive.
 * @returns whose session it is; null when there is none or it has ended.
 */
export async function findSession(db: Query, token: string, now: Date, isPerson: boolean): Promise<Reviewer | null> {
  const { rows } = await db.query<Reviewer>(
    `update reviewer_session s set used_at = case when $4 then $3 else s.used_at end from reviewer r
     where r.id = s.reviewer_id and s.token_hash = $5 and s.used_at > $1 and s.created_at > $2
     returning r.id, r.name, r.role`,
    [...ends(now), now, isPerson, sha256(token)],
  );
  return rows[0] ?? null;
}

export async function endSession(db: Query, token: string): Promise<void> {
  await db.query('delete from reviewer_session where token_hash = $1', [sha256(token)]);
}

/** Sessions last used, and begun, at or before these moments have ended. */
const ends = (now: Date): [Date, Date] => [
  new Date(now.getTime() - IDLE_MINUTES * 60_000),
  new Date(now.getTime() - LONGEST_HOURS * 3_600_000),
];

const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Four groups of five, about 99 bits: `k7m2q-...`. */
const readablePassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join(
    '-',
  );
