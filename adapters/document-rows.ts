/** Remittance documents as rows: received once by their hash, taken by one attempt at a time, ended under its guard. */
import { randomUUID } from 'node:crypto';
import { remittanceDocumentSchema } from '../domain/remittance.ts';
import type { RemittanceDocument } from '../domain/remittance.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import type { Documents } from './documents.ts';
import type { Query } from './query.ts';
import type { TreeJob } from './remittance-queue.ts';
import { sha256 } from './vault.ts';

/** `arranged`: set aside, a person arranged its pages anew into other documents. */
export type DocumentState = 'received' | 'reading' | 'read' | 'posted' | 'review' | 'failed' | 'refused' | 'arranged';
export type DocumentSource = 'cli' | 'folder' | 'api';

export interface Received {
  readonly id: string;
  /** False: the same bytes were here before; nothing is done with them again. */
  readonly isNew: boolean;
  readonly state: DocumentState;
  readonly receivedAt: Date;
}

export interface TakenDocument {
  readonly id: string;
  /** Of the file; of a part, of the file's hash and its list of pages. */
  readonly sha256: string;
  /** Under which the file's bytes are kept. */
  readonly fileSha256: string;
  /** A person has put the pages in their order. */
  readonly isArranged: boolean;
  readonly fileName: string;
  readonly state: 'received' | 'reading' | 'read';
  readonly isToPost: boolean;
  /** Rises by one each time a worker takes the document: the fence of everything written for it. */
  readonly attempt: number;
  readonly tries: number;
  readonly pageCount: number | null;
}

type Fence = Pick<TakenDocument, 'id' | 'attempt'>;

/**
 * Keeps a file and its row. The row comes last: what has a row has its bytes.
 * @param file `fileName` as the sender named it, without a folder.
 */
export async function receiveDocument(
  { db, documents, clock }: { db: Database; documents: Documents; clock: Clock },
  file: { fileName: string; bytes: Uint8Array; mediaType: string; source: DocumentSource; isToPost: boolean },
): Promise<Received> {
  const hash = sha256(file.bytes);
  const before = await findByHash(db, hash);
  if (before) return { ...before, isNew: false };
  await documents.keep(hash, file.bytes);
  const [id, now] = [randomUUID(), clock.now()];
  const { rowCount } = await db.query(
    `insert into remittance_document
       (id, sha256, source, file_name, size_bytes, media_type, state, is_to_post, available_at, received_at)
     values ($1, $2, $3, $4, $5, $6, 'received', $7, $8, $8) on conflict (sha256) where state <> 'arranged' do nothing`,
    [
      id,
      hash,
      file.source,
      documents.sealName(id, file.fileName),
      file.bytes.length,
      file.mediaType,
      file.isToPost,
      now,
    ],
  );
  if (rowCount === 1) return { id, isNew: true, state: 'received', receivedAt: now };
  const winner = await findByHash(db, hash);
  if (!winner) throw new Error('A remittance document vanished while it was received.');
  return { ...winner, isNew: false };
}

async function findByHash(db: Query, hash: string): Promise<Omit<Received, 'isNew'> | null> {
  const { rows } = await db.query<Omit<Received, 'isNew'>>(
    'select id, state, received_at as "receivedAt" from remittance_document where sha256 = $1',
    [hash],
  );
  return rows[0] ?? null;
}

/** @returns null when the document has ended or is not there. */
export async function takeDocument(
  db: Query,
  documents: Documents,
  id: string,
  now: Date,
): Promise<TakenDocument | null> {
  const { rows } = await db.query<Omit<TakenDocument, 'fileName'> & { name: Uint8Array }>(
    `update remittance_document set attempt = attempt + 1, started_at = $2, code = null,
       state = case when state = 'received' then 'reading' else state end
     where id = $1 and state in ('received', 'reading', 'read')
     returning id, sha256, coalesce((select f.sha256 from remittance_document f where f.id = remittance_document.file_id), sha256) as "fileSha256",
       file_id is not null as "isArranged", state, is_to_post as "isToPost", attempt, tries, page_count as "pageCount", file_name as name`,
    [id, now],
  );
  const row = rows[0];
  if (!row) return null;
  const { name, ...rest } = row;
  return { ...rest, fileName: documents.openName(id, name) };
}

