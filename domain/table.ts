/** A table of a spreadsheet or CSV file, and the finding of its columns. */

export interface TableRow {
  /** Counts from 1 as a spreadsheet does, the header row included. */
  readonly row: number;
  /** Keyed by the column's header; a cell that is not there reads as empty. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/** The file's header for a field: overrides the names we know. */
export type ColumnMapping<Field extends string> = Readonly<Partial<Record<Field, string>>>;
export type ColumnNames<Field extends string> = Readonly<Record<Field, readonly string[]>>;
/** The file's header for a field; null when it has none. */
export type FoundColumns<Field extends string> = (field: Field) => string | null;

/** A table whose columns do not serve. The message names what is missing, what is accepted and what was found. */
export class TableRefusal extends Error {
  override readonly name = 'TableRefusal';
}

/**
 * @param needed groups of fields of which at least one must be there.
 * @throws TableRefusal when a group has no column, a mapping names a column that is not there, or two columns have one name.
 */
export function findColumns<Field extends string>(
  columns: readonly string[],
  names: ColumnNames<Field>,
  needed: readonly (readonly Field[])[],
  mapping: ColumnMapping<Field> | undefined,
): FoundColumns<Field> {
  const byName = indexOfColumns(columns);
  assertMapped(mapping, names, byName, columns);
  const columnOf = (field: Field): string | null => {
    const known = mapping?.[field] === undefined ? names[field] : [mapping[field]];
    return known.map((name) => byName.get(normalHeader(name))).find((column) => column !== undefined) ?? null;
  };
  const missing = needed.filter((group) => group.every((field) => columnOf(field) === null));
  if (missing.length > 0) throw new TableRefusal(missingText(missing, names, columns));
  const found = new Map<Field, string | null>();
  return (field) => {
    const known = found.get(field);
    if (known !== undefined) return known;
    const column = columnOf(field);
    found.set(field, column);
    return column;
  };
}

/** Case, blanks, underscores, hyphens and other marks do not count. `#` does: it means "number". */
export const normalHeader = (header: string): string =>
  header
    .toLowerCase()
    .replaceAll('#', 'number')
    .replace(/[^a-z0-9]/g, '');

function indexOfColumns(columns: readonly string[]): Map<string, string> {
  const byName = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    const name = normalHeader(column);
    if (name === '') continue;
    if (byName.has(name))
      throw new TableRefusal(
        `Two columns have the same name (column ${index + 1} repeats an earlier one). Rename or remove one of them.`,
      );
    byName.set(name, column);
  }
  return byName;
}

function assertMapped(
  mapping: Readonly<Record<string, string | undefined>> | undefined,
  names: Readonly<Record<string, readonly string[]>>,
  byName: ReadonlyMap<string, string>,
  columns: readonly string[],
): void {
  for (const [field, column] of Object.entries(mapping ?? {})) {
    if (!Object.hasOwn(names, field))
      throw new TableRefusal(
        `The mapping names a field "${field}" that we do not have; take one of ${Object.keys(names).join(', ')}.`,
      );
    if (column === undefined || byName.has(normalHeader(column))) continue;
    throw new TableRefusal(
      `The mapping reads ${field} from a column "${column}", which the file does not have. ${foundText(columns)}`,
    );
  }
}

function missingText<Field extends string>(
  missing: readonly (readonly Field[])[],
  names: ColumnNames<Field>,
  columns: readonly string[],
): string {
  const wanted = missing.map((group) => {
    const [first] = group.flatMap((field) => names[field].slice(0, 1));
    return `"${first}" (also accepted: ${group
      .flatMap((field) => names[field])
      .slice(1)
      .map((name) => `"${name}"`)
      .join(', ')})`;
  });
  const what = wanted.length === 1 ? 'A needed column is missing' : `${wanted.length} needed columns are missing`;
  return `${what}: ${wanted.join('; ')}. ${foundText(columns)} Rename a column, or say in a mapping which one it is.`;
}

/** A file without a header row would print its first patient here: such a row is not shown. */
function foundText(columns: readonly string[]): string {
  if (columns.some((column) => /\d{3}|\d[/-]\d|\$/.test(column)))
    return 'The first row looks like data, not like column names; add a row of column names.';
  return `Found: ${columns.map((column) => `"${column}"`).join(', ')}.`;
}
