/** The practice portal's HTTP side: sessions, signed post-backs, partial renders, faults. */
import { setTimeout as delay } from 'node:timers/promises';
import fastifyCookie from '@fastify/cookie';
import fastifyFormbody from '@fastify/formbody';
import type { PortalFaults } from '../faults.ts';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { renderDelta, renderDeltaRedirect, renderPage } from './layout.ts';
import { type FaultNotice, renderNotice } from './notices.ts';
import { HOME_PATH, LOG_OUT_PATH, moduleOf, pageAt, pageNamed } from './pages/index.ts';
import { redesigned, withOtherClasses } from './redesign.ts';
import type { Session } from './sessions.ts';
import {
  type Call,
  controlsOf,
  type Notice,
  type PageDefinition,
  type PageName,
  type Reply,
  shortName,
  type Site,
} from './site.ts';
import type { ViewStateSeal } from './view-state.ts';

const NEVER = new Promise<never>(() => undefined);
const COOKIE = 'NorthfieldSession';

export interface ServerParts {
  readonly site: Site;
  readonly seal: ViewStateSeal;
  readonly latencyMs: number;
}

interface Exchange extends ServerParts {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = Fastify({ bodyLimit: 256 * 1024, forceCloseConnections: true });
  await app.register(fastifyCookie);
  await app.register(fastifyFormbody);
  /** Logins that have had their one error. */
  const hadError = new Set<string>();
  app.addHook('onRequest', async (request, reply) => {
    const { site, latencyMs } = parts;
    const exchange = { ...parts, request, reply };
    site.counters.requests += 1;
    const session = sessionOf(exchange);
    const faults = faultsAt(exchange, session);
    const waitMs = latencyMs + faults.slowMs;
    if (waitMs > 0) await delay(waitMs, undefined, { ref: false });
    if (session?.stage === 'signed-in' && site.faults.hits(faults.kicked)) {
      site.sessions.end(session);
      return sendNotice(exchange, 'used-elsewhere', null);
    }
    const fault = drawError(site, faults, session, hadError) ?? drawFault(site, faults);
    if (fault) return sendNotice(exchange, fault, null);
    return undefined;
  });
  app.get('/', (_request, reply) => reply.redirect(HOME_PATH));
  app.get('/*', (request, reply) => answerGet({ ...parts, request, reply }));
  app.post('/*', (request, reply) => answerPost({ ...parts, request, reply }));
  return app;
}

const sessionOf = ({ site, request }: Exchange): Session | null => {
  const found = site.sessions.find(request.cookies[COOKIE]);
  return found === 'new' || found === 'ended' ? null : found;
};

/** What holds for the page at this address; the home address is the sign-in page until someone is signed in. */
function faultsAt({ site, request }: Exchange, session: Session | null): Readonly<PortalFaults> {
  const page = pageAt(pathOf(request), session?.stage ?? 'signed-out');
  return site.faults.at({
    ...(session?.username && { username: session.username }),
    ...(typeof page === 'object' && { page: page.name }),
  });
}

/** The error that comes once a login: each try of ours has a session of its own. */
function drawError(site: Site, faults: PortalFaults, session: Session | null, seen: Set<string>): FaultNotice | null {
  const username = session?.username;
  if (!username || seen.has(username) || !site.faults.hits(faults.errorOnce)) return null;
  seen.add(username);
  return 'down';
}

function drawFault({ faults: { hits } }: Site, faults: PortalFaults): FaultNotice | null {
  if (hits(faults.down)) return 'down';
  if (hits(faults.rateLimit)) return 'rate-limit';
  if (hits(faults.maintenance)) return 'maintenance';
  if (hits(faults.unusualActivity)) return 'unusual-activity';
  return hits(faults.captcha) ? 'captcha' : null;
}

/** Pages that a search ends on. */
const ANSWERS: ReadonlySet<PageName> = new Set(['eligibility-result', 'claim-results']);

function answerGet(exchange: Exchange): FastifyReply | Promise<never> {
  const { site, request, reply } = exchange;
  const path = pathOf(request);
  const found = site.sessions.find(request.cookies[COOKIE]);
  if (found === 'ended') return sendNotice(exchange, 'session-ended', null);
  if (path === LOG_OUT_PATH) {
    if (found !== 'new') site.sessions.end(found);
    return sendNotice(exchange, 'signed-out', null);
  }
  const page = pageAt(path, found === 'new' ? 'signed-out' : found.stage);
  if (page === 'unknown') return reply.code(404).type('text/html').send('<h1>The resource cannot be found.</h1>');
  if (page === 'forbidden') return reply.redirect(HOME_PATH);
  const session = found === 'new' ? site.sessions.open() : found;
  if (page.isOneTime) {
    const ticket = new URLSearchParams(request.url.split('?')[1] ?? '').get('vs');
    if (!ticket || ticket !== session.ticket) return sendNotice(exchange, 'page-expired', session);
    session.ticket = null;
    if (ANSWERS.has(page.name) && site.faults.hits(faultsAt(exchange, session).neverAnswers)) return NEVER;
  } else if (page.name === 'sign-in') session.stage = 'signed-out';
  return sendPage(exchange, page, session, []);
}

