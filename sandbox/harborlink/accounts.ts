/** Harborlink's users: a password, an authenticator, backup codes; five bad passwords or three bad codes lock a login. */
import type { PortalCounters } from '../practice-portal.ts';
import { authenticatorCodes } from './authenticator.ts';

export interface HarborlinkUser {
  readonly username: string;
  readonly password: string;
  /** The authenticator's secret in base 32. */
  readonly totpSecret: string;
  readonly backupCodes?: readonly string[];
}

export interface Account {
  readonly username: string;
  readonly totpSecret: string;
  readonly backupCodes: Set<string>;
  /** Browsers that gave a code before, by cookie. */
  readonly devices: Set<string>;
  /** Codes that were taken; none is taken twice. */
  readonly usedCodes: Set<string>;
  password: string;
  /** One that was rejected and not changed since. */
  hasRejectedPassword: boolean;
  badPasswords: number;
  badCodes: number;
  isLocked: boolean;
}

const PASSWORD_TRIES = 5;
const CODE_TRIES = 3;

export interface Accounts {
  readonly find: (username: string) => Account | null;
  /** Counts the submit. @returns what became of it. */
  readonly tryPassword: (username: string, password: string) => Account | 'rejected' | 'locked';
  readonly tryCode: (account: Account, code: string, isBackup: boolean) => 'right' | 'rejected' | 'locked';
  readonly setPassword: (username: string, password: string) => void;
  readonly unlock: (username: string) => void;
}

export function openAccounts(users: readonly HarborlinkUser[], counters: PortalCounters, now: () => Date): Accounts {
  const accounts = new Map(users.map((user) => [user.username.toUpperCase(), accountOf(user)]));
  const find = (username: string): Account | null => accounts.get(username.trim().toUpperCase()) ?? null;
  const known = (username: string): Account => {
    const account = find(username);
    if (!account) throw new Error('Harborlink has no such user; give one of those it was started with.');
    return account;
  };
  const lock = (account: Account): 'locked' => {
    if (!account.isLocked) counters.lockouts += 1;
    account.isLocked = true;
    return 'locked';
  };
  return {
    find,
    tryPassword: (username, password) => {
      counters.passwordSubmits += 1;
      const account = find(username);
      if (account?.hasRejectedPassword) counters.submitsAfterRejection += 1;
      if (account?.isLocked) return 'locked';
      if (account && account.password === password) {
        Object.assign(account, { badPasswords: 0, hasRejectedPassword: false });
        return account;
      }
      counters.badPasswords += 1;
      if (!account) return 'rejected';
      account.hasRejectedPassword = true;
      account.badPasswords += 1;
      return account.badPasswords >= PASSWORD_TRIES ? lock(account) : 'rejected';
    },
    tryCode: (account, code, isBackup) => {
      if (account.isLocked) return 'locked';
      if (isBackup ? account.backupCodes.delete(code) : takeCode(account, code, now())) {
        account.badCodes = 0;
        return 'right';
      }
      counters.badAnswers += 1;
      account.badCodes += 1;
      return account.badCodes >= CODE_TRIES ? lock(account) : 'rejected';
    },
    setPassword: (username, password) => void Object.assign(known(username), { password, hasRejectedPassword: false }),
    unlock: (username) => void Object.assign(known(username), { badPasswords: 0, badCodes: 0, isLocked: false }),
  };
}

const accountOf = ({ username, password, totpSecret, backupCodes = [] }: HarborlinkUser): Account => ({
  username,
  password,
  totpSecret,
  backupCodes: new Set(backupCodes),
  devices: new Set(),
  usedCodes: new Set(),
  hasRejectedPassword: false,
  badPasswords: 0,
  badCodes: 0,
  isLocked: false,
});

function takeCode(account: Account, code: string, at: Date): boolean {
  const taken = authenticatorCodes(account.totpSecret, at).find((each) => each.code === code);
  const key = taken && `${taken.window}/${code}`;
  if (!key || account.usedCodes.has(key)) return false;
  account.usedCodes.add(key);
  return true;
}
