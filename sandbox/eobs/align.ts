/** Finds, for each payment, claim and line of a key, the one that was read: scored by what they have in common, each used once. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../domain/remittance.ts';

export interface Pairing {
  /** Index in the key, index in what was read. */
  readonly pairs: readonly (readonly [number, number])[];
  /** Key indexes that were not read. */
  readonly missing: readonly number[];
  /** Read indexes that are not in the key. */
  readonly extra: readonly number[];
}

type Likeness<T> = (key: T, read: T, keyAt: number, readAt: number) => number;

/** @param like 0 or less: nothing in common. The best pairs are taken first. */
function pairUp<T>(key: readonly T[], read: readonly T[], like: Likeness<T>): Pairing {
  const ranked = key
    .flatMap((each, k) => read.map((other, r) => ({ k, r, score: like(each, other, k, r) })))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || Math.abs(a.k - a.r) - Math.abs(b.k - b.r));
  const taken = { key: new Set<number>(), read: new Set<number>() };
  const pairs: [number, number][] = [];
  for (const { k, r } of ranked) {
    if (taken.key.has(k) || taken.read.has(r)) continue;
    taken.key.add(k);
    taken.read.add(r);
    pairs.push([k, r]);
  }
  return {
    pairs: pairs.sort((a, b) => a[0] - b[0]),
    missing: [...key.keys()].filter((k) => !taken.key.has(k)),
    extra: [...read.keys()].filter((r) => !taken.read.has(r)),
  };
}

const same = (a: unknown, b: unknown, points: number): number =>
  a !== null && a !== undefined && a === b ? points : 0;

export const pairPayments = (key: readonly RemittancePayment[], read: readonly RemittancePayment[]): Pairing =>
  pairUp(
    key,
    read,
    (a, b, k, r) =>
      same(a.number, b.number, 5) +
      same(a.amountCents, b.amountCents, 3) +
      same(a.date, b.date, 1) +
      pairClaims(a.claims, b.claims).pairs.length +
      (k === r ? 0.5 : 0),
  );

/** A claim without its number and without a patient in common is another claim, however alike its amounts are. */
export const pairClaims = (key: readonly RemittanceClaim[], read: readonly RemittanceClaim[]): Pairing =>
  pairUp(key, read, (a, b, k, r) => {
    const ids =
      same(a.payerClaimControlNumber, b.payerClaimControlNumber, 5) +
      same(a.patientControlNumber, b.patientControlNumber, 4) +
      same(a.patient.memberId, b.patient.memberId, 2) +
      same(a.patient.lastName?.toUpperCase(), b.patient.lastName?.toUpperCase(), 1);
    const sign = (a.billedCents ?? 0) < 0 === (b.billedCents ?? 0) < 0 ? 1 : 0;
    const amounts = same(a.billedCents, b.billedCents, 2) + same(a.paidCents, b.paidCents, 1);
    const lines = a.lines.length > 0 && a.lines.length === b.lines.length ? 0.5 : 0;
    const place = Math.max(0, 1 - Math.abs(k - r) / 4);
    return ids + amounts > 0 ? ids + amounts + sign + lines + place : place - 0.7;
  });

/** Lines left over on both sides are paired in their order: a line that was misread is wrong, not absent. */
export function pairLines(key: readonly RemittanceLine[], read: readonly RemittanceLine[]): Pairing {
  const found = pairUp(key, read, (a, b, k, r) => {
    const common =
      same(a.procedure, b.procedure, 3) +
      same(a.billedCents, b.billedCents, 2) +
      same(a.paidCents, b.paidCents, a.paidCents === 0 ? 0.2 : 1) +
      same(a.serviceDate, b.serviceDate, 0.2);
    return common >= 1 ? common + Math.max(0, 0.5 - Math.abs(k - r) / 10) : 0;
  });
  const spare = Math.min(found.missing.length, found.extra.length);
  const rest = found.missing.slice(0, spare).map((k, i): [number, number] => [k, found.extra[i]!]);
  return {
    pairs: [...found.pairs, ...rest].sort((a, b) => a[0] - b[0]),
    missing: found.missing.slice(spare),
    extra: found.extra.slice(spare),
  };
}
