/** Serves the built web application: its files as they are, every other address as its one page. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { RequestProblem } from './problems.ts';

/** Where `npm run build` puts it. */
export const BUILT_WEB_APP = join(import.meta.dirname, '../web/dist');
/** Stands in the page for the nonce of the answer's style rules. */
const NONCE = '__CSP_NONCE__';

/** @param folder the built application; when it is not there, its addresses say how to build it. */
export async function serveWebApp(app: FastifyInstance, folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => null);
  if (page !== null) {
    await app.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      // Vite puts a hash of the content into each name.
      maxAge: '365d',
      immutable: true,
    });
  }
  app.get('/*', { config: { isOpen: true } }, async (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound();
    if (page === null)
      throw new RequestProblem(404, 'The review app is not built; run "npm run build" and start again.');
    return reply
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(NONCE, reply.cspNonce.style));
  });
}
