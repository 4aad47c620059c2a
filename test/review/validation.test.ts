import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApi } from '../../review/api/index.ts';
import type { Check } from '../../review/api/validation-schema.ts';
import { anAnswer, aPayment } from '../builders/remittances.ts';
import { aClaim } from '../builders/claims.ts';
import { books, first, second } from '../workers/posting-desk.ts';
import { client, type Cookies } from './client.ts';
import {
  NUMBER,
  openRemittanceOffice,
  PRINTED,
  routinePaper,
  sourcesOf,
  WRITE_OFF,
  type RemittanceOffice,
} from './remittance-desk.ts';

let office: RemittanceOffice;
let app: Awaited<ReturnType<typeof buildApi>>;
let ask: ReturnType<typeof client>;
let ines: Cookies;
let lee: Cookies;

beforeAll(async () => {
  office = await openRemittanceOffice();
  app = await buildApi(office.desk);
  ask = client(app);
  await office.person('Ines');
  await office.person('Lee');
  [ines, lee] = [await ask.cookieOf('Ines'), await ask.cookieOf('Lee')];
  await office.bill([first, second]);
});
afterAll(async () => {
  await app.close();
  await office.close();
});

const rowsOf = async (sql: string, values: unknown[] = []) => (await office.db.query(sql, values)).rows;
const check = async (itemId: string, work: object = {}) =>
  (await ask.post(`/review-items/${itemId}/check`, ines, work)).json<Check>();
const post = (itemId: string, body: object, as = ines) => ask.post(`/review-items/${itemId}/post`, as, body);
const edits = (values: Record<string, string>) => ({
  edits: Object.entries(values).map(([pointer, text]) => ({ pointer, text })),
});
const another = (account: string, change: Parameters<typeof aClaim>[0] = {}) =>
  aClaim({
    patientControlNumber: account,
    memberId: `M${account}`,
    patient: { lastName: `OF ${account}`, firstName: 'ADA', birthDate: null, sex: null },
    ...change,
  });

