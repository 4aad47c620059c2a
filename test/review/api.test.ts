import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import type { Item, ItemList, Summary } from '../../review/api/schema.ts';
import { claimStatus, eligibility, openOffice, PASSWORD, type Office } from './office.ts';

const OURS = { 'x-requested-with': 'claimwright' };
const HOSTILE = `<script>alert(1)</script><img src=x onerror=alert(2)>`;

describe('the review API', () => {
  let office: Office;
  let app: FastifyInstance;
  let loginId: string;

  beforeAll(async () => {
    office = await openOffice();
    await office.person('dana');
    await office.person('lee');
    loginId = await office.login();
  });
  beforeEach(async () => void (app = await buildApi(office.desk, { webFolder: '/nowhere' })));
  afterEach(() => app.close());
  afterAll(() => office.close());

  const signIn = async (name: string, password = PASSWORD, remoteAddress = '127.0.0.1') =>
    app.inject({ method: 'POST', url: '/api/v1/session', headers: OURS, payload: { name, password }, remoteAddress });
  const cookieOf = async (name: string) => {
    const { name: cookie, value } = (await signIn(name)).cookies[0]!;
    return { [cookie]: value };
  };
  type Cookies = Record<string, string>;
  const get = (url: string, cookies: Cookies = {}, headers = {}) =>
    app.inject({ url: `/api/v1${url}`, cookies, headers });
  const post = (url: string, cookies: Cookies, payload: object = {}, headers: object = OURS) =>
    app.inject({ method: 'POST', url: `/api/v1${url}`, cookies, payload, headers: { ...headers } });
  const audited = async (action: string) =>
    (await office.db.query<{ n: number }>('select count(*)::int as n from audit where action = $1', [action])).rows[0]!
      .n;

  describe('signing in', () => {
    it('answers an unknown name and a wrong password alike', async () => {
      const [unknown, wrong] = [await signIn('nobody'), await signIn('dana', 'wrong')];
      expect(unknown.statusCode).toBe(401);
      expect(unknown.body).toBe(wrong.body);
      expect(unknown.cookies).toEqual([]);
    });

    it('sets a cookie that scripts and other sites cannot use, and keeps only its hash', async () => {
      const cookie = (await signIn('dana')).cookies[0]!;
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
      const { rows } = await office.db.query('select 1 from reviewer_session where token_hash = $1', [cookie.value]);
      expect(rows).toEqual([]);
      expect((await get('/session', { [cookie.name]: cookie.value })).json()).toEqual({
        name: 'dana',
        idleMinutes: 30,
      });
    });

    it('gives a new token at every sign-in and ends the one before', async () => {
      const old = await cookieOf('dana');
      const again = await app.inject({
        method: 'POST',
        url: '/api/v1/session',
        headers: OURS,
        cookies: old,
        payload: { name: 'dana', password: PASSWORD },
      });
      expect(again.cookies[0]!.value).not.toBe(Object.values(old)[0]);
      expect((await get('/session', old)).statusCode).toBe(401);
    });

    it('slows down guessing one name from many addresses, and many names from one', async () => {
      const sameName = [];
      for (let n = 0; n < 11; n++) sameName.push((await signIn('Lee', 'guess', `10.0.0.${n}`)).statusCode);
      expect(sameName.slice(-2)).toEqual([401, 429]);
      const refused = await signIn('lee', PASSWORD, '10.0.1.1');
      expect(refused.statusCode).toBe(429);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      const sameAddress = [];
      for (let n = 0; n < 31; n++) sameAddress.push((await signIn(`name${n}`, 'guess', '10.9.9.9')).statusCode);
      expect(sameAddress.slice(-2)).toEqual([401, 429]);
    });

    it('ends with sign-out', async () => {
      const cookies = await cookieOf('dana');
      expect((await app.inject({ method: 'DELETE', url: '/api/v1/session', cookies, headers: OURS })).statusCode).toBe(
        204,
      );
      expect((await get('/session', cookies)).statusCode).toBe(401);
    });

    it('ends after half an hour without a person, whatever the page asks by itself', async () => {
      const cookies = await cookieOf('dana');
      office.clock.advance(29 * 60_000);
      expect((await get('/summary', cookies, { 'x-background': '1' })).statusCode).toBe(200);
      office.clock.advance(60_000);
      expect((await get('/summary', cookies)).statusCode).toBe(401);
    });

    it('stays with a person who works, but not for longer than a working day', async () => {
      const cookies = await cookieOf('dana');
      const answers = [];
      for (let n = 0; n < 25; n++) {
        office.clock.advance(29 * 60_000);
        answers.push((await get('/session', cookies)).statusCode);
      }
      expect([answers[20], answers[24]]).toEqual([200, 401]);
    });
  });

  const ROUTES = [
    ['GET', '/session'],
    ['DELETE', '/session'],
    ['GET', '/summary'],
    ['GET', '/exception-codes'],
    ['GET', '/review-items'],
    ['GET', '/review-items/:id'],
    ['GET', '/review-items/:id/screenshot'],
    ['POST', '/review-items/:id/claim'],
    ['POST', '/review-items/:id/release'],
    ['POST', '/review-items/:id/resolve'],
    ['POST', '/review-items/:id/send-back'],
  ] as const;
  const pathOf = (route: string) => `/api/v1${route.replace(':id', randomUUID())}`;

  it.each(ROUTES)('answers 401 to %s %s without a session', async (method, route) => {
    expect(app.hasRoute({ method, url: `/api/v1${route}` })).toBe(true);
    const answer = await app.inject({ method, url: pathOf(route), headers: OURS });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it.each(ROUTES.filter(([method]) => method !== 'GET'))('refuses %s %s from another site', async (method, route) => {
    const cookies = await cookieOf('dana');
    const forged = [
      {},
      { ...OURS, 'sec-fetch-site': 'cross-site' },
      { ...OURS, 'sec-fetch-site': 'same-site' },
      { ...OURS, origin: 'https://evil.example' },
      { ...OURS, origin: 'null' },
    ];
    for (const headers of forged) {
      expect((await app.inject({ method, url: pathOf(route), cookies, headers })).statusCode).toBe(403);
    }
    expect((await get('/session', cookies)).statusCode).toBe(200);
  });

  it('sends strict headers with everything, and no store of patient data', async () => {
    const { headers } = await get('/review-items', await cookieOf('dana'));
    expect(headers['content-security-policy']).toContain(`default-src 'none'`);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
  });

  describe('review items', () => {
    let cookies: Cookies;
    beforeEach(async () => {
      await office.db.query('delete from audit');
      await office.db.query('delete from review_item');
      cookies = await cookieOf('dana');
    });

    const evidence = (image: Buffer | null) => ({
      mediaType: 'image/png',
      image,
      trail: {
        result: { status: 'Not Eligible', memberId: 'ZQ4471902' },
        fields: {
          '/status': {
            confidence: 1,
            via: 'portal' as const,
            box: [10, 20, 120, 18] as [number, number, number, number],
          },
        },
        steps: [{ at: '2026-11-23T15:00:00Z', what: 'searched by member ID and birth date' }],
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
      const ask = async (query: string) => (await get(`/review-items?${query}`, cookies)).json<ItemList>();
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
      expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id).reverse());
      expect(second.next).toBeNull();
      expect((await ask('code=claim-not-found')).items).toHaveLength(2);
      expect((await ask('kind=eligibility')).items).toHaveLength(3);
      expect((await ask('portal=cedarline&kind=login')).items).toHaveLength(1);
      expect((await ask('state=resolved')).items).toEqual([]);
    });

    it.each(['state=closed', 'code=nonsense', 'limit=1000', 'limit=x', `kind=${encodeURIComponent("x' or 1=1")}`])(
      'refuses the query %s',
      async (query) => {
        const answer = await get(`/review-items?${query}`, cookies);
        expect(answer.statusCode).toBe(400);
        expect(answer.json()).toMatchObject({ status: 400, errors: [{ path: query.split('=')[0] }] });
      },
    );

    it('starts again at a cursor that is none', async () => {
      await office.stopped(loginId, eligibility(), 'member-not-found');
      for (const cursor of ['x', Buffer.from(`9999-99-99T99:99:99Z ${randomUUID()}`).toString('base64url')]) {
        expect((await get(`/review-items?cursor=${cursor}`, cookies)).json<ItemList>().items).toHaveLength(1);
      }
    });

    it('counts what waits, and says when the list has changed', async () => {
      const summary = async () => (await get('/summary', cookies)).json<Summary>();
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
      await post(`/review-items/${itemId}/claim`, cookies);
      const claimed = await summary();
      expect(claimed).toMatchObject({ open: 1, unclaimed: 0, mine: 1 });
      expect(new Set([before, opened, claimed].map(({ version }) => version)).size).toBe(3);
    });

    it('shows what was asked, what to do, what was read and where', async () => {
      const message = `The portal says: ${HOSTILE}`;
      const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found', {
        message,
        evidence: evidence(Buffer.from('PNG')),
      });
      const item = (await get(`/review-items/${itemId}`, cookies)).json<Item>();
      expect(item).toMatchObject({ code: 'member-not-found', message, canSendBack: true, inquiry: eligibility() });
      expect(item.whatToDo).toContain('insurance card');
      expect(item.evidence).toMatchObject({
        hasImage: true,
        fields: [{ pointer: '/status', label: 'Status', value: 'Not Eligible', box: [10, 20, 120, 18] }],
      });
      expect(item.history).toMatchObject([{ who: 'robot', what: 'stopped: Member not found' }]);
    });

    it('notes every view of patient data, by ids alone', async () => {
      const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found', {
        evidence: evidence(Buffer.from('PNG')),
      });
      await get('/review-items', cookies);
      await get(`/review-items/${itemId}`, cookies);
      await get(`/review-items/${itemId}/screenshot`, cookies);
      expect(await Promise.all(['list-viewed', 'item-viewed', 'screenshot-viewed'].map(audited))).toEqual([1, 1, 1]);
      const { rows } = await office.db.query('select row_to_json(audit)::text as row from audit');
      expect(JSON.stringify(rows)).not.toMatch(/Ostrander|ZQ4471902|1971|dana/);
    });

    it('gives the screenshot as an image that no cache keeps, and nothing else as one', async () => {
      const image = Buffer.from('\u0089PNG', 'latin1');
      const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found', {
        evidence: evidence(image),
      });
      const shot = await get(`/review-items/${itemId}/screenshot`, cookies);
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
        expect((await get(`/review-items/${other.itemId}/screenshot`, cookies)).statusCode).toBe(404);
      }
    });

    it('tells a second person who holds an item', async () => {
      const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
      const lee = await cookieOf('lee');
      expect((await post(`/review-items/${itemId}/claim`, cookies)).statusCode).toBe(200);
      const refused = await post(`/review-items/${itemId}/claim`, lee);
      expect(refused.statusCode).toBe(409);
      expect(refused.json().detail).toBe('dana is working on this item; take another, or ask dana to release it.');
      expect((await get(`/review-items/${itemId}`, lee)).json<Item>().claim).toMatchObject({
        by: 'dana',
        isMine: false,
      });
      expect((await post(`/review-items/${itemId}/resolve`, lee, { note: 'mine' })).statusCode).toBe(409);
    });

    it('takes the same decision twice from one person, and refuses another person’s', async () => {
      const { itemId } = await office.stopped(loginId, claimStatus(), 'claim-not-found');
      const decide = (who: Cookies) => post(`/review-items/${itemId}/resolve`, who, { note: 'resubmitted' });
      expect((await decide(cookies)).json()).toEqual({ isChanged: true, sentBack: 0, message: 'Resolved.' });
      expect((await decide(cookies)).json()).toEqual({
        isChanged: false,
        sentBack: 0,
        message: 'This item was already resolved by you; nothing was changed.',
      });
      const late = await decide(await cookieOf('lee'));
      expect([late.statusCode, late.json().detail]).toEqual([
        409,
        'This item was already resolved by dana; nothing was changed.',
      ]);
      const closed = (await get('/review-items?state=resolved', cookies)).json<ItemList>();
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
      const answer = await post(`/review-items/${itemId}/send-back`, cookies, { correction });
      expect(answer.statusCode).toBe(400);
      expect(answer.body).not.toMatch(/ZQ4471902|Ostrander|2026-02-30/);
    });

    it('sends back a corrected inquiry and shows in the next item what was done before', async () => {
      const { itemId, workItemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
      const correction = eligibility({ memberId: 'ZQ4471920' });
      const answer = await post(`/review-items/${itemId}/send-back`, cookies, {
        correction,
        note: 'typed from the card',
      });
      expect(answer.json()).toEqual({ isChanged: true, sentBack: 1, message: 'Sent back. 1 inquiry is asked again.' });
      expect((await get(`/review-items/${itemId}`, cookies)).json<Item>()).toMatchObject({
        canSendBack: false,
        inquiry: correction,
        workItem: { id: workItemId, state: 'queued' },
        history: [{ who: 'dana', what: 'sent it back, corrected: member ID: “typed from the card”' }, { who: 'robot' }],
      });
    });

    it('wants a note with a resolution', async () => {
      const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
      expect((await post(`/review-items/${itemId}/resolve`, cookies, { note: '  ' })).statusCode).toBe(400);
    });

    it('knows no item by another id', async () => {
      expect((await get(`/review-items/${randomUUID()}`, cookies)).statusCode).toBe(404);
      expect((await post(`/review-items/${randomUUID()}/resolve`, cookies, { note: 'x' })).statusCode).toBe(404);
      expect((await get('/review-items/1', cookies)).statusCode).toBe(400);
    });

    it('says of a login whose password is spent that a new one must be stored first', async () => {
      const stuck = await office.login();
      const { itemId } = await office.stopped(stuck, eligibility(), 'credentials-rejected', {
        subject: `login:${stuck}`,
      });
      const means = async () => (await get(`/review-items/${itemId}`, cookies)).json<Item>().resolveMeans;
      await office.db.query(
        `update login set paused_code = 'credentials-rejected', rejected_submits = 2 where id = $1`,
        [stuck],
      );
      expect(await means()).toContain('store one first');
      await office.db.query('update login set rejected_submits = 0 where id = $1', [stuck]);
      expect(await means()).toContain('asks its 1 waiting inquiry');
    });
  });

  it('answers bad bodies and lost addresses with a problem document', async () => {
    const cookies = await cookieOf('dana');
    const headers = { ...OURS, 'content-type': 'application/json' };
    const broken = await app.inject({
      method: 'POST',
      url: pathOf('/review-items/:id/resolve'),
      cookies,
      headers,
      payload: '{',
    });
    const huge = await app.inject({
      method: 'POST',
      url: pathOf('/review-items/:id/resolve'),
      cookies,
      headers,
      payload: JSON.stringify({ note: 'x'.repeat(70_000) }),
    });
    const lost = await get('/nothing', cookies);
    expect([broken.statusCode, huge.statusCode, lost.statusCode]).toEqual([400, 413, 404]);
    for (const answer of [broken, huge, lost])
      expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('says how to build the page when it is not built', async () => {
    expect((await app.inject({ url: '/' })).json().detail).toContain('npm run build');
  });

  it('hides the cause of a fault from whoever asks', async () => {
    const cookies = await cookieOf('dana');
    const { itemId } = await office.stopped(loginId, eligibility(), 'member-not-found');
    await app.close();
    const evidence = { open: () => Promise.reject(new Error('disk /secret Ostrander')) };
    const db = {
      ...office.db,
      query: (text: string, params?: readonly unknown[]) =>
        text.includes('left join claim') ? Promise.reject(new Error('Ostrander')) : office.db.query(text, params),
    };
    app = await buildApi({ ...office.desk, evidence, db: db as typeof office.db }, { webFolder: '/nowhere' });
    const answer = await get(`/review-items/${itemId}`, cookies);
    expect([answer.statusCode, answer.body.includes('Ostrander')]).toEqual([500, false]);
    expect((await get('/health')).statusCode).toBe(200);
  });
});
