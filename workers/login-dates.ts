/** Dates of logins that come (a new password, a last day of use, a confirmed user): one review item for each, ahead of time. */
import { faultOf } from '../adapters/log.ts';
import type { Query } from '../adapters/query.ts';
import type { PortalRegister } from '../config/registers.ts';
import { dayIn, formatUsDate } from '../domain/dates.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import { comingDue } from '../domain/login-dates.ts';
import type { ComingDue } from '../domain/login-dates.ts';
import type { Login } from '../domain/login.ts';
import { openReviewItem, settleReviewItem } from '../review/items.ts';
import type { Stores } from './stores.ts';

type Shelf = Pick<Stores, 'clock' | 'db' | 'log' | 'logins' | 'registers'> & {
  /** The office's: a date is told as its people's calendar has it. */
  readonly settings: Pick<Stores['settings'], 'timeZone'>;
};

/** Opens what comes due and closes what was renewed. Never rejects. @returns how many it opened and closed. */
export async function tellLoginDates(stores: Shelf): Promise<{ opened: number; closed: number }> {
  const { clock, db, log, logins, registers, settings } = stores;
  const done = { opened: 0, closed: 0 };
  try {
    for (const login of await logins.list()) {
      const register = registers.portals.find(({ name }) => name === login.portal);
      const { opened, closed } = await db.transaction((tx) =>
        follow(tx, login, register, clock.now(), settings.timeZone),
      );
      done.opened += opened;
      done.closed += closed;
    }
  } catch (error) {
    log.warn({ fault: faultOf(error) }, 'could not look after the dates of the logins; trying again');
  }
  return done;
}

async function follow(tx: Query, login: Login, register: PortalRegister | undefined, now: Date, timeZone: string) {
  // Two hosts that look at once would tell it twice.
  await tx.query('select 1 from login where id = $1 for update', [login.id]);
  const due = comingDue(register ?? {}, login, now).filter((each) => isForPerson(each, register));
  const wanted = new Map(due.map((each) => [subjectOf(login, each), each]));
  const told = await toldOf(tx, login);
  const open = told.filter(({ isOpen, subject }) => isOpen && !wanted.has(subject));
  for (const { subject } of open) await settleReviewItem(tx, subject, 'the date was renewed', now);
  const unsaid = [...wanted].filter(([subject]) => !told.some((each) => each.subject === subject));
  for (const [subject, each] of unsaid) {
    const about = { portal: login.portal, loginId: login.id, workItemId: null, evidenceId: null };
    await openReviewItem(
      tx,
      { ...about, subject, code: CODES[each.what], message: MESSAGES[each.what](dayIn(each.at, timeZone)) },
      now,
    );
  }
  return { opened: unsaid.length, closed: open.length };
}

/** Every date that was told of a login, also those that a person has closed: none is told again. */
async function toldOf(tx: Query, { id }: Login): Promise<readonly { subject: string; isOpen: boolean }[]> {
  const { rows } = await tx.query<{ subject: string; isOpen: boolean }>(
    `select subject, resolution is null as "isOpen" from review_item where login_id = $1 and code = any($2::text[])`,
    [id, Object.values(CODES)],
  );
  return rows;
}

/** Where the robots may keep a login alive they have the first days to do so. */
const FOR_ROBOTS_DAYS = 4;
const isForPerson = ({ what, days }: ComingDue, register: PortalRegister | undefined): boolean =>
  what !== 'idle' || !register?.mayKeepAlive || days <= FOR_ROBOTS_DAYS;

/** A name, in no time zone: it stays the same when the office moves. */
const subjectOf = ({ id }: Login, { what, at }: ComingDue): string =>
  `login:${id}:${what}:${at.toISOString().slice(0, 10)}`;

const CODES = {
  password: 'password-due',
  idle: 'use-due',
  recertify: 'confirmation-due',
} as const satisfies Record<ComingDue['what'], ExceptionCode>;

const MESSAGES: Record<ComingDue['what'], (day: string) => string> = {
  password: (day) => `The portal wants a new password of this login by ${formatUsDate(day)}.`,
  idle: (day) => `The portal disables this login on ${formatUsDate(day)} unless it is used before.`,
  recertify: (day) => `The portal wants the user of this login confirmed by ${formatUsDate(day)}.`,
};
