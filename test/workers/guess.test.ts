import { afterEach, describe, expect, it, vi } from 'vitest';
import { addReviewer } from '../../adapters/reviewers.ts';
import { listLearned } from '../../adapters/learned-selectors.ts';
import { deskOf } from '../../cli/office.ts';
import { WorkException } from '../../domain/exceptions.ts';
import type { SelectorProposal } from '../../domain/learned-selector.ts';
import type { Visit } from '../../flows/portal.ts';
import { findItem } from '../../review/api/item.ts';
import { resolveItem } from '../../review/decisions.ts';
import type { Person } from '../../review/desk.ts';
import { decideSelectors } from '../../review/selectors.ts';
import { ask } from '../../workers/ask.ts';
import { ownStores } from '../stores.ts';
import { addLogin, questions, reading, scriptedPortal, startShop, states } from './shop.ts';

const OF = { page: 'northfield/eligibility', element: 'submit' };
const PROPOSAL: SelectorProposal = {
  ...OF,
  selector: { by: 'role', role: 'button', name: 'Find' },
  likeness: 0.7,
  runnerUp: 0.3,
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 50 });

/** A flow on a page whose button has changed: what is approved serves, what is rejected is not proposed again. */
async function press({ memory }: Visit): Promise<void> {
  const known = await memory?.recall(OF);
  if (known?.approved.length) return;
  if (known?.rejected.length) throw new WorkException('selector-missing', 'The button is gone.', OF);
  memory?.propose(PROPOSAL);
}

async function open(says: 'an answer' | 'not found' = 'an answer') {
  const own = await ownStores('embedded', { environment: { RETRY_SECONDS: '0.05' } });
  closing.push(() => own.close());
  const { stores } = own;
  const portal = scriptedPortal(async (asked, visit) => {
    await press(visit);
    if (says === 'not found') throw new WorkException('member-not-found', 'No such member.');
    return reading(asked);
  });
  const loginId = await addLogin(stores);
  const shop = await startShop(stores, portal);
  closing.push(() => shop.close());
  const desk = deskOf(stores);
  await addReviewer(stores.db, 'dana', 'correct horse battery staple', stores.clock.now(), 'biller');
  const [person] = (await stores.db.query<Person>('select id, name, role from reviewer')).rows as [Person];
  const openItems = async () =>
    (
      await stores.db.query<{ id: string; code: string; subject: string }>(
        'select id, code, subject from review_item where resolution is null order by opened_at',
      )
    ).rows;
  const results = async () => (await stores.db.query('select 1 from result')).rows.length;
  const decide = async (as: 'approved' | 'rejected') => {
    const [item] = await openItems();
    const shown = await findItem(desk, person, item!.id, stores.clock.now());
    const ruling = Object.fromEntries(shown!.proposals.map(({ id }) => [id, as]));
    return decideSelectors(desk, person, item!.id, ruling, '');
  };
  return { stores, portal, loginId, shop, desk, person, openItems, results, decide };
}

describe('an answer that was got through a likely element', () => {
  it('waits in review with the answer shown, and is stored when a person approves the element', async () => {
    const { stores, loginId, openItems, results, decide, desk, person, portal } = await open();
    await ask(stores, questions(loginId, 2));
    await until(async () => expect(await states(stores)).toEqual({ review: 2 }));
    expect(await results()).toBe(0);
    const [item, ...others] = await openItems();
    expect([item?.code, item?.subject, others]).toEqual(['selector-missing', 'selectors:northfield/eligibility', []]);
    const shown = await findItem(desk, person, item!.id, stores.clock.now());
    expect(shown?.proposals).toMatchObject([{ element: 'submit', words: 'the button “Find”' }]);
    expect(shown?.evidence?.fields).toMatchObject([{ pointer: '/status', value: 'active' }]);
    expect(await resolveItem(desk, person, item!.id, 'ok')).toMatchObject({ outcome: 'refused' });

    expect(await decide('approved')).toMatchObject({ outcome: 'decided', sentBack: 0 });
    expect(await states(stores)).toEqual({ done: 2 });
    expect(await results()).toBe(2);
    await ask(stores, questions(loginId, 3));
    await until(async () => expect(await states(stores)).toEqual({ done: 3 }));
    expect(portal.calls.lookups).toHaveLength(3);
    expect(await listLearned(stores.db, { portal: 'northfield' })).toMatchObject([{ ...OF, state: 'approved' }]);
  });

  it('is asked again when a person rejects the element, which is never proposed again', async () => {
    const { stores, loginId, openItems, results, decide, shop } = await open();
    await ask(stores, questions(loginId, 1));
    await until(async () => expect(await states(stores)).toEqual({ review: 1 }));
    expect(await decide('rejected')).toMatchObject({ outcome: 'decided', sentBack: 1 });
    await until(async () => {
      await shop.wake();
      expect((await openItems()).map(({ subject }) => subject)).toEqual(['page:northfield/eligibility']);
    });
    expect(await results()).toBe(0);
    expect(await listLearned(stores.db, { portal: 'northfield' })).toMatchObject([{ ...OF, state: 'rejected' }]);
  });

  it('is not believed when it is "not found" either, and stops the line at the third', async () => {
    const { stores, loginId, openItems, decide, shop, portal } = await open('not found');
    await ask(stores, questions(loginId, 6));
    await until(async () => expect(await states(stores)).toEqual({ review: 3, queued: 3 }));
    await shop.wake();
    expect((await openItems()).map(({ code }) => code)).toEqual(['selector-missing']);
    expect(portal.calls.lookups).toHaveLength(3);
    expect(await decide('approved')).toMatchObject({ outcome: 'decided', sentBack: 3 });
    await until(async () => {
      await shop.wake();
      expect((await openItems()).filter(({ code }) => code === 'member-not-found')).toHaveLength(6);
    });
  });
});
