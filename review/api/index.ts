/** The HTTP API of the review app, and the web application that uses it. */
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import type { Log } from '../../adapters/log.ts';
import { OPEN_ACCESS, type AccessRules } from '../access.ts';
import type { Desk } from '../desk.ts';
import { EXCEPTION_TEXTS } from '../exception-texts.ts';
import { administrationRoutes } from './administration.ts';
import { auditRoutes } from './audit.ts';
import { loginRoutes } from './logins.ts';
import { eventRoutes } from './events.ts';
import { handlingRoutes } from './handling.ts';
import { approvalRoutes } from './approvals.ts';
import { deliveryRoutes } from './deliveries.ts';
import { documentRoutes } from './docs/index.ts';
import { exportRoutes } from './exports.ts';
import { itemActionRoutes } from './item-actions.ts';
import { keepRepeats } from './idempotency.ts';
import { importRoutes } from './imports.ts';
import { inquiryRoutes } from './inquiries.ts';
import { guardRoutes } from './people.ts';
import { signInRoutes } from './sign-in.ts';
import { ownAccountRoutes } from './me.ts';
import { pageArrangementRoutes } from './page-arrangement.ts';
import { peopleAdminRoutes } from './people-admin.ts';
import { answerProblems } from './problems.ts';
import { queueBoardRoutes } from './queue-board.ts';
import { remittanceRoutes } from './remittances.ts';
import { reportRoutes } from './reports.ts';
import { reviewItemRoutes } from './review-items.ts';
import { tokenRoutes } from './tokens.ts';
import { validationRoutes } from './validation.ts';
import { BUILT_WEB_APP, serveWebApp } from './web-app.ts';
import { webhookRoutes } from './webhooks.ts';

export interface ApiOptions {
  /** Served over HTTPS (by a proxy in front, say). Default false: the address of this machine only. */
  readonly isSecure?: boolean;
  /** The proxies whose `X-Forwarded-For` is believed, as Fastify's `trustProxy`. Default none. */
  readonly trustProxy?: string | boolean;
  /** Told route patterns, statuses, times and kinds of faults; never a body, a query or a message. Default: nobody. */
  readonly log?: Log;
  /** Who gets in and how. Default: everybody by password, a second factor for who wants one. */
  readonly access?: AccessRules;
  /** Told each route as it is registered. */
  readonly onRoute?: (route: RouteOptions) => void;
  /** The built web application. Default: where `npm run build` puts it. */
  readonly webFolder?: string;
}

const BODY_BYTES = 64 * 1024;

/** Builds the API; the caller listens and closes. */
export async function buildApi(desk: Desk, options: ApiOptions = {}): Promise<FastifyInstance> {
  const { isSecure = false, trustProxy = false, log, webFolder = BUILT_WEB_APP, access = OPEN_ACCESS } = options;
  const app: FastifyInstance = fastify({
    // Fastify's own lines hold addresses; ours do not.
    logger: false,
    bodyLimit: BODY_BYTES,
    trustProxy,
  });
  if (options.onRoute) app.addHook('onRoute', options.onRoute);
  answerProblems(app, log);
  await app.register(helmet, securityHeaders(isSecure));
  await app.register(cookie);
  await app.register(rateLimit, { global: false });
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    log?.debug(
      { method, route: routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
  await app.register(
    async (api) => {
      documentRoutes(app, api);
      guardRoutes(api, desk, { isSecure, access });
      keepRepeats(api, desk);
      signInRoutes(api, desk, { isSecure, access });
      ownAccountRoutes(api, desk, { isSecure, access });
      peopleAdminRoutes(api, desk);
      reviewItemRoutes(api, desk);
      approvalRoutes(api, desk);
      itemActionRoutes(api, desk);
      handlingRoutes(api, desk);
      eventRoutes(api, desk);
      reportRoutes(api, desk);
      remittanceRoutes(api, desk);
      pageArrangementRoutes(api, desk);
      validationRoutes(api, desk);
      administrationRoutes(api, desk);
      loginRoutes(api, desk);
      auditRoutes(api, desk);
      importRoutes(api, desk);
      inquiryRoutes(api, desk);
      exportRoutes(api, desk);
      tokenRoutes(api, desk);
      webhookRoutes(api, desk);
      deliveryRoutes(api, desk);
      api.get('/exception-codes', { config: { needs: 'own', isForTokens: true } }, async () => EXCEPTION_TEXTS);
      api.get('/health', { config: { isOpen: true } }, async () => {
        await desk.db.query('select 1');
        return { status: 'ok' };
      });
    },
    { prefix: '/api/v1' },
  );
  await queueBoardRoutes(app, desk, { isSecure, access });
  await serveWebApp(app, webFolder);
  return app;
}

/** No inline script or style without the answer's nonce; nothing from elsewhere; no framing. */
const securityHeaders = (isSecure: boolean) =>
  ({
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        fontSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
  }) as const;
