/** One claim of a payment with all that its gates ask about. */
import { CLP_STATUSES } from './codes/clp-status.ts';
import { type Denial, denialsOf } from './denial.ts';
import type { GateContext } from './gate-context.ts';
import type { Standing } from './gate-standing.ts';
import { compareNumbers, statedNumber } from './matching-keys.ts';
import { type LineMatch, matchLines } from './matching-lines.ts';
import type { OpenClaim } from './open-claim.ts';
import { payerKey } from './payer-names.ts';
import type { PlanNote, PostedClaim } from './posting.ts';
import { allAdjustments, type RemittanceClaim, type RemittancePayment } from './remittance.ts';

export interface Subject {
  readonly whole: Whole;
  readonly context: GateContext;
  readonly claim: RemittanceClaim;
  readonly place: number;
  readonly payerKey: string;
  readonly isReversal: boolean;
  readonly level: 1 | 2 | 3;
  /** Our claim; null when none is certain. */
  readonly open: OpenClaim | null;
  /** Null when there is no claim of ours to compare with. */
  readonly lines: LineMatch | null;
  /** What stands in the ledger for our claim: this payer's postings, and those of others. Reversed ones and reversals left out. */
  readonly own: readonly PostedClaim[];
  readonly others: readonly PostedClaim[];
  /** The posting that a reversal cancels; null when there is not exactly one. */
  readonly original: PostedClaim | null;
  readonly denials: readonly Denial[];
}

/** What one gate objects to; nothing = the claim may pass. */
export type ClaimGate = (subject: Subject) => PlanNote[];

/** By its status; on paper that states none, by a charge below zero. */
export const isReversal = ({ statusCode, billedCents }: RemittanceClaim): boolean =>
  statusCode === '22' || (statusCode === null && (billedCents ?? 0) < 0);

/** A payment with what its claims ask about each other, gathered once. */
export interface Whole {
  readonly payment: RemittancePayment;
  readonly context: GateContext;
  readonly payerKey: string;
  /** Places of the claims that decide (not cancel) each claim of ours. */
  readonly answers: ReadonlyMap<string, readonly number[]>;
  /** Account numbers whose payment is cancelled here. */
  readonly cancelled: ReadonlySet<string>;
}

export function wholeOf(payment: RemittancePayment, context: GateContext): Whole {
  const answers = new Map<string, number[]>();
  const cancelled = new Set<string>();
  payment.claims.forEach((claim, place) => {
    const account = statedNumber(claim.patientControlNumber);
    const id = context.matches[place]?.claimId;
    if (isReversal(claim)) {
      if (account !== null) cancelled.add(account);
    } else if (id) answers.set(id, [...(answers.get(id) ?? []), place]);
  });
  return { payment, context, payerKey: payerKey(payment.payer, context.payers), answers, cancelled };
}

/** @param standing earlier postings that are not reversed, and claims of this payment that were planned before. */
export function subjectOf(whole: Whole, place: number, standing: Standing): Subject {
  const { payment, context, payerKey: payer } = whole;
  const claim = payment.claims[place]!;
  const cancels = isReversal(claim);
  const original = cancels ? originalOf(claim, payer, standing) : null;
  const matched = context.matches[place]?.claimId ?? null;
  const open = context.claims.get(original?.claimId ?? matched ?? '') ?? null;
  const lines = open && !cancels ? matchLines(claim, open.claim) : null;
  const history = open === null ? [] : standing.ofClaim(open);
  return {
    whole,
    context,
    claim,
    place,
    payerKey: payer,
    isReversal: cancels,
    level: original?.level ?? levelOf(claim, payer, open, history),
    open,
    lines,
    own: history.filter((posted) => posted.payerKey === payer),
    others: history.filter((posted) => posted.payerKey !== payer),
    original,
    denials: denialsOf(claim, {
      lineNumbers: lines?.lineNumbers ?? [],
      remittedOn: payment.date,
      ...context.days,
    }),
  };
}

/** By the payer's number and our account number, both as stated then; null when none fits, or more than one. */
function originalOf(claim: RemittanceClaim, payer: string, standing: Standing): PostedClaim | null {
  const fitting = standing
    .ofAccount(claim.patientControlNumber)
    .filter(
      (posted) =>
        posted.payerKey === payer &&
        compareNumbers(posted.payerClaimControlNumber, claim.payerClaimControlNumber) === 'same',
    );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** The level the payer states; on paper that states none, by what a prior payer did. */
function levelOf(
  claim: RemittanceClaim,
  payer: string,
  open: OpenClaim | null,
  history: readonly PostedClaim[],
): 1 | 2 | 3 {
  const stated = CLP_STATUSES.get(claim.statusCode ?? '')?.level;
  if (stated) return stated;
  const hasPrior = allAdjustments(claim).some(({ group, reason }) => group === 'OA' && reason === '23');
  const isAfterOther = history.some((posted) => posted.level === 1 && posted.payerKey !== payer);
  return open?.level ?? (hasPrior || isAfterOther ? 2 : 1);
}
