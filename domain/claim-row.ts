/** One row of a claim table, read cell by cell. */
import { type CellReader, cellReader, parseName } from './cells.ts';
import type { Claim } from './claim.ts';
import type { ClaimField } from './claim-columns.ts';
import type { ImportNote } from './import-note.ts';
import type { FoundColumns, TableRow } from './table.ts';

export interface ClaimRow {
  readonly row: number;
  readonly kind: Claim['kind'];
  readonly patientControlNumber: string;
  readonly payerName: string;
  readonly payerId: string | null;
  readonly memberId: string | null;
  readonly patientLastName: string;
  readonly patientFirstName: string | null;
  readonly birthDate: string | null;
  readonly sex: 'F' | 'M' | 'U' | null;
  readonly relationship: string | null;
  readonly subscriberLastName: string | null;
  readonly subscriberFirstName: string | null;
  readonly subscriberBirthDate: string | null;
  readonly groupNumber: string | null;
  readonly frequency: string | null;
  readonly payerClaimControlNumber: string | null;
  readonly totalCents: number | null;
  readonly billedCents: number | null;
  readonly serviceFrom: string | null;
  readonly serviceTo: string | null;
  readonly submittedOn: string | null;
  readonly diagnoses: readonly string[];
  readonly procedure: string | null;
  readonly modifiers: readonly string[];
  readonly revenueCode: string | null;
  readonly units: number | null;
  readonly lineControlNumber: string | null;
  readonly providerName: string | null;
  readonly providerNpi: string | null;
  readonly providerTin: string | null;
  readonly renderingName: string | null;
  readonly renderingNpi: string | null;
}

/** @returns the row as far as it could be read; what could not be read is in `problems`. */
export function readClaimRow(
  row: TableRow,
  columns: FoundColumns<ClaimField>,
  today: string,
  problems: ImportNote[],
): ClaimRow {
  const cell = cellReader(row, columns, problems);
  const { text, date } = cell;
  const serviceFrom =
    date('serviceFrom', today) ??
    (text('serviceFrom') === null ? cell.fail('serviceFrom', 'the service date is missing; fill it in.') : null);
  return {
    row: row.row,
    kind: kindOf(cell),
    patientControlNumber: cell.needed('patientControlNumber', 'the claim number') ?? '',
    ...payerOf(cell),
    memberId: text('memberId'),
    ...patientOf(cell),
    birthDate: date('birthDate', today),
    sex: cell.sex('sex'),
    relationship: relationshipOf(cell),
    subscriberLastName: text('subscriberLastName'),
    subscriberFirstName: text('subscriberFirstName'),
    subscriberBirthDate: date('subscriberBirthDate', today),
    groupNumber: text('groupNumber'),
    frequency: text('frequency'),
    payerClaimControlNumber: text('payerClaimControlNumber'),
    totalCents: cell.cents('totalBilled'),
    billedCents: cell.cents('billed'),
    serviceFrom,
    serviceTo: serviceEnd(cell, serviceFrom, today),
    submittedOn: date('submittedOn', today),
    diagnoses: listOf(text('diagnoses')),
    procedure: text('procedure'),
    modifiers: listOf(text('modifiers')),
    revenueCode: text('revenueCode'),
    units: cell.number('units'),
    lineControlNumber: text('lineControlNumber'),
    providerName: text('providerName'),
    providerNpi: text('providerNpi'),
    providerTin: text('providerTin'),
    renderingName: text('renderingName'),
    renderingNpi: text('renderingNpi'),
  };
}

function serviceEnd(cell: CellReader<ClaimField>, from: string | null, today: string): string | null {
  const to = cell.date('serviceTo', today);
  if (to !== null && from !== null && to < from)
    return cell.fail('serviceTo', 'the service ends before it begins; correct one of the dates.');
  return to ?? from;
}

/** A payer without a name is called by its id. */
function payerOf(cell: CellReader<'payerName' | 'payerId' | ClaimField>): {
  payerName: string;
  payerId: string | null;
} {
  const payerId = cell.text('payerId');
  return {
    payerName: cell.text('payerName') ?? payerId ?? cell.fail('payerName', 'the payer is missing; fill it in.') ?? '',
    payerId,
  };
}

function patientOf(cell: CellReader<ClaimField>): { patientLastName: string; patientFirstName: string | null } {
  const last = cell.text('patientLastName');
  if (last !== null) return { patientLastName: last, patientFirstName: cell.text('patientFirstName') };
  const whole = cell.text('patientName');
  const name = whole === null ? null : parseName(whole);
  if (name) return { patientLastName: name.lastName, patientFirstName: name.firstName };
  const field = whole === null ? 'patientLastName' : 'patientName';
  cell.fail(field, whole === null ? "the patient's name is missing; fill it in." : 'write the name as LAST, FIRST.');
  return { patientLastName: '', patientFirstName: null };
}

const KINDS: Readonly<Record<string, Claim['kind']>> = {
  P: 'professional',
  '837P': 'professional',
  PROFESSIONAL: 'professional',
  CMS1500: 'professional',
  HCFA: 'professional',
  I: 'institutional',
  '837I': 'institutional',
  INSTITUTIONAL: 'institutional',
  UB04: 'institutional',
  D: 'dental',
  '837D': 'dental',
  DENTAL: 'dental',
  ADA: 'dental',
};

/** Without a column or a value: professional, unless the row has a revenue code. */
function kindOf(cell: CellReader<ClaimField>): Claim['kind'] {
  const text = cell.text('kind');
  if (text === null) return cell.text('revenueCode') === null ? 'professional' : 'institutional';
  const kind = KINDS[text.toUpperCase().replace(/[^A-Z0-9]/g, '')];
  return (
    kind ??
    cell.fail('kind', 'this is no kind of claim we know; write professional, institutional or dental.') ??
    'professional'
  );
}

const RELATIONSHIPS: Readonly<Record<string, string>> = { SELF: '18', SPOUSE: '01', CHILD: '19', OTHER: 'G8' };

/** X12 1069: two characters, or the four words that forms print. */
function relationshipOf(cell: CellReader<ClaimField>): string | null {
  const text = cell.text('relationship');
  if (text === null) return null;
  const code = RELATIONSHIPS[text.toUpperCase()] ?? (/^[0-9A-Z]{2}$/i.test(text) ? text.toUpperCase() : null);
  return code ?? cell.fail('relationship', 'this is no relationship we know; write self, spouse, child or other.');
}

const listOf = (text: string | null): string[] => (text ?? '').split(/[\s,;|/:]+/).filter((part) => part !== '');
