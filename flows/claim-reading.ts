/** One claim as a portal's detail page prints it, and several of them as one answer. Pure. */
import { type ClaimStatus, type ClaimStatusAnswer, claimStatusAnswerSchema } from '../domain/claim-status.ts';
import type { Fields } from '../domain/provenance.ts';
import type { Reading } from './portal.ts';
import type { ShownPerson } from './same-person.ts';

/** `replaces`: the claim number that this claim took the place of. */
export interface ClaimReading {
  readonly claim: ClaimStatus;
  /** Keys as if the claim were the whole result: `/paidCents`, `/lines/0/paidCents`. */
  readonly fields: Fields;
  readonly person: ShownPerson;
  readonly replaces: string | null;
  readonly page: string;
}

/** Whether all but one of the claims were replaced by another of them: then together they are one answer. */
export function isOneChain(readings: readonly ClaimReading[]): boolean {
  const numbers = new Set(readings.map(({ claim }) => claim.payerClaimControlNumber));
  const heads = readings.filter(({ replaces }) => replaces === null || !numbers.has(replaces));
  return heads.length === 1;
}

/** Puts each claim's fields under its place in the answer. */
export function together(readings: readonly ClaimReading[]): Reading<ClaimStatusAnswer> {
  const fields = readings.flatMap((reading, at) =>
    Object.entries(reading.fields).map(([pointer, provenance]) => [`/claims/${at}${pointer}`, provenance] as const),
  );
  return {
    result: claimStatusAnswerSchema.parse({ claims: readings.map(({ claim }) => claim) }),
    fields: Object.fromEntries(fields),
  };
}

/** Fields of a page that is gone: their boxes would point into another screenshot. */
export const withoutBoxes = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([pointer, { box: _box, ...rest }]) => [pointer, rest]));
