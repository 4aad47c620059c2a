/** What posting tells a person: one sentence a payment, no patient data. */
import { isExceptionCode } from '../domain/exceptions.ts';
import type { ExceptionCode } from '../domain/exceptions.ts';
import type { PlanNote } from '../domain/posting.ts';

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
