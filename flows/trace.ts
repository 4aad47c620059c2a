/** From printed texts to values of the domain, each with its provenance. */
import { parseUsDate } from '../domain/dates.ts';
import { WorkException } from '../domain/exceptions.ts';
import { parseCents } from '../domain/money.ts';
import type { Fields } from '../domain/provenance.ts';
import type { Entry } from './sheet.ts';

export const unreadable = ({ page, element, text }: Entry, kind: string): WorkException =>
  new WorkException('result-unreadable', `On the page ${page}, ${element} is no ${kind} that we can read.`, {
    page,
    element,
    ...(text !== null && { seen: text }),
  });

/** Collects the provenance of each value that goes into a result, under its JSON pointer. */
export interface Trace {
  readonly fields: Fields;
  readonly text: (pointer: string, entry: Entry | null) => string | null;
  /** @throws WorkException `result-unreadable` when the cell is neither empty nor of its kind. */
  readonly cents: (pointer: string, entry: Entry | null) => number | null;
  readonly date: (pointer: string, entry: Entry | null) => string | null;
  readonly number: (pointer: string, entry: Entry | null) => number | null;
}

export function startTrace(): Trace {
  const fields: Fields = {};
  const reads =
    <T>(kind: string, parse: (text: string) => T | null) =>
    (pointer: string, entry: Entry | null): T | null => {
      if (!entry) return null;
      fields[pointer] = entry.provenance;
      if (entry.text === null) return null;
      const value = parse(entry.text);
      if (value === null) throw unreadable(entry, kind);
      return value;
    };
  return {
    fields,
    text: reads('text', (text) => text),
    cents: reads('amount', parseCents),
    date: reads('date', parseUsDate),
    number: reads('number', (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : null)),
  };
}
