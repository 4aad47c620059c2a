import { afterEach, describe, expect, it, vi } from 'vitest';
import { listCanaries, openCanaries } from '../../adapters/canaries.ts';
import { portalPause } from '../../adapters/portal-health.ts';
import { WorkException } from '../../domain/exceptions.ts';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import { ask } from '../../workers/ask.ts';
import { tendCanaries } from '../../workers/canary.ts';
import { ownStores } from '../stores.ts';
import { addLogin, inquiry, questions, reading, scriptedPortal, startShop, states } from './shop.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 40_000, interval: 100 });

/** A portal that fails with `says`, about everybody; null: it answers. */
async function open(clockStep = '0.05', environment: Record<string, string> = {}) {
  const own = await ownStores('embedded', { environment: { RETRY_SECONDS: clockStep, ...environment } });
  closing.push(() => own.close());
  const { stores } = own;
  const fault: { says: ExceptionCode | null } = { says: null };
  const portal = scriptedPortal(async (asked) => {
    if (fault.says) throw new WorkException(fault.says, 'As scripted.', { page: 'northfield/home' });
    return reading(asked);
  });
  const loginId = await addLogin(stores);
  const shop = await startShop(stores, portal);
  closing.push(() => shop.close());
  const stopping = new AbortController();
  closing.push(async () => stopping.abort());
  const round = async () => {
    await tendCanaries(stores, { sessions: shop.sessions, portalNamed: () => portal, stopping: stopping.signal });
    await shop.wake();
  };
  const openItems = async () =>
    (
      await stores.db.query<{ code: string; subject: string }>(
        'select code, subject from review_item where resolution is null order by opened_at',
      )
    ).rows;
  return { stores, fault, portal, loginId, shop, round, openItems };
}

/** The canary asks about a member whom no question asks about. */
const KNOWN = inquiry(900);
const setCanary = (stores: Awaited<ReturnType<typeof open>>['stores'], loginId: string) =>
  openCanaries(stores.vault).set(
    stores.db,
    { loginId, kind: 'eligibility', payer: 'northfield-medicaid', inquiry: KNOWN },
    stores.clock.now(),
  );

describe('the line of one portal', () => {
  it('stops after three faults in a row with one review item, and goes on by itself when a canary passes', async () => {
    const { stores, fault, loginId, round, openItems, portal } = await open();
    const other = await addLogin(stores, 'other', 'brightwell');
    await setCanary(stores, loginId);
    fault.says = 'portal-error';
    // All are there before the first is asked: on a busy machine it would else be tried again before the third is.
    await stores.queues.setPaused(loginId, true);
    await ask(stores, questions(loginId, 8));
    await stores.queues.setPaused(loginId, false);
    await until(async () => expect(await portalPause(stores.db, 'northfield')).toBe('portal-error'));
    await round();
    expect(await openItems()).toEqual([{ code: 'portal-error', subject: 'portal:northfield' }]);
    expect(await portalPause(stores.db, 'brightwell')).toBeNull();
    expect(new Set(portal.calls.lookups).size).toBe(3);

    // While it fails, its canary is tried again and again, and nothing else is asked.
    await until(async () => {
      await round();
      expect(portal.calls.lookups.filter((id) => id === KNOWN.member.memberId)).toHaveLength(4);
    });
    expect(await openItems()).toHaveLength(1);
    fault.says = null;
    await ask(stores, questions(other, 9, 'brightwell').slice(8));
    await until(async () => {
      await round();
      expect(await states(stores)).toEqual({ done: 9 });
    });
    expect(await openItems()).toEqual([]);
  });

  it('is not stopped by one item that fails on every try', async () => {
    const { stores, fault, loginId, openItems } = await open('0.02');
    fault.says = 'portal-error';
    await ask(stores, questions(loginId, 1));
    await until(async () => expect(await states(stores)).toEqual({ failed: 1 }));
    expect(await portalPause(stores.db, 'northfield')).toBeNull();
    expect((await openItems()).map(({ subject }) => subject)).toEqual([expect.stringMatching(/^work-item:/)]);
  });
});

describe('a portal that suddenly finds nobody', () => {
  it('is told from one that does not know these members by a canary, and its "not found" is taken back', async () => {
    const { stores, fault, loginId, round, openItems } = await open();
    await ask(stores, questions(loginId, 1));
    await until(async () => expect(await states(stores)).toEqual({ done: 1 }));
    fault.says = 'member-not-found';
    await ask(stores, questions(loginId, 9));
    await until(async () => expect(await portalPause(stores.db, 'northfield')).toBe('canary-failed'));
    expect(await states(stores)).toMatchObject({ done: 1 });
    expect(await openItems()).toEqual([{ code: 'canary-failed', subject: 'portal:northfield' }]);
    fault.says = null;
    await until(async () => {
      await round();
      expect(await states(stores)).toEqual({ done: 9 });
    });
    expect(await openItems()).toEqual([]);
  });

  it('is believed when it finds the canary', async () => {
    const { stores, loginId, portal, openItems } = await open();
    await setCanary(stores, loginId);
    const script = portal.eligibility;
    Object.assign(portal, {
      eligibility: async (...[visit, asked]: Parameters<typeof script>) => {
        if (asked.member.memberId === KNOWN.member.memberId) return script(visit, asked);
        throw new WorkException('member-not-found', 'No such member.');
      },
    });
    await ask(stores, questions(loginId, 7));
    await until(async () => expect(await states(stores)).toEqual({ review: 7 }));
    expect(portal.calls.lookups).toEqual([KNOWN.member.memberId]);
    expect((await openItems()).every(({ code }) => code === 'member-not-found')).toBe(true);
    expect(await listCanaries(stores.db, 'northfield')).toMatchObject([{ isDue: false, code: null }]);
  });
});

it('a canary is learned from a good answer, kept sealed, and asked before anything else when it is due', async () => {
  const { stores, loginId, portal } = await open();
  await ask(stores, questions(loginId, 1));
  await until(async () => expect(await states(stores)).toEqual({ done: 1 }));
  const [canary] = await listCanaries(stores.db, 'northfield');
  expect(canary).toMatchObject({ login: 'front desk', kind: 'eligibility', origin: 'learned', passedAt: null });
  const { rows } = await stores.db.query<{ sealed: Uint8Array }>('select sealed from canary');
  expect(Buffer.from(rows[0]!.sealed).toString('latin1')).not.toMatch(/M000000|Probst/);
  await stores.db.query('update canary set due_at = now()');
  await ask(stores, questions(loginId, 2));
  await until(async () => expect(await states(stores)).toEqual({ done: 2 }));
  expect(portal.calls.lookups).toEqual(['M000000', 'M000000', 'M000001']);
});

it('a canary is asked on a timer although nobody asks anything else, and once for all hosts', async () => {
  const { stores, loginId, portal, round } = await open('0.05', { CANARY_MINUTES: '60' });
  await setCanary(stores, loginId);
  await round();
  const asked = portal.calls.lookups.length;
  await Promise.all([round(), round()]);
  expect(portal.calls.lookups).toHaveLength(asked);
  const back = "interval '61 minutes'";
  await stores.db.query(`update canary set set_at = set_at - ${back}, asked_at = asked_at - ${back}`);
  await Promise.all([round(), round()]);
  expect(portal.calls.lookups.slice(asked)).toEqual([KNOWN.member.memberId]);
});
