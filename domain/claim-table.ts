/** Rows of a table to claims: several rows with one claim number are the lines of one claim. */
import type { Claim, ClaimLine } from './claim.ts';
import { CLAIM_COLUMNS, type ClaimField, NEEDED_CLAIM_COLUMNS } from './claim-columns.ts';
import { dateToCome } from './claim-dates.ts';
import { readClaimRow, type ClaimRow } from './claim-row.ts';
import type { ImportNote } from './import-note.ts';
import { type ColumnMapping, findColumns, type FoundColumns, type Table } from './table.ts';

export interface ClaimTableOptions {
  /** The practice's calendar day; no date of a claim may lie after it. */
  readonly today: string;
  readonly mapping?: ColumnMapping<ClaimField> | undefined;
}

export interface ClaimTableRead {
  readonly claims: readonly Claim[];
  readonly problems: readonly ImportNote[];
}

/**
 * A claim with one bad row is left out whole: with the rest of its rows it would add up wrong.
 * @throws TableRefusal naming the needed columns that are missing.
 */
export function readClaimTable(table: Table, { today, mapping }: ClaimTableOptions): ClaimTableRead {
  const columns = findColumns(table.columns, CLAIM_COLUMNS, NEEDED_CLAIM_COLUMNS, mapping);
  const problems: ImportNote[] = [];
  const rowsOf = new Map<string, ClaimRow[]>();
  const spoiled = new Set<string>();
  for (const row of table.rows) {
    const before = problems.length;
    const read = readClaimRow(row, columns, today, problems);
    if (problems.length > before) spoiled.add(read.patientControlNumber);
    const group = rowsOf.get(read.patientControlNumber);
    if (group) group.push(read);
    else rowsOf.set(read.patientControlNumber, [read]);
  }
  const claims: Claim[] = [];
  for (const [number, rows] of rowsOf) {
    if (spoiled.has(number)) continue;
    const claim = claimOf(rows, columns, problems);
    if (claim && isPast(claim, rows, today, problems)) claims.push(claim);
  }
  return { claims, problems };
}

/** What all rows of a claim must say alike, and the column to name when they do not. */
const SHARED: readonly (readonly [keyof ClaimRow, ClaimField])[] = [
  ['payerName', 'payerName'],
  ['payerId', 'payerId'],
  ['memberId', 'memberId'],
  ['patientLastName', 'patientLastName'],
  ['patientFirstName', 'patientFirstName'],
  ['birthDate', 'birthDate'],
  ['totalCents', 'totalBilled'],
  ['frequency', 'frequency'],
  ['providerNpi', 'providerNpi'],
];

function claimOf(rows: readonly ClaimRow[], columns: FoundColumns<ClaimField>, problems: ImportNote[]): Claim | null {
  const [first] = rows;
  if (!first) return null;
  for (const row of rows) {
    const [, field] = SHARED.find(([key]) => row[key] !== first[key]) ?? [];
    if (field === undefined) continue;
    problems.push({
      place: { row: row.row, column: columns(field) },
      message: `it differs from row ${first.row} of the same claim number; the claim was left out. Make the rows agree, or give each claim its own number.`,
    });
    return null;
  }
  const billedCents = billedOf(rows, columns, problems);
  return billedCents === null ? null : assemble(first, rows, billedCents);
}

/** The claim's total where a column states it, else the sum of the rows. Stated and summed must agree. */
function billedOf(rows: readonly ClaimRow[], columns: FoundColumns<ClaimField>, problems: ImportNote[]): number | null {
  const [first] = rows;
  const summed = rows.every((row) => row.billedCents !== null)
    ? rows.reduce((total, row) => total + (row.billedCents ?? 0), 0)
    : null;
  const stated = first?.totalCents ?? null;
  if (stated !== null && summed !== null && stated !== summed) {
    problems.push({
      place: { row: first?.row ?? 0, column: columns('totalBilled') },
      message:
        "the total differs from the sum of the claim's rows; the claim was left out. Correct the amounts, or map only one of the two columns.",
    });
    return null;
  }
  if (stated === null && summed === null) {
    problems.push({
      place: { row: first?.row ?? 0, column: columns('billed') ?? columns('totalBilled') },
      message: 'the amount is missing; the claim was left out. Fill it in.',
    });
  }
  return stated ?? summed;
}

function assemble(first: ClaimRow, rows: readonly ClaimRow[], billedCents: number): Claim {
  const days = rows
    .flatMap((row) => [row.serviceFrom, row.serviceTo])
    .filter((day) => day !== null)
    .toSorted();
  const patient = {
    lastName: first.patientLastName,
    firstName: first.patientFirstName,
    birthDate: first.birthDate,
    sex: first.sex,
  };
  const subscriber =
    first.subscriberLastName === null
      ? patient
      : {
          lastName: first.subscriberLastName,
          firstName: first.subscriberFirstName,
          birthDate: first.subscriberBirthDate,
          sex: null,
        };
  return {
    kind: first.kind,
    patientControlNumber: first.patientControlNumber,
    frequency: first.frequency,
    payerClaimControlNumber: first.payerClaimControlNumber,
    payer: { name: first.payerName, id: first.payerId },
    memberId: first.memberId,
    groupNumber: first.groupNumber,
    subscriber,
    patient,
    relationship: first.relationship,
    billingProvider: { name: first.providerName, npi: first.providerNpi, tin: first.providerTin },
    renderingProvider:
      first.renderingName === null && first.renderingNpi === null
        ? null
        : { name: first.renderingName, npi: first.renderingNpi, tin: null },
    billedCents,
    serviceFrom: days[0] ?? null,
    serviceTo: days.at(-1) ?? null,
    diagnoses: [...new Set(rows.flatMap((row) => row.diagnoses))],
    submittedOn: first.submittedOn,
    lines: linesOf(rows, billedCents),
  };
}

/** Rows that only repeat the claim's total say nothing of their own amounts: such a claim has no lines. */
function linesOf(rows: readonly ClaimRow[], billedCents: number): ClaimLine[] {
  const amounts = rows.map((row) => row.billedCents ?? (rows.length === 1 ? billedCents : null));
  if (amounts.some((cents) => cents === null)) return [];
  return rows.map((row, index) => ({
    procedure: row.procedure,
    modifiers: [...row.modifiers],
    revenueCode: row.revenueCode,
    billedCents: amounts[index] ?? 0,
    units: row.units,
    serviceFrom: row.serviceFrom,
    serviceTo: row.serviceTo,
    controlNumber: row.lineControlNumber,
  }));
}

function isPast(claim: Claim, rows: readonly ClaimRow[], today: string, problems: ImportNote[]): boolean {
  const late = dateToCome(claim, today);
  if (late === null) return true;
  problems.push({
    place: { row: rows[0]?.row ?? 0, column: null },
    message: `the ${late} is still to come; correct it.`,
  });
  return false;
}
