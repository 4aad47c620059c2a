/** A military health plan's contractor: boxes, a table of billed and approved amounts with remark numbers only, and what reduces the payment in words beneath each line. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, codeOf, columnsOf } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { dateIn, escapeHtml, moneyIn, onNewPages, sheet } from '../ink.ts';
import { legendOf } from '../grid.ts';
import { meansOf } from '../letterhead.ts';
import { clearNote, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, vagueNote } from '../on-paper.ts';

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-45': clearNote(
    '030',
    'CHARGES EXCEED THE FEE SCHEDULE / MAXIMUM ALLOWABLE AMOUNT; A PARTICIPATING PROVIDER MAY NOT COLLECT THE DIFFERENCE',
  ),
  'CO-29': clearNote('071', 'THE TIME LIMIT FOR FILING HAS EXPIRED'),
  'CO-97': clearNote(
    '114',
    'PAYMENT FOR THIS SERVICE IS INCLUDED IN THE ALLOWANCE FOR ANOTHER SERVICE ALREADY ADJUDICATED',
  ),
  'PR-204': clearNote(
    '139',
    "THIS SERVICE IS NOT COVERED UNDER THE BENEFICIARY'S CURRENT BENEFIT PLAN. BENEFICIARY IS RESPONSIBLE",
  ),
  'CO-16': vagueNote('166', 'SEE LETTER MAILED SEPARATELY'),
};
const money = moneyIn({ dollar: true });

const lessOf = (line: RemittanceLine): string => {
  const c = columnsOf(line);
  const parts: (readonly [string, number])[] = [
    ['deductible', c.deductible],
    ['copayment', c.copay],
    ['cost-share', c.coinsurance],
    ['other health insurance', c.otherPayer],
    ['mandatory 2% payment reduction (sequester)', c.sequestration],
  ];
  const said = parts.filter(([, cents]) => cents !== 0).map(([name, cents]) => `${name} ${money(cents)}`);
  return `${said.length > 0 ? `Less ${said.join(', ')}. ` : ''}Paid to provider ${money(c.paid)}`;
};

const lineText = (line: RemittanceLine): string => {
  const c = columnsOf(line);
  const remarks = line.adjustments.flatMap((each) => CODES[codeOf(each)]?.code ?? []).join(' ');
  const code = `${line.procedure}${(line.modifiers ?? []).map((each) => `-${each}`).join('')}`;
  return `<tr><td>${dateIn('MM/DD/YYYY', line.serviceDate)}</td><td>${line.units}</td><td>${code}</td><td class="r">${money(c.billed)}</td><td class="r">${money(c.allowed)}</td><td class="c">${remarks}</td></tr><tr class="less"><td></td><td colspan="5">${lessOf(line)}</td></tr>`;
};

const claimPart = (claim: RemittanceClaim, payment: RemittancePayment): string => {
  const c = claimColumns(claim);
  const box = (label: string, text: string): string => `<div><span>${label}</span><br>${escapeHtml(text)}</div>`;
  const side = (label: string, cents: number): string => `<tr><td>${label}</td><td class="r">${money(cents)}</td></tr>`;
  return `<section><div class="boxes">${box('PATIENT NAME:', `${claim.patient.firstName} ${claim.patient.lastName}`)}${box('BENEFITS NUMBER:', claim.patient.memberId ?? '')}${box('CLAIM NUMBER:', claim.payerClaimControlNumber ?? '')}${box("PROVIDER'S PATIENT NO.:", claim.patientControlNumber ?? '')}</div>
<table class="lines"><tr><th>DATES OF<br>SERVICES</th><th>NO.<br>SVCS</th><th>SERVICES<br>PROVIDED</th><th class="r">AMOUNT<br>BILLED</th><th class="r">AMOUNT<br>APPROVED</th><th class="c">SEE<br>REMARKS</th></tr>${claim.lines.map(lineText).join('')}<tr class="tot"><td colspan="3">Totals:</td><td class="r">${money(c.billed)}</td><td class="r">${money(c.allowed)}</td><td></td></tr></table>
<div class="pair"><table><tr><th colspan="2">CLAIM SUMMARY</th></tr>${side('Amount Billed:', c.billed)}${side('Approved:', c.allowed)}${side('Not Approved:', c.billed - c.allowed)}${side('Other Insurance Paid:', c.otherPayer)}${side('Paid to Provider:', c.paid)}</table><table><tr><th colspan="2">BENEFICIARY LIABILITY SUMMARY</th></tr>${side('Deductible:', c.deductible)}${side('Copayment:', c.copay)}${side('Cost-Share:', c.coinsurance)}${side('Patient Responsibility:', c.patient)}</table><table><tr><th colspan="2">CATASTROPHIC CAP ${payment.date?.slice(0, 4)}</th></tr><tr><td>Individual met:</td><td class="r">$${100 + (((c.billed / 100) | 0) % 700)}.00</td></tr><tr><td>Family limit:</td><td class="r">$1,000.00</td></tr></table></div></section>`;
};

function eob(payment: RemittancePayment): string {
  const used = legendOf(payment.claims, CODES);
  return `<div class="top"><div class="seal">★</div><div><b>${escapeHtml((payment.payer.name ?? '').toUpperCase())}</b><br>Summary Payment Voucher to Provider<br>Date of Notice: ${dateIn('Mon D, YYYY', payment.date)}</div><div class="chk">${meansOf(payment)} No.: <b>${payment.number}</b><br>Voucher Amount: <b>${money(payment.amountCents)}</b></div></div>
<p>Services provided by: ${escapeHtml(payment.payee.name ?? '')}, Tax ID ${payment.payee.tin}</p>${payment.claims.map((claim) => claimPart(claim, payment)).join('')}
<div class="remarks"><b>REMARKS:</b>${used.map(({ code, text }) => `<p>${code} ${escapeHtml(text)}</p>`).join('')}${payment.providerAdjustments
    .map(
      (each) =>
        `<p>RECOUPMENT: ${money(each.amountCents)} WAS OFFSET FROM THIS VOUCHER FOR AN OVERPAYMENT ON CLAIM ${each.reference}.</p>`,
    )
    .join('')}</div>`;
}

export const sponsorEob: Layout = {
  name: 'sponsor-eob',
  profile: {
    kind: 'professional',
    payers: [
      payer(
        'Bulwark Federal Services Military Health Plan',
        'BFSMH',
        '990360017',
        'PO Box 7981',
        'Salt Mesa, UT 84999',
      ),
    ],
    claims: [1, 4],
    lines: [1, 4],
    memberIds: 'numeric',
    claimNumbers: 'digits15',
    method: 'both',
    features: [...COST_SHARES, ...SERVICE_DETAIL, 'other-payer', 'sequestration', 'recoupment'],
    denials: ['CO-29', 'CO-97', 'PR-204', 'CO-16'],
  },
  prints: {
    payment: ['tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility'],
    line: [...SERVICE, 'allowed'],
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Summary payment voucher',
      margin: '0.6in',
      edges: [{ at: 'bottom-center', says: 'THIS IS NOT A BILL    Page {page}', font: '7pt "Liberation Serif"' }],
      css: `body { font: 8.8pt/1.25 "Liberation Serif", serif; } .top { display: flex; justify-content: space-between; border-bottom: 2px solid #7a1020; padding-bottom: 6px; } .seal { font-size: 26pt; line-height: 1; color: #7a1020; } .chk { text-align: right; }
section { border: 1px solid #444; margin-bottom: 12px; break-inside: avoid; } .boxes { display: flex; border-bottom: 1px solid #444; } .boxes div { flex: 1; padding: 2px 5px; border-right: 1px solid #444; } .boxes div:last-child { border: 0; } .boxes span { font: 6pt "Liberation Sans"; } .lines th { font: bold 6.8pt "Liberation Sans"; border-bottom: 1px solid #999; } .less td { font-size: 8pt; font-style: italic; padding-bottom: 4px; } .tot td { border-top: 1px solid #444; font-weight: bold; } .pair { display: flex; border-top: 1px solid #444; } .pair table { flex: 1; border-right: 1px solid #444; } .pair table:last-child { border: 0; } .pair th { background: #eee; font: bold 6.8pt "Liberation Sans"; text-align: center; } .remarks p { margin: 2px 0; font-size: 7.6pt; }`,
      body: onNewPages(payments, eob),
    }),
};
