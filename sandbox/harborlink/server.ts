/** Harborlink's HTTP side: documents of the shell and of the tools, the calls of their scripts, faults. */
import { setTimeout as delay } from 'node:timers/promises';
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { PortalFaults } from '../faults.ts';
import { writePdf } from '../pdf.ts';
import type { Bundle } from './bundle.ts';
import { eobLines } from './claim-pages.ts';
import { toolModel } from './forms.ts';
import type { Answer, ShellModel, ToolModel } from './model.ts';
import { NOTICES, type Notice, noticeDocument } from './notices.ts';
import { payerOfEntry } from './payers.ts';
import { choosePatient, claimBehind, openedClaim, payerOf, search } from './searches.ts';
import type { Session, Tool } from './sessions.ts';
import { shellModel, signInWith, verifyWith } from './sign-in.ts';
import { type Call, callFor, faultsOf, isUnusualTime, type PageName, type Site } from './site.ts';
import { driftedTool } from './words.ts';

const COOKIE = 'harborlink_session';
const DEVICE = 'harborlink_browser';
const TOOLS: readonly Tool[] = ['eligibility', 'claim-status', 'remittance'];
const FORM_PAGE: Readonly<Record<Tool, PageName>> = {
  eligibility: 'eligibility',
  'claim-status': 'claim-search',
  remittance: 'remittance',
};
const RESULT_PAGE: Readonly<Record<Tool, PageName>> = {
  eligibility: 'eligibility-result',
  'claim-status': 'claim-results',
  remittance: 'remittance-results',
};

