/** A payment's ledger entries as CSV, for an office's own books: one row an entry, amounts in dollars with two decimals. */
import { csvOf } from './export-files.ts';
import type { CellKind, CellValue } from './export-sets.ts';
import type { StoredEntry } from './ledger.ts';
import type { StoredPayment, StoredPaymentClaim } from './remittances.ts';

export interface LedgerSheet {
  readonly payment: StoredPayment;
  readonly claims: readonly StoredPaymentClaim[];
  readonly entries: readonly StoredEntry[];
}

const COLUMNS = {
  payment_number: 'text',
  payment_date: 'text',
  payer: 'text',
  part: 'text',
  posted_at: 'time',
  posted_by: 'text',
  patient_control_number: 'text',
  payer_claim_control_number: 'text',
  line: 'count',
  kind: 'text',
  group: 'text',
  reason: 'text',
  reference: 'text',
  amount: 'money',
} as const satisfies Readonly<Record<string, CellKind>>;
type Column = keyof typeof COLUMNS;

/** @returns a table with a line of names. */
export const ledgerCsv = (sheet: LedgerSheet): string =>
  csvOf({ columns: Object.entries(COLUMNS).map(([name, kind]) => ({ name, kind })), rows: rowsOf(sheet) }).toString();

function rowsOf({ payment, claims, entries }: LedgerSheet): Record<Column, CellValue>[] {
  const byId = new Map(claims.map(({ id, claim }) => [id, claim]));
  return entries.map((entry) => {
    const claim = entry.paymentClaimId === null ? undefined : byId.get(entry.paymentClaimId);
    return {
      payment_number: payment.payment.number ?? null,
      payment_date: payment.payment.date ?? null,
      payer: payment.payment.payer.name ?? payment.payment.payer.id ?? null,
      part: String(entry.part),
      posted_at: entry.postedAt,
      posted_by: entry.actor,
      patient_control_number: claim?.patientControlNumber ?? null,
      payer_claim_control_number: claim?.payerClaimControlNumber ?? null,
      line: entry.lineNumber,
      kind: entry.kind,
      group: entry.group,
      reason: entry.reason,
      reference: entry.reference,
      amount: entry.amountCents,
    };
  });
}
