import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { receiveDocument } from '../../adapters/document-rows.ts';
import { startFolderWorker } from '../../workers/folder.worker.ts';
import type { Stores } from '../../workers/stores.ts';
import { startRemittanceWorker } from '../../workers/remittance.worker.ts';
import { paperEob } from '../builders/paper-eob.ts';
import { aClaim } from '../builders/claims.ts';
import { anAnswer, aPayment } from '../builders/remittances.ts';
import { ownStores } from '../stores.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const bytes = paperEob(aPayment([anAnswer(aClaim())]));
const STABLE_MS = 100;

async function watched() {
  const folder = `/tmp/claimwright-watched-${process.pid}-${Math.random().toString(36).slice(2)}`;
  await mkdir(folder);
  const own = await ownStores('embedded', { environment: { REMIT_FOLDER: folder } });
  const { stores } = own;
  closing.push(() => own.close());
  const start = async () => {
    const running = await startFolderWorker(stores, STABLE_MS);
    let isClosed = false;
    const stop = async () => {
      if (!isClosed) await running?.close();
      isClosed = true;
    };
    closing.push(stop);
    return stop;
  };
  return { folder, stores, start, path: (name: string) => join(folder, name) };
}

const documents = async ({ db }: Stores) => (await db.query('select 1 from remittance_document')).rows.length;

it('takes complete files in, puts away what it cannot read with the reason, and leaves what is half written', async () => {
  const { folder, stores, start, path } = await watched();
  const worker = await startRemittanceWorker(stores);
  closing.push(() => worker.close());
  await writeFile(path('before.pdf'), bytes);
  // Somebody who may write here points at what only we may read.
  const elsewhere = `${folder}-elsewhere.pdf`;
  await writeFile(elsewhere, bytes);
  closing.push(() => rm(elsewhere));
  await symlink(elsewhere, path('link.pdf'));
  await start();
  await writeFile(path('notes.csv'), 'a,b\n1,2\n');
  await writeFile(path('locked.pdf'), '%PDF-1.4\nnothing that opens');
  for (const name of ['.hidden.pdf', 'scan.pdf.part', '~lock.tmp']) await writeFile(path(name), bytes);
  await vi.waitUntil(() => readdirSync(path('refused')).length === 6 && existsSync(path('done/before.pdf')), {
    timeout: 50_000,
  });
  expect(readFileSync(path('refused/notes.csv.txt'), 'utf8')).toMatch(/neither a scan .* nor an 835/);
  expect(readFileSync(path('refused/link.pdf.txt'), 'utf8')).toMatch(/Put the file itself here/);
  expect(readFileSync(path('refused/locked.pdf.txt'), 'utf8')).toMatch(/broken|cannot be opened/);
  await writeFile(path('again.pdf'), bytes);
  await vi.waitUntil(() => existsSync(path('done/again.pdf')), { timeout: 50_000 });
  expect(await documents(stores)).toBe(2);
  expect(readdirSync(path('')).toSorted()).toEqual(['.hidden.pdf', 'done', 'refused', 'scan.pdf.part', '~lock.tmp']);
});

it('after a kill between the row and the move, moves the file and takes nothing twice', async () => {
  const { stores, start, path } = await watched();
  await writeFile(path('eob.pdf'), bytes);
  // As a process leaves it that died in between.
  const file = { fileName: 'eob.pdf', bytes, mediaType: 'application/pdf', source: 'folder', isToPost: true } as const;
  await receiveDocument(stores, file);
  const stop = await start();
  await stop();
  await start();
  await vi.waitUntil(() => existsSync(path('done/eob.pdf')), { timeout: 50_000 });
  expect(await documents(stores)).toBe(1);
});
