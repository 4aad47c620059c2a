/** A union welfare fund's benefit worksheet: typed boxes, numbered columns of what is taken LESS, a percentage, and letters resolved in a note. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, codeOf, type Columns, columnsOf, isDenial } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { dateIn, escapeHtml, moneyIn, onNewPages, row, sheet } from '../ink.ts';
import { legendOf, withModifiers } from '../grid.ts';
import { clearNote, IDENTITY, SERVICE_DETAIL, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const CODES: Readonly<Record<string, LocalCode>> = {
  'PR-96': clearNote(
    'E',
    'Excluded under the Rules and Regulations of the Fund. The participant is responsible for this non-covered charge.',
  ),
  'PR-204': clearNote(
    'M',
    "This service is not covered under the participant's current benefit plan; the participant may be billed.",
  ),
  'CO-97': clearNote(
    'B',
    'Bundled: the benefit is included in the payment for another service already adjudicated. Not collectible from the participant.',
  ),
  'CO-50': vagueNote('K', 'Referred to the Fund consultant, who found no support for it in the records sent.'),
};
const money = moneyIn({ sign: 'trailing', zero: '' });
const full = moneyIn({ sign: 'trailing' });
const dollars = moneyIn({ dollar: true });

const HEADS = [
  'DATE OF\nEXPENSE',
  'TYPE OF\nEXPENSE',
  '(1)\nEXPENSE\nSUBMITTED',
  '(2)\nLESS\nINELIGIBLE',
  '',
  '(3)\nLESS NETWRK\nREDUCTION',
  '(4)\nLESS OTHER\nPLAN',
  '(5)\nLESS\nDEDUCTIBLE',
  '(6)\nBALANCE\nELIGIBLE',
  'FUND\nPCT',
  '(7)\nPARTICIP.\nPORTION',
  '(8)\nBENEFIT\n(6)-(7)',
];

/** A secondary benefit is taken after the participant's share: then the balance is what is left to share. */
const balance = (c: Columns): number => c.billed - c.notCovered - c.contractual - c.otherPayer - c.deductible;
const percent = (c: Columns): string => {
  const left = balance(c);
  return left === 0 ? '' : `${Math.round((100 * (left - c.coinsurance)) / left)}%`;
};

const amounts = (c: Columns, letters: string, set: typeof money): (readonly [string, string])[] => [
  [full(c.billed), 'r'],
  [set(c.notCovered), 'r'],
  [letters, 'n'],
  [set(c.contractual), 'r'],
  [set(c.otherPayer), 'r'],
  [set(c.deductible), 'r'],
  [full(balance(c)), 'r'],
  [letters === '=' ? '' : percent(c), 'r'],
  [set(c.coinsurance), 'r'],
  [full(c.paid), 'r'],
];

const lineText = (line: RemittanceLine): string => {
  const letters = line.adjustments.filter(isDenial).flatMap((each) => CODES[codeOf(each)]?.code ?? []);
  const units = (line.units ?? 1) > 1 ? ` (${line.units})` : '';
  return row([
    dateIn('MM-DD-YY', line.serviceDate),
    withModifiers(line, '/') + units,
    ...amounts(columnsOf(line), letters.join(','), money),
  ]);
};

const claimPart = (claim: RemittanceClaim, index: number): string => {
  const c = claimColumns(claim);
  return `<section><div class="top"><div>PARTICIPANT'S I.D.<br><b>${claim.patient.memberId}</b></div><div>PATIENT<br><b>${escapeHtml(`${claim.patient.firstName} ${claim.patient.lastName}`.toUpperCase())}</b></div><div>PATIENT'S ACCT. WITH YOU<br><b>${claim.patientControlNumber}</b></div><div class="last">ITEM<br><b>${index + 1}</b></div></div>
<table>${row(
    HEADS.map((head, i): [string, string] => [head, i > 1 ? 'r' : '']),
    'th',
  )}${claim.lines.map(lineText).join('')}${row([['', ''], ['TOTALS', ''], ...amounts(c, '', full).map(([text, css], i): [string, string] => [i === 2 || i === 7 ? '' : text, css])], 'td', 'sum')}</table>
<div class="foot"><span>FUND CLAIM ${claim.payerClaimControlNumber}</span><span>NON-ALLOWED NOT BILLABLE TO PARTICIPANT: COL. (3)</span><span>BENEFIT THIS CLAIM ${dollars(c.paid)}</span></div></section>`;
};

