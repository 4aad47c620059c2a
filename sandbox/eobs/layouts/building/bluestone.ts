/** A commercial plan in the manner of the Blues: one block a claim, three-line headings, notes between rows, a legend at the end. */
import { addDays } from '../../../../domain/dates.ts';
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, codeOf, type Columns, columnsOf, isDenial, paidOnClaims } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { withModifiers } from '../grid.ts';
import { meansOf } from '../letterhead.ts';
import { clearNote, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const money = moneyIn({ sign: 'trailing' });
const total = moneyIn({ sign: 'trailing', dollar: true });

const NOTES: Readonly<Record<string, LocalCode>> = {
  'CO-16': clearNote(
    'B16',
    'INFORMATION IS MISSING FROM THE CLAIM. SEND THE MISSING INFORMATION. THE MEMBER MAY NOT BE BILLED.',
  ),
  'CO-97': clearNote(
    'B31',
    'THIS SERVICE IS INCLUDED IN THE PAYMENT FOR ANOTHER SERVICE ALREADY DECIDED. THE MEMBER MAY NOT BE BILLED.',
  ),
  'CO-29': clearNote('B29', 'THE TIME LIMIT FOR FILING HAS EXPIRED. THE MEMBER MAY NOT BE BILLED.'),
  'PR-204': vagueNote('B77', 'REFER TO THE BENEFIT BOOKLET, SECTION 9.'),
};

const HEADINGS = [
  'SERVICE\nDATE(S)',
  'PROCEDURE\nCODE / MOD',
  'UNITS',
  'AMOUNT\nBILLED',
  'AMOUNT\nALLOWED',
  'CONTRACTUAL\nADJUSTMENT',
  'AMOUNT NOT\nCOVERED',
  'NOTES',
  'DEDUCTIBLE',
  'CO-PAY /\nCOINSURANCE',
  'AMOUNT\nPAID',
];

const amounts = (
  columns: Columns,
  set: (cents: number) => string,
): [string, string, string, string, string, string, string] => [
  set(columns.billed),
  set(columns.allowed),
  set(columns.contractual),
  set(columns.notCovered),
  set(columns.deductible),
  set(columns.coinsurance + columns.copay),
  set(columns.paid),
];

const noteOf = (line: RemittanceLine): LocalCode[] =>
  line.adjustments.filter(isDenial).flatMap((each) => NOTES[codeOf(each)] ?? []);

function lineRow(line: RemittanceLine): string {
  const [billed, allowed, contractual, notCovered, deductible, share, paid] = amounts(columnsOf(line), money);
  return row([
    dateIn('MM/DD/YY', line.serviceDate),
    withModifiers(line),
    [String(line.units ?? 1), 'c'],
    right(billed),
    right(allowed),
    right(contractual),
    right(notCovered),
    [
      noteOf(line)
        .map((note) => note.code)
        .join(' '),
      'c',
    ],
    right(deductible),
    right(share),
    right(paid),
  ]);
}

function block(claim: RemittanceClaim): string {
  const [billed, allowed, contractual, notCovered, deductible, share, paid] = amounts(claimColumns(claim), total);
  const heading = `<div class="who"><div><b>PATIENT:</b> ${escapeHtml(lastFirst(claim.patient))}<br><b>MEMBER ID:</b> ${escapeHtml(claim.patient.memberId ?? '')}</div>
<div><b>PATIENT ACCT NO:</b> ${escapeHtml(claim.patientControlNumber ?? '')}<br><b>CLAIM NO:</b> ${escapeHtml(claim.payerClaimControlNumber ?? '')}</div>
<div><b>RECEIVED:</b> ${dateIn('MM/DD/YY', claim.serviceTo && addDays(claim.serviceTo, 6))}<br><b>PLAN:</b> PPO SELECT</div></div>`;
  const interest = claim.interestCents
    ? `<p class="note">INTEREST PAID ON THIS CLAIM: ${total(claim.interestCents)} (SEE STATEMENT SUMMARY)</p>`
    : '';
  return `<section class="claim">${heading}<table><thead>${row(
    HEADINGS.map((each): [string, string] => [each, 'c']),
    'th',
  )}</thead><tbody>
${claim.lines.map(lineRow).join('')}
${row([['CLAIM TOTALS', 'b'], '', '', right(billed), right(allowed), right(contractual), right(notCovered), '', right(deductible), right(share), right(paid)], 'td', 'total')}
</tbody></table>${interest}</section>`;
}

const PLB_WORDS: Readonly<Record<string, string>> = {
  L6: 'INTEREST',
  WO: 'RECOVERY OF PREVIOUS OVERPAYMENT',
};

function summary(payment: RemittancePayment): string {
  const sum = addColumns(payment.claims.map(claimColumns));
  const rows = payment.providerAdjustments.map((each) =>
    row([
      `${PLB_WORDS[each.reason] ?? each.reason}${each.reference ? `, CLAIM ${each.reference}` : ''}`,
      right(total(-each.amountCents)),
    ]),
  );
  return `<section class="sum"><h2>STATEMENT SUMMARY</h2><table>
${row(['TOTAL AMOUNT BILLED', right(total(sum.billed))])}
${row(['TOTAL AMOUNT PAID ON CLAIMS', right(total(paidOnClaims(payment)))])}
${rows.join('')}
${row([`${meansOf(payment, 'CHECK')} AMOUNT`, right(total(payment.amountCents))], 'td', 'total')}
</table></section>`;
}

function legend(payments: readonly RemittancePayment[]): string {
  const used = new Map(
    payments.flatMap((payment) =>
      payment.claims.flatMap((claim) =>
        claim.lines.flatMap((line) => noteOf(line).map((note) => [note.code, note.text] as const)),
      ),
    ),
  );
  if (used.size === 0) return '';
  return `<section class="legend"><h2>NOTES</h2>${[...used].map(([code, text]) => `<p><b>${code}</b>&nbsp; ${text}</p>`).join('')}</section>`;
}

function statement(payment: RemittancePayment): string {
  const number = meansOf(payment, 'CHECK NO', 'EFT TRACE NO');
  return `<header><div class="logo">${escapeHtml(payment.payer.name ?? '')}</div><div class="facts"><b>PROVIDER EXPLANATION OF BENEFITS</b><br>ISSUE DATE: ${dateIn('MM/DD/YYYY', payment.date)}<br>${number}: ${payment.number}<br>PROVIDER NPI: ${payment.payee.npi}<br>TAX ID: ${payment.payee.tin}</div></header>
<p class="to">${escapeHtml(payment.payee.name ?? '').toUpperCase()}</p>${payment.claims.map(block).join('')}${summary(payment)}`;
}

export const bluestone: Layout = {
  name: 'bluestone',
  profile: {
    kind: 'professional',
    payers: [
      payer('Bluestone Health Plan', 'BLST1', '990200014', 'PO Box 20999', 'Cobalt Bay, CA 94999'),
      payer('Blue Prairie Assurance', 'BLPRA', '990200022', 'PO Box 8999', 'Wheatridge Hills, KS 66999'),
    ],
    claims: [2, 6],
    lines: [1, 5],
    memberIds: 'prefixed',
    claimNumbers: 'digits15',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'interest'],
    denials: ['CO-16', 'CO-97', 'CO-29', 'PR-204'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'interest'],
    line: [...SERVICE, 'allowed'],
    isCopayUnsure: true,
    localCodes: NOTES,
  },
  render: (payments) =>
    sheet({
      title: 'Explanation of benefits',
      edges: [{ at: 'bottom-right', says: 'Page {page} of {pages}', font: '8pt "Liberation Sans"' }],
      css: `body { font-size: 7.6pt; } header { display: flex; justify-content: space-between; border-bottom: 2px solid #245; padding-bottom: 6px; }
.logo { font: bold 17pt "Liberation Sans"; color: #245; } .facts { text-align: right; } .to { margin: 10px 0 14px 30px; font-size: 9pt; }
.claim { margin: 0 0 14px; } .who { display: flex; justify-content: space-between; background: #e7edf4; padding: 3px 4px; border-top: 1px solid #245; }
th { font-size: 6.6pt; border-bottom: 1px solid #000; vertical-align: bottom; } .total td { border-top: 1px solid #000; font-weight: bold; }
.note { margin: 2px 4px; font-style: italic; } h2 { font-size: 9pt; margin: 14px 0 4px; } .sum table { width: 60%; } .sum { break-inside: avoid; } .legend p { margin: 2px 0; }`,
      body: onNewPages(payments, statement) + legend(payments),
    }),
};
