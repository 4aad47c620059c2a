/** A state's remittance and status report: fixed-width type, two heading rows a page, sections by status, five-digit codes of the state explained at the end. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, codeOf, type Columns, columnsOf, paidOnClaims, sumOf } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, sheet } from '../ink.ts';
import { meansOf, payeeAddress } from '../letterhead.ts';
import { clearNote, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const LINES_A_PAGE = 50;
const money = moneyIn({ sign: 'trailing' });

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-45': clearNote(
    '00093',
    'PAYMENT REDUCED TO THE MAXIMUM ALLOWED BY THE FEE SCHEDULE. THE CLIENT MAY NOT BE BILLED.',
  ),
  'CO-16': clearNote(
    '00251',
    'DENIED. THE CLAIM LACKS INFORMATION NEEDED FOR PROCESSING. THE CLIENT MAY NOT BE BILLED.',
  ),
  'CO-29': clearNote('00018', 'DENIED. RECEIVED AFTER THE TIME LIMIT FOR FILING. THE CLIENT MAY NOT BE BILLED.'),
  'CO-97': clearNote('00410', 'DENIED. INCLUDED IN THE PAYMENT OF ANOTHER SERVICE. THE CLIENT MAY NOT BE BILLED.'),
  'CO-50': vagueNote('00777', 'REFER TO SECTION 12 OF THE PROVIDER MANUAL.'),
};

const codesOn = (line: RemittanceLine): string[] =>
  line.adjustments.filter(({ group }) => group === 'CO').map((each) => CODES[codeOf(each)]?.code ?? each.reason ?? '');

const cut = (text: string | null | undefined, width: number): string => (text ?? '').padEnd(width);
const amounts = (c: Columns, isOpen: boolean): string =>
  [c.billed, c.allowed, c.otherPayer, c.copay, c.paid]
    .map((cents, i) => (isOpen && i > 0 ? '' : money(cents)).padStart(12))
    .join('');

const HEADINGS = [
  `${cut('CLIENT NAME', 30)}${cut('CLIENT NUMBER', 18)}${cut('CLAIM CONTROL NUMBER', 24)}${cut('PATIENT ACCOUNT', 22)}`,
  `  ${cut('FROM', 9)}${cut('THRU', 10)}${cut('PROC', 7)}${cut('MODIFIERS', 11)}${'QTY'.padStart(4)}${['BILLED', 'ALLOWED', 'OTHER INS', 'CO-PAY', 'PAID'].map((head) => head.padStart(12)).join('')}   EOB CODES`,
  '='.repeat(126),
];

function claimBlock(claim: RemittanceClaim, mark = ''): string[] {
  const isOpen = claim.isPended === true;
  const lines = claim.lines.map((line) => {
    const day = dateIn('MM/DD/YY', line.serviceDate);
    return `  ${cut(day, 9)}${cut(day, 10)}${cut(line.procedure, 7)}${cut((line.modifiers ?? []).join(' '), 11)}${String(line.units ?? 1).padStart(4)}${amounts(columnsOf(line), isOpen)}   ${codesOn(line).join(' ')}`.trimEnd();
  });
  return [
    `${cut(lastFirst(claim.patient, ' '), 30)}${cut(claim.patient.memberId, 18)}${cut(claim.payerClaimControlNumber, 24)}${cut(claim.patientControlNumber, 22)}${mark}`.trimEnd(),
    ...lines,
    `${cut('  CLAIM TOTAL', 43)}${amounts(claimColumns(claim), isOpen)}`.trimEnd(),
    '',
  ];
}

/** Lines that stay on one page. */
function section(title: string, claims: readonly RemittanceClaim[], mark?: (claim: RemittanceClaim) => string) {
  if (claims.length === 0) return [];
  const isOpen = claims.every((claim) => claim.isPended);
  const blocks = claims.map((claim) => claimBlock(claim, mark?.(claim)));
  const sums = `${cut(`  TOTAL ${title} - ${claims.length} CLAIM(S)`, 43)}${amounts(addColumns(claims.map(claimColumns)), isOpen)}`;
  return [[`**** ${title} ****`, '', ...(blocks[0] ?? [])], ...blocks.slice(1), [sums.trimEnd(), '']];
}

function closing(payment: RemittancePayment): string[] {
  const entry = (text: string, reference: string, cents: number): string =>
    `  ${cut(text, 40)}${cut(reference, 26)}${money(cents).padStart(14)}`;
  const withheld = sumOf(payment.providerAdjustments.map((each) => each.amountCents));
  const taken = payment.providerAdjustments.map((each) =>
    entry(
      each.reason === 'WO' ? 'RECOUPMENT OF OVERPAYMENT' : 'BALANCE FORWARD',
      each.reference ?? '',
      each.amountCents,
    ),
  );
  return [
    ...(taken.length > 0
      ? [
          '**** FINANCIAL TRANSACTIONS ****',
          '',
          `  ${cut('TRANSACTION', 40)}${cut('CONTROL NUMBER', 26)}${'WITHHELD'.padStart(14)}`,
          ...taken,
          '',
        ]
      : []),
    '**** PAYMENT SUMMARY ****',
    '',
    entry('CLAIMS PAID AND ADJUSTED', '', paidOnClaims(payment)),
    entry('LESS AMOUNT WITHHELD', '', withheld),
    entry('PAYMENT TO PROVIDER', '', payment.amountCents ?? 0),
    '',
  ];
}

