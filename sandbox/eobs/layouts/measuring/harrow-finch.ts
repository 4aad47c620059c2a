/** A self-funded employer's administrator: check and stub with a list of the claims on top, below it one ruled block a claim, letters explained under the last. */
import { addDays } from '../../../../domain/dates.ts';
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, paidOnClaims, planPercent } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import {
  amountColumn,
  type Column,
  headRow,
  lineRow,
  notesOrReasonsOn,
  notesUsed,
  textColumn,
  totalRow,
  withModifiers,
} from '../grid.ts';
import { dateIn, escapeHtml, firstLast, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { payeeBlock, payerAddress } from '../letterhead.ts';
import { clearNote, COST_SHARES, IDENTITY, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const PAYERS = [
  payer('Harrow & Finch Benefit Administrators', 'HFB32', '990620017', 'PO Box 5299', 'Linden Crossing, IN 46999'),
];
const money = moneyIn({ sign: 'parens' });
const dollars = moneyIn({ sign: 'parens', dollar: true });

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-16': clearNote(
    'AD',
    'Additional information from the provider is needed before benefits can be decided. Do not bill the patient.',
  ),
  'CO-29': clearNote('LF', 'Claim was filed after the plan\u2019s filing limit. Do not bill the patient.'),
  'CO-97': clearNote('BU', 'This charge is included in the allowance for another procedure. Do not bill the patient.'),
  'PR-96': clearNote('XC', 'This is not a covered charge under the plan. Patient is responsible.'),
  'CO-50': vagueNote('RV', 'Please see the separate letter regarding this charge.'),
};

const noteOn = (line: RemittanceLine): string => notesOrReasonsOn(line, CODES);
const share = (line: RemittanceLine): string => {
  const percent = planPercent(line);
  return percent === null ? '' : `${percent}%`;
};

const COLUMNS: readonly Column[] = [
  textColumn('Service\nDate', (line) => dateIn('MM/DD/YYYY', line.serviceDate)),
  textColumn('Procedure', (line) => withModifiers(line, '-')),
  amountColumn('Charges\nSubmitted', (each) => each.billed, money),
  amountColumn('Not\nCovered', (each) => each.notCovered, money),
  textColumn('Reason\nCode', noteOn, 'c'),
  amountColumn('PPO\nDiscount', (each) => each.contractual, money),
  amountColumn('Covered\nAmount', (each) => each.allowed, money),
  amountColumn('Deductible', (each) => each.deductible, money),
  amountColumn('Co-pay', (each) => each.copay, money),
  textColumn('Paid\nAt', share, 'c'),
  amountColumn('Co-\ninsurance', (each) => each.coinsurance, money),
  amountColumn('Payment\nAmount', (each) => each.paid, money),
];

const fact = (label: string, value: string | null | undefined): string =>
  `<td>${label}:</td><td>${escapeHtml(value ?? '')}</td>`;

function claimPart(claim: RemittanceClaim): string {
  const processed = claim.serviceTo ? addDays(claim.serviceTo, 9) : null;
  return `<section><table class="who"><tr>${fact('Patient', firstLast(claim.patient))}${fact('Member ID', claim.patient.memberId)}${fact('Claim Number', claim.payerClaimControlNumber)}</tr>
<tr>${fact('Patient Acct', claim.patientControlNumber)}${fact('Group', '40917 Pinwheel Foods')}${fact('Received', dateIn('MM/DD/YYYY', processed))}</tr></table>
<table class="lines">${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'Total')}</table>
<p>Total Patient Responsibility: ${dollars(claim.patientResponsibilityCents)}</p></section>`;
}

const spelt = (cents: number): string =>
  `**${Math.trunc(cents / 100).toLocaleString('en-US')} DOLLARS AND ${String(cents % 100).padStart(2, '0')} CENTS**`;

function check(payment: RemittancePayment): string {
  return `<div class="check"><div class="top"><div><b>${escapeHtml(payment.payer.name ?? '')}</b><br>${payerAddress(payment, PAYERS).join('<br>')}<br>For Pinwheel Foods Employee Benefit Plan</div><table>${row(['Check Number', right(payment.number ?? '')])}${row(['Check Date', right(dateIn('MM/DD/YYYY', payment.date))])}${row(['Check Amount', right(dollars(payment.amountCents))])}</table></div>
<div class="pay">PAY ${spelt(payment.amountCents ?? 0)}</div><div class="top"><div class="to">${payeeBlock(payment, 'upper')}</div><div class="sign">Authorized Signature</div></div></div><div class="cut">Detach and retain the statement below</div>`;
}

