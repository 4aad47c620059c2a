/** A national commercial payer: landscape, identity in four columns of labels, a heading over the patient's columns, banded lines. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, codeOf, paidOnClaims } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import {
  amountColumn,
  type Column,
  columnWidths,
  headRow,
  lineRow,
  spanRow,
  textColumn,
  totalRow,
  withModifiers,
} from '../grid.ts';
import { dateIn, daysIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { ANY_DENIAL, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({});
const dollars = moneyIn({ dollar: true });

const COLUMNS: readonly Column[] = [
  textColumn('Dates of\nService', (line) => daysIn(line.serviceDate)),
  textColumn('Proc-Mod', (line) => withModifiers(line, '-')),
  textColumn('Unt', (line) => String(line.units ?? 1), 'c'),
  amountColumn('Amt\nChgd', (each) => each.billed, money),
  amountColumn('Allowable', (each) => each.allowed, money),
  amountColumn('Disc\nAmt', (each) => each.contractual, money),
  amountColumn('Not\nPayable', (each) => each.notCovered, money),
  amountColumn('Ded', (each) => each.deductible, money),
  amountColumn('Copay', (each) => each.copay, money),
  amountColumn('Co-ins', (each) => each.coinsurance, money),
  amountColumn('Other Ins\nPaid', (each) => each.otherPayer, money),
  amountColumn('Plan\nPays', (each) => each.paid, money),
  textColumn('ANSI', (line) => line.adjustments.map(codeOf).join('\n'), 'c'),
  textColumn('Rmk', (line) => (line.remarks ?? []).join(' '), 'c'),
];
const WIDTHS = columnWidths([10, 8, 3.5, 8, 8, 8, 8, 7.5, 6.5, 7, 7.5, 8, 5.5, 4.5]);
const HEAD = `${WIDTHS}<thead>${spanRow([
  ['', 7],
  ['PATIENT LIABILITY', 3],
  ['', 4],
])}${headRow(COLUMNS)}</thead>`;

const pair = (label: string, value: string | null | undefined): string =>
  `<td><span class="label">${label}:</span> ${escapeHtml(value ?? '')}</td>`;

function block(claim: RemittanceClaim): string {
  const who = `<table class="who"><tr>${pair('Patient', lastFirst(claim.patient))}${pair('Member ID', claim.patient.memberId)}${pair('Patient Acct', claim.patientControlNumber)}${pair('Claim Number', claim.payerClaimControlNumber)}</tr>
<tr>${pair('Relation', claim.patientControlNumber?.endsWith('1') ? 'Dependent' : 'Self')}${pair('Group', 'GR-40188 / 0012')}${pair('Claim Status', `${claim.statusCode}`)}${pair('Member Owes', dollars(claim.patientResponsibilityCents))}</tr></table>`;
  const interest = claim.interestCents ? `<p class="interest">Interest added: ${dollars(claim.interestCents)}</p>` : '';
  return `<section>${who}<table class="lines">${HEAD}<tbody>${claim.lines.map((line, i) => lineRow(COLUMNS, line, i % 2 === 1 ? 'band' : '')).join('')}${totalRow(COLUMNS, claimColumns(claim), 'CLAIM TOTAL')}</tbody></table>${interest}</section>`;
}

const WORDS: Readonly<Record<string, string>> = {
  WO: 'Overpayment reduction (WO)',
  FB: 'Forward balance (FB)',
  L6: 'Interest (L6)',
};

function closing(payment: RemittancePayment): string {
  const adjusted = payment.providerAdjustments.map((each) =>
    row([WORDS[each.reason] ?? each.reason, each.reference ?? '', right(dollars(-each.amountCents))]),
  );
  return `<table class="closing">${row([['PAYMENT SUMMARY', 'b'], 'Reference', right('Amount')], 'th')}
${row(['Total plan payments', `${payment.claims.length} claim(s)`, right(dollars(paidOnClaims(payment)))])}${adjusted.join('')}
${row(['Net payment', '', right(dollars(payment.amountCents))], 'td', 'total')}</table>`;
}

function advice(payment: RemittancePayment): string {
  const isEft = payment.method === 'ACH';
  return `<header><div><div class="name">${escapeHtml(payment.payer.name ?? '')}</div><b>PROVIDER REMITTANCE ADVICE</b><br>Payer ID ${payment.payer.id}</div>
<div>${escapeHtml((payment.payee.name ?? '').toUpperCase())}<br>NPI: ${payment.payee.npi}<br>Tax ID: ${payment.payee.tin}</div>
<div class="notice"><b>${isEft ? 'ELECTRONIC FUNDS TRANSFER NOTICE' : 'CHECK ENCLOSED'}</b><br>${isEft ? 'EFT' : 'Check'} Number: ${payment.number}<br>${isEft ? 'EFT' : 'Check'} Date: ${dateIn('MM/DD/YYYY', payment.date)}<br>${isEft ? 'EFT' : 'Check'} Amount: ${dollars(payment.amountCents)}</div></header>
${payment.claims.map(block).join('')}<table class="lines grand">${WIDTHS}${totalRow(COLUMNS, addColumns(payment.claims.map(claimColumns)), 'PAYMENT TOTAL')}</table>${closing(payment)}`;
}

export const national: Layout = {
  name: 'national',
  profile: {
    kind: 'professional',
    payers: [
      payer('Allegiant Crest Healthcare', 'ACH87', '990110012', 'PO Box 31999', 'Sandstone Flats, UT 84999'),
      payer('Trellis National Insurance Company', 'TRNIC', '990110020', 'PO Box 14999', 'Lexford, KY 40999'),
    ],
    claims: [2, 6],
    lines: [1, 5],
    memberIds: 'numeric',
    claimNumbers: 'lettered',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'other-payer', 'interest', 'forward-balance'],
    denials: ANY_DENIAL,
  },
  prints: {
    payment: ['payerId', 'npi', 'tin', 'method'],
    claim: [...IDENTITY, 'statusCode', 'allowed', 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Provider remittance advice',
      size: 'letter landscape',
      margin: '0.4in 0.45in 0.5in',
      edges: [{ at: 'bottom-right', says: 'Page {page} of {pages}', font: '7pt "Liberation Sans"' }],
      css: `body { font-size: 7.6pt; } header { display: flex; justify-content: space-between; margin-bottom: 12px; } .name { font: bold 15pt "Liberation Sans"; color: #1d3c6e; } .notice { border: 1.5px solid #1d3c6e; padding: 4px 10px; }
section { margin-bottom: 12px; } .who { border-top: 1.5px solid #1d3c6e; } .who td { width: 25%; } .label { color: #555; font-size: 6.8pt; } .lines { table-layout: fixed; } .lines th { font-size: 6.6pt; vertical-align: bottom; background: #dfe6f0; } .group { text-align: center; border-bottom: 0.8px solid #000; }
.band td { background: #eef1f6; } .total td { font-weight: bold; border-top: 0.8px solid #000; } .grand { border-top: 2px solid #000; } .interest { margin: 1px 3px; } .closing { width: 50%; margin: 14px 0 0 auto; break-inside: avoid; } .closing th { border-bottom: 1px solid #000; }`,
      body: onNewPages(payments, advice),
    }),
};
