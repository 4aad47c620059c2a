/** The portal's users: five bad passwords freeze a login. */
import type { Passkey } from '../../domain/login.ts';
import type { PortalCounters } from '../practice-portal.ts';
import { type KnownPasskey, knownPasskey } from './known-passkey.ts';

export interface BrightwellUser {
  readonly username: string;
  readonly password: string;
  /** NPI of the organization that the user works for, which it has to choose among three. */
  readonly providerNpi: string;
  /** Asked for after the password, where the portal works with passkeys. */
  readonly passkey?: Passkey | undefined;
}

export interface Account {
  readonly username: string;
  readonly providerNpi: string;
  password: string;
  badTries: number;
  isLocked: boolean;
  isRejected: boolean;
  /** Null: the password is enough. */
  passkey: KnownPasskey | null;
  /** In a row. */
  badPasskeys: number;
}

const TRIES = 5;

export interface Accounts {
  readonly find: (username: string) => Account | null;
  /** Judges one password submit and counts it. */
  readonly submit: (account: Account | null, password: string, isFrozen: boolean) => 'right' | 'wrong' | 'locked';
  readonly setPassword: (username: string, password: string) => void;
  readonly unlock: (username: string) => void;
}

export function openAccounts(users: readonly BrightwellUser[], counters: PortalCounters): Accounts {
  const accounts = new Map<string, Account>();
  for (const { passkey, ...user } of users)
    accounts.set(user.username.toUpperCase(), {
      ...user,
      badTries: 0,
      isLocked: false,
      isRejected: false,
      passkey: passkey ? knownPasskey(passkey) : null,
      badPasskeys: 0,
    });
  const find = (username: string): Account | null => accounts.get(username.trim().toUpperCase()) ?? null;
  const change = (username: string, changes: Partial<Account>): void => {
    const account = find(username);
    if (!account) throw new Error('The practice portal has no such user; give one of those it was started with.');
    Object.assign(account, changes);
  };
  return {
    find,
    submit: (account, password, isFrozen) => {
      counters.passwordSubmits += 1;
      if (account?.isRejected) counters.submitsAfterRejection += 1;
      if (account?.isLocked || isFrozen) return 'locked';
      if (account && account.password === password) {
        account.badTries = 0;
        return 'right';
      }
      counters.badPasswords += 1;
      if (!account) return 'wrong';
      account.isRejected = true;
      account.badTries += 1;
      account.isLocked = account.badTries >= TRIES;
      if (account.isLocked) counters.lockouts += 1;
      return account.isLocked ? 'locked' : 'wrong';
    },
    setPassword: (username, password) => change(username, { password, isRejected: false }),
    unlock: (username) => change(username, { badTries: 0, isLocked: false, isRejected: false, badPasskeys: 0 }),
  };
}
