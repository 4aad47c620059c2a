/** A dense landscape ledger: headings on the first page only, shaded claims, reason codes with amounts stacked in their cell. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, textColumn, totalRow, withModifiers } from '../grid.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, sheet } from '../ink.ts';
import { ANY_DENIAL, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ sign: 'parens' });

const COLUMNS: readonly Column[] = [
  textColumn('Date(s) of\nService', (line) => dateIn('MM/DD/YYYY', line.serviceDate)),
  textColumn('Proc / Rev\nMod', (line) => withModifiers(line)),
  textColumn('Qty', (line) => String(line.units ?? 1), 'c'),
  amountColumn('Charge', (each) => each.billed, money),
  amountColumn('Allowed', (each) => each.allowed, money),
  amountColumn('Deduct', (each) => each.deductible, money),
  amountColumn('Coins', (each) => each.coinsurance, money),
  amountColumn('Copay', (each) => each.copay, money),
  {
    head: 'Adj\nReason',
    css: 'c',
    line: (line) =>
      coded(line.adjustments)
        .map((each) => `${each.group}${each.reason}`)
        .join('\n'),
  },
  {
    head: 'Adjustment\nAmount',
    css: 'r',
    line: (line) =>
      coded(line.adjustments)
        .map((each) => money(each.amountCents))
        .join('\n'),
    total: (each) => money(each.contractual + each.notCovered + each.otherPayer),
  },
  textColumn('Remark', (line) => (line.remarks ?? []).join('\n'), 'c'),
  amountColumn('Payment', (each) => each.paid, money),
];

const coded = (adjustments: RemittanceClaim['adjustments']): NonNullable<RemittanceClaim['adjustments']> =>
  (adjustments ?? []).filter((each) => each.group !== 'PR' || !['1', '2', '3'].includes(each.reason ?? ''));

function claimRows(claim: RemittanceClaim, index: number): string {
  const css = index % 2 === 0 ? 'shade' : '';
  const who = [
    ['Patient', lastFirst(claim.patient)],
    ['Subscriber ID', claim.patient.memberId ?? ''],
    ['Acct', claim.patientControlNumber ?? ''],
    ['Claim', claim.payerClaimControlNumber ?? ''],
    ['Status', `${claim.statusCode}`],
  ].map(([label, value]) => `<b>${label}:</b> ${escapeHtml(value ?? '')}`);
  return `<tr class="${css} who"><td colspan="${COLUMNS.length}">${who.join(' &emsp; ')}</td></tr>
${claim.lines.map((line) => lineRow(COLUMNS, line, css)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'Claim total', `${css} total`)}`;
}

function advice(payment: RemittancePayment): string {
  const sum = addColumns(payment.claims.map(claimColumns));
  const adjusted = payment.providerAdjustments.map(
    (each) =>
      `<tr><td>${each.reason}</td><td>${escapeHtml(each.reference ?? '')}</td><td class="r">${money(each.amountCents)}</td></tr>`,
  );
  return `<div class="top"><div><h1>${escapeHtml(payment.payer.name ?? '')}</h1>Payer ID ${payment.payer.id}</div>
<div><b>Provider Remittance Advice</b><br>${escapeHtml(payment.payee.name ?? '')}<br>NPI ${payment.payee.npi} &nbsp; TIN ${payment.payee.tin}</div>
<table class="facts"><tr><td>Payment date</td><td>${dateIn('MM/DD/YYYY', payment.date)}</td></tr><tr><td>Payment method</td><td>${{ CHK: 'Check', ACH: 'EFT', FWT: 'Wire', NON: 'No payment' }[payment.method ?? 'CHK']}</td></tr><tr><td>Payment number</td><td>${payment.number}</td></tr><tr><td>Payment amount</td><td>$${money(payment.amountCents)}</td></tr></table></div>
<table class="dense"><tbody>${headRow(COLUMNS, 'head')}${payment.claims.map(claimRows).join('')}${totalRow(COLUMNS, sum, `Total of ${payment.claims.length} claims`, 'grand')}</tbody></table>
${adjusted.length > 0 ? `<table class="plb"><tr><th>Provider adjustment</th><th>Reference</th><th class="r">Amount withheld</th></tr>${adjusted.join('')}</table>` : ''}`;
}

export const ledger: Layout = {
  name: 'ledger',
  profile: {
    kind: 'professional',
    payers: [payer('Continental Harbor Health', 'CHH77', '990300017', 'PO Box 30999', 'Lake Verity, UT 84999')],
    claims: [4, 12],
    lines: [1, 6],
    memberIds: 'numeric',
    claimNumbers: 'lettered',
    method: 'both',
    features: [
      ...COST_SHARES,
      ...TAKEN_BACK,
      ...SERVICE_DETAIL,
      'other-payer',
      'write-off',
      'interest',
      'forward-balance',
      'zero-pay',
    ],
    denials: ANY_DENIAL,
  },
  prints: {
    payment: ['payerId', 'npi', 'tin', 'method'],
    claim: [...IDENTITY, 'statusCode', 'allowed'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Provider remittance advice',
      size: 'letter landscape',
      margin: '0.4in',
      edges: [{ at: 'bottom-center', says: '{page} of {pages}', font: '7pt "Liberation Sans"' }],
      css: `body { font-size: 7.4pt; } h1 { font: bold 13pt "Liberation Serif"; margin: 0; } .top { display: flex; justify-content: space-between; margin-bottom: 8px; }
.facts { width: 220px; } .facts td { border: 1px solid #777; } .dense td, .dense th { padding: 0.8px 3px; } .head th { background: #d0d0d0; border: 1px solid #777; vertical-align: bottom; }
.shade td { background: #ececec; } .who td { border-top: 1px solid #777; } .total td { font-weight: bold; } .grand td { border-top: 2px solid #000; font-weight: bold; } .plb { width: 55%; margin-top: 12px; }`,
      body: onNewPages(payments, advice),
    }),
};