function worksheet(payment: RemittancePayment): string {
  const used = legendOf(payment.claims, CODES);
  const plb = payment.providerAdjustments.map(
    (each) =>
      `<p>${each.reason === 'WO' ? `WITHHELD TO RECOVER AN OVERPAYMENT MADE ON FUND CLAIM ${each.reference}` : `INTEREST ADDED FOR LATE PAYMENT, FUND CLAIM ${each.reference}`} . . . . . . ${dollars(Math.abs(each.amountCents))}</p>`,
  );
  return `<div class="head"><b>${escapeHtml((payment.payer.name ?? '').toUpperCase())}</b><br>HEALTH BENEFIT DEPARTMENT - STATEMENT OF BENEFITS PAID TO PROVIDER</div>
<div class="two"><div>PAID TO: ${escapeHtml((payment.payee.name ?? '').toUpperCase())}<br>FED. I.D.: ${payment.payee.tin?.replace(/^(..)/, '$1-')}</div><div>DRAFT NO. ${payment.number}<br>DATED ${dateIn('MM-DD-YY', payment.date)}<br>DRAFT AMT. ${dollars(payment.amountCents)}</div></div>
${payment.claims.map(claimPart).join('')}<div class="notes">${plb.join('')}${used.map(({ code, text }) => `<p>(2) ${code} = ${escapeHtml(text)}</p>`).join('')}<p>TRUSTEES' RULES: A CLAIMANT MAY APPEAL WITHIN 180 DAYS.</p></div>`;
}

export const tradesFund: Layout = {
  name: 'trades-fund',
  profile: {
    kind: 'professional',
    payers: [
      payer('Plasterers and Glaziers Local 998 Welfare Fund', 'PG998', '990330013', 'PO Box 4199', 'Ellery, WI 53999'),
    ],
    claims: [1, 5],
    lines: [1, 4],
    memberIds: 'dashed',
    claimNumbers: 'dotted',
    method: 'CHK',
    features: [...TAKEN_BACK, ...SERVICE_DETAIL, 'coinsurance', 'deductible', 'other-payer', 'interest'],
    denials: ['PR-96', 'PR-204', 'CO-97', 'CO-50'],
  },
  prints: {
    payment: ['tin', 'method'],
    claim: IDENTITY,
    line: ['serviceDate', 'procedure', 'modifiers'],
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Statement of benefits',
      margin: '0.45in 0.4in',
      css: `body { font: 7.1pt/1.2 "Liberation Mono"; } .head { text-align: center; margin-bottom: 10px; } .head b { font-size: 10pt; } .two { display: flex; justify-content: space-between; margin-bottom: 8px; }
section { border: 1.2px solid #000; margin-bottom: 10px; break-inside: avoid; } .top { display: flex; border-bottom: 1px solid #000; } .top div { flex: 1.3; border-right: 1px solid #000; padding: 1px 4px; } .top .last { flex: 0.3; border: 0; } table { table-layout: auto; } td, th { padding: 1px 2px; font-weight: normal; } th { vertical-align: bottom; border-bottom: 1px dashed #000; font-size: 6.3pt; } .n { padding: 1px 4px 1px 0; } .sum td { border-top: 1px dashed #000; } .foot { display: flex; justify-content: space-between; border-top: 1px solid #000; padding: 1px 4px; } .notes p { margin: 2px 0; }`,
      body: onNewPages(payments, worksheet),
    }),
};
