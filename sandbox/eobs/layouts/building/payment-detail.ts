/** A payer portal's report of one payment: no blocks, each service line repeats patient, member and claim; a full grid in small type. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, type Columns } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { amountColumn, type Column, lineRow, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { meansOf } from '../letterhead.ts';
import { ANY_DENIAL, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ sign: 'parens', commas: false });
const dollars = moneyIn({ dollar: true });

/** The claim's own columns, before those of its line. */
const CLAIM_COLUMNS: readonly (readonly [string, (claim: RemittanceClaim) => string])[] = [
  ['Patient\nLast Name', ({ patient }) => patient.lastName ?? ''],
  ['Patient\nFirst Name', ({ patient }) => patient.firstName ?? ''],
  ['Member ID', ({ patient }) => patient.memberId ?? ''],
  ['Patient\nAccount #', (claim) => claim.patientControlNumber ?? ''],
  ['Claim #', (claim) => claim.payerClaimControlNumber ?? ''],
  ['Sts', (claim) => claim.statusCode ?? ''],
];

const COLUMNS: readonly Column[] = [
  textColumn('Service\nDate', (line) => dateIn('YYYY-MM-DD', line.serviceDate)),
  textColumn('CPT /\nHCPCS', (line) => line.procedure ?? ''),
  textColumn('Mod', (line) => (line.modifiers ?? []).join(' ')),
  textColumn('Units', (line) => String(line.units ?? 1), 'c'),
  amountColumn('Provider\nCharges', (each) => each.billed, money),
  amountColumn('Allowed', (each) => each.allowed, money),
  amountColumn('Not\nAllowed', (each) => each.contractual + each.notCovered, money),
  amountColumn('Ded', (each) => each.deductible, money),
  amountColumn('Coins', (each) => each.coinsurance, money),
  amountColumn('Copay', (each) => each.copay, money),
  amountColumn('Paid', (each) => each.paid, money),
  textColumn('Adj Codes', (line) => line.adjustments.map((each) => `${each.group}${each.reason}`).join(', ')),
];

const cell = (text: string): string => `<td>${escapeHtml(text)}</td>`;
const withClaim = (claim: RemittanceClaim, line: RemittanceLine): string =>
  lineRow(COLUMNS, line).replace('<tr>', `<tr>${CLAIM_COLUMNS.map(([, of]) => cell(of(claim))).join('')}`);
const withLabel = (label: string, amounts: Columns): string =>
  totalRow(COLUMNS, amounts, '').replace(
    /^(<tr[^>]*>)<td><\/td><td><\/td><td><\/td><td class="c"><\/td>/,
    `$1<td class="r" colspan="${CLAIM_COLUMNS.length + 4}">${label}</td>`,
  );

const claimRows = (claim: RemittanceClaim): string =>
  claim.lines.map((line) => withClaim(claim, line)).join('') + withLabel('Sub-Total', claimColumns(claim));

const WORDS: Readonly<Record<string, string>> = {
  WO: 'Overpayment recovery',
  L6: 'Interest',
  FB: 'Forwarding balance',
};

function report(payment: RemittancePayment): string {
  const heads = [
    ...CLAIM_COLUMNS.map(([head]): [string, string] => [head, '']),
    ...COLUMNS.map(({ head, css = '' }): [string, string] => [head, css]),
  ];
  const plb = payment.providerAdjustments.map((each) =>
    row([each.reason, WORDS[each.reason] ?? '', each.reference ?? '', right(dollars(each.amountCents))]),
  );
  return `<h1>Claim Payment Detail Report</h1>
<table class="facts">${row(['Payer', 'Payee', 'Payee NPI', 'Payee Tax ID', 'Payment Type', 'Payment Number', 'Payment Date', 'Payment Amount'], 'th')}${row([payment.payer.name ?? '', payment.payee.name ?? '', payment.payee.npi ?? '', payment.payee.tin ?? '', meansOf(payment), payment.number ?? '', dateIn('YYYY-MM-DD', payment.date), dollars(payment.amountCents)])}</table>
<table class="grid"><thead>${row(heads, 'th')}</thead><tbody>${payment.claims.map(claimRows).join('')}${withLabel('Total', addColumns(payment.claims.map(claimColumns)))}</tbody></table>
${plb.length > 0 ? `<h2>Non-claim adjustments (amounts withheld are positive)</h2><table class="plb">${row(['Code', 'Description', 'Reference', right('Amount')], 'th')}${plb.join('')}</table>` : ''}`;
}

export const paymentDetail: Layout = {
  name: 'payment-detail',
  profile: {
    kind: 'professional',
    payers: [payer('Juniper Vale Health Plan', 'JVHP5', '990160017', 'PO Box 6999', 'Mesa Larga, NM 87999')],
    claims: [2, 6],
    lines: [1, 5],
    memberIds: 'lettered',
    claimNumbers: 'suffixed',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'write-off', 'interest', 'forward-balance'],
    denials: ANY_DENIAL,
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'statusCode', 'allowed'],
    line: [...SERVICE, 'allowed'],
  },
  render: (payments) =>
    sheet({
      title: 'Claim payment detail',
      size: 'letter landscape',
      margin: '0.35in',
      edges: [
        { at: 'bottom-left', says: 'Report date is the payment date', font: '6.5pt "Liberation Sans"' },
        { at: 'bottom-right', says: '{page} / {pages}', font: '6.5pt "Liberation Sans"' },
      ],
      css: `body { font: 7.8pt/1.2 "Liberation Sans Narrow", sans-serif; } h1 { font: 12pt "Liberation Sans"; margin: 0 0 6px; } h2 { font: bold 8pt "Liberation Sans"; margin: 12px 0 3px; } .facts { margin-bottom: 8px; } td, th { border: 0.6px solid #888; } .grid td, .grid th { padding: 1px 2.5px; }
th { background: #2f4f4f; color: #fff; font-weight: normal; vertical-align: middle; } .total td { background: #f1f1f1; font-weight: bold; } .plb { width: 55%; }`,
      body: onNewPages(payments, report),
    }),
};
