/**
 * What portals print as a claim's status, and what it means in 277 words: rows of data, no logic.
 * A row's phrase is compared whole, after normalising case, spaces and separators; see claim-status-text.ts.
 * A payer with words of its own gets rows of its own; these serve every payer.
 */
import type { ClaimState } from './claim-status.ts';

/** 277 STC01-1 (category), STC01-2 (status) and our state. `status` null where the words alone name none. */
export interface StatusMeaning {
  readonly category: string | null;
  readonly status: string | null;
  readonly state: ClaimState;
}

/** What must be looked at beside the words before a row's meaning holds. */
export type GuardName =
  | 'paid-needs-amount-and-check'
  | 'refine-by-amounts'
  | 'denied-or-partial'
  | 'rejected-or-denied'
  | 'asked-by-note'
  | 'cob-patient-or-provider'
  | 'forwarded-before-or-after'
  | 'void-paid-or-not';

export interface PhraseRow {
  readonly phrase: string;
  readonly means: StatusMeaning;
  readonly guard?: GuardName;
}

/** Whose turn it is, when a note beside the status says so. */
export type Asks = 'records-from-provider' | 'other-eob-from-provider' | 'answer-from-patient';

export interface NoteRow {
  readonly phrase: string;
  readonly asks: Asks;
}

export const UNKNOWN_STATUS: StatusMeaning = { category: null, status: null, state: 'UNKNOWN' };

const means = (category: string, status: string | null, state: ClaimState): StatusMeaning => ({
  category,
  status,
  state,
});

export const PAID = means('F1', '65', 'FINAL_PAID');
export const UNSPECIFIED = means('F0', null, 'FINAL_UNSPECIFIED');
export const ZERO_PAY = means('F4', '98', 'FINAL_ZERO_PAY');
/** The status stays open: a reason code (CARC) is no 277 status, and the words alone name none. */
export const DENIED = means('F2', null, 'FINAL_DENIED');
export const REQUESTED_FROM_PROVIDER = means('P3', '123', 'INFO_NEEDED_PROVIDER');
export const REQUESTED_FROM_PATIENT = means('P4', '123', 'INFO_NEEDED_PATIENT');
export const OTHER_EOB_FROM_PROVIDER = means('P3', '286', 'INFO_NEEDED_PROVIDER');
export const FORWARDED_AFTER = means('F3F', '16', 'FORWARDED');
export const VOID_PAID = means('F3', null, 'CANCELLED');

const AWAITING_PAYMENT = means('F0', '3', 'FINAL_UNSPECIFIED');
const REJECTED = means('A3', '21', 'REJECTED');
const IN_PROCESS = means('P1', '20', 'IN_PROCESS');
const REVIEW = means('P2', '46', 'PENDED_REVIEW');
const NECESSITY_REVIEW = means('P2', '287', 'PENDED_REVIEW');
const COB_FROM_PATIENT = means('P4', '52', 'INFO_NEEDED_PATIENT');
const FORWARDED_BEFORE = means('A0', '16', 'FORWARDED');
const REVISED = means('F3', '101', 'FINAL_REVISED');
const DUPLICATE = means('F2', '54', 'FINAL_DENIED');
const NOT_FOUND = means('D0', '35', 'NOT_FOUND');
const VOID_UNPAID = means('F2', null, 'CANCELLED');

const rows = (phrases: readonly string[], meaning: StatusMeaning, guard?: GuardName): PhraseRow[] =>
  phrases.map((phrase) => ({ phrase, means: meaning, ...(guard && { guard }) }));

