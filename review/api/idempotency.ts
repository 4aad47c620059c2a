/** `Idempotency-Key`: a POST that is sent again, after a lost answer or by two hosts at once, is carried out once. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  claimRequest,
  forgetRequest,
  keepAnswer,
  type AskedOnce,
  type KeptAnswer,
} from '../../adapters/kept-requests.ts';
import { noteAudit } from '../audit.ts';
import { actorOf, type Desk, type Person } from '../desk.ts';
import { RequestProblem } from './problems.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The answer shows a secret: it is not kept, and a repeated request is told so. */
    isShownOnce?: boolean;
  }
  interface FastifyRequest {
    /** While this request is carried out for its key. */
    askedOnce: AskedOnce | null;
  }
}

const FORM = /^[\x21-\x7e]{1,200}$/;
const KEPT_HEADERS = ['content-type', 'location', 'etag'] as const;

/** Behind the guard: the keys of one person or token are nothing to another. */
export function keepRepeats(api: FastifyInstance, desk: Desk): void {
  api.decorateRequest('askedOnce', null);

  api.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key'];
    if (request.method !== 'POST' || key === undefined || !request.person) return;
    if (typeof key !== 'string' || !FORM.test(key))
      throw new RequestProblem(400, 'The Idempotency-Key must be 1 to 200 printable letters without blanks.');
    const asked = askedBy(desk, request, request.person, key);
    const claimed = await claimRequest(desk.db, asked, desk.clock.now());
    switch (claimed.outcome) {
      case 'ours':
        request.askedOnce = asked;
        return;
      case 'answered':
        await noteReplay(desk, request, request.person);
        return again(desk, reply, asked, claimed.kept);
      case 'under-way':
        reply.header('retry-after', '1');
        throw new RequestProblem(
          409,
          'A request with this Idempotency-Key is being carried out; ask again in a moment.',
          undefined,
          'request-under-way',
        );
      case 'other-request':
        throw new RequestProblem(
          422,
          'This Idempotency-Key was used for another request; use a new key for each new request.',
          undefined,
          'idempotency-key-reused',
        );
    }
  });

  api.addHook('onSend', async (request, reply, payload) => {
    const asked = request.askedOnce;
    if (!asked) return payload;
    request.askedOnce = null;
    const isDone = reply.statusCode >= 200 && reply.statusCode < 300;
    if (isDone) await keepAnswer(desk.db, asked, keptOf(desk, request, reply, asked, payload));
    // What failed changed nothing: it may be tried again under the same key.
    else await forgetRequest(desk.db, asked);
    return payload;
  });
}

/** A key or a body may name a patient: only keyed marks of them are kept. */
function askedBy(desk: Desk, { method, url, headers, body }: FastifyRequest, person: Person, key: string): AskedOnce {
  const hash = createHash('sha256')
    .update(`${method} ${url}\n${headers['content-type'] ?? ''}\n${headerOf(headers['x-file-name'])}\n`)
    .update(Buffer.isBuffer(body) ? body : (JSON.stringify(body) ?? ''))
    .digest('hex');
  return {
    actor: actorOf(person),
    key: desk.mark(key, 'idempotency-key'),
    hash: desk.mark(hash, 'idempotent-request'),
  };
}

const headerOf = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');

function keptOf(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  asked: AskedOnce,
  payload: unknown,
): KeptAnswer {
  const headers = Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = reply.getHeader(name);
      return value === undefined ? [] : [[name, String(value)]];
    }),
  );
  const isSecret = request.routeOptions.config.isShownOnce === true;
  const text = typeof payload === 'string' ? payload : '';
  return { status: reply.statusCode, headers, answer: isSecret ? null : desk.seal(text, purposeOf(asked)) };
}

function again(desk: Desk, reply: FastifyReply, asked: AskedOnce, kept: KeptAnswer): FastifyReply {
  if (!kept.answer)
    throw new RequestProblem(
      409,
      'This was done by the first request with this Idempotency-Key; its answer showed a secret and was not kept.',
      undefined,
      'answered-once',
    );
  return reply
    .code(kept.status)
    .headers(kept.headers)
    .header('idempotency-replayed', 'true')
    .send(desk.unseal(kept.answer, purposeOf(asked)));
}

/** The first answer may have shown a patient's data: so does this one. */
const noteReplay = (desk: Desk, { method, routeOptions, params }: FastifyRequest, person: Person): Promise<void> =>
  noteAudit(desk.db, person, 'request-replayed', 'kept-request', desk.clock.now(), {
    route: `${method} ${routeOptions.url ?? ''}`,
    ...(params as Record<string, string>),
  });

const purposeOf = ({ actor, key }: AskedOnce): string => `kept-request:${actor}:${key}`;
