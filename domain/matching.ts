/** Which of our claims a payer's answer means: at least two independent keys must agree, and only one claim may fit. */
import type { OpenClaimIndex } from './matching-index.ts';
import { compareBilled, compareDays, compareNumbers, comparePatient } from './matching-keys.ts';
import {
  type Agreement,
  type ClaimMatch,
  MATCH_KEYS,
  type MatchCandidate,
  type MatchKey,
  type OpenClaim,
} from './open-claim.ts';
import type { PlanNote } from './posting.ts';
import type { RemittanceClaim } from './remittance.ts';

export type { ClaimMatch, MatchCandidate, OpenClaim };

const MOST_CANDIDATES = 10;

/**
 * Finds the claim of ours that a payer answers.
 * @param payerKey of the payment: of claims that fit equally well, the one billed to this payer is meant.
 */
export function matchClaim(index: OpenClaimIndex, theirs: RemittanceClaim, payerKey: string): ClaimMatch {
  const judged = index
    .like(theirs)
    .map((open) => ({ open, candidate: compareClaim(open, theirs) }))
    .toSorted((a, b) => strength(b.candidate) - strength(a.candidate));
  const fits = judged.filter(({ candidate }) => doesFit(candidate));
  const best = withoutBeaten(fits);
  const ofPayer = best.filter(({ open }) => payersOf(open).includes(payerKey));
  const left = ofPayer.length > 0 ? ofPayer : best;
  const listed = (from: typeof judged) => from.slice(0, MOST_CANDIDATES).map(({ candidate }) => candidate);
  const [only] = left;
  if (only && left.length === 1) return { claimId: only.open.id, candidates: [only.candidate], exceptions: [] };
  if (only)
    return { claimId: null, candidates: listed(left), exceptions: [ambiguous(left.map((each) => each.candidate))] };
  const strangers = judged.filter(({ candidate }) => isOtherPatient(candidate));
  const [stranger] = strangers;
  if (stranger) return { claimId: null, candidates: listed(strangers), exceptions: [otherPatient(stranger.candidate)] };
  const near = judged.filter(({ candidate }) => strength(candidate) > 0);
  return { claimId: null, candidates: listed(near), exceptions: [notFound(near.map((each) => each.candidate))] };
}

/** What a person chose, with what agrees, so that the plan shows it. */
export const chosenMatch = (open: OpenClaim, theirs: RemittanceClaim): ClaimMatch => ({
  claimId: open.id,
  candidates: [compareClaim(open, theirs)],
  exceptions: [],
});

/** @returns every payer that a claim may be answered by. */
export const payersOf = ({ payerKey, otherPayerKeys = [] }: OpenClaim): string[] => [payerKey, ...otherPayerKeys];

function compareClaim(open: OpenClaim, theirs: RemittanceClaim): MatchCandidate {
  const { claim } = open;
  const numbers = [claim.payerClaimControlNumber, ...(open.payerClaimControlNumbers ?? [])];
  const icn = numbers.map((number) => compareNumbers(number, theirs.payerClaimControlNumber));
  return {
    claimId: open.id,
    keys: {
      patientControlNumber: compareNumbers(claim.patientControlNumber, theirs.patientControlNumber),
      payerClaimControlNumber:
        icn.find((each) => each === 'same') ?? icn.find((each) => each === 'weak') ?? 'not-stated',
      memberId: compareNumbers(claim.memberId, theirs.patient.memberId),
      patientName: comparePatient(claim.patient, theirs.patient),
      serviceDate: compareDays(open, theirs),
      billedAmount: compareBilled(open, theirs),
    },
  };
}

const RANK: Readonly<Record<Agreement, number>> = { same: 2, weak: 1, 'not-stated': 0, differs: 0 };
const strength = ({ keys }: MatchCandidate): number => MATCH_KEYS.reduce((sum, key) => sum + RANK[keys[key]], 0);
const agreeing = ({ keys }: MatchCandidate): MatchKey[] => MATCH_KEYS.filter((key) => RANK[keys[key]] > 0);
/** These say whose visit it is; date and amount alone could be anybody's. */
const NAMING: readonly MatchKey[] = ['patientControlNumber', 'payerClaimControlNumber', 'memberId', 'patientName'];
/** These say which visit; a patient has many. */
const VISIT: readonly MatchKey[] = ['patientControlNumber', 'payerClaimControlNumber', 'serviceDate', 'billedAmount'];
/** These may not differ: an account number can stand for many visits, a day for many patients. */
const BINDING: readonly MatchKey[] = ['patientControlNumber', 'patientName', 'serviceDate'];

function doesFit(candidate: MatchCandidate): boolean {
  const { keys } = candidate;
  const agree = agreeing(candidate);
  if (BINDING.some((key) => keys[key] === 'differs')) return false;
  if (!agree.some((key) => NAMING.includes(key)) || !agree.some((key) => VISIT.includes(key))) return false;
  if (!agree.some((key) => keys[key] === 'same')) return false;
  // A card is renewed under a new number; then the rest must carry more.
  return agree.length >= (keys.memberId === 'differs' ? 3 : 2);
}

/** The number is ours, the person is not. */
function isOtherPatient({ keys }: MatchCandidate): boolean {
  const isOurs = keys.patientControlNumber === 'same' || keys.payerClaimControlNumber === 'same';
  const isAnother = keys.patientName === 'differs' || (keys.memberId === 'differs' && keys.patientName !== 'same');
  return isOurs && isAnother;
}

/** Leaves out each fit that another beats: as good on every key and better on one. */
const withoutBeaten = <Fit extends { readonly candidate: MatchCandidate }>(fits: readonly Fit[]): Fit[] =>
  fits.filter(({ candidate }) => !fits.some((other) => beats(other.candidate, candidate)));

const beats = (one: MatchCandidate, other: MatchCandidate): boolean =>
  MATCH_KEYS.every((key) => RANK[one.keys[key]] >= RANK[other.keys[key]]) && strength(one) > strength(other);

const WORDS: Readonly<Record<MatchKey, string>> = {
  patientControlNumber: 'account number',
  payerClaimControlNumber: 'payer claim number',
  memberId: 'member ID',
  patientName: 'patient name',
  serviceDate: 'service date',
  billedAmount: 'billed amount',
};
const named = (keys: readonly MatchKey[]): string => keys.map((key) => WORDS[key]).join(', ') || 'nothing';
const differing = ({ keys }: MatchCandidate): MatchKey[] => MATCH_KEYS.filter((key) => keys[key] === 'differs');

const ambiguous = (candidates: readonly MatchCandidate[]): PlanNote => ({
  code: 'claim-ambiguous',
  detail: `${candidates.length} claims agree equally well, on ${named(agreeing(candidates[0]!))}.`,
});
const otherPatient = (candidate: MatchCandidate): PlanNote => ({
  code: 'patient-mismatch',
  detail: `The claim agrees on ${named(agreeing(candidate))}, but not on ${named(differing(candidate))}.`,
});
const notFound = ([nearest]: readonly MatchCandidate[]): PlanNote => ({
  code: 'claim-not-found',
  detail: nearest
    ? `No claim fits; the nearest agrees on ${named(agreeing(nearest))} and differs on ${named(differing(nearest))}.`
    : 'No open claim shares a number, name and day, or amount and day with it.',
});
