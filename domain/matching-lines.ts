/** Lines of an answer to lines of our claim, one to one. What is not certain stays open; charges are never added. */
import type { Claim, ClaimLine } from './claim.ts';
import { formatCents } from './money.ts';
import { plainNumber, withoutZeros } from './matching-keys.ts';
import type { PlanNote } from './posting.ts';
import type { RemittanceClaim, RemittanceLine } from './remittance.ts';

export interface LineMatch {
  /** For each line of the answer the number (from 1) of ours; null when none is certain. */
  readonly lineNumbers: readonly (number | null)[];
  /** Numbers of our lines that the answer leaves out. */
  readonly unanswered: readonly number[];
  /** line-unmatched, line-charge-differs, line-units-differ, procedure-changed; `line-unanswered` is the gate's: another claim may answer it. */
  readonly exceptions: readonly PlanNote[];
}

type Agrees = (theirs: RemittanceLine, ours: ClaimLine) => boolean;

const sameProcedure: Agrees = (theirs, ours) => {
  const stated = theirs.billedProcedure ?? theirs.procedure;
  if (stated === null) return false;
  const plain = withoutZeros(plainNumber(stated));
  return [ours.procedure, ours.revenueCode].some((code) => code !== null && withoutZeros(plainNumber(code)) === plain);
};
const exactModifiers: Agrees = ({ modifiers = [] }, ours) =>
  modifiers.toSorted().join() === ours.modifiers.toSorted().join();
/** Payers drop modifiers, so that none stated agrees with any. */
const sameModifiers: Agrees = (theirs, ours) => (theirs.modifiers ?? []).length === 0 || exactModifiers(theirs, ours);
const sameDay: Agrees = ({ serviceDate }, { serviceFrom, serviceTo }) =>
  !serviceDate || serviceFrom === null || (serviceDate >= serviceFrom && serviceDate <= (serviceTo ?? serviceFrom));
const sameCharge: Agrees = ({ billedCents }, ours) =>
  billedCents === null || Math.abs(billedCents) === ours.billedCents;
const sameUnits: Agrees = (theirs, ours) => {
  const units = theirs.billedUnits ?? theirs.units ?? null;
  return units === null || ours.units === null || Math.abs(units) === ours.units;
};
const sameControl: Agrees = (theirs, ours) =>
  !!theirs.controlNumber &&
  !!ours.controlNumber &&
  plainNumber(theirs.controlNumber) === plainNumber(ours.controlNumber);

const all =
  (...parts: readonly Agrees[]): Agrees =>
  (theirs, ours) =>
    parts.every((agrees) => agrees(theirs, ours));

/** From the surest to the weakest; each is asked for the lines that are still open. */
const STAGES: readonly Agrees[] = [
  sameControl,
  all(sameProcedure, exactModifiers, sameDay, sameCharge, sameUnits),
  all(sameProcedure, sameModifiers, sameDay, sameCharge, sameUnits),
  all(sameProcedure, sameDay, sameCharge, sameUnits),
  all(sameProcedure, sameDay, sameCharge),
  all(sameProcedure, sameModifiers, sameDay),
  all(sameProcedure, sameDay),
  all(sameDay, sameCharge, (theirs) => theirs.billedCents !== null),
];

export function matchLines({ lines: theirs }: RemittanceClaim, { lines: ours }: Claim): LineMatch {
  const taken = new Map<number, number>();
  for (const agrees of STAGES) pair(theirs, ours, agrees, taken);
  const lineNumbers = theirs.map((_, place) => {
    const found = taken.get(place);
    return found === undefined ? null : found + 1;
  });
  const answered = new Set(lineNumbers);
  return {
    lineNumbers,
    unanswered: ours.map((_, place) => place + 1).filter((number) => !answered.has(number)),
    exceptions: theirs.flatMap((line, place) => differences(line, place, ours[taken.get(place) ?? -1])),
  };
}

/** Pairs what one stage makes certain: one way only, or ways that come to the same because the lines are alike. */
function pair(
  theirs: readonly RemittanceLine[],
  ours: readonly ClaimLine[],
  agrees: Agrees,
  taken: Map<number, number>,
): void {
  const open = () => theirs.map((_, place) => place).filter((place) => !taken.has(place));
  const waysOf = (place: number): number[] => {
    const used = new Set(taken.values());
    return ours.map((_, at) => at).filter((at) => !used.has(at) && agrees(theirs[place]!, ours[at]!));
  };
  for (let before = -1; before !== taken.size; ) {
    before = taken.size;
    const ways = new Map(open().map((place) => [place, waysOf(place)]));
    for (const [place, own] of ways) {
      const first = own.find((at) => ![...taken.values()].includes(at));
      if (first === undefined || taken.has(place)) continue;
      const rivals = [...ways].filter(([, other]) => other.some((at) => own.includes(at)));
      const isOnlyWay = own.length === 1 && rivals.length === 1;
      const areOursAlike = alike(own.map((at) => ours[at]!)) && rivals.every(([, other]) => isWithin(other, own));
      const areTheirsAlike = alike(rivals.map(([each]) => theirs[each]!)) && rivals.length === own.length;
      if (isOnlyWay || ((areOursAlike || areTheirsAlike) && rivals.length <= own.length)) taken.set(place, first);
    }
  }
}

const isWithin = (some: readonly number[], whole: readonly number[]): boolean => some.every((at) => whole.includes(at));
const alike = (items: readonly object[]): boolean =>
  new Set(items.map((item) => JSON.stringify({ ...item, controlNumber: null }))).size <= 1;

function differences(theirs: RemittanceLine, line: number, ours: ClaimLine | undefined): PlanNote[] {
  const at = `Line ${line + 1}`;
  if (!ours) return [{ code: 'line-unmatched', detail: `${at} fits no line of the claim, or several.`, line }];
  const notes: PlanNote[] = [];
  if (!sameDay(theirs, ours)) notes.push({ code: 'line-unmatched', detail: `${at} has another service date.`, line });
  if (!sameCharge(theirs, ours)) {
    const differenceCents = Math.abs(theirs.billedCents ?? 0) - ours.billedCents;
    const detail = `${at} states a charge that differs from ours by ${formatCents(differenceCents)}.`;
    notes.push({ code: 'line-charge-differs', detail, line, differenceCents });
  }
  const paidUnits = theirs.units ?? null;
  if (!sameUnits(theirs, ours) || (paidUnits !== null && ours.units !== null && Math.abs(paidUnits) !== ours.units))
    notes.push({ code: 'line-units-differ', detail: `${at} states other units than were billed.`, line });
  const isChanged = !!theirs.billedProcedure && theirs.billedProcedure !== theirs.procedure;
  if (isChanged || !sameProcedure(theirs, ours))
    notes.push({ code: 'procedure-changed', detail: `${at} states another procedure than was billed.`, line });
  return notes;
}
