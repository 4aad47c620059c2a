/** A JSON Schema as a short outline that people read: `{ id: uuid, amountCents: integer | null }`. */
import type { JsonSchema } from './json-schema.ts';

/** Deeper than this only the name of the kind is told. */
const DEEPEST = 6;
const WIDE = 88;

/** @returns text in which `#Name` stands for a schema of that name. */
export function outline(schema: JsonSchema, depth = 0): string {
  if (schema.$ref) return `#${schema.$ref.split('/').at(-1) ?? ''}`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum)
    return wrapped(
      schema.enum.map((one) => JSON.stringify(one)),
      depth,
    );
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return [...new Set(either.map((one) => outline(one, depth)))].join(' | ');
  const type = [schema.type ?? 'anything'].flat().join(' | ');
  if (type === 'array') return `${grouped(outline(schema.items ?? {}, depth))}[]`;
  if (type === 'object') return objectOf(schema, depth);
  return `${schema.format ?? type}${rangeOf(schema)}`;
}

function objectOf({ properties = {}, required = [], additionalProperties }: JsonSchema, depth: number): string {
  const names = Object.entries(properties);
  if (names.length === 0) {
    const values = additionalProperties as JsonSchema | false | undefined;
    return values && Object.keys(values).length > 0 ? `{ [name]: ${outline(values, depth + 1)} }` : 'object';
  }
  if (depth >= DEEPEST) return 'object';
  const inner = '  '.repeat(depth + 1);
  const lines = names.map(
    ([name, schema]) => `${inner}${name}${required.includes(name) ? '' : '?'}: ${outline(schema, depth + 1)}`,
  );
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`;
}

const grouped = (element: string): string =>
  element.includes(' | ') && !element.startsWith('{') ? `(${element})` : element;

/** Long lists of words over several lines. */
function wrapped(words: readonly string[], depth: number): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDE) lines[lines.length - 1] = `${last} | ${word}`;
    else lines.push(word);
  }
  return lines.join(`\n${'  '.repeat(depth + 1)}| `);
}

function rangeOf({ minimum, maximum, minLength, maxLength, default: standard }: JsonSchema): string {
  const parts = [
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' letters'),
    standard === undefined ? '' : `default ${JSON.stringify(standard)}`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? ` (${parts.join(', ')})` : '';
}

function range(least: unknown, most: unknown, of: string): string {
  if (typeof least !== 'number' && typeof most !== 'number') return '';
  if (typeof most !== 'number') return `from ${String(least)}${of}`;
  return `${typeof least === 'number' ? `${least} to` : 'up to'} ${most}${of}`;
}
