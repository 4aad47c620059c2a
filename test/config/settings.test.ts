import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findPayer, mayAutomate, readRegisters } from '../../config/registers.ts';
import { readSettings, SettingsError } from '../../config/settings.ts';

it('every setting has a default, and an empty one is an unset one', () => {
  const settings = readSettings({ DATABASE_URL: '', REDIS_URL: '' });
  expect(settings).toMatchObject({
    databaseUrl: undefined,
    redisUrl: undefined,
    apiPort: 4180,
    timeZone: 'America/New_York',
    evidenceDays: 400,
  });
});

it.each([
  [{ TIME_ZONE: 'Mars/Olympus' }, 'TIME_ZONE'],
  [{ API_PORT: '99999' }, 'API_PORT'],
  [{ EVIDENCE_DAYS: '-1' }, 'EVIDENCE_DAYS'],
  [{ PORTAL_URLS: 'not json' }, 'PORTAL_URLS'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL'],
  [{ WRITE_OFF_LIMIT: '5 hundred' }, 'WRITE_OFF_LIMIT'],
  [{ FOUR_EYES_POSTING: 'never' }, 'FOUR_EYES_POSTING'],
  [{ DEPOSIT_REQUIRED: 'maybe' }, 'DEPOSIT_REQUIRED'],
  [{ WEBHOOK_NETWORKS: '10.0.0.0/40' }, 'WEBHOOK_NETWORKS'],
  [{ WEBHOOK_NETWORKS: 'everything' }, 'WEBHOOK_NETWORKS'],
])('%o is refused by name', (environment, name) => {
  expect(() => readSettings(environment)).toThrow(SettingsError);
  expect(() => readSettings(environment)).toThrow(name);
});

it('the limit of write-offs is dollars outside and cents inside', () => {
  expect(readSettings({}).writeOffLimitCents).toBeUndefined();
  expect(readSettings({ WRITE_OFF_LIMIT: '500' }).writeOffLimitCents).toBe(50_000);
  expect(readSettings({ FOUR_EYES_POSTING: 'off', FOUR_EYES_WRITE_OFF: '250' }).fourEyes).toEqual({
    postingCents: null,
    writeOffCents: 25_000,
    isTakeBack: true,
  });
  expect(readSettings({ WRITE_OFF_LIMIT: '19.99' }).writeOffLimitCents).toBe(1_999);
});

it('a wrong setting is never printed: it may be a secret', () => {
  const error = (() => {
    try {
      return readSettings({ API_PORT: 'hunter2' });
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(String(error)).not.toContain('hunter2');
});

it('the registers name each payer by id or exact name, and a payer nobody registered by nothing', () => {
  const registers = readRegisters();
  expect(findPayer(registers, { name: 'whatever', id: 'nfmcd' })?.key).toBe('northfield-medicaid');
  expect(findPayer(registers, { name: ' northfield medicaid ', id: null })?.key).toBe('northfield-medicaid');
  expect(findPayer(registers, { name: 'Northfield', id: 'NF' })).toBeUndefined();
});

it('a robot may work a portal whose terms allow it, or that somebody consented for, and no other', () => {
  const portal = readRegisters().portals[0]!;
  const withPolicy = (automation: 'allowed' | 'consent' | 'forbidden', consentBy: string | null) =>
    mayAutomate({ ...portal, policy: { ...portal.policy, automation, consentBy } });
  expect([
    withPolicy('allowed', null),
    withPolicy('consent', 'Dana Reyes'),
    withPolicy('consent', null),
    withPolicy('forbidden', 'Dana Reyes'),
  ]).toEqual([true, true, false, false]);
});

it('a register file without its policy is refused, by file and field', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-registers-'));
  await mkdir(join(folder, 'portals'));
  await mkdir(join(folder, 'payers'));
  await writeFile(
    join(folder, 'portals', 'x.json'),
    JSON.stringify({ name: 'x', title: 'X', url: 'https://x.example' }),
  );
  expect(() => readRegisters(folder)).toThrow(/x\.json.*policy/s);
});

const SSO = {
  SSO_ISSUER: 'https://id.example',
  SSO_CLIENT_ID: 'claimwright',
  SSO_CLIENT_SECRET: 'hush',
  PUBLIC_URL: 'https://claims.example',
};

it.each([
  [{ SECOND_FACTOR_ROLES: 'boss' }, 'SECOND_FACTOR_ROLES'],
  [{ ...SSO, SSO_CLIENT_SECRET: '' }, 'SSO_CLIENT_SECRET'],
  [{ ...SSO, PUBLIC_URL: '' }, 'PUBLIC_URL'],
  [{ ...SSO, SSO_ISSUER: 'http://id.example' }, 'SSO_ISSUER'],
  [{ ...SSO, SSO_ROLE_CLAIM: 'groups' }, 'SSO_ROLES'],
  [{ ...SSO, SSO_ROLE_CLAIM: 'groups', SSO_ROLES: '{"billing":"boss"}' }, 'SSO_ROLES'],
  [{ SSO_ONLY: 'true', EMERGENCY_ADMINISTRATOR: 'dana' }, 'SSO_ONLY'],
  [{ ...SSO, SSO_ONLY: 'true' }, 'SSO_ONLY'],
])('access rules %o that would let in nobody or anybody are refused by name', (environment, name) => {
  expect(() => readSettings(environment)).toThrow(name);
});

it('single sign-on knows where to come back to, and which groups have which role', () => {
  const { access } = readSettings({
    ...SSO,
    SECOND_FACTOR_ROLES: 'administrator, supervisor',
    SSO_ROLE_CLAIM: 'groups',
    SSO_ROLES: '{"billing":"biller"}',
  });
  expect(access).toMatchObject({ secondFactorRoles: ['administrator', 'supervisor'], isPasswordOpen: true });
  expect(access.singleSignOn?.returnAddress).toBe('https://claims.example/api/v1/sign-in/sso/callback');
  expect(access.singleSignOn?.roles.get('billing')).toBe('biller');
});
