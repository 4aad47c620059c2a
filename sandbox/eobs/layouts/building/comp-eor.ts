/** A workers' compensation bill review: reductions and their reasons as sentences beneath each line, the result as a recommended allowance; one bill a block. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, codeOf, columnsOf } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { dateIn, escapeHtml, moneyIn, onNewPages, row, sheet } from '../ink.ts';
import { addDays } from '../../../../domain/dates.ts';
import { meansOf } from '../letterhead.ts';
import { clearNote, SERVICE, SERVICE_DETAIL, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-45': clearNote('G01', 'THE CHARGE EXCEEDS THE FEE SCHEDULE/MAXIMUM ALLOWABLE OR CONTRACTED FEE ARRANGEMENT'),
  'CO-97': clearNote(
    'G18',
    'THE BENEFIT FOR THIS SERVICE IS INCLUDED IN THE ALLOWANCE FOR ANOTHER SERVICE ALREADY ADJUDICATED',
  ),
  'CO-50': clearNote(
    'G64',
    'THESE ARE NON-COVERED SERVICES BECAUSE THIS IS NOT DEEMED A MEDICAL NECESSITY BY THE PAYER',
  ),
  'CO-29': clearNote('G40', 'THE TIME LIMIT FOR FILING HAS EXPIRED'),
  'CO-16': vagueNote('G59', 'REFER TO THE REVIEWER COMMENTS ATTACHED TO THIS BILL'),
};
const money = moneyIn({ sign: 'parens' });
const dollars = moneyIn({ dollar: true, sign: 'parens' });

const lineText = (line: RemittanceLine, index: number): string => {
  const c = columnsOf(line);
  const day = dateIn('MM/DD/YYYY', line.serviceDate);
  const reduced = c.billed - c.paid;
  const reasons = line.adjustments.map((each) => {
    const { code, text } = CODES[codeOf(each)] ?? { code: each.printedCode ?? codeOf(each), text: 'SEE THE REVIEW' };
    return `<tr class="why"><td></td><td colspan="5"><span class="tag">${code}</span> ${text}</td><td class="r">${money(each.amountCents)}</td><td></td></tr>`;
  });
  return (
    row([
      String(index + 1),
      `${day} - ${day}`,
      line.procedure ?? '',
      (line.modifiers ?? []).join(','),
      [String(line.units ?? 1), 'c'],
      [money(c.billed), 'r'],
      [money(reduced), 'r'],
      [money(c.paid), 'r'],
    ]) + reasons.join('')
  );
};

const EMPLOYERS = [
  'Quarry Bend Stone Works',
  'Millrace Packing Co',
  'Hollow Creek Logistics LLC',
  'Fennimore School District 9',
];

const claimPart = (claim: RemittanceClaim, index: number, payment: RemittancePayment, seed: number): string => {
  const c = claimColumns(claim);
  const hurt = addDays(claim.serviceFrom ?? payment.date ?? '2026-01-01', -(40 + ((seed * 31 + index * 17) % 200)));
  return `<section><table class="facts">${row(['Injured Worker', `${claim.patient.lastName?.toUpperCase()}, ${claim.patient.firstName?.toUpperCase()}`, 'Claim Number', claim.payerClaimControlNumber ?? '', 'Date of Injury', dateIn('MM/DD/YYYY', hurt)])}${row(['Employer', EMPLOYERS[(seed + index) % 4]!, 'Patient Acct', claim.patientControlNumber ?? '', 'Bill Received', dateIn('MM/DD/YYYY', addDays(claim.serviceTo ?? '2026-01-01', 6))])}${row(['Jurisdiction', 'OH', 'Dates of Service', `${dateIn('MM/DD/YYYY', claim.serviceFrom)} thru ${dateIn('MM/DD/YYYY', claim.serviceTo)}`, 'Reviewed By', 'LT4'])}</table>
<table class="grid">${row(
    [
      ['Ln', ''],
      ['Service Dates', ''],
      ['Proc\nBilled', ''],
      ['Mod', ''],
      ['Un', 'c'],
      ['Billed\nCharge', 'r'],
      ['Total\nReduction', 'r'],
      ['Recommended\nAllowance', 'r'],
    ],
    'th',
  )}${claim.lines.map(lineText).join('')}
<tr class="sum"><td colspan="5">Bill totals</td><td class="r">${money(c.billed)}</td><td class="r">${money(c.billed - c.paid)}</td><td class="r">${money(c.paid)}</td></tr>${claim.interestCents ? `<tr><td colspan="7">Statutory interest for late payment of this bill (not in recommended allowance)</td><td class="r">${money(claim.interestCents)}</td></tr>` : ''}</table></section>`;
};

const review = (
  payment: RemittancePayment,
  seed: number,
): string => `<div class="top"><div><b>${escapeHtml(payment.payer.name ?? '')}</b><br>Medical Bill Review Unit</div><div class="title">EXPLANATION OF REVIEW</div></div>
<div class="two"><div>Provider: ${escapeHtml(payment.payee.name ?? '')}<br>Tax ID: ${payment.payee.tin} &nbsp; NPI: ${payment.payee.npi}</div><div>${meansOf(payment, 'Check', 'EFT trace')} ${payment.number} issued ${dateIn('MM/DD/YYYY', payment.date)}<br>in the amount of ${dollars(payment.amountCents)}</div></div>
${payment.claims.map((claim, i) => claimPart(claim, i, payment, seed)).join('')}
${payment.providerAdjustments.map((each) => (each.reason === 'L6' ? '' : `<p>Credit taken: an overpayment of <b>${dollars(each.amountCents)}</b> on claim ${each.reference} was withheld from this payment.</p>`)).join('')}
<p class="fine">This review is a recommendation under the rules of the jurisdiction. The injured worker may not be billed for any amount reduced above. A request for second review must be made within 90 days of this explanation.</p>`;

export const compEor: Layout = {
  name: 'comp-eor',
  profile: {
    kind: 'professional',
    payers: [
      payer(
        'Ironbridge Casualty Workers Compensation Trust',
        'IBC41',
        '990340011',
        'PO Box 7199',
        'Granger Mills, PA 18999',
      ),
    ],
    claims: [1, 4],
    lines: [1, 5],
    memberIds: 'numeric',
    claimNumbers: 'lettered',
    method: 'both',
    features: [...TAKEN_BACK, ...SERVICE_DETAIL, 'interest', 'zero-pay', 'write-off'],
    denials: ['CO-97', 'CO-50', 'CO-29', 'CO-16'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: ['patientControlNumber', 'payerClaimControlNumber', 'firstName', 'interest', 'serviceDates'],
    line: SERVICE,
    localCodes: CODES,
  },
  render: (payments, seed) =>
    sheet({
      title: 'Explanation of review',
      margin: '0.55in',
      css: `body { font: 8pt/1.25 "DejaVu Sans Condensed", "DejaVu Sans"; } .top { display: flex; justify-content: space-between; border-bottom: 3px double #000; padding-bottom: 4px; } .title { font: bold 13pt "Liberation Serif"; letter-spacing: 1px; } .two { display: flex; justify-content: space-between; margin: 8px 0 10px; }
section { margin-bottom: 16px; } .facts td:nth-child(odd) { font-size: 6.6pt; color: #333; padding-top: 3px; white-space: nowrap; } .facts { background: #f3f3ee; } .grid th { border-top: 1px solid #000; border-bottom: 1px solid #000; font-size: 7pt; vertical-align: bottom; } .why td { font-size: 6.7pt; } .tag { border: 0.7px solid #000; padding: 0 2px; margin-right: 3px; } .sum td { border-top: 1px solid #000; font-weight: bold; } .fine { font-size: 6.6pt; }`,
      body: onNewPages(payments, (payment) => review(payment, seed)),
    }),
};
