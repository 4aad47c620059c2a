/** The practice portal's HTTP side: sessions, one-time forms, faults. */
import { setTimeout as delay } from 'node:timers/promises';
import fastifyCookie from '@fastify/cookie';
import fastifyFormbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { renderPage } from './layout.ts';
import { markupOf } from './markup.ts';
import { type FaultNotice, noticeView, redesigned } from './notices.ts';
import { pageAt } from './pages/index.ts';
import { LOGIN_PATH } from './pages/paths.ts';
import type { Session } from './sessions.ts';
import type { Answer, Call, Notice, PageDefinition, Site } from './site.ts';

const COOKIE = 'SBSESSION';
/** A number that says nothing; it only rises. */
let lastToken = 0;

export async function buildServer(site: Site, latencyMs: number): Promise<FastifyInstance> {
  const app = Fastify({ bodyLimit: 256 * 1024, forceCloseConnections: true });
  await app.register(fastifyCookie);
  await app.register(fastifyFormbody);
  const failedOnce = new Set<string>();
  app.get('/', (_request, reply) => reply.redirect(LOGIN_PATH));
  app.route({
    method: ['GET', 'POST'],
    url: '/*',
    handler: async (request, reply) => {
      site.counters.requests += 1;
      const page = pageAt(request.url.split('?')[0] ?? '');
      if (!page) return reply.code(404).type('text/html').send('<h1>Not Found</h1>');
      const found = site.sessions.find(request.cookies[COOKIE]);
      const call = callOf(site, page, found === 'new' || found === 'ended' ? site.sessions.open() : found, request);
      const { faults } = call;
      if (latencyMs + faults.slowMs > 0) await delay(latencyMs + faults.slowMs, undefined, { ref: false });
      const fault = drawFault(site, call, page, failedOnce);
      if (fault) return sendNotice(reply, fault);
      if (found === 'ended' && page.name !== 'log-out' && page.name !== 'sign-in')
        return sendNotice(reply, 'timed-out');
      return send(reply, call, page, answerTo(call, page, request));
    },
  });
  return app;
}

function callOf(site: Site, page: PageDefinition, session: Session, request: FastifyRequest): Call {
  const form = new Map(Object.entries(request.body ?? {}));
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  const field = (name: string): string => String(form.get(name) ?? '');
  const username = session.username ?? (field('user') || null);
  const faults = site.switches.at({ ...(username !== null && { username }), page: page.name });
  return {
    site,
    session,
    account: session.username === null ? null : site.accounts.find(session.username),
    faults,
    markup: markupOf(faults.drift),
    field,
    number: (name) => Math.trunc(Number(query.get(name) ?? 1)) || 1,
  };
}

function drawFault(
  site: Site,
  call: Call,
  page: PageDefinition,
  failedOnce: Set<string>,
): FaultNotice | 'kicked' | null {
  const { faults, session } = call;
  const { hits } = site.switches;
  if (page.name === 'log-out') return hits(faults.down) ? 'down' : hits(faults.maintenance) ? 'maintenance' : null;
  if (hits(faults.down)) return 'down';
  if (isFirstError(call, page, failedOnce)) return 'down';
  if (hits(faults.rateLimit)) return 'rate-limit';
  if (hits(faults.maintenance)) return 'maintenance';
  if (hits(faults.unusualActivity)) return 'unusual-activity';
  if (hits(faults.captcha)) return 'captcha';
  if (session.stage !== 'signed-in' || !hits(faults.kicked)) return null;
  site.sessions.end(session);
  return 'kicked';
}

/** Once a login, on the first page that it asks for behind the home page; afresh after a sign-in without the switch. */
function isFirstError({ site, faults, session }: Call, page: PageDefinition, failedOnce: Set<string>): boolean {
  const login = session.username ?? '';
  if (faults.errorOnce === false && session.stage !== 'signed-in') failedOnce.delete(login);
  const isBehind = session.stage === 'signed-in' && page.name !== 'home';
  if (!isBehind || failedOnce.has(login) || !site.switches.hits(faults.errorOnce)) return false;
  failedOnce.add(login);
  return true;
}

function answerTo(call: Call, page: PageDefinition, request: FastifyRequest): Answer {
  const { session } = call;
  if (page.name === 'log-out') return page.get(call);
  if (page.stage !== session.stage && page.name !== 'sign-in') return { goTo: LOGIN_PATH };
  if (request.method === 'POST' && page.post) {
    const isTwice = call.field('token') !== session.formToken;
    freshToken(session);
    if (isTwice && page.name === 'sign-in') return { goTo: LOGIN_PATH };
    return isTwice ? { notice: 'twice' } : page.post(call);
  }
  if (page.name === 'sign-in' && session.stage === 'signed-in') return { goTo: '/portal/home' };
  if (page.name === 'sign-in') Object.assign(session, { stage: 'anonymous', username: null });
  freshToken(session);
  return page.get(call);
}

function freshToken(session: Session): void {
  lastToken += 1;
  session.formToken = String(lastToken);
}

function send(reply: FastifyReply, { session, faults, account }: Call, page: PageDefinition, answer: Answer) {
  if (answer === 'never') return reply.hijack();
  if ('notice' in answer) return sendNotice(reply, answer.notice);
  reply.setCookie(COOKIE, session.id, { httpOnly: true, sameSite: 'lax', path: '/' });
  if ('goTo' in answer) return reply.redirect(answer.goTo, 303);
  if ('pdf' in answer) {
    if (!answer.isInline) reply.header('content-disposition', `attachment; filename="${answer.fileName}"`);
    return reply.header('cache-control', 'no-store').type('application/pdf').send(Buffer.from(answer.pdf));
  }
  const view = faults.drift === 'redesign' ? redesigned() : answer.view;
  const isSignedIn = session.stage === 'signed-in' && page.stage === 'signed-in';
  return sendHtml(reply, renderPage(view, isSignedIn ? account : null), 200);
}

function sendNotice(reply: FastifyReply, notice: Notice | FaultNotice) {
  const { view, status } = noticeView(notice);
  if (['timed-out', 'logged-out', 'kicked', 'locked', 'concurrent'].includes(notice))
    reply.clearCookie(COOKIE, { path: '/' });
  if (notice === 'rate-limit') reply.header('retry-after', '60');
  return sendHtml(reply, renderPage(view, null), status);
}

const sendHtml = (reply: FastifyReply, html: string, status: number) =>
  reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
