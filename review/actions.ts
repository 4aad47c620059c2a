/** What a person may do about each exception: typed so that a code without its actions does not compile. The page draws what this offers. */
import { policyOf, type ExceptionCode } from '../domain/exceptions.ts';
import { may } from '../domain/permissions.ts';
import type { Person } from './desk.ts';
import type { Subject } from './subject.ts';

/** `resolve`: close it with a note; on a login or a portal that resumes what was stopped. */
export const ACTION_KINDS = [
  'ask-again',
  'choose',
  'answer',
  'not-on-file',
  'denial',
  'fix-login',
  'selectors',
  'acknowledge',
  'give-code',
  'post',
  'resolve',
] as const;
export type ActionKind = (typeof ACTION_KINDS)[number];

/** The first is what mostly helps. */
type Actions = readonly [ActionKind, ...ActionKind[]];

const LATER: Actions = ['acknowledge', 'answer', 'resolve'];
const STOPPED: Actions = ['ask-again', 'acknowledge', 'answer', 'resolve'];
const DRIFT: Actions = ['selectors', 'acknowledge', 'resolve'];
const HELD: Actions = ['post', 'resolve'];
const FILE: Actions = ['resolve'];

export const ACTIONS = {
  'portal-maintenance': LATER,
  'rate-limited': LATER,
  'outside-hours': LATER,
  'too-early': LATER,
  'signed-in-elsewhere': LATER,
  'code-late': ['give-code', ...LATER],
  'daily-cap': LATER,

  'member-not-found': ['ask-again', 'not-on-file', 'answer', 'resolve'],
  'member-ambiguous': ['choose', 'ask-again', 'answer', 'resolve'],
  'claim-not-found': ['ask-again', 'not-on-file', 'answer', 'denial', 'post', 'resolve'],
  'claim-ambiguous': ['choose', 'ask-again', 'answer', 'post', 'resolve'],
  'eob-not-found': ['ask-again', 'resolve'],
  'wrong-payer': ['ask-again', 'answer', 'denial', 'resolve'],
  'wrong-record': ['choose', 'ask-again', 'answer', 'resolve'],
  'status-unknown': ['answer', 'denial', 'ask-again', 'resolve'],
  'inquiry-rejected': ['ask-again', 'answer', 'denial', 'resolve'],

  'credentials-rejected': ['fix-login', 'resolve'],
  'password-expired': ['fix-login', 'resolve'],
  'login-locked': ['fix-login', 'resolve'],
  'mfa-required': ['give-code', 'fix-login', 'resolve'],
  'terms-to-accept': ['resolve'],
  captcha: ['resolve'],
  'provider-not-listed': ['resolve'],
  'automation-forbidden': ['resolve'],

  'password-due': ['fix-login', 'resolve'],
  'use-due': ['resolve'],
  'confirmation-due': ['resolve'],

  'unknown-page': DRIFT,
  'selector-missing': DRIFT,
  'result-unreadable': DRIFT,
  'canary-failed': DRIFT,

  'session-expired': STOPPED,
  'navigation-timeout': STOPPED,
  'portal-error': STOPPED,
  'browser-crashed': STOPPED,
  'adapter-unavailable': STOPPED,
  unexpected: STOPPED,

  'file-refused': FILE,
  'not-a-remittance': FILE,
  'envelope-flawed': FILE,
  'duplicate-file': FILE,
  'test-file': FILE,
  'segment-unexpected': FILE,
  'page-missing': FILE,

  'payment-unidentified': HELD,
  'payee-mismatch': HELD,
  'duplicate-payment': HELD,
  'payment-number-reused': HELD,
  'twin-payment': HELD,
  'payment-out-of-balance': HELD,
  'deposit-mismatch': HELD,
  'negative-payment': HELD,
  'payment-not-made': HELD,
  'currency-foreign': HELD,
  'provider-adjustment-unknown': HELD,
  'provider-adjustment-unmatched': HELD,
  'interest-mismatch': HELD,

  'patient-mismatch': HELD,
  'payer-mismatch': HELD,
  'already-posted': HELD,
  overpost: HELD,
  'claim-out-of-balance': HELD,
  'charges-differ': HELD,
  'amount-unreadable': HELD,
  'claim-status-unknown': HELD,
  'reversal-no-original': HELD,
  'reversal-sign-wrong': HELD,
  'forwarded-or-predetermination': HELD,
  'pended-claim': HELD,
  'corrected-insured': HELD,
  'crossover-before-primary': HELD,
  'takeback-with-denial': HELD,
  'payer-level-wrong': HELD,
  'field-missing': HELD,
  'patient-responsibility-differs': HELD,
  'line-out-of-balance': HELD,
  'line-unmatched': HELD,
  'line-unanswered': HELD,
  'line-charge-differs': HELD,
  'line-units-differ': HELD,
  'procedure-changed': HELD,
  'zero-paid-unexplained': HELD,
  'claim-denied': HELD,
  'reduction-to-review': HELD,
  'write-off-too-large': HELD,
  'adjustment-code-unknown': HELD,
  'adjustment-unexplained': HELD,
  'payer-code-unmapped': HELD,
  'low-confidence': HELD,
  'posting-reversed': HELD,
} as const satisfies Record<ExceptionCode, Actions>;

