/** One claim of a payment with all that its gates ask about. */
import { CLP_STATUSES } from './codes/clp-status.ts';
import { type Denial, denialsOf } from './denial.ts';
import type { GateContext } from './gate-context.ts';
import { compareNumbers, statedNumber } from './matching-keys.ts';
import { type LineMatch, matchLines } from './matching-lines.ts';
import type { OpenClaim } from './matching.ts';
import { payerKey } from './payer-names.ts';
import type { PlanNote, PostedClaim } from './posting.ts';
import { allAdjustments, type RemittanceClaim, type RemittancePayment } from './remittance.ts';

export interface Subject {
  readonly payment: RemittancePayment;
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

/** @param standing earlier postings that are not reversed, and claims of this payment that were planned before. */
export function subjectOf(
  payment: RemittancePayment,
  place: number,
  context: GateContext,
  standing: readonly PostedClaim[],
): Subject {
  const claim = payment.claims[place]!;
  const payer = payerKey(payment.payer, context.payers);
  const cancels = isReversal(claim);
  const original = cancels ? originalOf(claim, payer, standing) : null;
  const matched = context.matches[place]?.claimId ?? null;
  const open = context.claims.get(original?.claimId ?? matched ?? '') ?? null;
  const lines = open && !cancels ? matchLines(claim, open.claim) : null;
  const history = open === null ? [] : standing.filter((posted) => !posted.isReversal && isOf(posted, open));
  return {
    payment,
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

/** A claim billed to two payers may be two rows of ours with one account number. */
function isOf(posted: PostedClaim, { id, claim }: OpenClaim): boolean {
  if (posted.claimId === id) return true;
  const number = statedNumber(posted.patientControlNumber);
  return number !== null && number === statedNumber(claim.patientControlNumber);
}

/** By the payer's number and our account number, both as stated then; null when none fits, or more than one. */
function originalOf(claim: RemittanceClaim, payer: string, standing: readonly PostedClaim[]): PostedClaim | null {
  const fitting = standing.filter(
    (posted) =>
      !posted.isReversal &&
      posted.payerKey === payer &&
      compareNumbers(posted.payerClaimControlNumber, claim.payerClaimControlNumber) === 'same' &&
      compareNumbers(posted.patientControlNumber, claim.patientControlNumber) === 'same',
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
