/** How often one may be wrong: by name, by address, and by a browser that the person has signed in with before. */
import { clearOldTries, forget, giveBack, spendTry, type Tried, type TryRule } from '../adapters/sign-in-tries.ts';
import type { Desk } from './desk.ts';

const MINUTE_S = 60;
const HOUR_S = 3600;

/** Five guesses, then later and later; about a hundred a day, for ever, and never a lock that only an administrator opens. */
const PER_NAME: TryRule = {
  free: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 15 * MINUTE_S,
  forgetSeconds: 24 * HOUR_S,
};
/** An office may share one address. */
const PER_ADDRESS: TryRule = { ...PER_NAME, free: 30, forgetSeconds: HOUR_S };
const LONGEST_MEMORY_S = 25 * HOUR_S;

export type LimitDesk = Pick<Desk, 'db' | 'clock' | 'mark'>;

/** What a try is counted under. */
export interface Counted {
  /** Counts are kept under marks: what was typed as a name may be a password. */
  readonly marks: readonly string[];
  readonly waitSeconds: number;
}

/** Where a try comes from. */
export interface From {
  readonly address: string;
  /** Of a browser that has signed in as this person before: whoever guesses elsewhere does not make it wait. */
  readonly device: string | null;
}

/** Counts a try at a password (of the name that was typed), at a second factor, or at the own password once more. */
export async function countTry(
  desk: LimitDesk,
  what: 'password' | 'code' | 'own',
  name: string,
  from: From,
): Promise<Counted> {
  const whose = whoseMark(desk, name);
  const rules: [Tried, TryRule][] = from.device
    ? [[{ mark: desk.mark(`${what} ${from.device}`, 'sign-in device'), whose }, PER_NAME]]
    : [
        [{ mark: desk.mark(name.toLowerCase(), `sign-in ${what}`), whose }, PER_NAME],
        [{ mark: desk.mark(networkOf(from.address), 'sign-in address'), whose: null }, PER_ADDRESS],
      ];
  const now = desk.clock.now();
  const marks: string[] = [];
  for (const [tried, rule] of rules) {
    const waitSeconds = await spendTry(desk.db, tried, rule, now);
    if (waitSeconds > 0) {
      // Refused by the second rule: the first one's try was not made.
      for (const spent of marks) await giveBack(desk.db, spent);
      return { marks: [], waitSeconds };
    }
    marks.push(tried.mark);
  }
  return { marks, waitSeconds: 0 };
}

/** The try was right: it does not count, and earlier ones of this name or device are forgotten; those of the address stay. */
export async function settleTry(desk: LimitDesk, { marks: [own, ...others] }: Counted): Promise<void> {
  await clearOldTries(desk.db, new Date(desk.clock.now().getTime() - LONGEST_MEMORY_S * 1000));
  if (own) await forget(desk.db, own);
  for (const mark of others) await giveBack(desk.db, mark);
}

/** Under which all tries at a name are found, from wherever they were made. */
export const whoseMark = ({ mark }: Pick<Desk, 'mark'>, name: string): string =>
  mark(name.toLowerCase(), 'sign-in whose');

/** One customer of an internet provider has a whole /64 of IPv6 addresses. */
const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.toLowerCase().split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail?.split(':').filter(Boolean) ?? [];
  const middle = Array.from({ length: tail === undefined ? 0 : 8 - front.length - back.length }, () => '0');
  return [...front, ...middle, ...back].slice(0, 4).join(':');
};
