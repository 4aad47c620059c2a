/** The door for files of claims and appointments: 837 and 270, CSV, XLSX. What comes out is typed; what was left out is listed. */
import { type AppointmentField, readAppointmentTable } from '../domain/appointment-table.ts';
import type { Appointment, Claim } from '../domain/claim.ts';
import type { ClaimField } from '../domain/claim-columns.ts';
import { readClaimTable } from '../domain/claim-table.ts';
import { type ImportNote, noteText } from '../domain/import-note.ts';
import type { ColumnMapping } from '../domain/table.ts';
import { read270 } from '../domain/x12/read-270.ts';
import { read837 } from '../domain/x12/read-837.ts';
import { contentKind, FileRefusal, type FileSource, type InputFile, openInputFile } from './input-file.ts';
import { formatOf, refusing, tableOf, textOf } from './table-file.ts';

export { FileRefusal };

export interface ReadFileOptions<Field extends string> {
  /** The practice's calendar day, `YYYY-MM-DD`. */
  readonly today: string;
  /** Our field to the file's column name, where the names we know do not serve. */
  readonly mapping?: ColumnMapping<Field>;
}

interface FileRead {
  readonly fileName: string;
  /** Of the file's bytes: the same file is known again. */
  readonly sha256: string;
  /** Claims, inquiries or rows that were left out. */
  readonly problems: readonly ImportNote[];
  /** Plain sentences about flaws that lost nothing. */
  readonly warnings: readonly string[];
}
export interface ClaimFile extends FileRead {
  readonly kind: 'claims';
  readonly format: '837' | 'csv' | 'xlsx';
  readonly claims: readonly Claim[];
}
export interface ScheduleFile extends FileRead {
  readonly kind: 'schedule';
  readonly format: '270' | 'csv' | 'xlsx';
  readonly appointments: readonly Appointment[];
}

/** @throws FileRefusal when nothing of the file can be taken. */
export async function readClaimFile(path: FileSource, options: ReadFileOptions<ClaimField>): Promise<ClaimFile> {
  const file = await openInputFile(path);
  const content = contentKind(file, 'an 837P or 837I, a CSV or an XLSX file of claims');
  return refusing(file, async () => {
    if (content === 'x12') {
      const { text, remarks } = textOf(file);
      const { claims, problems, warnings } = read837(text, options);
      return {
        kind: 'claims',
        format: '837',
        ...nameOf(file),
        claims,
        problems,
        warnings: [...remarks, ...warnings.map(noteText)],
      };
    }
    const { table, problems, remarks } = await tableOf(file, content);
    const read = readClaimTable(table, options);
    return {
      kind: 'claims',
      format: formatOf(content),
      ...nameOf(file),
      claims: read.claims,
      problems: [...problems, ...read.problems],
      warnings: remarks,
    };
  });
}

/** @throws FileRefusal when nothing of the file can be taken. */
export async function readScheduleFile(
  path: FileSource,
  options: ReadFileOptions<AppointmentField>,
): Promise<ScheduleFile> {
  const file = await openInputFile(path);
  const content = contentKind(file, 'a 270, a CSV or an XLSX file of appointments');
  return refusing(file, async () => {
    if (content === 'x12') {
      const { text, remarks } = textOf(file);
      const { appointments, problems, warnings } = read270(text, options);
      return {
        kind: 'schedule',
        format: '270',
        ...nameOf(file),
        appointments,
        problems,
        warnings: [...remarks, ...warnings.map(noteText)],
      };
    }
    const { table, problems, remarks } = await tableOf(file, content);
    const read = readAppointmentTable(table, options);
    return {
      kind: 'schedule',
      format: formatOf(content),
      ...nameOf(file),
      appointments: read.appointments,
      problems: [...problems, ...read.problems],
      warnings: remarks,
    };
  });
}

const nameOf = ({ fileName, sha256 }: InputFile): Pick<FileRead, 'fileName' | 'sha256'> => ({ fileName, sha256 });
