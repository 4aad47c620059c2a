/** A Blues plan's voucher: claims under their rendering provider with a subtotal each, two rows a service under headings of two decks, the claim's numbers only after its total. */
import type { RemittanceClaim, RemittanceLine, RemittancePayment } from '../../../../domain/remittance.ts';
import { payer } from '../../cast.ts';
import { addColumns, claimColumns, codeOf, type Columns, columnsOf, isDenial } from '../../money-of.ts';
import type { Layout, LocalCode } from '../../truth.ts';
import { dateIn, escapeHtml, lastFirst, moneyIn, onNewPages, sheet } from '../ink.ts';
import { legendOf } from '../grid.ts';
import { meansOf } from '../letterhead.ts';
import { clearNote, COST_SHARES, IDENTITY, SERVICE, SERVICE_DETAIL, TAKEN_BACK, vagueNote } from '../on-paper.ts';

const CODES: Readonly<Record<string, LocalCode>> = {
  'CO-97': clearNote(
    'b',
    'Payment is included in the allowance for another service already adjudicated. Provider liability.',
  ),
  'CO-29': clearNote('d', 'The time limit for filing has expired. Provider liability.'),
  'PR-96': clearNote('g', 'Non-covered charge(s). The member is liable for this amount.'),
  'CO-16': vagueNote('k', 'Returned to provider. See the notice sent under separate cover.'),
};
const money = moneyIn({ sign: 'credit' });
const dollars = moneyIn({ sign: 'credit', dollar: true });
const DOCTORS = ['R. T. OKAFOR-LUND MD', 'PRISCILLA WENDT DO', 'M. A. STRAND PA-C'];

const cells = (...texts: string[]): string => texts.map((text) => `<td class="r">${text}</td>`).join('');

const upper = (c: Columns): string =>
  cells(money(c.billed), money(c.allowed), money(c.contractual), money(c.deductible), money(c.coinsurance));
const lower = (c: Columns, letters: string): string =>
  cells(
    money(c.notCovered) + (letters ? ` <b>${letters}</b>` : ''),
    money(c.otherPayer),
    money(c.copay),
    money(c.patient),
    money(c.paid),
  );

const lineText = (line: RemittanceLine): string => {
  const c = columnsOf(line);
  const letters = line.adjustments
    .filter(isDenial)
    .flatMap((each) => CODES[codeOf(each)]?.code ?? [])
    .join(',');
  const day = line.serviceDate ?? '';
  return `<tr class="a"><td>${dateIn('MMDDYY', day).slice(0, 4)} ${dateIn('MMDDYY', day)}</td><td>${line.procedure}</td>${upper(c)}</tr><tr class="z"><td>&nbsp;&nbsp;11&nbsp;&nbsp;${String(line.units ?? 1).padStart(3, '0')}</td><td>${(line.modifiers ?? []).join(' ')}</td>${lower(c, letters)}</tr>`;
};

const sums = (label: string, c: Columns, css: string): string =>
  `<tr class="a ${css}"><td colspan="2">${label}</td>${upper(c)}</tr><tr class="z ${css}"><td colspan="2"></td>${lower(c, '')}</tr>`;

const claimPart = (
  claim: RemittanceClaim,
): string => `<tbody class="claim"><tr class="who"><td colspan="7">PATIENT: <b>${escapeHtml(lastFirst(claim.patient, '  '))}</b></td></tr>${claim.lines.map(lineText).join('')}${sums('* CLAIM TOTAL *', claimColumns(claim), 'sum')}
<tr class="ids"><td colspan="7">CLAIM NO ${claim.payerClaimControlNumber} &nbsp; MEMBER ${claim.patient.memberId} &nbsp; PATIENT NO ${claim.patientControlNumber}${claim.interestCents ? ` &nbsp; INTEREST PAID IN ADDITION ${dollars(claim.interestCents)}` : ''}</td></tr></tbody>`;

