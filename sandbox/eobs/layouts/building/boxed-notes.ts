/** A national carrier's explanation of benefits to the provider: a ruled box a claim, facts in three columns above, a negotiated amount in place of a discount, numbered remarks inside the box. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, codeOf, type Columns, columnsOf, isDenial } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, sheet } from '../ink.ts';
import { addDays } from '../../../../domain/dates.ts';
import { legendOf, withModifiers } from '../grid.ts';
import { meansOf } from '../letterhead.ts';
import { clearNote, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-45': clearNote(
    '1',
    'The submitted charge exceeds the contracted fee schedule. The member is not responsible for the difference between the submitted charge and the negotiated amount. [W45]',
  ),
  'CO-97': clearNote(
    '2',
    'Payment for this service is included in the allowance for another service that has already been adjudicated. The member is not responsible. [W97]',
  ),
  'PR-204': clearNote(
    '3',
    'This service is not covered under the member’s current benefit plan. The member is responsible. [D04]',
  ),
  'CO-50': vagueNote('4', 'Clinical policy bulletin 0417 applies to this service. [K22]'),
};
const money = moneyIn({ sign: 'minus', zero: '' });
const full = moneyIn({ sign: 'minus' });
const dollars = moneyIn({ sign: 'minus', dollar: true });

const cells = (c: Columns, remarks: string, set: typeof money): string =>
  [
    full(c.billed),
    set(c.allowed),
    set(c.copay),
    set(c.notCovered),
    remarks,
    set(c.deductible),
    set(c.coinsurance),
    full(c.patient),
    full(c.paid),
  ]
    .map((text) => `<td class="r">${text}</td>`)
    .join('');

const lineText = (line: RemittanceLine): string => {
  const remarks = line.adjustments
    .filter((each) => isDenial(each) || codeOf(each) === 'CO-45')
    .flatMap((each) => CODES[codeOf(each)]?.code ?? [])
    .join(',');
  const day = dateIn('MM/DD/YY', line.serviceDate);
  return `<tr><td>${day.slice(0, 5)}-${day}</td><td class="c">11</td><td>${withModifiers(line)}</td><td class="c">${line.units}.0</td>${cells(columnsOf(line), remarks, money)}</tr>`;
};

const claimPart = (claim: RemittanceClaim, day: string): string => {
  const c = claimColumns(claim);
  const used = legendOf([claim], CODES);
  const issued = c.paid + (claim.interestCents ?? 0);
  return `<section><div class="facts"><div><b>Patient Name:</b> ${escapeHtml(lastFirst(claim.patient))}<br><b>Claim ID:</b> ${claim.payerClaimControlNumber}<br><b>Member:</b> ${escapeHtml(lastFirst(claim.patient))}</div><div><b>Relation:</b> SELF<br><b>Recd:</b> ${dateIn('MM/DD/YY', addDays(day, -9))}<br><b>Group Number:</b> 0817402-10-003</div><div><b>Member ID:</b> ${claim.patient.memberId}<br><b>Patient Account:</b> ${claim.patientControlNumber}<br><b>DIAG:</b> M54.5</div></div>
<table><tr><th>SERVICE<br>DATES</th><th class="c">PL</th><th>SERVICE<br>CODE</th><th class="c">NUM<br>SVC</th><th class="r">SUBMITTED<br>CHARGES</th><th class="r">NEGOTIATED<br>AMOUNT</th><th class="r">COPAY<br>AMOUNT</th><th class="r">NOT<br>PAYABLE</th><th class="r">SEE<br>REMARKS</th><th class="r">DEDUCT-<br>IBLE</th><th class="r">CO<br>INSUR</th><th class="r">PATIENT<br>RESP</th><th class="r">PAYABLE<br>AMOUNT</th></tr>${claim.lines.map(lineText).join('')}<tr class="tot"><td colspan="4">TOTALS</td>${cells(c, '', full)}</tr></table>
<div class="iss"><div>${used.length > 0 ? '<b>Remarks:</b>' : ''}${used.map(({ code, text }) => `<p>${code} - ${escapeHtml(text)}</p>`).join('')}</div><div class="r">${claim.interestCents ? `Interest: ${dollars(claim.interestCents)}<br>` : ''}<b>ISSUED AMT: ${dollars(issued)}</b></div></div></section>`;
};

const PLB: Readonly<Record<string, string>> = {
  WO: 'Overpayment taken from this payment',
  FB: 'Balance carried forward',
};
const explanation = (
  payment: RemittancePayment,
): string => `<div class="top"><div class="brand">caraway<sup>®</sup></div><div><b>Explanation Of Benefits - Provider</b><br>Please retain for future reference</div><div class="r">Printed ${dateIn('MM/DD/YYYY', payment.date)}<br>PIN 0004417720 &nbsp; TIN ${payment.payee.tin}<br>${meansOf(payment, 'Check', 'Trace')} Number: ${payment.number}</div></div>
<p>${escapeHtml(payment.payer.name ?? '')}<br>Paid to: ${escapeHtml((payment.payee.name ?? '').toUpperCase())}</p><p class="amount">Payment amount: ${dollars(payment.amountCents)}</p>
${payment.claims.map((claim) => claimPart(claim, payment.date ?? '2026-01-01')).join('')}
${payment.providerAdjustments
  .filter((each) => each.reason !== 'L6')
  .map((each) => `<p>${PLB[each.reason]} (ref. ${each.reference}): ${dollars(-each.amountCents)}</p>`)
  .join('')}`;

export const boxedNotes: Layout = {
  name: 'boxed-notes',
  profile: {
    kind: 'professional',
    payers: [payer('Caraway Life and Health Company', 'CRW54', '990400019', 'PO Box 981199', 'El Soto, TX 79999')],
    claims: [1, 4],
    lines: [1, 5],
    memberIds: 'lettered',
    claimNumbers: 'lettered',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'interest', 'several-payments'],
    denials: ['CO-97', 'PR-204', 'CO-50'],
  },
  prints: {
    payment: ['tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'allowed'],
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Explanation of benefits',
      margin: '0.4in',
      css: `body { font: 7.2pt/1.25 "Liberation Sans"; } .top { display: flex; justify-content: space-between; align-items: flex-start; } .brand { font: bold 17pt "Liberation Sans"; color: #5c2083; } .amount { font-weight: bold; font-size: 9pt; text-align: right; } section { border: 1px solid #000; margin-bottom: 10px; break-inside: avoid; } .facts { display: flex; padding: 3px 4px; background: #ececf2; } .facts div { flex: 1; } th { border: solid #000; border-width: 1px 0; vertical-align: bottom; font-size: 6.2pt; } td { border-right: 0.5px solid #aaa; } td:last-child { border: 0; } .tot td { border-top: 1px solid #000; } .iss { display: flex; justify-content: space-between; border-top: 1px solid #000; padding: 3px 4px; gap: 20px; } .iss p { margin: 1px 0; font-size: 6.6pt; }`,
      body: onNewPages(payments, explanation),
    }),
};
