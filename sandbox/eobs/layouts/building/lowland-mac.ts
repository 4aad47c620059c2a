/** A Medicare contractor's remittance as the free viewer prints it: proportional type, two rows of headings, group code and amount side by side, totals and a glossary. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, codeOf, columnOf, columnsOf, reductionsOf } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { codesExplained, meansOf, payeeBlock, payerAddress, stacked } from '../letterhead.ts';
import { withModifiers } from '../grid.ts';
import { IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const PAYERS = [
  payer('Lowland Medicare Administrative Services', '09902', '990520013', 'PO Box 3999', 'Marsh Landing, SC 29999'),
];
const money = moneyIn({ commas: false });

const HEADS = `<thead><tr><th>REND-PROV</th><th>SERV-DATE</th><th>POS</th><th>PD-PROC/MODS</th><th class="r">PD-NOS</th><th class="r">BILLED</th><th class="r">ALLOWED</th><th class="r">DEDUCT</th><th class="r">COINS</th><th>GRP-CODE</th><th class="r">RC-AMT</th><th class="r">PROV-PD</th></tr>
<tr><th>RARC</th><th></th><th></th><th>SUB-PROC</th><th class="r">SUB-NOS</th><th></th><th></th><th></th><th></th><th></th><th></th><th></th></tr></thead>`;
const COLUMNS = 12;

/** Deductible and coinsurance have columns; the other reductions stand under their code. */
const isCoded = (adjustment: RemittanceLine['adjustments'][number]): boolean =>
  !['deductible', 'coinsurance'].includes(columnOf(adjustment));

function serviceRow(line: RemittanceLine, npi: string): string {
  const c = columnsOf(line);
  const coded = line.adjustments.filter(isCoded);
  const first = row([
    npi,
    dateIn('MM/DD/YYYY', line.serviceDate),
    '11',
    withModifiers(line),
    right(String(line.units ?? 1)),
    right(money(c.billed)),
    right(money(c.allowed)),
    right(money(c.deductible)),
    right(money(c.coinsurance)),
    coded.map(codeOf).join('\n'),
    right(coded.map((each) => money(each.amountCents)).join('\n')),
    right(money(c.paid)),
  ]);
  const remarks = line.remarks?.length
    ? `<tr><td colspan="${COLUMNS}">REM: ${escapeHtml(line.remarks.join(' '))}</td></tr>`
    : '';
  return first + remarks;
}

function claimPart(claim: RemittanceClaim, npi: string): string {
  const c = claimColumns(claim);
  const interest = claim.interestCents ?? 0;
  return `<tbody class="claim"><tr class="who"><td colspan="${COLUMNS}"><div><span>NAME: <b>${escapeHtml(lastFirst(claim.patient))}</b></span><span>MID: ${claim.patient.memberId}</span><span>ACNT: ${escapeHtml(claim.patientControlNumber ?? '')}</span><span>ICN: ${claim.payerClaimControlNumber}</span><span>ASG: Y</span><span>MOA: MA01</span></div></td></tr>
${claim.lines.map((line) => serviceRow(line, npi)).join('')}
<tr class="sum"><td colspan="3">PT RESP: ${money(claim.patientResponsibilityCents)}</td><td colspan="2">CLAIM TOTALS:</td><td class="r">${money(c.billed)}</td><td class="r">${money(c.allowed)}</td><td class="r">${money(c.deductible)}</td><td class="r">${money(c.coinsurance)}</td><td></td><td class="r">${money(reductionsOf(c))}</td><td class="r">${money(c.paid)}</td></tr>
<tr><td colspan="3">ADJ TO TOTALS: PREV PD: 0.00</td><td colspan="2">INTEREST: ${money(interest)}</td><td colspan="4">LATE FILING CHARGE: 0.00</td><td colspan="2">NET:</td><td class="r">${money(c.paid + interest)}</td></tr></tbody>`;
}

