/** The people of the review app, as rows: names, roles, passwords, whether they are let in. */
import { randomUUID } from 'node:crypto';
import type { Role } from '../domain/permissions.ts';
import type { Clock } from './clock.ts';
import { hashPassword, isPassword, readablePassword } from './passwords.ts';
import type { Query } from './query.ts';
import { endSessionsOf } from './reviewer-sessions.ts';
import type { Reviewer } from './reviewer-sessions.ts';

const FIRST_NAME = 'biller';

/** Somebody whose password was right. */
export interface Recognized extends Reviewer {
  readonly hasSecondFactor: boolean;
}

/**
 * Makes the first account when there is none.
 * @param mustChange false: what is opened with it is thrown away when it ends.
 * @returns its name and password, to be shown once, kept nowhere and changed at the first sign-in; null when an account exists.
 */
export async function ensureFirstReviewer(
  db: Query,
  clock: Clock,
  mustChange = true,
): Promise<{ name: string; password: string } | null> {
  const { rows } = await db.query('select 1 from reviewer limit 1');
  if (rows.length > 0) return null;
  const password = readablePassword();
  const isNew = await addReviewer(db, FIRST_NAME, password, clock.now(), 'administrator', mustChange);
  return isNew ? { name: FIRST_NAME, password } : null;
}

/**
 * @param mustChange the password was given by somebody else and is good for one sign-in only.
 * @returns false when the name is taken; nothing is changed then.
 */
export const addReviewer = async (
  db: Query,
  name: string,
  password: string,
  now: Date,
  role: Role,
  mustChange = false,
): Promise<boolean> => (await insertReviewer(db, name, await hashPassword(password), now, role, mustChange)) !== null;

/** @returns the new person's id; null when the name is taken. */
export async function insertReviewer(
  tx: Query,
  name: string,
  passwordHash: string,
  now: Date,
  role: Role,
  mustChange: boolean,
): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>(
    `insert into reviewer (id, name, password_hash, created_at, role, must_change_password)
     values ($1, $2, $3, $4, $5, $6) on conflict (name) do nothing returning id`,
    [randomUUID(), name, passwordHash, now, role, mustChange],
  );
  return rows[0]?.id ?? null;
}

/** Sets a password and ends the sessions that the one before had begun. @returns false when there is no such person. */
export async function keepPassword(tx: Query, id: string, passwordHash: string, mustChange: boolean): Promise<boolean> {
  const { rowCount } = await tx.query(
    'update reviewer set password_hash = $2, must_change_password = $3 where id = $1',
    [id, passwordHash, mustChange],
  );
  await endSessionsOf(tx, id);
  return rowCount === 1;
}

/**
 * A password is always verified, against a decoy when the name is unknown or is not let in, so that neither answer nor time
 * tells which names exist.
 * @returns null when name and password do not belong together.
 */
export async function checkPassword(db: Query, name: string, password: string): Promise<Recognized | null> {
  const { rows } = await db.query<Recognized & { hash: string }>(
    `select id, name, role, password_hash as hash, totp_secret is not null as "hasSecondFactor"
     from reviewer where name = $1 and disabled_at is null`,
    [name],
  );
  const row = rows[0];
  if (!(await isPassword(row?.hash ?? null, password)) || !row) return null;
  return { id: row.id, name: row.name, role: row.role, hasSecondFactor: row.hasSecondFactor };
}

export async function findReviewer(db: Query, by: { id: string } | { name: string }): Promise<Recognized | null> {
  const { rows } = await db.query<Recognized>(
    `select id, name, role, totp_secret is not null as "hasSecondFactor" from reviewer
     where ${'id' in by ? 'id' : 'name'} = $1 and disabled_at is null`,
    ['id' in by ? by.id : by.name],
  );
  return rows[0] ?? null;
}

/** Locks the administrators who are let in: two who would each take the other's place away do it one after the other. */
export async function lockAdministrators(tx: Query): Promise<string[]> {
  const { rows } = await tx.query<{ id: string }>(
    `select id from reviewer where role = 'administrator' and disabled_at is null order by id for update`,
  );
  return rows.map(({ id }) => id);
}
