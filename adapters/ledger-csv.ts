/** A payment's ledger entries as CSV, for an office's own books: one row an entry, amounts in dollars with two decimals. */
import { stringify } from 'csv-stringify/sync';
import type { StoredEntry } from './ledger.ts';
import type { StoredPayment, StoredPaymentClaim } from './remittances.ts';

export interface LedgerSheet {
  readonly payment: StoredPayment;
  readonly claims: readonly StoredPaymentClaim[];
  readonly entries: readonly StoredEntry[];
}

const COLUMNS = [
  'payment_number',
  'payment_date',
  'payer',
  'part',
  'posted_at',
  'posted_by',
  'patient_control_number',
  'payer_claim_control_number',
  'line',
  'kind',
  'group',
  'reason',
  'reference',
  'amount',
] as const;
type Column = (typeof COLUMNS)[number];

/** @returns a table with a line of names. */
export const ledgerCsv = (sheet: LedgerSheet): string =>
  stringify(rowsOf(sheet), { header: true, columns: [...COLUMNS], record_delimiter: 'windows' });

function rowsOf({ payment, claims, entries }: LedgerSheet): Record<Column, string>[] {
  const byId = new Map(claims.map(({ id, claim }) => [id, claim]));
  return entries.map((entry) => {
    const claim = entry.paymentClaimId === null ? undefined : byId.get(entry.paymentClaimId);
    return {
      payment_number: text(payment.payment.number),
      payment_date: payment.payment.date ?? '',
      payer: text(payment.payment.payer.name ?? payment.payment.payer.id),
      part: String(entry.part),
      posted_at: entry.postedAt.toISOString(),
      posted_by: entry.actor,
      patient_control_number: text(claim?.patientControlNumber),
      payer_claim_control_number: text(claim?.payerClaimControlNumber),
      line: entry.lineNumber === null ? '' : String(entry.lineNumber),
      kind: entry.kind,
      group: text(entry.group),
      reason: text(entry.reason),
      reference: text(entry.reference),
      amount: decimal(entry.amountCents),
    };
  });
}

/** `-12.05`: as spreadsheets and practice systems take amounts. */
function decimal(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What a payer printed is never run as a formula by a spreadsheet. */
function text(value: string | null | undefined): string {
  const bare = value ?? '';
  return /^[=+\-@\t\r]/.test(bare) ? `'${bare}` : bare;
}
