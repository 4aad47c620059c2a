import { Secret, TOTP } from 'otpauth';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSession } from '../../adapters/reviewer-sessions.ts';
import { OPEN_ACCESS } from '../../review/access.ts';
import { buildApi } from '../../review/api/index.ts';
import type { Person } from '../../review/desk.ts';
import { client, OURS, type Cookies } from './client.ts';
import { openOffice, PASSWORD, type Office } from './office.ts';

const NEXT = 'lamp river tuesday carpet';

describe('one’s own account', () => {
  let office: Office;
  let app: FastifyInstance;
  let asks: ReturnType<typeof client>;
  let person: Person;
  let count = 0;

  beforeAll(async () => {
    office = await openOffice();
  });
  beforeEach(async () => {
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
    asks = client(app);
    person = await office.person(`person${count++}`, 'biller');
    office.clock.advance(3_600_000);
  });
  afterEach(() => app.close());
  afterAll(() => office.close());

  const session = async (): Promise<Cookies> => ({
    claimwright: await startSession(office.db, person.id, office.clock.now()),
  });
  const codeOf = (secret: string, laterMs = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: office.clock.now().getTime() + laterMs });
  const enrol = async (cookies: Cookies) => {
    const { secret, qr } = (await asks.post('/me/second-factor', cookies, { password: PASSWORD })).json();
    const confirmed = await asks.post('/me/second-factor/confirm', cookies, { code: codeOf(secret) });
    return { secret, qr, codes: confirmed.json().codes as string[], status: confirmed.statusCode };
  };
  const step = async () => {
    const answer = await asks.signIn(person.name);
    expect([answer.statusCode, answer.json()]).toEqual([202, { next: 'second-factor' }]);
    const cookie = answer.cookies.find(({ name }) => name === 'claimwright-step')!;
    return { [cookie.name]: cookie.value };
  };
  const giveCode = async (cookies: Cookies, code: string) =>
    (await asks.post('/session/second-factor', cookies, { code })).statusCode;

  it('takes a new password for the one before, ends all sessions, and goes on with a new one', async () => {
    const [mine, other] = [await session(), await session()];
    const change = (password: string, next: string) => asks.post('/me/password', mine, { password, next });
    const refusals = [];
    for (const next of ['short', 'password1234', `${person.name}${person.name}`, PASSWORD])
      refusals.push((await change(PASSWORD, next)).statusCode);
    expect(refusals).toEqual([422, 422, 422, 422]);
    expect((await change('wrong', NEXT)).json().detail).toContain('not right');
    const done = await change(PASSWORD, NEXT);
    expect(done.statusCode).toBe(200);
    expect([(await asks.get('/me', mine)).statusCode, (await asks.get('/me', other)).statusCode]).toEqual([401, 401]);
    expect((await asks.get('/me', { claimwright: done.cookies[0]!.value })).json().sessions).toHaveLength(1);
    expect((await asks.signIn(person.name)).statusCode).toBe(401);
    expect((await asks.signIn(person.name, NEXT)).statusCode).toBe(201);
  });

  it('cannot have its password guessed at an open browser', async () => {
    const cookies = await session();
    const codes = [];
    for (let n = 0; n < 6; n++)
      codes.push((await asks.post('/me/password', cookies, { password: `guess ${n}`, next: NEXT })).statusCode);
    expect(codes).toEqual([422, 422, 422, 422, 422, 429]);
  });

  it('asks for the authenticator after the password, takes each code once, and none that is old', async () => {
    const { secret, qr, codes, status } = await enrol(await session());
    expect([status, codes.length]).toEqual([200, 10]);
    expect(qr.path).toMatch(/^(M\d+ \d+h1v1h-1z)+$/);
    const browser = await step();
    expect((await asks.get('/me', browser)).statusCode).toBe(401);
    // The code that confirmed it was taken already.
    expect(await giveCode(browser, codeOf(secret))).toBe(401);
    office.clock.advance(30_000);
    expect(await giveCode(browser, codeOf(secret, -120_000))).toBe(401);
    expect(await giveCode({}, codeOf(secret))).toBe(401);
    expect(await giveCode(browser, codeOf(secret))).toBe(201);
    expect(await giveCode(browser, codeOf(secret, 30_000))).toBe(401);
    expect(await giveCode(await step(), codeOf(secret))).toBe(401);
  });

  it('keeps the secret sealed, and codes as marks only', async () => {
    const { secret, codes } = await enrol(await session());
    const { rows } = await office.db.query(
      'select r.*, c.mark from reviewer r join recovery_code c on c.reviewer_id = r.id where r.id = $1',
      [person.id],
    );
    const kept = JSON.stringify(rows, (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    expect(kept).not.toContain(secret);
    expect(codes.some((code) => kept.includes(code) || kept.includes(code.replace('-', '')))).toBe(false);
  });

  it('lets a recovery code stand in once, however it is typed', async () => {
    const cookies = await session();
    const { codes } = await enrol(cookies);
    expect(await giveCode(await step(), codes[0]!.toUpperCase().replace('-', ' '))).toBe(201);
    expect(await giveCode(await step(), codes[0]!)).toBe(401);
    expect((await asks.get('/me', cookies)).json().secondFactor).toEqual({
      isSet: true,
      isRequired: false,
      recoveryCodesLeft: 9,
    });
    const renewed = await asks.post('/me/second-factor/recovery-codes', cookies, { password: PASSWORD });
    expect(await giveCode(await step(), codes[1]!)).toBe(401);
    expect(await giveCode(await step(), renewed.json().codes[0])).toBe(201);
  });

  it('makes guessing codes wait, from any browser', async () => {
    await enrol(await session());
    const codes = [];
    for (let n = 0; n < 6; n++) codes.push(await giveCode(await step(), `00000${n}`));
    expect(codes).toEqual([401, 401, 401, 401, 401, 429]);
  });

  it('asks for the password before the second factor is replaced or removed', async () => {
    const cookies = await session();
    const { secret } = await enrol(cookies);
    expect((await asks.post('/me/second-factor', cookies, { password: 'wrong' })).statusCode).toBe(422);
    expect((await asks.post('/me/second-factor/remove', cookies, { password: 'wrong' })).statusCode).toBe(422);
    const offered = (await asks.post('/me/second-factor', cookies, { password: PASSWORD })).json().secret as string;
    expect(offered).not.toBe(secret);
    office.clock.advance(60_000);
    // Offered only: the one before still counts.
    expect(await giveCode(await step(), codeOf(offered))).toBe(401);
    expect(await giveCode(await step(), codeOf(secret))).toBe(201);
    office.clock.advance(16 * 60_000);
    const late = await asks.post('/me/second-factor/confirm', cookies, { code: codeOf(offered) });
    expect(late.statusCode).toBe(422);
    expect((await asks.post('/me/second-factor/remove', cookies, { password: PASSWORD })).statusCode).toBe(204);
    expect((await asks.signIn(person.name)).statusCode).toBe(201);
  });

  it('lets nobody do anything before what the office requires is done', async () => {
    await app.close();
    app = await buildApi(office.desk, {
      webFolder: '/nowhere',
      access: { ...OPEN_ACCESS, secondFactorRoles: ['biller'] },
    });
    asks = client(app);
    await office.db.query('update reviewer set must_change_password = true where id = $1', [person.id]);
    const signedIn = await asks.signIn(person.name);
    expect(signedIn.json()).toMatchObject({ first: 'password' });
    let cookies: Cookies = { claimwright: signedIn.cookies[0]!.value };
    expect((await asks.get('/review-items', cookies)).json().detail).toContain('password of your own first');
    const changed = await asks.post('/me/password', cookies, { password: PASSWORD, next: NEXT });
    expect(changed.json()).toMatchObject({ first: 'second-factor' });
    cookies = { claimwright: changed.cookies[0]!.value };
    expect((await asks.get('/review-items', cookies)).json().detail).toContain('second factor');
    const { secret } = (await asks.post('/me/second-factor', cookies, { password: NEXT })).json();
    await asks.post('/me/second-factor/confirm', cookies, { code: codeOf(secret) });
    expect((await asks.get('/review-items', cookies)).statusCode).toBe(200);
    const removed = await asks.post('/me/second-factor/remove', cookies, { password: NEXT });
    expect([removed.statusCode, (await asks.get('/session', cookies)).json().first]).toEqual([409, null]);
  });

  it('shows its sessions with device and time, and ends those that are not wanted, but nobody else’s', async () => {
    const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0';
    const signIn = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { ...OURS, 'user-agent': firefox },
      payload: { name: person.name, password: PASSWORD },
    });
    const mine = { claimwright: signIn.cookies[0]!.value };
    const [second, third] = [await session(), await session()];
    const { sessions } = (await asks.get('/me', mine)).json();
    const shown = sessions.find(({ isThis }: { isThis: boolean }) => isThis);
    expect([sessions.length, shown]).toMatchObject([
      3,
      { device: 'Firefox on Windows', address: '127.0.0.1', by: 'password' },
    ]);
    const remove = (id: string, cookies: Cookies) =>
      app.inject({ method: 'DELETE', url: `/api/v1/me/sessions/${id}`, cookies, headers: OURS });
    const stranger = await office.person(`stranger${count}`, 'administrator');
    const theirs = { claimwright: await startSession(office.db, stranger.id, office.clock.now()) };
    expect((await remove(shown.id, theirs)).statusCode).toBe(404);
    const secondId = (await asks.get('/me', second)).json().sessions.find((one: { isThis: boolean }) => one.isThis).id;
    expect((await remove(secondId, mine)).statusCode).toBe(204);
    expect((await asks.get('/me', second)).statusCode).toBe(401);
    expect((await asks.post('/me/sessions/end-others', mine)).json()).toEqual({ ended: 1 });
    expect((await asks.get('/me', third)).statusCode).toBe(401);
    expect((await asks.get('/me', mine)).statusCode).toBe(200);
  });

  it('leaves a trail of all of it that holds no secret', async () => {
    const cookies = await session();
    const { codes } = await enrol(cookies);
    await giveCode(await step(), codes[0]!);
    await giveCode(await step(), '000000');
    await asks.post('/me/second-factor/remove', cookies, { password: PASSWORD });
    await asks.post('/me/password', cookies, { password: PASSWORD, next: NEXT });
    const { rows } = await office.db.query<{ action: string }>(
      'select action, detail from audit where subject = $1 order by id',
      [`reviewer:${person.id}`],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'second-factor-set',
      'recovery-code-spent',
      'signed-in',
      'second-factor-refused',
      'second-factor-removed',
      'password-changed',
    ]);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp([PASSWORD, NEXT, ...codes].join('|')));
  });
});