/** What is known of an item when its actions are asked for. */
export interface ActionFacts {
  readonly subject: Subject;
  readonly code: ExceptionCode;
  readonly work: { readonly kind: string; readonly state: string } | null;
  /** How many the portal listed, as they were kept. */
  readonly candidates: number;
}

/** @returns what this person can do with the item now, the main thing first. */
export const actionsFor = (facts: ActionFacts, person: Person): ActionKind[] =>
  offered(facts).filter((kind) => isOpenTo(kind, facts, person));

/** The subject says more than the code: a drift's item may be about a page, or about proposals on it. */
function offered({ subject, code }: ActionFacts): readonly ActionKind[] {
  if (subject.about === 'code') return ['give-code', 'resolve'];
  if (subject.about === 'selectors') return ['selectors'];
  if (subject.about === 'portal') return ['acknowledge', 'resolve'];
  if (subject.about === 'remittance') return subject.part === 'document' ? FILE : HELD;
  return ACTIONS[code];
}

const WAITS = ['review', 'failed'];

function isOpenTo(kind: ActionKind, { subject, code, work, candidates }: ActionFacts, person: Person): boolean {
  if (!may(person.role, 'items.decide')) return false;
  const isWork = subject.about === 'work-item' && work !== null;
  switch (kind) {
    case 'ask-again':
      return isWork && WAITS.includes(work.state);
    case 'choose':
      return isWork && candidates > 0 && WAITS.includes(work.state);
    case 'answer':
    case 'not-on-file':
      return isWork && [...WAITS, 'waiting'].includes(work.state);
    case 'denial':
      return isWork && work.kind === 'claim-status' && WAITS.includes(work.state);
    case 'acknowledge':
      return subject.about === 'portal' || (isWork && [...WAITS, 'waiting'].includes(work.state));
    case 'fix-login':
      return (subject.about === 'login' || subject.about === 'login-date') && may(person.role, 'logins.manage');
    case 'selectors':
      return subject.about === 'selectors';
    case 'give-code':
      return subject.about === 'code';
    case 'post':
      return subject.about === 'remittance' && subject.part !== 'document';
    case 'resolve':
      return subject.about !== 'work-item' || policyOf(code).family !== 'login';
  }
}

/** What each does, in a sentence under its heading. */
export const ACTION_TEXTS: Record<ActionKind, { readonly label: string; readonly hint: string }> = {
  'ask-again': {
    label: 'Ask again',
    hint: 'The robot asks the portal again, with the inquiry as it stands in the form.',
  },
  choose: { label: 'Choose one', hint: 'The portal listed these. The robot asks again for the one that you choose.' },
  answer: {
    label: 'Type the answer',
    hint: 'You know it from the screenshot, the telephone or the portal. It is kept as your answer, not the portal’s.',
  },
  'not-on-file': {
    label: 'Not on file',
    hint: 'The payer has no such record. That is kept as the answer, and sweeps go on from there.',
  },
  denial: {
    label: 'Send to denial work',
    hint: 'The payer refuses it. The claim counts as denied, and a denial is opened to be worked.',
  },
  'fix-login': {
    label: 'Store the new password',
    hint: 'It is sealed at once and never shown again. The login goes on, and what waited for it is asked.',
  },
  selectors: {
    label: 'Decide on the elements',
    hint: 'Approve or reject what the robot took in place of what it knew.',
  },
  acknowledge: {
    label: 'Wait until',
    hint: 'The portal is not there now. Nothing is asked of it before the time that you give.',
  },
  'give-code': { label: 'Give the code', hint: 'The page waits for it; type it into the box above.' },
  post: { label: 'Post', hint: 'Correct it beside its page and post it.' },
  resolve: { label: 'Resolve', hint: 'Close it with a note.' },
};
