/** Takes remittance files out of the watched folder: the row first, then the move, so that no kill loses or doubles one. */
import { setTimeout as rest } from 'node:timers/promises';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { receiveDocument } from '../adapters/document-rows.ts';
import { FileRefusal } from '../adapters/input-file.ts';
import type { Running } from '../adapters/queues.ts';
import { requireRemittance } from '../adapters/remittance-file.ts';
import { watchFolder } from '../adapters/watched-folder.ts';
import type { Taken } from '../adapters/watched-folder.ts';
import { dayIn, formatUsDate } from '../domain/dates.ts';
import type { Stores } from './stores.ts';

const STABLE_MS = 2_000;
/** How long the file waits in the folder for a worker to take it up, and then to open it, before it is moved all the same. */
const TAKE_UP_MS = 5_000;
const OPEN_MS = 30_000;
const POLL_MS = 250;

/** @returns null when no folder is set. */
export async function startFolderWorker(stores: Stores, stableMs = STABLE_MS): Promise<Running | null> {
  const { settings, log } = stores;
  if (!settings.remitFolder) return null;
  const closing = new AbortController();
  const folder = await watchFolder({
    folder: settings.remitFolder,
    take: (path) => takeFile(stores, path, closing.signal),
    log,
    stableMs,
    againMs: settings.reconcileMs,
  });
  return {
    close: () => {
      closing.abort();
      return folder.close();
    },
  };
}

async function takeFile(stores: Stores, path: string, closing: AbortSignal): Promise<Taken> {
  const fileName = basename(path);
  const bytes = await readPlain(path, stores.settings.remitMaxBytes);
  if ('outcome' in bytes) return bytes;
  try {
    const mediaType = requireRemittance({ fileName: 'The file', bytes });
    const received = await receiveDocument(stores, { fileName, bytes, mediaType, source: 'folder', isToPost: true });
    if (!received.isNew && received.state !== 'received' && received.state !== 'reading') {
      const day = formatUsDate(dayIn(received.receivedAt, stores.settings.timeZone));
      return { outcome: 'done', note: `The same file was taken in on ${day} already; nothing was done with it again.` };
    }
    // Should the process end here, the reconciler adds the job, and the file is found again under its hash.
    await stores.queues.remittances.enqueue([{ id: received.id, parentId: null, availableAt: stores.clock.now() }]);
    return await lookedAt(stores, received.id, closing);
  } catch (error) {
    if (error instanceof FileRefusal) return { outcome: 'refused', why: error.message };
    throw error;
  }
}

/** A link could lead to what only we may read, and a pipe would never end: only a file itself is opened. */
async function readPlain(path: string, most: number): Promise<Buffer | Extract<Taken, { outcome: 'refused' }>> {
  const plain = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ELOOP' || error.code === 'ENXIO') return null;
      throw error;
    },
  );
  try {
    const about = await plain?.stat();
    if (!plain || !about?.isFile())
      return { outcome: 'refused', why: 'This is a link or a device. Put the file itself here.' };
    if (about.size > most)
      return {
        outcome: 'refused',
        why: `The file is larger than ${most / 1024 / 1024} MiB. Split it and put the parts here.`,
      };
    return await plain.readFile();
  } finally {
    await plain?.close();
  }
}

/** Waits until a worker has opened the file, so that one that cannot be read is put to the refused ones. */
async function lookedAt({ db, clock }: Stores, id: string, closing: AbortSignal): Promise<Taken> {
  const since = clock.now().getTime();
  while (!closing.aborted) {
    const { rows } = await db.query<{ state: string; message: string | null; isOpened: boolean }>(
      `select state, message, page_count is not null or document is not null as "isOpened"
       from remittance_document where id = $1`,
      [id],
    );
    const row = rows[0];
    if (row?.state === 'refused') return { outcome: 'refused', why: row.message ?? 'It could not be read.' };
    const most = row?.state === 'reading' ? OPEN_MS : TAKE_UP_MS;
    if (!row || row.isOpened || row.state === 'failed' || clock.now().getTime() - since > most) break;
    await rest(POLL_MS);
  }
  return { outcome: 'done', note: null };
}
