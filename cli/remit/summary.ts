/** A remittance document in words for a terminal: payments, claims, what adds up, what would go to review and why. */
import { formatUsDate } from '../../domain/dates.ts';
import { formatCents } from '../../domain/money.ts';
import type { ExceptionNote, RemittanceClaim, RemittanceDocument, RemittancePayment } from '../../domain/remittance.ts';
import { remittanceTextOf } from '../../review/remittance-texts.ts';
import { table } from '../output.ts';

/** @returns whether all of it could post as it stands: what is known without our claims and ledger. */
export const wouldPost = (document: RemittanceDocument): boolean =>
  document.payments.length > 0 &&
  (document.exceptions ?? []).length === 0 &&
  document.payments.every(
    (payment) => payment.disposition === 'post' && payment.claims.every(({ disposition }) => disposition === 'post'),
  );

export function summaryOf(document: RemittanceDocument): string {
  const { source, payments, exceptions = [] } = document;
  const kinds = {
    'paper-eob': `paper EOB, ${plural(source.pages, 'page')}`,
    'era-835': '835',
    'not-a-remittance': 'not a remittance',
  };
  return [
    `${source.file} (${kinds[source.kind]}): ${plural(payments.length, 'payment')}, ${plural(
      sum(payments, ({ claims }) => claims.length),
      'claim',
    )}.`,
    ...exceptions.map((note) => `  Held - ${noteText(note)}`),
    ...payments.flatMap(paymentLines),
  ].join('\n');
}

function paymentLines(payment: RemittancePayment): string[] {
  const { payer, method, number, date, amountCents, claims, providerAdjustments, balance } = payment;
  const kind = method === 'CHK' ? 'Check' : method === 'NON' ? 'Notice' : method ? 'EFT' : 'Payment';
  const head = [
    `${kind} ${number ?? '(no number)'} of ${payer.name ?? '(payer not read)'}`,
    date ? formatUsDate(date) : '(no date)',
    money(amountCents),
  ].join(', ');
  const sums = balance.lines && balance.claims && balance.payment;
  const isReadable = amountCents !== null && claims.every(({ paidCents }) => paidCents !== null);
  const fault = !isReadable
    ? 'cannot be added up, for amounts are missing'
    : balance.differenceCents === 0
      ? 'does not add up inside'
      : `is off by ${formatCents(balance.differenceCents)}`;
  const held = claims.filter(({ disposition }) => disposition === 'review').length;
  const verdict =
    payment.disposition === 'review'
      ? 'would go to review'
      : held > 0
        ? `would post but for ${plural(held, 'claim')}`
        : 'would post';
  return [
    '',
    `${head}: ${sums ? 'adds up to the cent' : fault}; ${verdict}.`,
    ...providerAdjustments.map(
      ({ reason, reference, amountCents: cents }) =>
        `  Provider adjustment ${reason}${reference ? ` ${reference}` : ''}: ${formatCents(-cents)}`,
    ),
    table(['#', 'account', 'payer claim no.', 'status', 'billed', 'paid', 'patient', 'would'], claims.map(claimRow)),
    ...payment.exceptions.map((note) => `  Payment held - ${noteText(note)}`),
    ...claims.flatMap((claim, index) =>
      claim.exceptions.map((note) => `  Claim ${index + 1} held - ${noteText(note)}`),
    ),
  ];
}

const claimRow = (claim: RemittanceClaim, index: number) => [
  index + 1,
  claim.patientControlNumber,
  claim.payerClaimControlNumber,
  claim.statusCode,
  money(claim.billedCents),
  money(claim.paidCents),
  money(claim.patientResponsibilityCents ?? null),
  claim.disposition === 'post' ? 'post' : 'go to review',
];

export const noteText = ({ code, detail, differenceCents }: ExceptionNote): string =>
  `${remittanceTextOf(code).title}: ${detail}${differenceCents ? ` (${formatCents(differenceCents)})` : ''}`;

const money = (cents: number | null): string => (cents === null ? '' : formatCents(cents));
export const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
const sum = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((total, row) => total + of(row), 0);