function explained({ claims }: RemittancePayment): string[] {
  const used = new Set(claims.flatMap((claim) => claim.lines.flatMap(codesOn)));
  const known = Object.values(CODES).filter(({ code }) => used.has(code));
  return ['**** EXPLANATION OF BENEFITS (EOB) CODES ****', '', ...known.map(({ code, text }) => `  ${code}  ${text}`)];
}

function blocksOf(payment: RemittancePayment): string[][] {
  const { claims } = payment;
  const isAdjusted = (claim: RemittanceClaim): boolean =>
    claims.some((each) => each.statusCode === '22' && each.patientControlNumber === claim.patientControlNumber);
  const first = claims.filter((claim) => !claim.isPended && !isAdjusted(claim));
  return [
    ...section(
      'PAID CLAIMS',
      first.filter(({ statusCode }) => statusCode !== '4'),
    ),
    ...section('ADJUSTED CLAIMS', claims.filter(isAdjusted), ({ statusCode }) =>
      statusCode === '22' ? 'CREDIT' : 'ADJUSTMENT',
    ),
    ...section(
      'DENIED CLAIMS',
      first.filter(({ statusCode }) => statusCode === '4'),
    ),
    ...section(
      'CLAIMS IN PROCESS',
      claims.filter((claim) => claim.isPended),
    ),
    closing(payment),
    explained(payment),
  ];
}

function furniture(payment: RemittancePayment, page: number, pages: number): string[] {
  const kind = meansOf(payment, 'CHECK');
  const address = payeeAddress(payment).map((text) => text.toUpperCase());
  const centred = (left: string, text: string, right: string): string =>
    `${cut(left, 40)}${cut(text, 50)}${right.padStart(36)}`;
  return [
    centred('REPORT FIN-0200-R', 'STATE OF EASTMARK', `PAGE ${page} OF ${pages}`),
    centred(
      `NPI ${payment.payee.npi}`,
      (payment.payer.name ?? '').toUpperCase(),
      `${kind} DATE ${dateIn('MM/DD/YYYY', payment.date)}`,
    ),
    centred(`TAX ID ${payment.payee.tin}`, 'REMITTANCE AND STATUS REPORT', `${kind} NUMBER ${payment.number}`),
    '',
    ...(page === 1
      ? [
          `    ${(payment.payee.name ?? '').toUpperCase()}`,
          ...address.map((text) => `    ${text}`),
          '',
          '  PLEASE VERIFY CLIENT ELIGIBILITY BEFORE EACH SERVICE. PROVIDER INQUIRY 800-555-0127.',
          '',
        ]
      : []),
    ...HEADINGS,
  ];
}

function paged(payment: RemittancePayment): string[] {
  const pages: string[][] = [[]];
  for (const block of blocksOf(payment)) {
    const room = LINES_A_PAGE - furniture(payment, pages.length, 1).length;
    if ((pages.at(-1)?.length ?? 0) + block.length > room) pages.push([]);
    pages.at(-1)?.push(...block);
  }
  return pages.map((body, i) => [...furniture(payment, i + 1, pages.length), ...body].join('\n'));
}

export const eastmark: Layout = {
  name: 'eastmark',
  profile: {
    kind: 'professional',
    payers: [
      payer('Eastmark Medical Assistance Program', 'EMAP1', '990530019', 'PO Box 7999', 'Capitol Grove, NF 00999'),
    ],
    claims: [4, 9],
    lines: [1, 4],
    memberIds: 'numeric',
    claimNumbers: 'digits15',
    method: 'both',
    features: [...TAKEN_BACK, ...SERVICE_DETAIL, 'other-payer', 'copay', 'pended'],
    denials: ['CO-16', 'CO-29', 'CO-97', 'CO-50'],
  },
  prints: {
    payment: ['npi', 'tin', 'method'],
    claim: [...IDENTITY, 'allowed'],
    line: [...SERVICE, 'allowed'],
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Remittance and status report',
      size: 'letter landscape',
      margin: '0.4in 0.5in',
      css: `pre { font: 9.2pt/1.15 "Liberation Mono", monospace; margin: 0; break-after: page; } pre:last-child { break-after: auto; }`,
      body: payments
        .flatMap(paged)
        .map((text) => `<pre>${escapeHtml(text)}</pre>`)
        .join(''),
    }),
};
