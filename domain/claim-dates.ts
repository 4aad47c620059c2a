import type { Claim, Person } from './claim.ts';

/** @returns the name of the first date of a claim that lies after `today`, or null. A sent claim tells of what has been. */
export function dateToCome(claim: Claim, today: string): string | null {
  const ends = [claim.serviceTo, claim.serviceFrom, ...claim.lines.map((line) => line.serviceTo)];
  if (ends.some((day) => day !== null && day > today)) return 'service date';
  if (birthToCome(claim.patient, today) || birthToCome(claim.subscriber, today)) return 'birth date';
  return null;
}

/** @returns whether a person's birth date lies after `today`. */
export const birthToCome = (person: Person, today: string): boolean =>
  person.birthDate !== null && person.birthDate > today;
