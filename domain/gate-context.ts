/** All that the gate must know besides the payment itself. Stores collect it; nothing here is looked up. */
import type { ExceptionCode } from './exceptions.ts';
import type { ClaimMatch, OpenClaim } from './open-claim.ts';
import type { PayerNames } from './payer-names.ts';
import type { PostedClaim } from './posting.ts';
import type { ExceptionNote, FieldSource } from './remittance.ts';

/** A payment that is in the ledger or staged: everything with a like number or amount; never the planned payment itself. */
export interface KnownPayment {
  readonly id: string;
  readonly kind: 'paper-eob' | 'era-835';
  readonly sha256: string;
  /** Its place in its document, from 0. */
  readonly place: number;
  readonly payerKey: string;
  readonly number: string | null;
  readonly amountCents: number;
  readonly date: string;
  /** As `paymentIdentity` gave it. */
  readonly identity: string;
}

/** Money that the bank says has come. */
export interface Deposit {
  /** Check or EFT trace number, as far as the bank states it. */
  readonly number: string | null;
  readonly amountCents: number;
  readonly date: string;
}

export interface GateSettings {
  /** A larger write-off on one claim waits for a person; null = no limit. */
  readonly writeOffLimitCents: number | null;
  /** Fields of paper below it hold their claim. */
  readonly confidence: number;
  /** Whether a payment posts only once the bank has it. */
  readonly isDepositRequired: boolean;
  /** Our own numbers; null = not checked. */
  readonly payee: { readonly npis: readonly string[]; readonly tins: readonly string[] } | null;
  /** Whether a secondary payer's answer waits until the primary's is posted here. False: primaries are posted elsewhere too. */
  readonly needsPrimaryPosted: boolean;
  /** Days by which the dates of a paper EOB and its 835, or of a payment and its deposit, may differ. */
  readonly twinDays: number;
}

export const GATE_DEFAULTS: GateSettings = {
  writeOffLimitCents: null,
  confidence: 0.99,
  isDepositRequired: false,
  payee: null,
  needsPrimaryPosted: true,
  twinDays: 14,
};

/** What a person has decided: an exception that may stand. `claim` null: one of the payment or its file. */
export interface Approval {
  readonly code: ExceptionCode;
  /** From 0, the place of the claim in the payment. */
  readonly claim: number | null;
}

/** Denial deadlines of the payer; null = not known. */
export interface PayerDays {
  readonly appealDays: number | null;
  readonly timelyFilingDays: number | null;
}

export interface GateContext {
  readonly document: {
    readonly kind: 'paper-eob' | 'era-835' | 'not-a-remittance';
    readonly sha256: string;
    readonly exceptions: readonly ExceptionNote[];
    readonly fields: Readonly<Record<string, FieldSource>>;
  };
  /** Place of the payment in its document, from 0: where its fields are found. */
  readonly place: number;
  readonly payers: readonly PayerNames[];
  readonly days: PayerDays;
  readonly known: readonly KnownPayment[];
  /** Null: deposits are not kept here. */
  readonly deposits: readonly Deposit[] | null;
  /** One per claim of the payment, in its order: `matchClaim`, or `chosenMatch` where a person chose. */
  readonly matches: readonly ClaimMatch[];
  /** The open claims that the matches name. */
  readonly claims: ReadonlyMap<string, OpenClaim>;
  /** Claim postings of those claims (by id and by patient control number), and those whose payer claim number a reversal or a PLB reference names. */
  readonly history: readonly PostedClaim[];
  readonly approvals: readonly Approval[];
  /** The payment was judged when it posted and a held claim of it is planned anew: only the gates of claims are asked. */
  readonly isRelease?: boolean;
  readonly settings: GateSettings;
}
