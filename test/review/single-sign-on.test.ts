import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openIdentityProvider } from '../../adapters/identity-provider.ts';
import { OPEN_ACCESS, type AccessRules, type SingleSignOn } from '../../review/access.ts';
import { buildApi } from '../../review/api/index.ts';
import { client, type Cookies } from './client.ts';
import { CLIENT, startIdentityProvider, type Vouched } from './identity-provider.ts';
import { openOffice, PASSWORD, type Office } from './office.ts';

const RETURN = 'http://claims.example/api/v1/sign-in/sso/callback';

describe('single sign-on, with a real identity provider', () => {
  let office: Office;
  let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
  let rules: SingleSignOn;
  let app: FastifyInstance;

  beforeAll(async () => {
    office = await openOffice();
    provider = await startIdentityProvider(RETURN);
    rules = {
      provider: openIdentityProvider({
        issuer: provider.issuer,
        clientId: CLIENT.id,
        clientSecret: CLIENT.secret,
        scopes: 'openid profile email',
        returnAddress: RETURN,
      }),
      title: 'Example ID',
      nameClaim: 'preferred_username',
      roleClaim: null,
      roles: new Map(),
    };
    await office.person('root');
  });
  beforeEach(() => serve({}));
  afterEach(() => app.close());
  afterAll(async () => {
    await provider.close();
    await office.close();
  });

  async function serve(changes: Partial<SingleSignOn>, access: Partial<AccessRules> = {}): Promise<void> {
    await app?.close();
    app = await buildApi(office.desk, {
      webFolder: '/nowhere',
      access: { ...OPEN_ACCESS, ...access, singleSignOn: { ...rules, ...changes } },
    });
  }
  const ask = (url: string, cookies: Cookies = {}) => app.inject({ url, cookies });
  const kept = (cookies: readonly { name: string; value: string }[]): Cookies =>
    Object.fromEntries(cookies.filter(({ value }) => value !== '').map(({ name, value }) => [name, value]));

  async function leave(to = '/items/7'): Promise<{ browser: Cookies; address: string }> {
    const left = await ask(`/api/v1/sign-in/sso?to=${encodeURIComponent(to)}`);
    expect(left.cookies[0]).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    return { browser: kept(left.cookies), address: String(left.headers.location) };
  }
  /** @returns where one is sent, and the session that was begun. */
  async function come(claims: Vouched | null): Promise<{ to: string; session: Cookies }> {
    const { browser, address } = await leave();
    provider.who.claims = claims;
    const back = new URL(await provider.visit(address));
    const answer = await ask(back.pathname + back.search, { ...browser, claimwright: 'of somebody else' });
    const { claimwright } = kept(answer.cookies);
    return { to: String(answer.headers.location), session: claimwright ? { claimwright } : {} };
  }
  const whoIs = async (session: Cookies) => (await ask('/api/v1/session', session)).json();

  it('lets a person in who was added, links them, and goes on where they were', async () => {
    await office.person('Ada.Moss', 'biller');
    const first = await come({ sub: 'u-1', preferred_username: 'ada.moss' });
    expect(first.to).toBe('/items/7');
    expect(await whoIs(first.session)).toMatchObject({ name: 'Ada.Moss', role: 'biller', by: 'single-sign-on' });
    // From now on the provider's own id counts, not a name that may change or be given to another.
    expect(await whoIs((await come({ sub: 'u-1', preferred_username: 'ada.new' })).session)).toMatchObject({
      name: 'Ada.Moss',
    });
    expect(await come({ sub: 'u-2', preferred_username: 'ada.moss' })).toEqual({
      to: '/?sign-in=unknown',
      session: {},
    });
  });

  it('lets in nobody who is unknown, disabled, or whom the provider refuses', async () => {
    await office.person('gone', 'biller');
    await office.db.query(`update reviewer set disabled_at = now() where name = 'gone'`);
    const answers = [];
    for (const claims of [
      { sub: 'u-3', preferred_username: 'stranger' },
      { sub: 'u-4', preferred_username: 'gone' },
      null,
    ])
      answers.push(await come(claims));
    expect(answers).toEqual(['unknown', 'disabled', 'refused'].map((why) => ({ to: `/?sign-in=${why}`, session: {} })));
  });

  it('takes no address of mail that is not verified', async () => {
    await office.person('mail@clinic.example', 'supervisor');
    await serve({ nameClaim: 'email' });
    const claims = { sub: 'u-5', email: 'mail@clinic.example' };
    expect((await come({ ...claims, email_verified: false })).to).toBe('/?sign-in=unknown');
    expect(await whoIs((await come({ ...claims, email_verified: true })).session)).toMatchObject({
      role: 'supervisor',
    });
  });

  it('gives roles by a claim: adds people, follows changes, ends sessions, and keeps out who has none', async () => {
    const roles = new Map([
      ['billing', 'biller'],
      ['leads', 'supervisor'],
    ] as const);
    await serve({ roleClaim: 'groups', roles });
    const claims = { sub: 'u-6', preferred_username: 'new.hand' };
    const first = await come({ ...claims, groups: ['staff', 'billing'] });
    expect(await whoIs(first.session)).toMatchObject({ name: 'new.hand', role: 'biller' });
    const second = await come({ ...claims, groups: ['leads', 'billing'] });
    expect(await whoIs(second.session)).toMatchObject({ role: 'supervisor' });
    expect((await ask('/api/v1/session', first.session)).statusCode).toBe(401);
    expect((await come({ ...claims, groups: ['staff'] })).to).toBe('/?sign-in=no-role');
    expect((await come({ ...claims, groups: undefined })).to).toBe('/?sign-in=no-role');
  });

  it('takes each answer once, from the browser that asked, as it was given', async () => {
    await office.person('once', 'biller');
    const { browser, address } = await leave();
    provider.who.claims = { sub: 'u-7', preferred_username: 'once' };
    const back = new URL(await provider.visit(address));
    const at = back.pathname + back.search;
    const lead = async (url: string, cookies: Cookies) => String((await ask(url, cookies)).headers.location);
    expect(await lead(at, {})).toBe('/?sign-in=late');
    expect(await lead(at, (await leave()).browser)).toBe('/?sign-in=invalid');
    expect(await lead(at, browser)).toBe('/items/7');
    expect(await lead(at, browser)).toBe('/?sign-in=late');
    const other = await leave();
    const forged = new URL(await provider.visit(other.address));
    forged.searchParams.set('code', 'x'.repeat(43));
    expect(await lead(forged.pathname + forged.search, other.browser)).toBe('/?sign-in=invalid');
    const slow = await leave();
    office.clock.advance(11 * 60_000);
    expect(await lead(new URL(await provider.visit(slow.address)).href.slice(21), slow.browser)).toBe('/?sign-in=late');
  });

  it('sends nobody to another site afterwards', async () => {
    for (const to of ['https://evil.example', '//evil.example', '/\\evil.example', '/a b'])
      expect((await ask(`/api/v1/sign-in/sso?to=${encodeURIComponent(to)}`)).statusCode).toBe(400);
  });

  it('says that the provider does not answer, and lets the emergency administrator in by password, and only them', async () => {
    const dead = openIdentityProvider({
      issuer: 'http://127.0.0.1:1',
      clientId: 'x',
      clientSecret: 'x',
      scopes: 'openid',
      returnAddress: RETURN,
    });
    await office.person('second');
    await serve({ provider: dead }, { isPasswordOpen: false, emergencyName: 'root' });
    expect((await ask('/api/v1/sign-in/sso')).headers.location).toBe('/?sign-in=unreachable');
    expect((await ask('/api/v1/sign-in')).json()).toEqual({
      isPasswordOpen: false,
      singleSignOn: { title: 'Example ID' },
    });
    const asks = client(app);
    const [second, wrong] = [await asks.signIn('second'), await asks.signIn('root', 'wrong')];
    expect([second.statusCode, second.body]).toEqual([401, wrong.body]);
    expect((await asks.signIn('root', PASSWORD)).statusCode).toBe(201);
  });

  it('leaves a trail that names nobody whom we do not know', async () => {
    const { rows } = await office.db.query<{ action: string; subject: string; detail: unknown }>(
      `select action, subject, detail from audit where action like '%single%' or detail ->> 'by' = 'single-sign-on' order by id`,
    );
    expect(rows).toContainEqual({
      action: 'single-sign-on-refused',
      subject: 'reviewer:unknown',
      detail: { why: 'unknown' },
    });
    expect(rows.some(({ action }) => action === 'signed-in')).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(/stranger|u-3/);
  });
});
