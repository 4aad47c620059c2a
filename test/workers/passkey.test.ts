/** Passkeys of a login in a real browser, at a practice portal that checks them with a library of its own. */
import type { BrowserContext } from 'playwright';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openChromium } from '../../adapters/browser.ts';
import { systemClock } from '../../adapters/clock.ts';
import { openLeases } from '../../adapters/leases.ts';
import type { Log } from '../../adapters/log.ts';
import { openSessions } from '../../adapters/sessions.ts';
import { practiceUsers } from '../../cli/practice-login.ts';
import { readRegisters } from '../../config/registers.ts';
import { eligibilityInquiry } from '../../domain/inquiries.ts';
import type { Credentials, Passkey } from '../../domain/login.ts';
import { portalNamed } from '../../flows/portals/index.ts';
import { type Brightwell, DEMO_PROVIDER_NPI, makePopulation, startBrightwell } from '../../sandbox/index.ts';
import { ask } from '../../workers/ask.ts';
import { trySignIn } from '../../workers/lookup.ts';
import { makePasskey } from '../../workers/make-passkey.ts';
import { startPortalWorkers } from '../../workers/portal.worker.ts';
import { openStores, type Stores } from '../../workers/stores.ts';
import { browserPath } from '../browser-path.ts';
import { filesOf, type Haystack, haystack } from '../faults/canary-scan.ts';
import { ownPlace } from '../stores.ts';

const TODAY = '2026-11-23';
const [first, second, third] = practiceUsers(3, DEMO_PROVIDER_NPI);
const population = makePopulation({ seed: 11, today: TODAY, appointments: 4, claims: 4 });
const logged: string[] = [];
const note = (...told: unknown[]): void => void logged.push(JSON.stringify(told));
const log: Log = { debug: note, info: note, warn: note, error: note };

const chromium = openChromium(browserPath);
let portal: Brightwell;
let place: Awaited<ReturnType<typeof ownPlace>>;
let stores: Stores;
let hands: Parameters<typeof trySignIn>[1];

beforeAll(async () => {
  const { passkey: _, ...withoutPasskey } = third!;
  portal = await startBrightwell({
    population,
    today: TODAY,
    seed: 11,
    users: [first!, second!, withoutPasskey],
    now: () => new Date(),
    hasPasskeys: true,
  });
  // As the register has it, by number: the portal sends whoever asks there to its name.
  const url = portal.url.replace('localhost', '127.0.0.1');
  place = await ownPlace('embedded', { PORTAL_URLS: JSON.stringify({ brightwell: url }) });
  stores = await openStores(place.settings, { command: 'test', prefix: place.prefix, log });
  const leases = openLeases(stores.db, 60_000);
  hands = { sessions: openSessions(chromium, stores.logins, leases, systemClock), portalNamed };
}, 60_000);
afterAll(async () => {
  await hands.sessions.close();
  await chromium.close();
  await stores.close();
  await place.remove();
  await portal.close();
});

const loginOf = async ({ username, password }: typeof first & object, passkey?: Passkey) => {
  const credentials: Credentials = { username, password, answers: {}, ...(passkey && { passkey }) };
  const login = { portal: 'brightwell', label: username, credentials, providerNpi: DEMO_PROVIDER_NPI };
  const { id } = await stores.logins.add(login, stores.clock.now());
  return (await stores.logins.get(id))!;
};
const signIn = async (login: Awaited<ReturnType<typeof loginOf>>): Promise<string> =>
  (await trySignIn(stores, hands, login))?.code ?? 'signed in';

