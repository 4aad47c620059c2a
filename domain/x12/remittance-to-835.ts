/** A payment of the remittance document to an 835 (005010X221A1) that practice systems import. */
import { isPaidNow } from '../balance.ts';
import type { RemittancePayment } from '../remittance.ts';
import { assertWritable } from './assert-writable.ts';
import { chunks, claimSegments, x12Day } from './write-remit-claim.ts';
import { amount, clean, segment } from './write-segment.ts';

export interface PostalAddress {
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
}

export interface Write835Options {
  /** The practice's calendar day: when the file is made (DTM*405). */
  readonly today: string;
  /** ISA13 and GS06; 1 to 999,999,999. */
  readonly controlNumber: number;
  /** PER*BL: whom to ask about this file, for it was made here and not by the payer. */
  readonly contact: { readonly name: string; readonly phone?: string | null };
  /** REF*F2: what made the file and from which version. */
  readonly origin?: string;
  readonly senderId?: string;
  readonly receiverId?: string;
  /** TRN03 ("1" and the payer's TIN) where the payment itself does not state it. */
  readonly originator?: string | null;
  readonly payerAddress?: PostalAddress | null;
  /** ISA15: P production (the default) or T test. */
  readonly usage?: 'P' | 'T';
}

/** TRN03 must be there; where nobody knows the payer's TIN this says so and matches no real one. */
const NO_ORIGINATOR = '1999999999';
const PAIRS = 6;

/**
 * One interchange, one ST*835 for each payment; no line end follows the last segment, which some readers take for one more. Delimiters inside values become blanks, for X12 has no way to escape them;
 * claims that are not paid yet (pended) are left out.
 * @throws RemittanceRefusal when a payment is out of balance (level, place and cents), an amount is missing, the payment is
 * negative, a provider adjustment is zero, or an adjustment has no group or reason.
 */
export function remittanceTo835(
  payments: RemittancePayment | readonly RemittancePayment[],
  options: Write835Options,
): string {
  const all = [payments].flat();
  for (const payment of all) assertWritable(payment);
  const transactions = all.flatMap((payment, index) =>
    transactionOf(payment, String(index + 1).padStart(4, '0'), options),
  );
  const [sender, receiver] = [options.senderId ?? 'CLAIMWRIGHT', options.receiverId ?? 'PRACTICE'];
  const [today, group] = [x12Day(options.today), String(options.controlNumber)];
  return [
    isa(sender, receiver, today, options),
    segment('GS', 'HP', sender, receiver, today, '0800', group, 'X', '005010X221A1'),
    ...transactions,
    segment('GE', String(all.length), group),
    segment('IEA', '1', group.padStart(9, '0')),
  ].join('\n');
}

function isa(sender: string, receiver: string, day: string, { controlNumber, usage }: Write835Options): string {
  const blank = ' '.repeat(10);
  const [from, to] = [sender, receiver].map((id) => clean(id).slice(0, 15).padEnd(15));
  return `ISA*00*${blank}*00*${blank}*ZZ*${from}*ZZ*${to}*${day.slice(2)}*0800*^*00501*${String(controlNumber).padStart(9, '0')}*0*${usage ?? 'P'}*:~`;
}

function transactionOf(payment: RemittancePayment, number: string, options: Write835Options): string[] {
  const segments = [
    segment('ST', '835', number),
    ...headSegments(payment, options),
    ...payerSegments(payment, options),
    ...payeeSegments(payment),
    ...claimLoops(payment),
    ...providerAdjustments(payment),
  ];
  return [...segments, segment('SE', String(segments.length + 1), number)];
}

function headSegments(payment: RemittancePayment, options: Write835Options): string[] {
  const cents = payment.amountCents ?? 0;
  const method = cents === 0 ? 'NON' : (payment.method ?? 'CHK');
  const handling = cents === 0 ? 'H' : 'I';
  const empty = Array.from({ length: 11 }, () => '');
  return [
    segment('BPR', handling, amount(cents), 'C', method, ...empty, x12Day(payment.date ?? '')),
    segment('TRN', '1', payment.number, payment.payer.originator ?? options.originator ?? NO_ORIGINATOR),
    ...(options.origin ? [segment('REF', 'F2', options.origin)] : []),
    segment('DTM', '405', x12Day(options.today)),
  ];
}

function payerSegments({ payer }: RemittancePayment, { contact, payerAddress }: Write835Options): string[] {
  return [
    segment('N1', 'PR', payer.name ?? payer.id ?? 'UNKNOWN PAYER'),
    ...(payerAddress
      ? [segment('N3', payerAddress.street), segment('N4', payerAddress.city, payerAddress.state, payerAddress.zip)]
      : []),
    ...(payer.id ? [segment('REF', '2U', payer.id)] : []),
    segment('PER', 'BL', contact.name, ...(contact.phone ? ['TE', contact.phone] : [])),
  ];
}

function payeeSegments({ payee }: RemittancePayment): string[] {
  const id = payee.npi ? ['XX', payee.npi] : payee.tin ? ['FI', payee.tin] : [];
  return [
    segment('N1', 'PE', payee.name ?? '', ...id),
    ...(payee.npi && payee.tin ? [segment('REF', 'TJ', payee.tin)] : []),
  ];
}

function claimLoops({ claims }: RemittancePayment): string[] {
  const paid = claims.filter(isPaidNow);
  return paid.length === 0 ? [] : [segment('LX', '1'), ...paid.flatMap(claimSegments)];
}

/** PLB02 is the end of the provider's fiscal year: the calendar year's, where nobody says otherwise. */
function providerAdjustments({ providerAdjustments: all, payee, date }: RemittancePayment): string[] {
  const yearEnd = `${(date ?? '').slice(0, 4)}1231`;
  return chunks(all, PAIRS).map((few) =>
    segment(
      'PLB',
      payee.npi ?? payee.tin ?? 'UNKNOWN',
      yearEnd,
      ...few.flatMap(({ reason, reference, amountCents }) => [[reason, reference ?? null], amount(amountCents)]),
    ),
  );
}
