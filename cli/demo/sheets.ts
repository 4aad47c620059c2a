/** The demo's CSV files, with the column names of a practice system. */
import type { Appointment, Claim, ClaimLine } from '../../domain/claim.ts';
import { formatUsDate } from '../../domain/dates.ts';

type Cell = string | number | null;
type Sheet<T> = Readonly<Record<string, (row: T) => Cell>>;

const usDate = (iso: string | null): Cell => iso && formatUsDate(iso);
const dollars = (cents: number): string => (cents / 100).toFixed(2);

export const APPOINTMENT_SHEET: Sheet<Appointment> = {
  Payer: ({ payer }) => payer.name,
  'Payer ID': ({ payer }) => payer.id,
  'Member ID': ({ memberId }) => memberId,
  'Last name': ({ patient }) => patient.lastName,
  'First name': ({ patient }) => patient.firstName,
  'Date of birth': ({ patient }) => usDate(patient.birthDate),
  'Provider NPI': ({ providerNpi }) => providerNpi,
  'Appointment date': ({ serviceDate }) => usDate(serviceDate),
};

/** One row a claim line. */
export const CLAIM_SHEET: Sheet<{ claim: Claim; line: ClaimLine }> = {
  'Claim number': ({ claim }) => claim.patientControlNumber,
  'Claim type': ({ claim }) => claim.kind,
  Payer: ({ claim }) => claim.payer.name,
  'Payer ID': ({ claim }) => claim.payer.id,
  'Member ID': ({ claim }) => claim.memberId,
  'Last name': ({ claim }) => claim.patient.lastName,
  'First name': ({ claim }) => claim.patient.firstName,
  'Date of birth': ({ claim }) => usDate(claim.patient.birthDate),
  'Provider NPI': ({ claim }) => claim.billingProvider.npi,
  'Date of service': ({ line, claim }) => usDate(line.serviceFrom ?? claim.serviceFrom),
  'Service to': ({ line, claim }) => usDate(line.serviceTo ?? claim.serviceTo),
  'Submitted on': ({ claim }) => usDate(claim.submittedOn),
  Frequency: ({ claim }) => claim.frequency,
  'Payer claim number': ({ claim }) => claim.payerClaimControlNumber,
  'Revenue code': ({ line }) => line.revenueCode,
  Procedure: ({ line }) => line.procedure,
  Units: ({ line }) => line.units,
  'Billed amount': ({ line }) => dollars(line.billedCents),
};

/** @returns the rows as CSV under their column names. */
export function sheetText<T>(sheet: Sheet<T>, rows: readonly T[]): string {
  const columns = Object.entries(sheet);
  const lines = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  return `${lines.map((cells) => cells.map(quoted).join(',')).join('\n')}\n`;
}

const quoted = (cell: Cell): string => `"${String(cell ?? '').replaceAll('"', '""')}"`;
