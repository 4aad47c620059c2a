/** The fields that were read, with words for a person: labels from JSON pointers, values as an office writes them. */
import { formatUsDate, isIsoDate } from '../domain/dates.ts';
import { formatCents } from '../domain/money.ts';
import type { Box, Fields } from '../domain/provenance.ts';

export interface ReadField {
  readonly pointer: string;
  readonly label: string;
  readonly value: string | null;
  readonly confidence: number;
  readonly box: Box | null;
}

/** @param result what the fields' JSON pointers lead into; values are null where it is missing. */
export const readFields = (fields: Fields, result: unknown): ReadField[] =>
  Object.entries(fields).map(([pointer, provenance]) => ({
    pointer,
    label: labelOf(pointer),
    value: written(pointer, valueAt(result, pointer)),
    confidence: provenance.confidence,
    box: provenance.box ?? null,
  }));

/** RFC 6901. @returns undefined when the pointer leads nowhere. */
export const valueAt = (document: unknown, pointer: string): unknown =>
  partsOf(pointer).reduce<unknown>(
    (at, part) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, part)
        ? (at as Record<string, unknown>)[part]
        : undefined,
    document,
  );

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));

/** `/claims/0/lines/1/paidCents` to `Claim 1, line 2, paid`; `/claims/0/paidCents` to `Claim 1, paid`. */
export function labelOf(pointer: string): string {
  const words = partsOf(pointer).reduce<string[]>((said, part) => {
    if (!/^\d+$/.test(part)) return [...said, wordsOf(part)];
    const list = said.at(-1) ?? '';
    return [...said.slice(0, -1), `${list.replace(/s$/, '')} ${Number(part) + 1}`];
  }, []);
  const label = words.join(', ');
  return label.charAt(0).toUpperCase() + label.slice(1);
}

const wordsOf = (name: string): string =>
  name
    .replace(/Cents$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\bid\b/, 'ID');

/** @returns a value as an office writes it; null when there is none. */
export function written(pointer: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return pointer.endsWith('Cents') ? formatCents(value) : String(value);
  if (typeof value === 'string') return isIsoDate(value) ? formatUsDate(value) : value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ') || null;
  return entryInWords(value);
}

/** A whole line or adjustment: `procedure 99213, billed $150.00, paid $84.00`. */
const entryInWords = (entry: object): string =>
  Object.entries(entry)
    .flatMap(([name, value]) => {
      const words = typeof value === 'object' && !Array.isArray(value) ? null : written(name, value);
      return words === null || words === '' ? [] : `${wordsOf(name)} ${words}`;
    })
    .join(', ') || 'all of it';

/** A value before and after, in words; null: not stated, or taken out. */
export interface ChangeInWords {
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

export const changeInWords = ({
  pointer,
  before,
  after,
}: {
  readonly pointer: string;
  readonly before: unknown;
  readonly after: unknown;
}): ChangeInWords => ({ label: labelOf(pointer), before: written(pointer, before), after: written(pointer, after) });
