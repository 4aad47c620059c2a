import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createToken } from '../../adapters/api-tokens.ts';
import { fixedClock } from '../../adapters/clock.ts';
import { addReviewer } from '../../adapters/reviewers.ts';
import { deskOf } from '../../cli/office.ts';
import { TOKEN_SCOPES } from '../../domain/permissions.ts';
import { buildApi } from '../../review/api/index.ts';
import { aDocument, anAnswer, aPayment } from '../builders/remittances.ts';
import { lyingWorkbook } from '../builders/xlsx.ts';
import { ownStores } from '../stores.ts';
import { bill, first, postAll } from '../workers/posting-desk.ts';
import { client, OURS, type Cookies } from './client.ts';
import { PASSWORD } from './office.ts';

const CLAIMS = `Claim No,Payer,Member ID,Last Name,First Name,DOB,Date of Service,Total Charges
ACC-3001,Northfield Health Plan,100200300400,Ostrander,Maribel,1971-06-02,2026-09-14,125.00
ACC-3002,Northfield Health Plan,100200300401,Quillfeather,Tobias,1958-01-30,2026-09-15,80.50
`;

describe('what an integrator can do', () => {
  const clock = fixedClock('2026-11-23T15:00:00Z');
  let own: Awaited<ReturnType<typeof ownStores>>;
  let app: FastifyInstance;
  let token: string;
  let cookies: Cookies;
  const csv = { 'content-type': 'text/csv', 'x-file-name': 'open%20claims.csv' };

  beforeAll(async () => {
    own = await ownStores('embedded', { clock });
    const { db } = own.stores;
    await addReviewer(db, 'dana', PASSWORD, clock.now(), 'administrator');
    const { rows } = await db.query<{ id: string }>('select id from reviewer');
    const expiresAt = new Date('2027-01-01T00:00:00Z');
    const made = { name: 'practice system', scopes: TOKEN_SCOPES, reviewerId: rows[0]!.id, expiresAt };
    ({ token } = await createToken(db, made, clock.now()));
    await db.query(
      `insert into login (id, portal, label, secret, created_at) values ($1, 'northfield', 'front desk', 'sealed', $2)`,
      [randomUUID(), clock.now()],
    );
    app = await buildApi(deskOf(own.stores), { webFolder: '/nowhere' });
    cookies = await client(app).cookieOf('dana');
    await post('/imports/claims?portal=northfield', CLAIMS.replaceAll('ACC-30', 'ACC-20'), csv);
  });
  afterAll(async () => {
    await app.close();
    await own.close();
  });

  const get = (url: string) => app.inject({ url: `/api/v1${url}`, headers: { authorization: `Bearer ${token}` } });
  const post = (url: string, payload: object | string | Buffer, headers = {}) =>
    app.inject({
      method: 'POST',
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${token}`, ...headers },
      payload,
    });
  it('brings in claims as the command line does, once', async () => {
    const claims = '/imports/claims?portal=northfield';
    const [once, twice] = [await post(claims, CLAIMS, csv), await post(claims, CLAIMS, csv)];
    expect(once.json()).toMatchObject({ format: 'csv', read: 2, new: 2, totalCents: 20_550, problems: [] });
    expect(twice.json()).toMatchObject({ new: 0, known: 2, sameFileAsOf: clock.now().toISOString() });
    const refused = await post('/imports/claims', Buffer.from('%PDF-1.7'), csv);
    expect([refused.statusCode, refused.json<{ detail: string }>().detail]).toEqual([
      422,
      'open claims.csv is a PDF; hand in an 837P or 837I, a CSV or an XLSX file of claims instead.',
    ]);
  });

  it('refuses hostile files plainly, and keeps nothing of them', async () => {
    const { db } = own.stores;
    const counted = async () => (await db.query('select count(*)::int as claims from claim')).rows[0];
    const before = await counted();
    const hostile = [
      Buffer.alloc(0),
      Buffer.from('<script>alert(1)</script>'),
      Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]),
      Buffer.from(`ISA*00*${'*'.repeat(5_000)}`),
      Buffer.from(`${CLAIMS.slice(0, 60)}\n"${'"'.repeat(999)}`),
      Buffer.from(`${CLAIMS.replace('Ostrander', `Ostr\0nder`)}${CLAIMS.slice(CLAIMS.indexOf('ACC')).repeat(60)}`),
      Buffer.from(`${CLAIMS}${CLAIMS.slice(CLAIMS.indexOf('ACC')).repeat(40)}ACC-9,Nor\0field`),
      lyingWorkbook([['Claim No', 'Payer'], ['x'.repeat(1_000_000)]], 500),
    ];
    for (const part of ['claims', 'appointments', 'deposits'])
      for (const file of hostile) {
        const name = { 'content-type': 'application/octet-stream', 'x-file-name': '..%2f..%2fetc%2fpasswd' };
        const { statusCode, body } = await post(`/imports/${part}?portal=northfield`, file, name);
        expect([part, file.subarray(0, 20).toString(), statusCode, body]).toEqual([
          part,
          file.subarray(0, 20).toString(),
          expect.toSatisfy((status) => status === 400 || status === 422),
          expect.not.stringMatching(/<script|\.\.\/|node_modules|\bat \//),
        ]);
      }
    expect(await counted()).toEqual(before);
  });

  it('takes columns by their own names and refuses what names none', async () => {
    const odd = CLAIMS.replace('Claim No', 'Our Own Number').replaceAll('ACC-30', 'ACC-40');
    const column = `column=${encodeURIComponent('patientControlNumber=Our Own Number')}`;
    expect((await post(`/imports/claims?${column}`, odd, csv)).json()).toMatchObject({ new: 2 });
    expect((await post('/imports/claims?column=nonsense', odd, csv)).statusCode).toBe(400);
    expect((await post('/imports/claims?portal=nowhere', odd, csv)).statusCode).toBe(422);
  });

  it('asks about a claim of ours once a day, and reads what became of it', async () => {
    const ask = () => post('/inquiries/claim-status', { portal: 'northfield', claim: 'ACC-2001' });
    const [asked, again] = [await ask(), await ask()];
    expect([asked.statusCode, again.statusCode]).toEqual([202, 200]);
    const { workItem } = asked.json<{ workItem: string }>();
    expect(again.json()).toEqual({ workItem, isNew: false });
    expect(asked.headers['location']).toBe(`/api/v1/work-items/${workItem}`);
    expect((await get(`/work-items/${workItem}`)).json()).toMatchObject({
      state: 'queued',
      outcome: null,
      result: null,
    });
    await own.stores.db.query(`update work_item set state = 'done', ended_at = $2 where id = $1`, [
      workItem,
      clock.now(),
    ]);
    await own.stores.db.query(
      `insert into result (work_item_id, attempt, kind, result, fields, answered_at) values ($1, 1, 'claim-status', '{"claims":[]}', '{}', $2)`,
      [workItem, clock.now()],
    );
    expect((await get(`/work-items/${workItem}`)).json()).toMatchObject({ outcome: 'done', result: { claims: [] } });
    expect((await get('/work-items?state=done')).json()).toMatchObject({ workItems: [{ id: workItem }], next: null });
    const unknown = await post('/inquiries/claim-status', { portal: 'northfield', claim: 'ACC-9999' });
    expect(unknown.statusCode).toBe(422);
    expect((await get(`/work-items/${randomUUID()}`)).statusCode).toBe(404);
  });

  it('asks about coverage, and says what is missing', async () => {
    const member = { memberId: '100200300400', birthDate: '1971-06-02' };
    expect((await post('/inquiries/eligibility', { portal: 'northfield', member })).statusCode).toBe(202);
    const lame = await post('/inquiries/eligibility', { portal: 'northfield', member: { lastName: 'Ostrander' } });
    expect(lame.json()).toMatchObject({ status: 400, errors: [{ path: 'member' }] });
    const unborn = { portal: 'northfield', member: { ...member, birthDate: '2027-01-01' } };
    expect((await post('/inquiries/eligibility', unborn)).statusCode).toBe(400);
  });

  it('pages through look-ups without losing or repeating one', async () => {
    for (let n = 0; n < 5; n++) {
      clock.advance(1000);
      const member = { memberId: `10020030050${n}`, birthDate: '1971-06-02' };
      await post('/inquiries/eligibility', { portal: 'northfield', member });
    }
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 9; page++) {
      const { workItems, next } = (await get(`/work-items?limit=2${cursor}`)).json<{
        workItems: { id: string }[];
        next: string | null;
      }>();
      seen.push(...workItems.map(({ id }) => id));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    const { rows } = await own.stores.db.query<{ id: string }>(
      'select id from work_item order by asked_at desc, id desc',
    );
    expect(seen).toEqual(rows.map(({ id }) => id));
    expect((await get('/work-items?cursor=bogus')).statusCode).toBe(400);
  });

  it('plans and runs a sweep', async () => {
    const plan = (await get('/sweeps/plan')).json<{ ask: object[]; skip: object[] }>();
    expect(plan.ask.length + plan.skip.length).toBeGreaterThan(0);
    expect((await post('/sweeps', {})).json()).toMatchObject({ queued: expect.any(Number) });
  });

  it('reads postings, and takes tables out with a trail', async () => {
    await bill(own.stores, [first]);
    const [report] = await postAll(own.stores, aDocument([aPayment([anAnswer(first)])]));
    const { postings } = (await get(`/postings?remittance=${report!.documentId}`)).json<{
      postings: { entries: { amountCents: number }[] }[];
    }>();
    expect(postings).toMatchObject([{ actor: 'robot', part: 1, paymentNumber: '700100' }]);
    expect(postings[0]!.entries.length).toBeGreaterThan(1);
    const file = await get('/exports/postings?format=csv');
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.body).toContain('700100');
    expect((await get('/exports/postings?format=835')).body).toMatch(/^ISA/);
    expect((await get('/exports/worklists?format=835')).statusCode).toBe(400);
    const { rows } = await own.stores.db.query<{ actor: string; subject: string }>(
      `select actor, subject from audit where action = 'exported' order by id`,
    );
    expect(rows.map(({ subject }) => subject)).toEqual(['export:postings', 'export:postings']);
    expect(rows.every(({ actor }) => actor.startsWith('token:'))).toBe(true);
  });

  describe('webhooks over HTTP', () => {
    const person = client;
    const put = (id: string, body: object, version?: string) =>
      app.inject({
        method: 'PUT',
        url: `/api/v1/webhooks/${id}`,
        headers: { ...OURS, ...(version && { 'if-match': version }) },
        cookies,
        payload: body,
      });
    const values = { url: 'https://hooks.example.com/claimwright', description: '', kinds: ['login.paused'] };

    it('shows the secret once and keeps it sealed', async () => {
      const made = await person(app).post('/webhooks', cookies, values);
      const { id, secret } = made.json<{ id: string; secret: string }>();
      expect(secret).toMatch(/^whsec_/);
      const { rows } = await own.stores.db.query<{ secret: Uint8Array }>('select secret from webhook_endpoint');
      expect(Buffer.from(rows[0]!.secret).toString('latin1')).not.toContain(secret.slice(6));
      expect((await person(app).get(`/webhooks/${id}`, cookies)).body).not.toContain(secret.slice(6));
      const again = { ...OURS, 'idempotency-key': 'one-hook' };
      const twice = () =>
        app.inject({ method: 'POST', url: '/api/v1/webhooks', headers: again, cookies, payload: values });
      expect((await twice()).statusCode).toBe(201);
      expect((await twice()).json()).toMatchObject({ status: 409, code: 'answered-once' });
    });

    it('loses no change of another', async () => {
      const { id } = (await person(app).post('/webhooks', cookies, values)).json<{ id: string }>();
      const { etag } = (await person(app).get(`/webhooks/${id}`, cookies)).headers;
      const changed = { ...values, isEnabled: false };
      expect((await put(id, changed)).json()).toMatchObject({ status: 428, code: 'version-required' });
      const saved = await put(id, changed, etag);
      expect(saved.json()).toMatchObject({ isEnabled: false, version: 2 });
      expect((await put(id, changed, etag)).json()).toMatchObject({ status: 412, code: 'version-differs' });
      expect(saved.headers['etag']).toBe('"2"');
    });

    it('refuses addresses that are none', async () => {
      for (const url of [
        'ftp://example.com',
        'https://user:pass@example.com',
        'https://example.com/#x',
        'javascript:alert(1)',
        'x',
      ])
        expect((await person(app).post('/webhooks', cookies, { ...values, url })).statusCode).toBe(400);
    });

    it('sends a test, shows it, and sends it again', async () => {
      const { id } = (await person(app).post('/webhooks', cookies, values)).json<{ id: string }>();
      expect((await person(app).post(`/webhooks/${id}/test`, cookies)).statusCode).toBe(202);
      const list = () =>
        person(app)
          .get(`/webhook-deliveries?webhook=${id}`, cookies)
          .then((answer) => answer.json<{ deliveries: { id: string; state: string }[] }>().deliveries);
      const [delivery] = await list();
      expect(delivery).toMatchObject({ kind: 'webhook.test', state: 'pending', tries: 0 });
      const replay = () => person(app).post(`/webhook-deliveries/${delivery!.id}/replay`, cookies);
      expect((await replay()).statusCode).toBe(409);
      await own.stores.db.query(`update webhook_delivery set state = 'dead' where id = $1`, [delivery!.id]);
      expect((await person(app).post(`/webhooks/${id}/replay`, cookies)).json()).toMatchObject({ replayed: 1 });
      expect(await list()).toMatchObject([{ state: 'pending' }]);
      const secret = await person(app).post(`/webhooks/${id}/secret`, cookies);
      expect(secret.json()).toMatchObject({ oldSecretUntil: expect.stringContaining('2026-11-24') });
      await app.inject({ method: 'DELETE', url: `/api/v1/webhooks/${id}`, headers: OURS, cookies });
      expect(await list()).toEqual([]);
      expect((await person(app).get(`/webhooks/${id}`, cookies)).statusCode).toBe(404);
    });
  });
});
