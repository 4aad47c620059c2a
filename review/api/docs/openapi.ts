/** OpenAPI 3.1 from the registered routes and the zod schemas that check their requests and answers. */
import type { z } from 'zod';
import { TOKEN_SCOPES } from '../../../domain/permissions.ts';
import { nameOf, type RegisteredRoute } from './collect.ts';
import { inlineSchema, namedSchemas, type JsonSchema } from './json-schema.ts';
import type { PartDocs, RouteDocs } from './route-docs.ts';

export interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, unknown>>;
}
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: true; readonly content: Content };
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
}
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

const SCOPES: ReadonlySet<string> = new Set(TOKEN_SCOPES);
const ONCE: Parameter = {
  name: 'idempotency-key',
  in: 'header',
  required: false,
  description: 'A new one for each new request; sent again with it, the request is carried out once within 24 hours.',
  schema: { type: 'string', maxLength: 200 },
};

/** A route that no table names is there all the same, under this tag; a test finds it. */
export const UNTOLD: PartDocs = { title: 'Not told of yet', schemas: {}, routes: {} };

/** Every registered route, with what the tables say of it. */
export function openApiOf(
  routes: readonly RegisteredRoute[],
  parts: readonly PartDocs[],
  about: OpenApi['info'],
): OpenApi {
  const named = namedSchemas(parts);
  const isAllTold = routes.every((route) => parts.some((one) => one.routes[nameOf(route)]));
  const paths: Record<string, Record<string, Operation>> = {};
  for (const route of routes) {
    const part = parts.find((one) => one.routes[nameOf(route)]) ?? UNTOLD;
    const docs = part.routes[nameOf(route)] ?? { summary: nameOf(route), gives: ['application/json'] };
    const path = route.url.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, part, docs, named.refOf) };
  }
  return {
    openapi: '3.1.1',
    info: about,
    tags: [...parts, ...(isAllTold ? [] : [UNTOLD])].map(({ title }) => ({ name: title })),
    paths,
    components: { schemas: named.schemas, responses: { Problem: PROBLEM }, securitySchemes: SECURITY },
  };
}

const PROBLEM = {
  description: 'Refused or failed; `code` says why, `detail` in one sentence.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const SECURITY = {
  token: { type: 'http', scheme: 'bearer', description: 'A token of the page Integrations, `cw_...`.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'claimwright',
    description: 'The session of the review app; over HTTPS the cookie is named `__Host-claimwright`.',
  },
};

function operationOf(
  route: RegisteredRoute,
  part: PartDocs,
  docs: RouteDocs,
  refOf: (schema: z.ZodType) => JsonSchema,
): Operation {
  const isOnce = route.method === 'POST' && route.needs !== null;
  const content = contentOf(docs.takes, docs.body && inlineSchema(docs.body));
  return {
    operationId: operationIdOf(route),
    summary: docs.summary,
    description: [docs.description, needsOf(route)].filter(Boolean).join('\n\n'),
    tags: [part.title],
    parameters: [
      ...pathParameters(route, docs),
      ...queryParameters(docs),
      ...headerParameters(docs),
      ...(isOnce ? [ONCE] : []),
    ],
    ...(content && { requestBody: { required: true, content } }),
    responses: { [docs.status ?? 200]: answerOf(docs, refOf), default: { $ref: '#/components/responses/Problem' } },
    security: securityOf(route),
  };
}

const needsOf = ({ needs, isForTokens }: RegisteredRoute): string => {
  if (needs === null) return 'Open to everybody.';
  if (isForTokens) return 'Open to every session and every token.';
  return SCOPES.has(needs) ? `Needs \`${needs}\`.` : `Needs \`${needs}\`; for people, no token includes it.`;
};

function securityOf({ needs, isForTokens }: RegisteredRoute): Operation['security'] {
  if (needs === null) return [];
  if (isForTokens) return [{ token: [] }, { session: [] }];
  return SCOPES.has(needs) ? [{ token: [needs] }, { session: [] }] : [{ session: [] }];
}

function answerOf({ answer, gives, isVersioned, status }: RouteDocs, refOf: (schema: z.ZodType) => JsonSchema) {
  const content = contentOf(gives, answer && refOf(answer));
  const etag = { etag: { description: 'Its version, for If-Match.', schema: { type: 'string' } } };
  return {
    description: status === 204 ? 'Done.' : 'The answer.',
    ...(isVersioned && { headers: etag }),
    ...(content && { content }),
  };
}

function contentOf(media: readonly string[] | undefined, schema: JsonSchema | undefined): Content | undefined {
  if (media) return Object.fromEntries(media.map((one) => [one, { schema: {} }]));
  return schema && { 'application/json': { schema } };
}

function pathParameters({ url }: RegisteredRoute, { params }: RouteDocs): Parameter[] {
  const known = params ? inlineSchema(params).properties : undefined;
  return [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: known?.[name] ?? { type: 'string', format: 'uuid' },
  }));
}

function queryParameters({ query }: RouteDocs): Parameter[] {
  if (!query) return [];
  const { properties = {}, required = [] } = inlineSchema(query);
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }));
}

const headerParameters = ({ headers = {} }: RouteDocs): Parameter[] =>
  Object.entries(headers).map(([name, description]) => ({
    name,
    in: 'header',
    required: true,
    description,
    schema: { type: 'string' },
  }));

/** `GET /review-items/:id` is `getReviewItemsById`. */
const operationIdOf = (route: RegisteredRoute): string => {
  const [method = '', path = ''] = nameOf(route).split(' ');
  const words = path
    .replace(/:(\w+)/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
};
