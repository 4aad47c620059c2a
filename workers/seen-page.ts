/** What a page printed when the robot stopped, in the form in which read fields are kept and shown. */
import type { Fields, Provenance } from '../domain/provenance.ts';
import type { Ink, Printout } from '../flows/printout.ts';

export interface SeenPage {
  /** Label to text; table title to rows of header to text. */
  readonly values: Readonly<Record<string, unknown>>;
  /** JSON pointers into `values`. */
  readonly fields: Fields;
}

export function asRead(page: string, { pairs, tables }: Printout): SeenPage {
  const fields: Record<string, Provenance> = {};
  const values: Record<string, unknown> = {};
  const note = (path: readonly (string | number)[], ink: Ink): string => {
    fields[path.map((part) => `/${escaped(String(part))}`).join('')] = {
      confidence: 1,
      via: 'portal',
      box: ink.box,
      selector: page,
    };
    return ink.text;
  };
  for (const { label, value } of pairs) if (label && value.text) values[wordOf(label)] = note([wordOf(label)], value);
  for (const { title, headers, rows } of tables) {
    if (!title || rows.length === 0) continue;
    values[title] = rows.map((cells, row) =>
      Object.fromEntries(
        headers.flatMap((header, at) =>
          header && cells[at]?.text ? [[header, note([title, row, header], cells[at])]] : [],
        ),
      ),
    );
  }
  return { values, fields };
}

const wordOf = (label: string): string => label.replace(/\s*[:*]+\s*$/, '');
/** RFC 6901. */
const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');
