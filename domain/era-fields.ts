/** Where each value of an electronic remittance came from: JSON pointer to segment. */
import type { FieldSource } from './remittance.ts';

export interface FieldLog {
  readonly fields: Record<string, FieldSource>;
  /** Notes those of an object's values that are stated (not null). */
  note<T extends object>(pointer: string, values: T, keys: readonly (keyof T & string)[], segment: number): void;
  /** Notes one value. */
  noteValue(pointer: string, value: unknown, segment: number): void;
}

/** Values of one segment share one entry: a file of 20,000 claims has close to a million of them. */
export function openFieldLog(): FieldLog {
  const fields: Record<string, FieldSource> = {};
  let latest: FieldSource = sourceOf(0);
  const noteValue = (pointer: string, value: unknown, segment: number): void => {
    if (value === null || value === undefined) return;
    if (latest.segment !== segment) latest = sourceOf(segment);
    fields[pointer] = latest;
  };
  return {
    fields,
    noteValue,
    note: (pointer, values, keys, segment) => {
      for (const key of keys) noteValue(`${pointer}/${key}`, values[key], segment);
    },
  };
}

const sourceOf = (segment: number): FieldSource => ({ confidence: 1, via: 'x12', segment });
