/** What comes due for a login by its portal's rules: a new password, a sign-in before it is disabled, a confirmed user. */

export interface LoginRules {
  readonly passwordDays?: number | undefined;
  readonly disableAfterDays?: number | undefined;
  readonly recertifyDays?: number | undefined;
}

export interface LoginDates {
  readonly secretAt: Date | null;
  readonly confirmedAt: Date | null;
  readonly usedAt: Date | null;
}

export interface ComingDue {
  readonly what: 'password' | 'idle' | 'recertify';
  readonly at: Date;
  /** Whole days left; negative when it is over. */
  readonly days: number;
}

const DAY_MS = 86_400_000;
/** Days ahead at which a person is told: long enough to act on a working day. */
const AHEAD: Record<ComingDue['what'], number> = { password: 10, idle: 7, recertify: 30 };

/** When each comes due by the portal's rules; null where it has no such rule. A login that never signed in counts from its password. */
export function dueDates(rules: LoginRules, dates: LoginDates): Record<ComingDue['what'], Date | null> {
  const after = (from: Date | null, days: number | undefined): Date | null =>
    from && days !== undefined ? new Date(from.getTime() + days * DAY_MS) : null;
  return {
    password: after(dates.secretAt, rules.passwordDays),
    idle: after(dates.usedAt ?? dates.secretAt, rules.disableAfterDays),
    recertify: after(dates.confirmedAt, rules.recertifyDays),
  };
}

/** @returns what a person should be told of now, the nearest first. */
export function comingDue(rules: LoginRules, dates: LoginDates, now: Date): ComingDue[] {
  const at = dueDates(rules, dates);
  return (['password', 'idle', 'recertify'] as const)
    .flatMap((what): ComingDue[] => {
      const due = at[what];
      if (!due) return [];
      const days = Math.floor((due.getTime() - now.getTime()) / DAY_MS);
      return days <= AHEAD[what] ? [{ what, at: due, days }] : [];
    })
    .toSorted((a, b) => a.days - b.days);
}

const DO: Record<ComingDue['what'], (days: string) => string> = {
  password: (days) =>
    `the portal wants a new password ${days}: change it there by hand, then store it with "claimwright login add"`,
  idle: (days) => `the portal disables it for lack of use ${days}: sign in, by hand or with "claimwright login test"`,
  recertify: (days) =>
    `the portal wants its user confirmed ${days}: have its administrator do so, then run "claimwright login confirmed"`,
};

/** @returns a sentence for a person. */
export const tellDue = ({ what, days }: ComingDue): string => DO[what](whenText(days));

function whenText(days: number): string {
  if (days < 0) return 'since today or earlier';
  if (days === 0) return 'within a day';
  return days === 1 ? 'in 1 day' : `in ${days} days`;
}
