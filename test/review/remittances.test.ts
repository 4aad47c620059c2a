import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endDocument, layOutPages, storeReading, takeDocument } from '../../adapters/document-rows.ts';
import { storeSight, takePage } from '../../adapters/page-rows.ts';
import type { PageSight } from '../../domain/page.ts';
import { buildApi } from '../../review/api/index.ts';
import { openReviewItem } from '../../review/items.ts';
import { paperEob } from '../builders/paper-eob.ts';
import { aDocument, anAnswer, aPayment } from '../builders/remittances.ts';
import { aClaim } from '../builders/claims.ts';
import { client, OURS, type Cookies } from './client.ts';
import { openOffice, type Office } from './office.ts';

let office: Office;
let app: Awaited<ReturnType<typeof buildApi>>;
let cookies: Cookies;
let ask: ReturnType<typeof client>;
const released: unknown[] = [];

beforeAll(async () => {
  office = await openOffice();
  app = await buildApi({
    ...office.desk,
    posting: {
      release: async (_tx, held, { approved }) => {
        released.push([held.part, approved]);
        const isPosted = approved.length > 0;
        const message = isPosted ? 'Check 700100 posted.' : 'It does not add up by $1.00.';
        return { isPosted, isNew: isPosted, message, why: [], claims: [] };
      },
      reverse: async () => ({ why: 'Nothing is posted.' }),
      settle: async () => undefined,
    },
  });
  ask = client(app);
  await office.person('Ines');
  cookies = await ask.cookieOf('Ines');
});
afterAll(async () => {
  await app.close();
  await office.close();
});

const payment = aPayment([anAnswer(aClaim())]);
const paper = paperEob(payment);

const upload = (bytes: Buffer, headers: Record<string, string> = {}, as: Cookies = cookies) =>
  app.inject({
    method: 'POST',
    url: '/api/v1/remittances',
    cookies: as,
    payload: bytes,
    headers: { ...OURS, 'content-type': 'application/pdf', 'x-file-name': 'EOB%20Ostrand.pdf', ...headers },
  });

const sight: PageSight = {
  page: 1,
  width: 2550,
  height: 3300,
  dpi: 300,
  kind: 'printed',
  turned: 0,
  skewDegrees: 0,
  source: 'ocr',
  words: [],
  remarks: ['very faint'],
};
const PICTURE = Buffer.from('89504e470d0a1a0a', 'hex');

/** As a worker leaves a document with one page, read and held. */
async function heldDocument(id: string): Promise<string> {
  const { db, clock, desk } = office;
  const now = clock.now();
  const taken = (await takeDocument(db, desk.documents, id, now))!;
  await layOutPages(db, taken, 1);
  const page = (await takePage(db, `${id}.1`))!;
  const imageFile = await desk.documents.keepImage(id, 1, page.attempt, PICTURE);
  await storeSight(db, page, { sight, imageFile, fingerprint: '' }, now);
  const document = {
    ...aDocument([payment], 'eob.pdf', 'paper-eob'),
    fields: {
      '/payments/0/claims/0/paidCents': {
        confidence: 0.62,
        via: 'ocr' as const,
        page: 1,
        box: [10, 20, 30, 40] as [number, number, number, number],
      },
      '/payments/0/number': {
        confidence: 0.98,
        via: 'ocr' as const,
        page: 1,
        box: [1, 2, 3, 4] as [number, number, number, number],
      },
    },
  };
  await storeReading(db, taken, document, now);
  const { rows } = await db.query<{ id: string }>(
    `insert into payment (id, document_id, place, identity, number, number_key, payer_key, paid_on, amount_cents, state, exceptions, document, taken_at)
     values (gen_random_uuid(), $1, 0, 'i', '700100', '700100', 'NPH', '2026-11-16', $2, 'held', $3, $4, $5) returning id`,
    [
      id,
      payment.amountCents,
      JSON.stringify([{ code: 'low-confidence', detail: 'One amount is hard to read.' }]),
      JSON.stringify(payment),
      now,
    ],
  );
  await endDocument(db, taken, { state: 'review', code: null, message: null, triesSpent: 0 }, now);
  const none = { portal: null, workItemId: null, loginId: null, evidenceId: null };
  const item = { ...none, code: 'low-confidence', message: 'One amount is hard to read.' } as const;
  const paymentId = rows[0]!.id;
  const opened = await openReviewItem(db, { ...item, subject: `payment:${paymentId}`, documentId: id, paymentId }, now);
  return opened.id;
}

