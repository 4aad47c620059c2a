/** The practice portal's HTTP side: sessions, faults, pages. */
import { setTimeout as delay } from 'node:timers/promises';
import fastifyCookie from '@fastify/cookie';
import fastifyFormbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { PortalFaults } from '../faults.ts';
import { BLOCKING, type NoticeName, noticeOfEnding, renderNotice } from './notices.ts';
import { PAGES } from './pages/index.ts';
import { DESKTOP_PATH, LOGON_PATH, STAGE_PATHS } from './pages/logon.ts';
import { redesigned } from './redesign.ts';
import type { Session } from './sessions.ts';
import { type Answer, type Call, fieldName, type PageDefinition, type Site } from './site.ts';

const COOKIE = 'AEXSESSION';

export async function buildServer(site: Site, latencyMs: number): Promise<FastifyInstance> {
  const app = Fastify({ bodyLimit: 256 * 1024, forceCloseConnections: true });
  await app.register(fastifyCookie);
  await app.register(fastifyFormbody);
  /** Logins that have had their one error. */
  const hadError = new Set<string>();
  const respond = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    site.counters.requests += 1;
    const url = new URL(request.url, 'http://ashgrove');
    if (url.pathname === '/') return reply.redirect(DESKTOP_PATH);
    const page = PAGES[url.pathname];
    if (!page) return reply.code(404).type('text/html').send('<h1>Not Found</h1>');
    const session = site.sessions.find(request.cookies[COOKIE]);
    const body = (request.body ?? {}) as Readonly<Record<string, string>>;
    const username = session?.username ?? body['uid'] ?? body[fieldName('ids', 'uid')];
    const faults = site.faults.at({ page: page.name, ...(username !== undefined && { username }) });
    await delay(latencyMs + (page.isDecoration ? 0 : faults.slowMs), undefined, { ref: false });
    const field = (name: string): string => (body[name] ?? body[fieldName('ids', name)] ?? '').trim();
    const call: Call = {
      site,
      session: session?.ending === null ? session : null,
      faults,
      query: url.searchParams,
      field,
    };
    const isError = !page.isDecoration && drawError(site, faults, hadError, session);
    const notice = isError ? 'down' : page.isDecoration ? null : blocking(site, faults);
    return send(reply, notice ? { notice } : answerOf(page, url.pathname, call, session));
  };
  app.get('/*', respond);
  app.post('/*', respond);
  return app;
}

/** Draws the error that comes once a login: each try of ours has a session of its own. */
function drawError(site: Site, faults: PortalFaults, seen: Set<string>, session: Session | null): boolean {
  if (!session || seen.has(session.username) || !site.faults.hits(faults.errorOnce)) return false;
  seen.add(session.username);
  return true;
}

const blocking = (site: Site, faults: PortalFaults): NoticeName | null =>
  BLOCKING.find(([fault]) => site.faults.hits(faults[fault]))?.[1] ?? null;

function answerOf(page: PageDefinition, path: string, call: Call, found: Session | null): Answer {
  const { site, faults, session } = call;
  if (!session && !page.isPublic) {
    if (page.name === 'logoff') return { notice: 'logged-off' };
    return found?.ending ? { notice: noticeOfEnding(found.ending) } : { redirect: LOGON_PATH };
  }
  if (session && !page.isPublic && !page.isDecoration && site.faults.hits(faults.kicked)) {
    site.sessions.end(session, 'kicked');
    return { notice: 'used-elsewhere' };
  }
  if (
    session &&
    !page.isPublic &&
    session.stage !== 'on' &&
    path !== STAGE_PATHS[session.stage] &&
    page.name !== 'logoff'
  )
    return { redirect: STAGE_PATHS[session.stage] };
  return faults.drift === 'redesign' && !page.isDecoration ? { html: redesigned() } : page.answer(call);
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  void reply.header('cache-control', 'no-store');
  if ('cookie' in answer && answer.cookie) {
    void reply.setCookie(COOKIE, answer.cookie, { httpOnly: true, sameSite: 'lax', path: '/' });
  }
  if ('redirect' in answer) return reply.redirect(answer.redirect);
  if ('file' in answer) {
    return reply
      .header('content-disposition', answer.disposition)
      .type('application/pdf')
      .send(Buffer.from(answer.file));
  }
  if ('html' in answer) return reply.type('text/html; charset=utf-8').send(answer.html);
  const { html, status } = renderNotice(answer.notice);
  if (answer.notice === 'rate-limit') void reply.header('retry-after', '60');
  // A session that is over says so once; then the log-on page is shown.
  if (answer.notice === 'idle-session' || answer.notice === 'logged-off' || answer.notice === 'used-elsewhere')
    void reply.clearCookie(COOKIE, { path: '/' });
  return reply.code(status).type('text/html; charset=utf-8').send(html);
}