/** The file was opened: its pages become rows, each to be read by itself. @returns false when another attempt has it. */
export async function layOutPages(tx: Query, document: Fence, count: number): Promise<boolean> {
  const { rowCount } = await tx.query('update remittance_document set page_count = $3 where id = $1 and attempt = $2', [
    document.id,
    document.attempt,
    count,
  ]);
  if (rowCount !== 1) return false;
  await tx.query(
    `insert into remittance_page (document_id, page, state) select $1, n, 'waiting' from generate_series(1, $2::int) n
     on conflict do nothing`,
    [document.id, count],
  );
  return true;
}

/** Stores what was read. @returns false when another attempt has the document. */
export async function storeReading(tx: Query, taken: Fence, document: RemittanceDocument, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update remittance_document set state = 'read', kind = $3, page_count = $4, document = $5, read_at = $6, message = null
     where id = $1 and attempt = $2 and state in ('reading', 'read')`,
    [taken.id, taken.attempt, document.source.kind, document.source.pages, JSON.stringify(document), now],
  );
  return rowCount === 1;
}

export interface DocumentEnding {
  readonly state: 'received' | 'reading' | 'read' | 'failed' | 'refused' | 'review';
  readonly code: string | null;
  readonly message: string | null;
  readonly availableAt?: Date;
  readonly triesSpent: 0 | 1;
}

/** @returns false when another attempt has the document: then nothing may be written for this one. */
export async function endDocument(tx: Query, taken: Fence, ending: DocumentEnding, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update remittance_document set state = $3, code = $4, message = $5, tries = tries + $6,
       available_at = coalesce($7, available_at),
       ended_at = case when $3 in ('failed', 'refused', 'review') then $8::timestamptz end
     where id = $1 and attempt = $2 and state in ('received', 'reading', 'read')`,
    [
      taken.id,
      taken.attempt,
      ending.state,
      ending.code,
      ending.message,
      ending.triesSpent,
      ending.availableAt ?? null,
      now,
    ],
  );
  return rowCount === 1;
}

/** Tries again what the machine failed at, pages too. @returns false when the document did not fail. */
export async function retryDocument(tx: Query, id: string, now: Date): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update remittance_document set state = case when document is null then 'received' else 'read' end, tries = 0,
       code = null, message = null, ended_at = null, available_at = $2
     where id = $1 and state = 'failed'`,
    [id, now],
  );
  if (rowCount !== 1) return false;
  await tx.query(
    `update remittance_page set state = 'waiting', tries = 0, code = null, message = null where document_id = $1 and state = 'failed'`,
    [id],
  );
  return true;
}

/** The name of a page's job: the document and the number. */
export const pageJobId = (documentId: string, page: number): string => `${documentId}.${page}`;

/** Every document and page that a job should be running or about to run. */
export async function openTree(db: Query, onlyDocument?: string): Promise<TreeJob[]> {
  const { rows } = await db.query<{ id: string; availableAt: Date; pages: number[] }>(
    `select d.id, d.available_at as "availableAt",
       coalesce((select array_agg(p.page order by p.page) from remittance_page p
         where p.document_id = d.id and p.state = 'waiting'), '{}') as pages
     from remittance_document d
     where d.state in ('received', 'reading', 'read') and not (d.state = 'read' and not d.is_to_post)
       and ($1::uuid is null or d.id = $1)
     order by d.received_at, d.id`,
    [onlyDocument ?? null],
  );
  return rows.flatMap(({ id, availableAt, pages }): TreeJob[] => [
    { id, parentId: null, availableAt },
    ...pages.map((page): TreeJob => ({ id: pageJobId(id, page), parentId: id, availableAt })),
  ]);
}

/** @returns the stored remittance/1 of a document, null before it was read. */
export async function loadReading(db: Query, id: string): Promise<RemittanceDocument | null> {
  const { rows } = await db.query<{ document: unknown }>('select document from remittance_document where id = $1', [
    id,
  ]);
  return rows[0]?.document ? remittanceDocumentSchema.parse(rows[0].document) : null;
}
