/** Files of claims, appointments and deposits into the database, each payer routed to the portal that serves it. */
import { readClaimFile, readScheduleFile } from '../adapters/claim-files.ts';
import type { ClaimFile, ScheduleFile } from '../adapters/claim-files.ts';
import { importAppointments, importClaims } from '../adapters/claims.ts';
import type { Imported, Routed } from '../adapters/claims.ts';
import { readDepositFile } from '../adapters/deposit-file.ts';
import { importDeposits } from '../adapters/deposits.ts';
import type { FileSource } from '../adapters/input-file.ts';
import { findPayer } from '../config/registers.ts';
import { dayIn } from '../domain/dates.ts';
import { noteText } from '../domain/import-note.ts';
import type { Stores } from './stores.ts';

export interface ImportReport {
  readonly file: string;
  readonly format: string;
  readonly read: number;
  readonly new: number;
  readonly known: number;
  /** ISO time of the first import when these very bytes were imported before. */
  readonly sameFileAsOf: string | null;
  readonly lines: number;
  readonly totalCents: number;
  /** What was left out, with its place and the remedy. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** Payers that no register entry knows: kept, but nobody is asked about them. */
  readonly unknownPayers: readonly string[];
}

export interface ImportOptions {
  /** Our field to the file's column name. */
  readonly mapping?: Readonly<Record<string, string>>;
  /** Sends every payer of the file to this portal (a practice portal that was given the same file). */
  readonly portal?: string;
}

/** @throws FileRefusal when nothing of the file can be taken. */
export async function importClaimFile(
  stores: Stores,
  path: FileSource,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const file = await readClaimFile(path, readOptions(stores, options));
  const routed = file.claims.map((claim) => route(stores, claim, options.portal));
  const imported = await stores.db.transaction((tx) => importClaims(tx, file, routed, stores.clock.now()));
  const lines = file.claims.reduce((sum, claim) => sum + claim.lines.length, 0);
  const totalCents = file.claims.reduce((sum, claim) => sum + claim.billedCents, 0);
  return report(file, imported, routed, { lines, totalCents });
}

/** @throws FileRefusal when nothing of the file can be taken. */
export async function importScheduleFile(
  stores: Stores,
  path: FileSource,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const file = await readScheduleFile(path, readOptions(stores, options));
  const routed = file.appointments.map((appointment) => route(stores, appointment, options.portal));
  const imported = await stores.db.transaction((tx) => importAppointments(tx, file, routed, stores.clock.now()));
  return report(file, imported, routed, { lines: 0, totalCents: 0 });
}

/** @throws FileRefusal when nothing of the file can be taken. */
export async function importDepositFile(
  stores: Stores,
  path: FileSource,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { deposits, fileName, format, problems, warnings } = await readDepositFile(path, readOptions(stores, options));
  const isNew = await stores.db.transaction((tx) => importDeposits(tx, deposits, stores.clock.now()));
  return {
    file: fileName,
    format,
    read: deposits.length,
    new: isNew,
    known: deposits.length - isNew,
    sameFileAsOf: null,
    lines: 0,
    totalCents: deposits.reduce((sum, { amountCents }) => sum + amountCents, 0),
    problems: problems.map(noteText),
    warnings,
    unknownPayers: [],
  };
}

const readOptions = ({ clock, settings }: Stores, { mapping }: ImportOptions) => ({
  today: dayIn(clock.now(), settings.timeZone),
  ...(mapping ? { mapping } : {}),
});

function route<T extends { payer: { name: string; id: string | null } }>(
  { registers }: Stores,
  of: T,
  portal?: string,
): Routed<T> {
  const known = findPayer(registers, of.payer);
  return { of, payer: known?.key ?? of.payer.name, portal: portal ?? known?.portal ?? null };
}

const report = (
  file: ClaimFile | ScheduleFile,
  imported: Imported,
  routed: readonly Routed<unknown>[],
  totals: { lines: number; totalCents: number },
): ImportReport => ({
  file: file.fileName,
  format: file.format,
  read: imported.rowsRead,
  new: imported.rowsNew,
  known: imported.rowsRead - imported.rowsNew,
  sameFileAsOf: imported.sameFileAsOf?.toISOString() ?? null,
  ...totals,
  problems: file.problems.map(noteText),
  warnings: file.warnings,
  unknownPayers: [...new Set(routed.filter((one) => one.portal === null).map((one) => one.payer))],
});
