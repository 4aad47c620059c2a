/**
 * What can have become of a claim, in the words that portals print (several for each state) and in 277 codes.
 * The codes come from here, not from reading the words, so that a robot's own reading is really tested.
 * `status` is null where the words alone name no status code.
 */
import type { ClaimState } from '../domain/claim-status.ts';

/** How the money of an adjudicated claim was decided; `none`: not decided, the portal shows no amounts but the billed one. */
export type MoneyKind = 'none' | 'paid' | 'partly-denied' | 'denied' | 'deductible' | 'written-off' | 'reversed';
/** What the portal's record differs in from the claim that was billed. */
export type Twist =
  | 'absent'
  | 'replaced'
  | 'other-date'
  | 'no-account-number'
  | 'listed-twice'
  | 'shared-account-number';

export interface Scenario {
  readonly name: string;
  readonly texts: readonly [string, ...string[]];
  readonly state: ClaimState;
  readonly category: string | null;
  readonly status: string | null;
  readonly money: MoneyKind;
  readonly isFinal: boolean;
  readonly hasCheck: boolean;
  /** Cards in the deck of outcomes. */
  readonly weight: number;
  readonly twist: Twist | null;
}

const open = (
  name: string,
  state: ClaimState,
  category: string | null,
  status: string | null,
  ...texts: [string, ...string[]]
): Scenario => ({
  name,
  texts,
  state,
  category,
  status,
  money: 'none',
  isFinal: false,
  hasCheck: false,
  weight: 2,
  twist: null,
});

const final = (
  name: string,
  state: ClaimState,
  codes: readonly [string, string | null],
  money: MoneyKind,
  ...texts: [string, ...string[]]
): Scenario => ({ ...open(name, state, codes[0], codes[1], ...texts), money, isFinal: true });

const paid = (name: string, ...texts: [string, ...string[]]): Scenario => ({
  ...final(name, 'FINAL_PAID', ['F1', '65'], 'paid', ...texts),
  hasCheck: true,
});

const PAID = paid('paid', 'Paid', 'Processed and paid', 'Finalized/Paid', 'Check issued');

/** Found only by member and dates of service. */
export const WITHOUT_ACCOUNT_NUMBER: Scenario = {
  ...PAID,
  name: 'no-account-number',
  weight: 1,
  twist: 'no-account-number',
};

export const SCENARIOS: readonly Scenario[] = [
  { ...open('received', 'RECEIVED', 'A1', null, 'Received', 'Claim received'), weight: 3 },
  { ...open('in-process', 'IN_PROCESS', 'P1', '20', 'In process', 'Pending', 'Received - processing'), weight: 4 },
  { ...open('pending-eligibility', 'IN_PROCESS', 'P1', '56', 'Pending eligibility'), weight: 1 },
  open('pended-review', 'PENDED_REVIEW', 'P2', '46', 'Pending medical review', 'Under clinical review', 'In audit'),
  {
    ...open('medical-necessity', 'PENDED_REVIEW', 'P2', '287', 'Pending medical review - medical necessity'),
    weight: 1,
  },
  open('pended-payer', 'PENDED_PAYER', 'P5', null, 'Administrative hold', 'Payer system hold'),
  {
    ...open(
      'info-provider',
      'INFO_NEEDED_PROVIDER',
      'P3',
      '123',
      'Additional information requested',
      'Records needed',
      'Awaiting documentation',
      'Pending medical review - records requested',
    ),
    weight: 4,
  },
  open('info-patient', 'INFO_NEEDED_PATIENT', 'P4', '123', 'Additional information requested from member'),
  open('coordination', 'INFO_NEEDED_PATIENT', 'P4', '52', 'Pending COB', 'Other insurance investigation'),
  open('rejected', 'REJECTED', 'A3', '21', 'Rejected', 'Returned', 'Unable to process'),
  { ...open('split', 'SPLIT', 'A5', null, 'Claim split'), weight: 1 },
  { ...open('forwarded', 'FORWARDED', 'A0', '16', 'Forwarded', 'Crossed over'), weight: 1 },
  {
    ...open('no-such-words', 'UNKNOWN', null, null, 'Suspended \u2013 location 77Q', 'Cycle 4 edit bypass'),
    weight: 2,
  },

  { ...PAID, weight: 9 },
  { ...PAID, name: 'partly-denied', money: 'partly-denied', weight: 4 },
  { ...paid('finalized-paid', 'Processed', 'Finalized', 'Completed', 'Closed'), weight: 4 },
  {
    ...final('paid-without-check', 'FINAL_UNSPECIFIED', ['F0', null], 'paid', 'Paid', 'Processed and paid'),
    weight: 1,
  },
  {
    ...final(
      'payment-pending',
      'FINAL_UNSPECIFIED',
      ['F0', '3'],
      'paid',
      'Approved, payment pending',
      'Ready to pay',
      'Scheduled for payment',
    ),
    weight: 3,
  },
  { ...final('written-off', 'FINAL_UNSPECIFIED', ['F0', null], 'written-off', 'Closed', 'Finalized'), weight: 1 },
  {
    ...final('denied', 'FINAL_DENIED', ['F2', null], 'denied', 'Denied', 'Not covered', 'Rejected after adjudication'),
    weight: 4,
  },
  { ...final('finalized-denied', 'FINAL_DENIED', ['F2', null], 'denied', 'Finalized', 'Processed'), weight: 2 },
  { ...final('rejected-after-decision', 'FINAL_DENIED', ['F2', null], 'denied', 'Rejected'), weight: 1 },
  { ...final('duplicate', 'FINAL_DENIED', ['F2', '54'], 'denied', 'Duplicate'), weight: 1 },
  { ...final('deductible', 'FINAL_ZERO_PAY', ['F4', '98'], 'deductible', 'Applied to deductible'), weight: 2 },
  {
    ...final('finalized-deductible', 'FINAL_ZERO_PAY', ['F4', '98'], 'deductible', 'Completed', 'Finalized'),
    weight: 1,
  },
  {
    ...final('forwarded-final', 'FORWARDED', ['F3F', '16'], 'paid', 'Crossed over', 'Forwarded'),
    hasCheck: true,
    weight: 1,
  },
  { ...final('revised', 'FINAL_REVISED', ['F3', '101'], 'paid', 'Adjusted', 'Reprocessed'), hasCheck: true },
  { ...final('void-unpaid', 'CANCELLED', ['F2', null], 'reversed', 'Void', 'Cancelled'), weight: 1 },
  {
    ...final('void-after-payment', 'CANCELLED', ['F3', null], 'reversed', 'Void', 'Cancelled'),
    hasCheck: true,
    weight: 1,
  },

  { ...PAID, name: 'replaced', weight: 3, twist: 'replaced' },
  WITHOUT_ACCOUNT_NUMBER,
  { ...PAID, name: 'shared-account-number', weight: 1, twist: 'shared-account-number' },
  { ...PAID, name: 'other-date', weight: 1, twist: 'other-date' },
  { ...PAID, name: 'listed-twice', weight: 1, twist: 'listed-twice' },
  { ...open('absent', 'NOT_FOUND', 'D0', '35', 'Not on file'), weight: 3, twist: 'absent' },
];

/** The record of the claim that a later one replaced. */
export const REPLACED_ORIGINAL: Scenario = final(
  'reversed',
  'FINAL_REVISED',
  ['F3', '101'],
  'reversed',
  'Reversed',
  'Adjusted',
);
/** When the money of a claim does not allow the drawn scenario (nothing was billed, say). */
export const STILL_OPEN: Scenario = open('in-process', 'IN_PROCESS', 'P1', '20', 'In process');
