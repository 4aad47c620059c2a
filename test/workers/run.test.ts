import { afterEach, describe, expect, it, vi } from 'vitest';
import { WorkException } from '../../domain/exceptions.ts';
import { ask } from '../../workers/ask.ts';
import { COMBINATIONS, ownStores } from '../stores.ts';
import type { Combination } from '../stores.ts';
import { addLogin, questions, reading, scriptedPortal, startShop, states } from './shop.ts';
import type { Script, ScriptedPortal } from './shop.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(combination: Combination, portal: ScriptedPortal, environment: Record<string, string> = {}) {
  const own = await ownStores(combination, { environment });
  closing.push(() => own.close());
  const { stores } = own;
  const loginId = await addLogin(stores);
  const shop = await startShop(stores, portal);
  closing.push(() => shop.close());
  return { stores, loginId, shop };
}

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 40_000, interval: 25 });
const answers: Script = async (asked) => reading(asked);
const throws =
  (code: ConstructorParameters<typeof WorkException>[0], details = {}): Script =>
  async () => {
    throw new WorkException(code, 'as scripted', details);
  };
const reviews = async (stores: Awaited<ReturnType<typeof open>>['stores']) =>
  (
    await stores.db.query<{ code: string; subject: string; met: number }>(
      'select code, subject, met from review_item where resolution is null',
    )
  ).rows;

/** PostgreSQL alone is the embedded default's own code on another server. */
const isTold = (combination: Combination): boolean => combination !== 'PostgreSQL alone';

