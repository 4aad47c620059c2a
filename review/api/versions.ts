/** Lost updates: what is read carries its version as `ETag`, and a change must name it as `If-Match`. */
import type { FastifyRequest } from 'fastify';
import { RequestProblem } from './problems.ts';

export const etagOf = (version: number): string => `"${version}"`;

/** @returns the version that the sender has read. @throws RequestProblem 428 without one, 412 for none of ours. */
export function requireVersion({ headers }: FastifyRequest): number {
  const sent = headers['if-match'];
  if (sent === undefined)
    throw new RequestProblem(428, 'Send the ETag of what you read as If-Match, so that no change of another is lost.');
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(sent)?.[1];
  if (version === undefined)
    throw new RequestProblem(412, 'This If-Match names no version of ours; read it again, then change it.');
  return Number(version);
}
