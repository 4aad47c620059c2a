/** A carrier's explanation of payment in proportional serif type: letters of the notes stand right behind the amounts, percent and share in one cell, coinsurance and copay together. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, codeOf, type Columns, columnsOf, isDenial, paidOnClaims } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { dateIn, escapeHtml, moneyIn, onNewPages, sheet } from '../ink.ts';
import { legendOf } from '../grid.ts';
import { meansOf } from '../letterhead.ts';
import { clearNote, COST_SHARES, IDENTITY, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-97': clearNote(
    'C',
    'The payment for this service is included in the allowance for another service that was already adjudicated. The customer does not owe it.',
  ),
  'CO-50': clearNote('D', 'Not deemed a medical necessity by the plan. The customer does not owe it.'),
  'PR-96': clearNote('F', 'Your patient’s plan lists this among non-covered charges. The customer owes it.'),
  'CO-16': vagueNote('H', 'We asked for more details. When we have them we will look at this again.'),
};
const money = moneyIn({ sign: 'parens', dollar: true, zero: '$0.00' });
const bare = moneyIn({ sign: 'parens', zero: '0.00' });

const noted = (text: string, letters: string): string =>
  `${text}${letters ? `<sup>${letters}</sup>` : '<sup>&nbsp;</sup>'}`;

const cells = (c: Columns, set: typeof money, letters: string, discount: string): string => {
  const shared = c.coinsurance + c.copay;
  const eligible = c.billed - c.contractual - c.notCovered;
  const rest = eligible - c.deductible;
  const percent =
    rest > 0 && c.copay === 0 && letters !== '*' ? `${Math.round((100 * (rest - c.coinsurance)) / rest)}%` : '';
  return [
    set(c.billed),
    noted(set(c.contractual), c.contractual ? discount : ''),
    noted(set(c.notCovered), letters.replace('*', '')),
    set(eligible),
    set(c.deductible),
    `${percent ? `<i>${percent}</i>&ensp;` : ''}${set(shared)}`,
    set(c.otherPayer),
    set(c.paid),
  ]
    .map((text) => `<td class="r">${text}</td>`)
    .join('');
};

const lineText = (line: RemittanceLine, i: number): string => {
  const letters = line.adjustments
    .filter(isDenial)
    .flatMap((each) => CODES[codeOf(each)]?.code ?? [])
    .join('');
  return `<tr><td>${dateIn('DD-MON-YY', line.serviceDate)}</td><td>${line.procedure}${(line.modifiers ?? []).length ? ` (${line.modifiers?.join(', ')})` : ''}</td>${cells(columnsOf(line), i === 0 ? money : bare, letters, 'A')}</tr>`;
};

const claimPart = (claim: RemittanceClaim): string =>
  `<tbody class="claim"><tr class="who"><td colspan="10"><b>${escapeHtml(`${claim.patient.firstName} ${claim.patient.lastName}`)}</b> &nbsp; ID ${claim.patient.memberId} &nbsp;·&nbsp; Ref. ${claim.payerClaimControlNumber} &nbsp;·&nbsp; Your patient no. ${claim.patientControlNumber}</td></tr>${claim.lines.map(lineText).join('')}<tr class="sum"><td colspan="2">Total for this claim</td>${cells(claimColumns(claim), money, '*', '')}</tr></tbody>`;

function part(payment: RemittancePayment): string {
  const used = legendOf(payment.claims, CODES);
  const all = paidOnClaims(payment);
  return `<div class="top"><div class="tree">❧ ${escapeHtml(payment.payer.name ?? '')}</div><div>Explanation of Payment Report<br>${dateIn('DD-MON-YYYY', payment.date)}</div></div>
<p class="sum1">We’re sending <b>${money(payment.amountCents)}</b> to ${escapeHtml(payment.payee.name ?? '')} (TIN ${payment.payee.tin}) with ${meansOf(payment, 'check')} number <b>${payment.number}</b>.</p>
<table class="grid"><thead><tr><th>When</th><th>What for</th><th class="r">Amount you<br>charged</th><th class="r">Discount<br>we have</th><th class="r">Amount not<br>covered</th><th class="r">Eligible<br>amount</th><th class="r">Applied to<br>deductible</th><th class="r">Coinsurance<br>or copay</th><th class="r">Another plan<br>paid</th><th class="r">What this<br>plan paid</th></tr></thead>${payment.claims.map(claimPart).join('')}</table>
<div class="notes"><p><b>What the letters mean</b></p><p><sup>A</sup> You agreed to accept less under your contract. The customer does not owe this discount.</p>${used.map(({ code, text }) => `<p><sup>${code}</sup> ${escapeHtml(text)}</p>`).join('')}
${payment.providerAdjustments.length > 0 ? `<p><b>How we arrived at the payment</b></p><p>Claims above ${money(all)}${payment.providerAdjustments.map((each) => (each.reason === 'L6' ? `, plus interest of ${money(-each.amountCents)} on Ref. ${each.reference}` : `, minus ${money(each.amountCents)} that we overpaid earlier on Ref. ${each.reference}`)).join('')} = ${money(payment.amountCents)}</p>` : ''}</div>`;
}

export const lettersPlan: Layout = {
  name: 'letters-plan',
  profile: {
    kind: 'professional',
    payers: [payer('Arbor & Vine Life Assurance', 'AVL62', '990380013', 'PO Box 18299', 'Granger Mills, PA 18999')],
    claims: [2, 6],
    lines: [1, 5],
    memberIds: 'lettered',
    claimNumbers: 'digits13',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, 'other-payer', 'interest', 'modifiers'],
    denials: ['CO-97', 'CO-50', 'PR-96', 'CO-16'],
  },
  prints: {
    payment: ['tin', 'method'],
    claim: IDENTITY,
    line: ['serviceDate', 'procedure', 'modifiers'],
    isCopayUnsure: true,
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Explanation of payment',
      size: 'letter landscape',
      margin: '0.5in',
      css: `body { font: 8.4pt/1.3 "DejaVu Serif Condensed", "DejaVu Serif"; } .top { display: flex; justify-content: space-between; text-align: right; } .tree { font-size: 14pt; color: #1c6b34; } .sum1 { font-size: 10pt; } .grid th { font-weight: normal; color: #1c6b34; border-bottom: 1px solid #1c6b34; vertical-align: bottom; font-size: 7.6pt; } .who td { background: #edf4ee; padding-top: 3px; } .sum td { border-top: 0.5px solid #888; padding-bottom: 7px; } sup { font-size: 6pt; line-height: 0; } i { color: #555; font-size: 7pt; } .claim { break-inside: avoid; } .notes p { margin: 3px 0; }`,
      body: onNewPages(payments, part),
    }),
};
