/** A posting: what one payment does to the ledger. Plans are made purely from a payment and what is known; stores only write them. */

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
export const CASH_KINDS: readonly EntryKind[] = ['payment', 'interest', 'take-back', 'provider-adjustment', 'unapplied'];

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
