import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../adapters/clock.ts';
import { addReviewer } from '../../adapters/reviewers.ts';
import { deskOf } from '../../cli/office.ts';
import { readRegisters } from '../../config/registers.ts';
import type { PortalRegister } from '../../config/registers.ts';
import { WorkException } from '../../domain/exceptions.ts';
import type { Credentials } from '../../domain/login.ts';
import type { Portal, SignInDesk } from '../../flows/portal.ts';
import { giveCode, wantedCodes } from '../../review/codes.ts';
import type { Person } from '../../review/desk.ts';
import { readTerms } from '../../workers/admission.ts';
import { ask } from '../../workers/ask.ts';
import { keepLoginsAlive } from '../../workers/keep-alive.ts';
import { openStores } from '../../workers/stores.ts';
import { ownPlace } from '../stores.ts';
import { addLogin, questions, reading, scriptedPortal, sessionDouble, startShop, states } from './shop.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 25 });

/** A practice on one database, with northfield's register changed as a test wants it. */
async function open(register: Partial<PortalRegister> = {}, portal: Portal = scriptedPortal(async (a) => reading(a))) {
  const place = await ownPlace('PostgreSQL alone');
  closing.push(() => place.remove());
  const registers = readRegisters();
  const stores = await openStores(place.settings, {
    command: 'test',
    prefix: place.prefix,
    registers: { ...registers, portals: registers.portals.map((known) => ({ ...known, ...register })) },
  });
  closing.push(() => stores.close());
  const loginId = await addLogin(stores);
  const shop = await startShop(stores, portal);
  closing.push(() => shop.close());
  const waits = async () =>
    (
      await stores.db.query<{ code: string; until: Date; tries: number }>(
        `select code, max(available_at) as until, max(tries) as tries from work_item where state = 'waiting' group by code`,
      )
    ).rows;
  const reviews = async () =>
    (await stores.db.query<{ code: string }>('select code from review_item where resolution is null')).rows;
  return { stores, loginId, shop, waits, reviews };
}

/** Signs in by what the portal asks for; answers every look-up. */
function portalThatAsks(how: (desk: SignInDesk) => Promise<unknown>) {
  const portal = scriptedPortal(async (asked) => reading(asked));
  const signIn: Portal['signIn'] = async (_visit, desk) => {
    portal.calls.signIns += 1;
    await desk.beforeSubmit();
    await how(desk);
  };
  return { ...portal, signIn };
}

const give = async (stores: Awaited<ReturnType<typeof open>>['stores'], credentials: Partial<Credentials>) =>
  stores.logins.add(
    {
      portal: 'northfield',
      label: 'front desk',
      providerNpi: null,
      credentials: { username: 'desk', password: 'right-password', answers: {}, ...credentials },
    },
    stores.clock.now(),
  );

describe('a portal whose terms do not let a robot in', () => {
  const [known] = readRegisters().portals;

  it('never sees a browser', async () => {
    const { stores, loginId, shop, reviews } = await open({ policy: { ...known!.policy, automation: 'forbidden' } });
    await ask(stores, questions(loginId, 3));
    await until(async () => expect(await reviews()).toEqual([{ code: 'automation-forbidden' }]));
    expect(shop.sessions.opened()).toBe(0);
  });

  it.each([
    ['has not been read', { readOn: null }],
    ['wants consent that nobody has given', { automation: 'consent', consentBy: null }],
    ['is not registered', null],
  ] as const)('is refused before a browser is thought of: %s', (_why, change) => {
    const portals = change ? [{ ...known!, policy: { ...known!.policy, ...change } }] : [];
    const stores = { registers: { portals, payers: [] }, clock: systemClock };
    expect(() => readTerms(stores, 'northfield')).toThrow(expect.objectContaining({ code: 'automation-forbidden' }));
  });
});

