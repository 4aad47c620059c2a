/** Files whose pages a person arranged: the documents of a file, making one of some pages, setting one aside. */
import { randomUUID } from 'node:crypto';
import type { PageSight } from '../domain/page.ts';
import { pagesInWords, partKey } from '../domain/page-arrangement.ts';
import type { PlacedPage, QuarterTurn } from '../domain/page-arrangement.ts';
import type { DocumentState } from './document-rows.ts';
import type { Documents } from './documents.ts';
import type { Query } from './query.ts';
import { sha256 } from './vault.ts';

/** A page where it stands now, or stood before. */
export interface FilePage {
  readonly documentId: string;
  /** In that document, from 1. */
  readonly page: number;
  /** In the file, from 1. */
  readonly filePage: number;
  /** As it was read; null before that. */
  readonly turn: QuarterTurn | null;
  readonly size: Pick<PageSight, 'width' | 'height'> | null;
  readonly hasImage: boolean;
  readonly isBlank: boolean;
}

/** A payment as it was read on a document of the file. */
export interface FilePayment {
  readonly id: string;
  readonly number: string | null;
  /** Something of it is, or was, in the ledger. */
  readonly hasPosted: boolean;
  /** Of the file; empty when it is not known where it stands. */
  readonly pages: readonly number[];
}

export interface FileDocument {
  readonly id: string;
  readonly state: DocumentState;
  readonly payments: readonly FilePayment[];
  readonly pages: readonly FilePage[];
}

export interface ArrangedFile {
  readonly id: string;
  readonly fileName: string;
  /** False: its keeping time is over, and no page of it can be read again. */
  readonly isKept: boolean;
  readonly sha256: string;
  /** Null for an 835, and before the file was opened. */
  readonly pageCount: number | null;
  /** How often it was arranged. */
  readonly version: number;
  /** Those that count now, in the order of their first page. */
  readonly documents: readonly FileDocument[];
  /** Every page of every document of the file, set aside or not. */
  readonly pages: readonly FilePage[];
}

interface FileRow {
  id: string;
  fileName: Uint8Array;
  sha256: string;
  pageCount: number | null;
  version: number;
}

const FILE = '(select coalesce(file_id, id) from remittance_document where id = $1)';
const FAMILY = `(select d.id from remittance_document d where ${FILE} in (d.id, d.file_id))`;

/**
 * Holds a file, its documents, their payments and items until the transaction's end: nobody else arranges, decides or posts
 * meanwhile. In the order in which decisions lock.
 */
export async function lockFile(tx: Query, id: string): Promise<void> {
  await tx.query(`select 1 from review_item where document_id in ${FAMILY} order by id for update`, [id]);
  await tx.query(`select 1 from payment where document_id in ${FAMILY} order by id for update`, [id]);
  await tx.query(`select 1 from remittance_document where id in ${FAMILY} order by id for update`, [id]);
}

/**
 * @param id the document that came with the file, or a part of it.
 * @returns null when there is no such document.
 */
export async function findArrangedFile(db: Query, documents: Documents, id: string): Promise<ArrangedFile | null> {
  const { rows } = await db.query<FileRow>(
    `select d.id, d.file_name as "fileName", d.sha256,
       (select nullif(count(*), 0)::int from remittance_page g where g.document_id = d.id) as "pageCount",
       (select count(*)::int from page_arrangement a where a.file_id = d.id) as version
     from remittance_document d
     where d.id = ${FILE}`,
    [id],
  );
  const file = rows[0];
  if (!file) return null;
  const all = await documentsOf(db, file.id);
  const last = await lastArrangement(db, file.id);
  const standing = all
    .filter(({ state }) => state !== 'arranged')
    .map((each) => ({ ...each, pages: ownPages(each, last) }));
  return {
    ...file,
    isKept: file.fileName.length > 0,
    fileName: file.fileName.length > 0 ? documents.openName(file.id, file.fileName) : 'no longer kept',
    documents: standing.toSorted((a, b) => placeIn(last, a) - placeIn(last, b)),
    pages: all.flatMap(({ pages }) => pages),
  };
}

/** As they were laid. */
const placeIn = (last: ArrangementRow | null, { id }: FileDocument): number =>
  last?.parts.findIndex(({ documentId }) => documentId === id) ?? 0;

/** A document that keeps what is posted may have given other pages away. */
function ownPages({ id, pages }: FileDocument, last: ArrangementRow | null): readonly FilePage[] {
  const part = last?.parts.find(({ documentId }) => documentId === id);
  return part ? pages.filter(({ filePage }) => part.pages.some(({ page }) => page === filePage)) : pages;
}

