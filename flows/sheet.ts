/** A printout read by the words of a selector file: which value stands under which label or header, and where from. */
import { WorkException } from '../domain/exceptions.ts';
import type { Provenance } from '../domain/provenance.ts';
import type { Printed, Wordings } from '../selectors/page.ts';
import { documentOf } from './locate.ts';
import type { Visit } from './portal.ts';
import { type Ink, type Printout, takePrintout } from './printout.ts';

/** One value as printed. `text` is null for an empty cell. */
export interface Entry {
  readonly text: string | null;
  readonly page: string;
  readonly element: string;
  readonly provenance: Provenance;
}

export type RowOf<P extends Printed, G extends keyof P['grids']> = Readonly<
  Record<keyof P['grids'][G]['columns'] & string, Entry>
>;

export interface Sheet<P extends Printed> {
  /** @returns null when the portal left an optional label out. */
  readonly field: (name: keyof P['fields'] & string) => Entry | null;
  /** @returns no rows when the portal left an optional table out. */
  readonly rows: <G extends keyof P['grids'] & string>(name: G) => readonly RowOf<P, G>[];
}

/** Reads a page in one round trip. @throws WorkException `selector-missing` when a label, table or header is not there. */
export async function readSheet<P extends Printed>(visit: Visit, printed: P): Promise<Sheet<P>> {
  const document = documentOf(visit, printed);
  if (!document) throw missing(printed.name, 'frame', 'is not on the page');
  const printout = await takePrintout(document, printed.layout);
  visit.onRead(printed.name, printout);
  return sheetOf(printout, printed, visit.onDrift);
}

/** Reads a page while its picture is taken: neither changes it. Both have ended when this throws. Throws as `readSheet` does. */
export async function readPictured<P extends Printed>(visit: Visit, printed: P): Promise<Sheet<P>> {
  const picture = visit.capture();
  const sheet = readSheet(visit, printed);
  await Promise.allSettled([picture, sheet]);
  await picture;
  return sheet;
}

/** The same for a printout that was taken before. Pure. */
export function sheetOf<P extends Printed>(printout: Printout, printed: P, onDrift: Visit['onDrift']): Sheet<P> {
  const page = printed.name;
  const entryOf = ({ text, box }: Ink, element: string, alternative: number): Entry => ({
    text: text === '' ? null : text,
    page,
    element,
    provenance: { confidence: 1, via: 'portal', box, selector: `${page}.${element}`, alternative },
  });
  /** The one thing that a wording names. A missing optional thing beside a strange one may be that thing renamed. */
  const pick = <T>(
    element: string,
    wordings: Wordings,
    from: readonly T[],
    word: (of: T) => string,
  ): Picked<T> | null => {
    for (const [alternative, wording] of wordings.entries()) {
      const found = from.filter((each) => wording.test(word(each)));
      if (found.length > 1) throw missing(page, element, 'stands on the page more than once');
      if (!found[0]) continue;
      if (alternative > 0) onDrift(page, element, alternative);
      return { found: found[0], alternative };
    }
    return null;
  };
  const strangeLabels = strangers(
    printout.pairs.map(({ label }) => label),
    Object.values(printed.fields).map(({ label }) => label),
  );
  const strangeTitles = strangers(
    printout.tables.map(({ title }) => title),
    Object.values(printed.grids).map(({ title }) => title),
  );
  return {
    field: (name) => {
      const { label, isOptional } = printed.fields[name]!;
      const picked = pick(name, label, printout.pairs, (pair) => pair.label);
      if (picked) return entryOf(picked.found.value, name, picked.alternative);
      if (isOptional && strangeLabels.length === 0) return null;
      throw missing(page, name, 'is not on the page');
    },
    rows: (name) => {
      const { title, columns, isOptional, isRepeated } = printed.grids[name]!;
      const tables = isRepeated ? joined(printout.tables, title) : printout.tables;
      const picked = pick(name, title, tables, (table) => table.title);
      if (!picked && isOptional && strangeTitles.length === 0) return [];
      if (!picked) throw missing(page, name, 'is not on the page');
      const { headers, rows } = picked.found;
      const places = Object.entries(columns).map(([column, wordings]) => {
        const element = `${name}.${column}`;
        const place = pick(element, wordings, [...headers.entries()], ([, header]) => header);
        if (!place) throw missing(page, element, 'is not among the column headers');
        return { column, element, at: place.found[0], alternative: place.alternative };
      });
      return rows.map(
        (cells) =>
          Object.fromEntries(
            places.map(({ column, element, at, alternative }) => [column, entryOf(cells[at]!, element, alternative)]),
          ) as RowOf<typeof printed, typeof name>,
      );
    },
  };
}

interface Picked<T> {
  readonly found: T;
  readonly alternative: number;
}

/** The tables that one wording names as one table; those with other headers than the first stay apart, to be refused. */
function joined(tables: Printout['tables'], title: Wordings): Printout['tables'] {
  const isOurs = (table: Table): boolean => title.some((wording) => wording.test(table.title));
  const [first, ...others] = tables.filter(isOurs);
  if (!first) return tables;
  const alike = (table: Table): boolean => table.headers.join('\u001f') === first.headers.join('\u001f');
  const whole = { ...first, rows: [first, ...others.filter(alike)].flatMap(({ rows }) => rows) };
  return [...tables.filter((table) => !isOurs(table)), whole, ...others.filter((table) => !alike(table))];
}

type Table = Printout['tables'][number];

const strangers = (words: readonly string[], known: readonly Wordings[]): readonly string[] =>
  words.filter((word) => word !== '' && !known.some((wordings) => wordings.some((wording) => wording.test(word))));

const missing = (page: string, element: string, how: string): WorkException =>
  new WorkException('selector-missing', `On the page ${page}, ${element} ${how}.`, { page, element });
