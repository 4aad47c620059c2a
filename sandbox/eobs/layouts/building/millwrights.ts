/** A welfare fund's worksheet: two columns of boxes a page, dotted leaders, sums taken off one under the other, trailing minus. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { sumOf } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, textColumn } from '../grid.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, sheet } from '../ink.ts';
import { IDENTITY } from '../on-paper.ts';

const money = moneyIn({ sign: 'trailing' });

const COLUMNS: readonly Column[] = [
  textColumn('INCURRED', (line) => dateIn('DD-MON-YY', line.serviceDate)),
  textColumn('CPT', (line) => line.procedure ?? ''),
  amountColumn('CHARGED', (each) => each.billed, money),
  amountColumn('PPO DISC.', (each) => each.contractual, money),
  amountColumn('BENEFIT', (each) => each.paid, money),
];

const leader = (label: string, cents: number): string =>
  `<div class="lead"><span>${label}</span><span class="dots"></span><span>${money(cents)}</span></div>`;

function box(claim: RemittanceClaim): string {
  const [benefits, deductible] = [
    sumOf(claim.lines.map((line) => line.paidCents)),
    sumOf((claim.adjustments ?? []).map((each) => each.amountCents)),
  ];
  return `<section class="box"><div>RE: ${escapeHtml(lastFirst(claim.patient))}</div><div>CERT. NO. ${claim.patient.memberId}</div><div>FUND CLAIM ${claim.payerClaimControlNumber}</div><div>PROVIDER'S ACCOUNT ${escapeHtml(claim.patientControlNumber ?? '')}</div>
<table>${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}</table>
${leader('TOTAL CHARGED', claim.billedCents ?? 0)}${leader('BENEFITS', benefits)}${leader('LESS DEDUCTIBLE', deductible)}${leader('BENEFIT PAYABLE', claim.paidCents ?? 0)}</section>`;
}

const statement = (payment: RemittancePayment): string =>
  `<div class="head">${escapeHtml((payment.payer.name ?? '').toUpperCase())}<br>BENEFIT WORKSHEET</div><div>PROVIDER: ${escapeHtml((payment.payee.name ?? '').toUpperCase())} &nbsp; EIN ${payment.payee.tin}</div><div>DRAFT NO. ${payment.number} &nbsp; DATED ${dateIn('DD-MON-YY', payment.date)} &nbsp; AMOUNT OF DRAFT ${money(payment.amountCents)}</div>
<div class="boxes">${payment.claims.map(box).join('')}</div>`;

export const millwrights: Layout = {
  name: 'millwrights',
  profile: {
    kind: 'professional',
    payers: [payer('Millwrights Local 88 Welfare Fund', 'MW088', '991300019', 'PO Box 1399', 'Turbine City, IL 62999')],
    claims: [2, 7],
    lines: [1, 4],
    memberIds: 'numeric',
    claimNumbers: 'suffixed',
    method: 'CHK',
    features: ['claim-adjustments', 'reversal'],
    denials: [],
  },
  prints: {
    payment: ['tin'],
    claim: IDENTITY,
    line: ['serviceDate', 'procedure'],
  },
  render: (payments) =>
    sheet({
      title: 'Benefit worksheet',
      css: `body { font: 8.8pt/1.3 "DejaVu Sans Mono", monospace; } .head { text-align: center; font-size: 11pt; margin-bottom: 8px; } .boxes { columns: 2; column-gap: 18px; margin-top: 10px; } .box { break-inside: avoid; border: 1px solid #000; padding: 6px; margin-bottom: 10px; font-size: 7.4pt; }
th { font-weight: normal; text-decoration: underline; } .lead { display: flex; } .dots { flex: 1; border-bottom: 1.5px dotted #000; margin: 0 4px 3px; }`,
      body: onNewPages(payments, statement),
    }),
};
