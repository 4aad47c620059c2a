import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { OpenedEvidence } from '../../adapters/evidence.ts';
import { VaultError } from '../../adapters/vault.ts';
import { buildApi } from '../../review/api/index.ts';
import type { Item, ItemList, Summary } from '../../review/api/schema.ts';
import { client, type Cookies } from './client.ts';
import { claimStatus, eligibility, openOffice, type Office } from './office.ts';

const HOSTILE = `<script>alert(1)</script><img src=x onerror=alert(2)>`;

describe('review items over HTTP', () => {
  let office: Office;
  let app: FastifyInstance;
  let loginId: string;
  let cookies: Cookies;
  let asks: ReturnType<typeof client>;
  /** The trail is only ever added to: a test looks at what came after. */
  let seenBefore: number;

  beforeAll(async () => {
    office = await openOffice();
    await office.person('dana');
    await office.person('lee');
    loginId = await office.login();
  });
  beforeEach(async () => {
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
    asks = client(app);
    seenBefore = (await office.db.query<{ id: number }>('select coalesce(max(id), 0) as id from audit')).rows[0]!.id;
    await office.db.query('delete from review_item');
    cookies = await asks.cookieOf('dana');
  });
  afterEach(() => app.close());
  afterAll(() => office.close());

  const audited = async (action: string) =>
    (
      await office.db.query<{ n: number }>('select count(*)::int as n from audit where action = $1 and id > $2', [
        action,
        seenBefore,
      ])
    ).rows[0]!.n;

  const result = { status: 'Not Eligible', memberId: 'ZQ4471902' };
  const evidence = (image: Buffer | null): OpenedEvidence => ({
    mediaType: 'image/png',
    image,
    takenAt: office.clock.now(),
    trail: {
      fields: { '/status': { confidence: 1, via: 'portal', box: [10, 20, 120, 18] } },
      values: null,
      steps: [{ at: '2026-11-23T15:00:00Z', what: 'searched by member ID and birth date' }],
      seen: HOSTILE,
    },
  });

  it('lists what waits, oldest first, a page at a time, by code, kind and portal', async () => {
    for (let n = 0; n < 5; n++) {
      await office.stopped(
        loginId,
        n % 2 ? claimStatus() : eligibility(),
        n % 2 ? 'claim-not-found' : 'member-not-found',
      );
      office.clock.advance(1000);
    }
    await office.stopped(loginId, eligibility(), 'login-locked', {
      subject: `login:${loginId}`,
      portal: 'cedarline',
    });
    const ask = async (query: string) => (await asks.get(`/review-items?${query}`, cookies)).json<ItemList>();
    const all = await ask('');
    expect(all.items.map(({ kind }) => kind)).toEqual([
      'eligibility',
      'claim-status',
      'eligibility',
      'claim-status',
      'eligibility',
      'login',
    ]);
    expect(all.items[1]).toMatchObject({
      title: 'Claim not on file',
      patient: 'Quillfeather, Tobias',
      memberId: 'ZQ8820164',
      amountCents: 184_250,
      payer: 'Tamarack Health',
      claim: null,
    });
    expect(all.items[5]).toMatchObject({ patient: null, memberId: null, payer: null });
    const first = await ask('limit=4&order=newest');
    const second = await ask(`limit=4&order=newest&cursor=${first.next}`);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id).toReversed());
    expect(second.next).toBeNull();
    expect((await ask('code=claim-not-found')).items).toHaveLength(2);
    expect((await ask('kind=eligibility')).items).toHaveLength(3);
    expect((await ask('portal=cedarline&kind=login')).items).toHaveLength(1);
    expect((await ask('state=resolved')).items).toEqual([]);
  });

  it.each(['state=closed', 'code=nonsense', 'limit=1000', 'limit=x', `kind=${encodeURIComponent("x' or 1=1")}`])(
    'refuses the query %s',
    async (query) => {
      const answer = await asks.get(`/review-items?${query}`, cookies);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ status: 400, errors: [{ path: query.split('=')[0] }] });
    },
  );

  it('starts again at a cursor that is none', async () => {
    await office.stopped(loginId, eligibility(), 'member-not-found');
    for (const cursor of ['x', Buffer.from(`9999-99-99T99:99:99Z ${randomUUID()}`).toString('base64url')]) {
      expect((await asks.get(`/review-items?cursor=${cursor}`, cookies)).json<ItemList>().items).toHaveLength(1);
    }
  });

  it('counts what waits, and says when the list has changed', async () => {
    const summary = async () => (await asks.get('/summary', cookies)).json<Summary>();
    const before = await summary();
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const opened = await summary();
    expect(opened).toMatchObject({
      open: 1,
      unclaimed: 1,
      mine: 0,
      byCode: [{ name: 'member-not-found', title: 'Member not found', count: 1 }],
      byKind: [{ name: 'eligibility', count: 1 }],
    });
    await asks.post(`/review-items/${itemId}/claim`, cookies);
    const claimed = await summary();
    const { rows } = await office.db.query<{ by: string }>('select claimed_by as by from review_item where id = $1', [
      itemId,
    ]);
    await office.db.query(
      `update review_item set resolution = 'resolved', resolved_by = $2, resolved_at = opened_at, claimed_by = null where id = $1`,
      [itemId, rows[0]!.by],
    );
    await office.stopped(loginId, eligibility(), 'member-not-found');
    const another = await summary();
    expect(another).toMatchObject({ open: 1, unclaimed: 1 });
    expect(claimed).toMatchObject({ open: 1, unclaimed: 0, mine: 1 });
    expect(new Set([before, opened, claimed, another].map(({ version }) => version)).size).toBe(4);
  });

  it('shows what was asked, what to do, what was read and where', async () => {
    const message = `The portal says: ${HOSTILE}`;
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found', {
      message,
      result,
      evidence: evidence(Buffer.from('PNG')),
    });
    const item = (await asks.get(`/review-items/${itemId}`, cookies)).json<Item>();
    expect(item).toMatchObject({ code: 'member-not-found', message, canSendBack: true, inquiry: eligibility() });
    expect(item.whatToDo).toContain('insurance card');
    expect(item.evidence).toMatchObject({
      hasImage: true,
      seen: HOSTILE,
      fields: [{ pointer: '/status', label: 'Status', value: 'Not Eligible', box: [10, 20, 120, 18] }],
    });
    expect(item.history).toMatchObject([{ who: 'robot', what: 'stopped: Member not found' }]);
  });

  it('notes every view of patient data, by ids alone', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found', {
      evidence: evidence(Buffer.from('PNG')),
    });
    await asks.get('/review-items', cookies);
    await asks.get(`/review-items/${itemId}`, cookies);
    await asks.get(`/review-items/${itemId}/screenshot`, cookies);
    expect(await Promise.all(['list-viewed', 'item-viewed', 'screenshot-viewed'].map(audited))).toEqual([1, 1, 1]);
    const { rows } = await office.db.query('select row_to_json(audit)::text as row from audit');
    expect(JSON.stringify(rows)).not.toMatch(/Ostrander|ZQ4471902|1971|dana/);
  });

  it('gives the screenshot as an image that no cache keeps, and nothing else as one', async () => {
    const image = Buffer.from('\u0089PNG', 'latin1');
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found', {
      evidence: evidence(image),
    });
    const shot = await asks.get(`/review-items/${itemId}/screenshot`, cookies);
    expect(shot.rawPayload).toEqual(image);
    expect(shot.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const html = await office.stopped(loginId, eligibility(), 'member-not-found', {
      evidence: { ...evidence(image), mediaType: 'text/html' },
    });
    const none = await office.stopped(loginId, eligibility(), 'member-not-found', { evidence: evidence(null) });
    const bare = await office.stopped(loginId, eligibility(), 'member-not-found');
    for (const other of [html, none, bare]) {
      expect((await asks.get(`/review-items/${other.itemId}/screenshot`, cookies)).statusCode).toBe(404);
    }
  });

  it('tells a second person who holds an item', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const lee = await asks.cookieOf('lee');
    expect((await asks.post(`/review-items/${itemId}/claim`, cookies)).statusCode).toBe(200);
    const refused = await asks.post(`/review-items/${itemId}/claim`, lee);
    expect(refused.statusCode).toBe(409);
    expect(refused.json().detail).toBe('dana is working on this item; take another, or ask dana to release it.');
    expect((await asks.get(`/review-items/${itemId}`, lee)).json<Item>().claim).toMatchObject({
      by: 'dana',
      isMine: false,
    });
    expect((await asks.post(`/review-items/${itemId}/resolve`, lee, { note: 'mine' })).statusCode).toBe(409);
  });

  it('takes the same decision twice from one person, and refuses another person’s', async () => {
    const { itemId } = await office.stopped(loginId, claimStatus(), 'claim-not-found');
    const decide = (who: Cookies) => asks.post(`/review-items/${itemId}/resolve`, who, { note: 'resubmitted' });
    expect((await decide(cookies)).json()).toEqual({ isChanged: true, sentBack: 0, message: 'Resolved.' });
    expect((await decide(cookies)).json()).toEqual({
      isChanged: false,
      sentBack: 0,
      message: 'This item was already resolved by you; nothing was changed.',
    });
    const late = await decide(await asks.cookieOf('lee'));
    expect([late.statusCode, late.json().detail]).toEqual([
      409,
      'This item was already resolved by dana; nothing was changed.',
    ]);
    const closed = (await asks.get('/review-items?state=resolved', cookies)).json<ItemList>();
    expect(closed.items[0]).toMatchObject({
      id: itemId,
      resolution: { kind: 'resolved', by: 'dana', note: 'resubmitted' },
    });
    expect(await audited('resolved')).toBe(1);
  });

  it.each([
    ['a day that does not exist', { ...eligibility(), serviceDate: '2026-02-30' }],
    ['a missing member', { kind: 'eligibility', serviceDate: '2026-11-24', providerNpi: null }],
    ['an unknown kind', { ...eligibility(), kind: 'appeal' }],
    ['a text for an amount', { ...claimStatus(), billedCents: '12.00' }],
  ])('refuses a correction with %s without quoting it', async (_what, correction) => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const answer = await asks.post(`/review-items/${itemId}/send-back`, cookies, { correction });
    expect(answer.statusCode).toBe(400);
    expect(answer.body).not.toMatch(/ZQ4471902|Ostrander|2026-02-30/);
  });

  it('sends back a corrected inquiry and shows in the next item what was done before', async () => {
    const { itemId, workItemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    const correction = eligibility({ memberId: 'ZQ4471920' });
    const answer = await asks.post(`/review-items/${itemId}/send-back`, cookies, {
      correction,
      note: 'typed from the card',
    });
    expect(answer.json()).toEqual({ isChanged: true, sentBack: 1, message: 'Sent back. 1 inquiry is asked again.' });
    expect((await asks.get(`/review-items/${itemId}`, cookies)).json<Item>()).toMatchObject({
      canSendBack: false,
      inquiry: correction,
      workItem: { id: workItemId, state: 'queued' },
      history: [{ who: 'dana', what: 'sent it back, corrected: member ID: “typed from the card”' }, { who: 'robot' }],
    });
  });

  it('wants a note with a resolution', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    expect((await asks.post(`/review-items/${itemId}/resolve`, cookies, { note: '  ' })).statusCode).toBe(400);
  });

  it('knows no item by another id', async () => {
    expect((await asks.get(`/review-items/${randomUUID()}`, cookies)).statusCode).toBe(404);
    expect((await asks.post(`/review-items/${randomUUID()}/resolve`, cookies, { note: 'x' })).statusCode).toBe(404);
    expect((await asks.get('/review-items/1', cookies)).statusCode).toBe(400);
  });

  it('says of a login whose password is spent that a new one must be stored first', async () => {
    const stuck = await office.login();
    const { itemId } = await office.stopped(stuck, eligibility(), 'credentials-rejected', {
      subject: `login:${stuck}`,
    });
    const item = async () => (await asks.get(`/review-items/${itemId}`, cookies)).json<Item>();
    await office.db.query(`update login set paused_code = 'credentials-rejected', rejected_submits = 2 where id = $1`, [
      stuck,
    ]);
    expect((await item()).warning).toContain('Store one first');
    await office.db.query('update login set rejected_submits = 0 where id = $1', [stuck]);
    expect(await item()).toMatchObject({ warning: null });
    expect((await item()).resolveMeans).toContain('asks its 1 waiting inquiry');
  });

  it('opens an item whose evidence does not open with this master key', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found', {
      evidence: evidence(Buffer.from('PNG')),
    });
    await app.close();
    const open = () => Promise.reject(new VaultError('sealed with another key'));
    app = await buildApi({ ...office.desk, evidence: { open } }, { webFolder: '/nowhere' });
    expect((await client(app).get(`/review-items/${itemId}`, cookies)).json<Item>()).toMatchObject({
      code: 'member-not-found',
      evidence: null,
    });
  });
});
