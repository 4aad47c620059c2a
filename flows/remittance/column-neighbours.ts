/** What a column means beside others: codes and their amounts under one heading, the first of two days, codes at the end. */
import type { Column } from './column.ts';
import { meaningsOf } from './vocabulary.ts';

/** @param columns from left to right. */
export const withNeighbours = (columns: readonly Column[]): Column[] =>
  withFirstDays(withOneProcedure(withLastCodes(withSharedHeadings(columns))));

/** Five figures under `EDITS` look like procedures, and are none where another column is headed so. */
function withOneProcedure(columns: readonly Column[]): Column[] {
  const own = ({ heading }: Column) => meaningsOf(heading, 'text')[0];
  const isHeaded = columns.some((column) => column.meanings[0] === 'procedure' && own(column) === 'procedure');
  return columns.map((column) =>
    isHeaded && column.meanings[0] === 'procedure' && own(column) === 'codes'
      ? { ...column, meanings: ['codes', ...column.meanings.filter((each) => each !== 'codes')] }
      : column,
  );
}

/** Revenue codes look like days. */
const CODE_HEADING = /\b(?:rev\w*|codes?|cds?|proc\w*|cpt|hcpcs?)\b/i;

/** `0914 091426`: the first of two days has no year. */
const withFirstDays = (columns: readonly Column[]): Column[] =>
  columns.map((column, at) =>
    column.kind === 'text' &&
    column.isMonthDay &&
    !CODE_HEADING.test(column.heading) &&
    columns[at + 1]?.meanings[0] === 'date'
      ? { ...column, meanings: ['date'] }
      : column,
  );

/** Short marks right of all amounts, under no heading that we know, are codes. */
function withLastCodes(columns: readonly Column[]): Column[] {
  const last = columns.findLastIndex((column) => column.kind === 'money');
  return columns.map((column, at) =>
    at > last && column.kind === 'text' && column.meanings.length === 0 && column.filled > 0 && column.isShort
      ? { ...column, meanings: ['codes'] }
      : column,
  );
}

/** A heading such as `GRP/RC-AMT` stands over two columns: the codes and their amounts. */
function withSharedHeadings(columns: readonly Column[]): Column[] {
  return columns.map((column, at) => {
    const before = columns[at - 1];
    // Beside a column of codes a reduction is whatever the code says.
    if (
      column.kind === 'money' &&
      before?.kind === 'text' &&
      (before.holdsCodes || before.meanings[0] === 'codes') &&
      /^(?:adj\w*|reduc\w*|amount|amt)(?: amount| amt)?$/i.test(plainAmount(column.heading))
    )
      return { ...column, meanings: ['adjustment', ...column.meanings.filter((each) => each !== 'adjustment')] };
    if (column.kind !== 'money' || column.meanings.length > 0 || before?.kind !== 'text') return column;
    // Codes stand beside what they explain, also where their heading cannot be read.
    const meanings = before.holdsCodes ? (['adjustment'] as const) : meaningsOf(before.heading, 'money');
    return meanings.length === 0 ? column : { ...column, heading: before.heading, levels: before.levels, meanings };
  });
}

/** A narrow column of remarks beside it lends its words to the heading. */
const plainAmount = (heading: string): string =>
  heading
    .replace(/\b(?:rmk|remarks?|cd|codes?|grp|group|reasons?|rsn)\b|[^A-Za-z ]/gi, '')
    .replace(/\s+/g, ' ')
    .trim();