describe('a portal with rules of its own', () => {
  it('is asked no more often a day than it allows, and again on its next day', async () => {
    const { stores, loginId, waits } = await open({ dailyCap: 3 });
    await ask(stores, questions(loginId, 5));
    await until(async () => expect(await states(stores)).toEqual({ done: 3, waiting: 2 }));
    const [wait] = await waits();
    expect(wait).toMatchObject({ code: 'daily-cap', tries: 0 });
    expect(wait!.until.getUTCMinutes()).toBe(0);
  });

  it('is left alone while it is down by plan', async () => {
    const days = [0, 1, 2, 3, 4, 5, 6];
    const { stores, loginId, shop, waits } = await open({ maintenance: [{ days, from: '00:00', to: '24:00' }] });
    await ask(stores, questions(loginId, 2));
    await until(async () => expect(await waits()).toMatchObject([{ code: 'portal-maintenance', tries: 0 }]));
    expect(shop.sessions.opened()).toBe(0);
  });

  it('that says we are too fast is asked more slowly afterwards, over all logins', async () => {
    const at: number[] = [];
    const portal = scriptedPortal(async (asked) => {
      at.push(performance.now());
      if (at.length > 1) return reading(asked);
      const soon = new Date(Date.now() + 100).toISOString();
      throw new WorkException('rate-limited', 'slow down', { until: soon });
    });
    const { stores, loginId, shop } = await open({ pace: { lookups: 100, perSeconds: 15 } }, portal);
    const second = await addLogin(stores, 'back office');
    await shop.wake();
    const items = questions(loginId, 7).map((item, place) => (place > 4 ? { ...item, loginId: second } : item));
    await ask(stores, items.slice(0, 1));
    await until(async () => expect(at).toHaveLength(1));
    await ask(stores, items);
    await until(async () => expect(await states(stores)).toEqual({ done: 7 }));
    // Six times the double of the registered distance of 150 ms, less what the first may begin late.
    expect(at).toHaveLength(8);
    expect(at[7]! - at[1]!).toBeGreaterThan(1_500);
  });
});

