/** Open claims by what payers repeat of them, so that 100,000 of them are searched in the time of a few. */
import { nameWords, statedDays, statedNumber, withoutZeros } from './matching-keys.ts';
import type { OpenClaim } from './open-claim.ts';
import type { RemittanceClaim } from './remittance.ts';

export interface OpenClaimIndex {
  /** @returns the claims that share at least one key with it, each once. */
  readonly like: (claim: RemittanceClaim) => OpenClaim[];
}

/** A key that so many claims share tells nothing; the other keys find them. */
const CROWD = 200;
const NAME_PART = 4;

/** Reads each claim once. */
export function openClaimIndex(claims: Iterable<OpenClaim>): OpenClaimIndex {
  const byKey = new Map<string, OpenClaim[]>();
  for (const open of claims) {
    for (const key of new Set(keysOf(open))) {
      const shelf = byKey.get(key);
      if (shelf) shelf.push(open);
      else byKey.set(key, [open]);
    }
  }
  return {
    like: (claim) => {
      const found = new Map<string, OpenClaim>();
      for (const key of new Set(sought(claim))) {
        const shelf = byKey.get(key) ?? [];
        if (shelf.length > CROWD) continue;
        for (const open of shelf) found.set(open.id, open);
      }
      return [...found.values()];
    },
  };
}

const numberKey = (kind: string, text: string | null | undefined): string[] => {
  const stated = statedNumber(text);
  return stated === null ? [] : [`${kind}:${withoutZeros(stated)}`];
};
const nameKeys = (words: readonly string[], day: string): string[] =>
  words.map((word) => `name:${word.slice(0, NAME_PART)}:${day}`);

function keysOf({ claim, payerClaimControlNumbers = [] }: OpenClaim): string[] {
  const days = [claim.serviceFrom, claim.serviceTo, ...claim.lines.map(({ serviceFrom }) => serviceFrom)];
  const names = nameWords(claim.patient.lastName);
  return [
    ...numberKey('account', claim.patientControlNumber),
    ...numberKey('icn', claim.payerClaimControlNumber),
    ...payerClaimControlNumbers.flatMap((number) => numberKey('icn', number)),
    ...[...new Set(days)].flatMap((day) =>
      day === null
        ? []
        : [
            ...numberKey(`member:${day}`, claim.memberId),
            ...nameKeys(names, day),
            `billed:${claim.billedCents}:${day}`,
          ],
    ),
  ];
}

function sought(claim: RemittanceClaim): string[] {
  const { patient } = claim;
  const stated = statedDays(claim);
  const days = stated === null ? [] : [...new Set([stated.from, stated.to])];
  const names = [...nameWords(patient.lastName), ...nameWords(patient.firstName)];
  return [
    ...numberKey('account', claim.patientControlNumber),
    ...numberKey('icn', claim.payerClaimControlNumber),
    ...days.flatMap((day) => [
      ...numberKey(`member:${day}`, patient.memberId),
      ...nameKeys(names, day),
      ...(claim.billedCents === null ? [] : [`billed:${Math.abs(claim.billedCents)}:${day}`]),
    ]),
  ];
}
