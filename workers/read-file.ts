/** Reads one remittance file and keeps nothing: no row, no job; page pictures rest sealed under a key that is forgotten. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDocuments } from '../adapters/documents.ts';
import type { InputFile } from '../adapters/input-file.ts';
import type { OcrPool } from '../adapters/ocr/index.ts';
import { markRepeats, openPages } from '../adapters/pages/index.ts';
import type { Fingerprinted, PageFile } from '../adapters/pages/index.ts';
import { requireRemittance } from '../adapters/remittance-file.ts';
import { openVault } from '../adapters/vault.ts';
import type { RemittanceDocument } from '../domain/remittance.ts';
import { readEraFile, readSights } from './reading.ts';
import type { Office } from './reading.ts';

export interface FileReading {
  readonly pool: OcrPool;
  readonly office: Office;
  /** Told after each page. */
  readonly onPage: (done: number, total: number) => void;
}

/** @throws FileRefusal, X12Refusal or WorkException file-refused, each a sentence for the person who sent it. */
export async function readRemittanceFile(file: InputFile, reading: FileReading): Promise<RemittanceDocument> {
  if (requireRemittance(file) === 'application/edi-x12') return readEraFile(file, reading.office);
  const pages = await openPages(file.bytes, { pool: reading.pool });
  const shelf = await openShelf();
  try {
    const seen = await seeAll(pages, shelf, reading);
    return await readSights(file, markRepeats(seen), (page) => shelf.get(page), reading);
  } finally {
    await pages.close();
    await shelf.remove();
  }
}

/** As many pages at once as there are engines: a long scan needs no more memory than a short one. */
async function seeAll(pages: PageFile, shelf: Shelf, { pool, onPage }: FileReading): Promise<Fingerprinted[]> {
  const seen: Fingerprinted[] = [];
  let next = 1;
  let fault: unknown = null;
  const hand = async () => {
    while (next <= pages.count && fault === null) {
      const page = next++;
      const { image, ...rest } = await pages.sight(page);
      await shelf.put(page, image);
      seen.push(rest);
      onPage(seen.length, pages.count);
    }
  };
  const hands = Array.from({ length: pool.size }, () => hand().catch((error: unknown) => void (fault ??= error)));
  await Promise.all(hands);
  if (fault !== null) throw fault;
  return seen;
}

interface Shelf {
  put(page: number, image: Buffer): Promise<void>;
  get(page: number): Promise<Buffer>;
  remove(): Promise<void>;
}

async function openShelf(): Promise<Shelf> {
  const folder = await mkdtemp(join(tmpdir(), 'claimwright-read-'));
  const masterKey = randomBytes(32).toString('base64');
  const vault = await openVault({ masterKey, masterKeyFile: undefined, dataFolder: folder, mayMakeKey: false });
  const documents = openDocuments({ folder, vault, keepDays: 1 });
  const names = new Map<number, string>();
  return {
    async put(page, image) {
      names.set(page, await documents.keepImage('page', page, 1, image));
    },
    async get(page) {
      const image = await documents.openImage(names.get(page) ?? '');
      if (!image) throw new Error('The picture of a page vanished while its file was read.');
      return image;
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