describe('a login', () => {
  it('never comes near the lock over several wrong passwords, until a person has signed in by hand', async () => {
    const portal = scriptedPortal(
      async (asked) => reading(asked),
      () => new WorkException('credentials-rejected', 'rejected'),
    );
    const { stores, loginId, shop } = await open({ lockoutAfter: 3 }, portal);
    const { ids } = await ask(stores, questions(loginId, 1));
    const round = async (password: string) => {
      await until(async () => expect(await states(stores)).toEqual({ review: 1 }));
      await give(stores, { password });
      await stores.logins.resume(loginId);
      await stores.db.query("update work_item set state = 'queued' where id = $1", [ids[0]]);
      await until(async () => {
        await shop.wake();
        expect((await stores.logins.get(loginId))?.pausedCode).toBe('credentials-rejected');
      });
    };
    for (const password of ['second', 'third', 'fourth']) await round(password);
    expect(portal.calls.submits).toBe(2);
    const { rows } = await stores.db.query<{ message: string }>('select message from work_item');
    expect(rows[0]?.message).toContain('--signed-in');
    await stores.logins.noteSignedInByHand(loginId);
    await round('fifth');
    expect(portal.calls.submits).toBe(3);
  });

  it('gives its authenticator code, its backup code, or says which it lacks', async () => {
    const given: string[] = [];
    const portal = portalThatAsks(async (desk) => {
      given.push(await desk.backupCode(), await desk.totp());
      await desk.mailedCode({ digits: 6, validHours: 0, patienceMs: 10, request: async () => undefined });
    });
    const { stores, loginId, reviews } = await open({}, portal);
    await give(stores, { totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', backupCodes: ['8888-9999'] });
    await ask(stores, questions(loginId, 1));
    await until(async () => expect(await reviews()).toEqual([{ code: 'mfa-required' }]));
    expect(given).toEqual(['8888-9999', expect.stringMatching(/^\d{6}$/)]);
    const { rows } = await stores.db.query<{ message: string }>('select message from work_item');
    expect(rows[0]?.message).toContain('no mailbox');
  });

  it('goes on with the code that a person gives while the page waits', async () => {
    let code = '';
    const portal = portalThatAsks(async (desk) => {
      code = await desk.personCode({ what: 'texted to the phone that ends in 44', digits: 6, patienceMs: 10_000 });
    });
    const { stores, loginId, reviews } = await open({}, portal);
    await addReviewer(stores.db, 'Ines', 'a long enough password', stores.clock.now(), 'biller');
    const [ines] = (await stores.db.query<Person>('select id, name, role from reviewer')).rows;
    await ask(stores, questions(loginId, 3));
    await until(async () => expect(await wantedCodes(stores.db, stores.clock.now())).toHaveLength(1));
    const [wanted] = await wantedCodes(stores.db, stores.clock.now());
    expect(await giveCode(deskOf(stores), ines!, wanted!.itemId, '135 790')).toEqual({ outcome: 'taken' });
    await until(async () => expect(await states(stores)).toEqual({ done: 3 }));
    expect([code, portal.calls.signIns, await reviews()]).toEqual(['135790', 1, []]);
    const { rows } = await stores.db.query('select code from code_request');
    expect(rows).toEqual([{ code: null }]);
  });

  it('waits with all its work and without a try when nobody has the code in time', async () => {
    const portal = portalThatAsks((desk) => desk.personCode({ what: 'texted', digits: 6, patienceMs: 200 }));
    const { stores, loginId, waits, reviews } = await open({}, portal);
    await ask(stores, questions(loginId, 4));
    await until(async () => expect(await states(stores)).toEqual({ waiting: 4 }));
    const [wait] = await waits();
    expect(wait).toMatchObject({ code: 'code-late', tries: 0 });
    const minutes = (wait!.until.getTime() - stores.clock.now().getTime()) / 60_000;
    expect([Math.round(minutes), portal.calls.signIns, await reviews()]).toEqual([15, 1, []]);
    expect(await stores.logins.get(loginId)).toMatchObject({ pausedCode: null, portalRejections: 0, unseenSubmits: 0 });
  });

  it('that is used elsewhere waits, and does not fight for its session', async () => {
    let signOuts = 0;
    const portal = scriptedPortal(async () => {
      throw new WorkException('signed-in-elsewhere', 'kicked');
    });
    const session = { idleMinutes: 15, mustSignOut: true };
    const signOut = async () => void (signOuts += 1);
    const { stores, loginId, shop, waits } = await open({ session }, { ...portal, signOut });
    await ask(stores, questions(loginId, 3));
    await until(async () => expect(await waits()).toMatchObject([{ code: 'signed-in-elsewhere', tries: 0 }]));
    await until(async () => expect(await states(stores)).toEqual({ waiting: 3 }));
    expect([portal.calls.lookups.length, shop.sessions.dropped.length, signOuts]).toEqual([1, 1, 0]);
    expect(await stores.logins.session(loginId)).toBeNull();
  });

  it('is signed out when its worker drains, where a session that is just left is punished', async () => {
    const portal = scriptedPortal(async (asked) => reading(asked));
    const left: string[] = [];
    const signOut: Portal['signOut'] = async (visit) => void left.push(visit.baseUrl);
    const session = { idleMinutes: 15, mustSignOut: true };
    const { stores, loginId, shop } = await open({ session }, { ...portal, signOut });
    await ask(stores, questions(loginId, 2));
    await until(async () => expect(await states(stores)).toEqual({ done: 2 }));
    expect(left).toEqual([]);
    await shop.close();
    expect(left).toHaveLength(1);
    expect(await stores.logins.session(loginId)).toBeNull();
  });

  it('is kept alive by a sign-in where the terms allow it, once a day', async () => {
    const portal = scriptedPortal(async (asked) => reading(asked));
    const { stores, loginId } = await open({ mayKeepAlive: true, disableAfterDays: 30 }, portal);
    const sessions = sessionDouble(stores);
    closing.push(() => sessions.close());
    const hands = { sessions, portalNamed: () => portal };
    const usedDaysAgo = (days: number) =>
      stores.db.query("update login set last_used_at = now() - $2 * interval '1 day' where id = $1", [loginId, days]);
    await usedDaysAgo(20);
    expect(await keepLoginsAlive(stores, hands)).toBe(0);
    await usedDaysAgo(24);
    expect(await Promise.all([keepLoginsAlive(stores, hands), keepLoginsAlive(stores, hands)])).toContain(1);
    await usedDaysAgo(24);
    expect(await keepLoginsAlive(stores, hands)).toBe(0);
    expect(portal.calls.signIns).toBe(1);
  });
});
