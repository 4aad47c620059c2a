/** A national commercial payer: landscape, headings repeated on every page, claims as shaded rows of one table, standard codes explained at the end. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, codeOf, paidOnClaims, sumOf } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { amountColumn, type Column, columnWidths, headRow, lineRow, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { codesExplained, meansOf, payeeBlock, payerBlock } from '../letterhead.ts';
import { ANY_DENIAL, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const PAYERS = [
  payer('Wayland National Health Insurance', '60999', '990610011', 'PO Box 182999', 'Chandler Forks, TN 37999'),
  payer('Corsair Health and Life', '61013', '990610029', 'PO Box 740999', 'Bellhaven, GA 30999'),
];
const money = moneyIn({});
const dollars = moneyIn({ dollar: true });

const COLUMNS: readonly Column[] = [
  textColumn('Service Date', (line) => dateIn('MM/DD/YYYY', line.serviceDate)),
  textColumn('Service\nCode', (line) => line.procedure ?? ''),
  textColumn('Mod', (line) => (line.modifiers ?? []).join(', ')),
  textColumn('No.\nSvcs', (line) => String(line.units ?? 1), 'c'),
  amountColumn('Charged\nAmount', (each) => each.billed, money),
  amountColumn('Provider\nDiscount', (each) => each.contractual, money),
  amountColumn('Not\nCovered', (each) => each.notCovered, money),
  amountColumn('Allowed\nAmount', (each) => each.allowed, money),
  amountColumn('Deductible\nApplied', (each) => each.deductible, money),
  amountColumn('Copay', (each) => each.copay, money),
  amountColumn('Co-\ninsurance', (each) => each.coinsurance, money),
  amountColumn('Other\nInsurance', (each) => each.otherPayer, money),
  amountColumn('Patient\nOwes', (each) => each.patient, money),
  amountColumn('Plan\nPaid', (each) => each.paid, money),
  textColumn('Codes', (line) => [...line.adjustments.map(codeOf), ...(line.remarks ?? [])].join(' ')),
];
const WIDTHS = columnWidths([7.5, 6, 5, 3.5, 7.2, 7, 6.8, 7, 7, 5.5, 6.5, 6.6, 6.6, 7.2, 10.6]);

const STATUS: Readonly<Record<string, string>> = {
  '1': 'Processed as Primary',
  '2': 'Processed as Secondary',
  '4': 'Denied',
  '22': 'Reversal of Previous Payment',
};

function claimPart(claim: RemittanceClaim): string {
  const facts = [
    ['Patient', lastFirst(claim.patient)],
    ['Member ID', claim.patient.memberId],
    ['Patient Account No.', claim.patientControlNumber],
    ['Claim No.', claim.payerClaimControlNumber],
    ['Claim Status', STATUS[claim.statusCode ?? '']],
  ].map(([label, value]) => `<span>${label}: <b>${escapeHtml(value ?? '')}</b></span>`);
  const interest = claim.interestCents
    ? `<tr class="more"><td colspan="13" class="r">Interest on this claim</td><td class="r">${money(claim.interestCents)}</td><td></td></tr>`
    : '';
  const total = totalRow(COLUMNS, claimColumns(claim), 'Claim Total');
  return `<tbody><tr class="who"><td colspan="15"><div>${facts.join('')}</div></td></tr>${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${total.replace('<td>Claim Total</td><td></td>', '<td colspan="2">Claim Total</td>')}${interest}</tbody>`;
}

const ENTRIES: Readonly<Record<string, string>> = {
  WO: 'WO  Overpayment Recovery',
  FB: 'FB  Forwarding Balance',
  L6: 'L6  Interest Owed',
};

function closing(payment: RemittancePayment): string {
  const entries = payment.providerAdjustments.map((each) =>
    row([ENTRIES[each.reason] ?? each.reason, each.reference ?? '', right(dollars(-each.amountCents))]),
  );
  const adjusted =
    entries.length > 0
      ? `<table class="entries">${row(['Provider Level Adjustments', 'Reference', right('Amount')], 'th')}${entries.join('')}</table>`
      : '';
  return `<div class="end">${adjusted}<table class="sums">${row(['Number of claims', right(String(payment.claims.length))])}${row(['Total plan paid', right(dollars(paidOnClaims(payment)))])}${row(['Provider level adjustments', right(dollars(-sumOf(payment.providerAdjustments.map((each) => each.amountCents))))])}${row(['Payment amount', right(dollars(payment.amountCents))], 'td', 'total')}</table></div>
<div class="codes"><b>Explanation of Codes</b>${codesExplained(payment)
    .map(([code, text]) => `<p><span>${code}</span>${text}</p>`)
    .join('')}</div>`;
}

function advice(payment: RemittancePayment): string {
  const kind = meansOf(payment, 'Check', 'EFT Trace');
  const fact = (label: string, value: string | null | undefined): string =>
    `<tr><th>${label}</th><td>${escapeHtml(value ?? '')}</td></tr>`;
  const all = totalRow(COLUMNS, addColumns(payment.claims.map(claimColumns)), 'Total, All Claims');
  return `<header><div>${payerBlock(payment, PAYERS)}<div class="to">${payeeBlock(payment)}</div></div>
<div><div class="title">Provider Remittance</div><table class="facts">${fact('Payer ID', payment.payer.id)}${fact('Provider Tax ID', payment.payee.tin)}${fact('Provider NPI', payment.payee.npi)}${fact(`${kind} Number`, payment.number)}${fact('Payment Date', dateIn('MM/DD/YYYY', payment.date))}${fact('Payment Amount', dollars(payment.amountCents))}</table></div></header>
<table class="lines">${WIDTHS}<thead>${headRow(COLUMNS)}</thead>${payment.claims.map(claimPart).join('')}<tbody class="grand">${all.replace('<td>Total, All Claims</td><td></td><td></td><td class="c"></td>', '<td colspan="4">Total, All Claims</td>')}</tbody></table>${closing(payment)}`;
}

export const wayland: Layout = {
  name: 'wayland',
  profile: {
    kind: 'professional',
    payers: PAYERS,
    claims: [2, 7],
    lines: [1, 5],
    memberIds: 'lettered',
    claimNumbers: 'digits13',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'other-payer', 'interest', 'forward-balance'],
    denials: ANY_DENIAL,
  },
  prints: {
    payment: ['payerId', 'npi', 'tin', 'method'],
    claim: [...IDENTITY, 'statusCode', 'allowed', 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Provider remittance',
      size: 'letter landscape',
      margin: '0.45in 0.45in 0.55in',
      edges: [
        { at: 'bottom-left', says: 'Please keep this statement for your records.', font: '7pt "Liberation Sans"' },
        { at: 'bottom-right', says: 'Page {page} of {pages}', font: '7pt "Liberation Sans"' },
      ],
      css: `body { font-size: 7.8pt; } header { display: flex; justify-content: space-between; margin-bottom: 14px; } .name { font: bold 14pt "Liberation Sans"; color: #0b5c4a; } .title { font: bold 12pt "Liberation Sans"; text-align: right; margin-bottom: 4px; } .to { margin: 22px 0 0 0.4in; } .facts { width: 2.8in; } .facts th { font-weight: normal; color: #333; }
.lines { table-layout: fixed; } .lines thead th { font-size: 7pt; vertical-align: bottom; border-top: 1.2px solid #0b5c4a; border-bottom: 1.2px solid #0b5c4a; } .lines th.r { white-space: normal; } .lines td:last-child, .lines th:last-child { padding-left: 9px; } .who td { background: #e7f0ed; padding: 3px; } .who div { display: flex; justify-content: space-between; } .total td { font-weight: bold; border-top: 0.7px solid #666; padding-bottom: 7px; } .more td { padding-bottom: 7px; } .grand td { border-top: 1.2px solid #0b5c4a; }
.end { display: flex; justify-content: flex-end; gap: 40px; margin: 12px 0; break-inside: avoid; } .entries { width: 4.6in; } .entries th { border-bottom: 0.7px solid #000; } .end table { align-self: flex-start; } .sums { width: 2.9in; } .codes { break-inside: avoid; } .codes p { margin: 1px 0; } .codes span { display: inline-block; width: 0.5in; }`,
      body: onNewPages(payments, advice),
    }),
};
