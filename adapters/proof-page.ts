/** The printed proof of a posting: one self-contained page that a person can check with a pencil. It holds patient data. */
import { dayIn } from '../domain/dates.ts';
import { formatCents } from '../domain/money.ts';
import { CASH_KINDS } from '../domain/posting.ts';
import type { EntryKind, PlanNote } from '../domain/posting.ts';
import type { Adjustment, RemittanceLine } from '../domain/remittance.ts';
import type { StoredEntry } from './ledger.ts';
import type { LedgerSheet } from './ledger-csv.ts';
import { PROOF_STYLE } from './proof-style.ts';
import type { StoredPayment, StoredPaymentClaim } from './remittances.ts';

const KIND_WORDS: Readonly<Record<EntryKind, string>> = {
  payment: 'Payment',
  contractual: 'Contractual write-off',
  'patient-responsibility': 'Patient responsibility',
  'other-payer': 'Paid by another payer',
  'other-adjustment': 'Other adjustment',
  interest: 'Interest',
  'take-back': 'Taken back',
  'provider-adjustment': 'Provider-level adjustment',
  unapplied: 'Unapplied: waits for a person',
};

/** @param printedAt for the foot of the page. @param timeZone of the office: its day of posting counts. @returns a whole HTML document. */
export function proofPage({ payment, claims, entries }: LedgerSheet, printedAt: Date, timeZone: string): string {
  const title = `Posting proof ${payment.payment.number ?? 'without number'}`;
  const ofClaim = (id: string | null): StoredEntry[] => entries.filter(({ paymentClaimId }) => paymentClaimId === id);
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${safe(title)}</title><style>${PROOF_STYLE}</style></head><body>
<header><h1>${safe(title)}</h1>${headTable(payment, timeZone)}</header>
${tieTable(payment, entries)}
${claims.map((claim) => claimSection(claim, claims.length, ofClaim(claim.id))).join('\n')}
${payerSection(ofClaim(null))}
<footer>Printed ${printedAt.toISOString().slice(0, 16).replace('T', ' ')} UTC. Document ${payment.documentId}, payment ${payment.id}.</footer>
</body></html>
`;
}

function headTable({ payment, postedAt, state, exceptions }: StoredPayment, timeZone: string): string {
  const posted = postedAt ? dayIn(postedAt, timeZone) : 'not posted';
  const rows = [
    ['Payer', payment.payer.name ?? payment.payer.id ?? ''],
    ['Paid to', [payment.payee.name, payment.payee.npi].filter(Boolean).join(', ')],
    ['Check or EFT', [payment.method, payment.number].filter(Boolean).join(' ')],
    ['Date', payment.date ?? ''],
    ['Amount', payment.amountCents === null ? 'not read' : formatCents(payment.amountCents)],
    ['Posted', posted],
    ['State', STATE_WORDS[state]],
  ];
  const body = rows.map(([name, value]) => `<tr><th>${safe(name!)}</th><td>${safe(value!)}</td></tr>`).join('');
  return `<table class="head">${body}</table>${heldNote(exceptions)}`;
}

const STATE_WORDS = {
  posted: 'posted whole',
  part: 'posted, some claims wait for a person',
  held: 'waits for a person',
  attached: 'the same payment was posted from another document',
  withdrawn: 'its pages are read in another document',
} as const;

/** The one sum that matters: what was paid in, and where it went. */
function tieTable({ amountCents }: StoredPayment, entries: readonly StoredEntry[]): string {
  if (entries.length === 0 || amountCents === null) return '';
  const rows = CASH_KINDS.flatMap((kind) => {
    const own = entries.filter((entry) => entry.kind === kind);
    return own.length === 0 ? [] : [row([KIND_WORDS[kind]], [formatCents(sum(own))])];
  });
  const cash = sum(entries.filter(({ kind }) => CASH_KINDS.includes(kind)));
  return `<section><h2>Where the money went</h2><table>${rows.join('')}
<tr class="total"><th>In the ledger</th><td class="n">${formatCents(cash)}</td></tr>
<tr class="total"><th>Paid in</th><td class="n">${formatCents(amountCents)}</td></tr>
<tr class="total ${cash === amountCents ? 'ok' : 'bad'}"><th>Difference</th><td class="n">${formatCents(amountCents - cash)}</td></tr></table></section>`;
}

function claimSection(stored: StoredPaymentClaim, of: number, entries: readonly StoredEntry[]): string {
  const { claim, place, state, exceptions } = stored;
  const name = [claim.patient.lastName, claim.patient.firstName].filter(Boolean).join(', ');
  const facts = [
    `Account ${claim.patientControlNumber ?? '(none)'}`,
    `payer's claim ${claim.payerClaimControlNumber ?? '(none)'}`,
    `member ${claim.patient.memberId ?? '(none)'}`,
    `status ${claim.statusCode ?? '(none)'}`,
    claim.serviceFrom ?? '',
  ].filter(Boolean);
  return `<section class="claim ${state}"><h2>${place + 1} of ${of}: ${safe(name)}</h2><p>${safe(facts.join(' · '))}</p>
${state === 'held' ? heldNote(exceptions) : ''}
<table><thead><tr><th>Line</th><th>Date</th><th>Code</th><th class="n">Billed</th><th class="n">Allowed</th><th>Adjustments</th><th class="n">Paid</th></tr></thead>
<tbody>${claim.lines.map(lineRow).join('')}
<tr class="total"><td colspan="3">Claim</td><td class="n">${cents(claim.billedCents)}</td><td class="n">${cents(claim.allowedCents)}</td><td>${safe(adjustmentText(claim.adjustments ?? []))}</td><td class="n">${cents(claim.paidCents)}</td></tr></tbody></table>
${entryTable(entries)}</section>`;
}

