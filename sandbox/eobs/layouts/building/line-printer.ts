/** A line printer's portrait listing: every service on two printed rows under two heading rows, and the claim named only after its lines. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, type Columns, columnsOf, paidOnClaims } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, sheet } from '../ink.ts';
import { meansOf } from '../letterhead.ts';
import { COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const LINES_A_PAGE = 66;
const WIDTH = 92;
const money = moneyIn({ sign: 'credit' });
const rule = '-'.repeat(WIDTH);

const cut = (text: string, width: number): string => text.slice(0, width).padEnd(width);
/** Right-aligned, but for a sign that stands after the figures. */
const amount = (cents: number, width = 12): string =>
  (cents < 0 ? money(cents).replace(' ', '') : `${money(cents)}  `).padStart(width + 2);
const centred = (text: string): string => ' '.repeat(Math.max(0, Math.floor((WIDTH - text.length) / 2))) + text;

const HEADINGS = [
  `${cut('FROM   THRU', 15)}${cut('PROC', 7)}${cut('MODS', 7)}${'QTY'.padStart(4)}${'CHARGES'.padStart(12)}  ${'INELIG'.padStart(12)}    ${cut('RSN', 8)}${'OTHER INS'.padStart(12)}`,
  `${' '.repeat(15)}${'ALLOWABLE'.padStart(12)}  ${'DEDUCT'.padStart(12)}  ${'COPAY'.padStart(12)}  ${'CO-INS'.padStart(12)}  ${'BENEFIT'.padStart(12)}`,
  rule,
];

const first = (start: string, each: Columns, reason: string): string =>
  `${cut(start, 33)}${amount(each.billed)}${amount(each.contractual + each.notCovered)}  ${cut(reason, 8)}${amount(each.otherPayer)}`.trimEnd();
const second = (start: string, each: Columns): string =>
  `${cut(start, 15)}${[each.allowed, each.deductible, each.copay, each.coinsurance, each.paid].map((cents) => amount(cents)).join('')}`.trimEnd();

function serviceLines(line: RemittanceLine): string[] {
  const each = columnsOf(line);
  const day = dateIn('MMDDYY', line.serviceDate);
  /** A line has one reason at most beside those with columns of their own. */
  const reason = line.adjustments.find(
    ({ group, reason: code }) => group !== 'OA' && !(group === 'PR' && ['1', '2', '3'].includes(code ?? '')),
  );
  const start = `${cut(`${day} ${day}`, 15)}${cut(line.procedure ?? '', 7)}${cut((line.modifiers ?? []).join(' '), 7)}${String(line.units ?? 1).padStart(4)}`;
  return [first(start, each, reason ? `${reason.reason} ${reason.group}` : ''), second('', each)];
}

function claimLines(claim: RemittanceClaim): string[] {
  const total = claimColumns(claim);
  return [
    ...claim.lines.flatMap(serviceLines),
    `${' '.repeat(34)}${'-'.repeat(11)}   ${'-'.repeat(11)}`,
    first('** CLAIM', total, ''),
    second('** TOTALS', total),
    `   PATIENT ${cut(lastFirst(claim.patient, ' '), 30)} ID ${cut(claim.patient.memberId ?? '', 16)} ACCT ${claim.patientControlNumber}`,
    `   CLAIM   ${cut(claim.payerClaimControlNumber ?? '', 30)} PATIENT RESPONSIBILITY ${money(total.patient).replace(' ', '')}`,
    rule,
  ];
}

const WORDS: Readonly<Record<string, string>> = { WO: 'OVERPAYMENT RECOUPED', L6: 'INTEREST PAID' };

function closing(payment: RemittancePayment): string[] {
  const all = addColumns(payment.claims.map(claimColumns));
  const entry = (label: string, cents: number): string => `     ${label.padEnd(54, '.')}${amount(cents, 14)}`.trimEnd();
  return [
    first('GRAND', all, ''),
    second('TOTALS', all),
    '',
    centred('* * *  PAYMENT RECAP  * * *'),
    entry('BENEFITS PAID THIS REMITTANCE ', paidOnClaims(payment)),
    ...payment.providerAdjustments.map((each) =>
      entry(`${WORDS[each.reason] ?? each.reason} ${each.reference ?? ''} `, -each.amountCents),
    ),
    entry(`AMOUNT OF ${meansOf(payment, 'CHECK')} `, payment.amountCents ?? 0),
    '',
    centred('* * *  END OF REMITTANCE  * * *'),
  ];
}

function furniture(payment: RemittancePayment, page: number): string[] {
  const day = dateIn('DD-MON-YYYY', payment.date);
  return [
    `${cut('RPT PR2210-04', 24)}${cut(centred((payment.payer.name ?? '').toUpperCase()).trim(), 54)}PAGE ${String(page).padStart(4)}`,
    `${cut(`RUN ${day}`, 24)}EXPLANATION OF BENEFITS - PROVIDER COPY`,
    '',
    `PAY TO ${cut((payment.payee.name ?? '').toUpperCase(), 40)} NPI ${payment.payee.npi}   TAX ID ${payment.payee.tin}`,
    `${meansOf(payment, 'CHECK')} NO ${cut(payment.number ?? '', 20)} DATED ${day}`,
    '',
    ...HEADINGS,
  ];
}

function paged(payment: RemittancePayment): string[] {
  const body = [...payment.claims.flatMap(claimLines), ...closing(payment)];
  const size = LINES_A_PAGE - furniture(payment, 1).length;
  const chunks: string[][] = [];
  for (let at = 0; at < body.length; at += size) chunks.push(body.slice(at, at + size));
  return chunks.map((chunk, i) => [...furniture(payment, i + 1), ...chunk].join('\n'));
}

export const linePrinter: Layout = {
  name: 'line-printer',
  profile: {
    kind: 'professional',
    payers: [payer('Ostler & Wain Mutual Benefit', 'OWMB1', '990150018', 'PO Box 2999', 'Ferrous Point, AL 35999')],
    claims: [2, 6],
    lines: [1, 5],
    memberIds: 'dashed',
    claimNumbers: 'lettered',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'other-payer'],
    denials: ['CO-97', 'CO-50', 'CO-29', 'PR-96', 'PR-204'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility'],
    line: [...SERVICE, 'allowed'],
  },
  render: (payments) =>
    sheet({
      title: 'Explanation of benefits',
      margin: '0.45in 0.5in',
      css: 'pre { font: 9.4pt/1.14 "DejaVu Sans Mono", monospace; margin: 0; break-after: page; } pre:last-child { break-after: auto; }',
      body: payments
        .flatMap(paged)
        .map((text) => `<pre>${escapeHtml(text)}</pre>`)
        .join(''),
    }),
};
