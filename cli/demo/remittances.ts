/** The demo's second job: the practice's mail is taken in, read, posted, and compared with what the payers paid. */
import { setTimeout as rest } from 'node:timers/promises';
import { importClaims } from '../../adapters/claims.ts';
import { receiveDocument } from '../../adapters/document-rows.ts';
import { requireRemittance } from '../../adapters/remittance-file.ts';
import { sha256 } from '../../adapters/vault.ts';
import { dayIn } from '../../domain/dates.ts';
import { reconcile } from '../../workers/reconcile.ts';
import type { Stores } from '../../workers/stores.ts';
import { progress, sayAside } from '../output.ts';
import { openPress } from './press.ts';
import { makeBatch } from './remittance-batch.ts';
import type { Batch, BatchDocument } from './remittance-batch.ts';
import { scoreRemittances } from './remittance-score.ts';
import type { RemittanceScore } from './remittance-score.ts';

export async function runRemittances(stores: Stores, seed: number): Promise<RemittanceScore> {
  const today = dayIn(stores.clock.now(), stores.settings.timeZone);
  const batch = await printBatch(stores, seed, today);
  await billClaims(stores, batch);
  const sent = new Map<string, BatchDocument>();
  let again = 0;
  for (const document of batch.documents) {
    const { fileName, bytes } = document;
    const file = { fileName, bytes, mediaType: requireRemittance(document), source: 'folder', isToPost: true } as const;
    const { id, isNew } = await receiveDocument(stores, file);
    if (isNew) sent.set(id, document);
    else again += 1;
  }
  sayAside(`Took in ${sent.size} remittances for ${batch.claims.length} open claims; ${again} was here before.`);
  await reconcile(stores);
  await waitUntilRead(stores, [...sent.keys()]);
  return scoreRemittances(stores.db, sent);
}

async function printBatch({ settings }: Stores, seed: number, today: string): Promise<Batch> {
  const press = openPress(settings.chromiumPath);
  try {
    return await makeBatch(press, seed, today);
  } finally {
    await press.close();
  }
}

/** The claims that the payers answer, as the practice system billed them. */
async function billClaims({ db, clock }: Stores, { claims }: Batch): Promise<void> {
  const file = { sha256: sha256(JSON.stringify(claims)), fileName: 'open-claims' };
  const routed = claims.map((of) => ({ of, payer: of.payer.name, portal: null }));
  await db.transaction((tx) => importClaims(tx, file, routed, clock.now()));
}

async function waitUntilRead({ db }: Stores, ids: readonly string[]): Promise<void> {
  const watch = progress();
  for (;;) {
    const { rows } = await db.query<{ open: number }>(
      `select count(*)::int as open from remittance_document
       where id = any($1::uuid[]) and state in ('received', 'reading', 'read')`,
      [ids],
    );
    const open = rows[0]?.open ?? 0;
    if (open === 0) return watch.end();
    watch.show(`${ids.length - open} of ${ids.length} remittances read ...`);
    await rest(300);
  }
}
