/** Every amount of an 835 that some identity vouches for, one cent more: where must that be noticed? */
import { balanceOf } from '../../domain/balance.ts';
import type { RemittancePayment } from '../../domain/remittance.ts';
import { eraOf } from './remit-judge.ts';
import { joinRaw, rawCents, splitRaw } from './remit-count.ts';

export interface CentChange {
  /** `CLP04 of segment 17`. */
  readonly name: string;
  /** Levels of differences and kinds of warnings that must change by exactly one cent. */
  readonly levels: readonly string[];
  readonly text: string;
}

/** TS2, TS3, MIA, MOA, and AMTs other than B6 and I take no part in any identity and are not changed. */
export function centChanges(text: string): CentChange[] {
  const file = splitRaw(text);
  const segments = file.segments.map((segment) => [...segment]);
  const changes: CentChange[] = [];
  let isInLine = false;
  let hasLines = false;
  for (const [index, segment] of segments.entries()) {
    const id = segment[0]?.trim() ?? '';
    if (id === 'CLP') {
      isInLine = false;
      const next = segments.findIndex(
        (other, at) => at > index && ['CLP', 'SE', 'PLB', 'LX'].includes(other[0]?.trim() ?? ''),
      );
      hasLines = segments.slice(index, next).some(([other]) => other?.trim() === 'SVC');
    }
    if (id === 'SVC') isInLine = true;
    for (const [at, levels] of places(id, segment, isInLine, hasLines)) {
      const cents = rawCents(segment[at]);
      if (Number.isNaN(cents)) continue;
      const changed = segments.map((other, place) =>
        place === index ? other.with(at, ((cents + 1) / 100).toFixed(2)) : other,
      );
      const name = `${id}${String(at).padStart(2, '0')} of segment ${index + 1}`;
      changes.push({ name, levels, text: joinRaw(file, changed) });
    }
  }
  return changes;
}

function places(id: string, segment: readonly string[], isInLine: boolean, hasLines: boolean): [number, string[]][] {
  const isPatient = segment[1]?.trim() === 'PR';
  switch (id) {
    case 'BPR':
      return [[2, ['payment']]];
    case 'CLP':
      return [
        [3, ['claim', ...(hasLines ? ['charges'] : [])]],
        [4, ['claim', 'payment']],
        [5, ['patient-responsibility']],
      ];
    case 'SVC':
      return [
        [2, ['line', 'charges']],
        [3, ['line']],
      ];
    case 'CAS':
      return [3, 6, 9, 12, 15, 18].map((at) => [
        at,
        [...(isInLine ? ['line'] : []), 'claim', ...(isPatient ? ['PR'] : [])],
      ]);
    case 'PLB':
      return [4, 6, 8, 10, 12, 14].map((at) => [
        at,
        ['payment', ...(segment[at - 1]?.startsWith('L6') ? ['interest'] : [])],
      ]);
    case 'AMT':
      if (segment[1] === 'I') return [[2, ['interest']]];
      return segment[1] === 'B6' && isInLine ? [[2, ['allowed']]] : [];
    default:
      return [];
  }
}

/** @returns whether each level names a difference that is off by exactly one cent more or less than before. */
export function isCaught(before: string, change: CentChange): boolean {
  const [old, now] = [before, change.text].map((text) => eraOf(text).payments.map(levelSums));
  return change.levels.every((level) =>
    now!.some((sums, index) => {
      const stated = now![index]!.get('PR stated') ?? 0;
      if (level === 'PR' && stated === 0) return true;
      const key = level === 'PR' ? 'patient-responsibility' : level;
      return Math.abs((sums.get(key) ?? 0) - (old![index]!.get(key) ?? 0)) === 1;
    }),
  );
}

function levelSums(payment: RemittancePayment): Map<string, number> {
  const { differences, warnings } = balanceOf(payment);
  const sums = new Map<string, number>();
  const add = (key: string, cents: number | null): unknown => sums.set(key, (sums.get(key) ?? 0) + (cents ?? 0));
  for (const { level, differenceCents } of differences) add(level, differenceCents);
  for (const { kind, differenceCents } of warnings) add(kind, differenceCents);
  add('PR stated', payment.claims.filter((claim) => claim.patientResponsibilityCents !== null).length);
  return sums;
}