describe('a portal that asks for a passkey after the password', () => {
  it('is answered, with a counter that rises over sessions and over workers that died', async () => {
    const login = await loginOf(first!, first!.passkey);
    expect(await signIn(login)).toBe('signed in');
    await hands.sessions.drop(login.id, 'leave');
    await stores.db.query('update login set passkey_uses = passkey_uses + 1, session = null where id = $1', [login.id]);
    expect(await signIn(login)).toBe('signed in');
    expect(portal.counters).toMatchObject({ signIns: 2, passwordSubmits: 2, badAnswers: 0, maxLiveSessions: 1 });
    // A counter that goes back is what a copied key looks like: this portal refuses it, and says so.
    await hands.sessions.drop(login.id, 'forget');
    await stores.db.query('update login set passkey_uses = 0, session = null where id = $1', [login.id]);
    expect(await signIn(login)).toBe('mfa-required');
    expect(portal.counters.badAnswers).toBe(1);
    // It is not tried again until a person has put it right.
    await stores.db.query('update login set passkey_uses = 9 where id = $1', [login.id]);
    expect(await signIn(login)).toBe('mfa-required');
    expect(portal.counters.badAnswers).toBe(1);
    await stores.logins.noteSignedInByHand(login.id);
    expect(await signIn(login)).toBe('signed in');
  });

  it('that refuses it pauses the login after one try, asks a person, and locks nobody out', async () => {
    const bad = portal.counters.badAnswers;
    const stranger = { ...second!.passkey, privateKey: first!.passkey.privateKey };
    const login = await loginOf(second!, stranger);
    const item = { portal: 'brightwell', loginId: login.id, payer: 'brightwell-health' };
    await ask(
      stores,
      population.appointments.map((one) => ({ ...item, inquiry: eligibilityInquiry(one) })),
    );
    const workers = await startPortalWorkers(stores, hands, login.id);
    await vi.waitFor(async () => expect((await stores.logins.get(login.id))?.pausedCode).toBe('mfa-required'), {
      timeout: 20_000,
      interval: 50,
    });
    await workers.close();
    const { rows } = await stores.db.query<{ code: string; message: string }>(
      'select code, message from review_item where resolution is null',
    );
    expect(rows).toMatchObject([
      { code: 'mfa-required', message: expect.stringContaining('claimwright login passkey') },
    ]);
    expect(portal.counters).toMatchObject({ badAnswers: bad + 1, lockouts: 0, submitsAfterRejection: 0 });
    expect(await stores.logins.get(login.id)).toMatchObject({ portalRejections: 0, unseenSubmits: 0 });
  });

  it.each([
    ['no passkey', undefined, 'this login has none'],
    [
      'one of another account',
      { ...second!.passkey, credentialId: 'QW5vdGhlcg==' },
      'none of those that the portal asks for',
    ],
    ['one of another site', { ...second!.passkey, rpId: 'example.org' }, 'none of those that the portal asks for'],
  ])('stops a login with %s before anything is signed', async (_what, passkey, message) => {
    const bad = portal.counters.badAnswers;
    await stores.db.query("delete from login where portal = 'brightwell' and label = 'other'");
    const { username, password } = second!;
    const credentials: Credentials = { username, password, answers: {}, ...(passkey && { passkey }) };
    const login = { portal: 'brightwell', label: 'other', credentials, providerNpi: DEMO_PROVIDER_NPI };
    const { id } = await stores.logins.add(login, stores.clock.now());
    const why = await trySignIn(stores, hands, (await stores.logins.get(id))!);
    expect(why).toMatchObject({ code: 'mfa-required', message: expect.stringContaining(message) });
    expect(portal.counters.badAnswers).toBe(bad);
  });
});

