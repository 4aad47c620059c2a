/** The routes as they are registered: the document is made from these, so that it names what is there. */
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { Permission } from '../../../domain/permissions.ts';

export interface RegisteredRoute {
  readonly method: string;
  /** With its prefix, e.g. `/api/v1/review-items/:id`. */
  readonly url: string;
  /** Null where no session is needed. */
  readonly needs: Permission | null;
  readonly isForTokens: boolean;
}

/** To be called before any route is registered. @returns a list that grows with them. */
export function collectRoutes(api: FastifyInstance): readonly RegisteredRoute[] {
  const routes: RegisteredRoute[] = [];
  api.addHook('onRoute', ({ method, url, config }: RouteOptions) => {
    for (const one of [method].flat()) {
      if (one === 'HEAD' || one === 'OPTIONS') continue;
      const needs = config?.needs ?? null;
      routes.push({ method: one, url, needs, isForTokens: config?.isForTokens === true });
    }
  });
  return routes;
}

/** As the tables of `docs/` name it. */
export const nameOf = ({ method, url }: Pick<RegisteredRoute, 'method' | 'url'>): string =>
  `${method} ${url.replace('/api/v1', '')}`;
