/** A Blues-like plan's claim summary: names and numbers above a ruled table, what was paid for the claim in a sentence, messages by number, the sums in a box at the end. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { addDays } from '../../../../domain/dates.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, codeOf, isDenial, paidOnClaims } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import {
  amountColumn,
  type Column,
  columnWidths,
  headRow,
  lineRow,
  notesUsed,
  textColumn,
  totalRow,
  withModifiers,
} from '../grid.ts';
import { dateIn, daysIn, escapeHtml, firstLast, moneyIn, onNewPages, sheet } from '../ink.ts';
import { meansOf, payeeBlock, payerBlock } from '../letterhead.ts';
import { clearNote, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const PAYERS = [
  payer('Azure Plains Health Service', '00977', '990540015', 'PO Box 660999', 'Wheaton Bluff, KS 66999'),
  payer('Blue Mesa Hospital and Medical Plan', '00978', '990540023', 'PO Box 87999', 'Mesa Verde Flats, NM 87999'),
];
const money = moneyIn({});
const dollars = moneyIn({ dollar: true });

const MESSAGES: Readonly<Record<string, LocalCode>> = {
  'CO-16': clearNote(
    '11',
    'INFORMATION NEEDED TO PROCESS THIS SERVICE WAS MISSING FROM THE CLAIM. THE PATIENT MAY NOT BE BILLED.',
  ),
  'CO-29': clearNote('14', 'THE CLAIM WAS RECEIVED AFTER THE FILING LIMIT. THE PATIENT MAY NOT BE BILLED.'),
  'CO-97': clearNote(
    '23',
    'PAYMENT FOR THIS SERVICE IS INCLUDED IN THE PAYMENT FOR ANOTHER SERVICE. THE PATIENT MAY NOT BE BILLED.',
  ),
  'PR-96': clearNote(
    '37',
    "THIS SERVICE IS NOT COVERED UNDER THE PATIENT'S CONTRACT. THE PATIENT IS RESPONSIBLE FOR THIS AMOUNT.",
  ),
  'CO-50': vagueNote('52', 'PLEASE REFER TO OUR LETTER REGARDING THIS SERVICE.'),
};

const messagesOn = (line: RemittanceLine): string =>
  line.adjustments
    .filter(isDenial)
    .map((each) => `(${MESSAGES[codeOf(each)]?.code ?? each.reason})`)
    .join(' ');

const COLUMNS: readonly Column[] = [
  textColumn('FROM/TO\nDATES', (line) => daysIn(line.serviceDate)),
  textColumn('PS', () => '11', 'c'),
  textColumn('PROC\nCODE', (line) => withModifiers(line)),
  textColumn('QTY', (line) => String(line.units ?? 1), 'c'),
  amountColumn('AMOUNT\nBILLED', (each) => each.billed, money),
  amountColumn('OVER\nMAXIMUM\nALLOWANCE', (each) => each.contractual, money),
  amountColumn('ALLOWABLE\nAMOUNT', (each) => each.allowed, money),
  amountColumn('SERVICES\nNOT\nCOVERED', (each) => each.notCovered, money),
  textColumn('MSG', messagesOn, 'c'),
  amountColumn('DEDUCT-\nIBLE', (each) => each.deductible, money),
  amountColumn('CO-PAY', (each) => each.copay, money),
  amountColumn('CO-\nINSURANCE', (each) => each.coinsurance, money),
  amountColumn('AMOUNT\nPAID', (each) => each.paid, money),
];
const WIDTHS = columnWidths([12, 3.5, 10, 4, 8.5, 8.5, 9, 8, 5, 7.5, 7, 8, 9]);

const cell = (label: string, value: string | null | undefined): string =>
  `<td>${label}:</td><td><b>${escapeHtml(value ?? '')}</b></td>`;

function claimPart(claim: RemittanceClaim, index: number): string {
  const received = claim.serviceTo ? addDays(claim.serviceTo, 5 + (index % 4)) : null;
  const interest = claim.interestCents
    ? `<tr><td>INTEREST PAID ON THIS CLAIM:</td><td class="r">${dollars(claim.interestCents)}</td></tr>`
    : '';
  return `<section><table class="who"><tr>${cell('PATIENT', firstLast(claim.patient).toUpperCase())}${cell('PATIENT NO', claim.patientControlNumber)}${cell('CLAIM NO', claim.payerClaimControlNumber)}</tr>
<tr>${cell('IDENTIFICATION NO', claim.patient.memberId)}${cell('GROUP NO', `0${71522 + index}`)}${cell('RECEIVED', dateIn('MM/DD/YY', received))}</tr></table>
<table class="lines">${WIDTHS}${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'TOTALS')}</table>
<table class="paid"><tr><td>AMOUNT PAID TO PROVIDER FOR THIS CLAIM:</td><td class="r"><b>${dollars(claim.paidCents)}</b></td></tr><tr><td>PATIENT'S SHARE:</td><td class="r">${dollars(claim.patientResponsibilityCents)}</td></tr>${interest}</table></section>`;
}

function summaryBox(payment: RemittancePayment): string {
  const all = addColumns(payment.claims.map(claimColumns));
  const rows: (readonly [string, string])[] = [
    ['NUMBER OF CLAIMS', String(payment.claims.length)],
    ['AMOUNT BILLED', dollars(all.billed)],
    ['AMOUNT OVER MAXIMUM ALLOWANCE', dollars(all.contractual)],
    ['AMOUNT OF SERVICES NOT COVERED', dollars(all.notCovered)],
    ['DEDUCTIBLE, CO-PAY AND CO-INSURANCE', dollars(all.deductible + all.copay + all.coinsurance)],
    ['NET AMOUNT PAID TO PROVIDER FOR CLAIMS', dollars(paidOnClaims(payment))],
    ...payment.providerAdjustments.map(
      (each) =>
        [
          `${each.reason === 'L6' ? 'INTEREST' : 'RECOUPMENT OF OVERPAYMENT'} - CLAIM NO ${each.reference}`,
          dollars(-each.amountCents),
        ] as const,
    ),
    [`AMOUNT OF ${meansOf(payment, 'CHECK')}`, dollars(payment.amountCents)],
  ];
  return `<div class="box"><div>PROVIDER CLAIMS AMOUNT SUMMARY</div><table>${rows.map(([label, value]) => `<tr><td>${label}</td><td class="r">${value}</td></tr>`).join('')}</table></div>`;
}

function summary(payment: RemittancePayment): string {
  const kind = meansOf(payment, 'CHECK');
  const messages = notesUsed([payment], MESSAGES).map(({ code, text }) => `<p>(${code}). ${text}</p>`);
  const fact = (label: string, value: string | null | undefined): string =>
    `<tr><td>${label}:</td><td>${value ?? ''}</td></tr>`;
  return `<header><div>${payerBlock(payment, PAYERS)}</div><table>${fact('DATE', dateIn('MM/DD/YY', payment.date))}${fact('PROVIDER NPI', payment.payee.npi)}${fact(`${kind} NUMBER`, payment.number)}${fact('TAX IDENTIFICATION NUMBER', payment.payee.tin)}</table></header>
<h1>PROVIDER CLAIM SUMMARY</h1><div class="to">${payeeBlock(payment, 'upper')}</div>
${payment.claims.map(claimPart).join('')}${summaryBox(payment)}${messages.length > 0 ? `<div class="messages"><b>MESSAGES:</b>${messages.join('')}</div>` : ''}`;
}

export const azurePlains: Layout = {
  name: 'azure-plains',
  profile: {
    kind: 'professional',
    payers: PAYERS,
    claims: [2, 6],
    lines: [1, 4],
    memberIds: 'prefixed',
    claimNumbers: 'digits15',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'interest'],
    denials: ['CO-16', 'CO-29', 'CO-97', 'PR-96', 'CO-50'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'allowed'],
    localCodes: MESSAGES,
  },
  render: (payments) =>
    sheet({
      title: 'Provider claim summary',
      margin: '0.5in 0.45in 0.6in',
      edges: [{ at: 'bottom-center', says: 'PAGE {page} OF {pages}', font: '7.5pt "Liberation Sans"' }],
      css: `body { font-size: 7.8pt; } header { display: flex; justify-content: space-between; } header table { width: 2.9in; } header td { padding: 0 3px; } .name { font: bold 13pt "Liberation Sans"; } h1 { font-size: 11pt; text-align: center; margin: 8px 0; } .to { margin: 0 0 16px 0.3in; }
section { margin-bottom: 14px; break-inside: avoid; } .who { margin-bottom: 3px; } .who td:nth-child(odd) { white-space: nowrap; width: 1%; padding-right: 2px; } .lines { table-layout: fixed; } .lines th, .lines td { border: 0.7px solid #000; } .lines th { font-size: 6.5pt; font-weight: normal; text-align: center; vertical-align: middle; } .lines td { white-space: nowrap; }
.total td { font-weight: bold; } .paid { width: auto; margin: 3px 0 0 auto; } .box { border: 1px solid #000; width: 4.6in; margin: 0 auto 14px; break-inside: avoid; } .box div { text-align: center; border-bottom: 1px solid #000; font-weight: bold; padding: 2px; } .messages { break-inside: avoid; } .messages p { margin: 1px 0; }`,
      body: onNewPages(payments, summary),
    }),
};
