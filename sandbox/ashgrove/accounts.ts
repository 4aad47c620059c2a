/** The practice portal's users: five bad passwords in a row revoke a User ID. */
import type { PortalCounters } from '../practice-portal.ts';

export interface AshgroveUser {
  readonly username: string;
  readonly password: string;
  readonly providerNpi: string;
}

export interface Account {
  readonly username: string;
  readonly providerNpi: string;
  password: string;
  badTries: number;
  isRevoked: boolean;
  /** One of its passwords was rejected, and it has not been changed since. */
  isRejected: boolean;
}

/** Bad passwords in a row that the portal takes. */
export const TRIES = 5;

export interface Accounts {
  readonly find: (username: string) => Account | null;
  /** Counts one submit. @returns what the portal says of it. */
  readonly check: (account: Account, password: string) => 'right' | 'wrong' | 'revoked';
  readonly setPassword: (username: string, password: string) => void;
  readonly unlock: (username: string) => void;
}

export function openAccounts(users: readonly AshgroveUser[], counters: PortalCounters): Accounts {
  const accounts = new Map<string, Account>();
  for (const user of users) {
    accounts.set(user.username.toUpperCase(), { ...user, badTries: 0, isRevoked: false, isRejected: false });
  }
  const find = (username: string): Account | null => accounts.get(username.trim().toUpperCase()) ?? null;
  const known = (username: string): Account => {
    const account = find(username);
    if (!account) throw new Error('The practice portal has no such user; give one of those it was started with.');
    return account;
  };
  return {
    find,
    check: (account, password) => {
      if (account.isRejected) counters.submitsAfterRejection += 1;
      if (account.isRevoked) return 'revoked';
      if (password === account.password) {
        Object.assign(account, { badTries: 0, isRejected: false });
        return 'right';
      }
      counters.badPasswords += 1;
      account.isRejected = true;
      account.badTries += 1;
      if (account.badTries < TRIES) return 'wrong';
      account.isRevoked = true;
      counters.lockouts += 1;
      return 'revoked';
    },
    setPassword: (username, password) => void Object.assign(known(username), { password, isRejected: false }),
    unlock: (username) => void Object.assign(known(username), { badTries: 0, isRevoked: false, isRejected: false }),
  };
}
