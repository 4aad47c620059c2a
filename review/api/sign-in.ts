/** Signing in and out over HTTP: by password in one step or two, or by the office's identity provider. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { IdentityError, type Visit } from '../../adapters/identity-provider.ts';
import {
  endSession,
  findSession,
  startSession,
  type Beginning,
  type LiveSession,
} from '../../adapters/reviewer-sessions.ts';
import { keepStep, takeStep } from '../../adapters/sign-in-steps.ts';
import { noteAudit } from '../audit.ts';
import type { Desk, Person } from '../desk.ts';
import { giveSecondFactor, knownDevice, signInByPassword, type SignIn } from '../sign-in.ts';
import { recognize } from '../single-sign-on.ts';
import { dropCookie, giveCookie, readCookie, type CookieKind } from './cookies.ts';
import { deviceOf } from './device.ts';
import { liveSessionOf, personOf, sessionOf, type PeopleOptions } from './people.ts';
import { codeGivenSchema, leaveQuerySchema, nextStepSchema, waysSchema } from './people-schema.ts';
import { readInput, RequestProblem } from './problems.ts';
import { signInSchema } from './schema.ts';

const OPEN = { config: { isOpen: true } } as const;
const BY_ITSELF = { config: { needs: 'own', mayComeFirst: true } } as const;
const VISIT = 'single-sign-on visit';

export function signInRoutes(api: FastifyInstance, desk: Desk, options: PeopleOptions): void {
  const { access } = options;
  const knownKind = (name: string): CookieKind => `known-${desk.mark(name.toLowerCase(), 'known name').slice(0, 12)}`;
  const originOf = (request: FastifyRequest, name: string) => ({
    address: request.ip,
    device: readCookie(request, knownKind(name), options),
  });

  const letIn = async (request: FastifyRequest, reply: FastifyReply, person: Person, by: Beginning['by']) => {
    const session = await makeSession(desk, options, request, reply, person, by);
    await noteAudit(desk.db, person, 'signed-in', `reviewer:${person.id}`, desk.clock.now(), { by });
    return sessionOf(session, access);
  };

  const answer = async (request: FastifyRequest, reply: FastifyReply, result: SignIn, wrong: string) => {
    switch (result.outcome) {
      case 'wait':
        throw tooMany(reply, result.seconds);
      case 'wrong':
        throw new RequestProblem(401, wrong);
      case 'late':
        throw new RequestProblem(401, 'That took too long; begin again with name and password.');
      case 'second-factor':
        giveCookie(reply, 'step', result.token, options);
        return reply.code(202).send(nextStepSchema.parse({ next: 'second-factor' }));
      case 'in': {
        const { person } = result;
        const session = await letIn(request, reply, person, 'password');
        giveCookie(reply, knownKind(person.name), knownDevice(desk, person.name), options);
        if (readCookie(request, 'step', options)) dropCookie(reply, 'step', options);
        return reply.code(201).send(session);
      }
    }
  };

  api.get('/sign-in', OPEN, async () =>
    waysSchema.parse({
      isPasswordOpen: access.isPasswordOpen,
      singleSignOn: access.singleSignOn && { title: access.singleSignOn.title },
    }),
  );

  api.post('/session', OPEN, async (request, reply) => {
    const given = readInput(signInSchema, request.body);
    const result = await signInByPassword(desk, access, given, originOf(request, given.name));
    return answer(request, reply, result, access.isPasswordOpen ? WRONG : `${WRONG} ${BY_SSO}`);
  });

  api.post('/session/second-factor', OPEN, async (request, reply) => {
    const { code } = readInput(codeGivenSchema, request.body);
    const token = readCookie(request, 'step', options) ?? '';
    const result = await giveSecondFactor(desk, token, code, (name) => originOf(request, name));
    return answer(request, reply, result, 'This code is not right, or was used before; wait for the next one.');
  });

  api.get('/session', BY_ITSELF, async (request) => sessionOf(liveSessionOf(request), access));

  api.delete('/session', BY_ITSELF, async (request, reply) => {
    const person = personOf(request);
    await endSession(desk.db, readCookie(request, 'session', options) ?? '');
    await noteAudit(desk.db, person, 'signed-out', `reviewer:${person.id}`, desk.clock.now());
    dropCookie(reply, 'session', options);
    return reply.code(204).send();
  });

  const { singleSignOn } = access;
  if (!singleSignOn) return;

  const sendBack = (reply: FastifyReply, why: string) => reply.redirect(`/?sign-in=${why}`, 303);

  api.get('/sign-in/sso', OPEN, async (request, reply) => {
    const { to } = readInput(leaveQuerySchema, request.query);
    try {
      const { address, visit } = await singleSignOn.provider.begin();
      const sealed = desk.seal(JSON.stringify({ visit, to }), VISIT);
      giveCookie(reply, 'visit', await keepStep(desk.db, { reviewerId: null, sealed }, desk.clock.now()), options);
      return await reply.redirect(address, 303);
    } catch (error) {
      if (error instanceof IdentityError) return sendBack(reply, error.why);
      throw error;
    }
  });

  api.get('/sign-in/sso/callback', OPEN, async (request, reply) => {
    const now = desk.clock.now();
    const token = readCookie(request, 'visit', options);
    dropCookie(reply, 'visit', options);
    // Each visit comes back once, to the browser that left for it.
    const step = token ? await takeStep(desk.db, token, now) : null;
    if (!step?.sealed) return sendBack(reply, 'late');
    const { visit, to } = JSON.parse(desk.unseal(step.sealed, VISIT)) as { visit: Visit; to: string };
    try {
      const identity = await singleSignOn.provider.finish(new URL(request.url, 'http://here').search, visit);
      const recognition = await recognize(desk, singleSignOn, access.emergencyName, identity);
      if ('refusal' in recognition) {
        await noteAudit(desk.db, null, 'single-sign-on-refused', 'reviewer:unknown', now, { why: recognition.refusal });
        return sendBack(reply, recognition.refusal);
      }
      await letIn(request, reply, recognition.person, 'single-sign-on');
      return await reply.redirect(to, 303);
    } catch (error) {
      if (!(error instanceof IdentityError)) throw error;
      await noteAudit(desk.db, null, 'single-sign-on-refused', 'reviewer:unknown', now, { why: error.why });
      return sendBack(reply, error.why);
    }
  });
}

/** A session made anew, whatever the browser brought along. */
export async function makeSession(
  desk: Desk,
  options: PeopleOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  person: Person,
  by: Beginning['by'],
): Promise<LiveSession> {
  const now = desk.clock.now();
  const before = readCookie(request, 'session', options);
  if (before) await endSession(desk.db, before);
  const began = { by, device: deviceOf(request.headers['user-agent']), address: request.ip };
  const token = await startSession(desk.db, person.id, now, began);
  giveCookie(reply, 'session', token, options);
  const session = await findSession(desk.db, token, now, true);
  // Disabled in this very moment.
  if (!session) throw new RequestProblem(401, WRONG);
  return session;
}

const WRONG = 'Name or password is not right.';
const BY_SSO = 'Passwords are for the emergency administrator only; use single sign-on.';

/** The same words whoever is meant: they do not tell which names exist. */
export function tooMany(reply: FastifyReply, seconds: number): RequestProblem {
  reply.header('retry-after', String(seconds));
  const wait = seconds < 60 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  return new RequestProblem(
    429,
    `Too many wrong tries; wait ${wait} and try again, or ask an administrator to unlock you.`,
  );
}
