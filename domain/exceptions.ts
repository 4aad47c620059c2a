/**
 * Why a work item could not be answered, and what each reason costs.
 * The table is typed so that a code without a policy does not compile.
 */
import type { PortalCandidate } from './portal-candidate.ts';

/** What of a remittance a person decides at once: the file, one check or EFT, or one claim on it. */
type RemittancePart = 'document' | 'payment' | 'claim';

/** What the executor does with the retry, the session, the queue and the review list. */
export interface Policy {
  /** `wait`: no try spent, run again at a known time. `review`: a person decides. `failed`: the machine is at fault. */
  readonly outcome: 'wait' | 'review' | 'failed';
  readonly family: 'wait' | 'business' | 'login' | 'drift' | 'system' | 'remittance';
  readonly retry: 'at-known-time' | 'never' | 'once-fresh-session' | 'backoff';
  readonly session: 'keep' | 'drop';
  readonly queue: 'run' | 'pause-login' | 'pause-portal-after-3';
  /** One open review item per this; `when-spent`: per work item, once the tries are used up. */
  readonly review: 'wait-limit' | 'work-item' | 'login' | 'portal-page' | 'when-spent' | RemittancePart;
}

const WAIT: Policy = {
  outcome: 'wait',
  family: 'wait',
  retry: 'at-known-time',
  session: 'keep',
  queue: 'run',
  review: 'wait-limit',
};
const BUSINESS: Policy = {
  outcome: 'review',
  family: 'business',
  retry: 'never',
  session: 'keep',
  queue: 'run',
  review: 'work-item',
};
const LOGIN: Policy = {
  outcome: 'review',
  family: 'login',
  retry: 'never',
  session: 'drop',
  queue: 'pause-login',
  review: 'login',
};
/** A date of a login that comes: told ahead, and nothing stops yet. */
const LOGIN_DATE: Policy = { ...LOGIN, session: 'keep', queue: 'run' };
const DRIFT: Policy = {
  outcome: 'review',
  family: 'drift',
  retry: 'once-fresh-session',
  session: 'drop',
  queue: 'pause-portal-after-3',
  review: 'portal-page',
};
const SYSTEM: Policy = {
  outcome: 'failed',
  family: 'system',
  retry: 'backoff',
  session: 'drop',
  queue: 'run',
  review: 'when-spent',
};
const remittance = (review: RemittancePart): Policy => ({
  outcome: 'review',
  family: 'remittance',
  retry: 'never',
  session: 'keep',
  queue: 'run',
  review,
});
const FILE = remittance('document');
const PAYMENT = remittance('payment');
const CLAIM = remittance('claim');

