/**
 * One document job, parent of its pages: opens the file, lays out its pages and rests until they are seen;
 * then reads, stores and posts. An 835 has no pages and goes straight on.
 */
import { endDocument, layOutPages, openTree, storeReading, takeDocument } from '../adapters/document-rows.ts';
import type { TakenDocument } from '../adapters/document-rows.ts';
import { faultOf } from '../adapters/log.ts';
import { pagesOf } from '../adapters/page-rows.ts';
import type { KeptPage } from '../adapters/page-rows.ts';
import type { ParentVerdict } from '../adapters/job.ts';
import { markRepeats } from '../adapters/pages/index.ts';
import { remittanceTypeOf } from '../adapters/remittance-file.ts';
import { policyOf, WorkException } from '../domain/exceptions.ts';
import type { RemittanceDocument } from '../domain/remittance.ts';
import { openReviewItem } from '../review/items.ts';
import { postDocument } from './post.ts';
import { refusalOf } from './read-page.ts';
import type { ReadingHands } from './read-page.ts';
import { readEraFile, readSights } from './reading.ts';
import type { PaperHands } from './reading.ts';
import type { Stores } from './stores.ts';

const TRIES = 4;
/** Our own stores get hours: the document is not to blame. */
const TRIES_OF_STORES = 40;
const LONGEST_BACKOFF_MS = 10 * 60_000;

export type DocumentHands = ReadingHands & PaperHands;

/** Runs one document's job. Never rejects: when our own stores are gone the job comes back later. */
export async function runDocumentJob(stores: Stores, hands: DocumentHands, id: string): Promise<ParentVerdict> {
  try {
    const taken = await takeDocument(stores.db, stores.documents, id, stores.clock.now());
    if (!taken) return { kind: 'ack' };
    try {
      return await advance(stores, hands, taken);
    } catch (error) {
      return await settleFault(stores, taken, refusalOf(error));
    }
  } catch (error) {
    stores.log.error(
      { document: id, fault: faultOf(error) },
      'a document could not be loaded or written; it comes back',
    );
    return { kind: 'again', at: new Date(stores.clock.now().getTime() + stores.settings.retryMs) };
  }
}

async function advance(stores: Stores, hands: DocumentHands, taken: TakenDocument): Promise<ParentVerdict> {
  if (taken.state !== 'read') {
    const document = await read(stores, hands, taken);
    if (!document) return { kind: 'after-children' };
    if (!(await storeReading(stores.db, taken, document, stores.clock.now()))) return { kind: 'ack' };
  }
  if (taken.isToPost) await postDocument(stores, taken.id);
  return { kind: 'ack' };
}

/** @returns null while pages are still to be seen. */
async function read(stores: Stores, hands: DocumentHands, taken: TakenDocument): Promise<RemittanceDocument | null> {
  if (taken.pageCount === null) {
    const bytes = await stores.documents.open(taken.fileSha256);
    if (bytes && remittanceTypeOf(bytes) === 'application/edi-x12') return readEraFile({ ...taken, bytes }, stores);
    const count = await hands.files.use(taken.fileSha256, async (file) => file.count);
    const isMine = await stores.db.transaction((tx) => layOutPages(tx, taken, count));
    if (!isMine) return null;
  }
  const pages = await pagesOf(stores.db, taken.id);
  if (pages.some(({ state }) => state === 'waiting')) {
    const tree = await openTree(stores.db, taken.id);
    await stores.queues.remittances.enqueue(tree.filter(({ parentId }) => parentId !== null));
    return null;
  }
  requireWhole(pages);
  const imageOf = new Map(pages.map(({ page, imageFile }) => [page, imageFile]));
  const image = async (page: number): Promise<Buffer> => {
    const name = imageOf.get(page);
    const found = name ? await stores.documents.openImage(name) : null;
    if (!found) throw new WorkException('adapter-unavailable', 'The picture of a page is not in the documents folder.');
    return found;
  };
  const seen = pages.flatMap(({ sight, fingerprint }) => (sight ? [{ sight, fingerprint: fingerprint ?? '' }] : []));
  const reading = { pool: hands.pool, office: stores, isOrderGiven: taken.isArranged };
  return readSights(taken, markRepeats(seen), image, reading);
}

/** A document without one of its pages is never read: a total or a reversal may stand on it. */
function requireWhole(pages: readonly KeptPage[]): void {
  const failed = pages.find(({ state }) => state === 'failed');
  if (failed)
    throw new WorkException(
      failed.code ?? 'unexpected',
      `Page ${failed.page} of ${pages.length} could not be read: ${failed.message ?? 'no reason was kept'}`,
    );
}

async function settleFault(stores: Stores, taken: TakenDocument, fault: WorkException): Promise<ParentVerdict> {
  const now = stores.clock.now();
  const policy = policyOf(fault.code);
  const tries = fault.code === 'adapter-unavailable' ? TRIES_OF_STORES : TRIES;
  const said = { code: fault.code, message: fault.message };
  const { cause } = fault.details;
  const note = { document: taken.id, code: fault.code, fault: cause ? faultOf(cause) : undefined };
  if (policy.retry !== 'never' && taken.tries + 1 < tries) {
    const backoff = Math.min(stores.settings.retryMs * 2 ** taken.tries, LONGEST_BACKOFF_MS) * (0.5 + Math.random());
    const at = new Date(now.getTime() + backoff);
    stores.log.info(note, 'a document could not be read; it comes back');
    await endDocument(stores.db, taken, { ...said, state: taken.state, availableAt: at, triesSpent: 1 }, now);
    return { kind: 'again', at };
  }
  const isMachine = policy.outcome === 'failed';
  if (isMachine) stores.log.error(note, 'a document could not be read; its tries are spent');
  else stores.log.info(note, 'a document is refused');
  await stores.db.transaction(async (tx) => {
    const state = isMachine ? 'failed' : 'refused';
    if (!(await endDocument(tx, taken, { ...said, state, triesSpent: 1 }, now))) return;
    const item = { portal: null, workItemId: null, loginId: null, evidenceId: null };
    await openReviewItem(tx, { ...item, ...said, subject: `document:${taken.id}`, documentId: taken.id }, now);
  });
  return isMachine ? { kind: 'fail', code: fault.code } : { kind: 'ack' };
}
