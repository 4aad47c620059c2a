/** Sign-ins that are half done, each bound to one browser by a token in its cookie: before the second factor, or away at the identity provider. */
import { randomBytes } from 'node:crypto';
import type { Query } from './query.ts';
import { sha256 } from './vault.ts';

/** How long one may take. */
export const STEP_MINUTES = 10;

export interface SignInStep {
  /** Whose password was right; null: nobody is known yet. */
  readonly reviewerId: string | null;
  readonly sealed: Uint8Array | null;
}

/** @returns the token for the cookie; it is kept nowhere. */
export async function keepStep(db: Query, step: SignInStep, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db.query('delete from sign_in_step where begun_at <= $1', [endOf(now)]);
  await db.query('insert into sign_in_step (token_hash, reviewer_id, sealed, begun_at) values ($1, $2, $3, $4)', [
    sha256(token),
    step.reviewerId,
    step.sealed,
    now,
  ]);
  return token;
}

export async function findStep(db: Query, token: string, now: Date): Promise<SignInStep | null> {
  const { rows } = await db.query<SignInStep>(
    'select reviewer_id as "reviewerId", sealed from sign_in_step where token_hash = $1 and begun_at > $2',
    [sha256(token), endOf(now)],
  );
  return rows[0] ?? null;
}

/** Each is good once. @returns null when it is not there, is too old, or was taken before. */
export async function takeStep(db: Query, token: string, now: Date): Promise<SignInStep | null> {
  const { rows } = await db.query<SignInStep>(
    'delete from sign_in_step where token_hash = $1 and begun_at > $2 returning reviewer_id as "reviewerId", sealed',
    [sha256(token), endOf(now)],
  );
  return rows[0] ?? null;
}

const endOf = (now: Date): Date => new Date(now.getTime() - STEP_MINUTES * 60_000);