describe('remittances over the API', () => {
  it('takes a file in once: 202, then 200 with the same id', async () => {
    const first = await upload(paper);
    expect(first.statusCode).toBe(202);
    const { id } = first.json<{ id: string }>();
    expect(first.headers['location']).toBe(`/api/v1/remittances/${id}`);
    const again = await upload(paper, { 'x-file-name': 'copy.pdf', 'content-type': 'application/octet-stream' });
    expect(again.statusCode).toBe(200);
    expect(again.json()).toMatchObject({ id, isNew: false });
    const list = (await ask.get('/remittances', cookies)).json<{ remittances: unknown[] }>();
    expect(list.remittances).toMatchObject([{ id, fileName: 'EOB Ostrand.pdf', state: 'received', source: 'api' }]);
    const { rows } = await office.db.query<{ name: Buffer }>('select file_name as name from remittance_document');
    expect(Buffer.from(rows[0]!.name).includes('Ostrand')).toBe(false);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), {}, 422, /empty/],
    ['a spreadsheet', Buffer.from('a,b\n1,2\n'), {}, 422, /neither a scan .* nor an 835/],
    ['a file that is too large', Buffer.alloc(1024 * 1024 + 1), {}, 413, /too large/],
    ['JSON', Buffer.from('{}'), { 'content-type': 'application/json' }, 415, /not taken here/],
    ['a name that is not encoded', paper, { 'x-file-name': '%E0%A4%A' }, 400, /percent-encoded/],
  ])('refuses %s in one sentence', async (_what, bytes, headers, status, sentence) => {
    const answer = await upload(bytes, headers);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toMatch('application/problem+json');
    expect(answer.json<{ detail: string }>().detail).toMatch(sentence);
  });

  it('asks for a session, and for the page’s own header', async () => {
    expect((await upload(paper, {}, {})).statusCode).toBe(401);
    expect((await upload(paper, { 'x-requested-with': 'elsewhere' })).statusCode).toBe(403);
    expect((await ask.get('/remittances')).statusCode).toBe(401);
  });

  it('shows page, doubtful fields and reasons, leaves a trail, and lets a person post', async () => {
    const bytes = paperEob({ ...payment, number: '700777' });
    const { id } = (await upload(bytes)).json<{ id: string }>();
    const itemId = await heldDocument(id);
    const shown = (await ask.get(`/remittances/${id}`, cookies)).json<Record<string, unknown>>();
    expect(shown).toMatchObject({
      pages: [{ page: 1, state: 'seen', width: 2550, hasImage: true, remarks: ['very faint'] }],
      outcomes: [{ state: 'held', why: [{ code: 'low-confidence', title: 'Hard to read' }], unappliedCents: null }],
      items: [{ id: itemId, payment: 0, claim: null, isOpen: true }],
    });
    expect(shown['fields']).toMatchObject([
      { pointer: '/payments/0/number', isDoubtful: false },
      { pointer: '/payments/0/claims/0/paidCents', isDoubtful: true, box: [10, 20, 30, 40] },
    ]);
    const picture = await ask.get(`/remittances/${id}/pages/1`, cookies);
    expect(picture.headers).toMatchObject({ 'content-type': 'image/png', 'cache-control': 'no-store' });
    expect(picture.rawPayload.equals(PICTURE)).toBe(true);
    expect((await ask.get(`/remittances/${id}/pages/2`, cookies)).statusCode).toBe(404);
    const inbox = (await ask.get('/review-items?kind=remittance', cookies)).json<{ items: unknown[] }>();
    expect(inbox.items).toMatchObject([{ id: itemId, documentId: id, amountCents: payment.amountCents }]);

    const post = (body: object) => ask.post(`/review-items/${itemId}/post`, cookies, body);
    expect((await post({ note: '', approved: ['low-confidence'] })).statusCode).toBe(400);
    const refused = await post({ note: 'compared' });
    expect([refused.statusCode, refused.json<{ detail: string }>().detail]).toEqual([
      422,
      'It does not add up by $1.00.',
    ]);
    const posted = await post({ note: 'compared with the page', approved: ['low-confidence'] });
    expect(posted.json()).toMatchObject({ isChanged: true, message: 'Check 700100 posted.' });
    expect(released).toEqual([
      ['payment', []],
      ['payment', ['low-confidence']],
    ]);
    const { rows } = await office.db.query<{ action: string }>(
      `select action from audit where subject in ($1, $2) order by id`,
      [`remittance:${id}`, `review-item:${itemId}`],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'remittance-received',
      'remittance-viewed',
      'page-viewed',
      'resolved',
    ]);
  });
});