export const STATUS_PHRASES: readonly PhraseRow[] = [
  ...rows(
    ['processed and paid', 'paid', 'finalized/paid', 'check issued', 'payment issued', 'eft issued'],
    PAID,
    'paid-needs-amount-and-check',
  ),
  ...rows(
    ['processed', 'finalized', 'completed', 'complete', 'closed', 'adjudicated'],
    UNSPECIFIED,
    'refine-by-amounts',
  ),
  ...rows(
    [
      'approved, payment pending',
      'approved - awaiting payment',
      'approved to pay',
      'ready to pay',
      'scheduled for payment',
      'awaiting payment cycle',
    ],
    AWAITING_PAYMENT,
  ),
  ...rows(
    ['applied to deductible', 'processed - applied to deductible', 'finalized - applied to deductible'],
    ZERO_PAY,
  ),
  ...rows(
    ['denied', 'finalized/denied', 'processed - denied', 'not covered', 'rejected after adjudication', 'claim denied'],
    DENIED,
    'denied-or-partial',
  ),
  ...rows(['rejected', 'returned', 'returned to provider', 'unable to process'], REJECTED, 'rejected-or-denied'),
  ...rows(['rejected - missing information'], means('A6', '21', 'REJECTED'), 'rejected-or-denied'),
  ...rows(['rejected - invalid information'], means('A7', '21', 'REJECTED'), 'rejected-or-denied'),
  ...rows(['received', 'claim received', 'received - not yet accepted'], means('A1', null, 'RECEIVED')),
  ...rows(['accepted', 'accepted for processing', 'accepted for adjudication'], means('A2', '20', 'IN_PROCESS')),
  ...rows(['pending', 'in process', 'received - processing', 'processing', 'pended'], IN_PROCESS),
  ...rows(['pending eligibility'], means('P1', '56', 'IN_PROCESS')),
  ...rows(
    ['payer administrative hold', 'administrative hold', 'payer system hold', 'system hold'],
    means('P5', null, 'PENDED_PAYER'),
  ),
  ...rows(
    ['pending medical review', 'under clinical review', 'under medical review', 'in audit', 'pending review'],
    REVIEW,
    'asked-by-note',
  ),
  ...rows(
    [
      'pending medical necessity review',
      'under medical necessity review',
      'pending medical review - medical necessity',
    ],
    NECESSITY_REVIEW,
    'asked-by-note',
  ),
  ...rows(
    ['additional information requested', 'additional information needed', 'awaiting documentation'],
    REQUESTED_FROM_PROVIDER,
    'asked-by-note',
  ),
  ...rows(
    ['additional information requested from provider', 'pending - information requested from provider'],
    REQUESTED_FROM_PROVIDER,
  ),
  ...rows(
    [
      'records needed',
      'records requested',
      'medical records requested',
      'pending medical review - records requested',
      'pending - medical records requested',
    ],
    REQUESTED_FROM_PROVIDER,
  ),
  ...rows(
    [
      'additional information requested from member',
      'additional information requested from patient',
      'pending - information requested from member',
      'pending - information requested from patient',
      'accident details requested',
      'cob questionnaire sent to member',
    ],
    REQUESTED_FROM_PATIENT,
  ),
  ...rows(
    ['pending cob', 'pending coordination of benefits', 'other insurance investigation'],
    COB_FROM_PATIENT,
    'cob-patient-or-provider',
  ),
  ...rows(['pending cob - member', 'pending cob - questionnaire sent to member'], COB_FROM_PATIENT),
  ...rows(
    ['pending cob - provider', 'pending cob - primary eob needed', 'primary payer eob requested'],
    OTHER_EOB_FROM_PROVIDER,
  ),
  ...rows(
    ['forwarded', 'forwarded to another payer', 'forwarded to other payer', 'crossed over'],
    FORWARDED_BEFORE,
    'forwarded-before-or-after',
  ),
  ...rows(['split', 'claim split'], means('A5', null, 'SPLIT')),
  ...rows(['adjusted', 'reprocessed', 'reversed'], REVISED),
  ...rows(
    ['duplicate', 'duplicate claim', 'denied - duplicate', 'denied as duplicate'],
    DUPLICATE,
    'denied-or-partial',
  ),
  ...rows(['not on file', 'claim not on file', 'claim not found', 'no claims found', 'no results'], NOT_FOUND),
  ...rows(['void', 'voided', 'cancelled', 'canceled'], VOID_UNPAID, 'void-paid-or-not'),
];

/** Notes that portals print beside a status and that change whose turn it is. Compared whole, as the phrases are. */
export const STATUS_NOTES: readonly NoteRow[] = [
  { phrase: 'medical records requested', asks: 'records-from-provider' },
  { phrase: 'records requested', asks: 'records-from-provider' },
  { phrase: 'records requested from provider', asks: 'records-from-provider' },
  { phrase: 'medical records requested from provider', asks: 'records-from-provider' },
  { phrase: 'please submit medical records', asks: 'records-from-provider' },
  { phrase: 'operative report requested', asks: 'records-from-provider' },
  { phrase: 'clinical notes requested', asks: 'records-from-provider' },
  { phrase: 'primary payer eob requested', asks: 'other-eob-from-provider' },
  { phrase: 'primary eob needed', asks: 'other-eob-from-provider' },
  { phrase: 'other payer eob requested from provider', asks: 'other-eob-from-provider' },
  { phrase: 'cob questionnaire sent to member', asks: 'answer-from-patient' },
  { phrase: 'accident details requested from member', asks: 'answer-from-patient' },
  { phrase: 'information requested from member', asks: 'answer-from-patient' },
  { phrase: 'information requested from patient', asks: 'answer-from-patient' },
];

/**
 * CARCs that reduce a payment without denying it: write-off, patient shares, prior payer, sequestration.
 * Zero pay under these only is no denial.
 */
export const ORDINARY_REASONS: ReadonlySet<string> = new Set(['1', '2', '3', '23', '45', '59', '66', '104', '253']);