const lineRow = (line: RemittanceLine, index: number): string =>
  `<tr><td>${index + 1}</td><td>${line.serviceDate ?? ''}</td><td>${safe([line.procedure ?? '', ...(line.modifiers ?? [])].join(' '))}</td><td class="n">${cents(line.billedCents)}</td><td class="n">${cents(line.allowedCents)}</td><td>${safe(adjustmentText(line.adjustments))}</td><td class="n">${cents(line.paidCents)}</td></tr>`;

const adjustmentText = (adjustments: readonly Adjustment[]): string =>
  adjustments
    .map(
      ({ group, reason, printedCode, amountCents }) =>
        `${group ?? '?'}-${reason ?? printedCode ?? '?'} ${formatCents(amountCents)}`,
    )
    .join(', ');

const payerSection = (entries: readonly StoredEntry[]): string =>
  entries.length === 0 ? '' : `<section><h2>At payer level</h2>${entryTable(entries)}</section>`;

function entryTable(entries: readonly StoredEntry[]): string {
  if (entries.length === 0) return '<p>No entries.</p>';
  const body = entries.map((entry) => {
    const code = [entry.group, entry.reason].filter(Boolean).join('-');
    const line = entry.lineNumber === null ? '' : `line ${entry.lineNumber}`;
    const part = entry.part === 1 ? '' : `posting ${entry.part} by ${entry.actor}`;
    return row([KIND_WORDS[entry.kind], line, code, entry.reference ?? '', part], [formatCents(entry.amountCents)]);
  });
  return `<table class="entries"><thead><tr><th>Entry</th><th></th><th>Code</th><th>Reference</th><th></th><th class="n">Amount</th></tr></thead><tbody>${body.join('')}</tbody></table>`;
}

const heldNote = (exceptions: readonly PlanNote[]): string =>
  exceptions.length === 0
    ? ''
    : `<ul class="held">${exceptions.map(({ detail, code, differenceCents }) => `<li>${safe(detail)} (${code}${differenceCents === undefined ? '' : `, difference ${formatCents(differenceCents)}`})</li>`).join('')}</ul>`;

const row = (texts: readonly string[], amounts: readonly string[]): string =>
  `<tr>${texts.map((text) => `<td>${safe(text)}</td>`).join('')}${amounts.map((text) => `<td class="n">${text}</td>`).join('')}</tr>`;

const cents = (amount: number | null | undefined): string =>
  amount === null || amount === undefined ? '' : formatCents(amount);
const sum = (entries: readonly StoredEntry[]): number => entries.reduce((all, { amountCents }) => all + amountCents, 0);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');
