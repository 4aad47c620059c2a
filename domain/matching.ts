/** Which of our claims a payer's answer means: at least two independent keys must agree, and only one claim may fit. */
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
}

/** What was compared. `weak`: like enough to agree, but mangled (zeros, prefix, cut off). */
export const MATCH_KEYS = [
  'patientControlNumber',
  'payerClaimControlNumber',
  'memberId',
  'patientName',
  'serviceDate',
  'billedAmount',
] as const;
export type MatchKey = (typeof MATCH_KEYS)[number];
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