describe('a person who makes a passkey for the robot', () => {
  /** Signs in by hand, adds a passkey, signs out. */
  const atThePortal = async (context: BrowserContext): Promise<void> => {
    const [page] = context.pages();
    await page!.getByLabel('Username').fill(third!.username);
    await page!.getByLabel('Password').fill(third!.password);
    await page!.getByRole('button', { name: 'Sign in' }).click();
    await page!.getByLabel('Tax ID (TIN)').selectOption('99-0000017');
    await page!.getByRole('button', { name: 'Continue' }).click();
    await page!.getByRole('button', { name: 'Add a passkey' }).click();
    await page!.getByText('Your passkey was added.').waitFor();
    await page!.getByRole('button', { name: 'Sign out' }).click();
    await page!.getByText('You have signed out of the portal.').waitFor();
  };

  /** Another site makes one unasked, as mail providers do. */
  const elsewhere = async (context: BrowserContext): Promise<void> => {
    const page = await context.newPage();
    await page.route('https://mail.example/', (route) => route.fulfill({ contentType: 'text/html', body: 'Mail' }));
    await page.goto('https://mail.example/');
    await page.evaluate(`navigator.credentials.create({ publicKey: {
      challenge: new Uint8Array(16), rp: { name: 'Mail' }, pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
      user: { id: new Uint8Array(8), name: 'me', displayName: 'me' },
    } }).then(() => undefined)`);
  };

  it('keeps no passkey of another site that the person does not mean', async () => {
    const login = await loginOf(third!);
    const asked: string[] = [];
    const isWanted = async (site: string) => asked.push(site) === 0;
    const open = () => chromium.context();
    expect(await makePasskey(stores, login, { open, done: elsewhere, isWanted })).toBe(0);
    expect(asked).toEqual(['mail.example']);
    expect(await stores.logins.means(login.id)).toMatchObject({ hasPasskey: false });
  });

  it('holds the login meanwhile; afterwards the robot signs in with it, also after a new password is stored', async () => {
    const login = await loginOf(third!);
    let isFree = true;
    const made = await makePasskey(stores, login, {
      open: () => chromium.context(),
      done: async (context) => {
        isFree = await hands.sessions.claim(login.id);
        await atThePortal(context);
        await elsewhere(context);
      },
      isWanted: () => Promise.reject(new Error('The portal made one, so nobody is asked.')),
    });
    expect({ made, isFree }).toEqual({ made: 1, isFree: false });
    expect(await stores.logins.means(login.id)).toMatchObject({ hasPasskey: true });
    expect(await signIn(await loginOf(third!))).toBe('signed in');
  });

  it('loses nothing to a colleague who stores a new password at the same moment', async () => {
    const login = await loginOf(third!);
    const now = stores.clock.now();
    const words = { portal: 'brightwell', label: login.label, providerNpi: DEMO_PROVIDER_NPI };
    const credentials = { username: third!.username, password: 'another-1', answers: {} };
    await Promise.all([
      stores.logins.renew(login.id, { passkey: second!.passkey }, now),
      stores.logins.renew(login.id, { answers: { pet: 'Biscuit' } }, now),
      stores.logins.renew(login.id, { totpSecret: 'JBSWY3DPEHPK3PXP' }, now),
    ]);
    expect(await stores.logins.means(login.id)).toMatchObject({ answers: 1, hasPasskey: true, hasTotp: true });
    await Promise.all([
      stores.logins.add({ ...words, credentials }, now),
      stores.logins.renew(login.id, { passkey: first!.passkey }, now),
    ]);
    expect(await stores.logins.credentials(login.id)).toMatchObject({
      password: 'another-1',
      passkey: { privateKey: first!.passkey.privateKey },
    });
    await stores.logins.renew(login.id, { password: third!.password, answers: {}, totpSecret: null }, now);
  });

  it('gets no browser where the terms let no robot in, or while a worker has the login', async () => {
    const login = await loginOf(third!);
    const open = vi.fn<() => ReturnType<typeof chromium.context>>(() => chromium.context());
    const desk = { open, done: async () => undefined, isWanted: async () => true };
    const registers = readRegisters();
    const portals = registers.portals.map((one) => ({
      ...one,
      policy: { ...one.policy, automation: 'forbidden' as const },
    }));
    const forbidden = { ...stores, registers: { ...registers, portals } };
    await expect(makePasskey(forbidden, login, desk)).rejects.toMatchObject({ code: 'automation-forbidden' });
    await hands.sessions.claim(login.id);
    await expect(makePasskey(stores, login, desk)).rejects.toMatchObject({ code: 'signed-in-elsewhere' });
    await hands.sessions.giveBack(login.id);
    expect(open).not.toHaveBeenCalled();
  });
});

it('no key of a passkey is in the log, in any file or in the database in the clear', async () => {
  const { passkey } = await stores.logins.credentials((await loginOf(third!)).id);
  const keys = [first!.passkey, second!.passkey, passkey!].map(({ privateKey }) => privateKey);
  const needles = keys.flatMap((key) => [key, Buffer.from(key, 'base64')]);
  const found = (places: readonly Haystack[]) =>
    places.filter(({ bytes }) => needles.some((needle) => bytes.includes(needle))).map(({ name }) => name);
  await stores.db.query('checkpoint');
  const files = await filesOf(place.settings.dataFolder);
  expect(Math.min(logged.length, files.length)).toBeGreaterThan(0);
  expect(found([haystack('the log', logged.join('\n')), ...files])).toEqual([]);
  expect(found([haystack('planted', `...${keys[0]}`)])).toEqual(['planted']);
});
