/** A federal community-care payer: line-printer text on portrait paper, adjustments as code=amount pairs on rows of their own beneath the service, ids below the name, several payments in one run without a new page. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { claimColumns, columnsOf } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, moneyIn, sheet } from '../ink.ts';
import { ANY_DENIAL, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const money = moneyIn({ sign: 'trailing', commas: false });
const L = (text: string, width: number): string => text.padEnd(width);
const R = (text: string, width: number): string => text.padStart(width);
const amount = (cents: number | null | undefined): string => {
  const text = money(cents);
  return R(text.endsWith('-') ? text : `${text} `, 12);
};
const WIDTH = 92;

const lineText = (line: RemittanceLine, index: number): string[] => {
  const c = columnsOf(line);
  const day = dateIn('MMDDYY', line.serviceDate);
  const pairs = line.adjustments.map((each) => `${each.group}${each.reason}=${money(each.amountCents)}`);
  const rows: string[] = [];
  for (let at = 0; at < pairs.length; at += 4)
    rows.push(`         ${at === 0 ? 'ADJ ' : '    '}${pairs.slice(at, at + 4).join('  ')}`);
  const remarks = (line.remarks ?? []).length > 0 ? [`         RMK ${line.remarks?.join(' ')}`] : [];
  return [
    `  ${String(index + 1).padStart(3, '0')}  ${day.slice(0, 4)} ${day}  ${L(line.procedure ?? '', 6)}${L((line.modifiers ?? []).join(' '), 9)}${R(String(line.units ?? 1), 5)}${amount(c.billed)}${amount(c.allowed)}${amount(c.patient)}${amount(c.paid)}`,
    ...rows,
    ...remarks,
  ];
};

const claimText = (claim: RemittanceClaim): string[] => {
  const c = claimColumns(claim);
  return [
    `${L(`${claim.patient.lastName},${claim.patient.firstName}`.toUpperCase(), 40)}STATUS ${claim.statusCode}`,
    `PCN ${L(claim.patientControlNumber ?? '', 16)}ID ${L(claim.patient.memberId ?? '', 14)}ICN ${claim.payerClaimControlNumber}`,
    ...claim.lines.flatMap(lineText),
    `${L('       CLAIM', 40)}${amount(c.billed)}${amount(c.allowed)}${amount(c.patient)}${amount(c.paid)}`,
    '',
  ];
};

const HEADS = [
  `  SEQ  SERVICE DATES PROC  MODS      QTY${['SUBMITTED ', 'ELIGIBLE ', 'VETERAN ', 'DISBURSED '].map((head) => R(head, 12)).join('')}`,
  `       FROM THRU${' '.repeat(24)}${['CHARGE ', 'CHARGE ', 'SHARE ', 'AMOUNT '].map((head) => R(head, 12)).join('')}`,
  '-'.repeat(WIDTH),
];

const paymentText = (payment: RemittancePayment, at: number): string[] => [
  '*'.repeat(WIDTH),
  `DISBURSEMENT ${at + 1}   ${payment.method === 'CHK' ? 'TREASURY CHECK' : 'EFT TRACE'} ${L(payment.number ?? '', 16)} DATE ${dateIn('DD-MON-YYYY', payment.date)}   AMT ${money(payment.amountCents)}`,
  `PAYEE ${L((payment.payee.name ?? '').toUpperCase(), 38)} NPI ${payment.payee.npi}  TIN ${payment.payee.tin}`,
  '*'.repeat(WIDTH),
  ...HEADS,
  ...payment.claims.flatMap(claimText),
  ...(payment.providerAdjustments.length > 0
    ? [
        'PAYEE LEVEL ADJUSTMENTS (POSITIVE LOWERS THE DISBURSEMENT)',
        ...payment.providerAdjustments.map(
          (each) => `  PLB ${each.reason}  ${L(each.reference ?? '', 24)}${amount(each.amountCents)}`,
        ),
      ]
    : []),
  `${L(`CLAIMS ${payment.claims.length}`, 52)}${R('NET DISBURSED', 24)}${amount(payment.amountCents)}`,
  '',
];

/** Form feeds fall where they fall: a claim may go on on the next page. */
function pages(payments: readonly RemittancePayment[]): string[] {
  const all = payments.flatMap(paymentText);
  const size = 63;
  const name = (payments[0]?.payer.name ?? '').toUpperCase();
  return Array.from({ length: Math.ceil(all.length / size) }, (_, i) =>
    [
      `${L(name, WIDTH - 10)}PAGE ${R(String(i + 1), 5)}`,
      ...(i > 0 ? HEADS : ['REMITTANCE ADVICE - CARE IN THE COMMUNITY', '', '']),
      ...all.slice(i * size, (i + 1) * size),
    ].join('\n'),
  );
}

export const veteransPairs: Layout = {
  name: 'veterans-pairs',
  profile: {
    kind: 'professional',
    payers: [
      payer(
        'Continental Veterans Community Care Network',
        'CVCCN',
        '990460017',
        'PO Box 30780',
        'Mesa Larga, NM 87999',
      ),
    ],
    claims: [3, 8],
    lines: [1, 5],
    memberIds: 'numeric',
    claimNumbers: 'digits15',
    method: 'both',
    features: [
      ...COST_SHARES,
      ...TAKEN_BACK,
      ...SERVICE_DETAIL,
      'other-payer',
      'sequestration',
      'interest',
      'forward-balance',
      'several-payments',
    ],
    denials: ANY_DENIAL,
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'statusCode', 'allowed', 'patientResponsibility'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Remittance advice',
      margin: '0.45in 0.5in',
      css: 'pre { font: 9pt/10.4pt "Liberation Mono", monospace; margin: 0; break-after: page; } pre:last-child { break-after: auto; }',
      body: pages(payments)
        .map((page) => `<pre>${escapeHtml(page)}</pre>`)
        .join(''),
    }),
};
