/** A Medicare supplement, paying second: the claim named in a sentence, headings once for the whole letter, no rules, adjustments told in words. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, paidOnClaims } from '../../money-of.ts';
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
import { dateIn, daysIn, escapeHtml, firstLast, moneyIn, onNewPages, sheet } from '../ink.ts';
import { clearNote, IDENTITY } from '../on-paper.ts';

const money = moneyIn({ dollar: true });

const NOTES: Readonly<Record<string, LocalCode>> = {
  'PR-96': clearNote(
    '(a)',
    'This service is not covered under the policy. The patient is responsible for this amount.',
  ),
  'CO-29': clearNote('(b)', 'We received this claim after the time limit for filing. The patient may not be billed.'),
};

const COLUMNS: readonly Column[] = [
  textColumn('Dates\nof service', (line) => daysIn(line.serviceDate)),
  textColumn('Service', (line) => withModifiers(line, '-')),
  amountColumn('Provider\ncharges', (each) => each.billed, money),
  amountColumn('Over\nMedicare\nlimit', (each) => each.contractual, money),
  amountColumn('Medicare\napproved', (each) => each.allowed, money),
  amountColumn('Other\ninsurance\npaid', (each) => each.otherPayer, money),
  amountColumn('Not\npayable', (each) => each.notCovered, money),
  amountColumn('Policy\ndeductible', (each) => each.deductible, money),
  amountColumn('Co-\ninsurance', (each) => each.coinsurance, money),
  amountColumn('Your\npayment', (each) => each.paid, money),
  textColumn('See\nnote', (line) => notesOn(line, NOTES)),
];

function claimRows(claim: RemittanceClaim): string {
  const told = `Claim ${claim.payerClaimControlNumber} for <b>${escapeHtml(firstLast(claim.patient))}</b>, policy number ${claim.patient.memberId}, your patient account ${escapeHtml(claim.patientControlNumber ?? '')}`;
  const interest = claim.interestCents
    ? `<tr><td colspan="11">Interest of ${money(claim.interestCents)} is paid on claim ${claim.payerClaimControlNumber}.</td></tr>`
    : '';
  return `<tr class="told"><td colspan="11">${told}</td></tr>${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'Total this claim')}${interest}`;
}

function closing(payment: RemittancePayment): string {
  const words = payment.providerAdjustments.flatMap((each) =>
    each.reason === 'WO'
      ? [`We recovered ${money(each.amountCents)} that we overpaid on claim ${each.reference}.`]
      : [`We added interest of ${money(-each.amountCents)} on claim ${each.reference}.`],
  );
  return `<p class="end">Our benefits for the claims above come to ${money(paidOnClaims(payment))}. ${words.join(' ')} The amount of this payment is <b>${money(payment.amountCents)}</b>.</p>`;
}

function advice(payment: RemittancePayment): string {
  const isEft = payment.method === 'ACH';
  const notes = notesUsed([payment], NOTES);
  return `<article><div class="date">${dateIn('Mon D, YYYY', payment.date)}</div><p class="to">${escapeHtml(payment.payee.name ?? '')}<br>NPI ${payment.payee.npi}</p>
<h1>Your supplement benefit payment</h1><p>${isEft ? 'We sent an electronic payment' : 'Enclosed is our check'} of ${money(payment.amountCents)}, ${isEft ? 'trace number' : 'check number'} ${payment.number}, dated ${dateIn('MM/DD/YYYY', payment.date)}.</p>
<table>${headRow(COLUMNS)}${payment.claims.map(claimRows).join('')}</table>${closing(payment)}
${notes.length > 0 ? `<div class="notes">Notes<br>${notes.map(({ code, text }) => `${code} ${text}`).join('<br>')}</div>` : ''}
<p class="foot">${escapeHtml(payment.payer.name ?? '')} &middot; Medicare Supplement Claims &middot; PO Box 3999, Pelham Ferry, NE 68999</p></article>`;
}

export const supplement: Layout = {
  name: 'supplement',
  profile: {
    kind: 'professional',
    payers: [payer('Goldenrod Senior Life', 'GRSL7', '990190014', 'PO Box 3999', 'Pelham Ferry, NE 68999')],
    claims: [1, 5],
    lines: [1, 4],
    memberIds: 'lettered',
    claimNumbers: 'dotted',
    method: 'both',
    features: ['other-payer', 'coinsurance', 'deductible', 'interest', 'recoupment', 'modifiers', 'several-payments'],
    denials: ['PR-96', 'CO-29'],
  },
  prints: {
    payment: ['npi', 'method'],
    claim: [...IDENTITY, 'allowed', 'interest'],
    line: ['serviceDate', 'procedure', 'modifiers', 'allowed'],
    localCodes: NOTES,
  },
  render: (payments) =>
    sheet({
      title: 'Supplement benefit payment',
      margin: '0.6in 0.5in',
      css: `body { font: 8.4pt/1.35 "DejaVu Sans Condensed", "DejaVu Sans", sans-serif; } .date { text-align: right; } .to { margin: 20px 0 22px; } h1 { font-size: 12pt; margin: 0 0 6px; } table { margin-top: 10px; } th { font-weight: bold; font-size: 7pt; vertical-align: bottom; text-align: left; } th.r { text-align: right; } td { padding-top: 2px; font-size: 7.8pt; white-space: nowrap; }
.told td { padding-top: 12px; font-size: 8.4pt; white-space: normal; } .total td { font-weight: bold; padding-bottom: 4px; } .end { margin: 16px 0; } .notes { font-size: 7.6pt; } .foot { margin-top: 30px; text-align: center; font-size: 7.6pt; color: #333; }`,
      body: onNewPages(payments, advice),
    }),
};
