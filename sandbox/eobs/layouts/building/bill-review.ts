/** A workers' compensation review of a bill: check stub on top, three columns of labels, numbered lines, payer's own codes stacked and explained. */
import { addDays } from '../../../../domain/dates.ts';
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, codeOf, paidOnClaims, sumOf } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, notesUsed, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, firstLast, moneyIn, onNewPages, sheet } from '../ink.ts';
import { clearNote, IDENTITY, SERVICE, SERVICE_DETAIL, vagueNote } from '../on-paper.ts';

const money = moneyIn({ dollar: true, sign: 'parens' });

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-16': clearNote(
    'W16',
    'Information needed to decide this service was not sent with the bill. The patient may not be billed.',
  ),
  'CO-97': clearNote(
    'W97',
    'This service is included in the payment for another service. The patient may not be billed.',
  ),
  'CO-29': clearNote('W29', 'The bill was received after the time limit for filing. The patient may not be billed.'),
  'CO-50': vagueNote('W88', 'Refer to the utilization review letter dated separately.'),
};
/** A reduction to the fee schedule has a column and the standard code. */
const codesOn = (line: Parameters<typeof lineRow>[1]): string[] =>
  line.adjustments.map((each) => CODES[codeOf(each)]?.code ?? codeOf(each));

const COLUMNS: readonly Column[] = [
  textColumn('Ln', (line) => line.controlNumber ?? '', 'c'),
  textColumn('Date of Service', (line) => dateIn('MM/DD/YYYY', line.serviceDate)),
  textColumn('Code', (line) => line.procedure ?? ''),
  textColumn('Modifiers', (line) => (line.modifiers ?? []).join(', ')),
  textColumn('Units', (line) => String(line.units ?? 1), 'c'),
  amountColumn('Amount Billed', (each) => each.billed, money),
  amountColumn('Fee Schedule Reduction', (each) => each.contractual, money),
  amountColumn('Disallowed', (each) => each.notCovered, money),
  amountColumn('Amount Paid', (each) => each.paid, money),
  textColumn('Expl', (line) => codesOn(line).join('\n'), 'c'),
];

const pair = (label: string, value: string | null | undefined): string =>
  `<td class="label">${label}:</td><td>${escapeHtml(value ?? '')}</td>`;

function review(claim: RemittanceClaim): string {
  const injured = claim.serviceFrom ? addDays(claim.serviceFrom, -41) : null;
  return `<section><h2>EXPLANATION OF REVIEW</h2><table class="who">
<tr>${pair('Injured Worker', firstLast(claim.patient))}${pair('Claim Number', claim.payerClaimControlNumber)}${pair('Patient Acct', claim.patientControlNumber)}</tr>
<tr>${pair('Member ID', claim.patient.memberId)}${pair('Date of Injury', dateIn('MM/DD/YYYY', injured))}${pair('Jurisdiction', 'NF')}</tr>
<tr>${pair('Employer', 'Bellwether Freight')}${pair('Dates of Service', `${dateIn('MM/DD/YYYY', claim.serviceFrom)} - ${dateIn('MM/DD/YYYY', claim.serviceTo)}`)}${pair('Reviewer', 'R. Amsel')}</tr></table>
<table class="lines"><thead>${headRow(COLUMNS)}</thead><tbody>${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), '', 'total').replace('<td></td>', '<td>TOTALS</td>')}</tbody></table></section>`;
}

function advice(payment: RemittancePayment): string {
  const notes = notesUsed([payment], CODES);
  const standard = payment.claims.some(({ lines }) =>
    lines.some(({ adjustments }) => adjustments.some((each) => codeOf(each) === 'CO-45')),
  );
  return `<div class="stub"><div><b>${escapeHtml(payment.payer.name ?? '')}</b><br>Workers' Compensation Bill Payment</div><table>
<tr><td>Check Number</td><td>${payment.number}</td></tr><tr><td>Check Date</td><td>${dateIn('MM/DD/YYYY', payment.date)}</td></tr><tr><td>Check Amount</td><td>${money(payment.amountCents)}</td></tr></table>
<div>Payee: ${escapeHtml(payment.payee.name ?? '')}<br>Tax ID: ${payment.payee.tin}<br>NPI: ${payment.payee.npi}</div></div><div class="cut">DETACH BEFORE DEPOSITING</div>
${payment.claims.map(review).join('')}
<p class="sum">Total of ${payment.claims.length} bill(s) reviewed: billed ${money(sumOf(payment.claims.map(({ billedCents }) => billedCents)))}, paid ${money(paidOnClaims(payment))}</p>
<div class="legend"><b>EXPLANATION CODES</b>${standard ? '<p><b>CO-45</b> The charge is above the fee schedule. The patient may not be billed.</p>' : ''}${notes.map(({ code, text }) => `<p><b>${code}</b> ${text}</p>`).join('')}</div>`;
}

export const billReview: Layout = {
  name: 'bill-review',
  profile: {
    kind: 'professional',
    payers: [payer('Stalwart Casualty Exchange', 'STWCX', '990210011', 'PO Box 1999', 'Corbel Ridge, NF 00999')],
    claims: [1, 4],
    lines: [1, 6],
    memberIds: 'numeric',
    claimNumbers: 'suffixed',
    method: 'CHK',
    features: [...SERVICE_DETAIL, 'reversal'],
    denials: ['CO-16', 'CO-97', 'CO-29', 'CO-50'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'serviceDates'],
    line: SERVICE,
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Explanation of review',
      margin: '0.5in',
      edges: [{ at: 'bottom-right', says: 'Page {page}', font: '8pt "Liberation Serif"' }],
      css: `body { font: 9pt/1.25 "Liberation Serif", serif; } .stub { display: flex; justify-content: space-between; } .stub table { width: 220px; } .stub td { border: 0.8px solid #000; } .cut { border-bottom: 1px dashed #000; text-align: center; font: 6.5pt "Liberation Sans"; margin: 6px 0 10px; }
section { margin-bottom: 12px; } h2 { font-size: 10pt; margin: 0 0 3px; text-align: center; } .who { border: 1px solid #000; margin-bottom: 4px; } .label { font-weight: bold; white-space: nowrap; } .lines th { border-bottom: 1px solid #000; border-top: 1px solid #000; font-size: 8pt; vertical-align: bottom; } .lines td { border-bottom: 0.5px solid #bbb; }
.total td { font-weight: bold; border-top: 1px solid #000; } .sum { font-weight: bold; } .legend { break-inside: avoid; font-size: 8.4pt; } .legend p { margin: 1px 0; }`,
      body: onNewPages(payments, advice),
    }),
};
