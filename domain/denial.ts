/** Denials: which lines and claims of a remittance are unpaid work, whose work, by when. "Denied" is not only CLP02 = 4. */
import { CLP_STATUSES } from './codes/clp-status.ts';
import { isRoutine, isRoutineReason } from './codes/routine.ts';
import { addDays } from './dates.ts';
import { type DenialCategory, type DenialStep, isFinance, routeOf } from './denial-routes.ts';
import { type Adjustment, allAdjustments, type RemittanceClaim } from './remittance.ts';

export interface Denial {
  /** From 0, the line of the remittance claim; null when the claim as a whole is meant. */
  readonly line: number | null;
  /** From 1, the line of our claim; null when it is not known. */
  readonly lineNumber: number | null;
  /** `zero-paid-unexplained`: nobody said it was denied, but nothing was paid and no routine reason covers it. */
  readonly code: 'claim-denied' | 'zero-paid-unexplained';
  readonly category: DenialCategory;
  readonly step: DenialStep;
  /** One sentence for the person who works it. */
  readonly firstAction: string;
  readonly group: string | null;
  readonly reason: string | null;
  /** RARCs of the line, or of the claim. */
  readonly remarks: readonly string[];
  /** What is not paid and may still be got: the part of the charge that no routine reason covers. */
  readonly amountCents: number;
  /** Last day to appeal; null when the payer's window is not known or no appeal is possible. */
  readonly appealBy: string | null;
  /** Last day to file a corrected claim; null when not known. */
  readonly correctBy: string | null;
}

/** A charge that stands for reporting only. */
const TOKEN_CHARGE = 1;

export interface DenialContext {
  /** For each line of the answer the number of ours. */
  readonly lineNumbers: readonly (number | null)[];
  /** The day of the remittance, from which appeals count; null = not known. */
  readonly remittedOn: string | null;
  readonly appealDays: number | null;
  readonly timelyFilingDays: number | null;
}

/** What is paid or not at one place: a line, or the claim itself. */
interface Unit {
  readonly line: number | null;
  readonly billedCents: number | null;
  readonly paidCents: number | null;
  readonly adjustments: readonly Adjustment[];
  readonly remarks: readonly string[];
}

/** @returns what the payer did not pay and no routine reason explains. Nothing for reversals, pended and forwarded claims. */
export function denialsOf(claim: RemittanceClaim, context: DenialContext): Denial[] {
  const status = CLP_STATUSES.get(claim.statusCode ?? '1')?.kind ?? 'decided';
  if (claim.isPended || status === 'pended' || status === 'reversal' || status === 'not-ours') return [];
  const found = unitsOf(claim).flatMap((unit) => denialOf(unit, claim, context) ?? []);
  if (found.length > 0 || (status !== 'denied' && !isUnprocessable(claim))) return found;
  const whole: Unit = { ...claim, line: null, adjustments: allAdjustments(claim), remarks: remarksOf(claim) };
  return [denial(whole, 'claim-denied', (claim.billedCents ?? 0) - (claim.paidCents ?? 0), claim, context)];
}

/** @returns whether an adjustment refuses a service: no routine reason, and no mere money between payer and practice. */
export const isRefusal = (adjustment: Adjustment): boolean =>
  adjustment.amountCents > 0 &&
  adjustment.reason !== null &&
  !isRoutine(adjustment) &&
  !isRoutineReason(adjustment.reason) &&
  !isFinance(adjustment.reason);

const isExplanation = (adjustment: Adjustment): boolean => isRoutine(adjustment) || isFinance(adjustment.reason);

const remarksOf = (claim: RemittanceClaim): string[] => [
  ...new Set([...(claim.remarks ?? []), ...claim.lines.flatMap(({ remarks = [] }) => remarks)]),
];
const isUnprocessable = (claim: RemittanceClaim): boolean =>
  claim.paidCents === 0 && remarksOf(claim).includes('MA130');

function unitsOf(claim: RemittanceClaim): Unit[] {
  const own = claim.adjustments ?? [];
  const remarks = claim.remarks ?? [];
  if (claim.lines.length === 0) return [{ ...claim, line: null, adjustments: own, remarks }];
  const lines = claim.lines.map((line, place) => ({
    ...line,
    line: place,
    remarks: [...new Set([...(line.remarks ?? []), ...remarks])],
  }));
  // Cut at claim level: the lines tell what they would have paid, so only its own refusals count.
  const cut: Unit = { line: null, billedCents: null, paidCents: null, adjustments: own, remarks };
  return own.length > 0 ? [...lines, cut] : lines;
}

function denialOf(unit: Unit, claim: RemittanceClaim, context: DenialContext): Denial | null {
  const refused = unit.adjustments.filter(isRefusal).reduce((sum, { amountCents }) => sum + amountCents, 0);
  if (refused > 0) return denial(unit, 'claim-denied', refused, claim, context);
  const { billedCents, paidCents } = unit;
  if (paidCents !== 0 || billedCents === null || billedCents <= TOKEN_CHARGE) return null;
  const explained = unit.adjustments.filter(isExplanation).reduce((sum, { amountCents }) => sum + amountCents, 0);
  if (explained < billedCents) return denial(unit, 'zero-paid-unexplained', billedCents - explained, claim, context);
  // A whole charge called contractual is how denials vanish: somebody else must bear some of it.
  return unit.adjustments.some(({ group, amountCents }) => (group === 'PR' || group === 'OA') && amountCents > 0)
    ? null
    : denial(unit, 'zero-paid-unexplained', billedCents, claim, context);
}

function denial(
  unit: Unit,
  code: Denial['code'],
  amountCents: number,
  claim: RemittanceClaim,
  context: DenialContext,
): Denial {
  const main = unit.adjustments.filter(isRefusal).toSorted((a, b) => b.amountCents - a.amountCents)[0];
  const { category, step, firstAction, isAppealable } = routeOf(
    main?.group ?? null,
    main?.reason ?? null,
    unit.remarks,
  );
  const { appealDays, remittedOn, timelyFilingDays } = context;
  const served = claim.serviceFrom ?? claim.lines.flatMap(({ serviceDate }) => serviceDate ?? []).toSorted()[0] ?? null;
  const after = (day: string | null, days: number | null) =>
    day === null || days === null ? null : addDays(day, days);
  return {
    line: unit.line,
    lineNumber: unit.line === null ? null : (context.lineNumbers[unit.line] ?? null),
    code,
    category,
    step,
    firstAction,
    group: main?.group ?? null,
    reason: main?.reason ?? null,
    remarks: unit.remarks,
    amountCents,
    appealBy: isAppealable ? after(remittedOn, appealDays) : null,
    correctBy: after(served, timelyFilingDays),
  };
}
