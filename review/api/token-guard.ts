/** Programs at the door: `Authorization: Bearer cw_...` instead of a session. No cookie counts then, and no page is behind it. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { findToken, type TokenUser } from '../../adapters/api-tokens.ts';
import { may, TOKEN_SCOPES, type Permission } from '../../domain/permissions.ts';
import { noteAudit } from '../audit.ts';
import type { Desk, Person } from '../desk.ts';
import { RequestProblem } from './problems.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every token may ask it, whatever its scopes: lists of codes, what the token itself is. */
    isForTokens?: boolean;
  }
  interface FastifyRequest {
    tokenUser: TokenUser | null;
  }
}

/** Requests of one token a minute, on one host. */
export const MOST_A_MINUTE = 300;
/** Refused tokens of one address in a quarter of an hour: nobody guesses 256 bits, but asking costs us. */
const MOST_REFUSED = 60;
const MINUTE_MS = 60_000;
/** A use is noted so often, beside what the use itself leaves in the trail. */
const NOTED_MS = 60_000;
const SCOPES: ReadonlySet<string> = new Set(TOKEN_SCOPES);

/** @returns the token of the request, null when it has none: then a session must do. */
export function bearerOf({ headers }: FastifyRequest): string | null {
  return /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

/** Lets a token in as far as its scopes and its maker's role go, or throws a problem. */
export type AdmitToken = (request: FastifyRequest, reply: FastifyReply, token: string) => Promise<Person>;

export function tokenGuard(api: FastifyInstance, desk: Desk): AdmitToken {
  api.decorateRequest('tokenUser', null);
  const perToken = api.createRateLimit({
    max: MOST_A_MINUTE,
    timeWindow: MINUTE_MS,
    keyGenerator: ({ tokenUser }) => `token:${tokenUser?.tokenId ?? ''}`,
  });
  const perAddress = api.createRateLimit({
    max: MOST_REFUSED,
    timeWindow: 15 * MINUTE_MS,
    keyGenerator: ({ ip }) => `refused:${ip}`,
  });
  const spend = async (limit: typeof perToken, request: FastifyRequest, reply: FastifyReply) => {
    const asked = await limit(request);
    if (asked.isAllowed || !asked.isExceeded) return;
    reply.header('retry-after', String(asked.ttlInSeconds));
    throw new RequestProblem(429, `Too many requests; ask again in ${asked.ttlInSeconds} seconds.`);
  };
  const notedAt = new Map<string, number>();

  return async (request, reply, token) => {
    const now = desk.clock.now();
    const user = await findToken(desk.db, token, now);
    if (!user) {
      await spend(perAddress, request, reply);
      reply.header('www-authenticate', 'Bearer');
      throw new RequestProblem(
        401,
        'This token is unknown, has expired or was revoked; ask an administrator for another.',
      );
    }
    request.tokenUser = user;
    await spend(perToken, request, reply);
    const person: Person = { ...user.reviewer, token: { id: user.tokenId } };
    const { needs, isForTokens = false } = request.routeOptions.config;
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    if (!isForTokens && !isWithin(user, needs)) {
      await noteAudit(desk.db, person, 'token-refused', `token:${user.tokenId}`, now, { route });
      throw new RequestProblem(403, 'The scopes of this token, or the role of who made it, do not include this.');
    }
    if (now.getTime() - (notedAt.get(user.tokenId) ?? 0) >= NOTED_MS) {
      notedAt.set(user.tokenId, now.getTime());
      await noteAudit(desk.db, person, 'token-used', `token:${user.tokenId}`, now, { route });
    }
    return person;
  };
}

const isWithin = ({ scopes, reviewer }: TokenUser, needs: Permission | undefined): boolean =>
  needs !== undefined && SCOPES.has(needs) && scopes.some((scope) => scope === needs) && may(reviewer.role, needs);
