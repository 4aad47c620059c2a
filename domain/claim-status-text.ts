/** From a portal's own status words, and what was read beside them, to 277 category, status and state. */
import type { ClaimStatus, StatusAdjustment } from './claim-status.ts';
import {
  type Asks,
  DENIED,
  FORWARDED_AFTER,
  type GuardName,
  ORDINARY_REASONS,
  OTHER_EOB_FROM_PROVIDER,
  PAID,
  type PhraseRow,
  REQUESTED_FROM_PROVIDER,
  REQUESTED_FROM_PATIENT,
  STATUS_NOTES,
  STATUS_PHRASES,
  type StatusMeaning,
  UNKNOWN_STATUS,
  UNSPECIFIED,
  VOID_PAID,
  ZERO_PAY,
} from './claim-status-phrases.ts';

/** What the guards look at: the claim as read, before its meaning is known. `notes`: sentences printed beside the status. */
export type StatusReading = Pick<
  ClaimStatus,
  | 'statusText'
  | 'paidCents'
  | 'patientResponsibilityCents'
  | 'checkNumber'
  | 'finalizedDate'
  | 'payerClaimControlNumber'
  | 'adjustments'
  | 'lines'
> & { readonly notes?: readonly string[] };

/**
 * Case, space and separators (dashes, slashes, commas, colons, a closing full stop) are the portal's taste; every other
 * character counts, so that `paid?` or `un-paid` never turns into `paid`.
 */
export const normalizePhrase = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\.\s*$/, '')
    .replace(/[\s,:;/\u2010-\u2015-]+/g, ' ')
    .trim();

/**
 * Reads a claim's status words by the table of domain/claim-status-phrases.ts with its guards.
 * Whole phrases only: a phrase that is not in the table (`not paid`, `partially paid`) is UNKNOWN, for a person to decide.
 * @param additions a payer's own rows; they win over the general ones.
 */
export function readClaimStatusText(reading: StatusReading, additions: readonly PhraseRow[] = []): StatusMeaning {
  const words = normalizePhrase(reading.statusText);
  const row = [...additions, ...STATUS_PHRASES].find((each) => normalizePhrase(each.phrase) === words);
  if (!row) return UNKNOWN_STATUS;
  return row.guard ? GUARDS[row.guard](row.means, reading) : row.means;
}

type Guard = (means: StatusMeaning, reading: StatusReading) => StatusMeaning;

const GUARDS: Readonly<Record<GuardName, Guard>> = {
  'paid-needs-amount-and-check': (means, reading) => (hasPayment(reading) && reading.checkNumber ? means : UNSPECIFIED),
  'refine-by-amounts': (_means, reading) => byAmounts(reading),
  'denied-or-partial': (means, reading) => {
    if (!hasPayment(reading)) return means;
    return isPartial(reading) ? byAmounts(reading) : UNKNOWN_STATUS;
  },
  'rejected-or-denied': (means, reading) => (reading.payerClaimControlNumber && reading.finalizedDate ? DENIED : means),
  'asked-by-note': (means, reading) => requested(reading) ?? means,
  'cob-patient-or-provider': (means, reading) => {
    if (asksOf(reading).has('other-eob-from-provider')) return OTHER_EOB_FROM_PROVIDER;
    return means;
  },
  'forwarded-before-or-after': (means, reading) => (reading.finalizedDate ? FORWARDED_AFTER : means),
  'void-paid-or-not': (means, reading) => (hasPayment(reading) || reading.checkNumber ? VOID_PAID : means),
};

const hasPayment = ({ paidCents }: StatusReading): boolean => paidCents !== null && paidCents > 0;

/** "Finalized" says that the payer is done, not what it decided: the amounts and the reasons say that. */
function byAmounts(reading: StatusReading): StatusMeaning {
  if (hasPayment(reading)) return PAID;
  if (reading.paidCents !== 0) return UNSPECIFIED;
  if (isDeniedWhole(reading)) return DENIED;
  return (reading.patientResponsibilityCents ?? 0) > 0 ? ZERO_PAY : UNSPECIFIED;
}

/** A denial of the whole claim: every line says so, or the claim does where its lines say nothing. */
function isDeniedWhole({ adjustments, lines }: StatusReading): boolean {
  const saysNothing = lines.every((line) => line.statusText === null && line.adjustments.length === 0);
  if (saysNothing) return adjustments.some(isDenying);
  return lines.every((line) => isDenialText(line.statusText) || line.adjustments.some(isDenying));
}

const isDenying = ({ reason }: StatusAdjustment): boolean => reason !== null && !ORDINARY_REASONS.has(reason);

const isPartial = ({ lines }: StatusReading): boolean =>
  lines.some((line) => (line.paidCents ?? 0) > 0) && lines.some((line) => line.paidCents === 0);

const isDenialText = (text: string | null): boolean =>
  text !== null &&
  STATUS_PHRASES.some(
    (row) => row.guard === 'denied-or-partial' && normalizePhrase(row.phrase) === normalizePhrase(text),
  );

const asksOf = ({ notes = [] }: StatusReading): ReadonlySet<Asks> => {
  const words = new Set(notes.map(normalizePhrase));
  return new Set(STATUS_NOTES.filter(({ phrase }) => words.has(normalizePhrase(phrase))).map(({ asks }) => asks));
};

/** The meaning of "we wait for information" by the notes beside it; null when no note says from whom. */
function requested(reading: StatusReading): StatusMeaning | null {
  const asks = asksOf(reading);
  if (asks.has('records-from-provider')) return REQUESTED_FROM_PROVIDER;
  if (asks.has('other-eob-from-provider')) return OTHER_EOB_FROM_PROVIDER;
  return asks.has('answer-from-patient') ? REQUESTED_FROM_PATIENT : null;
}
