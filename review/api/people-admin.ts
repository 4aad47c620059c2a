/** Administering people over HTTP: who may sign in, as what, and what to do when somebody cannot. */
import type { FastifyInstance } from 'fastify';
import { peopleOf } from '../../adapters/people-rows.ts';
import { waitsOf } from '../../adapters/sign-in-tries.ts';
import { noteAudit } from '../audit.ts';
import type { Desk, Person } from '../desk.ts';
import {
  addPerson,
  changeRole,
  disablePerson,
  enablePerson,
  endTheirSessions,
  givePassword,
  resetSecondFactor,
  unlockPerson,
  type Done,
} from '../people.ts';
import { whoseMark } from '../sign-in-limits.ts';
import { personOf } from './people.ts';
import {
  addPersonSchema,
  doneSchema,
  givenPasswordSchema,
  idParamsSchema,
  peopleSchema,
  roleBodySchema,
} from './people-schema.ts';
import { readInput, RequestProblem } from './problems.ts';

const NEEDS = { config: { needs: 'people.manage' } } as const;
const SHOWN_ONCE = { config: { ...NEEDS.config, isShownOnce: true } } as const;

export function peopleAdminRoutes(api: FastifyInstance, desk: Desk): void {
  api.get('/people', NEEDS, async (request) => {
    const you = personOf(request);
    const now = desk.clock.now();
    await noteAudit(desk.db, you, 'people-viewed', 'reviewers', now);
    const rows = await peopleOf(desk.db);
    const marks = rows.map(({ name }) => whoseMark(desk, name));
    const waits = await waitsOf(desk.db, marks, now);
    return peopleSchema.parse({
      at: now.toISOString(),
      people: rows.map(({ createdAt, disabledAt, signedInAt, ...row }, index) => ({
        ...row,
        isYou: row.id === you.id,
        isDisabled: disabledAt !== null,
        createdAt: createdAt.toISOString(),
        signedInAt: signedInAt?.toISOString() ?? null,
        waitsUntil: waits.get(marks[index] ?? '')?.toISOString() ?? null,
      })),
    });
  });

  api.post('/people', SHOWN_ONCE, async (request, reply) => {
    const { name, role } = readInput(addPersonSchema, request.body);
    const { id, password } = orProblem(await addPerson(desk, personOf(request), name, role));
    return reply.code(201).send(givenPasswordSchema.parse({ id, password }));
  });

  api.post('/people/:id/password', SHOWN_ONCE, async (request) => {
    const { id } = readInput(idParamsSchema, request.params);
    const { password } = orProblem(await givePassword(desk, personOf(request), id));
    return givenPasswordSchema.parse({ id, password });
  });

  api.post('/people/:id/role', NEEDS, async (request) => {
    const { id } = readInput(idParamsSchema, request.params);
    const { role } = readInput(roleBodySchema, request.body);
    orProblem(await changeRole(desk, personOf(request), id, role));
    return doneSchema.parse({ done: true });
  });

  const simple = (path: string, deed: (desk: Desk, decider: Person, id: string) => Promise<Done>) =>
    api.post(`/people/:id/${path}`, NEEDS, async (request) => {
      const { id } = readInput(idParamsSchema, request.params);
      orProblem(await deed(desk, personOf(request), id));
      return doneSchema.parse({ done: true });
    });
  simple('disable', disablePerson);
  simple('enable', enablePerson);
  simple('unlock', unlockPerson);
  simple('end-sessions', endTheirSessions);
  simple('reset-second-factor', resetSecondFactor);
}

function orProblem<T>(done: Done<T>): { done: true } & T {
  if (!done.done) throw new RequestProblem(done.status, done.why);
  return done;
}