function voucher(payment: RemittancePayment): string {
  const groups = DOCTORS.map(
    (doctor, d) =>
      [
        doctor,
        payment.claims.filter(
          (claim) =>
            Number(/\d/.exec(claim.patientControlNumber?.split('').reverse().join('') ?? '')?.[0] ?? 0) % 3 === d,
        ),
      ] as const,
  ).filter(([, claims]) => claims.length > 0);
  const used = legendOf(payment.claims, CODES);
  const kept = payment.providerAdjustments.filter((each) => each.reason !== 'L6');
  return `<div class="top"><div class="mark">✚</div><div><b>${escapeHtml(payment.payer.name ?? '')}</b><br>An independent licensee &nbsp;|&nbsp; PROVIDER VOUCHER</div><div class="r">VOUCHER DATE ${dateIn('MM-DD-YYYY', payment.date)}<br>${meansOf(payment, 'CHECK')} ${payment.number}<br>PROVIDER NPI ${payment.payee.npi}</div></div><div class="to">${escapeHtml((payment.payee.name ?? '').toUpperCase())}</div>
<table class="grid"><thead><tr><th>SERVICE DATES<br>&nbsp;&nbsp;POS&nbsp;/ UNITS</th><th>PROC<br>MODS</th><th class="r">TOTAL CHARGE<br>NON-COVERED</th><th class="r">ALLOWABLE<br>OTHER CARRIER</th><th class="r">PROV WRITE-OFF<br>MEMBER COPAY</th><th class="r">MBR DEDUCT<br>MBR LIABILITY</th><th class="r">MBR COINS<br>AMOUNT PAID</th></tr></thead>
${groups.map(([doctor, claims]) => `<tbody><tr class="doc"><td colspan="7">RENDERING PROVIDER ${doctor}</td></tr></tbody>${claims.map(claimPart).join('')}<tbody class="claim">${sums(`SUBTOTAL ${doctor}`, addColumns(claims.map(claimColumns)), 'sub')}</tbody>`).join('')}
<tbody class="claim">${sums('VOUCHER TOTAL', addColumns(payment.claims.map(claimColumns)), 'sub')}</tbody></table>
<div class="end"><div>${used.map(({ code, text }) => `<p><b>${code}</b> &nbsp;${escapeHtml(text)}</p>`).join('')}</div><table>${kept.map((each) => `<tr><td>${each.reason === 'WO' ? `LESS: REFUND DUE US, CLAIM ${each.reference}` : `BALANCE FORWARD ${each.reference ?? ''}`}</td><td class="r">${dollars(each.amountCents)}</td></tr>`).join('')}<tr><td><b>AMOUNT OF ${meansOf(payment, 'CHECK')}</b></td><td class="r"><b>${dollars(payment.amountCents)}</b></td></tr></table></div>`;
}

export const blueBanner: Layout = {
  name: 'blue-banner',
  profile: {
    kind: 'professional',
    payers: [payer('Cerulean Cross Plan of the Lakes', '00999', '990390011', 'PO Box 64999', 'Ellery, WI 53999')],
    claims: [4, 10],
    lines: [1, 4],
    memberIds: 'prefixed',
    claimNumbers: 'digits15',
    method: 'both',
    features: [...COST_SHARES, ...TAKEN_BACK, ...SERVICE_DETAIL, 'other-payer', 'interest'],
    denials: ['CO-97', 'CO-29', 'PR-96', 'CO-16'],
  },
  prints: {
    payment: ['npi', 'method'],
    claim: [...IDENTITY, 'allowed', 'patientResponsibility', 'interest'],
    line: [...SERVICE, 'allowed'],
    localCodes: CODES,
  },
  render: (payments) =>
    sheet({
      title: 'Provider voucher',
      margin: '0.45in 0.5in',
      edges: [{ at: 'bottom-center', says: '{page}', font: '7pt "Liberation Sans Narrow"' }],
      css: `body { font: 8pt/1.15 "Liberation Sans Narrow"; } .top { display: flex; justify-content: space-between; } .mark { font-size: 24pt; line-height: 0.9; color: #1a4fa0; } .to { margin: 6px 0 8px; } .grid td { padding: 0 3px; } .grid th { border: solid #1a4fa0; border-width: 1px 0; font-size: 7pt; } .doc td { background: #1a4fa0; color: #fff; padding: 2px 4px !important; } .who td { background: #e8eef8; padding: 1px 3px !important; } .z td { padding-bottom: 2px !important; } .sum.a td { border-top: 0.5px solid #888; } .ids td { font-size: 7pt; padding-bottom: 7px !important; } .sub { font-style: italic; } .sub.a td { border-top: 1px solid #000; padding-top: 2px; } .sub.z td { padding-bottom: 8px !important; } .end { display: flex; gap: 30px; } .end > * { flex: 1; } .end p { margin: 1px 0; font-size: 7pt; } .claim { break-inside: avoid; }`,
      body: onNewPages(payments, voucher),
    }),
};
