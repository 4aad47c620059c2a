/**
 * A posting process for fault tests: posts every document that was read, in an order of its own, and ends by itself.
 * It writes one line to the file POSTED for each payment that it posted.
 */
import { appendFileSync } from 'node:fs';
import { readSettings } from '../../config/settings.ts';
import { postDocument } from '../../workers/post.ts';
import { openStores } from '../../workers/stores.ts';

const { POSTED = '', QUEUE_PREFIX = '' } = process.env;

const stores = await openStores(readSettings(), { command: 'start', prefix: QUEUE_PREFIX });
for (;;) {
  const { rows } = await stores.db.query<{ id: string }>(
    `select id from remittance_document where state = 'read' order by sha256 limit 20`,
  );
  if (rows.length === 0) break;
  for (const { id } of rows) {
    const { payments } = await postDocument(stores, id);
    for (const { isNew } of payments) appendFileSync(POSTED, isNew ? 'new\n' : 'known\n');
  }
}
await stores.close();
