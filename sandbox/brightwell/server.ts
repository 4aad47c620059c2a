/** The portal's HTTP side: the application's files, its JSON API with a bearer token, documents by ticket, faults. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { PortalFaults, Rate } from '../faults.ts';
import { claimDetail, claimRows, searchClaims } from './claims.ts';
import { documentBytes, searchDocuments, type Tickets } from './documents.ts';
import { RP_ID } from './known-passkey.ts';
import { bytesOf } from './library.ts';
import { coverageOf, searchMembers } from './members.ts';
import { addPasskey, askForPasskey, offerPasskey, takePasskey } from './passkeys.ts';
import { chooseOrganization, goOn, organizationsOf, signIn, signOut } from './sign-in.ts';
import {
  type Answer,
  type Call,
  ok,
  type PageName,
  refused,
  type Reply,
  type SignedInCall,
  type Site,
} from './site.ts';

export interface ServerParts {
  readonly site: Site;
  readonly tickets: Tickets;
  readonly latencyMs: number;
}

interface Endpoint {
  readonly page: PageName;
  /** Whether it answers before everything that stands between password and work is passed. */
  readonly isEarly?: true;
  readonly answer: (call: SignedInCall, parts: ServerParts) => Reply | Promise<Reply>;
}

const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  continue: { page: 'sign-in', isEarly: true, answer: goOn },
  'ask-passkey': { page: 'sign-in', isEarly: true, answer: askForPasskey },
  'take-passkey': { page: 'sign-in', isEarly: true, answer: takePasskey },
  'offer-passkey': { page: 'home', answer: offerPasskey },
  'add-passkey': { page: 'home', answer: addPasskey },
  organization: { page: 'organization', isEarly: true, answer: chooseOrganization },
  'sign-out': { page: 'home', isEarly: true, answer: signOut },
  members: { page: 'member-search', answer: searchMembers },
  coverage: { page: 'coverage', answer: coverageOf },
  claims: { page: 'claim-search', answer: searchClaims },
  'claim-rows': { page: 'claim-results', answer: claimRows },
  claim: { page: 'claim-detail', answer: claimDetail },
  documents: { page: 'documents', answer: (call, { tickets }) => searchDocuments(call, tickets) },
  document: { page: 'documents', answer: documentBytes },
};

const WEB = join(import.meta.dirname, 'web');
const DOCUMENT_PAGES: Readonly<Record<string, PageName>> = {
  '/provider/eligibility': 'member-search',
  '/provider/claims': 'claim-search',
  '/provider/documents': 'documents',
  '/sign-in': 'sign-in',
  '/select-organization': 'organization',
};

export function buildServer(parts: ServerParts): FastifyInstance {
  const app = Fastify({ bodyLimit: 256 * 1024, forceCloseConnections: true });
  const files = readWeb();
  app.addHook('onRequest', async (request, reply) => {
    parts.site.counters.requests += 1;
    // The application's own files do not change while it runs; everything else may.
    reply.header('cache-control', request.url.startsWith('/assets/') ? 'max-age=3600' : 'no-store');
  });
  app.get('/assets/*', (request, reply) => {
    const file = files.get(request.url.replace(/^\/assets\//, ''));
    if (file === undefined) return reply.code(404).send('');
    return reply.type(request.url.endsWith('.css') ? 'text/css' : 'text/javascript').send(file);
  });
  app.get('/files/:ticket', (request, reply) => sendFile(parts, request, reply));
  app.get('/*', (request, reply) => sendDocument(parts, request, reply, files.get('index.html') ?? ''));
  app.post('/api/v2/:name', (request, reply) => answerApi(parts, request, reply));
  return app;
}

/** The application as it is, read once. */
function readWeb(): ReadonlyMap<string, string> {
  const names = readdirSync(WEB, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(WEB, path).split(sep).join('/'), readFileSync(path, 'utf8')];
    }),
  );
}

async function sendDocument(
  { site, latencyMs }: ServerParts,
  request: FastifyRequest,
  reply: FastifyReply,
  html: string,
): Promise<FastifyReply> {
  if (site.hasPasskeys && request.hostname !== RP_ID) return reply.redirect(site.origin() + request.url);
  const path = request.url.split('?')[0] ?? '';
  const faults = site.faults.at({ page: DOCUMENT_PAGES[path] ?? 'home' });
  await pause(latencyMs + faults.slowMs);
  reply.type('text/html; charset=utf-8');
  if (site.faults.hits(faults.down)) return reply.code(500).send('<h1>Internal Server Error</h1>');
  return reply.send(html);
}