describe('correcting what is held', () => {
  it('finds the difference to the cent while typing, refuses what is off, posts what is right, and keeps before and after', async () => {
    const { documentId, items } = await office.takeIn(routinePaper());
    const [item] = items;
    expect(items).toHaveLength(1);
    const before = await check(item!.id);
    expect(before).toMatchObject({
      wouldPost: false,
      differences: [
        { level: 'line', pointer: '/payments/0/claims/1/lines/0', differenceCents: 100 },
        { level: 'claim', pointer: '/payments/0/claims/1', differenceCents: 100 },
      ],
      doubtful: [NUMBER, WRITE_OFF],
      matches: [{ claim: 1 }],
    });
    expect(before.reasons.map(({ code, mayStand }) => [code, mayStand])).toContainEqual(['line-out-of-balance', false]);

    const half = edits({ [NUMBER]: PRINTED.number, [WRITE_OFF]: '$45.50' });
    expect(await check(item!.id, half)).toMatchObject({
      values: { [WRITE_OFF]: '45.50' },
      differences: [{ differenceCents: 50 }, { differenceCents: 50 }],
      doubtful: [],
    });
    const refused = await post(item!.id, half);
    expect(refused.statusCode).toBe(422);
    expect(refused.json<{ detail: string }>().detail).toContain('$0.50');
    expect(await rowsOf('select 1 from correction')).toEqual([]);

    const right = edits({ [NUMBER]: PRINTED.number, [WRITE_OFF]: PRINTED.writeOff });
    const sure = await check(item!.id, right);
    expect(sure).toMatchObject({ wouldPost: true, reasons: [], differences: [], doubtful: [] });
    expect(await books(office.db)).toMatchObject({ cashCents: 16_800, unappliedCents: 8_400 });
    const posted = await post(item!.id, right);
    expect(posted.json()).toMatchObject({
      isChanged: true,
      message:
        'Payment 700100, claim 2 posted: $84.00 paid, $45.00 written off by contract, $21.00 owed by the patient. $84.00 is no longer unapplied.',
    });
    expect(await books(office.db)).toMatchObject({ cashCents: 16_800, unappliedCents: 0, differing: 0 });

    expect(await rowsOf('select pointer, before, after from correction order by id')).toEqual([
      { pointer: NUMBER, before: 'ICNHFC-1OO2', after: PRINTED.number },
      { pointer: WRITE_OFF, before: 4600, after: 4500 },
    ]);
    const [trail] = await rowsOf(`select detail from audit where action = 'resolved' and subject = $1`, [
      `review-item:${item!.id}`,
    ]);
    expect(trail).toMatchObject({
      detail: {
        changes: [{ pointer: NUMBER }, { pointer: WRITE_OFF, before: 4600, after: 4500 }],
        at: '/payments/0/claims/1',
      },
    });
    expect(JSON.stringify(trail)).not.toContain('ICNHFC');
    const shown = (await ask.get(`/remittances/${documentId}`, ines)).json<Record<string, unknown>>();
    expect(shown).toMatchObject({
      state: 'posted',
      differences: [],
      corrections: [
        { before: 'ICNHFC-1OO2', after: PRINTED.number, by: 'Ines' },
        { before: '$46.00', after: '$45.00' },
      ],
      items: [{ isOpen: false, note: '2 corrected', resolvedBy: 'Ines' }],
    });
    expect(
      await rowsOf(`select document #>> '{fields,${WRITE_OFF},via}' as via from remittance_document where id = $1`, [
        documentId,
      ]),
    ).toEqual([{ via: 'reviewer' }]);
    await expect(office.db.query('update correction set after = null')).rejects.toThrow('only ever added');
  });

  it('lets a doubtful field pass once a person has compared it, and only then', async () => {
    const ours = another('HFC-21');
    await office.bill([ours]);
    const payment = aPayment([anAnswer(ours)], { number: '700210' });
    const paid = '/payments/0/claims/0/paidCents';
    const fields = { ...sourcesOf(payment), [paid]: { confidence: 0.6, via: 'ocr' as const } };
    const { items } = await office.takeIn({ payment, fields, words: [] });
    expect(await check(items[0]!.id)).toMatchObject({ wouldPost: false, doubtful: [paid] });
    expect((await post(items[0]!.id, {})).statusCode).toBe(422);
    expect((await post(items[0]!.id, { confirmed: [paid] })).json()).toMatchObject({ isChanged: true });
    expect(await rowsOf('select resolution_note as note from review_item where id = $1', [items[0]!.id])).toEqual([
      { note: '1 compared with the page' },
    ]);
  });

  it('maps a payer’s own code once, and forgets it when the rest is refused', async () => {
    const ours = another('HFC-31');
    await office.bill([ours]);
    const answer = anAnswer(ours);
    const [line] = answer.lines;
    const coded = { ...line!.adjustments[0]!, group: null, reason: null, printedCode: 'X7' };
    const payment = aPayment([{ ...answer, lines: [{ ...line!, adjustments: [coded, line!.adjustments[1]!] }] }], {
      number: '700310',
    });
    const { items } = await office.takeIn({
      payment,
      fields: sourcesOf(payment),
      words: [],
      legend: { X7: 'Zebra clause' },
    });
    const [item] = items;
    expect((await check(item!.id)).codes[0]).toEqual({
      pointer: '/payments/0/claims/0/lines/0/adjustments/0',
      printedCode: 'X7',
      legend: 'Zebra clause',
      group: null,
      reason: null,
    });
    const remember = [{ code: 'X7', group: 'CO', reason: '45', text: 'Zebra clause' }];
    const wrong = { remember, ...edits({ '/payments/0/claims/0/lines/0/paidCents': '1' }) };
    expect((await post(item!.id, wrong)).statusCode).toBe(422);
    expect(await rowsOf('select 1 from remembered_code')).toEqual([]);
    expect((await check(item!.id, { remember })).codes[0]).toMatchObject({ group: 'CO', reason: '45' });
    expect((await post(item!.id, { remember })).statusCode).toBe(200);
    expect(await rowsOf('select printed_code as code, group_code || reason as means from remembered_code')).toEqual([
      { code: 'X7', means: 'CO45' },
    ]);
    const codes = (await ask.get('/adjustment-codes', ines)).json<{ reasons: { code: string; groups: string[] }[] }>();
    expect(codes.reasons.find(({ code }) => code === '45')?.groups).toEqual(['CO', 'PR']);
  });

  it('shows the claims that could be meant and why, leaves a trail of it, and posts to the one that is chosen', async () => {
    const twins = ['HFC-41', 'HFC-42'].map((account) =>
      another(account, { memberId: 'M4', patient: first.patient, serviceFrom: '2026-03-03', serviceTo: '2026-03-03' }),
    );
    const [, secondId] = await office.bill(twins);
    const lost = anAnswer(twins[1]!, { patientControlNumber: null, payerClaimControlNumber: 'ICN42' });
    const payment = aPayment([lost], { number: '700410' });
    const { items } = await office.takeIn({ payment, fields: sourcesOf(payment), words: [] });
    const [item] = items;
    expect(await check(item!.id)).toMatchObject({ matches: [{ claim: 0, claimId: null, candidates: 2 }] });
    const asked = await ask.post(`/review-items/${item!.id}/candidates`, ines, { work: {}, claim: 0 });
    const { candidates } = asked.json<{ candidates: { claimId: string; account: string; keys: object[] }[] }>();
    expect(candidates.map(({ account }) => account).toSorted()).toEqual(['HFC-41', 'HFC-42']);
    expect(candidates[0]!.keys).toContainEqual({
      label: 'Service date',
      agreement: 'same',
      ours: '03/03/2026',
      theirs: '03/03/2026',
    });
    expect(await rowsOf(`select detail from audit where action = 'candidates-viewed'`)).toMatchObject([
      { detail: { claims: expect.arrayContaining([secondId]) } },
    ]);
    const chosen = [{ claim: 0, claimId: secondId }];
    expect((await post(item!.id, { chosen })).statusCode).toBe(200);
    expect(
      await rowsOf('select claim_id as id from payment_claim where state = $1 and claim_id = $2', [
        'released',
        secondId,
      ]),
    ).toHaveLength(1);
  });

  it('adds a line that was missed and takes out one that is not there, and posts the payment whole', async () => {
    const [line] = first.lines;
    const ours = another('HFC-51', {
      lines: [line!, { ...line!, procedure: '99214', billedCents: 5000 }],
      billedCents: 20_000,
    });
    await office.bill([ours]);
    const answer = anAnswer(ours);
    const [one, two] = answer.lines;
    const payment = aPayment([{ ...answer, lines: [{ ...two!, procedure: '00000' }, one!] }], {
      number: '700510',
      amountCents: 99_900,
    });
    const { items } = await office.takeIn({ payment, fields: sourcesOf(payment), words: [] });
    const [item] = items;
    const at = '/payments/0/claims/0/lines';
    const added = {
      [`${at}/2/procedure`]: '99214',
      [`${at}/2/serviceDate`]: '09/14/26',
      [`${at}/2/units`]: '1',
      [`${at}/2/billedCents`]: '50',
      [`${at}/2/paidCents`]: '28',
    };
    const shares = {
      [`${at}/2/adjustments/0/group`]: 'co',
      [`${at}/2/adjustments/0/reason`]: '45',
      [`${at}/2/adjustments/0/amountCents`]: '15',
      [`${at}/2/adjustments/1/group`]: 'PR',
      [`${at}/2/adjustments/1/reason`]: '2',
      [`${at}/2/adjustments/1/amountCents`]: '7',
    };
    const work = { ...edits({ '/payments/0/amountCents': '112.00', ...added, ...shares }), removed: [`${at}/0`] };
    expect(await check(item!.id, { ...work, removed: [] })).toMatchObject({
      differences: expect.arrayContaining([expect.objectContaining({ level: 'charges', differenceCents: -5000 })]),
    });
    expect(await check(item!.id, work)).toMatchObject({ wouldPost: true, differences: [] });
    expect((await post(item!.id, work)).json<{ message: string }>().message).toBe(
      'Payment 700510 posted: $112.00 paid, $60.00 written off by contract, $28.00 owed by the patient.',
    );
    expect(
      await rowsOf('select before is null as added, after is null as removed from correction where pointer = $1', [
        `${at}/0`,
      ]),
    ).toEqual([{ added: false, removed: true }]);
  });

  it('keeps everybody to their item, and tells the second of two', async () => {
    const ours = [another('HFC-61'), another('HFC-62')] as const;
    await office.bill(ours);
    const { documentId, items } = await office.takeIn(routinePaper('700610', ours));
    const waits = items[0]!;
    const elsewhere = edits({ '/payments/0/amountCents': '1.00' });
    expect((await check(waits.id, elsewhere)).faults).toEqual([
      { pointer: '/payments/0/amountCents', message: 'This value cannot be changed here.' },
    ]);
    const unread = await check(waits.id, edits({ '/payments/0/claims/1/paidCents': 'eighty' }));
    expect(unread.faults[0]?.message).toContain('no amount');
    expect((await post(waits.id, elsewhere)).statusCode).toBe(422);

    await ask.post(`/review-items/${waits.id}/claim`, lee);
    const late = await post(waits.id, { note: 'mine' });
    expect([late.statusCode, late.json<{ detail: string }>().detail]).toEqual([
      409,
      expect.stringContaining('Lee is working on this item'),
    ]);
    const seen = (await ask.get(`/remittances/${documentId}`, ines)).json<{ items: { holder: unknown }[] }>();
    expect(seen.items).toContainEqual(
      expect.objectContaining({ holder: expect.objectContaining({ by: 'Lee', isMine: false }) }),
    );
    await ask.post(`/review-items/${waits.id}/resolve`, lee, { note: 'asked the payer' });
    expect((await ask.post(`/review-items/${waits.id}/check`, ines)).statusCode).toBe(409);

    const words = await ask.get(`/remittances/${documentId}/pages/1/words`, ines);
    expect(words.json()).toMatchObject({
      words: expect.arrayContaining([{ text: PRINTED.writeOff, box: [500, 460, 60, 20] }]),
    });
    const small = await ask.get(`/remittances/${documentId}/pages/1/thumbnail`, ines);
    expect(small.headers).toMatchObject({ 'content-type': 'image/webp', 'cache-control': 'no-store' });
    expect(
      await rowsOf(`select detail from audit where action = 'page-viewed' and subject = $1 order by id`, [
        `remittance:${documentId}`,
      ]),
    ).toEqual([{ detail: { page: 1, words: true } }, { detail: { page: 1, isSmall: true } }]);
    for (const path of ['pages/1/words', 'pages/1/thumbnail'])
      expect((await ask.get(`/remittances/${documentId}/${path}`)).statusCode).toBe(401);
    for (const verb of ['check', 'candidates', 'post'])
      expect((await ask.post(`/review-items/${waits.id}/${verb}`, {})).statusCode).toBe(401);
  });
});
