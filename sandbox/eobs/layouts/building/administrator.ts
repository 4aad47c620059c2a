/** A self-funded employer's administrator: one heading for all claims of a patient, a full grid with three-line headings, the check at the foot. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import {
  amountColumn,
  type Column,
  headRow,
  lineRow,
  notesOn,
  notesUsed,
  textColumn,
  totalRow,
  withModifiers,
} from '../grid.ts';
import { dateIn, escapeHtml, firstLast, moneyIn, onNewPages, sheet } from '../ink.ts';
import { clearNote, COST_SHARES, IDENTITY, vagueNote } from '../on-paper.ts';

const money = moneyIn({ sign: 'parens' });
const dollars = moneyIn({ sign: 'parens', dollar: true });

const NOTES: Readonly<Record<string, LocalCode>> = {
  'CO-97': clearNote(
    'BN',
    'Charge is included in the payment for another service on this claim. Patient may not be billed.',
  ),
  'CO-29': clearNote('TF', 'Claim received after the time limit for filing. Patient may not be billed.'),
  'PR-96': clearNote('NC', 'Service is not covered by the plan. Patient is responsible.'),
  'CO-16': vagueNote('Q7', 'See letter sent under separate cover.'),
};

const COLUMNS: readonly Column[] = [
  textColumn('Date\nof\nService', (line) => dateIn('MM-DD-YYYY', line.serviceDate)),
  textColumn('Service\nCode', (line) => withModifiers(line)),
  amountColumn('Total\nCharge', (each) => each.billed, money, dollars),
  amountColumn('Less\nNetwork\nDiscount', (each) => each.contractual, money, dollars),
  amountColumn('Ineligible', (each) => each.notCovered, money, dollars),
  textColumn('Expl\nCode', (line) => notesOn(line, NOTES), 'c'),
  amountColumn('Eligible\nAmount', (each) => each.allowed, money, dollars),
  amountColumn('Less\nDeduct-\nible', (each) => each.deductible, money, dollars),
  amountColumn('Less\nCo-pay', (each) => each.copay, money, dollars),
  amountColumn('Less\nCo-ins', (each) => each.coinsurance, money, dollars),
  amountColumn('Benefit\nPayable', (each) => each.paid, money, dollars),
];

/** Claims beside each other of one patient. */
function byPatient(claims: readonly RemittanceClaim[]): RemittanceClaim[][] {
  const groups: RemittanceClaim[][] = [];
  for (const claim of claims) {
    const last = groups.at(-1);
    if (last?.[0]?.patient.memberId === claim.patient.memberId) last?.push(claim);
    else groups.push([claim]);
  }
  return groups;
}

const claimTable = (claim: RemittanceClaim): string =>
  `<p class="claim">Claim No. ${claim.payerClaimControlNumber} <span>Your Acct. ${escapeHtml(claim.patientControlNumber ?? '')}</span></p>
<table class="grid">${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'Totals')}</table>`;

function group(claims: readonly RemittanceClaim[]): string {
  const [first] = claims;
  if (!first) return '';
  const all = addColumns(claims.map(claimColumns));
  const several =
    claims.length > 1
      ? `<p class="several">All claims of ${escapeHtml(firstLast(first.patient))}: charges ${dollars(all.billed)}, benefit ${dollars(all.paid)}, patient owes ${dollars(all.patient)}</p>`
      : '';
  return `<section><div class="bar">Patient: <b>${escapeHtml(firstLast(first.patient))}</b> <span>Employee ID: <b>${first.patient.memberId}</b></span> <span>Group: <b>7731 Ironwood Foundry</b></span></div>${claims.map(claimTable).join('')}${several}</section>`;
}

function advice(payment: RemittancePayment): string {
  const notes = notesUsed([payment], NOTES);
  return `<main><div class="head"><div><h1>EXPLANATION OF BENEFITS</h1>Provider copy</div><div>${escapeHtml(payment.payee.name ?? '')}<br>TIN ${payment.payee.tin}</div></div>
${byPatient(payment.claims).map(group).join('')}${notes.length > 0 ? `<div class="notes"><b>Explanation codes</b>${notes.map(({ code, text }) => `<p>${code} = ${text}</p>`).join('')}</div>` : ''}</main>
<section class="check"><table><tr><td><b>${escapeHtml(payment.payer.name ?? '')}</b><br>on behalf of Ironwood Foundry Health Trust<br>PO Box 9099, Ellery, WI 53999</td><td class="r">CHECK NO. <b>${payment.number}</b><br>DATE ${dateIn('MM-DD-YYYY', payment.date)}</td></tr></table>
<p>Pay to the order of &emsp; <b>${escapeHtml((payment.payee.name ?? '').toUpperCase())}</b><span class="amount">${dollars(payment.amountCents).replace('$', '$ ***')}</span></p><p class="micr">C${payment.number}C &nbsp; A099900996A &nbsp; 40 0099 871C</p></section>`;
}

export const administrator: Layout = {
  name: 'administrator',
  profile: {
    kind: 'professional',
    payers: [payer('Copperline Plan Administrators', 'CPLA2', '990140019', 'PO Box 9099', 'Ellery, WI 53999')],
    claims: [2, 5],
    lines: [1, 3],
    memberIds: 'dashed',
    claimNumbers: 'suffixed',
    method: 'CHK',
    features: [...COST_SHARES, 'modifiers'],
    denials: ['CO-97', 'CO-29', 'PR-96', 'CO-16'],
    sharesPatients: true,
  },
  prints: {
    payment: ['tin', 'method'],
    claim: [...IDENTITY, 'allowed'],
    line: ['serviceDate', 'procedure', 'modifiers', 'allowed'],
    localCodes: NOTES,
  },
  render: (payments) =>
    sheet({
      title: 'Explanation of benefits',
      margin: '0.5in 0.55in',
      css: `body { font: 8.4pt/1.25 "DejaVu Serif Condensed", "DejaVu Serif", serif; } .head { display: flex; justify-content: space-between; } h1 { font-size: 13pt; margin: 0; letter-spacing: 1px; } main { min-height: 7.2in; }
section { margin-top: 12px; } .bar { background: #d9d9d9; border: 1px solid #000; padding: 2px 5px; } .bar span, .claim span { margin-left: 28px; } .claim { margin: 5px 0 2px; } .grid th, .grid td { border: 0.8px solid #000; } .grid th { font-size: 6.6pt; font-weight: normal; text-align: center; vertical-align: middle; } .grid td { font-size: 7.6pt; }
.total td { font-weight: bold; } .several { margin: 3px 0; font-style: italic; } .notes { margin-top: 12px; font-size: 7.6pt; } .notes p { margin: 1px 0; } .check { break-inside: avoid; border-top: 1.5px dashed #000; padding-top: 12px; height: 2.4in; } .check p { margin: 18px 0; } .amount { float: right; font: bold 12pt "DejaVu Sans"; } .micr { font: 10pt "DejaVu Sans Mono"; text-align: center; }`,
      body: onNewPages(payments, advice),
    }),
};
