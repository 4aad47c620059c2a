/** Errors of the API: RFC 9457 problem documents with one plain sentence; nothing of the request is quoted. */
import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import type { z } from 'zod';
import { faultOf, type Log } from '../../adapters/log.ts';
import { codeOfStatus, PROBLEM_KINDS, typeOf, type ProblemCode } from './problem-kinds.ts';
import type { Problem } from './schema.ts';

type FieldError = { path: string; message: string };

/** Thrown by a route to answer with a problem document. */
export class RequestProblem extends Error {
  override readonly name = 'RequestProblem';
  readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly code: ProblemCode;

  constructor(status: number, detail: string, errors?: FieldError[], code = codeOfStatus(status)) {
    super(detail);
    this.status = status;
    this.errors = errors;
    this.code = code;
  }
}

/** Reads what came in. @throws RequestProblem 400 that names each bad field, never its value. */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  if (!isText(input)) throw new RequestProblem(400, 'The request holds a character that is no text; type it again.');
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const errors = read.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    // zod names the keys, which are the sender's own words.
    message: issue.code === 'unrecognized_keys' ? 'Invalid input: a field that is not known here' : issue.message,
  }));
  const first = errors[0];
  const where = first?.path ? `${first.path}: ` : '';
  throw new RequestProblem(400, `The request was not understood (${where}${first?.message ?? 'invalid'}).`, errors);
}

/** Whether all of it is text: no database takes NUL or half of a surrogate pair. */
function isText(input: unknown): boolean {
  if (typeof input === 'string') return !input.includes('\0') && !/\p{Surrogate}/u.test(input);
  return typeof input !== 'object' || input === null || Object.entries(input).flat().every(isText);
}

function send(
  reply: FastifyReply,
  status: number,
  detail: string,
  errors?: FieldError[],
  code = codeOfStatus(status),
): FastifyReply {
  const problem: Problem = { type: typeOf(code), code, title: PROBLEM_KINDS[code].title, status, detail };
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(errors ? { ...problem, errors } : problem));
}

export function answerProblems(app: FastifyInstance, log?: Log): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    if (error instanceof RequestProblem) return send(reply, error.status, error.message, error.errors, error.code);
    const status = error.statusCode ?? 500;
    if (status === 413)
      return send(reply, status, 'The file or text is too large to be taken; split it and try again.');
    if (status === 415) return send(reply, status, 'This kind of content is not taken here; send it in another form.');
    if (status < 500) return send(reply, status, 'The request was not understood; check its form and content type.');
    log?.error({ route: request.routeOptions.url, ...faultOf(error) }, 'request failed');
    return send(reply, 500, 'Something went wrong on our side; try again, and tell your administrator if it stays.');
  });
  app.setNotFoundHandler((_request, reply) => send(reply, 404, 'There is nothing at this address.'));
}
