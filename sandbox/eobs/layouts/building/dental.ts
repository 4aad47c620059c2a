/** A dental plan: ruled boxes, reversed logo, a percent column, one box a patient. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, paidOnClaims, planPercent } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, notesOn, notesUsed, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, firstLast, moneyIn, onNewPages, sheet } from '../ink.ts';
import { clearNote, IDENTITY } from '../on-paper.ts';

const money = moneyIn({});

const NOTES: Readonly<Record<string, LocalCode>> = {
  'CO-97': clearNote(
    'D4',
    'This procedure is included in the fee for another procedure. The patient may not be charged.',
  ),
  'PR-96': clearNote('D11', 'This procedure is not a covered benefit. The patient is responsible for the fee.'),
};
const TEETH = ['3', '14', '19', '30', '8', 'UR', 'LL', '12', '28'] as const;

const share = (line: RemittanceLine): string => `${planPercent(line) ?? 0}%`;

const COLUMNS: readonly Column[] = [
  textColumn('Tooth /\nArea', (line) => TEETH[Number(line.controlNumber ?? 0) % TEETH.length] ?? '', 'c'),
  textColumn('Date of\nService', (line) => dateIn('MM-DD-YY', line.serviceDate)),
  textColumn('Procedure\nCode', (line) => line.procedure ?? ''),
  amountColumn('Submitted\nAmount', (each) => each.billed, money),
  amountColumn('Contract\nAdjustment', (each) => each.contractual, money),
  amountColumn('Not\nCovered', (each) => each.notCovered, money),
  amountColumn('Allowed\nAmount', (each) => each.allowed, money),
  amountColumn('Deductible', (each) => each.deductible, money),
  textColumn('Plan\n%', share, 'c'),
  amountColumn('Co-\ninsurance', (each) => each.coinsurance, money),
  amountColumn('Plan\nPayment', (each) => each.paid, money),
  amountColumn('Patient\nPayment', (each) => each.patient, money),
  textColumn('Note', (line) => notesOn(line, NOTES), 'c'),
];

function box(claim: RemittanceClaim): string {
  return `<section class="claim"><table class="who"><tr><td><i>Patient</i><br>${escapeHtml(firstLast(claim.patient))}</td><td><i>Subscriber ID</i><br>${claim.patient.memberId}</td><td><i>Claim No.</i><br>${claim.payerClaimControlNumber}</td><td><i>Patient Account</i><br>${escapeHtml(claim.patientControlNumber ?? '')}</td><td><i>Network</i><br>Premier</td></tr></table>
<table class="ruled">${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'Total')}</table>
<p class="max">Annual maximum $1,500 &mdash; see member portal for the balance.</p></section>`;
}

function statement(payment: RemittancePayment): string {
  const total = addColumns(payment.claims.map(claimColumns));
  const notes = notesUsed([payment], NOTES);
  return `<header><div class="logo">${escapeHtml(payment.payer.name ?? '')}</div><table class="facts"><tr><td>Check No.</td><td>Check Date</td><td>Check Amount</td></tr><tr><td>${payment.number}</td><td>${dateIn('MM-DD-YY', payment.date)}</td><td>$${money(payment.amountCents)}</td></tr></table></header>
<p>Explanation of payment to: <b>${escapeHtml(payment.payee.name ?? '')}</b>, tax ID ${payment.payee.tin}, NPI ${payment.payee.npi}</p>
${payment.claims.map(box).join('')}<p class="grand">Total submitted $${money(total.billed)} &emsp; Total patient payment $${money(total.patient)} &emsp; Total plan payment $${money(paidOnClaims(payment))}</p>
${notes.map(({ code, text }) => `<p class="key">${code}: ${text}</p>`).join('')}`;
}

export const dental: Layout = {
  name: 'dental',
  profile: {
    kind: 'dental',
    payers: [payer('Molar Mutual Dental', 'MMD12', '990500012', 'PO Box 5999', 'Enamel Heights, MI 48999')],
    claims: [2, 6],
    lines: [1, 5],
    memberIds: 'dashed',
    claimNumbers: 'digits15',
    method: 'CHK',
    features: ['coinsurance', 'deductible'],
    denials: ['CO-97', 'PR-96'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility'],
    line: ['serviceDate', 'procedure', 'allowed'],
    localCodes: NOTES,
  },
  render: (payments) =>
    sheet({
      title: 'Explanation of payment',
      edges: [{ at: 'bottom-left', says: 'Page {page} of {pages}', font: '7pt "Liberation Sans"' }],
      css: `body { font-size: 7.6pt; } header { display: flex; justify-content: space-between; align-items: center; } .logo { background: #000; color: #fff; font: bold 14pt "Liberation Sans"; padding: 6px 14px; }
.facts { width: 250px; } .facts td, .who td, .ruled td, .ruled th { border: 1px solid #333; } .who i { font-size: 6pt; } .ruled th { font-size: 6.2pt; font-weight: normal; text-align: center; } .claim { margin: 8px 0 12px; break-inside: avoid; }
.total td { font-weight: bold; } .max { font-size: 6.5pt; margin: 1px 0; } .grand { font-weight: bold; border: 1px solid #333; padding: 4px; } .key { margin: 2px 0; }`,
      body: onNewPages(payments, statement),
    }),
};