async function answerApi(parts: ServerParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { site, latencyMs } = parts;
  const name = (request.params as { name: string }).name;
  const body = new Map(Object.entries((request.body ?? {}) as Record<string, string | number | null>));
  const text = (key: string): string => String(body.get(key) ?? '').trim();
  const found = site.sessions.find(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]);
  const session = found !== null && typeof found === 'object' ? found : null;
  const page = ENDPOINTS[name]?.page ?? (name === 'sign-in' ? 'sign-in' : text('page'));
  const username = session?.username ?? (name === 'sign-in' ? text('username') : undefined);
  const faults = site.faults.at({ page, ...(username !== undefined && { username }) });
  await pause(latencyMs + faults.slowMs);
  const call: Call = { site, faults, text };
  const trouble = troubleOf(site, faults, `${username ?? ''} ${page}`);
  if (trouble) return send(reply, trouble, faults);
  if (session && site.faults.hits(faults.kicked)) {
    site.sessions.end(session, 'superseded');
    return send(reply, refused(401, 'SESSION_SUPERSEDED'), faults);
  }
  if (name === 'sign-in') return send(reply, signIn(call), faults);
  if (!session) return send(reply, withoutSession(found, name), faults);
  return send(reply, await answerSignedIn(parts, { ...call, session }, name), faults);
}

async function answerSignedIn(parts: ServerParts, call: SignedInCall, name: string): Promise<Reply> {
  const { session, text } = call;
  const stage = session.stages[0] ?? 'ready';
  if (name === 'guard')
    return ok({
      stage,
      user: session.username,
      organization: session.organization,
      mayAddPasskey: call.site.hasPasskeys,
      organizations: stage === 'organization' || text('page') === 'organization' ? organizationsOf(call) : [],
    });
  const endpoint = ENDPOINTS[name];
  if (!endpoint) return refused(404, 'NOT_FOUND');
  if (stage !== 'ready' && !endpoint.isEarly) return refused(403, 'STAGE');
  return endpoint.answer(call, parts);
}

function withoutSession(found: unknown, name: string): Answer {
  if (found === 'superseded') return refused(401, 'SESSION_SUPERSEDED');
  if (found === 'expired') return refused(401, 'SESSION_EXPIRED');
  return name === 'guard' ? ok({ stage: 'signed-out' }) : refused(401, 'SIGNED_OUT');
}

/** Who has met `errorOnce` where. */
const metErrors = new WeakMap<Site, Set<string>>();

function troubleOf(site: Site, faults: Readonly<PortalFaults>, who: string): Answer | null {
  const hits = (rate: Rate): boolean => site.faults.hits(rate);
  const met = metErrors.get(site) ?? new Set();
  metErrors.set(site, met);
  if (faults.errorOnce === false) met.delete(who);
  if (hits(faults.down)) return refused(500, 'INTERNAL');
  if (!met.has(who) && hits(faults.errorOnce)) {
    met.add(who);
    return refused(500, 'INTERNAL');
  }
  if (hits(faults.rateLimit)) return { ...refused(429, 'TOO_MANY'), headers: { 'retry-after': '60' } };
  if (hits(faults.maintenance)) return ok({ notice: 'maintenance' });
  if (hits(faults.unusualActivity)) return ok({ notice: 'unusual-activity' });
  return hits(faults.captcha) ? ok({ notice: 'captcha' }) : null;
}

function send(reply: FastifyReply, answer: Reply, faults: Readonly<PortalFaults>): FastifyReply {
  if (answer === 'never') return reply.hijack();
  return reply
    .code(answer.status)
    .headers({ ...answer.headers, 'x-ui': faults.drift || 'current' })
    .send(answer.body);
}

function sendFile({ tickets }: ServerParts, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = tickets.take((request.params as { ticket: string }).ticket);
  if (!found) return reply.code(404).type('text/html').send('<h1>This link has expired.</h1>');
  if (found.isAttachment) reply.header('content-disposition', `attachment; filename="${found.document.fileName}"`);
  return reply.type('application/pdf').send(bytesOf(found.document));
}

const pause = async (ms: number): Promise<void> => {
  if (ms > 0) await delay(ms, undefined, { ref: false });
};
