/** Rows of a schedule to appointments, one each. */
import { cellReader, parseName } from './cells.ts';
import type { Appointment } from './claim.ts';
import { CLAIM_COLUMNS } from './claim-columns.ts';
import type { ImportNote } from './import-note.ts';
import {
  type ColumnMapping,
  type ColumnNames,
  findColumns,
  type FoundColumns,
  type Table,
  type TableRow,
} from './table.ts';

const APPOINTMENT_FIELDS = [
  'payerName',
  'payerId',
  'memberId',
  'patientName',
  'patientLastName',
  'patientFirstName',
  'birthDate',
  'sex',
  'serviceDate',
  'providerNpi',
] as const;
export type AppointmentField = (typeof APPOINTMENT_FIELDS)[number];

const { payerName, payerId, memberId, patientName, patientLastName, patientFirstName, birthDate, sex } = CLAIM_COLUMNS;
export const APPOINTMENT_COLUMNS: ColumnNames<AppointmentField> = {
  payerName,
  payerId,
  memberId,
  patientName,
  patientLastName,
  patientFirstName,
  birthDate,
  sex,
  serviceDate: [
    'Appointment date',
    'Appointment',
    'Appt date',
    'Appt',
    'Visit date',
    'Service date',
    'Date of service',
    'DOS',
    'Scheduled date',
    'Schedule date',
    'Date',
  ],
  providerNpi: ['Provider NPI', 'NPI', 'Rendering NPI', 'Billing NPI'],
};

/** Payers find a member by id with name or birth date; an office has all of them. */
const NEEDED: readonly (readonly AppointmentField[])[] = [
  ['payerName', 'payerId'],
  ['memberId'],
  ['patientLastName', 'patientName'],
  ['birthDate'],
  ['serviceDate'],
];

export interface AppointmentTableOptions {
  /** The practice's calendar day: appointments may come after it, birth dates may not. */
  readonly today: string;
  readonly mapping?: ColumnMapping<AppointmentField> | undefined;
}

export interface AppointmentTableRead {
  readonly appointments: readonly Appointment[];
  readonly problems: readonly ImportNote[];
}

/** @throws TableRefusal naming the needed columns that are missing. */
export function readAppointmentTable(table: Table, { today, mapping }: AppointmentTableOptions): AppointmentTableRead {
  const columns = findColumns(table.columns, APPOINTMENT_COLUMNS, NEEDED, mapping);
  const problems: ImportNote[] = [];
  const appointments = table.rows.map((row) => readRow(row, columns, today, problems)).filter((read) => read !== null);
  return { appointments, problems };
}

function readRow(
  row: TableRow,
  columns: FoundColumns<AppointmentField>,
  today: string,
  problems: ImportNote[],
): Appointment | null {
  const before = problems.length;
  const cell = cellReader(row, columns, problems);
  const payer =
    cell.text('payerName') ?? cell.text('payerId') ?? cell.fail('payerName', 'the payer is missing; fill it in.');
  const member = cell.needed('memberId', 'the member id');
  const name = nameOf(cell.text('patientLastName'), cell.text('patientFirstName'), cell.text('patientName'));
  if (name === null)
    cell.fail(
      columns('patientLastName') === null ? 'patientName' : 'patientLastName',
      "the patient's name is missing or not written as LAST, FIRST; correct it.",
    );
  const birth = cell.date('birthDate', today);
  const gender = cell.sex('sex');
  const day =
    cell.text('serviceDate') === null
      ? cell.needed('serviceDate', 'the appointment date')
      : cell.date('serviceDate', null);
  if (problems.length > before || payer === null || member === null || name === null || day === null) return null;
  return {
    payer: { name: payer, id: cell.text('payerId') },
    memberId: member,
    patient: { ...name, birthDate: birth, sex: gender },
    providerNpi: cell.text('providerNpi'),
    serviceDate: day,
  };
}

const nameOf = (
  last: string | null,
  first: string | null,
  whole: string | null,
): { lastName: string; firstName: string | null } | null =>
  last === null ? (whole === null ? null : parseName(whole)) : { lastName: last, firstName: first };
