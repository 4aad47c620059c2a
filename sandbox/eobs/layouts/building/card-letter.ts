/** A virtual-card letter of a payment vendor: the card above, then each service as a run of labels and values that wraps like a sentence, with only what is not zero. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, codeOf } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, moneyIn, onNewPages, sheet } from '../ink.ts';
import { withModifiers } from '../grid.ts';
import { COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL } from '../on-paper.ts';

const money = moneyIn({ dollar: true, sign: 'parens' });

const NAMES: Readonly<Record<string, string>> = {
  'CO-45': 'Contractual discount',
  'PR-1': 'Member deductible',
  'PR-2': 'Member coinsurance',
  'PR-3': 'Member copay',
  'OA-23': 'Paid by prior payer',
};
const REASONS: Readonly<Record<string, string>> = {
  'CO-97': 'included in another service',
  'CO-29': 'filed too late',
  'PR-96': 'non-covered, member owes',
  'CO-50': 'not medically necessary',
  'CO-16': 'information lacking',
};

const pair = (label: string, value: string): string => `<span class="kv"><em>${label}:</em> <b>${value}</b></span> `;

const lineText = (line: RemittanceLine): string =>
  `<p class="line">${pair('Svc date', dateIn('DD-MON-YY', line.serviceDate))}${pair('Code', withModifiers(line))}${pair('Units', String(line.units ?? 1))}${pair('Amt submitted', money(line.billedCents))}${line.adjustments
    .map((each) =>
      pair(NAMES[codeOf(each)] ?? `Disallowed ${codeOf(each)} (${REASONS[codeOf(each)]})`, money(each.amountCents)),
    )
    .join('')}${pair('Amt of benefit', money(line.paidCents))}</p>`;

const claimPart = (claim: RemittanceClaim): string => {
  const c = claimColumns(claim);
  return `<section><div class="who">${pair('Patient', escapeHtml(`${claim.patient.firstName} ${claim.patient.lastName}`))}${pair('Member', claim.patient.memberId ?? '')}${pair('Pt acct', claim.patientControlNumber ?? '')}${pair('Payer claim', claim.payerClaimControlNumber ?? '')}</div>${claim.lines.map(lineText).join('')}<div class="sum">${pair('Claim submitted', money(c.billed))}${pair('Member share', money(c.patient))}${pair('Claim benefit', money(c.paid))}${claim.interestCents ? pair('Interest added', money(claim.interestCents)) : ''}</div></section>`;
};

function letter(payment: RemittancePayment): string {
  const tail = (payment.number ?? '').slice(-4);
  return `<div class="card"><div class="vendor">quikpay<i>health</i></div><div class="num">5412 •••• •••• ${String(9_999 - Number(tail)).padStart(4, '0')}</div><div class="ex"><span>EXP 06/29</span><span>CVC •••</span><span>PREPAID COMMERCIAL</span></div></div>
<div class="side"><p>${dateIn('Mon D, YYYY', payment.date)}</p><p>${escapeHtml(payment.payee.name ?? '')}<br>Tax ID ${payment.payee.tin}</p></div>
<p class="clear">On behalf of <b>${escapeHtml(payment.payer.name ?? '')}</b> we are paying you <b>${money(payment.amountCents)}</b> with the one-time card shown. Key the card for the exact amount within 30 days. Payment reference: <b>${payment.number}</b>. Prefer another way to be paid? Call 800-555-0142.</p>
<h2>What this payment is for</h2>${payment.claims.map(claimPart).join('')}
${payment.providerAdjustments
  .filter((each) => each.reason !== 'L6')
  .map(
    (each) =>
      `<p>${pair('Withheld for earlier overpayment (WO)', money(each.amountCents))}${pair('on payer claim', each.reference ?? '')}</p>`,
  )
  .join('')}<p class="last">${pair('Total to key on the card', money(payment.amountCents))}</p>`;
}

export const cardLetter: Layout = {
  name: 'card-letter',
  profile: {
    kind: 'professional',
    payers: [
      payer(
        'Harrowgate Self-Funded Employers Alliance',
        'HSFEA',
        '990450019',
        'PO Box 1499',
        'Fennimore Falls, OH 43999',
      ),
    ],
    claims: [1, 5],
    lines: [1, 4],
    memberIds: 'lettered',
    claimNumbers: 'suffixed',
    method: 'CHK',
    features: [...COST_SHARES, ...SERVICE_DETAIL, 'other-payer', 'interest', 'recoupment'],
    denials: ['CO-97', 'CO-29', 'PR-96', 'CO-50', 'CO-16'],
  },
  prints: {
    payment: ['tin'],
    claim: [...IDENTITY, 'patientResponsibility', 'interest'],
    line: SERVICE,
  },
  render: (payments) =>
    sheet({
      title: 'Virtual card payment',
      margin: '0.65in',
      css: `body { font: 8.8pt/1.4 "Liberation Sans"; } .card { float: right; width: 2.9in; height: 1.65in; border-radius: 10px; background: #27364a; color: #fff; padding: 12px 16px; } .vendor { font: bold 15pt "Liberation Sans"; } .vendor i { font-weight: normal; color: #9fd3c7; } .num { font: 13pt "Liberation Mono"; margin: 26px 0 8px; } .ex { display: flex; justify-content: space-between; font-size: 7pt; } .clear { clear: both; padding-top: 14px; } h2 { font-size: 11pt; margin: 12px 0 6px; } section { border-left: 3px solid #27364a; padding-left: 9px; margin-bottom: 13px; break-inside: avoid; } .kv { margin-right: 9px; } em { color: #555; } .line { margin: 3px 0 3px 12px; } .who { background: #eef1f4; } .sum { border-top: 0.5px solid #999; } .last { font-size: 10pt; }`,
      body: onNewPages(payments, letter),
    }),
};
