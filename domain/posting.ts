/** A posting: what one payment does to the ledger. Plans are made purely from a payment and what is known; stores only write them. */
import type { Denial } from './denial.ts';
import type { ExceptionCode } from './exceptions.ts';

/** Where money goes. `unapplied` is cash of claims that wait for a person. */
export type EntryKind =
  | 'payment'
  | 'contractual'
  | 'patient-responsibility'
  | 'other-payer'
  | 'other-adjustment'
  | 'interest'
  | 'take-back'
  | 'provider-adjustment'
  | 'unapplied';

/** The kinds that are cash: their sum is the deposit. The others move what is owed, not cash. */
export const CASH_KINDS: readonly EntryKind[] = [
  'payment',
  'interest',
  'take-back',
  'provider-adjustment',
  'unapplied',
];

export interface LedgerEntry {
  readonly kind: EntryKind;
  /** Our claim; null at payer level. */
  readonly claimId: string | null;
  /** From 1, the line of our claim; null at claim or payer level. */
  readonly lineNumber: number | null;
  /** CAS01 / CARC, or PLB03-1 as reason at payer level. */
  readonly group: string | null;
  readonly reason: string | null;
  /** PLB03-2 or the payer's claim number. */
  readonly reference: string | null;
  /** Cash kinds: positive = money to the practice. Others: positive = lowers what is owed by this payer. */
  readonly amountCents: number;
}

/** Why something is held (`exceptions`) or worth knowing (`notes`). The detail names place and difference; no patient data. */
export interface PlanNote {
  readonly code: ExceptionCode;
  readonly detail: string;
  /** Stated minus computed, when there is a difference to name. */
  readonly differenceCents?: number;
  /** From 0, the line of the remittance claim. */
  readonly line?: number;
  /** JSON pointers into the document: the fields that it is about. */
  readonly pointers?: readonly string[];
}

/** What one claim of a payment does to the ledger. */
export interface ClaimPlan {
  /** From 0, its place in `payment.claims`. */
  readonly place: number;
  /** Our claim; set on a held claim too when it is known which one is meant. */
  readonly claimId: string | null;
  readonly disposition: 'post' | 'review';
  /** Empty when it posts. */
  readonly exceptions: readonly PlanNote[];
  /** Do not hold it. */
  readonly notes: readonly PlanNote[];
  /** To be written as they are. A held claim of a payment that posts has one `unapplied` entry, or none when it paid nothing. */
  readonly entries: readonly LedgerEntry[];
  /** Work to open once the payment posts, whether the claim posts or is held. */
  readonly denials: readonly Denial[];
  /** The claim posting that this one cancels (CLP02 = 22); it must be marked as reversed in the same transaction. */
  readonly reverses: string | null;
  /** Left of the charge in this payer's account after posting: 0 when all is decided, the denied part when some was not. Null when unknown. */
  readonly remainingCents: number | null;
  /** 1 primary, 2 secondary, 3 tertiary. */
  readonly level: 1 | 2 | 3;
}

/** A provider-level adjustment (PLB): `claimId` is null save for interest of a claim that posts. */
export interface ProviderEntry extends LedgerEntry {
  /** The claim posting whose money is recovered (WO), when the reference names one. */
  readonly recovers: string | null;
}

/**
 * What one payment does to the ledger: all of it, in one transaction, or nothing.
 * When it posts, the cash kinds of all entries (claims' and provider's) sum to the stated payment to the cent.
 * When it is held there are no entries and no denials at all, and every claim is held.
 */
export interface PaymentPlan {
  /** The idempotency key; null when the payment cannot be told from another (then it is held). */
  readonly identity: string | null;
  readonly disposition: 'post' | 'review';
  /** What holds the whole payment; empty when it posts. */
  readonly exceptions: readonly PlanNote[];
  /** One per claim of the payment, in its order. */
  readonly claims: readonly ClaimPlan[];
  readonly providerEntries: readonly ProviderEntry[];
  /** Sum of the `unapplied` entries: the cash of held claims. */
  readonly unappliedCents: number;
}

/** A claim of an earlier payment as it stands in the ledger: history for the gate. */
export interface PostedClaim {
  readonly postingId: string;
  readonly claimId: string;
  /** As `payerKey` gives it. */
  readonly payerKey: string;
  readonly level: 1 | 2 | 3;
  /** CLP07 and CLP01 as the payer stated them. */
  readonly payerClaimControlNumber: string | null;
  readonly patientControlNumber: string | null;
  readonly isReversal: boolean;
  /** Cancelled by a later posting. */
  readonly isReversed: boolean;
  /** The key of the payer it was crossed over to (NM1*TT). */
  readonly crossoverTo: string | null;
  readonly entries: readonly LedgerEntry[];
}

/** @returns the cash among entries, in cents. */
export const cashOf = (entries: readonly LedgerEntry[]): number =>
  entries.filter(({ kind }) => CASH_KINDS.includes(kind)).reduce((sum, { amountCents }) => sum + amountCents, 0);

/** @returns every entry of a plan: those of its claims, then those of the payer. */
export const entriesOf = (plan: PaymentPlan): LedgerEntry[] => [
  ...plan.claims.flatMap(({ entries }) => entries),
  ...plan.providerEntries,
];
