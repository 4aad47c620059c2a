/** The practice portal's users: three bad passwords lock a login. */
import type { PortalCounters } from '../practice-portal.ts';

export interface NorthfieldUser {
  readonly username: string;
  readonly password: string;
  /** Challenge question, as printed, to its answer; three is usual. */
  readonly answers: Readonly<Record<string, string>>;
  readonly providerNpi: string;
}

export interface Account {
  readonly username: string;
  readonly providerNpi: string;
  readonly answers: Readonly<Record<string, string>>;
  password: string;
  badTries: number;
  isLocked: boolean;
  /** One of its passwords was rejected, and it has not been changed since. */
  isRejected: boolean;
}

const TRIES = 3;

export interface Accounts {
  readonly find: (username: string) => Account | null;
  /** Counts one bad answer or password. @returns whether the login is locked now. */
  readonly countBadTry: (account: Account) => boolean;
  readonly setPassword: (username: string, password: string) => void;
  readonly unlock: (username: string) => void;
}

export function openAccounts(users: readonly NorthfieldUser[], counters: PortalCounters): Accounts {
  const accounts = new Map<string, Account>();
  for (const user of users)
    accounts.set(user.username.toUpperCase(), { ...user, badTries: 0, isLocked: false, isRejected: false });
  const find = (username: string): Account | null => accounts.get(username.trim().toUpperCase()) ?? null;
  const known = (username: string): Account => {
    const account = find(username);
    if (!account) throw new Error('The practice portal has no such user; give one of those it was started with.');
    return account;
  };
  return {
    find,
    countBadTry: (account) => {
      account.badTries += 1;
      if (account.badTries < TRIES || account.isLocked) return account.isLocked;
      account.isLocked = true;
      counters.lockouts += 1;
      return true;
    },
    setPassword: (username, password) => void Object.assign(known(username), { password, isRejected: false }),
    unlock: (username) => void Object.assign(known(username), { badTries: 0, isLocked: false, isRejected: false }),
  };
}
