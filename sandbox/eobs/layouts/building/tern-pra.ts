/** A national carrier's provider remittance advice: shaded member bands, headings of three decks over stacked cells, adjustments as code and amount one above the other, an overpayment table at the end. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, type Columns, columnsOf, reductionsOf } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, moneyIn, onNewPages, row, sheet } from '../ink.ts';
import { meansOf } from '../letterhead.ts';
import { ANY_DENIAL, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ sign: 'minus', dollar: true, zero: '$0.00' });
const plain = moneyIn({ sign: 'minus' });

const stack = (...parts: string[]): string => parts.join('\n');

const share = (c: Columns): string => stack(plain(c.deductible), plain(c.coinsurance), plain(c.copay));

const HEADS: readonly (readonly [string, string])[] = [
  ['Dates of\nService\nFrom - Thru', ''],
  ['Service\nCode\nModifiers', ''],
  ['\n\nQty', 'c'],
  ['\nAmount\nCharged', 'r'],
  ['\nAmount\nAllowed', 'r'],
  ['Deductible\nCoinsurance\nCopay', 'r'],
  ['\nAdj Grp/Rsn\nCode', ''],
  ['\nAdjustment\nAmount', 'r'],
  ['\nRmk\nCd', ''],
  ['\nPaid to\nProvider', 'r'],
  ['Patient\nResp\nAmount', 'r'],
];

function lineText(line: RemittanceLine): string {
  const c = columnsOf(line);
  const others = line.adjustments.filter(
    (each) => !(each.group === 'PR' && ['1', '2', '3'].includes(each.reason ?? '')),
  );
  const day = dateIn('MM/DD/YY', line.serviceDate);
  return row([
    stack(day, `- ${day}`),
    stack(line.procedure ?? '', (line.modifiers ?? []).join(', ')),
    [String(line.units ?? 1), 'c'],
    [plain(c.billed), 'r'],
    [plain(c.allowed), 'r'],
    [share(c), 'r'],
    stack(...others.map((each) => `${each.group} ${each.reason}`)),
    [stack(...others.map((each) => plain(each.amountCents))), 'r'],
    stack(...(line.remarks ?? [])),
    [plain(c.paid), 'r'],
    [plain(c.patient), 'r'],
  ]);
}

const sumRow = (label: string, c: Columns, css: string): string =>
  row(
    [
      label,
      '',
      '',
      [plain(c.billed), 'r'],
      [plain(c.allowed), 'r'],
      [share(c), 'r'],
      '',
      [plain(reductionsOf(c)), 'r'],
      '',
      [plain(c.paid), 'r'],
      [plain(c.patient), 'r'],
    ],
    'td',
    css,
  );

const STATUS: Readonly<Record<string, string>> = {
  '1': '1 - Processed as Primary',
  '2': '2 - Processed as Secondary',
  '4': '4 - Denied',
  '22': '22 - Reversal of Previous Payment',
};

const claimPart = (claim: RemittanceClaim): string => {
  const { patient } = claim;
  return `<tbody class="claim"><tr class="band"><td colspan="11"><div class="cells"><span>Subscriber ID:<b>${patient.memberId}</b></span><span>Patient:<b>${escapeHtml(`${patient.lastName}, ${patient.firstName}`)}</b></span><span>Patient Ctrl Nbr:<b>${claim.patientControlNumber}</b></span><span>Claim Nbr:<b>${claim.payerClaimControlNumber}</b></span><span>Claim Status:<b>${STATUS[claim.statusCode ?? ''] ?? ''}</b></span><span>Grp/Pol: 07${(claim.patientControlNumber ?? '').length}4417</span></div></td></tr>
${claim.lines.map(lineText).join('')}${sumRow('Claim Subtotal', claimColumns(claim), 'sub')}${claim.interestCents ? `<tr class="int"><td colspan="9">Interest/penalty included in payment for claim ${claim.payerClaimControlNumber}</td><td class="r">${plain(claim.interestCents)}</td><td></td></tr>` : ''}</tbody>`;
};

const PLB: Readonly<Record<string, string>> = {
  WO: 'Overpayment Recovery',
  FB: 'Balance Forward',
  L6: 'Interest Owed',
};

function advice(payment: RemittancePayment): string {
  const sum = addColumns(payment.claims.map(claimColumns));
  const plb = payment.providerAdjustments;
  return `<header><div><div class="logo">tern<i>health</i></div><small>${escapeHtml(payment.payer.name ?? '')}</small></div><h1>PROVIDER REMITTANCE ADVICE</h1><table class="facts">${row(['Payment Date', dateIn('MM/DD/YYYY', payment.date)])}${row([meansOf(payment, 'Check Number', 'EFT Number'), payment.number ?? ''])}${row(['Payment Amount', money(payment.amountCents)])}${row(['Provider TIN', payment.payee.tin ?? ''])}${row(['NPI', payment.payee.npi ?? ''])}${row(['Payer ID', payment.payer.id ?? ''])}</table></header>
<p class="to">${escapeHtml(payment.payee.name ?? '')}<br>Provider Payables</p>
<table class="grid"><thead>${row(HEADS, 'th')}</thead>${payment.claims.map(claimPart).join('')}<tbody>${sumRow('Claims Total', sum, 'sub all')}</tbody></table>
${
  plb.length > 0
    ? `<h2>Provider Level Adjustments / Overpayment Reduction Detail</h2><table class="plb">${row(['Adj Cd', 'Adjustment Type', 'Reference Claim', ['Offset this\nPayment', 'r']], 'th')}${plb.map((each) => row([each.reason, PLB[each.reason] ?? '', each.reference ?? '', [plain(each.amountCents), 'r']])).join('')}</table><p>A positive offset reduces and a negative offset increases the amount of this payment.</p>`
    : ''
}<p class="legend">CO - Contractual Obligation. PR - Patient Responsibility. OA - Other Adjustment. Codes are those maintained at x12.org.</p>`;
}

export const ternPra: Layout = {
  name: 'tern-pra',
  profile: {
    kind: 'professional',
    payers: [payer('Tern Health Insurance Company', 'TRN87', '990320015', 'PO Box 30999', 'Salt Mesa, UT 84999')],
    claims: [3, 8],
    lines: [1, 5],
    memberIds: 'numeric',
    claimNumbers: 'lettered',
    method: 'both',
    features: [
      ...COST_SHARES,
      ...TAKEN_BACK,
      ...SERVICE_DETAIL,
      'other-payer',
      'interest',
      'forward-balance',
      'sequestration',
    ],
    denials: ANY_DENIAL,
  },
  prints: {
    payment: ['payerId', 'npi', 'tin', 'method'],
    claim: [...IDENTITY, 'statusCode', 'allowed', 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Provider remittance advice',
      size: 'letter landscape',
      margin: '0.4in 0.35in 0.5in',
      edges: [{ at: 'bottom-right', says: 'Page {page} of {pages}', font: '6.5pt "Liberation Sans"' }],
      css: `body { font: 7.4pt/1.22 "Liberation Sans"; } header { display: flex; justify-content: space-between; align-items: flex-start; } h1 { font-size: 12pt; margin: 4px 0; } .logo { font: bold 19pt "Liberation Sans"; color: #0a4a86; } .logo i { color: #e07b00; font-weight: normal; } .facts { width: auto; } .facts td:first-child { font-weight: bold; } .to { margin: 4px 0 8px; }
.grid th { vertical-align: bottom; border-bottom: 1.2px solid #0a4a86; font-size: 6.8pt; } .band td { background: #dfe8f1; padding: 2px 3px; } .cells { display: flex; flex-wrap: wrap; gap: 0 15px; } .cells b { margin-left: 3px; } .sub td { border-top: 0.5px solid #777; font-weight: bold; padding-bottom: 5px; } .all td { border-top: 1.5px solid #000; } .int td { font-style: italic; }
h2 { font-size: 8.5pt; margin: 10px 0 2px; background: #dfe8f1; padding: 2px; } .plb { width: 65%; } .plb th { border-bottom: 0.5px solid #000; vertical-align: bottom; } .legend { margin-top: 8px; font-size: 6.5pt; } .claim { break-inside: avoid; }`,
      body: onNewPages(payments, advice),
    }),
};
