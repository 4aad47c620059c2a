/** Standard paper remittance in the manner of a Medicare contractor: fixed-width type, codes beside amounts, totals and a glossary. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, codeOf, columnOf, columnsOf, reductionsOf, sumOf } from '../../money-of.ts';
import type { Layout } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, sheet } from '../ink.ts';
import { IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK } from '../on-paper.ts';

const LINES_A_PAGE = 47;
const money = moneyIn({ commas: false });
const rule = '-'.repeat(118);

const GLOSSARY: Readonly<Record<string, string>> = {
  CO: 'Contractual obligation. The provider may not bill the patient for this amount.',
  PR: 'Patient responsibility. This amount may be billed to the patient or another insurer.',
  '16': 'The claim or service lacks information that is needed for a decision.',
  '29': 'The time limit for filing has passed.',
  '45': 'The charge is above the fee schedule or the contracted maximum.',
  '50': 'The payer does not deem the service a medical necessity.',
  '96': 'Charges not covered.',
  '97': 'The benefit for this service is included in the payment of another service.',
  '204': 'Not covered under the patient plan.',
  '253': 'Sequestration: reduction in federal payment.',
};

function cut(text: string, width: number): string {
  return text.slice(0, width).padEnd(width);
}
const amount = (cents: number | null | undefined, width = 9): string => money(cents).padStart(width);

const HEADINGS = [
  `${cut('PERF PROV', 11)}${cut('SERV DATE', 13)}${cut('POS', 4)}${cut('NOS', 6)}${cut('PROC', 7)}${cut('MODS', 9)}${'BILLED'.padStart(9)}${'ALLOWED'.padStart(9)}${'DEDUCT'.padStart(9)}${'COINS'.padStart(9)}  ${cut('GRP/RC-AMT', 18)}${'PROV PD'.padStart(10)}`,
  rule,
];

function serviceLines(line: RemittanceLine, npi: string): string[] {
  const columns = columnsOf(line);
  const coded = line.adjustments.filter((each) => !['deductible', 'coinsurance'].includes(columnOf(each)));
  const codes = coded.map((each) => `${cut(codeOf(each), 7)}${amount(each.amountCents, 11)}`);
  const day = dateIn('MMDDYY', line.serviceDate);
  const start = `${cut(npi, 11)}${cut(`${day.slice(0, 4)} ${day}`, 13)}${cut('11', 4)}${cut(`${line.units ?? 1}.0`, 6)}${cut(line.procedure ?? '', 7)}${cut((line.modifiers ?? []).join(' '), 9)}`;
  const amounts = [columns.billed, columns.allowed, columns.deductible, columns.coinsurance]
    .map((each) => amount(each))
    .join('');
  const more = codes.slice(1).map((code) => `${' '.repeat(88)}${code}`);
  const remarks = line.remarks?.length ? [`${' '.repeat(24)}REM: ${line.remarks.join(' ')}`] : [];
  return [`${start}${amounts}  ${codes[0] ?? cut('', 18)}${amount(columns.paid, 10)}`, ...more, ...remarks];
}

function claimLines(claim: RemittanceClaim, npi: string): string[] {
  const total = claimColumns(claim);
  const interest = claim.interestCents ?? 0;
  return [
    `NAME ${cut(lastFirst(claim.patient), 28)}MID ${cut(claim.patient.memberId ?? '', 14)}ACNT ${cut(claim.patientControlNumber ?? '', 17)}ICN ${cut(claim.payerClaimControlNumber ?? '', 18)}ASG Y  MOA MA01`,
    ...claim.lines.flatMap((line) => serviceLines(line, npi)),
    `PT RESP ${cut(money(total.patient), 12)}${' '.repeat(14)}${cut('CLAIM TOTALS', 16)}${[total.billed, total.allowed, total.deductible, total.coinsurance].map((each) => amount(each)).join('')}  ${' '.repeat(7)}${amount(reductionsOf(total), 11)}${amount(total.paid, 10)}`,
    `ADJ TO TOTALS:  PREV PD ${amount(0)}   INTEREST ${amount(interest)}   LATE FILING CHARGE ${amount(0)}${' '.repeat(13)}NET${amount(total.paid + interest, 12)}`,
    rule,
  ];
}

function closing(payment: RemittancePayment): string[] {
  const total = addColumns(payment.claims.map(claimColumns));
  const adjusted = sumOf(payment.providerAdjustments.map((each) => each.amountCents));
  const head = ['# OF', 'BILLED', 'ALLOWED', 'DEDUCT', 'COINS', 'TOTAL', 'PROV PD', 'PROV', 'CHECK'];
  const under = ['CLAIMS', 'AMT', 'AMT', 'AMT', 'AMT', 'RC-AMT', 'AMT', 'ADJ AMT', 'AMT'];
  const values = [
    total.billed,
    total.allowed,
    total.deductible,
    total.coinsurance,
    reductionsOf(total),
    total.paid,
    adjusted,
    payment.amountCents,
  ];
  const details = payment.providerAdjustments.map(
    (each) => `${' '.repeat(23)}${cut(each.reason, 18)}${cut(each.reference ?? '', 40)}${amount(each.amountCents, 12)}`,
  );
  return [
    `TOTALS:   ${head.map((each) => each.padStart(11)).join('')}`,
    `          ${under.map((each) => each.padStart(11)).join('')}`,
    `          ${String(payment.claims.length).padStart(11)}${values.map((each) => amount(each, 11)).join('')}`,
    '',
    ...(details.length > 0
      ? [
          `PROVIDER ADJ DETAILS:  ${cut('PLB REASON CODE', 18)}${cut('FCN', 40)}${'AMOUNT'.padStart(12)}`,
          ...details,
          '',
        ]
      : []),
  ];
}

function glossary(payment: RemittancePayment): string[] {
  const used = new Set(
    payment.claims.flatMap((claim) =>
      claim.lines.flatMap((line) => line.adjustments.flatMap((each) => [each.group ?? '', each.reason ?? ''])),
    ),
  );
  const entries = Object.entries(GLOSSARY).filter(([code]) => used.has(code));
  return [
    'GLOSSARY: GROUP, REASON, MOA AND REMARK CODES',
    ...entries.map(([code, text]) => `${cut(code, 6)}${text}`),
    'MA01  You may ask for an appeal if you do not agree with this decision.',
  ];
}

function furniture(payment: RemittancePayment, page: number, pages: number): string[] {
  const date = dateIn('MM/DD/YYYY', payment.date);
  if (page > 1)
    return [
      `${cut(payment.payer.name?.toUpperCase() ?? '', 82)}${`DATE: ${date}`.padEnd(20)}PAGE #: ${page} OF ${pages}`,
      `PROVIDER #: ${payment.payee.npi ?? ''}    CHECK/EFT #: ${payment.number ?? ''}`,
      '',
      ...HEADINGS,
    ];
  return [
    `${cut(payment.payer.name?.toUpperCase() ?? '', 82)}MEDICARE`,
    `${cut('PO BOX 6999', 82)}REMITTANCE`,
    `${cut('HALLOW SPRINGS, IN 46999', 82)}ADVICE`,
    '',
    `${cut(payment.payee.name?.toUpperCase() ?? '', 82)}PROVIDER #:  ${payment.payee.npi ?? ''}`,
    `${cut('', 82)}PAGE #: ${page} OF ${pages}`,
    `${cut('', 82)}DATE: ${date}`,
    `${cut('', 82)}CHECK/EFT #: ${payment.number ?? ''}`,
    '',
    '*'.repeat(74),
    '*  NEW ADDRESSES FOR WRITTEN INQUIRIES ARE ON OUR WEB SITE. PLEASE READ. *',
    '*'.repeat(74),
    '',
    ...HEADINGS,
  ];
}

function paged(payment: RemittancePayment): string[] {
  const npi = payment.payee.npi ?? '';
  const body = [
    ...payment.claims.flatMap((claim) => claimLines(claim, npi)),
    '',
    ...closing(payment),
    '',
    ...glossary(payment),
  ];
  const first = LINES_A_PAGE - furniture(payment, 1, 1).length;
  const later = LINES_A_PAGE - furniture(payment, 2, 2).length;
  const chunks = [body.slice(0, first)];
  for (let at = first; at < body.length; at += later) chunks.push(body.slice(at, at + later));
  return chunks.map((chunk, i) => [...furniture(payment, i + 1, chunks.length), ...chunk].join('\n'));
}

export const medicare: Layout = {
  name: 'medicare',
  profile: {
    kind: 'professional',
    payers: [
      payer('Tri-Rivers Medicare Services', 'TRMED', '990100011', 'PO Box 6999', 'Hallow Springs, IN 46999'),
      payer('Great Basin Medicare Part B', 'GBMPB', '990100029', 'PO Box 6999', 'Hallow Springs, IN 46999'),
    ],
    claims: [2, 7],
    lines: [1, 5],
    memberIds: 'mbi',
    claimNumbers: 'digits13',
    method: 'both',
    features: [
      ...TAKEN_BACK,
      ...SERVICE_DETAIL,
      'sequestration',
      'other-payer',
      'coinsurance',
      'deductible',
      'interest',
      'forward-balance',
      'zero-pay',
    ],
    denials: ['CO-16', 'CO-97', 'CO-50', 'CO-29', 'PR-96'],
  },
  prints: {
    payment: ['npi'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'allowed', 'remarks'],
  },
  render: (payments) =>
    sheet({
      title: 'Remittance advice',
      margin: '0.35in 0.3in',
      size: 'letter landscape',
      css: `pre { font: 9.9pt/1.16 "Liberation Mono", monospace; margin: 0; break-after: page; } pre:last-child { break-after: auto; }`,
      body: payments
        .flatMap(paged)
        .map((text) => `<pre>${escapeHtml(text)}</pre>`)
        .join(''),
    }),
};
