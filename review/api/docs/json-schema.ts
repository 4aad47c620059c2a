/** zod schemas as JSON Schema 2020-12, the dialect of OpenAPI 3.1. */
import { z } from 'zod';
import { problemSchema } from '../schema.ts';
import type { PartDocs } from './route-docs.ts';

/** The few parts of JSON Schema that we look into; the rest is passed on. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly [key: string]: unknown;
}

const HOME = '#/components/schemas/';
/** What cannot be said in JSON Schema (a transformed value, say) is let stand as anything. */
const SHARED = { target: 'draft-2020-12', unrepresentable: 'any' } as const;

/** A request's schema: what may be sent, before defaults. */
export const inlineSchema = (schema: z.ZodType): JsonSchema =>
  tidy(z.toJSONSchema(schema, { ...SHARED, io: 'input' }) as JsonSchema, '');

export interface NamedSchemas {
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** An answer's schema: a reference where it has a name, itself where not. */
  readonly refOf: (schema: z.ZodType) => JsonSchema;
}

export function namedSchemas(parts: readonly PartDocs[]): NamedSchemas {
  const registry = z.registry<{ id: string }>();
  const all = Object.assign({ Problem: problemSchema }, ...parts.map(({ schemas }) => schemas)) as Record<
    string,
    z.ZodType
  >;
  const names = new Map(Object.entries(all).map(([name, schema]) => [schema, name]));
  for (const [schema, id] of names) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { ...SHARED, uri: (id) => `${HOME}${id}` });
  return {
    schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, tidy(schema as JsonSchema, id)])),
    refOf: (schema) => {
      const name = names.get(schema);
      return name ? { $ref: `${HOME}${name}` } : tidy(z.toJSONSchema(schema, SHARED) as JsonSchema, '');
    },
  };
}

/** Without what only bloats the page: ids of files that are none, patterns beside a format, the bounds of a safe integer. */
function tidy(schema: JsonSchema, name: string): JsonSchema {
  return walk(schema, name, true) as JsonSchema;
}

function walk(value: unknown, name: string, isSchema: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => walk(one, name, true));
  if (typeof value !== 'object' || value === null) return value;
  const one = value as Record<string, unknown>;
  const kept = Object.entries(one).filter(([key, held]) => {
    if (!isSchema) return true;
    if (key === '$schema' || key === '$id' || key === '~standard') return false;
    if (key === 'pattern' && 'format' in one) return false;
    return !(typeof held === 'number' && Math.abs(held) === Number.MAX_SAFE_INTEGER);
  });
  return Object.fromEntries(
    kept.map(([key, held]) => {
      // References inside one named schema point into it, wherever it stands now.
      if (key === '$ref' && typeof held === 'string' && name)
        return [key, held.replace(/^#\/\$defs/, `${HOME}${name}/$defs`)];
      return [key, walk(held, name, key !== 'properties' && key !== '$defs')];
    }),
  );
}
