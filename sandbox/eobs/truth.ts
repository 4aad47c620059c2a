/** What an invented paper remittance holds, how a layout prints it, and the key that a reader of the paper is scored against. */
import type { Claim } from '../../domain/claim.ts';
import type { RemittanceDocument, RemittancePayment } from '../../domain/remittance.ts';

/** Everything that a payer knows about one document, and the claims of the practice that it answers. */
export interface EobTruth {
  readonly seed: number;
  readonly kind: Claim['kind'];
  /** One document may hold several payments. */
  readonly payments: readonly RemittancePayment[];
  /** The practice's own claims, one for each account number, in the order of the paper. */
  readonly claims: readonly Claim[];
}

export interface PayerCast {
  readonly name: string;
  readonly id: string;
  readonly tin: string;
  readonly address: readonly [string, string];
}

export type Denial = 'CO-16' | 'CO-97' | 'CO-50' | 'CO-29' | 'PR-96' | 'PR-204';

/** What may happen on the paper of a layout: each is drawn with a chance of its own. */
export type Feature =
  | 'sequestration'
  | 'other-payer'
  | 'copay'
  | 'coinsurance'
  | 'deductible'
  | 'write-off'
  | 'interest'
  | 'recoupment'
  | 'forward-balance'
  | 'reversal'
  | 'zero-pay'
  | 'pended'
  | 'claim-adjustments'
  | 'modifiers'
  | 'units'
  | 'several-payments';

/** Which truths a layout can state in full; documents for it are drawn within. */
export interface Profile {
  readonly kind: Claim['kind'];
  readonly payers: readonly PayerCast[];
  /** Fewest and most claims of a payment; a negative feature may add one. */
  readonly claims: readonly [number, number];
  readonly lines: readonly [number, number];
  readonly memberIds: 'mbi' | 'prefixed' | 'numeric' | 'dashed' | 'lettered';
  readonly claimNumbers: 'digits13' | 'digits15' | 'dotted' | 'lettered' | 'suffixed';
  readonly method: 'CHK' | 'ACH' | 'both';
  readonly features: readonly Feature[];
  readonly denials: readonly Denial[];
  /** Every second claim is of the same patient as the one before it. */
  readonly sharesPatients?: boolean;
}

/** A payer's own code on its paper, and whether its legend leaves no doubt which standard code is meant. */
export interface LocalCode {
  readonly code: string;
  readonly text: string;
  readonly isUnmistakable: boolean;
}

/** Which fields stand on the paper. What is absent is null in the key. */
export interface Prints {
  readonly payment: readonly ('payerId' | 'npi' | 'tin' | 'method')[];
  readonly claim: readonly (
    | 'patientControlNumber'
    | 'payerClaimControlNumber'
    | 'memberId'
    | 'firstName'
    | 'statusCode'
    | 'allowed'
    | 'patientResponsibility'
    | 'interest'
    | 'serviceDates'
    | 'remarks'
  )[];
  /** Empty: claims are printed without their lines. */
  readonly line: readonly ('serviceDate' | 'procedure' | 'modifiers' | 'units' | 'allowed' | 'remarks')[];
  /** Coinsurance and copayment share a column. */
  readonly isCopayUnsure?: boolean;
  /** `CO-45` style codes that the payer prints in its own words; others stand as CARC or in a column that names them. */
  readonly localCodes?: Readonly<Record<string, LocalCode>>;
}

export interface Layout {
  readonly name: string;
  readonly profile: Profile;
  readonly prints: Prints;
  /** @returns a whole HTML page with its print CSS. The same document and seed give the same text. */
  readonly render: (payments: readonly RemittancePayment[], seed: number) => string;
}

/** What a right system does with a claim: `either` where posting and asking are both right. */
export type Right = 'post' | 'review' | 'either';

export interface AnswerKey {
  readonly layout: string;
  readonly seed: number;
  readonly quality: string;
  readonly form: string;
  readonly kind: RemittanceDocument['source']['kind'];
  /** What the paper states. */
  readonly printed: readonly RemittancePayment[];
  /** The same payments and claims with what the paper does not state; a reader may work it out, but not wrongly. */
  readonly truth: readonly RemittancePayment[];
  /** False where fields cannot be held against the paper, e.g. a page is missing. */
  readonly isScored: boolean;
  /** By pointer to a claim, `/payments/0/claims/1`; a missing pointer is `review`. */
  readonly rights: Readonly<Record<string, Right>>;
}
