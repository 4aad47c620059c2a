/** A hospital's summary: one row a claim, no service lines, page-wide subtotals. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, type Columns, paidOnClaims } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, right, row, sheet } from '../ink.ts';
import { meansOf } from '../letterhead.ts';
import { IDENTITY, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ sign: 'minus', zero: '.00' });
const CLAIMS_A_GROUP = 5;

const HEADINGS = [
  'PATIENT NAME',
  'PATIENT CNTRL #',
  'CLAIM CONTROL #',
  'MEMBER ID',
  'FROM',
  'THRU',
  'TOTAL\nCHARGES',
  'CONTRACT\nADJ',
  'DEDUCT',
  'COINS',
  'NET\nPAID',
];
const amounts = (each: Columns): [string, string][] =>
  [each.billed, each.contractual, each.deductible, each.coinsurance, each.paid].map((cents): [string, string] => [
    money(cents),
    'r',
  ]);

const claimRow = (claim: RemittanceClaim): string =>
  row([
    lastFirst(claim.patient, ' '),
    claim.patientControlNumber ?? '',
    claim.payerClaimControlNumber ?? '',
    claim.patient.memberId ?? '',
    dateIn('MM/DD/YY', claim.serviceFrom),
    dateIn('MM/DD/YY', claim.serviceTo),
    ...amounts(claimColumns(claim)),
  ]);

function groups(claims: readonly RemittanceClaim[]): string {
  const parts: string[] = [];
  for (let at = 0; at < claims.length; at += CLAIMS_A_GROUP) {
    const group = claims.slice(at, at + CLAIMS_A_GROUP);
    parts.push(
      ...group.map(claimRow),
      row(['SUBTOTAL', '', '', '', '', '', ...amounts(addColumns(group.map(claimColumns)))], 'td', 'sub'),
    );
  }
  return parts.join('');
}

function advice(payment: RemittancePayment): string {
  const all = addColumns(payment.claims.map(claimColumns));
  const adjusted = payment.providerAdjustments.map((each) =>
    row([`PROVIDER ADJUSTMENT ${each.reason}`, each.reference ?? '', right(money(each.amountCents))]),
  );
  return `<h1>${escapeHtml((payment.payer.name ?? '').toUpperCase())}</h1><p class="t">INSTITUTIONAL CLAIM PAYMENT SUMMARY</p>
<table class="facts">${row([`FACILITY: ${payment.payee.name}`, `NPI: ${payment.payee.npi}`, `TAX ID: ${payment.payee.tin}`])}${row([`PAID DATE: ${dateIn('MM/DD/YYYY', payment.date)}`, `${meansOf(payment, 'CHECK')} NO: ${payment.number}`, `${meansOf(payment, 'CHECK')} AMOUNT: $${money(payment.amountCents)}`])}</table>
<table class="claims"><thead>${row(
    HEADINGS.map((each, i): [string, string] => [each, i > 5 ? 'r' : '']),
    'th',
  )}</thead><tbody>${groups(payment.claims)}${row(['GRAND TOTAL', '', '', '', '', '', ...amounts(all)], 'td', 'sub')}</tbody></table>
<table class="plb">${row(['TOTAL NET PAID', '', right(money(paidOnClaims(payment)))])}${adjusted.join('')}${row(['PAYMENT', '', right(money(payment.amountCents))], 'td', 'sub')}</table>`;
}

export const facility: Layout = {
  name: 'facility',
  profile: {
    kind: 'institutional',
    payers: [payer('Keystone Ridge Health Partners', 'KRHP3', '990800016', 'PO Box 8999', 'Granger Mills, PA 18999')],
    claims: [4, 14],
    lines: [1, 6],
    memberIds: 'numeric',
    claimNumbers: 'digits13',
    method: 'both',
    features: [...TAKEN_BACK, 'coinsurance', 'deductible'],
    denials: [],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'serviceDates'],
    line: [],
  },
  render: (payments) =>
    sheet({
      title: 'Claim payment summary',
      size: 'letter landscape',
      margin: '0.45in',
      edges: [{ at: 'top-right', says: 'PAGE {page} OF {pages}', font: '7.5pt "Liberation Sans Narrow"' }],
      css: `body { font: 8.6pt/1.3 "Liberation Sans", sans-serif; } h1 { font-size: 12pt; margin: 0; text-align: center; } .t { text-align: center; margin: 0 0 8px; } .facts { margin-bottom: 8px; } th { border-bottom: 2px solid #000; vertical-align: bottom; font-size: 7.6pt; } .sub td { border-top: 1px solid #000; font-weight: bold; padding-bottom: 6px; } .plb { width: 50%; margin: 10px 0 0 auto; }`,
      body: onNewPages(payments, advice),
    }),
};
