/** An auto insurer's explanation of review: the bill's facts in a ruled table, reductions and their codes beside each line, net payment per bill, codes explained at the end. */
import { addDays } from '../../../../domain/dates.ts';
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, codeOf, paidOnClaims } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { meansOf, payeeBlock, payerAddress } from '../letterhead.ts';
import { clearNote, SERVICE, SERVICE_DETAIL, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const PAYERS = [
  payer('Roadstead Auto Insurance Exchange', 'RAIX9', '990640019', 'PO Box 2999', 'Harborview, NJ 07999'),
];
const money = moneyIn({ dollar: true, sign: 'parens' });

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-45': clearNote(
    '101',
    'The charge exceeds the fee schedule or the contracted rate. The provider may not bill the injured party for the difference.',
  ),
  'CO-97': clearNote(
    '214',
    'This service is included in the payment for another service billed. The provider may not bill the injured party.',
  ),
  'CO-29': clearNote(
    '160',
    'The bill was received after the time limit for filing. The provider may not bill the injured party.',
  ),
  'CO-16': clearNote(
    '305',
    'Information needed to process this bill is missing. The provider may not bill the injured party.',
  ),
  'CO-50': vagueNote('490', 'See the attached report of the independent examination.'),
};
/** Deductible and co-insurance have columns of their own. */
const codesOn = (line: RemittanceLine): string[] =>
  line.adjustments.filter(({ group }) => group === 'CO').map((each) => CODES[codeOf(each)]?.code ?? each.reason ?? '');

const COLUMNS: readonly Column[] = [
  textColumn('Line', (line) => line.controlNumber ?? '', 'c'),
  textColumn('Date of\nService', (line) => dateIn('MM/DD/YYYY', line.serviceDate)),
  textColumn('CPT/HCPCS', (line) => line.procedure ?? ''),
  textColumn('Mod', (line) => (line.modifiers ?? []).join(' ')),
  textColumn('Units', (line) => String(line.units ?? 1), 'c'),
  amountColumn('Amount\nCharged', (each) => each.billed, money),
  amountColumn('Fee Schedule\nReduction', (each) => each.contractual, money),
  amountColumn('Disallowed', (each) => each.notCovered, money),
  amountColumn('Allowed', (each) => each.allowed, money),
  amountColumn('Deductible', (each) => each.deductible, money),
  amountColumn('Co-Insurance', (each) => each.coinsurance, money),
  amountColumn('Amount\nPayable', (each) => each.paid, money),
  textColumn('Reason', (line) => codesOn(line).join(', '), 'c'),
];

const fact = (label: string, value: string | null | undefined): string =>
  `<td><small>${label}</small><br>${escapeHtml(value ?? '')}</td>`;

function bill(claim: RemittanceClaim, index: number): string {
  const loss = claim.serviceFrom ? addDays(claim.serviceFrom, -33 - 4 * index) : null;
  const received = claim.serviceTo ? addDays(claim.serviceTo, 7) : null;
  const interest = claim.interestCents
    ? `<p>Statutory interest paid on this bill: <b>${money(claim.interestCents)}</b></p>`
    : '';
  return `<section><table class="who"><tr>${fact('Injured Party', lastFirst(claim.patient))}${fact('Claim Number', claim.payerClaimControlNumber)}${fact('Date of Loss', dateIn('MM/DD/YYYY', loss))}${fact('Coverage', 'Personal Injury Protection')}</tr>
<tr>${fact('Patient Account', claim.patientControlNumber)}${fact('Dates of Service', `${dateIn('MM/DD/YYYY', claim.serviceFrom)} - ${dateIn('MM/DD/YYYY', claim.serviceTo)}`)}${fact('Bill Received', dateIn('MM/DD/YYYY', received))}${fact('Claim Representative', 'D. Ostrowe')}</tr></table>
<table class="lines">${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'Total').replace('<td class="c">Total</td><td></td>', '<td colspan="2">Total</td>')}</table>${interest}</section>`;
}

