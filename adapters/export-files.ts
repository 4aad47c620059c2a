/** Tables to CSV and XLSX, and files that only their owner may read. What a payer or a portal wrote is never run as a formula. */
import { constants } from 'node:fs';
import { access, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import writeXlsx from 'write-excel-file/node';
import type { CellKind, CellValue, ExportTable } from './export-sets.ts';
import { FileRefusal } from './input-file.ts';

/** With a line of names; amounts in dollars with two decimals. */
export const csvOf = ({ columns, rows }: ExportTable): Buffer =>
  Buffer.from(
    stringify(
      rows.map((row) => columns.map(({ name, kind }) => textOf(row[name] ?? null, kind))),
      { header: true, columns: columns.map(({ name }) => name), record_delimiter: 'windows' },
    ),
  );

/** Texts are typed as texts, so that no cell is a formula; amounts and days are numbers and days. */
export async function xlsxOf({ columns, rows }: ExportTable, sheet: string): Promise<Buffer> {
  const head = columns.map(({ name }) => ({ value: name, type: String, fontWeight: 'bold' as const }));
  const body = rows.map((row) => columns.map(({ name, kind }) => cellOf(row[name] ?? null, kind)));
  const width = (name: string, index: number) => ({
    width: Math.min(
      60,
      Math.max(
        name.length,
        ...rows.slice(0, 200).map((row) => textOf(row[columns[index]!.name] ?? null, columns[index]!.kind).length),
      ) + 2,
    ),
  });
  return writeXlsx([head, ...body], {
    sheet,
    columns: columns.map(({ name }, index) => width(name, index)),
    stickyRowsCount: 1,
  }).toBuffer();
}

/** Cents stay cents, under the column's name with `Cents`. */
export const jsonOf = ({ columns, rows }: ExportTable): Buffer =>
  Buffer.from(
    `${JSON.stringify(
      rows.map((row) =>
        Object.fromEntries(
          columns.map(({ name, kind }) => [kind === 'money' ? `${name}Cents` : name, row[name] ?? null]),
        ),
      ),
      null,
      2,
    )}\n`,
  );

/** @throws FileRefusal when it is there already and may not be replaced, or cannot be written. */
export async function writeExport(path: string, bytes: Uint8Array, mayReplace: boolean): Promise<void> {
  const name = basename(path);
  const file = await open(path, mayReplace ? 'w' : 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') throw new FileRefusal(`${name} is there already; name another file, or add --force.`);
    if (error.code === 'ENOENT') throw new FileRefusal(`There is no folder for ${name}; make it first.`);
    if (error.code === 'EISDIR') throw new FileRefusal(`${name} is a folder; name a file in it.`);
    throw error;
  });
  try {
    await file.chmod(0o600);
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @throws FileRefusal at once, before anything is asked of the stores. */
export async function requireFree(path: string, mayReplace: boolean): Promise<void> {
  if (mayReplace) return;
  const isThere = await access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
  if (isThere) throw new FileRefusal(`${basename(path)} is there already; name another file, or add --force.`);
}

/** How a cell begins that a spreadsheet would run; in East Asian letters too. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function textOf(value: CellValue, kind: CellKind): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number') return kind === 'money' ? dollars(value) : String(value);
  return kind === 'text' && FORMULA.test(value) ? `'${value}` : value;
}

function dollars(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function cellOf(value: CellValue, kind: CellKind) {
  if (value === null) return null;
  if (kind === 'money') return { value: Number(value) / 100, type: Number, format: '#,##0.00' };
  if (kind === 'count') return { value: Number(value), type: Number };
  if (value instanceof Date) return { value, type: Date, format: 'yyyy-mm-dd hh:mm' };
  if (kind === 'day') return { value: new Date(`${value}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
  return { value: String(value), type: String };
}
