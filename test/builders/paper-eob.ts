/** The paper twin of a payment: a plain EOB, one claim below the other, as a text-layer PDF. */
import { formatUsDate } from '../../domain/dates.ts';
import type { RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';
import { aPdf, type Ink } from './pdf.ts';

const COLUMNS = [36, 100, 165, 215, 275, 345, 415, 485] as const;
const HEADS = [
  'Service Date',
  'Procedure',
  'Units',
  'Billed',
  'Allowed',
  'Contractual',
  'Coinsurance',
  'Paid',
] as const;
const CLAIMS_A_PAGE = 4;

export interface Print {
  /** What the check is said to be, when that is to differ from its claims. */
  readonly amountCents?: number;
}

export const paperEob = (payment: RemittancePayment, print: Print = {}): Buffer => aPdf(eobPages(payment, print));

/** @returns one page for every four claims. */
export function eobPages(payment: RemittancePayment, { amountCents }: Print = {}): Ink[][] {
  const count = Math.ceil(payment.claims.length / CLAIMS_A_PAGE);
  const total = money(amountCents ?? payment.amountCents ?? 0);
  return Array.from({ length: count }, (_, page) => {
    const claims = payment.claims.slice(page * CLAIMS_A_PAGE, (page + 1) * CLAIMS_A_PAGE);
    const inks: Ink[] = [
      ...headInks(payment, total, page + 1, count),
      ...claims.flatMap((claim, index) => claimInks(claim, 150 + index * 120)),
    ];
    const isLast = page === count - 1;
    return isLast ? [...inks, { x: 345, y: 690, text: 'Total Payment' }, { x: 485, y: 690, text: total }] : inks;
  });
}

const headInks = (
  { payer, payee, number, date }: RemittancePayment,
  total: string,
  page: number,
  of: number,
): Ink[] => [
  { x: 36, y: 40, text: payer.name ?? '', size: 14 },
  { x: 36, y: 58, text: 'Explanation of Benefits - Provider Remittance Advice', size: 11 },
  { x: 36, y: 80, text: `Provider: ${payee.name ?? ''}` },
  { x: 36, y: 94, text: `NPI: ${payee.npi ?? ''}` },
  { x: 345, y: 80, text: `Check Number: ${number ?? ''}` },
  { x: 345, y: 94, text: `Check Date: ${formatUsDate(date ?? '')}` },
  { x: 345, y: 108, text: `Check Amount: ${total}` },
  { x: 485, y: 40, text: `Page ${page} of ${of}` },
];

function claimInks(claim: RemittanceClaim, y: number): Ink[] {
  const { lastName, firstName, memberId } = claim.patient;
  const row = (at: number, cells: readonly string[]): Ink[] =>
    cells.flatMap((text, index) => (text ? [{ x: COLUMNS[index]!, y: at, text }] : []));
  return [
    { x: 36, y, text: `Patient: ${lastName ?? ''}, ${firstName ?? ''}` },
    { x: 215, y, text: `Member ID: ${memberId ?? ''}` },
    { x: 36, y: y + 13, text: `Account: ${claim.patientControlNumber ?? ''}` },
    { x: 215, y: y + 13, text: `Claim Number: ${claim.payerClaimControlNumber ?? ''}` },
    ...row(y + 30, HEADS),
    ...claim.lines.flatMap((line, index) =>
      row(y + 45 + index * 13, [
        formatUsDate(line.serviceDate ?? ''),
        line.procedure ?? '',
        String(line.units ?? 1),
        money(line.billedCents),
        money(line.allowedCents ?? null),
        ...line.adjustments.map(({ amountCents }) => money(amountCents)),
        money(line.paidCents),
      ]),
    ),
    ...row(y + 48 + claim.lines.length * 13, [
      'Claim Total',
      '',
      '',
      money(claim.billedCents),
      money(sum(claim, (line) => line.allowedCents ?? 0)),
      money(sum(claim, (line) => line.adjustments[0]?.amountCents ?? 0)),
      money(sum(claim, (line) => line.adjustments[1]?.amountCents ?? 0)),
      money(claim.paidCents),
    ]),
  ];
}

const sum = ({ lines }: RemittanceClaim, of: (line: RemittanceClaim['lines'][number]) => number): number =>
  lines.reduce((total, line) => total + of(line), 0);

const money = (cents: number | null): string =>
  cents === null ? '' : (cents / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
