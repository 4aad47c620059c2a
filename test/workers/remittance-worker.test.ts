import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { receiveDocument } from '../../adapters/document-rows.ts';
import { pagesOf, storeSight, takePage } from '../../adapters/page-rows.ts';
import { remittanceTypeOf } from '../../adapters/remittance-file.ts';
import { remittanceTo835 } from '../../domain/x12/remittance-to-835.ts';
import { reconcileRemittances } from '../../workers/reconcile-remittances.ts';
import { remittanceReport } from '../../workers/remittance-report.ts';
import { startRemittanceWorker } from '../../workers/remittance.worker.ts';
import { openStores } from '../../workers/stores.ts';
import type { Stores } from '../../workers/stores.ts';
import { eobPages, paperEob } from '../builders/paper-eob.ts';
import { aPdf } from '../builders/pdf.ts';
import { anAnswer, aPayment, manyPayments } from '../builders/remittances.ts';
import { addReviewer } from '../../adapters/reviewers.ts';
import { deskOf } from '../../cli/office.ts';
import { arrangePages } from '../../review/arranging.ts';
import { startProgram } from '../faults/process.ts';
import { COMBINATIONS, ownPlace, ownStores } from '../stores.ts';
import { bill, books } from './posting-desk.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** Nine claims, so that the paper has three pages. */
const { claims } = manyPayments(9, 11);
const nine = claims.slice(0, 9);
const payment = aPayment(
  nine.map((claim) => anAnswer(claim)),
  { number: '501190', method: 'CHK' },
);
const paper = paperEob(payment);

const receive = (stores: Stores, bytes: Buffer, fileName = 'Ostrand Mara.pdf') =>
  receiveDocument(stores, {
    fileName,
    bytes,
    mediaType: remittanceTypeOf(bytes) ?? '',
    source: 'api',
    isToPost: true,
  });

async function workUntilEnded(stores: Stores, ...ids: string[]): Promise<void> {
  const worker = await startRemittanceWorker(stores);
  try {
    await reconcileRemittances(stores);
    await vi.waitUntil(
      async () => {
        const { rows } = await stores.db.query(
          `select 1 from remittance_document where id = any($1::uuid[]) and state in ('received', 'reading', 'read')`,
          [ids],
        );
        return rows.length === 0;
      },
      { timeout: 50_000, interval: 50 },
    );
  } finally {
    await worker.close();
  }
}

/** The embedded stores are worked by the tests below. */
describe.each(COMBINATIONS.filter((one) => one !== 'embedded'))('a remittance worker on %s', (combination) => {
  it('reads a paper EOB page by page, posts it to the cent, and keeps no word of it in the clear', async () => {
    const own = await ownStores(combination);
    const { stores, place } = own;
    closing.push(() => own.close());
    await bill(stores, nine);
    const { id } = await receive(stores, paper);
    await workUntilEnded(stores, id);

    const report = await remittanceReport(stores, id, true);
    expect(report).toMatchObject({ kind: 'paper-eob', state: 'posted', pages: { done: 3, total: 3 } });
    expect(report.payments).toMatchObject([{ state: 'posted', claimsPosted: 9, unappliedCents: 0 }]);
    expect(await books(stores.db)).toMatchObject({ cashCents: payment.amountCents, differing: 0 });
    expect((await pagesOf(stores.db, id)).map(({ page, state }) => [page, state])).toEqual([
      [1, 'seen'],
      [2, 'seen'],
      [3, 'seen'],
    ]);
    const folder = join(place.settings.dataFolder, 'documents');
    const files = readdirSync(folder);
    expect(files).toHaveLength(4);
    for (const file of files) {
      const bytes = readFileSync(join(folder, file));
      // Whole signatures: three letters alone come up by chance in a megabyte of sealed bytes.
      const clear = ['%PDF-1.', 'PNG\r\n\x1a\n', 'OSTRAND'].filter((mark) => bytes.includes(mark));
      expect(clear, file).toEqual([]);
    }
  });
});