export const POLICIES = {
  'portal-maintenance': WAIT,
  'rate-limited': WAIT,
  'outside-hours': WAIT,
  'too-early': WAIT,
  // Taken up again, the session would end that of the person who uses the login now.
  'signed-in-elsewhere': { ...WAIT, session: 'drop' },
  'code-late': { ...WAIT, session: 'drop' },
  'daily-cap': WAIT,

  'member-not-found': BUSINESS,
  'member-ambiguous': BUSINESS,
  'claim-not-found': BUSINESS,
  'claim-ambiguous': BUSINESS,
  'eob-not-found': BUSINESS,
  'wrong-payer': BUSINESS,
  'wrong-record': BUSINESS,
  'status-unknown': BUSINESS,
  'inquiry-rejected': BUSINESS,

  'credentials-rejected': LOGIN,
  'password-expired': LOGIN,
  'login-locked': LOGIN,
  'mfa-required': LOGIN,
  'terms-to-accept': LOGIN,
  captcha: LOGIN,
  'provider-not-listed': LOGIN,
  'automation-forbidden': LOGIN,

  'password-due': LOGIN_DATE,
  'use-due': LOGIN_DATE,
  'confirmation-due': LOGIN_DATE,

  'unknown-page': DRIFT,
  'selector-missing': DRIFT,
  'result-unreadable': DRIFT,
  'canary-failed': DRIFT,

  'session-expired': SYSTEM,
  'navigation-timeout': SYSTEM,
  'portal-error': SYSTEM,
  'browser-crashed': SYSTEM,
  'adapter-unavailable': SYSTEM,
  unexpected: SYSTEM,

  'file-refused': FILE,
  'not-a-remittance': FILE,
  'envelope-flawed': FILE,
  'duplicate-file': FILE,
  'test-file': FILE,
  'segment-unexpected': FILE,
  'page-missing': FILE,

  'payment-unidentified': PAYMENT,
  'payee-mismatch': PAYMENT,
  'duplicate-payment': PAYMENT,
  'payment-number-reused': PAYMENT,
  'twin-payment': PAYMENT,
  'payment-out-of-balance': PAYMENT,
  'deposit-mismatch': PAYMENT,
  'negative-payment': PAYMENT,
  'payment-not-made': PAYMENT,
  'currency-foreign': PAYMENT,
  'provider-adjustment-unknown': PAYMENT,
  'provider-adjustment-unmatched': PAYMENT,
  'interest-mismatch': PAYMENT,

  'patient-mismatch': CLAIM,
  'payer-mismatch': CLAIM,
  'already-posted': CLAIM,
  overpost: CLAIM,
  'claim-out-of-balance': CLAIM,
  'charges-differ': CLAIM,
  'amount-unreadable': CLAIM,
  'claim-status-unknown': CLAIM,
  'reversal-no-original': CLAIM,
  'reversal-sign-wrong': CLAIM,
  'forwarded-or-predetermination': CLAIM,
  'pended-claim': CLAIM,
  'corrected-insured': CLAIM,
  'crossover-before-primary': CLAIM,
  'takeback-with-denial': CLAIM,
  'payer-level-wrong': CLAIM,
  'field-missing': CLAIM,
  'patient-responsibility-differs': CLAIM,

  'line-out-of-balance': CLAIM,
  'line-unmatched': CLAIM,
  'line-unanswered': CLAIM,
  'line-charge-differs': CLAIM,
  'line-units-differ': CLAIM,
  'procedure-changed': CLAIM,
  'zero-paid-unexplained': CLAIM,
  'claim-denied': CLAIM,
  'reduction-to-review': CLAIM,
  'write-off-too-large': CLAIM,
  'adjustment-code-unknown': CLAIM,
  'adjustment-unexplained': CLAIM,
  'payer-code-unmapped': CLAIM,
  'low-confidence': CLAIM,
  'posting-reversed': CLAIM,
} as const satisfies Record<string, Policy>;

export type ExceptionCode = keyof typeof POLICIES;

/** @returns the policy of a code; every code has one. */
export const policyOf = (code: ExceptionCode): Policy => POLICIES[code];

/** @returns whether a text (from a database row, say) is one of our codes. */
export const isExceptionCode = (text: string): text is ExceptionCode => Object.hasOwn(POLICIES, text);

export interface ExceptionDetails {
  /** When the portal said to come back (wait codes): an ISO time. */
  readonly until?: string;
  /** The page file on which it happened: `<portal>/<page>`. */
  readonly page?: string;
  /** The named element of that page. */
  readonly element?: string;
  /** What the portal printed, kept with the evidence, never logged: it may hold patient data. */
  readonly seen?: string;
  /** What the page listed where it found several: kept under seal with the evidence, never logged. */
  readonly candidates?: readonly PortalCandidate[];
  readonly cause?: unknown;
}

/** Thrown by a flow. The message is for a person and holds no patient data and no secret. */
export class WorkException extends Error {
  override readonly name = 'WorkException';
  readonly code: ExceptionCode;
  readonly details: ExceptionDetails;

  constructor(code: ExceptionCode, message: string, details: ExceptionDetails = {}) {
    super(message, { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}
