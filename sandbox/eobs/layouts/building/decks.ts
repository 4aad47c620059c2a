/** Two decks of headings for the whole page, one for the claim's row and one for its lines; group and reason apart; totals without a word. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, paidOnClaims } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { meansOf } from '../letterhead.ts';
import { ANY_DENIAL, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ sign: 'trailing', zero: '.00' });

const COLUMNS: readonly Column[] = [
  textColumn('SVC FROM', (line) => dateIn('MM/DD/YY', line.serviceDate)),
  textColumn('SVC THRU', (line) => dateIn('MM/DD/YY', line.serviceDate)),
  textColumn('PROC', (line) => line.procedure ?? ''),
  textColumn('MD1', (line) => line.modifiers?.[0] ?? ''),
  textColumn('MD2', (line) => line.modifiers?.[1] ?? ''),
  textColumn('QTY', (line) => String(line.units ?? 1), 'c'),
  amountColumn('TOTAL\nCHARGE', (each) => each.billed, money),
  amountColumn('PLAN\nALLOWANCE', (each) => each.allowed, money),
  amountColumn('CONTRACT\nWRITE-OFF', (each) => each.contractual, money),
  amountColumn('EXCLUDED', (each) => each.notCovered, money),
  amountColumn('DED', (each) => each.deductible, money),
  amountColumn('COPAY', (each) => each.copay, money),
  amountColumn('CO-INS', (each) => each.coinsurance, money),
  amountColumn('NET PAID', (each) => each.paid, money),
  textColumn('GRP', (line) => line.adjustments.map((each) => each.group ?? '').join('\n'), 'c'),
  textColumn('RSN CD', (line) => line.adjustments.map((each) => each.reason ?? '').join('\n'), 'c'),
];
/** Columns of the lines under each heading of the claim's row. */
const CLAIM_SPANS = [4, 3, 2, 4, 3];
const claimRow = (cells: readonly string[], tag: 'td' | 'th'): string =>
  `<tr class="deck">${cells.map((text, i) => `<${tag} colspan="${CLAIM_SPANS[i]}">${escapeHtml(text)}</${tag}>`).join('')}</tr>`;
const HEADINGS = ['PATIENT NAME', 'PATIENT ACCOUNT NO', 'SUBSCRIBER ID', 'CLAIM NUMBER', 'PLAN'];

const claimRows = (claim: RemittanceClaim): string =>
  `${claimRow([lastFirst(claim.patient), claim.patientControlNumber ?? '', claim.patient.memberId ?? '', claim.payerClaimControlNumber ?? '', 'HMO GOLD'], 'td')}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), '')}`;

const WORDS: Readonly<Record<string, string>> = { WO: 'PRIOR OVERPAYMENT RECOVERED', L6: 'INTEREST' };

function advice(payment: RemittancePayment): string {
  const all = addColumns(payment.claims.map(claimColumns));
  const adjusted = payment.providerAdjustments.map((each) =>
    row([WORDS[each.reason] ?? each.reason, each.reference ?? '', right(money(-each.amountCents))]),
  );
  return `<table class="top">${row([payment.payer.name ?? '', 'REMITTANCE SUMMARY', `${meansOf(payment, 'CHECK')} # ${payment.number}`])}${row([(payment.payee.name ?? '').toUpperCase(), `NPI ${payment.payee.npi}   TIN ${payment.payee.tin}`, `PAID DATE ${dateIn('MM/DD/YY', payment.date)}`])}</table>
<table class="lines"><thead>${claimRow(HEADINGS, 'th')}${headRow(COLUMNS, 'second')}</thead><tbody>${payment.claims.map(claimRows).join('')}
${totalRow(COLUMNS, all, `TOTALS FOR ${payment.claims.length} CLAIMS`, 'grand')}</tbody></table>
<table class="net">${row(['CLAIM PAYMENTS', '', right(money(paidOnClaims(payment)))])}${adjusted.join('')}${row([`NET ${meansOf(payment, 'CHECK')} AMOUNT`, '', right(money(payment.amountCents))], 'td', 'grand')}</table>`;
}

export const decks: Layout = {
  name: 'decks',
  profile: {
    kind: 'professional',
    payers: [payer('Hearthway Health Maintenance', 'HRTHW', '990130010', 'PO Box 14999', 'Lexford, KY 40999')],
    claims: [3, 6],
    lines: [1, 5],
    memberIds: 'lettered',
    claimNumbers: 'digits15',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'interest'],
    denials: ANY_DENIAL,
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'allowed'],
    line: [...SERVICE, 'allowed'],
  },
  render: (payments) =>
    sheet({
      title: 'Remittance summary',
      size: 'letter landscape',
      margin: '0.4in',
      edges: [{ at: 'bottom-left', says: 'PAGE {page}', font: '7.5pt "Liberation Sans Narrow"' }],
      css: `body { font: 8.6pt/1.2 "Liberation Sans Narrow", sans-serif; } .top { margin-bottom: 8px; } .top tr:first-child td { font-size: 12pt; font-weight: bold; } .lines th { font-weight: bold; font-size: 7.8pt; vertical-align: bottom; } .second th { border-bottom: 1.2px solid #000; }
.deck td { padding-top: 7px; font-weight: bold; } .total td { font-weight: bold; } .grand td { border-top: 1.2px solid #000; font-weight: bold; padding-top: 3px; } .net { width: 45%; margin-top: 12px; break-inside: avoid; }`,
      body: onNewPages(payments, advice),
    }),
};
