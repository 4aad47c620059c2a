/** A regional plan's register: revenue-code lines under two-storey headings, notes between rows, dates without separators, headings on every page. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, type Columns, columnsOf, isDenial, paidOnClaims } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { meansOf } from '../letterhead.ts';
import { IDENTITY, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ commas: true });

const HEADS = `<tr><th rowspan="2">Rev<br>code</th><th rowspan="2">Svc from</th><th colspan="3" class="g">Charges</th><th colspan="2" class="g">Patient liability</th><th rowspan="2">Other<br>carrier</th><th rowspan="2">Net<br>reimbursement</th></tr>
<tr><th>Total</th><th>Write-off</th><th>Non-covered</th><th>Deduct.</th><th>Co-ins.</th></tr>`;

const amounts = (each: Columns) =>
  [each.billed, each.contractual, each.notCovered, each.deductible, each.coinsurance, each.otherPayer, each.paid].map(
    (cents) => right(money(cents)),
  );

function serviceRows(line: RemittanceLine): string {
  const denial = line.adjustments.find(isDenial);
  const remarks = (line.remarks ?? []).join(', ');
  const note = denial
    ? `<tr class="note"><td></td><td colspan="8">Non-covered amount: ${denial.group}-${denial.reason}${remarks ? `, remark ${remarks}` : ''}</td></tr>`
    : '';
  return row([line.procedure ?? '', dateIn('MMDDYY', line.serviceDate), ...amounts(columnsOf(line))]) + note;
}

const claimPart = (claim: RemittanceClaim): string =>
  `<tbody><tr class="who"><td colspan="9">Acct: ${escapeHtml(claim.patientControlNumber ?? '')} &emsp; ${escapeHtml(lastFirst(claim.patient, ' '))} &emsp; Policy ${claim.patient.memberId} &emsp; Statement dates ${dateIn('MMDDYY', claim.serviceFrom)}-${dateIn('MMDDYY', claim.serviceTo)} &emsp; DCN ${claim.payerClaimControlNumber}</td></tr>
${claim.lines.map(serviceRows).join('')}${row(['Claim', '', ...amounts(claimColumns(claim))], 'td', 'total')}</tbody>`;

function report(payment: RemittancePayment): string {
  const withheld = payment.providerAdjustments.map((each) =>
    row([
      `Accounts receivable ${each.reason === 'WO' ? 'recovery' : each.reason}, DCN ${each.reference}`,
      right(money(-each.amountCents)),
    ]),
  );
  return `<div class="t">${escapeHtml(payment.payer.name ?? '')}<span>Payment register</span></div>
<p>Facility ${escapeHtml(payment.payee.name ?? '')}, NPI ${payment.payee.npi}. Settled ${dateIn('MM.DD.YYYY', payment.date)} by ${meansOf(payment, 'check')} ${payment.number} for ${money(payment.amountCents)}.</p>
<table><thead>${HEADS}</thead>${payment.claims.map(claimPart).join('')}<tbody>${row(['Register', '', ...amounts(addColumns(payment.claims.map(claimColumns)))], 'td', 'total')}</tbody></table>
${withheld.length > 0 ? `<table class="ar">${row(['Net reimbursement', right(money(paidOnClaims(payment)))])}${withheld.join('')}${row(['Settlement', right(money(payment.amountCents))], 'td', 'total')}</table>` : ''}`;
}

export const caldera: Layout = {
  name: 'caldera',
  profile: {
    kind: 'institutional',
    payers: [payer('Caldera Regional Benefit Plans', 'CRBP2', '991400017', 'PO Box 1499', 'Basalt Point, OR 97999')],
    claims: [3, 9],
    lines: [1, 5],
    memberIds: 'prefixed',
    claimNumbers: 'digits15',
    method: 'both',
    features: [...TAKEN_BACK, 'coinsurance', 'deductible', 'other-payer'],
    denials: ['CO-97', 'CO-50', 'PR-96'],
  },
  prints: {
    payment: ['npi', 'method'],
    claim: [...IDENTITY, 'serviceDates'],
    line: ['serviceDate', 'procedure', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Payment register',
      margin: '0.5in 0.45in 0.6in',
      edges: [{ at: 'bottom-right', says: '{page} / {pages}', font: '7pt "Liberation Sans"' }],
      css: `body { font: 8pt/1.3 "Liberation Sans Narrow", "Liberation Sans", sans-serif; } .t { font: bold 14pt "Liberation Serif"; border-bottom: 3px double #000; display: flex; justify-content: space-between; } th { font-size: 7.4pt; text-align: right; vertical-align: bottom; } th:nth-child(1), th[rowspan]:nth-child(2) { text-align: left; } thead tr:nth-child(2) th { text-align: right; }
.g { text-align: center; border-bottom: 1px solid #000; } thead { border-bottom: 1px solid #000; } .who td { padding-top: 7px; } .note td { font-style: italic; font-size: 7.4pt; } .total td { border-top: 1px solid #000; font-weight: bold; } .ar { width: 55%; margin-top: 12px; }`,
      body: onNewPages(payments, report),
    }),
};
