/** Reading one cell. Each reader answers with a value, or with null after adding a problem that never quotes the cell. */
import { isIsoDate, parseUsDate, parseX12Date } from './dates.ts';
import type { ImportNote } from './import-note.ts';
import { parseCents } from './money.ts';
import type { FoundColumns, TableRow } from './table.ts';

export interface CellReader<Field extends string> {
  /** @returns the trimmed text, null when the column or the value is missing. */
  readonly text: (field: Field) => string | null;
  /** @returns the text; a missing value is a problem. */
  readonly needed: (field: Field, what: string) => string | null;
  /** @returns cents, null when empty. */
  readonly cents: (field: Field) => number | null;
  /** @returns `YYYY-MM-DD`, null when empty. A day after `latest` is a problem. */
  readonly date: (field: Field, latest: string | null) => string | null;
  readonly number: (field: Field) => number | null;
  readonly sex: (field: Field) => 'F' | 'M' | 'U' | null;
  /** Adds a problem about a cell of this row, or (null) about the row. */
  readonly fail: (field: Field | null, message: string) => null;
}

export function cellReader<Field extends string>(
  row: TableRow,
  columns: FoundColumns<Field>,
  problems: ImportNote[],
): CellReader<Field> {
  const text = (field: Field): string | null => {
    const column = columns(field);
    return column === null ? null : row.cells[column]?.trim() || null;
  };
  const fail = (field: Field | null, message: string): null => {
    problems.push({ place: { row: row.row, column: field && columns(field) }, message });
    return null;
  };
  const parsed = <Value>(field: Field, parse: (text: string) => Value | null, message: string): Value | null => {
    const found = text(field);
    return found === null ? null : (parse(found) ?? fail(field, message));
  };
  return {
    text,
    fail,
    needed: (field, what) => text(field) ?? fail(field, `${what} is missing; fill it in.`),
    cents: (field) => parsed(field, parseCents, 'this is no amount; write it like 1234.50.'),
    number: (field) => parsed(field, numberOf, 'this is no number; write it like 2 or 1.5.'),
    sex: (field) => parsed(field, sexOf, 'this is no sex we know; write F, M or U.'),
    date: (field, latest) => {
      const day = parsed(field, parseDay, 'this is no day of the calendar; write it like 2026-03-09 or 03/09/2026.');
      return day !== null && latest !== null && day > latest
        ? fail(field, 'this day is still to come; correct it.')
        : day;
    },
  };
}

/** ISO, US and X12 style; a time after the day is dropped. Two-digit years are refused: nobody can tell the century. */
export function parseDay(text: string): string | null {
  const bare = text.trim().replace(/[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*([AP]M|Z)?$/i, '');
  if (isIsoDate(bare)) return bare;
  return parseUsDate(bare.replace(/^(\d{1,2})-(\d{1,2})-(\d{4})$/, '$1/$2/$3')) ?? parseX12Date(bare);
}

const numberOf = (text: string): number | null => (/^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null);

const SEXES: Readonly<Record<string, 'F' | 'M' | 'U'>> = {
  F: 'F',
  FEMALE: 'F',
  M: 'M',
  MALE: 'M',
  U: 'U',
  UNKNOWN: 'U',
  X: 'U',
  O: 'U',
  OTHER: 'U',
};
const sexOf = (text: string): 'F' | 'M' | 'U' | null => SEXES[text.toUpperCase()] ?? null;

/** @returns last and first name of `LAST, FIRST`; null for any other order, which cannot be told apart. */
export function parseName(text: string): { lastName: string; firstName: string | null } | null {
  const [last = '', first = '', ...rest] = text.split(',').map((part) => part.trim());
  return last === '' || first === '' || rest.length > 0 ? null : { lastName: last, firstName: first };
}