function stub(payment: RemittancePayment): string {
  const paid = payment.claims.map((claim) =>
    row([
      claim.payerClaimControlNumber ?? '',
      firstLast(claim.patient),
      claim.patientControlNumber ?? '',
      right(money(claim.paidCents)),
    ]),
  );
  const entries = payment.providerAdjustments.map((each) =>
    row([each.reference ?? '', 'Overpayment Recovery', '', right(money(-each.amountCents))]),
  );
  const sum =
    entries.length > 0 ? row(['Claim Payments', '', '', right(money(paidOnClaims(payment)))], 'td', 'total') : '';
  return `<table class="stub">${row(['Claim Number', 'Patient', 'Patient Acct', right('Amount')], 'th')}${paid.join('')}${sum}${entries.join('')}${row(['Check Total', '', '', right(dollars(payment.amountCents))], 'td', 'total')}</table>`;
}

function statement(payment: RemittancePayment): string {
  const notes = notesUsed([payment], CODES).map(({ code, text }) => `<p><b>${code}</b> &ndash; ${text}</p>`);
  return `${check(payment)}<div class="top"><h1>Explanation of Benefits</h1><div>Provider: ${escapeHtml(payment.payee.name ?? '')}<br>Tax ID: ${payment.payee.tin}</div></div>${stub(payment)}
${payment.claims.map(claimPart).join('')}${notes.length > 0 ? `<div class="notes"><b>Reason Code Description</b>${notes.join('')}</div>` : ''}<p class="fine">Questions about this statement? Call Customer Service at 800-555-0143. A request for review must be made within 180 days.</p>`;
}

export const harrowFinch: Layout = {
  name: 'harrow-finch',
  profile: {
    kind: 'professional',
    payers: PAYERS,
    claims: [1, 5],
    lines: [1, 4],
    memberIds: 'numeric',
    claimNumbers: 'suffixed',
    method: 'CHK',
    features: [...COST_SHARES, ...TAKEN_BACK, 'modifiers'],
    denials: ['CO-16', 'CO-29', 'CO-97', 'PR-96', 'CO-50'],
    sharesPatients: true,
  },
  prints: {
    payment: ['tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility'],
    line: ['serviceDate', 'procedure', 'modifiers', 'allowed'],
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Explanation of benefits',
      margin: '0.5in 0.5in 0.6in',
      edges: [{ at: 'bottom-right', says: 'Page {page}', font: '7.5pt "Liberation Serif"' }],
      css: `body { font: 8.8pt/1.25 "Liberation Serif", serif; } .top { display: flex; justify-content: space-between; } .check { border: 1px solid #000; padding: 8px 12px; } .check table { width: 2.3in; align-self: flex-start; } .pay { margin: 14px 0; border-bottom: 0.7px solid #000; } .to { margin-left: 0.4in; } .sign { align-self: flex-end; border-top: 0.7px solid #000; width: 2.4in; text-align: center; font-size: 7pt; } .cut { border-bottom: 1px dashed #000; text-align: center; font-size: 7pt; margin: 5px 0 10px; }
h1 { font-size: 13pt; margin: 0; } .stub { margin: 6px 0 14px; } .stub th { border-bottom: 0.8px solid #000; } .stub .total td { border-top: 0.8px solid #000; font-weight: bold; } section { margin-bottom: 12px; break-inside: avoid; } .who { background: #eee; } .who td:nth-child(odd) { width: 1%; white-space: nowrap; color: #333; } .lines th, .lines td { border: 0.6px solid #777; } .lines th { font-size: 7.4pt; text-align: center; vertical-align: bottom; } .lines td { font-size: 8.2pt; } .lines .total td { font-weight: bold; } section p { margin: 2px 3px; text-align: right; } .notes { break-inside: avoid; } .notes p { margin: 1px 0; } .fine { font-size: 7.4pt; }`,
      body: onNewPages(payments, statement),
    }),
};
