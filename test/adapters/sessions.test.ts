import { setTimeout as passTime } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../adapters/clock.ts';
import { openLeases } from '../../adapters/leases.ts';
import type { Query } from '../../adapters/query.ts';
import { openSessions } from '../../adapters/sessions.ts';
import type { SessionTerms } from '../../adapters/sessions.ts';
import { ownStores } from '../stores.ts';
import { addLogin, chromiumDouble } from '../workers/shop.ts';

const TTL_MS = 400;
const MINUTE = 60_000;

describe.each(['embedded', 'PostgreSQL alone'] as const)('the session of a login (%s)', (combination) => {
  let own: Awaited<ReturnType<typeof ownStores>>;
  let loginId: string;
  let clock: ReturnType<typeof fixedClock>;
  const closing: (() => Promise<void>)[] = [];
  const left: string[] = [];

  beforeAll(async () => void (own = await ownStores(combination)));
  beforeEach(async () => {
    loginId = await addLogin(own.stores, `desk ${performance.now()}`);
    clock = fixedClock('2026-11-23T12:00:00Z');
    left.length = 0;
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  afterAll(() => own.close());

  /** A worker process of its own; `queries` counts what it asks the database. */
  function worker(ttlMs = 60_000) {
    let queries = 0;
    const { logins, db } = own.stores;
    const counted: Query = {
      query: (text, params) => {
        queries += 1;
        return db.query(text, params);
      },
    };
    const leases = openLeases(counted, ttlMs);
    const sessions = openSessions(chromiumDouble(), logins, leases, clock);
    closing.push(() => sessions.close());
    return { sessions, leases, queries: () => queries };
  }
  const loose: SessionTerms = { idleMs: 15 * MINUTE, signOut: null };
  const strict: SessionTerms = { idleMs: 15 * MINUTE, signOut: async () => void left.push('signed out') };
  const signIn = async ({ sessions }: ReturnType<typeof worker>, terms = loose) => {
    expect(await sessions.claim(loginId)).toBe(true);
    const session = await sessions.borrow(loginId, terms);
    await session.live();
    await sessions.giveBack(loginId);
    return session.origin;
  };
  const borrow = async ({ sessions }: ReturnType<typeof worker>, terms = loose) => {
    expect(await sessions.claim(loginId)).toBe(true);
    const { origin } = await sessions.borrow(loginId, terms);
    await sessions.giveBack(loginId);
    return origin;
  };
  const keptState = () => own.stores.logins.session(loginId);

  it('is held by one process at a time, and taken up by the next when that one has closed', async () => {
    const [first, second] = [worker(), worker()];
    expect(await signIn(first)).toBe('new');
    expect(await second.sessions.claim(loginId)).toBe(false);
    expect(await second.sessions.free([loginId])).toEqual([]);
    await first.sessions.close();
    expect(await second.sessions.free([loginId])).toEqual([loginId]);
    expect(await borrow(second)).toBe('kept');
    expect(left).toEqual([]);
  });

  it('is claimed by one of many processes at the same moment', async () => {
    const many = Array.from({ length: 8 }, () => worker());
    const claims = await Promise.all(many.map(({ sessions }) => sessions.claim(loginId)));
    expect(claims.filter(Boolean)).toHaveLength(1);
  });

  it('is free again when its process has died, and what that one still keeps is refused', async () => {
    const [dead, next] = [worker(TTL_MS), worker()];
    await dead.sessions.claim(loginId);
    const session = await dead.sessions.borrow(loginId, loose);
    await session.live();
    expect(await next.sessions.claim(loginId)).toBe(false);
    await passTime(TTL_MS + 50);
    expect(await signIn(next)).toBe('kept');
    await own.stores.logins.dropSession(loginId, next.leases.holder);
    await session.live();
    expect(await keptState()).toBeNull();
    await dead.sessions.giveBack(loginId);
    expect(await dead.sessions.claim(loginId)).toBe(false);
  });

  it('stays held as long as it is tended', async () => {
    const [first, second] = [worker(TTL_MS), worker()];
    await signIn(first);
    for (let round = 0; round < 5; round += 1) {
      await passTime(TTL_MS / 3);
      await first.sessions.tend();
    }
    expect(await second.sessions.claim(loginId)).toBe(false);
    expect(await borrow(first)).toBe('warm');
  });

  it('is taken up warm without a question to the database', async () => {
    const mine = worker();
    await signIn(mine);
    const before = mine.queries();
    for (let round = 0; round < 10; round += 1) expect(await borrow(mine)).toBe('warm');
    expect(mine.queries() - before).toBe(0);
  });

  it('is one job at a time also within a process', async () => {
    const { sessions } = worker();
    expect([await sessions.claim(loginId), await sessions.claim(loginId)]).toEqual([true, false]);
  });

  it('that was never signed in is not taken for warm, and its login is free for others', async () => {
    const [first, second] = [worker(), worker()];
    expect(await borrow(first)).toBe('new');
    expect(await borrow(second)).toBe('new');
  });

  it('is checked before use when it has idled near the limit, and ended by itself there', async () => {
    const [mine, other] = [worker(), worker()];
    await signIn(mine);
    clock.advance(13 * MINUTE);
    expect(await borrow(mine)).toBe('kept');
    clock.advance(11 * MINUTE);
    await mine.sessions.tend();
    expect(await borrow(mine)).toBe('warm');
    clock.advance(12.5 * MINUTE);
    await mine.sessions.tend();
    expect(await borrow(other)).toBe('kept');
    expect(left).toEqual([]);
  });

  it('is signed out where leaving is punished: near the limit, when dropped, when the worker closes', async () => {
    const mine = worker();
    await signIn(mine, strict);
    clock.advance(12.5 * MINUTE);
    await mine.sessions.tend();
    expect([left.length, await keptState()]).toEqual([1, null]);
    await signIn(mine, strict);
    await mine.sessions.drop(loginId, 'leave');
    expect([left.length, await keptState()]).toEqual([2, null]);
    await signIn(mine, strict);
    await mine.sessions.close();
    expect([left.length, await keptState()]).toEqual([3, null]);
  });

  it('that somebody else has ended is forgotten without signing out', async () => {
    const mine = worker();
    await signIn(mine, strict);
    await mine.sessions.drop(loginId, 'forget');
    expect([left, await keptState()]).toEqual([[], null]);
    expect(await borrow(mine, strict)).toBe('new');
  });

  it('that could not be left is taken up again rather than doubled', async () => {
    const mine = worker();
    const stuck: SessionTerms = { ...strict, signOut: () => Promise.reject(new Error('the page is gone')) };
    await signIn(mine, stuck);
    await mine.sessions.drop(loginId, 'leave');
    expect(await keptState()).not.toBeNull();
    expect(await borrow(mine, strict)).toBe('kept');
  });
});
