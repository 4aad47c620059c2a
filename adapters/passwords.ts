/** Passwords: kept as argon2id, refused when short or common, made where an administrator gives one. */
import { randomBytes, randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';

/** OWASP's first choice for argon2id; the package's default algorithm is argon2id. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** No character that can be taken for another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
export const LEAST_LENGTH = 12;
/** What a guesser with a list and the usual changes to it needs; below it a password is a common one. */
const LEAST_GUESSES = 1e9;
/** The estimate's time grows with the square of the length; nothing common is longer. */
const LONGEST_ESTIMATED = 64;

export const hashPassword = (password: string): Promise<string> => hash(password, ARGON2);

/** @param kept null: there is nobody; a decoy is verified, so that time does not tell. */
export async function isPassword(kept: string | null, password: string): Promise<boolean> {
  const isRight = await verify(kept ?? (await decoy()), password);
  return kept !== null && isRight;
}

let decoyHash: Promise<string> | undefined;
const decoy = (): Promise<string> => (decoyHash ??= hash(randomBytes(32), ARGON2));

/** For a person who has none: nobody knows what it is the hash of. */
export const hashOfNothing = (): Promise<string> => hash(randomBytes(32), ARGON2);

let estimator: ZxcvbnFactory | undefined;

/** @returns why a person may not have this password, as a sentence; null when it may be. */
export function faultOfPassword(password: string, name: string): string | null {
  if (password.length < LEAST_LENGTH)
    return `A password has at least ${LEAST_LENGTH} characters; a few words that do not belong together are easy to keep.`;
  estimator ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const { guesses } = estimator.check(password.slice(0, LONGEST_ESTIMATED), [name, 'claimwright']);
  return guesses < LEAST_GUESSES
    ? 'This password is too easy to guess; take a few words that do not belong together.'
    : null;
}

/** Four groups of five, about 99 bits: `k7m2q-...`. */
export const readablePassword = (): string => readableCode(4, 5);

/** @returns groups of letters and digits that cannot be mistaken, joined by `-`. */
export const readableCode = (groups: number, length: number): string =>
  Array.from({ length: groups }, () => Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join(
    '-',
  );