interface Exchange {
  readonly site: Site;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export async function buildServer(site: Site, bundle: Bundle, latencyMs: number): Promise<FastifyInstance> {
  const app = Fastify({ bodyLimit: 64 * 1024, forceCloseConnections: true });
  await app.register(fastifyCookie);
  app.get('/assets/:file', (request, reply) => {
    const { file } = request.params as { file: string };
    return reply
      .header('cache-control', 'max-age=3600')
      .type('text/javascript; charset=utf-8')
      .send(bundle.get(file) ?? '');
  });
  app.addHook('onRequest', async (request) => {
    if (request.url.startsWith('/assets/')) return;
    site.counters.requests += 1;
    if (latencyMs > 0) await delay(latencyMs, undefined, { ref: false });
  });
  const answer =
    (work: (exchange: Exchange) => Promise<FastifyReply>) => (request: FastifyRequest, reply: FastifyReply) =>
      work({ site, request, reply });
  app.get('/home', (_request, reply) => reply.redirect('/#/home'));
  app.get('/', answer(shellDocument));
  app.get('/apps/:tool', answer(toolDocument));
  app.get('/eob/:ref/:name', answer(eobFile));
  app.post('/api/:call', answer(calls));
  app.get('/api/transactions/:id', answer(poll));
  return app;
}

/** The session of a request, and whether something else must be said first. */
async function enter(
  { site, request }: Exchange,
  pageOf: (session: Session | null) => PageName,
  mustBeSignedIn: boolean,
  username?: string,
) {
  const found = site.sessions.find(request.cookies[COOKIE]);
  const session = typeof found === 'string' ? null : found;
  const page = pageOf(session);
  const faults = faultsOf(site, session, page, username ?? session?.account?.username);
  if (faults.slowMs > 0) await delay(faults.slowMs, undefined, { ref: false });
  const notice =
    noticeFor(site, session, page, faults) ??
    (mustBeSignedIn && session?.stage !== 'signed-in' ? 'session-ended' : null);
  if (session && (notice === 'kicked' || notice === 'verify-again')) site.sessions.end(session);
  return { session, notice, page };
}

function noticeFor(site: Site, session: Session | null, page: PageName, faults: PortalFaults): Notice | null {
  const { hits } = site.faults;
  const once = `${session?.account?.username ?? ''}/${page}`;
  if (hits(faults.down)) return 'down';
  if (hits(faults.errorOnce) && !site.failedOnce.has(once)) {
    site.failedOnce.add(once);
    return 'down';
  }
  if (hits(faults.rateLimit)) return 'rate-limit';
  if (hits(faults.maintenance)) return 'maintenance';
  if (hits(faults.unusualActivity)) return 'unusual-activity';
  if (hits(faults.captcha)) return 'captcha';
  if (session?.stage !== 'signed-in') return null;
  if (hits(faults.kicked)) return 'kicked';
  return isUnusualTime(site) && !session.isVerifiedForNow ? 'verify-again' : null;
}

const shellPage = (session: Session | null): PageName =>
  !session || session.stage === 'signed-out' ? 'sign-in' : session.stage === 'verify' ? 'verify' : 'home';

async function shellDocument(exchange: Exchange): Promise<FastifyReply> {
  const { site, reply } = exchange;
  const { session, notice } = await enter(exchange, shellPage, false);
  return notice
    ? sendNotice(exchange, notice)
    : sendDocument(reply, 'shell', 'Harborlink Provider Exchange', shellModel(site, session));
}

const toolOf = (text: unknown): Tool => TOOLS.find((tool) => tool === text) ?? 'eligibility';

async function toolDocument(exchange: Exchange): Promise<FastifyReply> {
  const { site, request, reply } = exchange;
  const tool = toolOf((request.params as { tool?: string }).tool);
  const { ref, back } = request.query as { ref?: string; back?: string };
  const { session, notice, page } = await enter(
    exchange,
    () => (ref && tool !== 'remittance' ? 'claim-detail' : FORM_PAGE[tool]),
    true,
  );
  if (notice || !session) return sendNotice(exchange, notice ?? 'session-ended');
  const call = callFor(site, session, page);
  if (ref && site.faults.hits(call.faults.cutSessionBeforeDetail)) {
    site.sessions.end(session);
    return sendNotice(exchange, 'session-ended');
  }
  const model = driftedTool(call.faults.drift, toolModel(site, tool, payerOf(call, tool)));
  const result = ref ? openedClaim(call, tool, ref) : back ? session.lastList : null;
  return sendDocument(reply, 'tool', model.heading, { ...model, result });
}

/** What a script sends: boxes are texts, and the values of a form are texts by key. */
type Body = Readonly<Partial<Record<string, string | number | boolean | Readonly<Record<string, string>>>>>;
const text = (body: Body, key: string): string => {
  const value = body[key] ?? '';
  return typeof value === 'object' ? '' : String(value);
};
const valuesOf = (body: Body): Readonly<Record<string, string>> => {
  const values = body['values'];
  return typeof values === 'object' ? values : {};
};

const CALL_PAGES: Readonly<Record<string, (body: Body) => PageName>> = {
  'sign-in': () => 'sign-in',
  verify: () => 'verify',
  news: () => 'home',
  'log-out': () => 'home',
  context: (body) => FORM_PAGE[toolOf(body['tool'])],
  search: (body) => RESULT_PAGE[toolOf(body['tool'])],
  choose: () => 'eligibility-result',
};

async function calls(exchange: Exchange): Promise<FastifyReply> {
  const { site, request, reply } = exchange;
  const { call: name } = request.params as { call: string };
  const body = (request.body ?? {}) as Body;
  const pageOf = CALL_PAGES[name];
  if (!pageOf) return reply.code(404).send({});
  const isEntry = name === 'sign-in' || name === 'verify';
  const whose = name === 'sign-in' ? text(body, 'userId') : undefined;
  const { session, notice, page } = await enter(exchange, () => pageOf(body), !isEntry, whose);
  if (notice) return sendNotice(exchange, notice);
  if (isEntry) return enterBy(exchange, session ?? site.sessions.open(), name, body);
  return reply.send(await answerCall(callFor(site, session!, page), name, body));
}

function enterBy({ site, request, reply }: Exchange, session: Session, name: string, body: Body): FastifyReply {
  session.device ??= request.cookies[DEVICE] ?? null;
  const answer =
    name === 'sign-in'
      ? signInWith(site, session, text(body, 'userId'), text(body, 'password'))
      : verifyWith(site, session, text(body, 'code'), body['isBackup'] === true);
  const options = { httpOnly: true, sameSite: 'lax', path: '/' } as const;
  void reply.setCookie(COOKIE, session.id, options);
  if (session.device) void reply.setCookie(DEVICE, session.device, { ...options, maxAge: 30 * 86_400 });
  return reply.send(answer);
}

async function answerCall(call: Call, name: string, body: Body): Promise<Answer> {
  const { site, session } = call;
  const tool = toolOf(body['tool']);
  switch (name) {
    case 'news':
      session.hasNews = false;
      return { shell: shellModel(site, session) };
    case 'log-out':
      site.sessions.end(session);
      return { notice: NOTICES['signed-out'] };
    case 'context': {
      const payer = payerOfEntry(tool === 'eligibility' ? 'eligibility' : 'claims', text(body, 'payer'));
      if (!payer) return { errors: ['This payer entry is not available for this transaction. Select another entry.'] };
      session.payers.set(tool, payer.key);
      return { next: `/apps/${tool}` };
    }
    case 'choose':
      return choosePatient(call, text(body, 'ref'));
    default:
      return search(call, tool, Number(text(body, 'form')), valuesOf(body));
  }
}

/** 202 while the payer is asked; how a transaction ends is decided when it starts. */
async function poll(exchange: Exchange): Promise<FastifyReply> {
  const { site, request, reply } = exchange;
  const { id } = request.params as { id: string };
  const pageOf = (session: Session | null): PageName =>
    (session?.transactions.get(id)?.page as PageName | undefined) ?? 'home';
  const { session, notice, page } = await enter(exchange, pageOf, true);
  const transaction = session?.transactions.get(id);
  if (notice || !session || !transaction) return sendNotice(exchange, notice ?? 'session-ended');
  const { faults } = callFor(site, session, page);
  transaction.polls += 1;
  if (site.faults.hits(faults.neverAnswers) || transaction.polls <= site.pollsBeforeAnswer)
    return reply.code(202).send({});
  if (page === 'eligibility-result' && site.faults.hits(faults.cutSessionBeforeDetail)) {
    site.sessions.end(session);
    return sendNotice(exchange, 'session-ended');
  }
  return reply.send(transaction.answer);
}

async function eobFile(exchange: Exchange): Promise<FastifyReply> {
  const { site, request, reply } = exchange;
  const { ref, name } = request.params as { ref: string; name: string };
  const { session, notice } = await enter(exchange, () => 'eob', true);
  if (notice || !session) return sendNotice(exchange, notice ?? 'session-ended');
  const call = callFor(site, session, 'eob');
  const claim = claimBehind(call, ref);
  const payer = payerOf(call, 'remittance');
  if (!claim || !payer) return reply.code(404).type('text/plain').send('No such remittance.');
  const how = call.faults.pdfForm === 'inline' ? 'inline' : 'attachment';
  return reply
    .header('content-disposition', `${how}; filename="${name}"`)
    .header('cache-control', 'no-store')
    .type('application/pdf')
    .send(Buffer.from(writePdf(eobLines(payer.name, claim))));
}

function sendNotice({ request, reply }: Exchange, name: Notice): FastifyReply {
  const { status, heading, text: words } = NOTICES[name];
  if (name === 'rate-limit') void reply.header('retry-after', '60');
  if (request.url.startsWith('/api/')) return reply.code(status).send({ notice: { heading, text: words } });
  return html(reply.code(status), noticeDocument({ heading, text: words }));
}

const html = (reply: FastifyReply, document: string): FastifyReply =>
  reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(document);

function sendDocument(reply: FastifyReply, script: string, title: string, model: ShellModel | ToolModel): FastifyReply {
  const data = JSON.stringify(model).replaceAll('<', '\\u003c');
  return html(
    reply,
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,"></head>
<body style="margin:0"><div id="root"></div><script type="application/json" id="model">${data}</script>
<script type="module" src="/assets/${script}.js"></script></body></html>`,
  );
}
