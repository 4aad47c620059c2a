/** What people do with their own account: password, second factor, sessions. Each is proved by the password and leaves a trail. */
import { faultOfPassword, hashPassword } from '../adapters/passwords.ts';
import { endSessionsOf } from '../adapters/reviewer-sessions.ts';
import { checkPassword, keepPassword } from '../adapters/reviewers.ts';
import {
  confirmSecondFactor,
  dropSecondFactor,
  offerSecondFactor,
  renewRecoveryCodes,
  type Offer,
} from '../adapters/second-factors.ts';
import { noteAudit, type AuditAction } from './audit.ts';
import type { Desk, Person } from './desk.ts';
import { countTry, settleTry } from './sign-in-limits.ts';

/** `wait`: seconds; `wrong`: the password or code was not right; `refused`: a sentence says why. */
export type Own<T = object> =
  | ({ readonly outcome: 'done' } & T)
  | { readonly outcome: 'wrong' }
  | { readonly outcome: 'wait'; readonly seconds: number }
  | { readonly outcome: 'refused'; readonly why: string };

const subjectOf = ({ id }: Person): string => `reviewer:${id}`;

/** Asks for the own password once more: whoever sits down at an open browser must not be able to take the account over. */
export async function prove(desk: Desk, person: Person, password: string, address: string): Promise<Own> {
  const counted = await countTry(desk, 'own', person.name, { address, device: null });
  if (counted.waitSeconds > 0) return { outcome: 'wait', seconds: counted.waitSeconds };
  if ((await checkPassword(desk.db, person.name, password))?.id !== person.id) {
    await noteAudit(desk.db, person, 'password-refused', subjectOf(person), desk.clock.now());
    return { outcome: 'wrong' };
  }
  await settleTry(desk, counted);
  return { outcome: 'done' };
}

/** Ends every session of the person, this one too: who stays is let in anew. */
export async function changePassword(
  desk: Desk,
  person: Person,
  given: { password: string; next: string },
  address: string,
): Promise<Own> {
  const proven = await prove(desk, person, given.password, address);
  if (proven.outcome !== 'done') return proven;
  if (given.next === given.password)
    return { outcome: 'refused', why: 'Choose a password that is not the one before.' };
  const why = faultOfPassword(given.next, person.name);
  if (why) return { outcome: 'refused', why };
  const hash = await hashPassword(given.next);
  await desk.db.transaction(async (tx) => {
    await keepPassword(tx, person.id, hash, false);
    await noteAudit(tx, person, 'password-changed', subjectOf(person), desk.clock.now());
  });
  return { outcome: 'done' };
}

export async function beginSecondFactor(
  desk: Desk,
  person: Person,
  password: string,
  address: string,
): Promise<Own<{ offer: Offer }>> {
  const proven = await prove(desk, person, password, address);
  if (proven.outcome !== 'done') return proven;
  return { outcome: 'done', offer: await offerSecondFactor(desk.db, desk, person, desk.clock.now()) };
}

/** @returns recovery codes, to be shown once. */
export async function finishSecondFactor(
  desk: Desk,
  person: Person,
  sessionId: string,
  code: string,
  address: string,
): Promise<Own<{ codes: string[] }>> {
  const counted = await countTry(desk, 'own', person.name, { address, device: null });
  if (counted.waitSeconds > 0) return { outcome: 'wait', seconds: counted.waitSeconds };
  const now = desk.clock.now();
  const codes = await desk.db.transaction(async (tx) => {
    const made = await confirmSecondFactor(tx, desk, person.id, code, now);
    if (!made) return null;
    // The others were begun without it.
    await endSessionsOf(tx, person.id, sessionId);
    await noteAudit(tx, person, 'second-factor-set', subjectOf(person), now);
    return made;
  });
  if (!codes) return { outcome: 'wrong' };
  await settleTry(desk, counted);
  return { outcome: 'done', codes };
}

export const removeSecondFactor = (desk: Desk, person: Person, password: string, address: string): Promise<Own> =>
  provenChange(desk, person, password, address, 'second-factor-removed', async (tx) => {
    await dropSecondFactor(tx, person.id);
    return {};
  });

/** @returns new recovery codes, to be shown once; those of before are void. */
export const newRecoveryCodes = (
  desk: Desk,
  person: Person,
  password: string,
  address: string,
): Promise<Own<{ codes: string[] }>> =>
  provenChange(desk, person, password, address, 'recovery-codes-renewed', async (tx) => ({
    codes: await renewRecoveryCodes(tx, desk, person.id),
  }));

async function provenChange<T extends object>(
  desk: Desk,
  person: Person,
  password: string,
  address: string,
  action: AuditAction,
  change: (tx: Parameters<Parameters<Desk['db']['transaction']>[0]>[0]) => Promise<T>,
): Promise<Own<T>> {
  const proven = await prove(desk, person, password, address);
  if (proven.outcome !== 'done') return proven;
  const changed = await desk.db.transaction(async (tx) => {
    const done = await change(tx);
    await noteAudit(tx, person, action, subjectOf(person), desk.clock.now());
    return done;
  });
  return { outcome: 'done', ...changed };
}