function review(payment: RemittancePayment): string {
  const used = new Set(payment.claims.flatMap((claim) => claim.lines.flatMap(codesOn)));
  const notes = Object.values(CODES)
    .filter(({ code }) => used.has(code))
    .map(({ code, text }) => row([code, text]));
  const entries = payment.providerAdjustments.map((each) =>
    row([
      `${each.reason === 'L6' ? 'Statutory interest' : 'Recovery of overpayment'}, claim ${each.reference}`,
      right(money(-each.amountCents)),
    ]),
  );
  const kind = meansOf(payment);
  return `<header><div><div class="name">${escapeHtml(payment.payer.name ?? '')}</div>Medical Claims, ${payerAddress(payment, PAYERS).join(', ')}</div><h1>Explanation of Review</h1></header>
<div class="two"><div><small>Provider</small><br>${payeeBlock(payment)}</div><table>${row(['Tax ID', payment.payee.tin ?? ''])}${row([`${kind} Number`, payment.number ?? ''])}${row([`${kind} Date`, dateIn('MM/DD/YYYY', payment.date)])}${row([`${kind} Amount`, money(payment.amountCents)])}</table></div>
${payment.claims.map(bill).join('')}
<table class="sums">${row([`Amount payable, ${payment.claims.length} bill(s)`, right(money(paidOnClaims(payment)))])}${entries.join('')}${row([`${kind} amount`, right(money(payment.amountCents))], 'td', 'total')}</table>
${notes.length > 0 ? `<table class="notes">${row(['Reason', 'Explanation'], 'th')}${notes.join('')}</table>` : ''}<p class="fine">If you do not agree with this review you may submit an internal appeal with supporting records within 30 days.</p>`;
}

export const roadsteadAuto: Layout = {
  name: 'roadstead-auto',
  profile: {
    kind: 'professional',
    payers: PAYERS,
    claims: [1, 4],
    lines: [1, 6],
    memberIds: 'numeric',
    claimNumbers: 'dotted',
    method: 'both',
    features: [...TAKEN_BACK, ...SERVICE_DETAIL, 'coinsurance', 'deductible', 'interest'],
    denials: ['CO-97', 'CO-29', 'CO-16', 'CO-50'],
  },
  prints: {
    payment: ['tin', 'method'],
    claim: ['patientControlNumber', 'payerClaimControlNumber', 'firstName', 'allowed', 'interest', 'serviceDates'],
    line: [...SERVICE, 'allowed'],
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Explanation of review',
      margin: '0.5in 0.45in 0.6in',
      edges: [{ at: 'bottom-right', says: 'Page {page} of {pages}', font: '7.5pt "Liberation Sans"' }],
      css: `body { font-size: 7.9pt; } header { display: flex; justify-content: space-between; align-items: flex-end; border-bottom: 2px solid #000; padding-bottom: 4px; } .name { font: bold 12pt "Liberation Sans"; } h1 { font-size: 13pt; margin: 0; } small { font-size: 6.8pt; color: #333; } .two { display: flex; justify-content: space-between; margin: 8px 0 14px; } .two table { width: 2.5in; align-self: flex-start; } .two td { padding: 0 3px; }
section { margin-bottom: 14px; break-inside: avoid; } .who td { border: 0.7px solid #000; width: 25%; } .lines { margin-top: 3px; } .lines th { font-size: 6.8pt; vertical-align: bottom; background: #e6e6e6; border-bottom: 0.7px solid #000; } .lines th.r { white-space: pre; } .lines td { border-bottom: 0.4px solid #bbb; } .lines .total td { font-weight: bold; border-bottom: 0.7px solid #000; } section p { margin: 3px; text-align: right; }
.sums { width: 3.9in; margin: 0 0 14px auto; break-inside: avoid; } .sums .total td { font-weight: bold; border-top: 0.8px solid #000; } .notes { break-inside: avoid; } .notes th { border-bottom: 0.7px solid #000; } .notes td:first-child, .notes th:first-child { width: 0.6in; } .fine { font-size: 7pt; }`,
      body: onNewPages(payments, review),
    }),
};
