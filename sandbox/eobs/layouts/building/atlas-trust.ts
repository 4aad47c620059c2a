/** An employees' trust: the claim's sums above its lines, code and amount in one cell, a share in percent, headings on the first page only. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, paidOnClaims } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { withModifiers } from '../grid.ts';
import { COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ sign: 'parens' });
const HEADINGS = [
  'Item',
  'Rendered',
  'Code',
  'Qty',
  'Submitted',
  'Reductions\n(group, reason, amount)',
  'Remarks',
  'Share',
  'Disbursed',
];

const percent = (line: RemittanceLine): string =>
  line.billedCents ? `${Math.round(((line.paidCents ?? 0) / line.billedCents) * 100)} %` : '';

const item = (line: RemittanceLine, index: number): string =>
  row([
    String(index + 1).padStart(2, '0'),
    dateIn('YYYY-MM-DD', line.serviceDate),
    withModifiers(line, ':'),
    [String(line.units ?? 1), 'c'],
    right(money(line.billedCents)),
    right(line.adjustments.map((each) => `${each.group} ${each.reason}  ${money(each.amountCents)}`).join('\n')),
    (line.remarks ?? []).join(' '),
    [percent(line), 'c'],
    right(money(line.paidCents)),
  ]);

function claimPart(claim: RemittanceClaim): string {
  const columns = claimColumns(claim);
  const interest = claim.interestCents ? `; interest ${money(claim.interestCents)} added to this payment` : '';
  return `${row([[`Control ${claim.payerClaimControlNumber}`, 'wide'], lastFirst(claim.patient), `ID ${claim.patient.memberId}`, '', right(money(columns.billed)), right(money(columns.billed - columns.paid)), `Acct ${claim.patientControlNumber}`, '', right(money(columns.paid))], 'td', 'sum')}
${claim.lines.map(item).join('')}<tr class="after"><td colspan="9">Patient owes ${money(columns.patient)}${interest}</td></tr>`;
}

function voucher(payment: RemittancePayment): string {
  const all = addColumns(payment.claims.map(claimColumns));
  const offsets = payment.providerAdjustments.map((each) =>
    row([
      `${{ L6: 'Interest', WO: 'Overpayment offset' }[each.reason] ?? each.reason} (${each.reason})`,
      each.reference ?? '',
      right(money(-each.amountCents)),
    ]),
  );
  return `<div class="band"><span>${escapeHtml(payment.payer.name ?? '')}</span><span>VOUCHER ${payment.number}</span></div>
<p>Value date ${dateIn('YYYY-MM-DD', payment.date)} | Beneficiary ${escapeHtml(payment.payee.name ?? '')} | Federal ID ${(payment.payee.tin ?? '').replace(/^(..)/, '$1-')} | Sum ${money(payment.amountCents)}</p>
<table><tbody>${row(
    HEADINGS.map((each, i): [string, string] => [each, [4, 5, 8].includes(i) ? 'r' : '']),
    'th',
  )}${payment.claims.map(claimPart).join('')}
${row(['All claims', '', '', '', right(money(all.billed)), right(money(all.billed - all.paid)), '', '', right(money(all.paid))], 'td', 'sum')}</tbody></table>
<table class="close">${row(['Claims', '', right(money(paidOnClaims(payment)))])}${offsets.join('')}${row(['Voucher total', '', right(money(payment.amountCents))], 'td', 'sum')}</table>`;
}

export const atlasTrust: Layout = {
  name: 'atlas-trust',
  profile: {
    kind: 'professional',
    payers: [payer('Atlas Employees Trust', 'ATL09', '991200011', 'PO Box 1299', 'Two Bridges, MN 55999')],
    claims: [3, 8],
    lines: [1, 5],
    memberIds: 'dashed',
    claimNumbers: 'lettered',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'other-payer', 'sequestration', 'interest'],
    denials: ['CO-16', 'CO-97', 'CO-29', 'PR-96'],
  },
  prints: {
    payment: ['tin'],
    claim: [...IDENTITY, 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Voucher',
      size: 'letter landscape',
      css: `body { font: 8.2pt/1.3 "DejaVu Serif", serif; } .band { background: #333; color: #fff; display: flex; justify-content: space-between; padding: 5px 10px; font-size: 12pt; } th { text-align: left; border-bottom: 1.5px solid #333; font-weight: normal; font-style: italic; vertical-align: bottom; } th.r { text-align: right; white-space: normal; }
.sum td { font-weight: bold; border-top: 1px solid #333; white-space: nowrap; } .after td { font-style: italic; padding-bottom: 8px; } .close { width: 50%; margin-top: 14px; } td.r { white-space: pre; }`,
      body: onNewPages(payments, voucher),
    }),
};
