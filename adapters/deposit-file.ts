/** The door for files of deposits: CSV and XLSX from a bank or of EFT notices. */
import { type DepositField, type DepositRow, readDepositTable } from '../domain/deposit-table.ts';
import type { ImportNote } from '../domain/import-note.ts';
import type { ReadFileOptions } from './claim-files.ts';
import { contentKind, FileRefusal, type FileSource, openInputFile } from './input-file.ts';
import { formatOf, refusing, tableOf } from './table-file.ts';

export interface DepositFile {
  readonly format: 'csv' | 'xlsx';
  readonly fileName: string;
  readonly deposits: readonly DepositRow[];
  /** Rows that were left out. */
  readonly problems: readonly ImportNote[];
  readonly warnings: readonly string[];
}

/** @throws FileRefusal when nothing of the file can be taken. */
export async function readDepositFile(path: FileSource, options: ReadFileOptions<DepositField>): Promise<DepositFile> {
  const file = await openInputFile(path);
  const accepted = 'a CSV or an XLSX file of deposits';
  const content = contentKind(file, accepted);
  if (content === 'x12') throw new FileRefusal(`${file.fileName} is an X12 file; hand in ${accepted} instead.`);
  return refusing(file, async () => {
    const { table, problems, remarks } = await tableOf(file, content);
    const read = readDepositTable(table, options);
    return {
      format: formatOf(content),
      fileName: file.fileName,
      deposits: read.deposits,
      problems: [...problems, ...read.problems],
      warnings: remarks,
    };
  });
}
