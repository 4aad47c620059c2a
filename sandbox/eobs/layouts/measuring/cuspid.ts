/** A dental PPO's provider statement: landscape, a bar a patient, words beside each code, a percentage, three money sums a claim, notes by letter and number. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, paidOnClaims, planPercent } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import {
  amountColumn,
  type Column,
  columnWidths,
  headRow,
  lineRow,
  notesOrReasonsOn,
  notesUsed,
  textColumn,
  totalRow,
} from '../grid.ts';
import { dateIn, escapeHtml, firstLast, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { meansOf, payeeBlock, payerBlock } from '../letterhead.ts';
import { clearNote, IDENTITY, TAKEN_BACK } from '../on-paper.ts';

const PAYERS = [
  payer('Cuspid Dental Benefits', 'CUSP1', '990630013', 'PO Box 14999', 'Ellery, WI 53999'),
  payer('Bright Harbor Dental Insurance', 'BHDI4', '990630021', 'PO Box 981999', 'Port Ansley, NC 28999'),
];
const money = moneyIn({});
const dollars = moneyIn({ dollar: true });

const NOTES: Readonly<Record<string, LocalCode>> = {
  'CO-16': clearNote(
    'M02',
    'The claim lacks information needed to determine benefits. The patient may not be charged.',
  ),
  'CO-29': clearNote('M07', 'The claim was received past the time limit for filing. The patient may not be charged.'),
  'CO-97': clearNote(
    'D31',
    'The fee for this procedure is included in the fee for another procedure. The patient may not be charged.',
  ),
  'PR-96': clearNote(
    'D12',
    'This procedure is not covered under the dental plan. The patient is responsible for the charge.',
  ),
};

const SERVICES: Readonly<Record<string, readonly [words: string, tooth: string, surface: string]>> = {
  D0120: ['Periodic exam', '', ''],
  D0150: ['Comprehensive exam', '', ''],
  D0274: ['Bitewings, 4 films', '', ''],
  D0330: ['Panoramic film', '', ''],
  D1110: ['Cleaning, adult', '', ''],
  D1206: ['Fluoride varnish', '', ''],
  D2392: ['Resin filling, 2 surf', '12', 'DO'],
  D2740: ['Crown, ceramic', '3', ''],
  D3330: ['Root canal, molar', '30', ''],
  D4341: ['Scaling/root planing', 'LR', ''],
  D7140: ['Simple extraction', '17', ''],
};
const service = (line: RemittanceLine, part: 0 | 1 | 2): string => SERVICES[line.procedure ?? '']?.[part] ?? '';

const percent = (line: RemittanceLine): string => String(planPercent(line) ?? 0);
const noteOn = (line: RemittanceLine): string => notesOrReasonsOn(line, NOTES);

const COLUMNS: readonly Column[] = [
  textColumn('Date of\nService', (line) => dateIn('MM/DD/YY', line.serviceDate)),
  textColumn('Tooth/\nQuad', (line) => service(line, 1), 'c'),
  textColumn('Surf', (line) => service(line, 2), 'c'),
  textColumn('Proc\nCode', (line) => line.procedure ?? ''),
  textColumn('Description', (line) => service(line, 0)),
  amountColumn('Submitted\nCharge', (each) => each.billed, money),
  amountColumn('Network\nReduction', (each) => each.contractual, money),
  amountColumn('Not\nCovered', (each) => each.notCovered, money),
  amountColumn('Allowed\nCharge', (each) => each.allowed, money),
  amountColumn('Deductible', (each) => each.deductible, money),
  textColumn('Covered\nAt %', percent, 'c'),
  amountColumn('Patient\nCoinsurance', (each) => each.coinsurance, money),
  amountColumn('Benefit\nPaid', (each) => each.paid, money),
  textColumn('Notes', noteOn, 'c'),
];
const WIDTHS = columnWidths([7, 5, 4, 6, 14, 8, 7.5, 7, 7.5, 7.5, 6, 8.5, 7, 5]);

const fact = (label: string, value: string | null | undefined): string =>
  `<span>${label} <b>${escapeHtml(value ?? '')}</b></span>`;

function claimPart(claim: RemittanceClaim): string {
  const total = totalRow(COLUMNS, claimColumns(claim), 'Claim Totals').replace(
    '<td>Claim Totals</td><td class="c"></td><td class="c"></td><td></td><td></td>',
    '<td colspan="5">Claim Totals</td>',
  );
  return `<section><div class="bar">${fact('Patient:', firstLast(claim.patient))}${fact('Member ID:', claim.patient.memberId)}${fact('Patient Acct #:', claim.patientControlNumber)}${fact('Claim #:', claim.payerClaimControlNumber)}</div>
<table class="lines">${WIDTHS}${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${total}</table>
<div class="owes">Amount patient owes: ${dollars(claim.patientResponsibilityCents)}</div></section>`;
}

function closing(payment: RemittancePayment): string {
  const all = addColumns(payment.claims.map(claimColumns));
  const entries = payment.providerAdjustments.map((each) =>
    row([`Less overpayment recovered, claim # ${each.reference}`, right(dollars(-each.amountCents))]),
  );
  const notes = notesUsed([payment], NOTES).map(({ code, text }) => `<p><b>${code}</b> ${text}</p>`);
  return `<div class="end"><div class="notes">${notes.length > 0 ? `<b>Notes</b>${notes.join('')}` : ''}<p>Percentages are applied to the allowed charge after the deductible.</p></div>
<table>${row(['Total submitted', right(dollars(all.billed))])}${row(['Total benefits paid', right(dollars(paidOnClaims(payment)))])}${entries.join('')}${row([`${meansOf(payment)} amount`, right(dollars(payment.amountCents))], 'td', 'total')}</table></div>`;
}

function statement(payment: RemittancePayment): string {
  const kind = meansOf(payment);
  return `<header><div>${payerBlock(payment, PAYERS)}</div><div><b>Dental Provider Statement</b><br>Statement of benefits paid</div>
<table>${row([`${kind} Number:`, payment.number ?? ''])}${row([`${kind} Date:`, dateIn('Mon D, YYYY', payment.date)])}${row([`${kind} Amount:`, dollars(payment.amountCents)])}${row(['Tax ID:', payment.payee.tin ?? ''])}${row(['NPI:', payment.payee.npi ?? ''])}</table></header>
<div class="to">${payeeBlock(payment)}</div>${payment.claims.map(claimPart).join('')}${closing(payment)}`;
}

export const cuspid: Layout = {
  name: 'cuspid',
  profile: {
    kind: 'dental',
    payers: PAYERS,
    claims: [2, 6],
    lines: [1, 5],
    memberIds: 'lettered',
    claimNumbers: 'digits13',
    method: 'both',
    features: [...TAKEN_BACK, 'coinsurance', 'deductible'],
    denials: ['CO-16', 'CO-29', 'CO-97', 'PR-96'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility'],
    line: ['serviceDate', 'procedure', 'allowed'],
    localCodes: NOTES,
  },
  render: (payments) =>
    sheet({
      title: 'Dental provider statement',
      size: 'letter landscape',
      margin: '0.5in 0.5in 0.6in',
      edges: [{ at: 'bottom-right', says: 'Page {page} of {pages}', font: '7.5pt "Liberation Sans"' }],
      css: `body { font-size: 8.3pt; } header { display: flex; justify-content: space-between; border-bottom: 1.5px solid #000; padding-bottom: 6px; } header table { width: 2.4in; } header td { padding: 0 3px; } .name { font: bold 14pt "Liberation Sans"; } .to { margin: 12px 0 16px 0.4in; }
section { margin-bottom: 13px; break-inside: avoid; } .bar { display: flex; justify-content: space-between; border: 0.8px solid #000; background: #ececec; padding: 3px 6px; } .lines { table-layout: fixed; } .lines th { font-size: 7.3pt; vertical-align: bottom; border-bottom: 0.8px solid #000; } .lines th.r { white-space: normal; } .lines td { border-bottom: 0.4px solid #aaa; } .lines .total td { font-weight: bold; border-bottom: 0; } .owes { text-align: right; font-weight: bold; padding: 1px 3px; }
.end { display: flex; justify-content: space-between; gap: 30px; break-inside: avoid; border-top: 1.5px solid #000; padding-top: 6px; } .end table { width: 3.4in; align-self: flex-start; } .end .total td { font-weight: bold; } .notes { flex: 1; } .notes p { margin: 1px 0; }`,
      body: onNewPages(payments, statement),
    }),
};
