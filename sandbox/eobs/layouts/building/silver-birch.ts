/** A Medicare Advantage plan's explanation of payment: a grey line names the claim above a plain table, glued reason codes, sequestration in a column. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, paidOnClaims } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { amountColumn, type Column, columnWidths, headRow, lineRow, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { codesExplained, meansOf, payeeBlock, payerBlock } from '../letterhead.ts';
import { ANY_DENIAL, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const PAYERS = [
  payer('Silver Birch Advantage', 'SBA61', '990510017', 'PO Box 61999', 'Aldermoor, MI 48999'),
  payer('Tidewater Gold Medicare Plans', 'TGM20', '990510025', 'PO Box 20999', 'Port Ansley, NC 28999'),
];
const money = moneyIn({ sign: 'parens' });
const dollars = moneyIn({ sign: 'parens', dollar: true });

const COLUMNS: readonly Column[] = [
  textColumn('Date of\nService', (line) => dateIn('MM/DD/YY', line.serviceDate)),
  textColumn('Proc\nCode', (line) => line.procedure ?? ''),
  textColumn('Mod', (line) => (line.modifiers ?? []).join(' ')),
  textColumn('Qty', (line) => String(line.units ?? 1), 'c'),
  amountColumn('Billed\nAmount', (each) => each.billed, money),
  amountColumn('Contractual\nAdjustment', (each) => each.contractual, money),
  amountColumn('Allowed\nAmount', (each) => each.allowed, money),
  amountColumn('Denied\nAmount', (each) => each.notCovered, money),
  amountColumn('Deductible', (each) => each.deductible, money),
  amountColumn('Copay', (each) => each.copay, money),
  amountColumn('Coins', (each) => each.coinsurance, money),
  amountColumn('COB Paid', (each) => each.otherPayer, money),
  amountColumn('Sequester', (each) => each.sequestration, money),
  amountColumn('Paid\nAmount', (each) => each.paid, money),
  textColumn('Reason Codes', (line) =>
    [...line.adjustments.map(({ group, reason }) => `${group}${reason}`), ...(line.remarks ?? [])].join(' '),
  ),
];
const WIDTHS = columnWidths([7, 5.5, 5, 3, 7, 8, 7, 7, 7.5, 6, 6, 6.5, 7, 7.5, 10]);

const label = (name: string, value: string | null | undefined): string =>
  `<span><i>${name}:</i> ${escapeHtml(value ?? '')}</span>`;

function claimPart(claim: RemittanceClaim, doctor: string): string {
  const interest = claim.interestCents ? `<span>Interest Paid: ${dollars(claim.interestCents)}</span>` : '';
  return `<section><div class="bar">${label('Claim Number', claim.payerClaimControlNumber)}${label('Member', lastFirst(claim.patient))}${label('Member ID', claim.patient.memberId)}${label('Patient Account', claim.patientControlNumber)}${label('Servicing Provider', doctor)}</div>
<table class="lines">${WIDTHS}${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'Claim Total').replace('<td>Claim Total</td><td></td><td></td><td class="c"></td>', '<td colspan="4">Claim Total</td>')}</table>
<div class="after"><span>Member Responsibility: ${dollars(claim.patientResponsibilityCents)}</span>${interest}</div></section>`;
}

const ENTRIES: Readonly<Record<string, string>> = {
  WO: 'Overpayment Recovery',
  FB: 'Forward Balance',
  L6: 'Interest',
};

function closing(payment: RemittancePayment): string {
  const all = addColumns(payment.claims.map(claimColumns));
  const entries = payment.providerAdjustments.map((each) =>
    row([`${ENTRIES[each.reason]} (${each.reason})`, each.reference ?? '', right(dollars(-each.amountCents))]),
  );
  const codes = codesExplained(payment).map(([code, text]) => `<p><b>${code}</b> ${text}</p>`);
  return `<table class="sums">${row(['Payment Summary', 'Claim Reference', right('Amount')], 'th')}
${row(['Total Billed', '', right(dollars(all.billed))])}${row(['Total Claims Paid', '', right(dollars(paidOnClaims(payment)))])}${entries.join('')}
${row(['Net Payment Amount', '', right(dollars(payment.amountCents))], 'td', 'total')}</table><div class="codes"><b>Reason and Remark Codes</b>${codes.join('')}</div>`;
}

const DOCTORS = ['Halloran, P MD', 'Brandvold, C DO', 'Ruiz-Teague, M MD'] as const;

function explanation(payment: RemittancePayment, seed: number): string {
  const kind = meansOf(payment);
  const fact = (name: string, value: string): string => `<tr><td>${name}</td><td>${escapeHtml(value)}</td></tr>`;
  return `<header><div>${payerBlock(payment, PAYERS)}<br>Provider Services 800-555-0161</div><div class="title">Explanation of Payment<br><small>Medicare Advantage</small></div>
<table>${fact(`${kind} Number`, payment.number ?? '')}${fact(`${kind} Date`, dateIn('MM/DD/YYYY', payment.date))}${fact(`${kind} Amount`, dollars(payment.amountCents))}${fact('Tax ID', (payment.payee.tin ?? '').replace(/^(..)/, '$1-'))}${fact('NPI', payment.payee.npi ?? '')}</table></header>
<div class="to">${payeeBlock(payment)}</div>
${payment.claims.map((claim, i) => claimPart(claim, DOCTORS[(seed + i) % DOCTORS.length] ?? '')).join('')}${closing(payment)}`;
}

export const silverBirch: Layout = {
  name: 'silver-birch',
  profile: {
    kind: 'professional',
    payers: PAYERS,
    claims: [2, 7],
    lines: [1, 5],
    memberIds: 'mbi',
    claimNumbers: 'lettered',
    method: 'both',
    features: [
      ...COST_SHARES,
      ...TAKEN_BACK,
      ...SERVICE_DETAIL,
      'sequestration',
      'other-payer',
      'interest',
      'forward-balance',
    ],
    denials: ANY_DENIAL,
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments, seed) =>
    sheet({
      title: 'Explanation of payment',
      size: 'letter landscape',
      margin: '0.45in 0.5in 0.55in',
      edges: [{ at: 'bottom-right', says: 'Page {page} of {pages}', font: '7.5pt "Liberation Sans"' }],
      css: `body { font-size: 8pt; } header { display: flex; justify-content: space-between; } header table { width: 2.4in; } header td { border: 0.7px solid #888; } header td:first-child { background: #eee; } .name { font: bold 14pt "Liberation Sans"; } .title { font: bold 13pt "Liberation Sans"; text-align: center; } small { font-weight: normal; }
.to { margin: 14px 0 18px 0.4in; } section { margin-bottom: 13px; break-inside: avoid; } .bar { background: #e2e2e2; display: flex; justify-content: space-between; padding: 3px 5px; } .bar i { font-style: normal; color: #444; } .lines { table-layout: fixed; } .lines th { font-size: 7.2pt; vertical-align: bottom; border-bottom: 0.8px solid #000; } .lines th.r { white-space: normal; }
.lines td:last-child, .lines th:last-child { padding-left: 9px; } .total td { font-weight: bold; border-top: 0.8px solid #000; } .after { display: flex; gap: 40px; padding: 2px 3px; } .sums { width: 55%; margin: 8px 0 14px; break-inside: avoid; } .sums th { border-bottom: 1px solid #000; } .codes { break-inside: avoid; } .codes p { margin: 1px 0; }`,
      body: onNewPages(payments, (payment) => explanation(payment, seed)),
    }),
};
