import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '../../adapters/api-tokens.ts';
import { buildApi } from '../../review/api/index.ts';
import type { NextItem } from '../../review/api/schema.ts';
import type { Person } from '../../review/desk.ts';
import { migratedDatabase } from '../database-templates.ts';
import { client, type Cookies } from './client.ts';
import { claimStatus, openOffice, type Office } from './office.ts';

describe('the item that comes with a decision', () => {
  let database: Awaited<ReturnType<typeof migratedDatabase>>;
  let office: Office;
  let app: FastifyInstance;
  let loginId: string;
  let asks: ReturnType<typeof client>;
  const people: Record<string, Person> = {};
  const cookies: Record<string, Cookies> = {};

  beforeAll(async () => {
    database = await migratedDatabase();
    office = await openOffice(database.url);
    loginId = await office.login();
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
    asks = client(app);
    for (const [name, role] of [
      ['dana', 'supervisor'],
      ['lee', 'biller'],
    ] as const) {
      people[name] = await office.person(name, role);
      cookies[name] = await asks.cookieOf(name);
    }
  });
  afterAll(async () => {
    await app.close();
    await office.close();
    await database.drop();
  });

  const post = (path: string, body: object = {}, who = 'dana') => asks.post(path, cookies[who]!, body);
  const actions = async (itemId: string) =>
    (
      await office.db.query<{ action: string }>('select action from audit where subject = $1 order by id', [
        `review-item:${itemId}`,
      ])
    ).rows.map(({ action }) => action);
  const waiting = async (lastName: string) => {
    const inquiry = claimStatus({ member: { ...claimStatus().member, lastName, firstName: null } });
    const { itemId } = await office.stopped(loginId, inquiry, 'claim-not-found');
    office.clock.advance(1000);
    return itemId;
  };

  it('takes the next item of the list with a decision, for one of two people, and shows it to the trail', async () => {
    const [ash, birch, cedar, dogwood] = [
      await waiting('Ash'),
      await waiting('Birch'),
      await waiting('Cedar'),
      await waiting('Dogwood'),
    ];
    const decide = async (id: string, who: string, next: object) =>
      (await post(`/review-items/${id}/resolve`, { note: 'done', next: { order: 'oldest', ...next } }, who)).json<{
        isChanged: boolean;
        next: NextItem | null;
      }>();
    // Both pages expect the same one.
    const both = await Promise.all([
      decide(ash, 'dana', { likely: cedar }),
      decide(birch, 'lee', { likely: cedar, kind: 'claim-status' }),
    ]);
    const given = both.map(({ next }) => next!.id);
    expect(given.toSorted()).toEqual([cedar, dogwood].toSorted());
    expect(both.map(({ next }) => [next!.item?.id, next!.item?.claim?.isMine])).toEqual(given.map((id) => [id, true]));
    for (const id of given) expect(await actions(id)).toEqual(['claimed', 'item-viewed']);
    expect(await actions(ash)).toEqual(['resolved']);
    const [danas, lees] = given as [string, string];
    // A refused decision takes nothing, one that is sent again gives the same item again.
    const elm = await waiting('Elm');
    const refused = await post(`/review-items/${lees}/resolve`, { note: 'mine', next: { order: 'oldest' } });
    expect(refused.statusCode).toBe(409);
    expect(await actions(elm)).toEqual([]);
    expect(await decide(danas, 'dana', {})).toMatchObject({ isChanged: true, next: { id: elm } });
    expect(await decide(danas, 'dana', {})).toMatchObject({ isChanged: false, next: { id: elm } });
    expect(await actions(elm)).toEqual(['claimed', 'item-viewed', 'item-viewed']);
    // What is another's work, or put off, is passed by; at the end the list begins again.
    await post(`/review-items/${elm}/release`);
    const [fir, gum] = [await waiting('Fir'), await waiting('Gum')];
    await post(`/review-items/${fir}/assign`, { to: people['lee']!.id, reason: '' });
    await post(`/review-items/${gum}/postpone`, { until: '2026-12-24', reason: 'later' });
    expect((await decide(elm, 'dana', {})).next).toBeNull();
    expect((await decide(lees, 'lee', { order: 'newest' })).next?.id).toBe(fir);
  });

  it('is given by each order and filter, and never to programs', async () => {
    const ids = [await waiting('Hazel'), await waiting('Ivy'), await waiting('Juniper')];
    const [decided, ...others] = ids as [string, ...string[]];
    for (const order of ['priority', 'due', 'due-last', 'value', 'payer', 'touched-last', 'newest']) {
      const answer = await post(`/review-items/${decided}/resolve`, { note: 'done', next: { order, due: 'none' } });
      const { next } = answer.json<{ next: NextItem | null }>();
      expect(others, order).toContain(next?.id);
      await post(`/review-items/${next!.id}/release`);
    }
    const wrong = await post(`/review-items/${decided}/resolve`, { note: 'done', next: { order: 'sideways' } });
    expect(wrong.statusCode).toBe(400);
    const now = office.clock.now();
    const expiresAt = new Date(now.getTime() + 86_400_000);
    const program = { name: 'clearing', scopes: ['items.read', 'items.decide'] as const, expiresAt };
    const { token } = await createToken(office.db, { ...program, reviewerId: people['dana']!.id }, now);
    const byProgram = await app.inject({
      method: 'POST',
      url: `/api/v1/review-items/${others[0]}/resolve`,
      headers: { authorization: `Bearer ${token}` },
      payload: { note: 'done', next: {} },
    });
    expect([byProgram.statusCode, byProgram.body]).toEqual([400, expect.stringContaining('leave `next` out')]);
  });
});