async function documentsOf(db: Query, fileId: string): Promise<FileDocument[]> {
  const { rows } = await db.query<Pick<FileDocument, 'id' | 'state'>>(
    `select id, state from remittance_document where $1 in (id, file_id) order by state = 'arranged', received_at, id`,
    [fileId],
  );
  const { rows: pages } = await db.query<FilePage>(
    `select g.document_id as "documentId", g.page, coalesce(g.file_page, g.page) as "filePage",
       coalesce((g.sight ->> 'turned')::int, g.turn) as turn, g.image_file is not null as "hasImage", g.state = 'blank' as "isBlank",
       case when g.sight is not null then jsonb_build_object('width', g.sight -> 'width', 'height', g.sight -> 'height') end as size
     from remittance_page g join remittance_document d on d.id = g.document_id where $1 in (d.id, d.file_id) order by g.page`,
    [fileId],
  );
  const { rows: payments } = await db.query<FilePayment & { documentId: string }>(
    `select p.id, p.document_id as "documentId", p.number, exists (select 1 from posting g where g.payment_id = p.id) as "hasPosted",
       array(select distinct coalesce(g.file_page, g.page)
         from jsonb_each(d.document -> 'fields') f join remittance_page g on g.document_id = d.id and g.page = (f.value ->> 'page')::int
         where f.key like '/payments/' || p.place || '/%' order by 1) as pages
     from payment p join remittance_document d on d.id = p.document_id
     where $1 in (d.id, d.file_id) and p.state <> 'withdrawn' order by p.place`,
    [fileId],
  );
  return rows.map((row) => ({
    ...row,
    pages: pages.filter(({ documentId }) => documentId === row.id),
    payments: payments.filter(({ documentId }) => documentId === row.id),
  }));
}

/**
 * Makes a document of some pages of a file, to be read and posted like any other. A page that was seen turned so before
 * is taken over as it was seen; every other is seen anew.
 * @returns its id.
 */
export async function insertPart(
  tx: Query,
  documents: Documents,
  file: ArrangedFile,
  pages: readonly PlacedPage[],
  now: Date,
): Promise<string> {
  const id = randomUUID();
  const name = documents.sealName(id, `${file.fileName}, ${pagesInWords(pages)}`);
  await tx.query(
    `insert into remittance_document
       (id, sha256, source, file_name, size_bytes, media_type, state, is_to_post, page_count, available_at, received_at, file_id)
     select $1, $3, source, $4, size_bytes, media_type, 'received', is_to_post, $5, $6, received_at, id
     from remittance_document where id = $2`,
    [id, file.id, sha256(`${file.sha256} ${partKey(pages)}`), name, pages.length, now],
  );
  for (const [at, placed] of pages.entries()) {
    const seen = file.pages.find((page) => isSeenSo(page, placed));
    await tx.query(
      `insert into remittance_page (document_id, page, state, file_page, turn) values ($1, $2, 'waiting', $3, $4)`,
      [id, at + 1, placed.page, placed.turn],
    );
    if (!seen) continue;
    await tx.query(
      `update remittance_page g set state = s.state, sight = jsonb_set(s.sight, '{page}', to_jsonb(g.page)), image_file = s.image_file,
         fingerprint = s.fingerprint, seen_at = s.seen_at
       from remittance_page s where g.document_id = $1 and g.page = $2 and s.document_id = $3 and s.page = $4`,
      [id, at + 1, seen.documentId, seen.page],
    );
  }
  return id;
}

const isSeenSo = (page: FilePage, { page: filePage, turn }: PlacedPage): boolean =>
  page.filePage === filePage && page.hasImage && page.size !== null && (turn === null || page.turn === turn);

/** What keeps payments from being withdrawn. */
export interface Ties {
  /** Another document was taken for the same payment and relies on this one. */
  readonly isReliedOn: boolean;
  /** What was decided about one waits for a second person. */
  readonly isProposed: boolean;
}

export async function tiesOf(tx: Query, paymentIds: readonly string[]): Promise<Ties> {
  const { rows } = await tx.query<Ties>(
    `select exists (select 1 from payment where same_as = any($1::uuid[]) and not id = any($1::uuid[])) as "isReliedOn",
       exists (select 1 from approval where payment_id = any($1::uuid[]) and state = 'proposed') as "isProposed"`,
    [paymentIds],
  );
  return rows[0] ?? { isReliedOn: false, isProposed: false };
}

/** Payments of which nothing was posted: they stay to be looked at, and count no more. */
export async function withdrawPayments(tx: Query, paymentIds: readonly string[]): Promise<void> {
  await tx.query(
    `update payment set state = 'withdrawn', identity = null, same_as = null where id = any($1::uuid[]) and state in ('held', 'attached')`,
    [paymentIds],
  );
}

/** Documents whose pages are read in others from now on; what was read on them stays to be looked at. */
export async function setAside(tx: Query, documentIds: readonly string[], now: Date): Promise<void> {
  await tx.query(
    `update remittance_document set state = 'arranged', code = null, message = null, ended_at = $2 where id = any($1::uuid[])`,
    [documentIds, now],
  );
}

export interface ArrangementRow {
  readonly number: number;
  readonly parts: readonly { readonly documentId: string; readonly pages: readonly PlacedPage[] }[];
  readonly leftOut: readonly number[];
}

export async function insertArrangement(
  tx: Query,
  fileId: string,
  { number, parts, leftOut }: ArrangementRow,
  by: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `insert into page_arrangement (file_id, number, parts, left_out, arranged_by, arranged_at) values ($1, $2, $3, $4, $5, $6)`,
    [fileId, number, JSON.stringify(parts), JSON.stringify(leftOut), by, now],
  );
}

/** Who arranged a file last, and when; null when nobody did. */
export async function lastArrangement(
  db: Query,
  fileId: string,
): Promise<(ArrangementRow & { readonly by: string; readonly at: Date }) | null> {
  const { rows } = await db.query<ArrangementRow & { by: string; at: Date }>(
    `select a.number, a.parts, a.left_out as "leftOut", r.name as by, a.arranged_at as at
     from page_arrangement a join reviewer r on r.id = a.arranged_by where a.file_id = $1 order by a.number desc limit 1`,
    [fileId],
  );
  return rows[0] ?? null;
}
