/** What posting tells a person: one sentence a payment, no patient data. */
import { isExceptionCode } from '../domain/exceptions.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import { formatCents } from '../domain/money.ts';
import type { EntryKind, LedgerEntry, PlanNote } from '../domain/posting.ts';

/** The code under which several exceptions wait: the first one's. */
export function headCode(exceptions: readonly PlanNote[]): ExceptionCode {
  const code = exceptions[0]?.code;
  return code && isExceptionCode(code) ? code : 'unexpected';
}

/** @returns `Payment 4711, claim 3 of 20: does not add up (and 2 more).` */
export function heldSentence(
  number: string | null,
  exceptions: readonly PlanNote[],
  claim?: { readonly place: number; readonly of: number },
): string {
  const where = [paymentName(number), ...(claim ? [`claim ${claim.place + 1} of ${claim.of}`] : [])].join(', ');
  const [first, ...others] = exceptions;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  return `${where}: ${(first?.detail ?? 'waits for a person').replace(/\.$/, '')}${more}.`;
}

/** @returns `Payment 4711`, or `Payment without a number`. */
export const paymentName = (number: string | null): string =>
  number === null ? 'Payment without a number' : `Payment ${number}`;

const KIND_WORDS: readonly (readonly [EntryKind, string])[] = [
  ['payment', 'paid'],
  ['take-back', 'taken back'],
  ['interest', 'interest'],
  ['contractual', 'written off by contract'],
  ['patient-responsibility', 'owed by the patient'],
  ['other-payer', 'left to another payer'],
  ['other-adjustment', 'other adjustments'],
  ['provider-adjustment', 'at payer level'],
  ['unapplied', 'unapplied'],
];

/** What was booked, to the cent: `$84.00 paid, $36.00 written off by contract`. */
export function bookedWords(entries: readonly LedgerEntry[]): string {
  const said = KIND_WORDS.flatMap(([kind, words]) => {
    const of = entries.filter((entry) => entry.kind === kind);
    return of.length === 0 ? [] : [`${formatCents(of.reduce((sum, each) => sum + each.amountCents, 0))} ${words}`];
  });
  return said.join(', ') || 'nothing was paid or adjusted';
}
