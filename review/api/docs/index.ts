/** The API's own document: OpenAPI 3.1 for programs, a page for people. A route joins by one line in its part's table. */
import type { FastifyInstance } from 'fastify';
import { ADMINISTRATION_DOCS } from './administration.ts';
import { collectRoutes } from './collect.ts';
import { INTEGRATION_DOCS } from './integrations.ts';
import { INBOX_DOCS } from './inbox.ts';
import { openApiOf, type OpenApi } from './openapi.ts';
import { docsPage } from './page.ts';
import { PEOPLE_DOCS } from './people.ts';
import { REMITTANCE_DOCS } from './remittances.ts';
import { DECISION_DOCS } from './decisions.ts';
import { REPORT_DOCS } from './reports.ts';
import { REVIEW_DOCS } from './review.ts';
import { WORK_DOCS } from './work.ts';
import type { PartDocs } from './route-docs.ts';

/** In the order of the page. */
export const PARTS: readonly PartDocs[] = [
  WORK_DOCS,
  REMITTANCE_DOCS,
  REVIEW_DOCS,
  INBOX_DOCS,
  DECISION_DOCS,
  REPORT_DOCS,
  ADMINISTRATION_DOCS,
  PEOPLE_DOCS,
  INTEGRATION_DOCS,
];

const ABOUT: OpenApi['info'] = {
  title: 'Claimwright',
  version: '1',
  description:
    'Everything the review app does, it does by this API. Programs come in with a token (`Authorization: Bearer cw_...`); people with a session. Lists are paged by `cursor` and `limit`; money is integer cents; times are UTC. Errors are problem documents (RFC 9457) with a stable `code`.',
};

/** Serves `openapi.json` beside the routes and `/api/docs` above them; to be called before any other route is registered. */
export function documentRoutes(app: FastifyInstance, api: FastifyInstance): void {
  const routes = collectRoutes(api);
  let made: OpenApi | undefined;
  const document = () => (made ??= openApiOf(routes, PARTS, ABOUT));
  api.get('/openapi.json', { config: { isOpen: true } }, async () => document());
  app.get('/api/docs', { config: { isOpen: true } }, async (_request, reply) =>
    reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(docsPage(document(), reply.cspNonce.style)),
  );
}
