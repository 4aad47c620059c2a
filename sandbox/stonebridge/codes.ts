/** Codes by mail: eight digits, valid for hours, asked for at every sign-in; a new one makes the one before worthless. */
import type { Random } from '../random.ts';
import type { Account } from './accounts.ts';

/** A mail that the portal sends. */
export interface PortalMail {
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
}

export interface Codes {
  /** Makes a new code and mails it, after the delay that is set. */
  readonly send: (account: Account) => void;
  readonly isRight: (account: Account, typed: string) => boolean;
  readonly hours: number;
  readonly setDelay: (ms: number) => void;
  /** Drops mails that are under way. */
  readonly close: () => void;
}

export interface CodesOptions {
  readonly onMail: (mail: PortalMail) => void;
  readonly hours: number;
  readonly delayMs: number;
  readonly random: Random;
  readonly now: () => Date;
}

export const MAILS_FROM = 'no-reply@stonebridge.example';

export function openCodes({ onMail, hours, delayMs, random, now }: CodesOptions): Codes {
  let delay = delayMs;
  const underWay = new Set<NodeJS.Timeout>();
  return {
    hours,
    setDelay: (ms) => void (delay = ms),
    send: (account) => {
      const digits = String(random.int(10_000_000, 99_999_999));
      account.code = { digits, atMs: now().getTime() };
      const mail = mailOf(account, digits, hours);
      if (delay === 0) return onMail(mail);
      const timer = setTimeout(() => {
        underWay.delete(timer);
        onMail(mail);
      }, delay).unref();
      underWay.add(timer);
      return undefined;
    },
    isRight: ({ code }, typed) =>
      code !== null && code.digits === typed && now().getTime() - code.atMs <= hours * 3_600_000,
    close: () => underWay.forEach((timer) => clearTimeout(timer)),
  };
}

const mailOf = ({ email }: Account, digits: string, hours: number): PortalMail => ({
  to: email,
  from: MAILS_FROM,
  subject: 'Stonebridge Medicare Portal verification code',
  text: `Your verification code is ${digits}.\n\nIt is valid for ${hours} hours. A code that you asked for earlier is no longer valid.\nIf you did not ask for it, call the Stonebridge help desk.\n`,
});
