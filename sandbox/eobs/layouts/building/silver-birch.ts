/** A Medicare Advantage plan's explanation of payment: a grey line names the claim above a plain table, glued reason codes, sequestration in a column. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, sumOf } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, right, row, sheet } from '../ink.ts';
import { codesExplained, payeeAddress, payerAddress } from '../letterhead.ts';

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
const WIDTHS = [7, 5.5, 5, 3, 7, 8, 7, 7, 7.5, 6, 6, 6.5, 7, 7.5, 10]
  .map((width) => `<col style="width:${width}%">`)
  .join('');

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
${row(['Total Billed', '', right(dollars(all.billed))])}${row(['Total Claims Paid', '', right(dollars(sumOf(payment.claims.map((claim) => claim.paidCents))))])}${entries.join('')}
${row(['Net Payment Amount', '', right(dollars(payment.amountCents))], 'td', 'total')}</table><div class="codes"><b>Reason and Remark Codes</b>${codes.join('')}</div>`;
}

const DOCTORS = ['Halloran, P MD', 'Brandvold, C DO', 'Ruiz-Teague, M MD'] as const;

function explanation(payment: RemittancePayment, seed: number): string {
  const kind = payment.method === 'ACH' ? 'EFT' : 'Check';
  const fact = (name: string, value: string): string => `<tr><td>${name}</td><td>${escapeHtml(value)}</td></tr>`;
  return `<header><div><div class="name">${escapeHtml(payment.payer.name ?? '')}</div>${payerAddress(payment, PAYERS).join('<br>')}<br>Provider Services 800-555-0161</div><div class="title">Explanation of Payment<br><small>Medicare Advantage</small></div>
<table>${fact(`${kind} Number`, payment.number ?? '')}${fact(`${kind} Date`, dateIn('MM/DD/YYYY', payment.date))}${fact(`${kind} Amount`, dollars(payment.amountCents))}${fact('Tax ID', (payment.payee.tin ?? '').replace(/^(..)/, '$1-'))}${fact('NPI', payment.payee.npi ?? '')}</table></header>
<div class="to">${[payment.payee.name ?? '', ...payeeAddress(payment)].map(escapeHtml).join('<br>')}</div>
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
      'sequestration',
      'other-payer',
      'copay',
      'coinsurance',
      'deductible',
      'interest',
      'recoupment',
      'forward-balance',
      'reversal',
      'modifiers',
      'units',
    ],
    denials: ['CO-16', 'CO-97', 'CO-50', 'CO-29', 'PR-96', 'PR-204'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [
      'patientControlNumber',
      'payerClaimControlNumber',
      'memberId',
      'firstName',
      'allowed',
      'patientResponsibility',
      'interest',
    ],
    line: ['serviceDate', 'procedure', 'modifiers', 'units', 'allowed', 'remarks'],
  },
  render: (payments, seed) =>
    sheet({
      title: 'Explanation of payment',
      size: 'letter landscape',
      margin: '0.45in 0.5in 0.55in',
      css: `@page { @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 7.5pt "Liberation Sans"; } }
body { font-size: 8pt; } header { display: flex; justify-content: space-between; } header table { width: 2.4in; } header td { border: 0.7px solid #888; } header td:first-child { background: #eee; } .name { font: bold 14pt "Liberation Sans"; } .title { font: bold 13pt "Liberation Sans"; text-align: center; } small { font-weight: normal; }
.to { margin: 14px 0 18px 0.4in; } section { margin-bottom: 13px; break-inside: avoid; } .bar { background: #e2e2e2; display: flex; justify-content: space-between; padding: 3px 5px; } .bar i { font-style: normal; color: #444; } .lines { table-layout: fixed; } .lines th { font-size: 7.2pt; vertical-align: bottom; border-bottom: 0.8px solid #000; } .lines th.r { white-space: normal; }
.lines td:last-child, .lines th:last-child { padding-left: 9px; } .total td { font-weight: bold; border-top: 0.8px solid #000; } .after { display: flex; gap: 40px; padding: 2px 3px; } .sums { width: 55%; margin: 8px 0 14px; break-inside: avoid; } .sums th { border-bottom: 1px solid #000; } .codes { break-inside: avoid; } .codes p { margin: 1px 0; }`,
      body: payments.map((payment) => explanation(payment, seed)).join('<div style="break-before:page"></div>'),
    }),
};
