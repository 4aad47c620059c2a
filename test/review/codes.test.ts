import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lookAtRequest, takeCode } from '../../adapters/code-requests.ts';
import { buildApi } from '../../review/api/index.ts';
import { client, type Cookies } from './client.ts';
import { openOffice, type Office } from './office.ts';
import { wantCode, WHAT } from './wanted-code.ts';

describe('a code that only a person has', () => {
  let office: Office;
  let app: FastifyInstance;
  let api: ReturnType<typeof client>;
  let dana: Cookies;
  let loginId: string;

  beforeAll(async () => {
    office = await openOffice();
    await office.person('dana');
    loginId = await office.login();
    app = await buildApi(office.desk);
    api = client(app);
    dana = await api.cookieOf('dana');
  });
  beforeEach(async () => void (await office.db.query('delete from review_item')));
  afterAll(async () => {
    await app.close();
    await office.close();
  });

  const give = (itemId: string, code: string) => api.post(`/review-items/${itemId}/code`, dana, { code });
  const stored = async (requestId: string) =>
    (await office.db.query<{ code: Uint8Array | null }>('select code from code_request where id = $1', [requestId]))
      .rows[0]!.code;

  it('is shown with its message and the time left, and names no patient', async () => {
    const { itemId } = await wantCode(office, loginId);
    office.clock.advance(20_000);
    const summary = (await api.get('/summary', dana)).json();
    expect(summary.codes).toEqual([
      { itemId, portal: 'pinecrest', loginLabel: expect.any(String), what: WHAT, digits: 6, leftMs: 100_000 },
    ]);
    const item = (await api.get(`/review-items/${itemId}`, dana)).json();
    expect(item).toMatchObject({ kind: 'code', message: WHAT, inquiry: null, patient: null, canSendBack: false });
  });

  it('reaches the waiting page sealed, once, and is in no trail', async () => {
    const { itemId, requestId } = await wantCode(office, loginId);
    const answer = await give(itemId, ' 482-913 ');
    expect([answer.statusCode, answer.json().message]).toEqual([200, expect.stringContaining('Thank you')]);
    expect(Buffer.from((await stored(requestId))!).includes('482913')).toBe(false);
    expect(await lookAtRequest(office.db, requestId)).toBe('answered');
    expect(await takeCode(office.db, office.vault, requestId, office.clock.now())).toBe('482913');
    expect(await takeCode(office.db, office.vault, requestId, office.clock.now())).toBeNull();
    expect(await stored(requestId)).toBeNull();
    const { rows } = await office.db.query('select action, detail from audit where subject = $1', [
      `review-item:${itemId}`,
    ]);
    expect(rows).toEqual([{ action: 'code-given', detail: {} }]);
    expect((await api.get('/summary', dana)).json().codes).toEqual([]);
  });

  it('with the wrong number of digits is refused, and may be given again', async () => {
    const { itemId } = await wantCode(office, loginId);
    const wrong = await give(itemId, '12345');
    expect([wrong.statusCode, wrong.json().detail]).toEqual([422, 'The code must have 6 digits.']);
    expect((await give(itemId, '123456')).statusCode).toBe(200);
    const twice = await give(itemId, '654321');
    expect([twice.statusCode, twice.json().detail]).toEqual([409, expect.stringContaining('already been given')]);
  });

  it.each([
    ['after its time', 'has closed', async () => office.clock.advance(121_000)],
    [
      'to a run that another attempt has replaced',
      'is gone',
      async ({ workItemId }: { workItemId: string }) =>
        office.db.query('update work_item set attempt = 4 where id = $1', [workItemId]),
    ],
    [
      'to a page that a later request has replaced',
      'has closed',
      async () => wantCode(office, loginId).then(() => undefined),
    ],
  ])('%s is refused kindly and kept nowhere', async (_when, says, change) => {
    const wanted = await wantCode(office, loginId);
    await change(wanted);
    const late = await give(wanted.itemId, '482913');
    expect([late.statusCode, late.json().detail]).toEqual([409, expect.stringContaining(says)]);
    expect(await stored(wanted.requestId)).toBeNull();
  });

  it('that nobody has ends the wait when a person says so', async () => {
    const { itemId, requestId } = await wantCode(office, loginId);
    expect((await api.post(`/review-items/${itemId}/resolve`, dana, { note: 'phone is away' })).statusCode).toBe(200);
    expect(await lookAtRequest(office.db, requestId)).toBe('ended');
  });
});
