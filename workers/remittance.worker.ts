/** Binds the remittance queues to the document and page jobs; OCR engines start with the first page that needs one. */
import { availableParallelism } from 'node:os';
import { openOcrPool } from '../adapters/ocr/index.ts';
import type { Running } from '../adapters/queues.ts';
import { openPageFiles } from './page-files.ts';
import { runDocumentJob } from './read-document.ts';
import { runPageJob } from './read-page.ts';
import type { Stores } from './stores.ts';

export async function startRemittanceWorker(stores: Stores): Promise<Running> {
  const { settings, queues, documents } = stores;
  const pool = openOcrPool({ size: settings.ocrWorkers ?? availableParallelism(), engine: settings.ocrEngine });
  const files = openPageFiles(documents, pool);
  const hands = { pool, files };
  const worker = await queues.remittances.work({
    document: (id) => runDocumentJob(stores, hands, id),
    page: (id) => runPageJob(stores, hands, id),
    lockMs: settings.jobLockMs,
    pagesAtOnce: pool.size,
  });
  return {
    async close() {
      await worker.close();
      await files.close();
      await pool.close();
    },
  };
}