describe.each(COMBINATIONS)('the executor on %s', (combination) => {
  it('answers each question once, in one signed-in session, with encrypted evidence', async () => {
    const portal = scriptedPortal(answers);
    const { stores, loginId } = await open(combination, portal);
    const first = await ask(stores, questions(loginId, 12));
    const again = await ask(stores, questions(loginId, 12));
    expect(first.created).toBe(12);
    expect(again).toEqual({ ids: first.ids, created: 0 });
    await until(async () => expect(await states(stores)).toEqual({ done: 12 }));
    expect(portal.calls.lookups).toHaveLength(12);
    expect(portal.calls.signIns).toBe(1);
    const { rows } = await stores.db.query<{ evidence: string }>('select evidence_id as evidence from result');
    expect(rows).toHaveLength(12);
    const opened = await stores.evidence.open(stores.db, rows[0]!.evidence);
    expect(opened?.image?.toString()).toBe('a picture');
    expect(opened?.trail?.fields['/status']).toEqual({ confidence: 1, via: 'portal' });
  });

  it('works in the order asked, the urgent first', async () => {
    const portal = scriptedPortal(answers);
    const { stores, loginId } = await open(combination, portal);
    await stores.queues.setPaused(loginId, true);
    const [a, b, c] = questions(loginId, 3);
    await ask(stores, [
      { ...a!, priority: 10 },
      { ...b!, priority: 10 },
    ]);
    await ask(stores, [c!]);
    await stores.queues.setPaused(loginId, false);
    await until(async () => expect(await states(stores)).toEqual({ done: 3 }));
    expect(portal.calls.lookups).toEqual(['M000002', 'M000000', 'M000001']);
  });

  it('stops a login after one rejected password, and goes on when a person resolved it', async () => {
    let isWrong = true;
    const portal = scriptedPortal(answers, () =>
      isWrong ? new WorkException('credentials-rejected', 'rejected') : null,
    );
    const { stores, loginId, shop } = await open(combination, portal);
    const { ids } = await ask(stores, questions(loginId, 40));
    await until(async () =>
      expect(await reviews(stores)).toEqual([{ code: 'credentials-rejected', subject: `login:${loginId}`, met: 1 }]),
    );
    await shop.wake();
    await new Promise((done) => setTimeout(done, 500));
    expect(portal.calls.submits).toBe(1);
    expect(await states(stores)).toEqual({ queued: 39, review: 1 });

    isWrong = false;
    await stores.logins.add(
      {
        portal: 'northfield',
        label: 'front desk',
        providerNpi: null,
        credentials: { username: 'desk', password: 'new', answers: {} },
      },
      stores.clock.now(),
    );
    await stores.logins.resume(loginId);
    await stores.db.query("update work_item set state = 'queued' where id = any($1::uuid[]) and state = 'review'", [
      ids,
    ]);
    await until(async () => {
      await shop.wake();
      expect(await states(stores)).toEqual({ done: 40 });
    });
    expect(portal.calls.submits).toBe(2);
  });

  if (!isTold(combination)) return;

  it('never submits beyond the budget, even when resumed again and again with the same secret', async () => {
    const portal = scriptedPortal(answers, () => new WorkException('credentials-rejected', 'rejected'));
    const { stores, loginId, shop } = await open(combination, portal);
    const { ids } = await ask(stores, questions(loginId, 1));
    for (let round = 0; round < 4; round += 1) {
      await until(async () => expect(await states(stores)).toEqual({ review: 1 }));
      await stores.logins.resume(loginId);
      await stores.db.query("update work_item set state = 'queued' where id = $1", [ids[0]]);
      // As the timer does: the worker of the round before may still be pausing the queue.
      await until(async () => {
        await shop.wake();
        expect((await stores.logins.get(loginId))?.pausedCode).toBe('credentials-rejected');
      });
    }
    expect(portal.calls.submits).toBe(2);
  });

  it('keeps what a robot must not decide for a person and leaves the queue running', async () => {
    const portal = scriptedPortal(async (asked) =>
      asked.member.memberId === 'M000001' ? throws('member-ambiguous')(asked, undefined as never) : reading(asked),
    );
    const { stores, loginId } = await open(combination, portal);
    const { ids } = await ask(stores, questions(loginId, 3));
    await until(async () => expect(await states(stores)).toEqual({ done: 2, review: 1 }));
    expect(await reviews(stores)).toEqual([{ code: 'member-ambiguous', subject: `work-item:${ids[1]}`, met: 1 }]);
    expect(await stores.queues.counts(loginId)).toMatchObject({ failed: 0 });
  });

  it('waits until the portal said, without spending a try', async () => {
    let isClosed = true;
    const portal = scriptedPortal(async (asked) => {
      if (!isClosed) return reading(asked);
      isClosed = false;
      throw new WorkException('portal-maintenance', 'back soon', { until: new Date(Date.now() + 700).toISOString() });
    });
    const { stores, loginId } = await open(combination, portal);
    await ask(stores, questions(loginId, 1));
    await until(async () => expect(await states(stores)).toEqual({ waiting: 1 }));
    await until(async () => expect(await states(stores)).toEqual({ done: 1 }));
    const { rows } = await stores.db.query<{ tries: number }>('select tries from work_item');
    expect(rows[0]?.tries).toBe(0);
  });

  it('asks a portal that is closed once, not once for each item in the queue', async () => {
    let isClosed = true;
    // Longer than it takes a busy machine to tell all twenty.
    const opensAgain = () => new Date(Date.now() + 2_500).toISOString();
    const portal = scriptedPortal(async (asked) => {
      if (!isClosed) return reading(asked);
      throw new WorkException('portal-maintenance', 'back soon', { until: opensAgain() });
    });
    const { stores, loginId } = await open(combination, portal);
    await ask(stores, questions(loginId, 20));
    await until(async () => expect(await states(stores)).toEqual({ waiting: 20 }));
    expect(portal.calls.lookups.length).toBeLessThanOrEqual(3);
    isClosed = false;
    await until(async () => expect(await states(stores)).toEqual({ done: 20 }));
  });

  it('tries a system fault again with backoff, then fails it and asks a person', async () => {
    const portal = scriptedPortal(throws('portal-error'));
    const { stores, loginId } = await open(combination, portal, { RETRY_SECONDS: '0.05' });
    const { ids } = await ask(stores, questions(loginId, 1));
    await until(async () => expect(await states(stores)).toEqual({ failed: 1 }));
    expect(portal.calls.lookups).toHaveLength(4);
    expect(await reviews(stores)).toEqual([{ code: 'portal-error', subject: `work-item:${ids[0]}`, met: 1 }]);
  });

  it('pauses a portal after three drift faults in a row, with one review item for the page', async () => {
    const portal = scriptedPortal(throws('selector-missing', { page: 'northfield/eligibility' }));
    const { stores, loginId, shop } = await open(combination, portal, { RETRY_SECONDS: '0.05' });
    await ask(stores, questions(loginId, 20));
    await until(async () =>
      expect(await reviews(stores)).toEqual([expect.objectContaining({ subject: 'page:northfield/eligibility' })]),
    );
    await shop.wake();
    await new Promise((done) => setTimeout(done, 300));
    expect(portal.calls.lookups.length).toBeLessThanOrEqual(4);
    expect(shop.sessions.dropped.length).toBeGreaterThan(0);
  });

  it('throws away what a worker writes that lost its item to another attempt', async () => {
    let release!: () => void;
    const held = new Promise<void>((done) => (release = done));
    const portal = scriptedPortal(async (asked) => {
      await held;
      return reading(asked);
    });
    const { stores, loginId } = await open(combination, portal);
    const { ids } = await ask(stores, questions(loginId, 1));
    await until(async () => expect(portal.calls.lookups).toHaveLength(1));
    await stores.db.query('update work_item set attempt = attempt + 1 where id = $1', [ids[0]]);
    release();
    await new Promise((done) => setTimeout(done, 300));
    expect((await stores.db.query('select 1 from result')).rows).toEqual([]);
    expect((await stores.db.query('select 1 from evidence')).rows).toEqual([]);
  });

  it('adds the job of a row that has none', async () => {
    const portal = scriptedPortal(answers);
    const { stores, loginId, shop } = await open(combination, portal);
    await stores.queues.setPaused(loginId, true);
    const { ids } = await ask(stores, questions(loginId, 3));
    const jobs = (await stores.db.query<{ id: string; kind: 'eligibility' }>('select id, kind from work_item')).rows;
    expect(
      await stores.queues.missing(
        loginId,
        jobs.map((job) => ({ ...job, loginId, priority: 0, availableAt: new Date(0) })),
      ),
    ).toEqual([]);
    const lost = { id: ids[0]!, kind: 'eligibility' as const, loginId, priority: 0, availableAt: new Date(0) };
    await stores.queues.forget(loginId, [lost.id]);
    expect(await stores.queues.missing(loginId, [lost])).toEqual([lost]);
    await shop.wake();
    await until(async () => expect(await states(stores)).toEqual({ done: 3 }));
  });

  it('stops a look-up that never ends and tries it in a new session', async () => {
    let calls = 0;
    const portal = scriptedPortal((asked) => {
      calls += 1;
      return calls === 1 ? new Promise(() => undefined) : Promise.resolve(reading(asked));
    });
    const { stores, loginId, shop } = await open(combination, portal, { WORK_TIMEOUT_SECONDS: '0.5' });
    await ask(stores, questions(loginId, 1));
    await until(async () => expect(await states(stores)).toEqual({ done: 1 }));
    expect(shop.sessions.dropped).toEqual([loginId]);
  });
});
