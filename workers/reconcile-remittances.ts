/** Makes the remittance queues follow the rows. */
import { openTree } from '../adapters/document-rows.ts';
import type { Stores } from './stores.ts';

/** Adds the job of any open document or page that has none. @returns how many were added. */
export async function reconcileRemittances({ db, queues }: Stores): Promise<number> {
  const lost = await queues.remittances.missing(await openTree(db));
  await queues.remittances.enqueue(lost);
  return lost.length;
}
