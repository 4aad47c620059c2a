/** Settings, portals and payers over HTTP; logins stand in `logins.ts`, the audit trail in `audit.ts`. */
import type { FastifyInstance } from 'fastify';
import { fourEyesLimits } from '../../adapters/approvals.ts';
import { setValues } from '../../adapters/office-settings.ts';
import { registerChanges, whoChanged } from '../../adapters/register-changes.ts';
import { OFFICE_SETTING_KEYS } from '../../domain/office-settings.ts';
import { mayAutomate, withChanges } from '../../domain/registers.ts';
import { changeFourEyes, changePayer, changePortal, changeSetting, setPortalPaused } from '../administration.ts';
import type { Change } from '../administration.ts';
import { wake } from '../decisions.ts';
import type { Desk } from '../desk.ts';
import * as shapes from './administration-schema.ts';
import { personOf } from './people.ts';
import { readInput, RequestProblem } from './problems.ts';

const STALE = 'Somebody changed this since the page was loaded; look at it again, then decide.';

/** @throws RequestProblem for a change that was not made. */
function requireDone(change: Change): void {
  if (change.outcome === 'refused') throw new RequestProblem(422, change.why);
  if (change.outcome === 'stale') throw new RequestProblem(409, STALE);
  if (change.outcome === 'not-found') throw new RequestProblem(404, 'There is no such entry in the register.');
}

export function administrationRoutes(api: FastifyInstance, desk: Desk): void {
  settingRoutes(api, desk);
  portalRoutes(api, desk);
  payerRoutes(api, desk);
}

function settingRoutes(api: FastifyInstance, desk: Desk): void {
  api.get('/administration/settings', { config: { needs: 'settings.manage' } }, async () => {
    const set = new Map((await setValues(desk.db)).map((each) => [each.key, each]));
    const { defaults } = desk.administration;
    return shapes.settingsSchema.parse({
      timeZone: desk.timeZone,
      settings: OFFICE_SETTING_KEYS.map((key) => {
        const own = set.get(key);
        const value = own ? own.value : defaults[key];
        return { key, value, default: defaults[key], set: own ? noteOf({ at: own.setAt, by: own.setBy }) : null };
      }),
      fourEyes: await fourEyesLimits(desk.db),
    });
  });

  api.post('/administration/settings/:key', { config: { needs: 'settings.manage' } }, async (request, reply) => {
    const { key } = readInput(shapes.settingParamsSchema, request.params);
    const { before, value } = readInput(shapes.settingBodySchema, request.body);
    requireDone(await changeSetting(desk, personOf(request), key, { before, value }));
    return reply.code(204).send();
  });

  api.post('/administration/four-eyes', { config: { needs: 'settings.manage' } }, async (request, reply) => {
    const { before, limits } = readInput(shapes.fourEyesBodySchema, request.body);
    requireDone(await changeFourEyes(desk, personOf(request), limits, before));
    return reply.code(204).send();
  });
}

function portalRoutes(api: FastifyInstance, desk: Desk): void {
  api.get('/administration/portals', { config: { needs: 'portals.manage' } }, async () => {
    const changes = await registerChanges(desk.db);
    const [changed, states] = [await changedIn(desk, 'portal'), await portalStates(desk)];
    return shapes.portalsSchema.parse({
      at: desk.clock.now().toISOString(),
      portals: withChanges(desk.administration.files, changes).portals.map((register) => {
        const state = states.get(register.name);
        return {
          register,
          changes: changes.portals.get(register.name) ?? null,
          changed: changed.get(register.name) ?? null,
          mayAutomate: mayAutomate(register),
          pausedCode: state?.pausedCode ?? null,
          pausedAt: state?.pausedAt?.toISOString() ?? null,
          logins: state?.logins ?? 0,
        };
      }),
    });
  });

  const nameOf = (params: unknown): string => readInput(shapes.nameParamsSchema, params).name;
  api.post('/administration/portals/:name', { config: { needs: 'portals.manage' } }, async (request, reply) => {
    const { before, changes } = readInput(shapes.portalBodySchema, request.body);
    requireDone(await changePortal(desk, personOf(request), nameOf(request.params), changes, before));
    return reply.code(204).send();
  });
  for (const isPaused of [true, false]) {
    const address = `/administration/portals/:name/${isPaused ? 'pause' : 'resume'}`;
    api.post(address, { config: { needs: 'portals.manage' } }, async (request, reply) => {
      requireDone(await setPortalPaused(desk, personOf(request), nameOf(request.params), isPaused));
      wake(desk);
      return reply.code(204).send();
    });
  }
}

function payerRoutes(api: FastifyInstance, desk: Desk): void {
  api.get('/administration/payers', { config: { needs: 'settings.manage' } }, async () => {
    const { files } = desk.administration;
    const { payers, portals } = withChanges(files, await registerChanges(desk.db));
    const changed = await changedIn(desk, 'payer');
    return shapes.payersSchema.parse({
      payers: payers.map((register) => ({
        register,
        changed: changed.get(register.key) ?? null,
        isOwn: !files.payers.some(({ key }) => key === register.key),
      })),
      portals: portals.map(({ name, title }) => ({ name, title })),
    });
  });

  api.post('/administration/payers/:name', { config: { needs: 'settings.manage' } }, async (request, reply) => {
    const { name } = readInput(shapes.nameParamsSchema, request.params);
    const { changes } = readInput(shapes.payerBodySchema, request.body);
    requireDone(await changePayer(desk, personOf(request), name, changes));
    return reply.code(204).send();
  });
}

const noteOf = ({ at, by }: { at: Date; by: string | null }) => ({ at: at.toISOString(), by });

async function changedIn(desk: Desk, kind: 'portal' | 'payer') {
  const all = (await whoChanged(desk.db)).filter((each) => each.kind === kind);
  return new Map(all.map(({ name, ...note }) => [name, noteOf(note)]));
}

interface PortalState {
  name: string;
  pausedCode: string | null;
  pausedAt: Date | null;
  logins: number;
}

async function portalStates(desk: Desk): Promise<Map<string, PortalState>> {
  const { rows } = await desk.db.query<PortalState>(
    `select name, h.paused_code as "pausedCode", h.paused_at as "pausedAt",
       (select count(*)::int from login l where l.portal = name) as logins
     from unnest($1::text[]) as name left join portal_health h on h.portal = name`,
    [desk.administration.files.portals.map(({ name }) => name)],
  );
  return new Map(rows.map((row) => [row.name, row]));
}
