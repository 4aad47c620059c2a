/** A small administrator's letter: sentences, one modest table a claim, and the check itself at the foot of the page. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, textColumn, totalRow, withModifiers } from '../grid.ts';
import { dateIn, escapeHtml, firstLast, moneyIn, onNewPages, sheet } from '../ink.ts';
import { COST_SHARES, IDENTITY } from '../on-paper.ts';

const money = moneyIn({ dollar: true });

const COLUMNS: readonly Column[] = [
  textColumn('Date', (line) => dateIn('M/D/YYYY', line.serviceDate)),
  textColumn('Service', (line) => withModifiers(line, '-')),
  amountColumn('Charge', (each) => each.billed, money),
  amountColumn('Provider discount', (each) => each.contractual, money),
  amountColumn('Deductible', (each) => each.deductible, money),
  amountColumn('Copayment', (each) => each.copay, money),
  amountColumn('Coinsurance', (each) => each.coinsurance, money),
  amountColumn('Other insurance', (each) => each.otherPayer, money),
  amountColumn('We paid', (each) => each.paid, money),
];

const claimPart = (claim: RemittanceClaim): string =>
  `<p class="re"><b>Re:</b> ${escapeHtml(firstLast(claim.patient))}, member ${claim.patient.memberId} &nbsp;|&nbsp; Our claim ${claim.payerClaimControlNumber} &nbsp;|&nbsp; Your account ${escapeHtml(claim.patientControlNumber ?? '')}</p>
<table>${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'Total')}</table>`;

function letter(payment: RemittancePayment): string {
  const day = dateIn('Mon D, YYYY', payment.date);
  const amount = money(payment.amountCents);
  return `<main><h1>${escapeHtml(payment.payer.name ?? '')}</h1><p>${day}</p><p>${escapeHtml(payment.payee.name ?? '')}<br>Tax ID ${payment.payee.tin}</p>
<p>Dear Provider,</p><p>We have decided the claims below. Our check number ${payment.number} for ${amount} is attached. Please keep this letter with your records.</p>
${payment.claims.map(claimPart).join('')}<p>Sincerely,<br>Claims Department</p></main>
<section class="check"><div class="l"><b>${escapeHtml(payment.payer.name ?? '')}</b><br>Second Bank of Fennimore</div><div class="n">Check No. ${payment.number}<br>${day}</div>
<div class="pay">PAY TO THE ORDER OF &nbsp; ${escapeHtml((payment.payee.name ?? '').toUpperCase())} <span class="amount">**${amount}**</span></div><div class="void">NOT NEGOTIABLE</div></section>`;
}

export const letterStub: Layout = {
  name: 'letter-stub',
  profile: {
    kind: 'professional',
    payers: [
      payer('Quillback Benefit Administrators', 'QBA05', '990600015', 'PO Box 6999', 'Fennimore Falls, OH 43999'),
    ],
    claims: [1, 3],
    lines: [1, 3],
    memberIds: 'lettered',
    claimNumbers: 'dotted',
    method: 'CHK',
    features: [...COST_SHARES, 'other-payer', 'modifiers', 'several-payments'],
    denials: [],
  },
  prints: {
    payment: ['tin', 'method'],
    claim: IDENTITY,
    line: ['serviceDate', 'procedure', 'modifiers'],
  },
  render: (payments) =>
    sheet({
      title: 'Letter',
      margin: '0.7in',
      css: `body { font: 10pt/1.3 "Liberation Serif", serif; } h1 { font-size: 15pt; margin: 0 0 14px; } table { font-size: 8.6pt; margin-bottom: 8px; } th { border-bottom: 1px solid #000; vertical-align: bottom; } .total td { border-top: 1px solid #000; }
.re { margin: 10px 0 2px; } main { min-height: 6.4in; } .check { break-inside: avoid; position: relative; border-top: 2px dashed #555; padding-top: 14px; height: 2.5in; } .l { float: left; } .n { float: right; text-align: right; } .pay { clear: both; padding-top: 22px; } .amount { float: right; border: 1px solid #000; padding: 2px 8px; }
.void { position: absolute; top: 95px; left: 150px; font: bold 26pt "Liberation Sans"; color: #c8c8c8; transform: rotate(-12deg); }`,
      body: onNewPages(payments, letter),
    }),
};