function answerPost(exchange: Exchange): FastifyReply {
  const { site, seal, request } = exchange;
  const found = site.sessions.find(request.cookies[COOKIE]);
  if (found === 'ended' || found === 'new') return sendNotice(exchange, 'session-ended', null);
  const form = new Map(Object.entries(request.body ?? {}));
  const text = (name: string): string => String(form.get(name) ?? '');
  const state = seal.open(found.id, text('__VIEWSTATE'), text('__EVENTVALIDATION'));
  const page = state && state.v === found.view ? pageNamed(state.p) : null;
  if (!state || !page || page.path !== pathOf(request)) return sendNotice(exchange, 'page-expired', found);
  const target = text('__EVENTTARGET') || state.t.find((name) => form.has(name)) || '';
  if (!state.t.includes(target)) return sendNotice(exchange, 'down', found);
  const call = callOf(exchange, page, found, text);
  const answer = page.postBack?.(call, shortName(target), text('__EVENTARGUMENT')) ?? 'stay';
  return sendReply(exchange, page, found, answer, text);
}

function sendReply(
  exchange: Exchange,
  page: PageDefinition,
  session: Session,
  answer: Reply,
  text: FieldText,
): FastifyReply {
  const { request, reply, seal } = exchange;
  const isPartial = request.headers['x-microsoftajax'] === 'Delta=true';
  if (answer !== 'stay' && 'notice' in answer) {
    if (answer.notice !== 'page-expired') exchange.site.sessions.end(session);
    return sendNotice(exchange, answer.notice, null);
  }
  if (answer !== 'stay' && 'page' in answer) {
    const url = ticketed(exchange.site, session, answer.page);
    return isPartial ? sendText(reply, renderDeltaRedirect(url)) : reply.redirect(url);
  }
  if (answer !== 'stay') return sendPage(exchange, page, session, answer.errors, text);
  if (!isPartial) return sendPage(exchange, page, session, []);
  const call = callOf(exchange, page, session);
  const view = page.view(call, []);
  const { viewState, validation } = nextView(seal, session, page, call);
  const delta = renderDelta(view.panels ?? {}, viewState, validation);
  return sendText(reply, delta);
}

type FieldText = (name: string) => string;

function callOf({ site }: Exchange, page: PageDefinition, session: Session, text: FieldText = () => ''): Call {
  const faults = site.faults.at({ page: page.name, ...(session.username && { username: session.username }) });
  const { drift } = faults;
  const controls = controlsOf(site.seed, page.name, moduleOf(page), drift);
  const { hits } = site.faults;
  return { site, session, controls, faults, hits, drift, field: (control) => text(controls.name(control)).trim() };
}

function nextView(seal: ViewStateSeal, session: Session, page: PageDefinition, call: Call) {
  session.view = String(Number(session.view || 0) + 1);
  return seal.seal(session.id, { p: page.name, v: session.view, t: call.controls.targets });
}

function sendPage(
  exchange: Exchange,
  page: PageDefinition,
  session: Session,
  errors: readonly string[],
  text?: FieldText,
): FastifyReply {
  const { reply, seal } = exchange;
  const call = callOf(exchange, page, session, text);
  const view = call.drift === 'redesign' ? redesigned() : page.view(call, errors);
  const { viewState, validation } = nextView(seal, session, page, call);
  const form = { action: page.path, viewState, validation };
  const html = renderPage({ title: page.title, view, errors, form, signedInAs: signedInAs(session) });
  reply.setCookie(COOKIE, session.id, { httpOnly: true, sameSite: 'lax', path: '/' });
  return sendHtml(reply, call.drift === 'ids' ? withOtherClasses(html) : html, 200);
}

function sendNotice(exchange: Exchange, notice: Notice | FaultNotice, session: Session | null): FastifyReply {
  const { reply } = exchange;
  const { html, status } = renderNotice(notice, session && signedInAs(session));
  if (notice === 'session-ended' || notice === 'signed-out' || notice === 'locked')
    reply.clearCookie(COOKIE, { path: '/' });
  if (notice === 'rate-limit') reply.header('retry-after', '60');
  return sendHtml(reply, html, status);
}

const signedInAs = ({ stage, provider }: Session): { provider: string; npi: string } | null =>
  stage === 'signed-in' && provider ? { provider: provider.name, npi: provider.npi } : null;

/** A one-time page gets a fresh ticket in its address: a number that says nothing of the patient. */
function ticketed(site: Site, session: Session, name: PageName): string {
  const page = pageNamed(name);
  if (!page.isOneTime) return page.path;
  session.ticket = String(site.random.int(100_000_000, 999_999_999));
  return `${page.path}?vs=${session.ticket}`;
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? '';
const sendHtml = (reply: FastifyReply, html: string, status: number): FastifyReply =>
  reply.code(status).header('cache-control', 'no-store').type('text/html; charset=utf-8').send(html);
const sendText = (reply: FastifyReply, text: string): FastifyReply =>
  reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8').send(text);