describe('a remittance worker', () => {
  it('takes a killed page up again: the dead attempt can write nothing any more', async () => {
    const own = await ownStores('embedded');
    const { stores } = own;
    closing.push(() => own.close());
    await bill(stores, nine);
    const { id } = await receive(stores, paper);
    // As a worker leaves it that died in the middle of page 2.
    await stores.db.query(`update remittance_document set state = 'reading', page_count = 3 where id = $1`, [id]);
    await stores.db.query(
      `insert into remittance_page (document_id, page, state) select $1, n, 'waiting' from generate_series(1, 3) n`,
      [id],
    );
    const dead = await takePage(stores.db, `${id}.2`);
    await workUntilEnded(stores, id);
    expect(await remittanceReport(stores, id, true)).toMatchObject({ state: 'posted' });
    const [, second] = await pagesOf(stores.db, id);
    const late = { sight: second!.sight!, imageFile: 'late.bin', fingerprint: '' };
    expect(await storeSight(stores.db, dead!, late, stores.clock.now())).toBe(false);
  });

  it('loses at most one page when its process is killed, and posts once', { timeout: 90_000 }, async () => {
    const place = await ownPlace('Redis and PostgreSQL', { JOB_LOCK_SECONDS: '1', OCR_WORKERS: '1' });
    closing.push(() => place.remove());
    const withStores = async <T>(body: (stores: Stores) => Promise<T>): Promise<T> => {
      const stores = await openStores(place.settings, { command: 'test', prefix: place.prefix });
      try {
        return await body(stores);
      } finally {
        await stores.close();
      }
    };
    const id = await withStores(async (stores) => {
      await bill(stores, nine);
      return (await receive(stores, paper)).id;
    });
    const environment = { ...place.environment, QUEUE_PREFIX: place.prefix };
    const start = () => startProgram('test/faults/remittance-process.ts', [], { environment });
    const first = start();
    closing.push(async () => first.kill('SIGKILL'));
    await vi.waitUntil(() => Number(first.out().trim().split('\n').at(-1)) >= 1, { timeout: 40_000, interval: 5 });
    first.kill('SIGKILL');
    await first.ended;
    expect(await start().ended).toMatchObject({ code: 0, err: '' });
    await withStores(async (stores) => {
      const { rows } = await stores.db.query<{ attempts: number }>(
        'select sum(attempt)::int as attempts from remittance_page where document_id = $1',
        [id],
      );
      expect(rows[0]!.attempts).toBeLessThanOrEqual(4);
      expect(await books(stores.db)).toMatchObject({ payments: 1, cashCents: payment.amountCents, differing: 0 });
      expect(await remittanceReport(stores, id, true)).toMatchObject({ state: 'posted' });
    });
  });

  it('holds a payment that does not add up, refuses what is none, and posts a good 835 beside them', async () => {
    const own = await ownStores('embedded');
    const { stores } = own;
    closing.push(() => own.close());
    await bill(stores, nine);
    const small = aPayment([anAnswer(nine[0]!)], { number: '501191', method: 'CHK' });
    const off = paperEob(small, { amountCents: small.amountCents! + 100 });
    const letter = aPdf([[{ x: 72, y: 90, text: 'Dear Office, please note our new telephone number.' }]]);
    const era = Buffer.from(
      remittanceTo835(payment, { today: '2026-11-20', controlNumber: 1, contact: { name: 'PAYER' } }),
    );
    const half = era.subarray(0, era.length / 2);
    const ids: string[] = [];
    for (const bytes of [off, letter, era, half]) ids.push((await receive(stores, bytes)).id);
    await workUntilEnded(stores, ...ids);
    const states = [];
    for (const id of ids) states.push(await remittanceReport(stores, id, true));
    expect(states.map(({ state }) => state)).toEqual(['review', 'refused', 'posted', 'refused']);
    expect(states[1]).toMatchObject({ code: 'not-a-remittance' });
    expect(states[3]).toMatchObject({ code: 'file-refused' });
    expect(await books(stores.db)).toMatchObject({ payments: 1, cashCents: payment.amountCents, differing: 0 });
    const { rows } = await stores.db.query<{ subject: string }>(
      `select split_part(subject, ':', 1) as subject from review_item where document_id = any($1::uuid[]) order by 1`,
      [ids],
    );
    expect(new Set(rows.map(({ subject }) => subject))).toEqual(new Set(['document', 'payment']));
  });

  it('reads pages anew as a person has laid them, each part by itself, and posts each payment once', async () => {
    const own = await ownStores('embedded');
    const { stores } = own;
    closing.push(() => own.close());
    await bill(stores, nine);
    const paid = (from: number, to: number, number: string) =>
      aPayment(
        nine.slice(from, to).map((claim) => anAnswer(claim)),
        { number, method: 'CHK' },
      );
    const [long, short] = [paid(0, 5, '501195'), paid(5, 6, '501196')];
    const [top, foot] = eobPages(long);
    const [one] = eobPages(short);
    // The second page of one payment lies behind a broken page and another payment.
    const { id } = await receive(stores, aPdf([foot!, [], one!, top!]));
    // As a worker leaves it that failed at a page.
    await stores.db.query(`update remittance_document set state = 'failed', page_count = 4 where id = $1`, [id]);
    await stores.db.query(
      `insert into remittance_page (document_id, page, state) select $1, n, 'failed' from generate_series(1, 4) n`,
      [id],
    );
    await addReviewer(stores.db, 'dana', 'correct horse battery staple', stores.clock.now(), 'biller');
    const { rows } = await stores.db.query<{ id: string }>('select id from reviewer');
    const dana = { id: rows[0]!.id, name: 'dana', role: 'biller' as const };
    const place = (page: number) => ({ page, turn: null });
    const order = { version: 0, parts: [[place(4), place(1)], [place(3)]] };
    const done = await arrangePages(deskOf(stores), dana, id, order);
    const parts = done.outcome === 'arranged' ? done.documents.map((each) => each.id) : [];
    await workUntilEnded(stores, ...parts);
    const reports = [];
    for (const part of parts) reports.push(await remittanceReport(stores, part, true));
    expect(reports).toMatchObject([
      { state: 'posted', pages: { total: 2 }, payments: [{ number: '501195', claimsPosted: 5 }] },
      { state: 'posted', pages: { total: 1 }, payments: [{ number: '501196', claimsPosted: 1 }] },
    ]);
    expect(await arrangePages(deskOf(stores), dana, id, { ...order, version: 1 })).toMatchObject({ isChanged: false });
    expect(await arrangePages(deskOf(stores), dana, id, { version: 1, parts: [[place(1)]] })).toMatchObject({
      outcome: 'refused',
      why: 'Payment 501195 is in the ledger, and what was posted cannot be split: pages 4, 1 stay together as they are.',
    });
    expect(await receive(stores, aPdf([foot!, [], one!, top!]))).toMatchObject({ id, isNew: false });
    expect(await books(stores.db)).toMatchObject({
      payments: 2,
      cashCents: long.amountCents! + short.amountCents!,
      differing: 0,
    });
  });

  it('knows the same bytes again under another name', async () => {
    const own = await ownStores('embedded');
    const { stores } = own;
    closing.push(() => own.close());
    const first = await receive(stores, paper);
    const second = await receive(stores, paper, 'copy.pdf');
    expect(second).toMatchObject({ id: first.id, isNew: false });
    expect((await stores.db.query('select 1 from remittance_document')).rows).toHaveLength(1);
  });
});
