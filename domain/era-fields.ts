/** Where each value of an electronic remittance came from: JSON pointer to segment. */
import type { FieldSource } from './remittance.ts';

export interface FieldLog {
  readonly fields: Record<string, FieldSource>;
  /** Notes every value of an object that is stated (not null), list entries one by one; objects inside are noted on their own. */
  note(pointer: string, values: object, segment: number): void;
  /** Notes one value. */
  noteValue(pointer: string, value: unknown, segment: number): void;
}

export function openFieldLog(): FieldLog {
  const fields: Record<string, FieldSource> = {};
  let latest: FieldSource = sourceOf(0);
  const noteValue = (pointer: string, value: unknown, segment: number): void => {
    if (value === null || value === undefined) return;
    // values of one segment share one entry: a file of 20,000 claims has a million of them
    if (latest.segment !== segment) latest = sourceOf(segment);
    fields[pointer] = latest;
  };
  const note = (pointer: string, values: object, segment: number): void => {
    for (const [key, value] of Object.entries(values)) {
      if (Array.isArray(value)) {
        for (let index = 0; index < value.length; index += 1)
          if (typeof value[index] !== 'object') noteValue(`${pointer}/${key}/${index}`, value[index], segment);
      } else if (typeof value !== 'object') noteValue(`${pointer}/${key}`, value, segment);
    }
  };
  return { fields, note, noteValue };
}

const sourceOf = (segment: number): FieldSource => Object.freeze({ confidence: 1, via: 'x12', segment });
