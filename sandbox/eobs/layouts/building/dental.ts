/** A dental plan: ruled boxes, reversed logo, a percent column, one box a patient. */
import type { RemittanceClaim, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, columnsOf, sumOf } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { amountColumn, type Column, headRow, lineRow, localCodesOf, textColumn, totalRow } from '../grid.ts';
import { dateIn, escapeHtml, firstLast, moneyIn, sheet } from '../ink.ts';

const money = moneyIn({});

const NOTES: Readonly<Record<string, LocalCode>> = {
  'CO-97': {
    code: 'D4',
    text: 'This procedure is included in the fee for another procedure. The patient may not be charged.',
    isUnmistakable: true,
  },
  'PR-96': {
    code: 'D11',
    text: 'This procedure is not a covered benefit. The patient is responsible for the fee.',
    isUnmistakable: true,
  },
};
const TEETH = ['3', '14', '19', '30', '8', 'UR', 'LL', '12', '28'] as const;

const share = (line: Parameters<typeof columnsOf>[0]): string => {
  const { allowed, deductible, coinsurance } = columnsOf(line);
  const base = allowed - deductible;
  return base === 0 ? '0%' : `${Math.round(((base - coinsurance) / base) * 100)}%`;
};

const COLUMNS: readonly Column[] = [
  textColumn('Tooth /\nArea', (line) => TEETH[Number(line.controlNumber ?? 0) % TEETH.length] ?? '', 'c'),
  textColumn('Date of\nService', (line) => dateIn('MM-DD-YY', line.serviceDate)),
  textColumn('Procedure\nCode', (line) => line.procedure ?? ''),
  amountColumn('Submitted\nAmount', (each) => each.billed, money),
  amountColumn('Contract\nAdjustment', (each) => each.contractual, money),
  amountColumn('Not\nCovered', (each) => each.notCovered, money),
  amountColumn('Allowed\nAmount', (each) => each.allowed, money),
  amountColumn('Deductible', (each) => each.deductible, money),
  textColumn('Plan\n%', share, 'c'),
  amountColumn('Co-\ninsurance', (each) => each.coinsurance, money),
  amountColumn('Plan\nPayment', (each) => each.paid, money),
  amountColumn('Patient\nPayment', (each) => each.patient, money),
  textColumn(
    'Note',
    (line) =>
      localCodesOf(line, NOTES)
        .map((each) => each.code)
        .join(' '),
    'c',
  ),
];

function box(claim: RemittanceClaim): string {
  return `<section class="claim"><table class="who"><tr><td><i>Patient</i><br>${escapeHtml(firstLast(claim.patient))}</td><td><i>Subscriber ID</i><br>${claim.patient.memberId}</td><td><i>Claim No.</i><br>${claim.payerClaimControlNumber}</td><td><i>Patient Account</i><br>${escapeHtml(claim.patientControlNumber ?? '')}</td><td><i>Network</i><br>Premier</td></tr></table>
<table class="ruled">${headRow(COLUMNS)}${claim.lines.map((line) => lineRow(COLUMNS, line)).join('')}${totalRow(COLUMNS, claimColumns(claim), 'Total')}</table>
<p class="max">Annual maximum $1,500 &mdash; see member portal for the balance.</p></section>`;
}

function statement(payment: RemittancePayment): string {
  const total = addColumns(payment.claims.map(claimColumns));
  const used = new Map(
    payment.claims.flatMap((claim) =>
      claim.lines.flatMap((line) => localCodesOf(line, NOTES).map((each) => [each.code, each.text] as const)),
    ),
  );
  return `<header><div class="logo">${escapeHtml(payment.payer.name ?? '')}</div><table class="facts"><tr><td>Check No.</td><td>Check Date</td><td>Check Amount</td></tr><tr><td>${payment.number}</td><td>${dateIn('MM-DD-YY', payment.date)}</td><td>$${money(payment.amountCents)}</td></tr></table></header>
<p>Explanation of payment to: <b>${escapeHtml(payment.payee.name ?? '')}</b>, tax ID ${payment.payee.tin}, NPI ${payment.payee.npi}</p>
${payment.claims.map(box).join('')}<p class="grand">Total submitted $${money(total.billed)} &emsp; Total patient payment $${money(total.patient)} &emsp; Total plan payment $${money(sumOf(payment.claims.map((claim) => claim.paidCents)))}</p>
${[...used].map(([code, text]) => `<p class="key">${code}: ${text}</p>`).join('')}`;
}

export const dental: Layout = {
  name: 'dental',
  profile: {
    kind: 'dental',
    payers: [payer('Molar Mutual Dental', 'MMD12', '990500012', 'PO Box 5999', 'Enamel Heights, MI 48999')],
    claims: [2, 6],
    lines: [1, 5],
    memberIds: 'dashed',
    claimNumbers: 'digits15',
    method: 'CHK',
    features: ['coinsurance', 'deductible'],
    denials: ['CO-97', 'PR-96'],
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
    ],
    line: ['serviceDate', 'procedure', 'allowed'],
    localCodes: NOTES,
  },
  render: (payments) =>
    sheet({
      title: 'Explanation of payment',
      css: `@page { @bottom-left { content: "Page " counter(page) " of " counter(pages); font: 7pt "Liberation Sans"; } }
body { font-size: 7.6pt; } header { display: flex; justify-content: space-between; align-items: center; } .logo { background: #000; color: #fff; font: bold 14pt "Liberation Sans"; padding: 6px 14px; }
.facts { width: 250px; } .facts td, .who td, .ruled td, .ruled th { border: 1px solid #333; } .who i { font-size: 6pt; } .ruled th { font-size: 6.2pt; font-weight: normal; text-align: center; } .claim { margin: 8px 0 12px; break-inside: avoid; }
.total td { font-weight: bold; } .max { font-size: 6.5pt; margin: 1px 0; } .grand { font-weight: bold; border: 1px solid #333; padding: 4px; } .key { margin: 2px 0; }`,
      body: payments.map(statement).join('<div style="break-before:page"></div>'),
    }),
};
