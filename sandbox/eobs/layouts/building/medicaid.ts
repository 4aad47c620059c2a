/** A state Medicaid remittance: paid, denied and pended claims in sections, the state's own codes, their legend on the last page. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, codeOf, sumOf } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, sheet } from '../ink.ts';
import { meansOf } from '../letterhead.ts';
import { clearNote, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const money = moneyIn({ sign: 'trailing', commas: true });

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-45': clearNote('9918', 'PAYMENT REDUCED TO THE MAXIMUM FEE. CONTRACTUAL REDUCTION, MEMBER MAY NOT BE BILLED.'),
  'CO-16': clearNote('0213', 'CLAIM LACKS INFORMATION NEEDED FOR A DECISION. PROVIDER LIABILITY.'),
  'CO-29': clearNote('0512', 'CLAIM RECEIVED AFTER THE TIMELY FILING LIMIT. PROVIDER LIABILITY.'),
  'CO-97': clearNote('4801', 'SERVICE IS INCLUDED IN THE PAYMENT OF ANOTHER SERVICE. PROVIDER LIABILITY.'),
  'CO-50': vagueNote('3127', 'SEE BULLETIN 26-14.'),
};

const COLUMNS: readonly Column[] = [
  textColumn('SERVICE\nDATES', (line) => `${dateIn('MMDDYY', line.serviceDate)} ${dateIn('MMDDYY', line.serviceDate)}`),
  textColumn('PROC CD', (line) => line.procedure ?? ''),
  textColumn('MODIFIERS', (line) => (line.modifiers ?? []).join(' ')),
  textColumn('UNITS', (line) => `${line.units ?? 1}.00`, 'r'),
  amountColumn('BILLED\nAMT', (each) => each.billed, money),
  { head: 'ALLOWED\nAMT', css: 'r', line: (line) => money(line.allowedCents), total: (each) => money(each.allowed) },
  amountColumn('TPL\nAMT', (each) => each.otherPayer, money),
  amountColumn('CO-PAY\nAMT', (each) => each.copay, money),
  { head: 'PAID\nAMT', css: 'r', line: (line) => money(line.paidCents), total: (each) => money(each.paid) },
  textColumn('EOB CODES', (line) =>
    codesOf(line)
      .map((each) => each.code)
      .join(' '),
  ),
];

const codesOf = (line: RemittanceLine): LocalCode[] => line.adjustments.flatMap((each) => CODES[codeOf(each)] ?? []);

function claimTable(claim: RemittanceClaim): string {
  const total = claimColumns(claim);
  return `<section class="claim"><table class="who"><tr><td>MEMBER NAME: ${escapeHtml(lastFirst(claim.patient, ' '))}</td><td>MEMBER NO.: ${claim.patient.memberId}</td></tr>
<tr><td>ICN: ${claim.payerClaimControlNumber}</td><td>PATIENT ACCT.: ${escapeHtml(claim.patientControlNumber ?? '')}</td></tr></table>
<table>${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${claim.isPended ? '' : totalRow(COLUMNS, total, 'CLAIM TOTAL')}</table></section>`;
}

function section(title: string, claims: readonly RemittanceClaim[], isPended = false): string {
  if (claims.length === 0) return '';
  const total = addColumns(claims.map(claimColumns));
  const sums = isPended
    ? `TOTAL BILLED ${money(total.billed)}`
    : `TOTAL BILLED ${money(total.billed)} &emsp; TOTAL ALLOWED ${money(total.allowed)} &emsp; TOTAL PAID ${money(total.paid)}`;
  return `<h2>${title}</h2>${claims.map(claimTable).join('')}<p class="sum">${title}: ${claims.length} CLAIM(S) &emsp; ${sums}</p>`;
}

const PLB_WORDS: Readonly<Record<string, string>> = { WO: 'RECOUPMENT', L6: 'INTEREST', FB: 'BALANCE FORWARD' };

function advice(payment: RemittancePayment): string {
  const claims = payment.claims;
  const isDenied = (claim: RemittanceClaim): boolean => claim.statusCode === '4';
  const paid = claims.filter(
    (claim) => !claim.isPended && !isDenied(claim) && claim.statusCode !== '22' && !isReplaced(claims, claim),
  );
  const adjusted = claims.filter((claim) => claim.statusCode === '22' || isReplaced(claims, claim));
  const financial = payment.providerAdjustments.map(
    (each) =>
      `<tr><td>${PLB_WORDS[each.reason] ?? each.reason}</td><td>${each.reference ?? ''}</td><td class="r">${money(each.amountCents)}</td></tr>`,
  );
  const used = new Map(
    claims.flatMap((claim) =>
      claim.lines.flatMap((line) => codesOf(line).map((each) => [each.code, each.text] as const)),
    ),
  );
  return `<div class="banner">STATE OF NORTHFIELD<br>${escapeHtml((payment.payer.name ?? '').toUpperCase())}<br>REMITTANCE ADVICE</div>
<table class="facts"><tr><td>PROVIDER: ${escapeHtml((payment.payee.name ?? '').toUpperCase())}</td><td>NPI: ${payment.payee.npi}</td></tr><tr><td>${meansOf(payment, 'WARRANT')} NUMBER: ${payment.number}</td><td>${meansOf(payment, 'WARRANT')} DATE: ${dateIn('MM/DD/YYYY', payment.date)}</td></tr></table>
${section('CLAIMS PAID', paid)}${section(
  'CLAIMS DENIED',
  claims.filter((claim) => isDenied(claim) && !isReplaced(claims, claim)),
)}${section('CLAIMS ADJUSTED', adjusted)}${section(
  'CLAIMS IN PROCESS - DO NOT POST',
  claims.filter((claim) => claim.isPended),
  true,
)}
${financial.length > 0 ? `<h2>FINANCIAL TRANSACTIONS</h2><table class="fin"><tr><th>TYPE</th><th>REFERENCE</th><th class="r">AMOUNT DEDUCTED</th></tr>${financial.join('')}</table>` : ''}
<h2>SUMMARY</h2><table class="fin"><tr><td>CLAIMS PAYMENT</td><td class="r">${money(sumOf(claims.map((claim) => claim.paidCents)))}</td></tr><tr><td>DEDUCTIONS</td><td class="r">${money(sumOf(payment.providerAdjustments.map((each) => each.amountCents)))}</td></tr><tr><td>NET PAYMENT</td><td class="r">${money(payment.amountCents)}</td></tr></table>
<div class="legend"><h2>EOB CODE DESCRIPTIONS</h2>${[...used].map(([code, text]) => `<p>${code} &emsp; ${text}</p>`).join('')}</div>`;
}

const isReplaced = (claims: readonly RemittanceClaim[], claim: RemittanceClaim): boolean =>
  claims.some((each) => each.statusCode === '22' && each.patientControlNumber === claim.patientControlNumber);

/** The paper's order of claims is that of its sections. */
export const medicaid: Layout = {
  name: 'medicaid',
  profile: {
    kind: 'professional',
    payers: [payer('Northfield Medicaid', 'NFMCD', '990400019', 'PO Box 4999', 'Capitol Grove, NF 00999')],
    claims: [3, 8],
    lines: [1, 4],
    memberIds: 'numeric',
    claimNumbers: 'digits13',
    method: 'both',
    features: [...TAKEN_BACK, ...SERVICE_DETAIL, 'other-payer', 'copay', 'pended'],
    denials: ['CO-16', 'CO-29', 'CO-97', 'CO-50'],
  },
  prints: {
    payment: ['npi', 'method'],
    claim: [...IDENTITY, 'allowed'],
    line: [...SERVICE, 'allowed'],
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Remittance advice',
      size: 'letter landscape',
      edges: [{ at: 'top-right', says: 'PAGE {page}', font: '8pt "Liberation Mono"' }],
      css: `body { font: 8.6pt/1.2 "Liberation Mono", monospace; } .banner { text-align: center; font-weight: bold; margin-bottom: 8px; } h2 { font-size: 9.5pt; text-align: center; margin: 12px 0 4px; }
.claim { margin-bottom: 9px; } .who td { padding-left: 0; } th { border-bottom: 1px dashed #000; font-weight: normal; vertical-align: bottom; } .sum { border-top: 1px dashed #000; margin: 2px 0 8px; }
.facts { margin-bottom: 8px; } .fin { width: 60%; margin: 0 auto; } .legend { break-before: page; } .legend p { margin: 2px 0; }`,
      body: onNewPages(payments, advice),
    }),
};
