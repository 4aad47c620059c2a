/** `claimwright remit post`: files through the stores and the queue; waits, and says what posted and what is held. */
import { setTimeout as rest } from 'node:timers/promises';
import { receiveDocument } from '../../adapters/document-rows.ts';
import type { Received } from '../../adapters/document-rows.ts';
import { openInputFile } from '../../adapters/input-file.ts';
import { dayIn, formatUsDate } from '../../domain/dates.ts';
import { repeat } from '../../workers/main.ts';
import { requireRemittance } from '../../adapters/remittance-file.ts';
import { reconcileRemittances } from '../../workers/reconcile-remittances.ts';
import { remittanceReport } from '../../workers/remittance-report.ts';
import type { RemittanceReport } from '../../workers/remittance-report.ts';
import { startRemittanceWorker } from '../../workers/remittance.worker.ts';
import type { Stores } from '../../workers/stores.ts';
import { remittanceTextOf } from '../../review/remittance-texts.ts';
import { sayFailure } from '../failure.ts';
import type { ExitCode } from '../failure.ts';
import { progress, say, sayAside, sayJson } from '../output.ts';
import { withStores } from '../with-stores.ts';

interface Sent extends Received {
  readonly file: string;
}
type Answer = (RemittanceReport & { file: string; isNew: boolean }) | { file: string; refused: string };

const POLL_MS = 100;
const ENDED = new Set(['posted', 'review', 'failed', 'refused', 'read', 'arranged']);

export async function postFiles(files: readonly string[], options: { json?: boolean }): Promise<void> {
  await withStores('remit post', async (stores) => {
    const codes: ExitCode[] = [];
    const answers: Answer[] = [];
    const sent: Sent[] = [];
    for (const path of files) {
      try {
        const { fileName, bytes } = await openInputFile(path);
        const mediaType = requireRemittance({ fileName, bytes });
        const file = { fileName, bytes, mediaType, source: 'cli', isToPost: true } as const;
        sent.push({ file: fileName, ...(await receiveDocument(stores, file)) });
      } catch (error) {
        // One bad file does not keep the others out.
        codes.push(sayFailure(error));
        answers.push({ file: path, refused: (error as Error).message });
      }
    }
    await work(stores, sent);
    for (const one of sent) {
      const report = await remittanceReport(stores, one.id, one.isNew);
      codes.push(codeOf(report));
      answers.push({ file: one.file, isNew: one.isNew, ...report });
      if (!options.json) print(one, report, stores.settings.timeZone);
    }
    if (options.json) sayJson({ files: answers });
    process.exitCode = Math.max(0, ...codes);
  });
}

function codeOf({ state, payments }: RemittanceReport): ExitCode {
  if (state === 'failed') return 3;
  return state === 'posted' && payments.every(({ state: of }) => of === 'posted' || of === 'attached') ? 0 : 1;
}

/** Works the queue meanwhile, so that it also posts where no worker runs. */
async function work(stores: Stores, sent: readonly Sent[]): Promise<void> {
  const open = async () => (await states(stores, sent)).filter(({ state }) => !ENDED.has(state));
  if ((await open()).length === 0) return;
  const watch = progress();
  const worker = await startRemittanceWorker(stores);
  const reconcile = () => reconcileRemittances(stores).then(() => undefined);
  const timer = repeat(reconcile, stores.settings.reconcileMs, () => undefined);
  try {
    await reconcile();
    for (let waiting = await open(); waiting.length > 0; waiting = await open()) {
      const [done, total] = [sumOf(waiting, (row) => row.done), sumOf(waiting, (row) => row.total)];
      const ofPages = total > 0 ? `, page ${done} of ${total}` : '';
      watch.show(`${sent.length - waiting.length} of ${sent.length} files done${ofPages} ...`);
      await rest(POLL_MS);
    }
  } finally {
    watch.end();
    await timer.stop();
    await worker.close();
  }
}

const sumOf = <T>(rows: readonly T[], of: (row: T) => number): number => rows.reduce((all, row) => all + of(row), 0);

async function states({ db }: Stores, sent: readonly Sent[]) {
  const { rows } = await db.query<{ state: string; done: number; total: number }>(
    `select d.state, coalesce(d.page_count, 0) as total,
       (select count(*)::int from remittance_page p where p.document_id = d.id and p.state <> 'waiting') as done
     from remittance_document d where d.id = any($1::uuid[])`,
    [sent.map(({ id }) => id)],
  );
  return rows;
}

function print({ file, isNew, receivedAt }: Sent, report: RemittanceReport, timeZone: string): void {
  const before = isNew
    ? ''
    : ` The same file was taken in on ${formatUsDate(dayIn(receivedAt, timeZone))} already; nothing was changed.`;
  say(`${file}: ${STATES[report.state]}.${before}`);
  if (report.code) sayAside(`  ${remittanceTextOf(report.code).title}: ${report.message ?? ''}`);
  for (const payment of report.payments) {
    say(`  ${payment.message}`);
    for (const code of payment.state === 'held' || payment.claimsHeld > 0 ? payment.codes : [])
      say(`    ${remittanceTextOf(code).title} - ${remittanceTextOf(code).whatToDo}`);
  }
}

const STATES: Record<RemittanceReport['state'], string> = {
  received: 'taken in',
  reading: 'being read',
  read: 'read, not posted',
  posted: 'posted',
  review: 'part or all of it waits for a person',
  failed: 'could not be worked; it is kept, try again',
  refused: 'refused',
  arranged: 'its pages are read in other documents',
};
