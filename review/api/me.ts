/** One's own account over HTTP: password, second factor, sessions. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LEAST_LENGTH } from '../../adapters/passwords.ts';
import { endSessionOf, endSessionsOf, sessionsOf } from '../../adapters/reviewer-sessions.ts';
import { recoveryCodesLeft } from '../../adapters/second-factors.ts';
import { noteAudit } from '../audit.ts';
import type { Desk } from '../desk.ts';
import {
  beginSecondFactor,
  changePassword,
  finishSecondFactor,
  newRecoveryCodes,
  removeSecondFactor,
  type Own,
} from '../own-account.ts';
import { liveSessionOf, personOf, sessionOf, type PeopleOptions } from './people.ts';
import {
  codeGivenSchema,
  endedSchema,
  idParamsSchema,
  meSchema,
  offerSchema,
  ownPasswordSchema,
  provenSchema,
  recoveryCodesSchema,
} from './people-schema.ts';
import { readInput, RequestProblem } from './problems.ts';
import { makeSession, tooMany } from './sign-in.ts';

const OWN = { config: { needs: 'own' } } as const;
const FIRST = { config: { needs: 'own', mayComeFirst: true } } as const;
const SHOWN_ONCE = { config: { ...FIRST.config, isShownOnce: true } } as const;

export function ownAccountRoutes(api: FastifyInstance, desk: Desk, options: PeopleOptions): void {
  const { access } = options;

  api.get('/me', FIRST, async (request) => {
    const session = liveSessionOf(request);
    const rows = await sessionsOf(desk.db, session.id, desk.clock.now());
    return meSchema.parse({
      id: session.id,
      name: session.name,
      role: session.role,
      by: session.by,
      secondFactor: {
        isSet: session.hasSecondFactor,
        isRequired: access.secondFactorRoles.includes(session.role),
        recoveryCodesLeft: await recoveryCodesLeft(desk.db, session.id),
      },
      leastPasswordLength: LEAST_LENGTH,
      sessions: rows.map(({ beganAt, usedAt, ...row }) => ({
        ...row,
        beganAt: beganAt.toISOString(),
        usedAt: usedAt.toISOString(),
        isThis: row.id === session.sessionId,
      })),
    });
  });

  api.post('/me/password', FIRST, async (request, reply) => {
    const given = readInput(ownPasswordSchema, request.body);
    const { by } = liveSessionOf(request);
    done(
      reply,
      await changePassword(desk, personOf(request), given, request.ip),
      'The password you have now is not right.',
    );
    return sessionOf(await makeSession(desk, options, request, reply, personOf(request), by), access);
  });

  api.post('/me/second-factor', SHOWN_ONCE, async (request, reply) => {
    refuseSingleSignOn(request);
    const { password } = readInput(provenSchema, request.body);
    const { offer } = done(reply, await beginSecondFactor(desk, personOf(request), password, request.ip), WRONG);
    return offerSchema.parse(offer);
  });

  api.post('/me/second-factor/confirm', SHOWN_ONCE, async (request, reply) => {
    const { code } = readInput(codeGivenSchema, request.body);
    const { sessionId } = liveSessionOf(request);
    const result = await finishSecondFactor(desk, personOf(request), sessionId, code, request.ip);
    const wrong = 'This code is not right; look at the clock of your phone, or begin again with a new picture.';
    return recoveryCodesSchema.parse({ codes: done(reply, result, wrong).codes });
  });

  api.post(
    '/me/second-factor/recovery-codes',
    { config: { ...OWN.config, isShownOnce: true } },
    async (request, reply) => {
      if (!liveSessionOf(request).hasSecondFactor)
        throw new RequestProblem(409, 'Set up a second factor first; recovery codes stand in for it.');
      const { password } = readInput(provenSchema, request.body);
      const { codes } = done(reply, await newRecoveryCodes(desk, personOf(request), password, request.ip), WRONG);
      return recoveryCodesSchema.parse({ codes });
    },
  );

  api.post('/me/second-factor/remove', OWN, async (request, reply) => {
    const { password } = readInput(provenSchema, request.body);
    if (access.secondFactorRoles.includes(personOf(request).role))
      throw new RequestProblem(409, 'Your role needs a second factor; set up another one in its place instead.');
    done(reply, await removeSecondFactor(desk, personOf(request), password, request.ip), WRONG);
    return reply.code(204).send();
  });

  api.delete('/me/sessions/:id', OWN, async (request, reply) => {
    const { id } = readInput(idParamsSchema, request.params);
    const person = personOf(request);
    if (!(await endSessionOf(desk.db, person.id, id)))
      throw new RequestProblem(404, 'You have no such session, or it has ended.');
    await noteAudit(desk.db, person, 'sessions-ended', `reviewer:${person.id}`, desk.clock.now(), { sessions: 1 });
    return reply.code(204).send();
  });

  api.post('/me/sessions/end-others', OWN, async (request) => {
    const { id, sessionId } = liveSessionOf(request);
    const ended = await endSessionsOf(desk.db, id, sessionId);
    await noteAudit(desk.db, personOf(request), 'sessions-ended', `reviewer:${id}`, desk.clock.now(), {
      sessions: ended,
    });
    return endedSchema.parse({ ended });
  });
}

const WRONG = 'The password is not right.';

/** @throws RequestProblem unless it was done. */
function done<T>(reply: FastifyReply, result: Own<T>, wrong: string): { outcome: 'done' } & T {
  switch (result.outcome) {
    case 'done':
      return result;
    // Not 401: the session goes on.
    case 'wrong':
      throw new RequestProblem(422, wrong);
    case 'refused':
      throw new RequestProblem(422, result.why);
    case 'wait':
      throw tooMany(reply, result.seconds);
  }
}

function refuseSingleSignOn(request: FastifyRequest): void {
  if (liveSessionOf(request).by === 'single-sign-on')
    throw new RequestProblem(409, 'You sign in through your organisation, which asks for its own second factor.');
}
