/** Where each value of an electronic remittance came from: JSON pointer to segment. */
import type { FieldSource } from './remittance.ts';

export interface FieldLog {
  /** Notes those of an object's values that are stated (not null). At most 30 keys. */
  note<T extends object>(pointer: string, values: T, keys: readonly (keyof T & string)[], segment: number): void;
  /** Notes one value. */
  noteValue(pointer: string, value: unknown, segment: number): void;
  /** @returns what was noted, the same object each time. */
  fields(): Record<string, FieldSource>;
}

/**
 * A file of 20,000 claims has a million values: what is noted stays compact until somebody asks for the fields, which takes
 * longer than reading and balancing the file. Values of one segment share one entry.
 */
export function openFieldLog(): FieldLog {
  const notes: Note[] = [];
  let fields: Record<string, FieldSource> | null = null;
  return {
    noteValue: (pointer, value, segment) => {
      if (value !== null && value !== undefined) notes.push({ pointer, keys: null, stated: 0, segment });
    },
    note: (pointer, values, keys, segment) => {
      let stated = 0;
      for (let index = 0; index < keys.length; index += 1) {
        const value = values[keys[index]!];
        if (value !== null && value !== undefined) stated |= 1 << index;
      }
      if (stated !== 0) notes.push({ pointer, keys, stated, segment });
    },
    fields: () => (fields ??= writeOut(notes)),
  };
}

interface Note {
  readonly pointer: string;
  /** Null: the pointer names the value itself. */
  readonly keys: readonly string[] | null;
  /** One bit for each key. */
  readonly stated: number;
  readonly segment: number;
}

function writeOut(notes: Note[]): Record<string, FieldSource> {
  const fields: Record<string, FieldSource> = {};
  let source: FieldSource = { confidence: 1, via: 'x12', segment: -1 };
  for (const { pointer, keys, stated, segment } of notes) {
    if (source.segment !== segment) source = { confidence: 1, via: 'x12', segment };
    if (keys === null) fields[pointer] = source;
    else
      for (const [index, key] of keys.entries())
        if ((stated & (1 << index)) !== 0) fields[`${pointer}/${key}`] = source;
  }
  notes.length = 0;
  return fields;
}
