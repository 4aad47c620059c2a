import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagesOf } from '../../adapters/page-rows.ts';
import { storeReading, takeDocument } from '../../adapters/document-rows.ts';
import { buildApi } from '../../review/api/index.ts';
import {
  cut,
  moved,
  putBefore,
  putInto,
  toggledOut,
  turned,
  type ArrangeDraft,
} from '../../review/web/arrange-draft.ts';
import { pagesInWords } from '../../domain/page-arrangement.ts';
import { aClaim } from '../builders/claims.ts';
import { aDocument, anAnswer, aPayment } from '../builders/remittances.ts';
import { books } from '../workers/posting-desk.ts';
import { client, type Cookies } from './client.ts';
import { openRemittanceOffice, routinePaper, sourcesOf, type RemittanceOffice } from './remittance-desk.ts';

describe('the pages of a scan', () => {
  let office: RemittanceOffice;
  let app: FastifyInstance;
  let api: ReturnType<typeof client>;
  let [dana, lee]: Cookies[] = [];

  beforeAll(async () => {
    office = await openRemittanceOffice();
    for (const name of ['dana', 'lee']) await office.person(name, 'biller');
    app = await buildApi(office.desk);
    api = client(app);
    [dana, lee] = [await api.cookieOf('dana'), await api.cookieOf('lee')];
  });
  afterAll(async () => {
    await app.close();
    await office.close();
  });

  const ours = (account: string) => aClaim({ patientControlNumber: account, memberId: `M${account}` });
  /** A scan of three pages whose payment does not add up, so that all of it waits. */
  async function heldScan(number: string, account: string) {
    const claim = ours(account);
    await office.bill([claim]);
    const right = aPayment([anAnswer(claim)], { number, method: 'CHK' });
    const payment = { ...right, amountCents: right.amountCents! + 500 };
    const taken = await office.takeIn({ payment, fields: sourcesOf(payment), words: [], pages: 3 });
    return { ...taken, right };
  }
  const lie = async (id: string) => (await api.get(`/remittances/${id}/arrangement`, dana)).json();
  const lay = (id: string, version: number, parts: (number | [number, number])[][], as = dana) =>
    api.post(`/remittances/${id}/arrangement`, as!, {
      version,
      parts: parts.map((part) =>
        part.map((each) => (typeof each === 'number' ? { page: each, turn: null } : { page: each[0], turn: each[1] })),
      ),
    });
  const rows = async <T extends object>(sql: string, ...values: unknown[]) =>
    (await office.db.query<T>(sql, values)).rows;

  it('cut, reordered, turned and left out make documents of their own; what was read before is set aside and counts no more', async () => {
    const { documentId, items, right } = await heldScan('710100', 'HFC-9100');
    expect(await lie(documentId)).toMatchObject({
      fileId: documentId,
      version: 0,
      pages: [1, 2, 3].map((page) => ({ page, turn: 0, picture: { documentId, page } })),
      parts: [{ documentId, pages: [1, 2, 3], fixed: null }],
      leftOut: [],
    });
    const saved = (await lay(documentId, 0, [[3, 1]])).json();
    expect(saved).toMatchObject({ message: 'Saved: it is read anew.', documents: [{ isNew: true }] });
    const [part] = saved.documents;
    // Seen pages are taken over with their pictures: nothing is looked at twice.
    const pages = await pagesOf(office.db, part.id);
    expect(pages.map(({ page, filePage, state, sight }) => [page, filePage, state, sight?.page])).toEqual([
      [1, 3, 'seen', 1],
      [2, 1, 'seen', 2],
    ]);
    expect((await api.get(`/remittances/${part.id}/pages/2`, dana)).statusCode).toBe(200);
    expect((await api.get(`/remittances/${documentId}`, dana)).json()).toMatchObject({
      state: 'arranged',
      outcomes: [{ state: 'withdrawn' }],
      arranged: { by: 'dana', leftOut: 1, parts: [{ documentId: part.id, pages: 'pages 3, 1' }] },
      items: [{ isOpen: false, resolvedBy: 'dana', note: 'The pages were arranged anew.' }],
    });
    await office.person('sam', 'supervisor');
    const reopened = await api.post(`/review-items/${items[0]!.id}/reopen`, await api.cookieOf('sam'), { reason: 'x' });
    expect([reopened.statusCode, reopened.json().detail]).toEqual([
      422,
      expect.stringContaining('arranged anew since'),
    ]);

    // Read anew it is the same payment, and no duplicate of what was set aside.
    const taken = (await takeDocument(office.db, office.desk.documents, part.id, office.clock.now()))!;
    expect(taken).toMatchObject({ isArranged: true, pageCount: 2, fileName: 'eob-1.pdf, pages 3, 1' });
    const document = { ...aDocument([right], 'eob-1.pdf', 'paper-eob'), fields: sourcesOf(right) };
    await storeReading(office.db, taken, document, office.clock.now());
    await office.post(part.id);
    expect(await books(office.db)).toMatchObject({ payments: 1, cashCents: right.amountCents, differing: 0 });
    const again = (await lay(documentId, 1, [[3], [1, 2]])).json();
    expect(again.detail).toBe(
      'Payment 710100 is in the ledger, and what was posted cannot be split: pages 3, 1 stay together as they are.',
    );

    // A page beside what was posted may still come in, turned, as a document of its own.
    const beside = (await lay(part.id, 1, [[3, 1], [[2, 180]]])).json();
    expect(beside.documents).toMatchObject([{ id: part.id, isNew: false }, { isNew: true }]);
    expect(
      await rows(
        'select file_page, turn, state, image_file from remittance_page where document_id = $1',
        beside.documents[1].id,
      ),
    ).toEqual([{ file_page: 2, turn: 180, state: 'waiting', image_file: null }]);
    const [first] = await rows<{ detail: object }>(
      `select detail from audit where action = 'pages-arranged' order by id`,
    );
    expect(first!.detail).toEqual({
      number: 1,
      before: [{ document: documentId, pages: '1@0 2@0 3@0' }],
      after: [{ document: part.id, pages: '3@0 1@0' }],
      leftOut: [2],
    });
  });

  it('of what was posted stay, while pages beside it may be cut off', async () => {
    const claims = [ours('HFC-9201'), ours('HFC-9202')] as const;
    await office.bill(claims);
    const { documentId } = await office.takeIn({ ...routinePaper('710200', claims), pages: 2 });
    expect((await lie(documentId)).parts).toMatchObject([
      { pages: [1], numbers: ['710200'], fixed: expect.stringContaining('in the ledger') },
      { pages: [2], numbers: [], fixed: null },
    ]);
    expect((await lay(documentId, 0, [[2, 1]])).statusCode).toBe(409);
    expect((await lay(documentId, 0, [[2]])).statusCode).toBe(409);
    const parted = (await lay(documentId, 0, [[1], [2]])).json();
    expect(parted.documents).toMatchObject([{ id: documentId, isNew: false }, { isNew: true }]);
    expect((await api.get(`/remittances/${documentId}`, dana)).json()).toMatchObject({ state: 'review', openItems: 1 });
    expect((await lie(documentId)).parts).toMatchObject([
      { documentId, pages: [1] },
      { documentId: parted.documents[1].id, pages: [2], fixed: expect.stringContaining('still being read') },
    ]);
  });

  it('are arranged by one person at a time, and only as they can lie', async () => {
    const { documentId, items } = await heldScan('710300', 'HFC-9300');
    const refused = async (answer: ReturnType<typeof lay>) => {
      const { statusCode, body } = await answer;
      return [statusCode, (JSON.parse(body) as { detail: string }).detail];
    };
    expect(await refused(lay(documentId, 4, [[1]]))).toEqual([
      409,
      expect.stringContaining('Somebody else has arranged'),
    ]);
    expect(await refused(lay(documentId, 0, [[1, 2], [2]]))).toEqual([409, 'Page 2 stands twice; let it stand once.']);
    expect(await refused(lay(documentId, 0, [[1, 7]]))).toEqual([409, 'The file has 3 pages; there is no page 7.']);
    expect(await refused(lay(documentId, 0, [[1], []]))).toEqual([409, expect.stringContaining('at least one page')]);
    expect((await lay(documentId, 0, [[1, 2, 3]])).json().message).toBe(
      'The pages lie so already; nothing was changed.',
    );
    await api.post(`/review-items/${items[0]!.id}/claim`, dana!);
    expect(await refused(lay(documentId, 0, [[1]], lee))).toEqual([
      409,
      'dana is working on these pages; ask them first.',
    ]);
    const both = await Promise.all([lay(documentId, 0, [[1], [2]]), lay(documentId, 0, [[2], [1]])]);
    expect(both.map(({ statusCode }) => statusCode).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });
});

describe('pages on the table', () => {
  const part = (...pages: number[]) => ({ pages, fixed: null, numbers: [] });
  const posted = (...pages: number[]) => ({ ...part(...pages), fixed: 'It is in the ledger.' });
  const draft = (parts: ArrangeDraft['parts'], leftOut: number[] = []): ArrangeDraft => ({ parts, leftOut, turns: {} });
  const shape = ({ parts, leftOut }: ArrangeDraft) => [
    ...parts.map(({ pages }) => pages.join('')),
    `-${leftOut.join('')}`,
  ];

  it.each([
    ['moves one place', moved(draft([part(1, 2, 3)]), 2, 1), ['132', '-']],
    ['moves over a cut', moved(draft([part(1, 2), part(3)]), 2, 1), ['1', '23', '-']],
    ['moves back over what was posted', moved(draft([part(1), posted(2), part(3)]), 3, -1), ['13', '2', '-']],
    ['stays at the end', moved(draft([part(1), posted(2)]), 1, 1), ['1', '2', '-']],
    ['is cut off', cut(draft([part(1, 2, 3)]), 2), ['1', '23', '-']],
    ['is joined again', cut(draft([part(1), part(2, 3)]), 2), ['123', '-']],
    ['is not joined to what was posted', cut(draft([posted(1), part(2)]), 2), ['1', '2', '-']],
    ['is left out, and its empty part with it', toggledOut(draft([part(1), part(2)]), 2), ['1', '-2']],
    ['comes in behind the page before it', toggledOut(draft([part(3, 1)], [2]), 2), ['312', '-']],
    ['comes in although nothing else may move', toggledOut(draft([posted(1)], [2]), 2), ['1', '2', '-']],
    ['is dropped before another', putBefore(draft([part(1, 2), part(3)]), 3, 1), ['312', '-']],
    ['is dropped behind the last document', putInto(draft([part(1, 2)]), 1, 1), ['2', '1', '-']],
    ['that was posted stays', toggledOut(turned(putBefore(draft([posted(1), part(2)]), 1, 2), 1), 1), ['1', '2', '-']],
  ])('a page %s', (_, after, wanted) => {
    expect(shape(after)).toEqual(wanted);
    expect(after.turns).toEqual({});
  });

  it('are named in runs', () => {
    expect(pagesInWords([1, 2, 3, 5, 4].map((page) => ({ page })))).toBe('pages 1-3, 5, 4');
  });
});
