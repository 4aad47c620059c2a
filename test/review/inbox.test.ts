import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import type { BulkAnswer, Colleagues, ItemNotes, Queues, SavedView } from '../../review/api/inbox-schema.ts';
import type { ItemList } from '../../review/api/schema.ts';
import type { Person } from '../../review/desk.ts';
import { keepPayerLimits } from '../../review/weighing.ts';
import { client, OURS, type Cookies } from './client.ts';
import { claimStatus, eligibility, openOffice, type Office } from './office.ts';

describe('the inbox over HTTP', () => {
  let office: Office;
  let app: FastifyInstance;
  let loginId: string;
  let asks: ReturnType<typeof client>;
  const people: Record<string, Person> = {};
  const cookies: Record<string, Cookies> = {};

  beforeAll(async () => {
    office = await openOffice();
    for (const [name, role] of [
      ['dana', 'supervisor'],
      ['lee', 'biller'],
      ['lee ann', 'biller'],
      ['olga', 'auditor'],
    ] as const)
      people[name] = await office.person(name, role);
    loginId = await office.login();
    app = await buildApi(office.desk, { webFolder: '/nowhere' });
    asks = client(app);
    for (const name of ['dana', 'lee', 'lee ann', 'olga']) cookies[name] = await asks.cookieOf(name);
  });
  beforeEach(() => office.db.query('delete from review_item'));
  afterEach(() => office.db.query('delete from inbox_view'));
  afterAll(async () => {
    await app.close();
    await office.close();
  });

  const list = async (query: string, who = 'dana') =>
    (await asks.get(`/review-items?${query}`, cookies[who])).json<ItemList>();
  const names = async (query: string, who?: string) => (await list(query, who)).items.map(({ patient }) => patient);
  const row = async (id: string) => (await list('order=oldest')).items.find((item) => item.id === id)!;
  const post = (path: string, body: object = {}, who = 'dana') => asks.post(path, cookies[who]!, body);
  const actions = async (itemId: string) =>
    (
      await office.db.query<{ action: string }>('select action from audit where subject = $1 order by id', [
        `review-item:${itemId}`,
      ])
    ).rows.map(({ action }) => action);
  /** Everything but how often it has changed. */
  const standing = async () => (await list('order=oldest')).items.map((item) => ({ ...item, version: 0 }));
  const waiting = async (lastName: string, changes: Parameters<typeof claimStatus>[0] = {}) => {
    const inquiry = claimStatus({ member: { ...claimStatus().member, lastName, firstName: null }, ...changes });
    const { itemId } = await office.stopped(loginId, inquiry, 'claim-not-found');
    office.clock.advance(1000);
    return itemId;
  };

  it('orders by what runs out, by money and by both, and says what runs out', async () => {
    const tamarack = { key: 'Tamarack Health', name: 'Tamarack Health', timelyFilingDays: 90, appealDays: 60 };
    await keepPayerLimits(office.db, [tamarack]);
    await waiting('Soon', { serviceFrom: '2026-09-14', billedCents: 20_00 });
    await waiting('Later', { serviceFrom: '2026-09-18', billedCents: 9_000_00 });
    await waiting('Late', { serviceFrom: '2026-07-01', billedCents: 1_00 });
    await waiting('Unknown', { serviceFrom: null, billedCents: null });
    expect(await names('order=due')).toEqual(['Late', 'Soon', 'Later', 'Unknown']);
    expect(await names('order=due-last')).toEqual(['Unknown', 'Later', 'Soon', 'Late']);
    expect(await names('order=value')).toEqual(['Later', 'Soon', 'Late', 'Unknown']);
    // $9,000 weighs more than the four days between them; what is too late already does not come first.
    expect(await names('order=priority')).toEqual(['Later', 'Soon', 'Late', 'Unknown']);
    expect((await list('order=due')).items.map(({ due }) => due?.on)).toEqual([
      '2026-09-29',
      '2026-12-13',
      '2026-12-17',
      undefined,
    ]);
    expect(await names('due=overdue')).toEqual(['Late']);
    expect(await names('due=month&minCents=5000')).toEqual(['Later']);
    expect(await names('due=none')).toEqual(['Unknown']);
    await keepPayerLimits(office.db, [{ ...tamarack, timelyFilingDays: 365 }]);
    expect((await list('order=due')).items.map(({ due }) => due?.on).slice(0, 2)).toEqual(['2027-07-01', '2027-09-14']);
    await office.db.query('delete from payer_limit');
  });

  it('pages on after a row: what comes in meanwhile moves nothing', async () => {
    for (const name of ['Ash', 'Birch', 'Cedar', 'Dogwood']) await waiting(name, { billedCents: 5_00 });
    for (const order of ['value', 'due', 'newest', 'payer', 'priority', 'touched-last']) {
      const first = await list(`limit=2&order=${order}`);
      const late = await waiting('Elm', { billedCents: 5_00 });
      const second = await list(`limit=10&order=${order}&cursor=${first.next}`);
      const seen = [...first.items, ...second.items].filter(({ id }) => id !== late).map(({ id }) => id);
      expect(new Set(seen).size, order).toBe(seen.length);
      expect(seen, order).toHaveLength(4);
      await office.db.query('delete from review_item where id = $1', [late]);
    }
  });

  it('finds names and numbers by their beginnings, puts them in no address, and notes what was found', async () => {
    await waiting('Muñoz-Quill', { patientControlNumber: 'PCN-77120' });
    await waiting('Ash');
    const search = async (text: string) =>
      (await post('/review-items/search', { text })).json<ItemList>().items.map(({ patient }) => patient);
    expect(await search('munoz')).toEqual(['Muñoz-Quill']);
    expect(await search('quil pcn-771')).toEqual(['Muñoz-Quill']);
    expect(await search('zq8820164')).toHaveLength(2);
    expect(await search(`'); drop`)).toEqual([]);
    expect((await post('/review-items/search', { text: 'x' })).statusCode).toBe(400);
    const { rows } = await office.db.query<{ detail: object }>("select detail from audit where action = 'searched'");
    expect(rows).toHaveLength(4);
    expect(JSON.stringify(rows)).not.toMatch(/munoz|quil|771/i);
  });

  it('gives work, passes it on with a reason, and puts it before a supervisor', async () => {
    const id = await waiting('Ash');
    const to = people['lee']!.id;
    expect((await post(`/review-items/${id}/assign`, { to })).statusCode).toBe(200);
    expect((await row(id)).assignee).toMatchObject({ name: 'lee', isMine: false });
    expect(await names('assignee=me', 'lee')).toEqual(['Ash']);
    expect(await names('assignee=nobody', 'lee')).toEqual([]);
    const other = people['lee ann']!.id;
    expect((await post(`/review-items/${id}/assign`, { to: other }, 'lee ann')).statusCode).toBe(409);
    expect((await post(`/review-items/${id}/assign`, { to: other }, 'lee')).json().detail).toContain('why');
    const reason = 'knows this payer, @lee ann';
    expect((await post(`/review-items/${id}/assign`, { to: other, reason }, 'lee')).statusCode).toBe(200);
    expect(await names('mentions=1', 'lee ann')).toEqual(['Ash']);
    expect(await names('mentions=1', 'lee')).toEqual([]);
    expect((await post(`/review-items/${id}/assign`, { to: people['olga']!.id })).statusCode).toBe(409);
    await post(`/review-items/${id}/escalate`, { reason: 'needs the contract' }, 'lee ann');
    expect(await row(id)).toMatchObject({ isEscalated: true, assignee: null });
    await post(`/review-items/${id}/assign`, { to });
    expect(await row(id)).toMatchObject({ isEscalated: false, notes: 2 });
    const { notes } = (await asks.get(`/review-items/${id}/notes`, cookies['lee ann'])).json<ItemNotes>();
    expect(notes.map(({ kind, by, mentions }) => ({ kind, by, mentions }))).toEqual([
      { kind: 'escalated', by: 'lee ann', mentions: [] },
      { kind: 'forwarded', by: 'lee', mentions: ['lee ann'] },
    ]);
    await post(`/review-items/${id}/notes/read`, {}, 'lee ann');
    expect(await names('mentions=1', 'lee ann')).toEqual([]);
    expect(await actions(id)).toEqual(['assigned', 'forwarded', 'escalated', 'assigned', 'notes-viewed']);
    const colleagues = (await asks.get('/inbox/people', cookies['lee'])).json<Colleagues>().people;
    expect(colleagues.map(({ name, open }) => `${name} ${open}`)).toEqual(['dana 0', 'lee 1', 'lee ann 0']);
  });

  it('puts an item off until a day, and it comes back by itself', async () => {
    const id = await waiting('Ash');
    const postpone = (until: string) => post(`/review-items/${id}/postpone`, { until, reason: 'payer promised' });
    expect((await postpone('2026-11-23')).statusCode).toBe(409);
    expect((await postpone('2026-11-25')).statusCode).toBe(200);
    expect(await names('order=oldest')).toEqual([]);
    const [put] = (await list('postponed=1')).items;
    expect(put?.postponedUntil).toBe('2026-11-25T05:00:00.000Z');
    expect((await asks.get('/summary', cookies['dana'])).json()).toMatchObject({ open: 0 });
    office.clock.advance(2 * 86_400_000);
    cookies['dana'] = await asks.cookieOf('dana');
    expect(await names('order=oldest')).toEqual(['Ash']);
    for (const name of ['lee', 'lee ann', 'olga']) cookies[name] = await asks.cookieOf(name);
  });

  it('does many at once and undoes it as it stood, unless one was touched since', async () => {
    const ids = [await waiting('Ash'), await waiting('Birch'), await waiting('Cedar')];
    await post(`/review-items/${ids[0]}/labels`, { add: ['old'] });
    await post(`/review-items/${ids[2]}/claim`, {}, 'lee');
    const before = await standing();
    const bulk = async (action: object, who = 'dana') =>
      (await post('/review-items/bulk', { ids, action }, who)).json<BulkAnswer>();
    const undo = ({ undo: made }: BulkAnswer, who = 'dana') => post(`/review-items/bulk/${made!.token}/undo`, {}, who);

    const resolved = await bulk({ do: 'resolve', note: 'written off by the payer' });
    expect(resolved).toMatchObject({ changed: 2, message: '2 resolved, 1 left as they were.' });
    expect(resolved.skipped).toEqual([{ id: ids[2], why: 'lee is working on it.' }]);
    expect((await undo(resolved, 'lee')).statusCode).toBe(404);
    expect((await undo(resolved)).json()).toEqual({ message: 'Undone: 2 items are as before.' });
    expect((await undo(resolved)).statusCode).toBe(409);
    expect(await standing()).toEqual(before);

    const labelled = await bulk({ do: 'label', add: ['March', 'old'] });
    expect(labelled.changed).toBe(3);
    expect((await list('label=March')).items).toHaveLength(3);
    await post(`/review-items/${ids[1]}/notes`, { text: 'called them' }, 'lee');
    const refused = await undo(labelled);
    expect([refused.statusCode, refused.json().detail]).toEqual([
      409,
      '1 of them changed since, so nothing was undone.',
    ]);
    expect((await list('label=March')).items).toHaveLength(3);

    const given = await bulk({ do: 'assign', to: people['lee']!.id });
    expect(given.changed).toBe(3);
    office.clock.advance(31_000);
    expect((await undo(given)).statusCode).toBe(409);
    const postponed = await bulk({ do: 'postpone', until: '2027-01-04', reason: 'after the holidays' });
    await undo(postponed);
    const escalated = await bulk({ do: 'escalate', reason: 'who signs for this?' });
    expect(escalated).toMatchObject({ changed: 3, message: '3 put before a supervisor.' });
    expect((await list('escalated=1')).items).toHaveLength(3);
    await undo(escalated);
    expect((await list('escalated=1')).items).toEqual([]);
    expect((await list('order=oldest')).items.map(({ notes }) => notes)).toEqual([0, 1, 0]);
    expect((await actions(ids[0]!)).slice(0, 4)).toEqual(['labelled', 'resolved', 'undone', 'labelled']);
  });

  it('resolves no login among many: that would set robots going', async () => {
    const { itemId } = await office.stopped(loginId, eligibility(), 'login-locked', { subject: `login:${loginId}` });
    const answer = await post('/review-items/bulk', { ids: [itemId], action: { do: 'resolve', note: 'all fine' } });
    expect(answer.json()).toMatchObject({
      changed: 0,
      undo: null,
      skipped: [{ why: expect.stringContaining('login') }],
    });
  });

  it('keeps views, one’s own and shared, and counts them with the queues', async () => {
    await waiting('Ash', { billedCents: 900_00 });
    const late = await waiting('Birch', { billedCents: 1_00 });
    await post(`/review-items/${late}/assign`, { to: people['lee']!.id });
    await post(`/review-items/${late}/labels`, { add: ['call'] });
    const save = (body: object, who: string) => post('/inbox/views', body, who);
    await save({ name: 'Large', isShared: true, filter: { minCents: 500_00, order: 'value' } }, 'dana');
    await save({ name: 'To call', filter: { label: 'call' } }, 'lee');
    expect((await save({ name: 'Bad', filter: { code: 'nonsense' } }, 'lee')).statusCode).toBe(400);
    const views = async (who: string) =>
      (await asks.get('/inbox/views', cookies[who])).json<{ views: SavedView[] }>().views;
    expect((await views('lee')).map(({ name, by, isMine }) => ({ name, by, isMine }))).toEqual([
      { name: 'To call', by: 'lee', isMine: true },
      { name: 'Large', by: 'dana', isMine: false },
    ]);
    expect(await views('dana')).toHaveLength(1);
    const counts = (await asks.get('/inbox/queues', cookies['lee'])).json<Queues>();
    expect(counts.queues).toMatchObject({ open: 2, mine: 1, nobodys: 1, postponed: 0, mentions: 0 });
    expect(counts.views.map(({ count }) => count)).toEqual([1, 1]);
    expect(counts.byLabel).toEqual([{ name: 'call', title: 'call', count: 1 }]);
    expect(counts.byPayer).toMatchObject([{ name: 'Tamarack Health', count: 2 }]);
    const [own, shared] = await views('lee');
    const remove = (id: string) =>
      app.inject({ method: 'DELETE', url: `/api/v1/inbox/views/${id}`, cookies: cookies['lee']!, headers: OURS });
    expect((await remove(shared!.id)).statusCode).toBe(404);
    expect((await remove(own!.id)).statusCode).toBe(204);
  });

  it('lets an auditor read and change nothing', async () => {
    const id = await waiting('Ash');
    expect(await names('order=oldest', 'olga')).toEqual(['Ash']);
    for (const path of ['assign', 'postpone', 'labels', 'notes', 'escalate', 'bring-back'])
      expect((await post(`/review-items/${id}/${path}`, {}, 'olga')).statusCode, path).toBe(403);
    expect(
      (await post('/review-items/bulk', { ids: [id], action: { do: 'label', add: ['x'] } }, 'olga')).statusCode,
    ).toBe(403);
  });

  it('streams what changes as ids and versions, to as many pages as listen, until the session ends', async () => {
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    const cookie = (who: string) =>
      Object.entries(cookies[who]!)
        .map(([name, value]) => `${name}=${value}`)
        .join('; ');
    const open = async (who: string) => {
      const answer = await fetch(`${address}/api/v1/events`, { headers: { cookie: cookie(who) } });
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      return {
        answer,
        heard: async (what: string) => {
          while (!text.includes(what)) {
            const { value, done } = await reader.read();
            if (done) return 'ended';
            text += value;
          }
          return text;
        },
      };
    };
    const [dana, lee] = [await open('dana'), await open('lee ann')];
    expect(dana.answer.headers.get('content-type')).toBe('text/event-stream');
    await Promise.all([dana.heard('event: all'), lee.heard('retry')]);
    const id = await waiting('Quillfeather');
    const told = await dana.heard(id);
    expect(told).toContain(`event: items\ndata: [["${id}",1]]`);
    expect(told).not.toContain('Quillfeather');
    await post(`/review-items/${id}/claim`, {}, 'lee');
    await dana.heard(`["${id}",2]`);
    await lee.heard(`["${id}",2]`);
    await app.inject({ method: 'DELETE', url: '/api/v1/session', cookies: cookies['lee ann']!, headers: OURS });
    expect(await lee.heard('never said')).toBe('ended');
    await post(`/review-items/${id}/release`, {}, 'lee');
    await dana.heard(`["${id}",3]`);
    expect((await fetch(`${address}/api/v1/events`)).status).toBe(401);
  });
});
