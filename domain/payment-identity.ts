/** When two payments are one: the same file twice, the same check under another name, the paper and the 835 of one payment. */
import { daysBetween } from './dates.ts';
import type { KnownPayment } from './gate-context.ts';
import { compareNumbers, plainNumber } from './matching-keys.ts';
import { payerKey, type PayerNames } from './payer-names.ts';
import type { RemittancePayment } from './remittance.ts';

const SEPARATOR = '\u001f';

/** Payer, check or EFT number, originator, amount, day: what tells a payment from all others (TRN02, TRN03, BPR02, BPR16). */
export function paymentIdentity(payment: RemittancePayment, register: readonly PayerNames[]): string | null {
  const payer = payerKey(payment.payer, register);
  const number = plainPaymentNumber(payment.number);
  const { amountCents, date } = payment;
  if (payer === '' || number === '' || amountCents === null || date === null) return null;
  return [payer, number, plainNumber(payment.payer.originator ?? ''), amountCents, date].join(SEPARATOR);
}

/** @returns a check or EFT number as both paper and 835 have it: no marks, no word in front, no leading zeros. */
export const plainPaymentNumber = (number: string | null): string =>
  plainNumber(number ?? '')
    .replace(/^(CHECK|CHK|CK|EFT|ACH|TRN|TRACE|NO)+(?=\d)/, '')
    .replace(/^0+(?=.)/, '');

/** How a known payment resembles this one. `same-number`: one payer, one number, but another amount or time. */
export type Likeness = 'duplicate' | 'twin' | 'same-number' | 'none';

/** @param twinDays by how many days the dates of one payment may differ between its two forms. */
export function likeness(
  payment: RemittancePayment,
  kind: KnownPayment['kind'],
  known: KnownPayment,
  register: readonly PayerNames[],
  twinDays: number,
): Likeness {
  if (known.identity === paymentIdentity(payment, register)) return known.kind === kind ? 'duplicate' : 'twin';
  if (payerKey(payment.payer, register) !== known.payerKey) return 'none';
  if (!isSameNumber(payment.number, known.number)) return 'none';
  const isNear = payment.date !== null && Math.abs(daysBetween(payment.date, known.date)) <= twinDays;
  if (payment.amountCents !== known.amountCents || !isNear) return 'same-number';
  return known.kind === kind ? 'duplicate' : 'twin';
}

const SHORTEST = 5;

/** @returns whether two check or EFT numbers may be one: equal, or one the cut-off end of the other. */
export function isSameNumber(one: string | null, other: string | null): boolean {
  const [a, b] = [plainPaymentNumber(one), plainPaymentNumber(other)];
  if (a === '' || b === '') return false;
  if (a === b) return true;
  const isLong = Math.min(a.length, b.length) >= SHORTEST;
  return isLong && compareNumbers(a, b) === 'weak' && (a.endsWith(b) || b.endsWith(a));
}
