/** Sessions of the review app: a random token in a cookie, kept as its sha256; their owners see and end them. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Query } from './query.ts';
import type { Role } from '../domain/permissions.ts';
import { sha256 } from './vault.ts';

/** A session ends after this long without a person's doing, in minutes. */
export const IDLE_MINUTES = 30;
/** A session ends after this long in any case, in hours. */
const LONGEST_HOURS = 12;

export interface Reviewer {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

/** How a session began, and where. */
export interface Beginning {
  readonly by: 'password' | 'single-sign-on';
  /** For its owner: `Firefox on Windows`. */
  readonly device: string;
  readonly address: string;
}

export interface LiveSession extends Reviewer {
  readonly sessionId: string;
  readonly by: Beginning['by'];
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
}

export interface SessionRow extends Beginning {
  readonly id: string;
  readonly beganAt: Date;
  readonly usedAt: Date;
}

const UNKNOWN: Beginning = { by: 'password', device: 'unknown device', address: '' };

/** Starts a session and clears away those that have ended. @returns the token for the cookie; it is kept nowhere. */
export async function startSession(db: Query, reviewerId: string, now: Date, began = UNKNOWN): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.query('delete from reviewer_session where used_at <= $1 or created_at <= $2', ends(now));
  await db.query(
    `insert into reviewer_session (id, token_hash, reviewer_id, created_at, used_at, began_by, device, address)
     values ($1, $2, $3, $4, $4, $5, $6, $7)`,
    [randomUUID(), sha256(token), reviewerId, now, began.by, began.device, began.address],
  );
  await db.query('update reviewer set signed_in_at = $2 where id = $1', [reviewerId, now]);
  return token;
}

/**
 * @param isPerson false for requests that the page makes by itself: they do not keep a session alive.
 * @returns whose session it is; null when there is none, it has ended, or its person is no longer let in.
 */
export async function findSession(db: Query, token: string, now: Date, isPerson: boolean): Promise<LiveSession | null> {
  const { rows } = await db.query<LiveSession>(
    `update reviewer_session s set used_at = case when $4 then $3 else s.used_at end from reviewer r
     where r.id = s.reviewer_id and r.disabled_at is null and s.token_hash = $5 and s.used_at > $1 and s.created_at > $2
     returning r.id, r.name, r.role, s.id as "sessionId", s.began_by as by,
       r.must_change_password as "mustChangePassword", r.totp_secret is not null as "hasSecondFactor"`,
    [...ends(now), now, isPerson, sha256(token)],
  );
  return rows[0] ?? null;
}

export async function endSession(db: Query, token: string): Promise<void> {
  await db.query('delete from reviewer_session where token_hash = $1', [sha256(token)]);
}

/** The newest first. */
export async function sessionsOf(db: Query, reviewerId: string, now: Date): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>(
    `select id, began_by as by, device, address, created_at as "beganAt", used_at as "usedAt" from reviewer_session
     where used_at > $1 and created_at > $2 and reviewer_id = $3 order by used_at desc, id`,
    [...ends(now), reviewerId],
  );
  return rows;
}

/** @returns false when the person has no such session. */
export async function endSessionOf(db: Query, reviewerId: string, sessionId: string): Promise<boolean> {
  const { rowCount } = await db.query('delete from reviewer_session where reviewer_id = $1 and id = $2', [
    reviewerId,
    sessionId,
  ]);
  return rowCount === 1;
}

/** @param but a session that stays. @returns how many ended. */
export async function endSessionsOf(db: Query, reviewerId: string, but: string | null = null): Promise<number> {
  const { rowCount } = await db.query(
    'delete from reviewer_session where reviewer_id = $1 and ($2::uuid is null or id <> $2)',
    [reviewerId, but],
  );
  return rowCount;
}

/** Sessions last used, and begun, at or before these moments have ended. */
const ends = (now: Date): [Date, Date] => [
  new Date(now.getTime() - IDLE_MINUTES * 60_000),
  new Date(now.getTime() - LONGEST_HOURS * 3_600_000),
];
