/** A claim that waits for its payer's answer, and how an answer was found to agree with it. */
import type { Claim } from './claim.ts';
import type { PlanNote } from './posting.ts';

/** A claim of ours that may still get money. */
export interface OpenClaim {
  readonly id: string;
  readonly claim: Claim;
  /** As `payerKey` gives it, for the payer that was billed. */
  readonly payerKey: string;
  /** Further payers of the patient, in order. */
  readonly otherPayerKeys?: readonly string[];
  /** SBR01 of the claim as billed; undefined or null = not known. */
  readonly level?: 1 | 2 | 3 | null;
  /** Numbers that the payer has given it since (claim status answers). */
  readonly payerClaimControlNumbers?: readonly string[];
}

export const MATCH_KEYS = [
  'patientControlNumber',
  'payerClaimControlNumber',
  'memberId',
  'patientName',
  'serviceDate',
  'billedAmount',
] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];
/** `weak`: like enough to agree, but mangled (zeros, prefix, cut off). */
export type Agreement = 'same' | 'weak' | 'differs' | 'not-stated';

export interface MatchCandidate {
  readonly claimId: string;
  readonly keys: Readonly<Record<MatchKey, Agreement>>;
}

export interface ClaimMatch {
  /** The one claim that fits; null when none or several do. */
  readonly claimId: string | null;
  /** Best first; the one that fits alone when there is one; at most 10. */
  readonly candidates: readonly MatchCandidate[];
  /** claim-not-found, claim-ambiguous, patient-mismatch. Empty when it fits. */
  readonly exceptions: readonly PlanNote[];
}
