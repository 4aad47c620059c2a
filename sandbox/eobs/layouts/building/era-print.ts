/** An electronic remittance as a clearinghouse's viewer prints it: totals in the claim's heading, codes with amounts under each line. */
import type { Adjustment, RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { codeOf } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { ANY_DENIAL, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ dollar: true });

const STATUS: Readonly<Record<string, string>> = {
  '1': 'Processed as Primary',
  '2': 'Processed as Secondary',
  '4': 'Denied',
  '22': 'Reversal of Previous Payment',
};
const HEADINGS = ['Svc Date', 'Rev / Proc', 'Mods', 'Qty', 'Charge', 'Allowed', 'Payment'];

const coded = (adjustments: readonly Adjustment[]): string =>
  adjustments.map((each) => `${codeOf(each)}: ${money(each.amountCents)}`).join(', ');

const under = (label: string, text: string): string =>
  text ? `<tr class="under"><td></td><td colspan="6"><i>${label}</i> ${escapeHtml(text)}</td></tr>` : '';

const service = (line: RemittanceLine): string =>
  `${row([
    dateIn('MM/DD/YYYY', line.serviceDate),
    `HC:${line.procedure ?? ''}`,
    (line.modifiers ?? []).join(':'),
    [String(line.units ?? 1), 'c'],
    right(money(line.billedCents)),
    right(money(line.allowedCents)),
    right(money(line.paidCents)),
  ])}${under('Adjustments:', coded(line.adjustments))}${under('Remark codes:', (line.remarks ?? []).join(', '))}`;

const item = (label: string, value: string | null | undefined): string =>
  `<div><b>${label}:</b> ${escapeHtml(value ?? '')}</div>`;

function block(claim: RemittanceClaim): string {
  const status = claim.statusCode ?? '';
  return `<section><div class="who"><div>${item('Patient', lastFirst(claim.patient))}${item('Patient ID', claim.patient.memberId)}${item('Claim Status', `${status} - ${STATUS[status] ?? ''}`)}</div>
<div>${item('Patient Control #', claim.patientControlNumber)}${item('Payer Claim #', claim.payerClaimControlNumber)}${item('Service Dates', `${dateIn('MM/DD/YYYY', claim.serviceFrom)} - ${dateIn('MM/DD/YYYY', claim.serviceTo)}`)}</div>
<div>${item('Total Charge', money(claim.billedCents))}${item('Claim Payment', money(claim.paidCents))}${item('Patient Resp', money(claim.patientResponsibilityCents))}${claim.interestCents ? item('Interest', money(claim.interestCents)) : ''}</div></div>
<table><thead>${row(
    HEADINGS.map((each, i): [string, string] => [each, i > 3 ? 'r' : '']),
    'th',
  )}</thead><tbody>${claim.lines.map(service).join('')}</tbody></table>
${claim.adjustments?.length ? `<p class="whole"><i>Claim level adjustments:</i> ${coded(claim.adjustments)}</p>` : ''}</section>`;
}

function advice(payment: RemittancePayment): string {
  const plb = payment.providerAdjustments.map((each) =>
    row([each.reason, each.reference ?? '', right(money(each.amountCents))]),
  );
  return `<h1>835 Electronic Remittance Advice</h1><div class="parties"><div><u>Payer</u><br>${escapeHtml((payment.payer.name ?? '').toUpperCase())}<br>Payer ID: ${payment.payer.id}</div>
<div><u>Payee</u><br>${escapeHtml((payment.payee.name ?? '').toUpperCase())}<br>NPI: ${payment.payee.npi}<br>Tax ID: ${payment.payee.tin}</div></div>
<table class="facts">${row(['Check/EFT Number', 'Check/EFT Date', 'Payment Method', 'Payment Amount', 'Claims'], 'th')}${row([payment.number ?? '', dateIn('MM/DD/YYYY', payment.date), { CHK: 'CHK', ACH: 'ACH', FWT: 'FWT', NON: 'NON' }[payment.method ?? 'CHK'], money(payment.amountCents), String(payment.claims.length)])}</table>
${payment.claims.map(block).join('')}
${plb.length > 0 ? `<h2>Provider Level Adjustments</h2><table class="plb">${row(['Reason', 'Reference', right('Amount')], 'th')}${plb.join('')}</table><p class="hint">A positive amount was taken from this payment; a negative amount was added to it.</p>` : ''}`;
}

export const eraPrint: Layout = {
  name: 'era-print',
  profile: {
    kind: 'professional',
    payers: [
      payer('Cordgrass Health Insurance', 'CRDGS', '990120011', 'PO Box 5999', 'Tidewater Point, SC 29999'),
      payer('Mistral Employers Health', '88231', '990120029', 'PO Box 740999', 'Ferris Gap, GA 30999'),
    ],
    claims: [2, 6],
    lines: [1, 4],
    memberIds: 'prefixed',
    claimNumbers: 'digits15',
    method: 'both',
    features: [
      ...COST_SHARES,
      ...TAKEN_BACK,
      ...SERVICE_DETAIL,
      'sequestration',
      'other-payer',
      'write-off',
      'interest',
      'forward-balance',
      'zero-pay',
      'claim-adjustments',
    ],
    denials: ANY_DENIAL,
  },
  prints: {
    payment: ['payerId', 'npi', 'tin', 'method'],
    claim: [...IDENTITY, 'statusCode', 'patientResponsibility', 'interest', 'serviceDates'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: '835 print',
      margin: '0.55in 0.6in',
      edges: [
        { at: 'top-left', says: 'Remit Viewer', font: '7pt "DejaVu Sans"' },
        { at: 'top-right', says: 'Page {page}/{pages}', font: '7pt "DejaVu Sans"' },
      ],
      css: `body { font: 7.8pt/1.35 "DejaVu Sans Condensed", "DejaVu Sans", sans-serif; } h1 { font-size: 13pt; margin: 0 0 8px; } h2 { font-size: 9.5pt; margin: 12px 0 3px; } .parties { display: flex; gap: 1.6in; margin-bottom: 8px; }
.facts { margin-bottom: 10px; } .facts th, .facts td { border: 0.8px solid #999; } .facts th { background: #f0f0f0; } section { border: 0.8px solid #999; margin-bottom: 9px; padding: 3px 5px; break-inside: auto; } .who { display: flex; justify-content: space-between; gap: 10px; margin-bottom: 3px; break-inside: avoid; }
th { color: #333; border-bottom: 0.8px solid #999; } .under td { padding-left: 10px; color: #222; font-size: 7.2pt; } .whole { margin: 3px 0 0 10px; } .plb { width: 60%; } .hint { font-size: 6.8pt; margin: 2px 0; }`,
      body: onNewPages(payments, advice),
    }),
};
