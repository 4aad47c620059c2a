/** A regional plan: patient, ID, account and claim stacked beside their lines; every reduction as group, reason and amount in columns of its own. */
import {
  type Adjustment,
  allAdjustments,
  type RemittanceClaim,
  type RemittanceLine,
  type RemittancePayment,
} from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { paidOnClaims, sumOf } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { ANY_DENIAL, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({});
const dollars = moneyIn({ dollar: true });

const HEADINGS: readonly (readonly [string, string])[] = [
  ['PATIENT NAME\nIDENTIFICATION NO.\nPATIENT ACCOUNT NO.\nCLAIM CONTROL NO.', ''],
  ['DATE OF\nSERVICE', ''],
  ['PROC\nCODE', ''],
  ['MODI-\nFIERS', ''],
  ['NO. OF\nSERV', 'c'],
  ['AMOUNT\nCHARGED', 'r'],
  ['AMOUNT\nCONSIDERED', 'r'],
  ['GRP', 'c'],
  ['RSN', 'c'],
  ['REDUCTION', 'r'],
  ['REMARK', 'c'],
  ['PATIENT\nOWES', 'r'],
  ['AMOUNT\nPAID', 'r'],
];

const owed = (adjustments: readonly Adjustment[]): number =>
  sumOf(adjustments.filter(({ group }) => group === 'PR').map(({ amountCents }) => amountCents));

function serviceRow(line: RemittanceLine, before: string): string {
  const stacked = (pick: (each: Adjustment) => string): string => line.adjustments.map(pick).join('\n');
  const cells = row([
    dateIn('DD-MON-YYYY', line.serviceDate),
    line.procedure ?? '',
    (line.modifiers ?? []).join(' '),
    [String(line.units ?? 1), 'c'],
    right(money(line.billedCents)),
    right(money(line.allowedCents)),
    [stacked(({ group }) => group ?? ''), 'c'],
    [stacked(({ reason }) => reason ?? ''), 'c'],
    right(stacked(({ amountCents }) => money(amountCents))),
    [(line.remarks ?? []).join('\n'), 'c'],
    right(money(owed(line.adjustments))),
    right(money(line.paidCents)),
  ]);
  return cells.replace('<tr>', `<tr>${before}`);
}

const totalRow = (label: string, claims: readonly RemittanceClaim[], css: string, before = ''): string => {
  const all = claims.flatMap(allAdjustments);
  return row(
    [
      [label, 'b'],
      '',
      '',
      '',
      right(money(sumOf(claims.map(({ billedCents }) => billedCents)))),
      right(money(sumOf(claims.map(({ allowedCents }) => allowedCents)))),
      '',
      '',
      right(money(sumOf(all.map(({ amountCents }) => amountCents)))),
      '',
      right(money(owed(all))),
      right(money(sumOf(claims.map(({ paidCents }) => paidCents)))),
    ],
    'td',
    css,
  ).replace(/^<tr[^>]*>/, (tag) => tag + before);
};

function claimRows(claim: RemittanceClaim): string {
  const who = [
    lastFirst(claim.patient, ' '),
    claim.patient.memberId,
    claim.patientControlNumber,
    claim.payerClaimControlNumber,
  ].map((each) => escapeHtml(each ?? ''));
  const side = `<td class="who" rowspan="${claim.lines.length + 1}">${who.join('<br>')}</td>`;
  const interest = claim.interestCents
    ? `<tr class="interest"><td></td><td colspan="12">INTEREST ON THIS CLAIM ${dollars(claim.interestCents)}, PAID WITH THE AMOUNT BELOW</td></tr>`
    : '';
  return `<tbody>${claim.lines.map((line, i) => serviceRow(line, i === 0 ? side : '')).join('')}${totalRow('CLAIM TOTAL', [claim], 'total')}${interest}</tbody>`;
}

const WORDS: Readonly<Record<string, string>> = {
  WO: 'OVERPAYMENT RECOVERY',
  L6: 'INTEREST',
  FB: 'FORWARD BALANCE',
};

function advice(payment: RemittancePayment): string {
  const adjusted = payment.providerAdjustments.map((each) =>
    row([`${each.reason} ${WORDS[each.reason] ?? ''}`, each.reference ?? '', right(money(-each.amountCents))]),
  );
  const isEft = payment.method === 'ACH';
  return `<header><div class="logo">${escapeHtml((payment.payer.name ?? '').toUpperCase())}<small>PAYER ID ${payment.payer.id}</small></div><div class="title">PROVIDER CLAIM VOUCHER</div>
<table class="facts">${row(['PROVIDER', payment.payee.name ?? ''])}${row(['NPI / TAX ID', `${payment.payee.npi} / ${payment.payee.tin}`])}${row([isEft ? 'EFT NUMBER' : 'CHECK NUMBER', payment.number ?? ''])}${row(['DATE', dateIn('DD-MON-YYYY', payment.date)])}</table></header>
<table class="lines"><thead>${row(HEADINGS, 'th')}</thead>${payment.claims.map(claimRows).join('')}<tbody>${totalRow('TOTALS', payment.claims, 'grand', '<td>ALL CLAIMS</td>')}</tbody></table>
<table class="net">${row(['CLAIMS PAID', '', right(money(paidOnClaims(payment)))])}${adjusted.join('')}${row([`AMOUNT OF ${isEft ? 'EFT' : 'CHECK'}`, '', right(dollars(payment.amountCents))], 'td', 'grand')}</table>`;
}

export const sideStack: Layout = {
  name: 'side-stack',
  profile: {
    kind: 'professional',
    payers: [payer('Pinnacle Shore Health Service', 'PSHSC', '990170016', 'PO Box 80999', 'Gull Harbor, ME 04999')],
    claims: [2, 6],
    lines: [1, 5],
    memberIds: 'prefixed',
    claimNumbers: 'digits13',
    method: 'both',
    features: [
      ...COST_SHARES,
      ...TAKEN_BACK,
      ...SERVICE_DETAIL,
      'other-payer',
      'write-off',
      'interest',
      'forward-balance',
    ],
    denials: ANY_DENIAL,
  },
  prints: {
    payment: ['payerId', 'npi', 'tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Provider claim voucher',
      size: 'letter landscape',
      margin: '0.4in 0.4in 0.5in',
      edges: [{ at: 'bottom-center', says: 'PAGE {page} OF {pages}', font: '7pt "Liberation Sans"' }],
      css: `body { font-size: 7.6pt; } header { display: flex; justify-content: space-between; align-items: flex-start; margin-bottom: 10px; } .logo { font: italic bold 15pt "Liberation Serif"; } small { display: block; font: 7pt "Liberation Sans"; } .title { font-weight: bold; font-size: 11pt; } .facts { width: 250px; } .facts td:first-child { color: #444; }
.lines th { font-size: 6.4pt; vertical-align: bottom; border-top: 1px solid #000; border-bottom: 1px solid #000; } tbody { break-inside: avoid; } .lines tbody:nth-of-type(odd) td { background: #e9eef0; } .who { width: 155px; } .lines .total td { border-top: 0.6px solid #555; } .grand td { border-top: 1.5px solid #000; font-weight: bold; } .lines tbody td { padding-bottom: 2px; } .net { width: 48%; margin: 14px 0 0 auto; break-inside: avoid; }`,
      body: onNewPages(payments, advice),
    }),
};
