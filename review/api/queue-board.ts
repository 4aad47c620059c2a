/** Bull Board under the same session guard: who sees reports may look, who manages queues may try jobs again. */
import { randomBytes } from 'node:crypto';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { noteAudit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import { may } from '../../domain/permissions.ts';
import { guardRoutes, personOf, type PeopleOptions } from './people.ts';

export const QUEUE_BOARD = '/queue-board';
/** What the board's page reads from a cookie and sends back in a header with each change. */
const COOKIE = 'XSRF-TOKEN';
const HEADER = 'x-xsrf-token';
/** As everywhere else, but for styles that the board's page puts into its elements; on this path alone. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export async function queueBoardRoutes(app: FastifyInstance, desk: Desk, options: PeopleOptions): Promise<void> {
  const { board } = desk.administration;
  await app.register(
    async (pages) => {
      await pages.register(fastifyStatic, {
        root: board.files,
        prefix: '/static/',
        index: false,
        decorateReply: false,
      });
    },
    { prefix: QUEUE_BOARD },
  );
  await app.register(
    async (pages) => {
      pages.addHook('onRequest', async (request) => speakOurs(request));
      guardRoutes(pages, desk, options);
      for (const url of ['/', '/queue/:queueName', '/queue/:queueName/:jobId', '/job-schedulers', '/metrics-history'])
        pages.get(url, { config: { needs: 'reports.read' } }, async (_request, reply) =>
          reply
            .setCookie(COOKIE, randomBytes(16).toString('base64url'), {
              path: QUEUE_BOARD,
              sameSite: 'strict',
              secure: options.isSecure,
            })
            .header('content-security-policy', POLICY)
            .type('text/html; charset=utf-8')
            .send(board.page(`${QUEUE_BOARD}/`)),
        );
      apiOf(pages, desk);
    },
    { prefix: QUEUE_BOARD },
  );
}

function apiOf(pages: FastifyInstance, desk: Desk): void {
  for (const route of desk.administration.board.routes) {
    const { method, url } = route;
    const isLook = method === 'GET';
    pages.route({
      method,
      url,
      config: { needs: isLook ? 'reports.read' : 'queues.manage' },
      handler: async (request, reply) => {
        const person = personOf(request);
        const params = request.params as Record<string, string>;
        const { status, body } = await route.answer({
          params,
          query: request.query as Record<string, unknown>,
          body: (request.body ?? {}) as Record<string, unknown>,
          mayChange: may(person.role, 'queues.manage'),
        });
        if (!isLook && status < 400)
          await noteAudit(desk.db, person, 'queue-changed', `queue:${params['queueName'] ?? 'all'}`, desk.clock.now(), {
            what: url.split('/').at(-1)?.startsWith(':') ? url.split('/').at(-2) : url.split('/').at(-1),
            job: params['jobId'] ?? null,
          });
        return reply.code(status).send(body);
      },
    });
  }
}

/** The board's page cannot send our header: its own, which another site's page cannot send either, stands for it. */
function speakOurs({ headers, cookies, method }: FastifyRequest): void {
  const own = cookies[COOKIE];
  delete headers['x-requested-with'];
  if (own && headers[HEADER] === own) headers['x-requested-with'] = 'claimwright';
  // It asks again every few seconds by itself: that keeps no abandoned session alive.
  if (method === 'GET') headers['x-background'] = '1';
}
