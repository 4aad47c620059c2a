/** CSV and XLSX to a table of texts: through csv-parse and read-excel-file, with guards around both. */
import { CsvError, parse } from 'csv-parse/sync';
// Unpacks by the archive's directory, and no further than the sizes that stand there; the package's reader for Node unpacks what comes.
import readXlsx from 'read-excel-file/universal';
import type { ImportNote } from '../domain/import-note.ts';
import type { Table, TableRow } from '../domain/table.ts';
import { FileRefusal } from './input-file.ts';

export interface TableRead {
  readonly table: Table;
  readonly problems: readonly ImportNote[];
  /** Plain sentences about the whole file. */
  readonly remarks: readonly string[];
}

const DELIMITERS = [',', ';', '\t', '|'];
const MOST_UNPACKED_BYTES = 256 * 1024 * 1024;

/** @throws FileRefusal when a quote is never closed, or there is no row below the column names. */
export function readCsv(text: string, fileName: string): TableRead {
  try {
    const records = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
    });
    return { ...tableOf(records, fileName), remarks: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error['lines'];
    throw new FileRefusal(
      `${fileName} breaks the rules of CSV${typeof line === 'number' ? ` near line ${line}` : ''}: a quote is opened or closed in the wrong place; export it again.`,
    );
  }
}

/** The delimiter that stands most often in the first line, quoted texts aside. */
function delimiterOf(text: string): string {
  const first = text.replace(/^[\s\ufeff]+/, '').split(/[\r\n]/, 1)[0] ?? '';
  const bare = first.replace(/"[^"]*"/g, '');
  const count = (delimiter: string): number => bare.split(delimiter).length;
  return DELIMITERS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

/** @throws FileRefusal when it is no workbook, unpacks to more than 256 MiB, or has no row below the column names. */
export async function readWorkbook(bytes: Buffer, fileName: string): Promise<TableRead> {
  assertUnpackable(bytes, fileName);
  const sheets = await readXlsx(new Uint8Array(bytes).buffer).catch((error: unknown) => {
    throw new FileRefusal(
      `${fileName} is no Excel workbook that can be read; save it as .xlsx or .csv and try again.`,
      { cause: error },
    );
  });
  const filled = sheets.filter(({ data }) => data.length > 0);
  const rows: unknown[][] = filled[0]?.data ?? [];
  const table = tableOf(
    rows.map((row) => row.map(cellText)),
    fileName,
  );
  return { ...table, remarks: filled.length > 1 ? [`Only the first of ${filled.length} sheets was read.`] : [] };
}

/** Numbers in the shortest form that means the same; days without a time. */
function cellText(value: unknown): string {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'number') return String(Number(value.toPrecision(15)));
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : '';
}

/** A packed file of a few kilobytes may unpack to gigabytes: the sizes stand in the archive's own directory. */
function assertUnpackable(bytes: Buffer, fileName: string): void {
  let total = 0;
  for (
    let at = bytes.indexOf('PK\u0001\u0002');
    at >= 0 && at + 46 <= bytes.length;
    at = bytes.indexOf('PK\u0001\u0002', at + 46)
  ) {
    total += bytes.readUInt32LE(at + 24);
  }
  if (total > MOST_UNPACKED_BYTES)
    throw new FileRefusal(
      `${fileName} unpacks to more than ${MOST_UNPACKED_BYTES / 1024 / 1024} MiB; split it, for example by month.`,
    );
}

const isBlank = (record: readonly string[]): boolean => record.every((cell) => cell.trim() === '');

function tableOf(records: readonly (readonly string[])[], fileName: string): Omit<TableRead, 'remarks'> {
  const at = records.findIndex((record) => !isBlank(record));
  const columns = trimmed(records[at] ?? []).map((column) => column.trim());
  const problems: ImportNote[] = [];
  const rows: TableRow[] = [];
  for (const [index, record] of records.entries()) {
    if (index <= at || isBlank(record)) continue;
    const row = index + 1;
    if (trimmed(record).length > columns.length || record.length < columns.length)
      problems.push(ragged(row, record.length, columns.length));
    else rows.push({ row, cells: Object.fromEntries(columns.map((column, cell) => [column, record[cell] ?? ''])) });
  }
  if (rows.length === 0 && problems.length === 0)
    throw new FileRefusal(`${fileName} has no row below its column names; export it again.`);
  return { table: { columns, rows }, problems };
}

const trimmed = (record: readonly string[]): readonly string[] =>
  record.slice(0, record.findLastIndex((cell) => cell.trim() !== '') + 1);

const ragged = (row: number, cells: number, columns: number): ImportNote => ({
  place: { row, column: null },
  message: `it has ${cells} cells for ${columns} columns and was left out; put texts that hold a delimiter in quotes.`,
});
