import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimItem, releaseItem } from '../../review/claims.ts';
import { resolveItem, sendItemBack } from '../../review/decisions.ts';
import type { Desk, Person } from '../../review/desk.ts';
import { previewSharing, setSharing } from '../../review/sharing.ts';
import { migratedDatabase } from '../database-templates.ts';
import { claimStatus, eligibility, openOffice, type Office } from './office.ts';

describe.each(['embedded', 'PostgreSQL'])('what people decide about review items (%s)', (store) => {
  let own: Awaited<ReturnType<typeof migratedDatabase>> | undefined;
  let office: Office;
  let desk: Desk;
  let dana: Person;
  let lee: Person;
  let loginId: string;

  beforeAll(async () => {
    own = store === 'embedded' ? undefined : await migratedDatabase();
    office = await openOffice(own?.url);
    desk = office.desk;
    dana = await office.person('dana');
    lee = await office.person('lee');
    loginId = await office.login();
  });
  afterAll(async () => {
    await office.close();
    await own?.drop();
  });

  const workItem = async (id: string) =>
    (
      await office.db.query<{ state: string; tries: number; inquiry: unknown }>(
        'select state, tries, inquiry from work_item where id = $1',
        [id],
      )
    ).rows[0]!;
  const trail = async (id: string) =>
    (
      await office.db.query<{ action: string; detail: object }>(
        'select action, detail from audit where subject = $1 order by id',
        [`review-item:${id}`],
      )
    ).rows;

  it('opens one item per subject and counts who else met it', async () => {
    const subject = `login:${loginId}`;
    const first = await office.stopped(loginId, eligibility(), 'login-locked', { subject });
    const second = await office.stopped(loginId, claimStatus(), 'login-locked', { subject });
    expect([first.isNew, second.isNew]).toEqual([true, false]);
    expect(second.itemId).toBe(first.itemId);
    const { rows } = await office.db.query('select met from review_item where id = $1', [first.itemId]);
    expect(rows[0]).toEqual({ met: 2 });
    await resolveItem(desk, dana, first.itemId, 'unlocked by telephone');
  });

  it('lets only one of two people claim an item at the same moment', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const outcomes = await Promise.all([claimItem(desk, dana, itemId), claimItem(desk, lee, itemId)]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['claimed', 'held']);
    expect(outcomes.find((one) => one.outcome === 'held')).toMatchObject({
      by: outcomes[0].outcome === 'claimed' ? 'dana' : 'lee',
    });
  });

  it('lets a claim lapse, be kept and be released by its holder only', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    await claimItem(desk, dana, itemId);
    office.clock.advance(20 * 60_000);
    expect(await claimItem(desk, dana, itemId)).toEqual({ outcome: 'claimed' });
    office.clock.advance(20 * 60_000);
    expect(await claimItem(desk, lee, itemId)).toMatchObject({ outcome: 'held', by: 'dana' });
    expect(await releaseItem(desk, lee, itemId)).toEqual({ outcome: 'not-held' });
    office.clock.advance(10 * 60_000);
    expect(await claimItem(desk, lee, itemId)).toEqual({ outcome: 'claimed' });
    expect(await releaseItem(desk, lee, itemId)).toEqual({ outcome: 'released' });
    expect((await trail(itemId)).map(({ action }) => action)).toEqual(['claimed', 'claimed', 'released']);
  });

  it('sends an inquiry back with its correction, and notes which fields changed but not their values', async () => {
    const { itemId, workItemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const wakes = office.wakes();
    const outcome = await sendItemBack(desk, dana, itemId, eligibility({ memberId: ' ZQ4471920 ', firstName: '' }), '');
    expect(outcome).toEqual({ outcome: 'decided', sentBack: 1, posted: null });
    expect(await workItem(workItemId)).toEqual({
      state: 'queued',
      tries: 0,
      inquiry: eligibility({ memberId: 'ZQ4471920', firstName: null }),
    });
    expect(await trail(itemId)).toEqual([
      {
        action: 'sent-back',
        detail: { sentBack: 1, corrected: ['memberId', 'firstName'], sealed: expect.any(String) },
      },
    ]);
    expect(office.wakes()).toBe(wakes + 1);
  });

  it('changes nothing on a second decision and says whose the first was', async () => {
    const { itemId, workItemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    await sendItemBack(desk, dana, itemId, null, '');
    await office.db.query(`update work_item set state = 'done' where id = $1`, [workItemId]);
    expect(await sendItemBack(desk, dana, itemId, eligibility({ memberId: 'OTHER' }), '')).toMatchObject({
      outcome: 'already',
      isMine: true,
      resolution: 'sent-back',
    });
    expect(await resolveItem(desk, lee, itemId, 'me too')).toMatchObject({
      outcome: 'already',
      by: 'dana',
      isMine: false,
    });
    expect(await workItem(workItemId)).toMatchObject({ state: 'done', inquiry: eligibility() });
    expect(await trail(itemId)).toHaveLength(1);
  });

  it('lets one of two simultaneous decisions through', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const outcomes = await Promise.all([
      resolveItem(desk, dana, itemId, 'a'),
      sendItemBack(desk, lee, itemId, null, ''),
    ]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['already', 'decided']);
  });

  it('refuses a decision on an item that another person holds', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    await claimItem(desk, lee, itemId);
    expect(await resolveItem(desk, dana, itemId, 'done')).toMatchObject({ outcome: 'held', by: 'lee' });
    office.clock.advance(31 * 60_000);
    expect(await resolveItem(desk, dana, itemId, 'done')).toMatchObject({ outcome: 'decided' });
  });

  it.each([
    ['another kind of inquiry', claimStatus()],
    ['neither member ID nor last name', eligibility({ memberId: '', lastName: null })],
    ['a birth date in the future', eligibility({ birthDate: '2027-01-01' })],
  ])('refuses a correction with %s and keeps the item open', async (_what, correction) => {
    const { itemId, workItemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    expect(await sendItemBack(desk, dana, itemId, correction, '')).toMatchObject({ outcome: 'refused' });
    expect(await workItem(workItemId)).toMatchObject({ state: 'review', inquiry: eligibility() });
    expect(await trail(itemId)).toEqual([]);
  });

  it('lets twenty people race for one item and one of them win', async () => {
    const { itemId, workItemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const people = await Promise.all(Array.from({ length: 20 }, (_, n) => office.person(`racer ${n} ${itemId}`)));
    const claims = await Promise.all(people.map((one) => claimItem(desk, one, itemId)));
    const winner = people[claims.findIndex(({ outcome }) => outcome === 'claimed')]!;
    expect(claims.filter(({ outcome }) => outcome === 'claimed')).toHaveLength(1);
    const decisions = await Promise.all(people.map((one) => sendItemBack(desk, one, itemId, null, '')));
    expect(decisions.filter(({ outcome }) => outcome === 'decided')).toHaveLength(1);
    expect(await trail(itemId)).toHaveLength(2);
    const { rows } = await office.db.query('select resolved_by as by from review_item where id = $1', [itemId]);
    expect(rows).toEqual([{ by: winner.id }]);
    expect(await workItem(workItemId)).toMatchObject({ state: 'queued' });
  });

  it('closes an inquiry that a person has dealt with and does not ask it again', async () => {
    const { itemId, workItemId } = await office.stopped(loginId, claimStatus(), 'claim-not-found');
    expect(await resolveItem(desk, dana, itemId, 'never received, resubmitted')).toMatchObject({
      outcome: 'decided',
      sentBack: 0,
    });
    expect(await workItem(workItemId)).toMatchObject({ state: 'review' });
  });

  it('resumes a login and asks again what had stopped on it, and nothing of another login', async () => {
    const [stuck, other] = [await office.login(), await office.login()];
    await office.db.query(
      `update login set paused_code = 'credentials-rejected', paused_at = now() where id in ($1, $2)`,
      [stuck, other],
    );
    const subject = `login:${stuck}`;
    const { itemId, workItemId } = await office.stopped(stuck, eligibility(), 'credentials-rejected', { subject });
    const second = await office.stopped(stuck, claimStatus(), 'credentials-rejected', { subject });
    const business = await office.stopped(stuck, eligibility(), 'member-not-found');
    const elsewhere = await office.stopped(other, eligibility(), 'credentials-rejected', { subject: `login:${other}` });
    expect(await sendItemBack(desk, dana, itemId, null, '')).toMatchObject({ outcome: 'refused' });
    expect(await resolveItem(desk, dana, itemId, 'new password stored')).toMatchObject({
      outcome: 'decided',
      sentBack: 2,
    });
    const { rows } = await office.db.query('select id, paused_code from login where id in ($1, $2)', [stuck, other]);
    expect(rows).toEqual(
      expect.arrayContaining([
        { id: stuck, paused_code: null },
        { id: other, paused_code: 'credentials-rejected' },
      ]),
    );
    const states = await Promise.all(
      [workItemId, second.workItemId, business.workItemId, elsewhere.workItemId].map(workItem),
    );
    expect(states.map(({ state }) => state)).toEqual(['queued', 'queued', 'review', 'review']);
  });

  it('resumes a portal whose pages are known again and asks again what had stopped on them', async () => {
    await office.db.query(
      `insert into portal_health (portal, fault_streak, paused_code, paused_at) values ('cedarline', 3, 'unknown-page', now())`,
    );
    const login = await office.login('cedarline');
    const portal = 'cedarline';
    const { itemId, workItemId } = await office.stopped(login, eligibility(), 'unknown-page', {
      portal,
      subject: 'page:cedarline/eligibility',
    });
    expect(await resolveItem(desk, dana, itemId, 'page taught')).toMatchObject({ outcome: 'decided', sentBack: 1 });
    expect(await workItem(workItemId)).toMatchObject({ state: 'queued' });
    const { rows } = await office.db.query(
      `select fault_streak, paused_code from portal_health where portal = 'cedarline'`,
    );
    expect(rows).toEqual([{ fault_streak: 0, paused_code: null }]);
  });

  it.each([
    ['refuses', () => Promise.reject(new Error('no queue'))],
    ['never answers', () => new Promise<void>(() => undefined)],
  ])('keeps a decision and answers at once when the queue %s', async (_what, unheard) => {
    const { itemId, workItemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const deaf: Desk = { ...desk, wake: unheard };
    const outcome = await sendItemBack(deaf, dana, itemId, null, '');
    expect(outcome).toEqual({ outcome: 'decided', posted: null, sentBack: 1 });
    expect(await workItem(workItemId)).toMatchObject({ state: 'queued' });
  });

  it('gives new work to whoever has the fewest once it is shared out, and none to who cannot work on it', async () => {
    const olga = await office.person('olga', 'auditor');
    const people = [dana.id, lee.id];
    const preview = await previewSharing(office.db, [...people, olga.id], 5);
    expect(preview.map(({ name }) => name).toSorted()).toEqual(['dana', 'lee']);
    expect(preview.map(({ open, gets }) => open + gets).toSorted((a, b) => a - b)).toEqual([2, 3]);
    const given = async (items: number) => {
      const names: string[] = [];
      for (let item = 0; item < items; item += 1) {
        const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
        const { rows } = await office.db.query<{ name: string | null }>(
          'select p.name from review_item r left join reviewer p on p.id = r.assigned_to where r.id = $1',
          [itemId],
        );
        names.push(rows[0]?.name ?? 'nobody');
      }
      return names.toSorted();
    };
    await setSharing(office.db, { isOn: true, people: [...people, olga.id] });
    expect(await given(4)).toEqual(['dana', 'dana', 'lee', 'lee']);
    await office.db.query('update reviewer set disabled_at = now() where id = $1', [lee.id]);
    expect(await given(2)).toEqual(['dana', 'dana']);
    await setSharing(office.db, { isOn: false, people });
    expect(await given(1)).toEqual(['nobody']);
  });
});
