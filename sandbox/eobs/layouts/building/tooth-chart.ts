/** A dental carrier's voucher: the patient stands in a narrow cell beside all of the services, words wrapped; teeth and surfaces, a percentage, and only one sum of what the patient pays. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, codeOf, type Columns, columnsOf, isDenial, planPercent } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, moneyIn, onNewPages, sheet } from '../ink.ts';
import { meansOf } from '../letterhead.ts';
import { IDENTITY, TAKEN_BACK } from '../on-paper.ts';

const WORDS: Readonly<Record<string, readonly [string, string, string]>> = {
  D0120: ['Periodic oral evaluation', '', ''],
  D0150: ['Comprehensive oral evaluation', '', ''],
  D0274: ['Bitewings - four images', '', ''],
  D0330: ['Panoramic radiographic image', '', ''],
  D1110: ['Prophylaxis - adult', '', ''],
  D1206: ['Topical fluoride varnish', '', ''],
  D2392: ['Resin composite - two surfaces, posterior', '14', 'MO'],
  D2740: ['Crown - porcelain/ceramic', '30', ''],
  D3330: ['Endodontic therapy, molar', '19', ''],
  D4341: ['Perio scaling & root planing', 'UR', ''],
  D7140: ['Extraction, erupted tooth', '32', ''],
};
const REASONS: Readonly<Record<string, string>> = {
  'CO-97':
    'CO-97: The benefit for this service is included in the payment/allowance for another service already adjudicated.',
  'CO-29': 'CO-29: The time limit for filing has expired.',
  'PR-96': 'PR-96: Non-covered charge(s).',
  'PR-204': 'PR-204: This service is not covered under the patient’s current benefit plan.',
  'CO-16': 'CO-16: Claim/service lacks information needed for adjudication.',
};
const money = moneyIn({ sign: 'minus', zero: '0.00' });
const dollars = moneyIn({ dollar: true });

const cells = (c: Columns, percent: string): string =>
  [
    money(c.billed),
    money(c.allowed),
    money(c.contractual),
    money(c.notCovered),
    money(c.deductible),
    percent,
    money(c.patient),
    money(c.paid),
  ]
    .map((text) => `<td class="r">${text}</td>`)
    .join('');

const lineCells = (line: RemittanceLine, isFirst: boolean, marks: readonly string[]): string => {
  const c = columnsOf(line);
  const [words, tooth, surface] = WORDS[line.procedure ?? ''] ?? ['', '', ''];
  const percent = String(planPercent(line) ?? '');
  const denial = line.adjustments.find(isDenial);
  const mark = denial ? `<sup>${marks.indexOf(codeOf(denial)) + 1}</sup>` : '';
  return `<td class="c${isFirst ? ' f' : ''}">${tooth}</td><td class="c">${surface}</td><td>${dateIn('MM.DD.YYYY', line.serviceDate)}</td><td class="w">${line.procedure}${mark} ${words}</td>${cells(c, percent)}`;
};

const claimPart = (claim: RemittanceClaim, marks: readonly string[]): string => {
  const { patient } = claim;
  const who = `<td class="who" rowspan="${claim.lines.length + 1}">${escapeHtml(`${patient.firstName} ${patient.lastName}`)}<br>Enrollee ${patient.memberId}<br>Pt. acct ${claim.patientControlNumber}<br>Doc. control # ${claim.payerClaimControlNumber}</td>`;
  return `<tbody class="claim">${claim.lines.map((line, i) => `<tr>${i === 0 ? who : ''}${lineCells(line, i === 0, marks)}</tr>`).join('')}<tr class="tot">${claim.lines.length === 0 ? who : ''}<td colspan="4">Total</td>${cells(claimColumns(claim), '')}</tr></tbody>`;
};

function voucher(payment: RemittancePayment): string {
  const marks = [
    ...new Set(
      payment.claims.flatMap((claim) => claim.lines.flatMap((line) => line.adjustments.filter(isDenial).map(codeOf))),
    ),
  ];
  return `<div class="top"><div class="logo">molar mutual</div><div class="r">${escapeHtml(payment.payer.name ?? '')}<br>DENTIST’S COPY</div></div><table class="id"><tr><td>Treating office<br><b>${escapeHtml(payment.payee.name ?? '')}</b></td><td>Office TIN<br><b>${payment.payee.tin}</b></td><td>Office NPI<br><b>${payment.payee.npi}</b></td><td>${meansOf(payment, 'Check', 'Deposit')} no.<br><b>${payment.number}</b></td><td>Issued<br><b>${dateIn('MM.DD.YYYY', payment.date)}</b></td><td>Amount<br><b>${dollars(payment.amountCents)}</b></td></tr></table>
<table class="grid"><thead><tr><th rowspan="2">Patient</th><th rowspan="2">Area /<br>Tooth</th><th rowspan="2">Surf</th><th rowspan="2">Date</th><th rowspan="2">Procedure</th><th colspan="2" class="c">Fees</th><th colspan="2" class="c">Adjustments</th><th rowspan="2">De-<br>duct</th><th rowspan="2">Cov<br>%</th><th rowspan="2">Patient<br>pays</th><th rowspan="2">Plan<br>pays</th></tr><tr><th>Submitted</th><th>Accepted</th><th>Par<br>discount</th><th>Not<br>a benefit</th></tr></thead>${payment.claims.map((claim) => claimPart(claim, marks)).join('')}</table>
<div class="notes">${marks.map((key, i) => `<p><sup>${i + 1}</sup> ${REASONS[key]}</p>`).join('')}<p>“Patient pays” is the deductible, the share of the accepted fee that is not covered by the percentage (coinsurance), and any service that is not a benefit and for which the patient is responsible (PR).</p>${payment.providerAdjustments.map((each) => `<p>An earlier overpayment, document control # ${each.reference}, was recovered from this ${meansOf(payment, 'check', 'deposit')} (WO): ${dollars(each.amountCents)}</p>`).join('')}</div>`;
}

export const toothChart: Layout = {
  name: 'tooth-chart',
  profile: {
    kind: 'dental',
    payers: [payer('Molar Mutual Dental Service Corporation', 'MMD77', '990410017', 'PO Box 8099', 'Ellery, WI 53999')],
    claims: [2, 6],
    lines: [2, 5],
    memberIds: 'numeric',
    claimNumbers: 'digits13',
    method: 'both',
    features: [...TAKEN_BACK, 'coinsurance', 'deductible', 'several-payments'],
    denials: ['CO-97', 'CO-29', 'PR-96', 'PR-204', 'CO-16'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility'],
    line: ['serviceDate', 'procedure', 'allowed'],
  },
  render: (payments) =>
    sheet({
      title: 'Dental voucher',
      size: 'letter',
      margin: '0.4in',
      css: `body { font: 7pt/1.2 "Liberation Sans"; } .top { display: flex; justify-content: space-between; align-items: center; } .logo { background: #000; color: #fff; font: bold 14pt "Liberation Sans"; padding: 4px 10px; } .id { margin: 8px 0; } .id td { border: 0.7px solid #000; font-size: 6.5pt; } .grid th, .grid td { border: 0.6px solid #444; } .grid th { background: #ddd; font-size: 6.1pt; vertical-align: middle; text-align: center; } .who { width: 84px; font-size: 6.8pt; } .w { width: 132px; } .tot td { font-weight: bold; background: #f5f5f5; } .claim { break-inside: avoid; } sup { font-size: 5.5pt; line-height: 0; } .notes p { margin: 3px 0; } .notes { margin-top: 6px; }`,
      body: onNewPages(payments, voucher),
    }),
};