function closing(payment: RemittancePayment): string {
  const all = addColumns(payment.claims.map(claimColumns));
  const withheld = payment.providerAdjustments.reduce((sum, each) => sum + each.amountCents, 0);
  const heads = ['# OF\nCLAIMS', 'BILLED\nAMT', 'ALLOWED\nAMT', 'DEDUCT\nAMT', 'COINS\nAMT', 'TOTAL\nRC-AMT'];
  const amounts = [all.billed, all.allowed, all.deductible, all.coinsurance, reductionsOf(all), all.paid, withheld];
  const details = payment.providerAdjustments.map((each) =>
    row([each.reason, each.reference ?? '', right(money(each.amountCents))]),
  );
  return `<table class="totals">${row(
    [['TOTALS:', ''], ...[...heads, 'PROV-PD\nAMT', 'PROV\nADJ AMT', 'CHECK\nAMT'].map(right)],
    'th',
  )}${row(['', right(String(payment.claims.length)), ...[...amounts, payment.amountCents ?? 0].map((each) => right(money(each)))])}</table>
${details.length > 0 ? `<table class="details">${row(['PROVIDER ADJ DETAILS: PLB REASON CODE', 'FCN/OTHER IDENTIFIER', right('AMOUNT')], 'th')}${details.join('')}</table>` : ''}
<div class="glossary"><b>GLOSSARY: Group, Reason, MOA, Remark and Reason Codes</b><p><span>CO</span>Contractual obligation. The patient may not be billed for this amount.</p><p><span>PR</span>Patient responsibility. The patient may be billed for this amount.</p>${codesExplained(
    payment,
  )
    .map(([code, text]) => `<p><span>${code}</span>${text}</p>`)
    .join(
      '',
    )}<p><span>MA01</span>If you do not agree with this decision you may ask for an appeal within 120 days.</p></div>`;
}

function remittance(payment: RemittancePayment): string {
  return `<div class="top"><div>${stacked([payment.payer.name, ...payerAddress(payment, PAYERS)], 'upper')}</div><div class="title">MEDICARE<br>REMITTANCE<br>ADVICE</div></div>
<div class="top"><div>${payeeBlock(payment, 'upper')}</div><table class="facts">${row(['NPI:', payment.payee.npi ?? ''])}${row(['DATE:', dateIn('MM/DD/YYYY', payment.date)])}${row([meansOf(payment, 'CHECK #:', 'EFT #:'), payment.number ?? ''])}${row(['REMIT #:', String(Number(payment.number) % 89 || 12)])}</table></div>
<table class="lines">${HEADS}${payment.claims.map((claim) => claimPart(claim, payment.payee.npi ?? '')).join('')}</table>${closing(payment)}`;
}

export const lowlandMac: Layout = {
  name: 'lowland-mac',
  profile: {
    kind: 'professional',
    payers: PAYERS,
    claims: [3, 8],
    lines: [1, 5],
    memberIds: 'mbi',
    claimNumbers: 'digits13',
    method: 'both',
    features: [
      ...TAKEN_BACK,
      ...SERVICE_DETAIL,
      'sequestration',
      'other-payer',
      'coinsurance',
      'deductible',
      'interest',
      'forward-balance',
      'several-payments',
    ],
    denials: ['CO-16', 'CO-97', 'CO-50', 'CO-29', 'PR-96'],
  },
  prints: {
    payment: ['npi', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Medicare remittance advice',
      size: 'letter landscape',
      margin: '0.5in 0.5in 0.6in',
      edges: [{ at: 'bottom-right', says: 'PAGE #: {page} OF {pages}', font: '8pt "Liberation Sans"' }],
      css: `body { font-size: 8.2pt; } .top { display: flex; justify-content: space-between; margin-bottom: 12px; } .title { font-weight: bold; font-size: 10pt; text-align: right; } .facts { width: 2.2in; } .facts td { padding: 0 3px; }
.lines th { font-size: 7.6pt; padding: 0 3px; white-space: nowrap; } .lines thead tr:last-child th { border-bottom: 1px solid #000; } .lines th:nth-child(10), .lines td:nth-child(10) { padding-left: 14px; } .claim { break-inside: avoid; } .who td { border-top: 1px solid #000; padding-top: 3px; } .who div { display: flex; justify-content: space-between; padding-right: 40px; } .sum td { border-top: 0.6px dotted #000; } .lines tbody { border-bottom: 4px solid transparent; }
.totals { margin-top: 14px; border-top: 2px solid #000; } .totals th { vertical-align: bottom; } .details { width: 65%; margin-top: 10px; } .glossary { margin-top: 14px; break-inside: avoid; } .glossary p { margin: 0; } .glossary span { display: inline-block; width: 0.6in; }`,
      body: onNewPages(payments, remittance),
    }),
};
