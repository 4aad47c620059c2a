import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSession } from '../../adapters/reviewer-sessions.ts';
import { buildApi } from '../../review/api/index.ts';
import { changeRole, disablePerson } from '../../review/people.ts';
import type { Person } from '../../review/desk.ts';
import { client, type Cookies } from './client.ts';
import { openOffice, PASSWORD, type Office } from './office.ts';

const TERMINAL = { commandLine: 'root' };

describe('administering people', () => {
  let office: Office;
  let app: FastifyInstance;
  let asks: ReturnType<typeof client>;
  let admin: Person;
  let biller: Person;
  let cookies: Cookies;

  beforeAll(async () => {
    office = await openOffice();
    admin = await office.person('dana');
    biller = await office.person('lee', 'biller');
  });
  beforeEach(async () => {
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
    asks = client(app);
    await office.db.query(
      `update reviewer set disabled_at = null, role = case when name = 'dana' then 'administrator' else 'biller' end`,
    );
    cookies = await session(admin);
  });
  afterEach(() => app.close());
  afterAll(() => office.close());

  const session = async (person: Person): Promise<Cookies> => ({
    claimwright: await startSession(office.db, person.id, office.clock.now()),
  });
  const statusOf = async (url: string, body: object = {}) => (await asks.post(url, cookies, body)).statusCode;
  const rowOf = async (name: string) =>
    (await asks.get('/people', cookies)).json().people.find((one: { name: string }) => one.name === name);

  it('adds a person whose given password is good for one sign-in only', async () => {
    const added = await asks.post('/people', cookies, { name: 'Noël O’Dell'.replace('’', "'"), role: 'supervisor' });
    expect(added.statusCode).toBe(201);
    const signedIn = await asks.signIn("Noël O'Dell", added.json().password);
    expect(signedIn.json()).toMatchObject({ role: 'supervisor', first: 'password' });
    expect(await statusOf('/people', { name: "noël o'dell", role: 'biller' })).toBe(409);
    expect(await rowOf("Noël O'Dell")).toMatchObject({ mustChangePassword: true, isYou: false, role: 'supervisor' });
    const { rows } = await office.db.query(`select actor, detail from audit where action = 'person-added'`);
    expect(rows).toEqual([{ actor: `reviewer:${admin.id}`, detail: { role: 'supervisor' } }]);
  });

  it.each(['<script>alert(1)</script>', '=cmd()', 'x\r\nset-cookie: a=b', '../etc', '"quoted"', '\u202Eevil'])(
    'takes no name like %j',
    async (name) => {
      expect(await statusOf('/people', { name, role: 'biller' })).toBe(409);
    },
  );

  it('takes no text with a character that no table holds', async () => {
    expect(await statusOf('/people', { name: 'a\u0000b', role: 'biller' })).toBe(400);
  });

  it('ends sessions at once when a role changes, a person is disabled or gets a new password', async () => {
    for (const [path, body] of [
      ['role', { role: 'auditor' }],
      ['disable', {}],
      ['enable', {}],
      ['password', {}],
      ['end-sessions', {}],
      ['reset-second-factor', {}],
    ] as const) {
      const theirs = path === 'enable' ? {} : await session(biller);
      expect(await statusOf(`/people/${biller.id}/${path}`, body)).toBe(200);
      expect([path, (await asks.get('/session', theirs)).statusCode]).toEqual([path, 401]);
    }
  });

  it('lets a disabled person in by no way, and tells them as little as anybody', async () => {
    await office.person('kim', 'biller');
    const { id } = await rowOf('kim');
    await statusOf(`/people/${id}/disable`);
    const [disabled, wrong] = [await asks.signIn('kim'), await asks.signIn('kim', 'wrong')];
    expect([disabled.statusCode, disabled.body]).toEqual([401, wrong.body]);
    await statusOf(`/people/${id}/enable`);
    expect((await asks.signIn('kim')).statusCode).toBe(201);
  });

  it('gives a way back to who lost password and authenticator, and shows who must wait', async () => {
    await office.db.query(`update reviewer set totp_secret = 'x' where id = $1`, [biller.id]);
    for (let n = 0; n < 5; n++) await asks.signIn('lee', 'guess');
    expect(await rowOf('lee')).toMatchObject({ hasSecondFactor: true, waitsUntil: '2026-11-23T15:00:30.000Z' });
    await statusOf(`/people/${biller.id}/reset-second-factor`);
    const { password } = (await asks.post(`/people/${biller.id}/password`, cookies)).json();
    expect(await rowOf('lee')).toMatchObject({ hasSecondFactor: false, waitsUntil: null, mustChangePassword: true });
    expect((await asks.signIn('lee', PASSWORD)).statusCode).toBe(401);
    expect((await asks.signIn('lee', password)).statusCode).toBe(201);
  });

  it('lets nobody change what they themselves may do, nor take the last administrator away', async () => {
    const own = [];
    for (const path of ['role', 'disable', 'password', 'reset-second-factor'])
      own.push(await statusOf(`/people/${admin.id}/${path}`, { role: 'auditor' }));
    expect(own).toEqual([409, 409, 409, 409]);
    expect(await changeRole(office.desk, TERMINAL, admin.id, 'biller')).toMatchObject({ done: false, status: 409 });
    expect(await disablePerson(office.desk, TERMINAL, admin.id)).toMatchObject({ done: false });
    expect((await asks.get('/session', cookies)).json().role).toBe('administrator');
  });

  it('keeps one of two administrators who disable each other in the same moment', async () => {
    await changeRole(office.desk, TERMINAL, biller.id, 'administrator');
    const both = await Promise.all([
      disablePerson(office.desk, admin, biller.id),
      disablePerson(office.desk, { ...biller, role: 'administrator' }, admin.id),
    ]);
    expect(both.filter(({ done }) => done)).toHaveLength(1);
  });
});
