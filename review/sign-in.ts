/** Signing in: name and password, then the second factor where there is one. What is wrong tells nobody what was right. */
import { randomBytes } from 'node:crypto';
import { checkPassword, findReviewer, type Recognized } from '../adapters/reviewers.ts';
import { keepStep, findStep, takeStep } from '../adapters/sign-in-steps.ts';
import { takeSecondFactor } from '../adapters/second-factors.ts';
import type { AccessRules } from './access.ts';
import { noteAudit } from './audit.ts';
import type { Desk, Person } from './desk.ts';
import { countTry, settleTry, type From } from './sign-in-limits.ts';

export type SignIn =
  | { readonly outcome: 'in'; readonly person: Person }
  /** The token goes into this browser's cookie, and with the code comes back. */
  | { readonly outcome: 'second-factor'; readonly token: string }
  | { readonly outcome: 'wrong' }
  /** The step was too long ago. */
  | { readonly outcome: 'late' }
  | { readonly outcome: 'wait'; readonly seconds: number };

/** @param device the value of the browser's cookie of `knownDevice`. */
export async function signInByPassword(
  desk: Desk,
  access: AccessRules,
  { name, password }: { name: string; password: string },
  origin: { address: string; device: string | null },
): Promise<SignIn> {
  const counted = await countTry(desk, 'password', name, fromOf(desk, name, origin));
  if (counted.waitSeconds > 0) return { outcome: 'wait', seconds: counted.waitSeconds };
  const person = await checkPassword(desk.db, name, password);
  if (!person || !mayByPassword(access, person)) {
    const known = await findReviewer(desk.db, { name });
    // Not the name that was typed: it may be a password in the wrong box.
    await noteAudit(desk.db, null, 'sign-in-refused', `reviewer:${known?.id ?? 'unknown'}`, desk.clock.now());
    return { outcome: 'wrong' };
  }
  await settleTry(desk, counted);
  if (!person.hasSecondFactor) return { outcome: 'in', person };
  return {
    outcome: 'second-factor',
    token: await keepStep(desk.db, { reviewerId: person.id, sealed: null }, desk.clock.now()),
  };
}

const mayByPassword = ({ isPasswordOpen, emergencyName }: AccessRules, { name, role }: Recognized): boolean =>
  isPasswordOpen || (name === emergencyName && role === 'administrator');

/** @param token of the step, from the browser's cookie. @param originOf where the request comes from, as that person. */
export async function giveSecondFactor(
  desk: Desk,
  token: string,
  code: string,
  originOf: (name: string) => { address: string; device: string | null },
): Promise<SignIn> {
  const now = desk.clock.now();
  const step = await findStep(desk.db, token, now);
  const person = step?.reviewerId ? await findReviewer(desk.db, { id: step.reviewerId }) : null;
  if (!person) return { outcome: 'late' };
  const origin = originOf(person.name);
  const counted = await countTry(desk, 'code', person.name, fromOf(desk, person.name, origin));
  if (counted.waitSeconds > 0) return { outcome: 'wait', seconds: counted.waitSeconds };
  const taken = await takeSecondFactor(desk.db, desk, person.id, code, now);
  const subject = `reviewer:${person.id}`;
  if (!taken) {
    await noteAudit(desk.db, null, 'second-factor-refused', subject, now);
    return { outcome: 'wrong' };
  }
  if (!(await takeStep(desk.db, token, now))) return { outcome: 'late' };
  await settleTry(desk, counted);
  if (taken === 'recovery-code') await noteAudit(desk.db, person, 'recovery-code-spent', subject, now);
  return { outcome: 'in', person };
}

/** For the cookie of a browser in which somebody has signed in: proves that, and says nothing else. */
export function knownDevice(desk: Pick<Desk, 'mark'>, name: string): string {
  const nonce = randomBytes(16).toString('base64url');
  return `${nonce}.${proofOf(desk, name, nonce)}`;
}

function fromOf(
  desk: Pick<Desk, 'mark'>,
  name: string,
  { address, device }: { address: string; device: string | null },
): From {
  const [nonce = '', proof = ''] = device?.split('.') ?? [];
  return { address, device: nonce !== '' && proof === proofOf(desk, name, nonce) ? nonce : null };
}

const proofOf = ({ mark }: Pick<Desk, 'mark'>, name: string, nonce: string): string =>
  mark(`${nonce} ${name.toLowerCase()}`, 'known device');
