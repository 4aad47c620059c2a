/** What the document says of a route beside what the route itself states: one line a route, the schemas are those that check it. */
import type { z } from 'zod';

export interface RouteDocs {
  /** What it does, in a few words. */
  readonly summary: string;
  /** What one must know beyond that. */
  readonly description?: string;
  /** Of the address; default: each part is a UUID. */
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** Instead of `body`: bytes of these media types. */
  readonly takes?: readonly string[];
  readonly answer?: z.ZodType;
  /** Instead of `answer`: bytes, text or events of these media types. */
  readonly gives?: readonly string[];
  /** Default 200; 204 has no answer. */
  readonly status?: number;
  /** Request headers by name, with what they hold. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Its answer carries an `ETag`. */
  readonly isVersioned?: boolean;
}

/** One part of the API. */
export interface PartDocs {
  readonly title: string;
  /** Schemas that have a name of their own in the document, for answers. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
  /** By method and address under `/api/v1`: `GET /review-items/:id`. */
  readonly routes: Readonly<Record<string, RouteDocs>>;
}

export const FILE_HEADERS = {
  'x-file-name': 'The file name, percent-encoded: never in the address, which proxies log.',
};
export const IF_MATCH = { 'if-match': 'The ETag of what you read.' };
