/** Two or three values stacked in each cell under stacked headings, two rows of labels, subtotals in between. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, type Columns, columnsOf, paidOnClaims } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { meansOf } from '../letterhead.ts';
import { COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ sign: 'minus' });

const HEADINGS = [
  'Service Date\nProcedure\nModifiers',
  'Units',
  'Billed Amount\nAllowed Amount',
  'Contractual Adj.\nNon-Covered',
  'Deductible\nCoinsurance\nCopay',
  'Other Payer\nPatient Resp.',
  'Codes',
  'Paid Amount',
];

const stack = (...cents: number[]): string => cents.map((each) => money(each)).join('\n');

const cells = (each: Columns): string[] => [
  stack(each.billed, each.allowed),
  stack(each.contractual, each.notCovered),
  stack(each.deductible, each.coinsurance, each.copay),
  stack(each.otherPayer, each.patient),
];

function serviceRow(line: RemittanceLine): string {
  const [billed = '', off = '', shares = '', others = ''] = cells(columnsOf(line));
  const codes = line.adjustments
    .filter((each) => each.reason !== null && !['1', '2', '3'].includes(each.reason))
    .map((each) => `${each.group}-${each.reason}`);
  return row([
    [dateIn('MM/DD/YY', line.serviceDate), line.procedure, (line.modifiers ?? []).join(',')].filter(Boolean).join('\n'),
    [String(line.units ?? 1), 'c'],
    right(billed),
    right(off),
    right(shares),
    right(others),
    [[...codes, ...(line.remarks ?? [])].join('\n'), 'c'],
    right(money(line.paidCents)),
  ]);
}

function totalOf(label: string, each: Columns): string {
  const [billed = '', off = '', shares = '', others = ''] = cells(each);
  return row(
    [label, '', right(billed), right(off), right(shares), right(others), '', right(money(each.paid))],
    'td',
    'total',
  );
}

function claimPart(claim: RemittanceClaim): string {
  const whole = (claim.adjustments ?? []).map((each) =>
    row([
      `Claim level adjustment ${each.group}-${each.reason}`,
      '',
      '',
      '',
      right(money(each.amountCents)),
      '',
      [`${each.group}-${each.reason}`, 'c'],
      '',
    ]),
  );
  return `<tbody class="claim"><tr class="who"><td colspan="8"><b>${escapeHtml(lastFirst(claim.patient))}</b> &emsp; Insured ID ${claim.patient.memberId} &emsp; Patient Account # ${escapeHtml(claim.patientControlNumber ?? '')} &emsp; Claim # ${claim.payerClaimControlNumber}</td></tr>
${claim.lines.map(serviceRow).join('')}${whole.join('')}${totalOf('Claim Total', claimColumns(claim))}</tbody>`;
}

function advice(payment: RemittancePayment): string {
  const adjusted = payment.providerAdjustments.map((each) =>
    row([
      `${{ L6: 'Interest paid', WO: 'Overpayment recovery' }[each.reason] ?? each.reason} ${each.reference ?? ''}`,
      right(money(-each.amountCents)),
    ]),
  );
  return `<header><b class="name">${escapeHtml(payment.payer.name ?? '')}</b> Payer ID ${payment.payer.id}<div>Remittance date ${dateIn('YYYY-MM-DD', payment.date)}<br>${meansOf(payment)} number ${payment.number}</div></header>
<p>Pay to: ${escapeHtml(payment.payee.name ?? '')} &emsp; NPI ${payment.payee.npi}</p>
<table class="lines"><thead>${row(
    HEADINGS.map((each): [string, string] => [each, 'c']),
    'th',
  )}</thead>${payment.claims.map(claimPart).join('')}<tbody>${totalOf('Remittance Total', addColumns(payment.claims.map(claimColumns)))}</tbody></table>
<table class="pay">${row(['Claim payments', right(money(paidOnClaims(payment)))])}${adjusted.join('')}${row(['Net payment', right(money(payment.amountCents))], 'td', 'total')}</table>`;
}

export const stacked: Layout = {
  name: 'stacked',
  profile: {
    kind: 'professional',
    payers: [payer('Evenfall Mutual Insurance', 'EVMU8', '990700018', 'PO Box 7999', 'Long Meadow, CT 06999')],
    claims: [2, 5],
    lines: [1, 4],
    memberIds: 'prefixed',
    claimNumbers: 'suffixed',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'other-payer', 'interest', 'claim-adjustments'],
    denials: ['CO-16', 'CO-97', 'CO-50', 'PR-204'],
  },
  prints: {
    payment: ['payerId', 'npi', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Remittance',
      edges: [{ at: 'bottom-right', says: 'page {page}/{pages}', font: '7pt "DejaVu Sans"' }],
      css: `body { font: 7.4pt/1.25 "DejaVu Sans", sans-serif; } header { display: flex; justify-content: space-between; align-items: baseline; } .name { font-size: 13pt; } .lines th { border-top: 1.5px solid #000; border-bottom: 1.5px solid #000; font-size: 6.6pt; vertical-align: top; }
.lines td { border-bottom: 1px dotted #999; } .who td { background: #f3f3f3; border-top: 1px solid #000; } .total td { font-weight: bold; border-top: 1px solid #000; } .pay { width: 45%; margin: 14px 0 0 auto; }`,
      body: onNewPages(payments, advice),
    }),
};
