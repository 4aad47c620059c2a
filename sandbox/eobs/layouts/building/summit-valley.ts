/** A health plan: glued dollar signs, footnote digits on headings, empty cells for zero, long dates, CR for negatives. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import {
  amountColumn,
  type Column,
  headRow,
  lineRow,
  notesOn,
  notesUsed,
  textColumn,
  totalRow,
  withModifiers,
} from '../grid.ts';
import { dateIn, escapeHtml, firstLast, moneyIn, onNewPages, sheet } from '../ink.ts';
import { meansOf } from '../letterhead.ts';
import { clearNote, COST_SHARES, IDENTITY, vagueNote } from '../on-paper.ts';

const money = moneyIn({ dollar: true, sign: 'credit', zero: '' });
const whole = moneyIn({ dollar: true, sign: 'credit' });

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-16': clearNote(
    'i4',
    'We need more information from the provider to decide this service. Provider may not bill the member.',
  ),
  'CO-97': clearNote(
    'i7',
    'Payment for this service is part of the payment for another service. Provider may not bill the member.',
  ),
  'PR-204': clearNote('u2', 'This service is not covered under the member\u2019s plan. Member owes this amount.'),
  'CO-50': vagueNote('x1', 'Refer to your agreement.'),
};

const COLUMNS: readonly Column[] = [
  textColumn('Service', (line) => withModifiers(line, '-')),
  textColumn('Performed on', (line) => dateIn('Mon D, YYYY', line.serviceDate)),
  amountColumn('Submitted charges', (each) => each.billed, money, whole),
  amountColumn('Negotiated savings@1', (each) => each.contractual, money, whole),
  amountColumn('Ineligible@2', (each) => each.notCovered, money, whole),
  textColumn('See', (line) => notesOn(line, CODES), 'c'),
  amountColumn('Applied to deductible', (each) => each.deductible, money, whole),
  amountColumn('Member copay', (each) => each.copay, money, whole),
  amountColumn('Member coinsurance@3', (each) => each.coinsurance, money, whole),
  amountColumn('Plan benefit', (each) => each.paid, money, whole),
];

const footnoted = (html: string): string => html.replace(/@(\d)/g, '<sup>$1</sup>');

const card = (claim: RemittanceClaim): string =>
  `<section class="card"><div class="name">${escapeHtml(firstLast(claim.patient))}</div><div class="ids">Member ${claim.patient.memberId} · Reference ${claim.payerClaimControlNumber} · Your patient no. ${escapeHtml(claim.patientControlNumber ?? '')}</div>
<table>${footnoted(headRow(COLUMNS))}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'Sum for this claim')}</table></section>`;

function statement(payment: RemittancePayment): string {
  const notes = notesUsed([payment], CODES);
  return `<header><div><h1>${escapeHtml(payment.payer.name ?? '')}</h1>Claim settlement notice</div><div class="amount"><small>Benefit payment issued</small><br>${whole(payment.amountCents)}</div></header>
<div class="facts">Issued ${dateIn('Mon D, YYYY', payment.date)} &nbsp; ${meansOf(payment, 'Check', 'Direct deposit trace')} ${payment.number}<br>Issued to ${escapeHtml(payment.payee.name ?? '')} (NPI ${payment.payee.npi})</div>
${payment.claims.map(card).join('')}
<div class="foot"><p><sup>1</sup> The difference between your charge and the rate you agreed to. <sup>2</sup> See the explanations below. <sup>3</sup> The member's share after the deductible.</p>${notes.map(({ code, text }) => `<p><b>${code}</b> ${text}</p>`).join('')}</div>`;
}

export const summitValley: Layout = {
  name: 'summit-valley',
  profile: {
    kind: 'professional',
    payers: [payer('Summit Valley Health Cooperative', 'SVHC4', '991100013', 'PO Box 1199', 'Aspen Gap, CO 80999')],
    claims: [2, 6],
    lines: [1, 5],
    memberIds: 'lettered',
    claimNumbers: 'dotted',
    method: 'both',
    features: [...COST_SHARES, 'reversal', 'modifiers'],
    denials: ['CO-16', 'CO-97', 'PR-204', 'CO-50'],
  },
  prints: {
    payment: ['npi', 'method'],
    claim: IDENTITY,
    line: ['serviceDate', 'procedure', 'modifiers'],
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Settlement notice',
      margin: '0.55in',
      css: `@page { @bottom-center { content: "Page " counter(page) " of " counter(pages); font: 7.5pt "Liberation Sans"; color: #555; } }
body { font-size: 7.8pt; } header { display: flex; justify-content: space-between; } h1 { font-size: 15pt; margin: 0; color: #1a6b4a; } .amount { font-size: 15pt; text-align: right; } small { font-size: 8pt; } .facts { margin: 8px 0 12px; }
.card { border: 1px solid #bbb; border-radius: 6px; padding: 6px; margin-bottom: 10px; break-inside: avoid; } .name { font-weight: bold; font-size: 9pt; } .ids { color: #333; margin-bottom: 3px; } th { font-size: 6.6pt; color: #1a6b4a; vertical-align: bottom; white-space: normal; width: 9%; } th:nth-child(2) { width: 12%; } td { border-top: 1px solid #ddd; } td:nth-child(2), tr:not(.total) td:first-child { white-space: nowrap; }
.total td { border-top: 1.5px solid #1a6b4a; font-weight: bold; } .foot p { margin: 2px 0; } sup { font-size: 5pt; }`,
      body: onNewPages(payments, statement),
    }),
};
