/** A hospital's remittance with its revenue lines: values under their labels in boxes, a row for what is taken from the claim as a whole. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, codeOf, paidOnClaims } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { IDENTITY, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ sign: 'parens' });

const COLUMNS: readonly Column[] = [
  textColumn('Rev\nCode', (line) => line.procedure ?? ''),
  textColumn('Service\nDate', (line) => dateIn('MM/DD/YY', line.serviceDate)),
  textColumn('Days/\nUnits', (line) => String(line.units ?? 1), 'c'),
  amountColumn('Total\nCharges', (each) => each.billed, money),
  amountColumn('Non-\nCovered', (each) => each.notCovered, money),
  amountColumn('Contractual\nAllowance', (each) => each.contractual, money),
  amountColumn('Deductible\nAmount', (each) => each.deductible, money),
  amountColumn('Coinsurance\nAmount', (each) => each.coinsurance, money),
  amountColumn('Prior\nPayer Paid', (each) => each.otherPayer, money),
  amountColumn('Seques-\ntration', (each) => each.sequestration, money),
  amountColumn('Net\nPayment', (each) => each.paid, money),
  textColumn('Reason\nCodes', (line) => line.adjustments.map(codeOf).join('\n'), 'c'),
  textColumn('Remark', (line) => (line.remarks ?? []).join(' '), 'c'),
];

const box = (label: string, value: string | null | undefined): string =>
  `<td><span>${label}</span><br>${escapeHtml(value ?? '')}</td>`;

const wholeRow = (claim: RemittanceClaim): string =>
  (claim.adjustments ?? [])
    .map((each) =>
      row(
        [
          'Claim level',
          '',
          '',
          '',
          '',
          '',
          right(money(each.amountCents)),
          '',
          '',
          '',
          right(money(-each.amountCents)),
          [codeOf(each), 'c'],
          '',
        ],
        'td',
        'whole',
      ),
    )
    .join('');

const block = (claim: RemittanceClaim): string =>
  `<section><table class="boxes"><tr>${box('Patient Name', lastFirst(claim.patient))}${box('Patient Control Number', claim.patientControlNumber)}${box('Claim Control Number', claim.payerClaimControlNumber)}${box('Insured ID', claim.patient.memberId)}${box('Bill Type', '131')}</tr>
<tr>${box('Statement From', dateIn('MM/DD/YYYY', claim.serviceFrom))}${box('Statement Thru', dateIn('MM/DD/YYYY', claim.serviceTo))}${box('Claim Status', claim.statusCode)}${box('Patient Responsibility', money(claim.patientResponsibilityCents))}${box('Interest', money(claim.interestCents ?? 0))}</tr></table>
<table class="lines">${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${wholeRow(claim)}${totalRow(COLUMNS, claimColumns(claim), 'Total')}</table></section>`;

const WORDS: Readonly<Record<string, string>> = { WO: 'WO Overpayment recovery', L6: 'L6 Interest owed' };

function advice(payment: RemittancePayment): string {
  const all = addColumns(payment.claims.map(claimColumns));
  const plb = payment.providerAdjustments.map((each) =>
    row([WORDS[each.reason] ?? each.reason, each.reference ?? '', right(money(each.amountCents))]),
  );
  const isEft = payment.method === 'ACH';
  return `<div class="banner">INSTITUTIONAL REMITTANCE ADVICE</div><table class="boxes top"><tr>${box('Payer', payment.payer.name)}${box('Facility', payment.payee.name)}${box('Facility NPI', payment.payee.npi)}${box('Tax ID', payment.payee.tin)}</tr>
<tr>${box(isEft ? 'EFT Trace Number' : 'Check Number', payment.number)}${box(isEft ? 'EFT Date' : 'Check Date', dateIn('MM/DD/YYYY', payment.date))}${box(isEft ? 'EFT Amount' : 'Check Amount', `$${money(payment.amountCents)}`)}${box('Number of Claims', String(payment.claims.length))}</tr></table>
${payment.claims.map(block).join('')}
<section class="end"><table class="lines"><tr><th colspan="3">All claims on this remittance</th></tr>${row(['Total charges', '', right(money(all.billed))])}${row(['Total net payment', '', right(money(paidOnClaims(payment)))])}${plb.length > 0 ? row(['Provider adjustments (subtracted)', 'Reference', ''], 'th') : ''}${plb.join('')}${row(['Amount of this payment', '', right(money(payment.amountCents))], 'td', 'total')}</table></section>`;
}

export const hospitalLines: Layout = {
  name: 'hospital-lines',
  profile: {
    kind: 'institutional',
    payers: [payer('Marrow Creek Medicare Advantage', 'MCMA4', '990180015', 'PO Box 7999', 'Granger Mills, PA 18999')],
    claims: [1, 4],
    lines: [2, 6],
    memberIds: 'mbi',
    claimNumbers: 'digits15',
    method: 'both',
    features: [
      ...TAKEN_BACK,
      'sequestration',
      'other-payer',
      'coinsurance',
      'deductible',
      'interest',
      'claim-adjustments',
    ],
    denials: ['CO-16', 'CO-97', 'CO-50', 'PR-96'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'statusCode', 'patientResponsibility', 'interest', 'serviceDates'],
    line: ['serviceDate', 'procedure', 'units', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Institutional remittance',
      margin: '0.4in',
      edges: [{ at: 'bottom-right', says: 'Page {page} of {pages}', font: '7pt "DejaVu Sans"' }],
      css: `body { font: 7pt/1.3 "DejaVu Sans Condensed", "DejaVu Sans", sans-serif; } .banner { background: #444; color: #fff; font: bold 11pt "DejaVu Sans"; text-align: center; padding: 4px; } .boxes td { border: 0.8px solid #444; font-size: 8pt; } .boxes span { font-size: 5.8pt; color: #333; } .top { margin-bottom: 10px; }
section { margin-bottom: 10px; } .boxes, thead { break-after: avoid; } .lines th { background: #e4e4e4; font-size: 6.2pt; vertical-align: bottom; } .lines td, .lines th { border-left: 0.6px solid #999; border-right: 0.6px solid #999; } .lines { border: 0.8px solid #444; } .total td { border-top: 0.8px solid #444; font-weight: bold; } .end { width: 52%; break-inside: avoid; }`,
      body: onNewPages(payments, advice),
    }),
};
