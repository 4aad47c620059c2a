/** The practice portal's users: bad passwords, bad codes and too many requested codes lock a login until a person unlocks it. */
import { daysBetween } from '../../domain/dates.ts';
import type { PortalCounters } from '../practice-portal.ts';

export interface StonebridgeUser {
  readonly username: string;
  readonly password: string;
  readonly providerNpi: string;
  /** Where codes are mailed to. */
  readonly email: string;
  /** `YYYY-MM-DD`; a password older than 60 days must be changed. Default: the day the portal was started. */
  readonly passwordSetOn?: string;
}

/** A code that was mailed; asking again replaces it. */
export interface IssuedCode {
  readonly digits: string;
  readonly atMs: number;
}

export interface Account {
  readonly username: string;
  readonly providerNpi: string;
  readonly email: string;
  password: string;
  passwordSetOn: string;
  isLocked: boolean;
  /** Since the password was rejected and not yet changed. */
  wasRejected: boolean;
  badPasswordsAt: number[];
  badCodes: number;
  codesAskedAt: number[];
  code: IssuedCode | null;
}

const TRIES = 3;
const TRIES_WITHIN_MS = 120 * 60_000;
const MOST_CODES = 5;
const CODES_WITHIN_MS = 60 * 60_000;
const PASSWORD_DAYS = 60;

export interface Accounts {
  readonly find: (username: string) => Account | null;
  readonly all: () => readonly Account[];
  /** @returns whether the login is locked now. */
  readonly countBadPassword: (account: Account) => boolean;
  readonly countBadCode: (account: Account) => boolean;
  readonly countCodeRequest: (account: Account) => boolean;
  readonly isPasswordTooOld: (account: Account) => boolean;
  readonly setPassword: (username: string, password: string) => void;
  readonly unlock: (username: string) => void;
}

interface AccountsOptions {
  readonly users: readonly StonebridgeUser[];
  readonly counters: PortalCounters;
  readonly now: () => Date;
  readonly today: string;
}

export function openAccounts({ users, counters, now, today }: AccountsOptions): Accounts {
  const accounts = new Map(users.map((user) => [user.username.toUpperCase(), accountOf(user, today)]));
  const find = (username: string): Account | null => accounts.get(username.trim().toUpperCase()) ?? null;
  const known = (username: string): Account => {
    const account = find(username);
    if (!account) throw new Error('The practice portal has no such user; give one of those it was started with.');
    return account;
  };
  const lockIf = (account: Account, isTooMuch: boolean): boolean => {
    if (isTooMuch && !account.isLocked) {
      account.isLocked = true;
      counters.lockouts += 1;
    }
    return account.isLocked;
  };
  const recent = (times: readonly number[], withinMs: number): number[] => {
    const ms = now().getTime();
    return [...times.filter((at) => ms - at <= withinMs), ms];
  };
  return {
    find,
    all: () => [...accounts.values()],
    countBadPassword: (account) => {
      account.badPasswordsAt = recent(account.badPasswordsAt, TRIES_WITHIN_MS);
      return lockIf(account, account.badPasswordsAt.length >= TRIES);
    },
    countBadCode: (account) => {
      account.badCodes += 1;
      return lockIf(account, account.badCodes >= TRIES);
    },
    countCodeRequest: (account) => {
      account.codesAskedAt = recent(account.codesAskedAt, CODES_WITHIN_MS);
      return lockIf(account, account.codesAskedAt.length > MOST_CODES);
    },
    isPasswordTooOld: ({ passwordSetOn }) => daysBetween(passwordSetOn, today) > PASSWORD_DAYS,
    setPassword: (username, password) =>
      void Object.assign(known(username), { password, passwordSetOn: today, wasRejected: false }),
    unlock: (username) =>
      void Object.assign(known(username), { isLocked: false, badPasswordsAt: [], badCodes: 0, codesAskedAt: [] }),
  };
}

const accountOf = ({ username, password, providerNpi, email, passwordSetOn }: StonebridgeUser, today: string) =>
  ({
    username,
    password,
    providerNpi,
    email,
    passwordSetOn: passwordSetOn ?? today,
    isLocked: false,
    wasRejected: false,
    badPasswordsAt: [],
    badCodes: 0,
    codesAskedAt: [],
    code: null,
  }) satisfies Account;
