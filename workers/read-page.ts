/** One page job: opens the document, sees the page, keeps its picture and its words under the attempt's guard. */
import { faultOf } from '../adapters/log.ts';
import { failPage, storeSight, takePage } from '../adapters/page-rows.ts';
import type { TakenPage } from '../adapters/page-rows.ts';
import type { Verdict } from '../adapters/queues.ts';
import { FileRefusal } from '../adapters/input-file.ts';
import { policyOf, WorkException } from '../domain/exceptions.ts';
import { X12Refusal } from '../domain/x12/refusal.ts';
import { classify } from './classify.ts';
import type { PageFiles } from './page-files.ts';
import type { Stores } from './stores.ts';

const TRIES = 3;
/** Our own stores get hours: the page is not to blame. */
const TRIES_OF_STORES = 40;

/** What a remittance worker reads with. */
export interface ReadingHands {
  readonly files: PageFiles;
}

/** Runs one page's job. Never rejects: when our own stores are gone the job comes back later. */
export async function runPageJob(stores: Stores, hands: ReadingHands, jobId: string): Promise<Verdict> {
  const again = () =>
    ({ kind: 'again', at: new Date(stores.clock.now().getTime() + stores.settings.retryMs) }) as const;
  try {
    const taken = await takePage(stores.db, jobId);
    if (!taken) return { kind: 'ack' };
    try {
      await seePage(stores, hands, taken);
      return { kind: 'ack' };
    } catch (error) {
      const isOver = await settleFault(stores, taken, refusalOf(error));
      return isOver ? { kind: 'ack' } : again();
    }
  } catch (error) {
    stores.log.error({ page: jobId, fault: faultOf(error) }, 'a page could not be loaded or written; it comes back');
    return again();
  }
}

async function seePage({ db, documents, clock }: Stores, { files }: ReadingHands, taken: TakenPage): Promise<void> {
  const { page } = taken;
  const { sight: seen, ...rest } = await files.use(taken.sha256, (file) => file.sight(taken.filePage, taken.turn));
  const { image, fingerprint } = rest;
  const sight = { ...seen, page };
  const imageFile = await documents.keepImage(taken.documentId, page, taken.attempt, image);
  const isWritten = await storeSight(db, taken, { sight, imageFile, fingerprint }, clock.now());
  if (!isWritten) await documents.discardImage(imageFile);
}

/** @returns whether the page has ended: a file's own fault never gets better, the machine's may. */
async function settleFault(stores: Stores, taken: TakenPage, fault: WorkException): Promise<boolean> {
  const tries = fault.code === 'adapter-unavailable' ? TRIES_OF_STORES : TRIES;
  const isOver = policyOf(fault.code).retry === 'never' || taken.tries + 1 >= tries;
  await failPage(stores.db, taken, fault, isOver);
  const { cause } = fault.details;
  stores.log.info(
    { document: taken.documentId, page: taken.page, code: fault.code, fault: cause ? faultOf(cause) : undefined },
    'a page was not read',
  );
  return isOver;
}

/** The adapters refuse files by sentences for a person; the executor knows codes. */
export const refusalOf = (error: unknown): WorkException =>
  error instanceof FileRefusal || error instanceof X12Refusal
    ? new WorkException('file-refused', error.message, { cause: error })
    : classify(error);
