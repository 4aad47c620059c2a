/** Who may sign in and as what: an administrator's decisions about people, each with its trail. */
import { appendAudit } from '../adapters/audit-trail.ts';
import { hashPassword, readablePassword } from '../adapters/passwords.ts';
import type { Query } from '../adapters/query.ts';
import { insertReviewer, keepPassword, lockAdministrators } from '../adapters/reviewers.ts';
import { endSessionsOf } from '../adapters/reviewer-sessions.ts';
import { dropSecondFactor } from '../adapters/second-factors.ts';
import { forgetAllOf } from '../adapters/sign-in-tries.ts';
import type { Role } from '../domain/permissions.ts';
import { noteAudit, type AuditAction } from './audit.ts';
import type { Desk, Person } from './desk.ts';
import { whoseMark } from './sign-in-limits.ts';

export type PeopleDesk = Pick<Desk, 'db' | 'clock' | 'mark'>;

/** Who decides: an administrator of the review app, or whoever may run commands on the server. */
export type Decider = Person | { readonly commandLine: string };

/** `why`: a sentence for whoever asked; nothing was done. */
export type Done<T = object> = ({ done: true } & T) | { done: false; status: 404 | 409; why: string };

const NOBODY = { done: false, status: 404, why: 'There is no such person.' } as const;
const refused = (why: string) => ({ done: false, status: 409, why }) as const;
const OWN = 'Another administrator must do this for you: nobody changes what they themselves may do.';
const LAST = 'This is the last administrator who can sign in; make somebody else one first.';

/** Letters and digits of any script, and what stands in names and addresses of mail; nothing that a page or a table reads as code. */
export const NAME_PATTERN = /^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._@'-]{0,99}$/u;

/** Adds a person with a password that must be changed at the first sign-in. @returns it, to be shown once. */
export async function addPerson(
  desk: PeopleDesk,
  decider: Decider,
  name: string,
  role: Role,
): Promise<Done<{ id: string; password: string }>> {
  if (!NAME_PATTERN.test(name)) return refused("A name is made of letters, digits, blanks and . _ @ ' - only.");
  const password = readablePassword();
  const hash = await hashPassword(password);
  const now = desk.clock.now();
  return desk.db.transaction(async (tx) => {
    const alike = await tx.query('select 1 from reviewer where lower(name) = lower($1)', [name]);
    const id = alike.rows.length > 0 ? null : await insertReviewer(tx, name, hash, now, role, true);
    if (!id) return refused('There is a person of this name already; choose another name.');
    await note(tx, decider, 'person-added', id, now, { role });
    return { done: true, id, password };
  });
}

/** Gives a new password that must be changed at the next sign-in, ends all sessions and all waits. */
export async function givePassword(
  desk: PeopleDesk,
  decider: Decider,
  id: string,
): Promise<Done<{ password: string }>> {
  if (isSelf(decider, id)) return refused('Change your own password under “Your account”.');
  const password = readablePassword();
  const hash = await hashPassword(password);
  const done = await about(desk, decider, id, 'password-given', async (tx) => {
    await keepPassword(tx, id, hash, true);
    return {};
  });
  return done.done ? { done: true, password } : done;
}

export async function changeRole(desk: PeopleDesk, decider: Decider, id: string, role: Role): Promise<Done> {
  if (isSelf(decider, id)) return refused(OWN);
  return about(desk, decider, id, 'role-changed', async (tx, person) => {
    if (person.role === role) return {};
    if (role !== 'administrator' && (await isLastAdministrator(tx, id))) return LAST;
    await tx.query('update reviewer set role = $2 where id = $1', [id, role]);
    await endSessionsOf(tx, id);
    return { detail: { before: person.role, after: role } };
  });
}

/** Nothing of a person's is removed: what they decided stays theirs. They just no longer get in. */
export async function disablePerson(desk: PeopleDesk, decider: Decider, id: string): Promise<Done> {
  if (isSelf(decider, id)) return refused(OWN);
  return about(desk, decider, id, 'person-disabled', async (tx, _person, now) => {
    if (await isLastAdministrator(tx, id)) return LAST;
    await tx.query('update reviewer set disabled_at = coalesce(disabled_at, $2) where id = $1', [id, now]);
    await endSessionsOf(tx, id);
    return {};
  });
}

export const enablePerson = (desk: PeopleDesk, decider: Decider, id: string): Promise<Done> =>
  about(desk, decider, id, 'person-enabled', async (tx) => {
    await tx.query('update reviewer set disabled_at = null where id = $1', [id]);
    return {};
  });

/** For who lost the authenticator and the recovery codes. */
export async function resetSecondFactor(desk: PeopleDesk, decider: Decider, id: string): Promise<Done> {
  if (isSelf(decider, id)) return refused(OWN);
  return about(desk, decider, id, 'second-factor-reset', async (tx) => {
    await dropSecondFactor(tx, id);
    await endSessionsOf(tx, id);
    return {};
  });
}

/** Ends the wait that wrong tries have cost, wherever they were made. */
export const unlockPerson = (desk: PeopleDesk, decider: Decider, id: string): Promise<Done> =>
  about(desk, decider, id, 'person-unlocked', async () => ({}));

/** Ends all sessions of a person: a computer was left or lost. */
export const endTheirSessions = (desk: PeopleDesk, decider: Decider, id: string): Promise<Done> =>
  about(desk, decider, id, 'sessions-ended', async (tx) => ({ detail: { sessions: await endSessionsOf(tx, id) } }));

type Effect = { detail?: Record<string, unknown> };
const UNLOCKING: ReadonlySet<AuditAction> = new Set(['person-unlocked', 'password-given']);

/** Does one thing about one person, with its trail, or nothing. */
async function about(
  desk: PeopleDesk,
  decider: Decider,
  id: string,
  action: AuditAction,
  effect: (tx: Query, person: { name: string; role: Role }, now: Date) => Promise<Effect | string>,
): Promise<Done> {
  const now = desk.clock.now();
  return desk.db.transaction(async (tx) => {
    // Before the person's own row: whoever takes an administrator away takes the locks in the same order.
    await lockAdministrators(tx);
    const { rows } = await tx.query<{ name: string; role: Role }>(
      'select name, role from reviewer where id = $1 for update',
      [id],
    );
    const person = rows[0];
    if (!person) return NOBODY;
    const done = await effect(tx, person, now);
    if (typeof done === 'string') return refused(done);
    if (UNLOCKING.has(action)) await forgetAllOf(tx, whoseMark(desk, person.name));
    await note(tx, decider, action, id, now, done.detail);
    return { done: true };
  });
}

const isSelf = (decider: Decider, id: string): boolean => 'id' in decider && decider.id === id;

const isLastAdministrator = async (tx: Query, id: string): Promise<boolean> =>
  (await lockAdministrators(tx)).every((each) => each === id);

async function note(
  tx: Query,
  decider: Decider,
  action: AuditAction,
  id: string,
  now: Date,
  detail: Record<string, unknown> = {},
): Promise<void> {
  const subject = `reviewer:${id}`;
  if ('id' in decider) return noteAudit(tx, decider, action, subject, now, detail);
  await appendAudit(tx, { at: now, actor: `command-line:${decider.commandLine}`, action, subject, detail });
}
