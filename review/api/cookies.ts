/** The cookies of the review app; no script can read them. Over HTTPS the names bind them to this host. */
import type { FastifyReply, FastifyRequest } from 'fastify';

export interface CookieOptions {
  /** Served over HTTPS: a cookie is then never sent without it. */
  readonly isSecure: boolean;
}

/** `claimwright`: the session. `step`: half a sign-in. `visit`: away at the identity provider. `known-...`: has signed in here before. */
export type CookieKind = 'session' | 'step' | 'visit' | `known-${string}`;

const SECONDS: Readonly<Record<string, number>> = { step: 600, visit: 600, known: 180 * 86_400 };

const nameOf = (kind: CookieKind, { isSecure }: CookieOptions): string =>
  `${isSecure ? '__Host-' : ''}claimwright${kind === 'session' ? '' : `-${kind}`}`;

const settingsOf = (kind: CookieKind, { isSecure }: CookieOptions) =>
  ({
    httpOnly: true,
    // The way back from the identity provider comes from another site; that cookie alone must come along.
    sameSite: kind === 'visit' ? 'lax' : 'strict',
    path: '/',
    secure: isSecure,
  }) as const;

export const readCookie = (request: FastifyRequest, kind: CookieKind, options: CookieOptions): string | null =>
  request.cookies[nameOf(kind, options)] ?? null;

export function giveCookie(reply: FastifyReply, kind: CookieKind, value: string, options: CookieOptions): void {
  const maxAge = SECONDS[kind.split('-')[0] ?? ''];
  reply.setCookie(nameOf(kind, options), value, {
    ...settingsOf(kind, options),
    ...(maxAge !== undefined && { maxAge }),
  });
}

export function dropCookie(reply: FastifyReply, kind: CookieKind, options: CookieOptions): void {
  reply.clearCookie(nameOf(kind, options), settingsOf(kind, options));
}
