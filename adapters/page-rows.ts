/** Pages of a remittance document as rows: each is read by itself, so that a killed worker loses at most one. */
import type { ExceptionCode } from '../domain/exceptions.ts';
import type { QuarterTurn } from '../domain/page-arrangement.ts';
import type { PageSight, Word } from '../domain/page.ts';
import type { Query } from './query.ts';

export interface TakenPage {
  readonly documentId: string;
  readonly page: number;
  readonly attempt: number;
  readonly tries: number;
  /** Of the file. */
  readonly sha256: string;
  /** In the file, from 1. */
  readonly filePage: number;
  /** As a person set it; null: to be found out. */
  readonly turn: QuarterTurn | null;
}

export interface KeptPage {
  readonly page: number;
  /** In the file, from 1. */
  readonly filePage: number;
  readonly state: 'waiting' | 'seen' | 'blank' | 'failed';
  readonly code: ExceptionCode | null;
  readonly message: string | null;
  readonly sight: PageSight | null;
  readonly imageFile: string | null;
  readonly fingerprint: string | null;
}

/** @param jobId `<document>.<page>`. @returns null when the page was read already or its document has ended. */
export async function takePage(db: Query, jobId: string): Promise<TakenPage | null> {
  const [documentId, page] = jobId.split('.');
  const { rows } = await db.query<TakenPage>(
    `update remittance_page p set attempt = p.attempt + 1 from remittance_document d left join remittance_document f on f.id = d.file_id
     where p.document_id = $1 and p.page = $2 and p.state = 'waiting' and d.id = p.document_id and d.state = 'reading'
     returning p.document_id as "documentId", p.page, p.attempt, p.tries, coalesce(f.sha256, d.sha256) as sha256,
       coalesce(p.file_page, p.page) as "filePage", p.turn`,
    [documentId, Number(page)],
  );
  return rows[0] ?? null;
}

/** @returns false when another attempt has the page: its picture is then to be discarded. */
export async function storeSight(
  tx: Query,
  taken: TakenPage,
  seen: { sight: PageSight; imageFile: string; fingerprint: string },
  now: Date,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update remittance_page set state = $4, sight = $5, image_file = $6, seen_at = $7, fingerprint = $8, code = null, message = null
     where document_id = $1 and page = $2 and attempt = $3 and state = 'waiting'`,
    [
      taken.documentId,
      taken.page,
      taken.attempt,
      seen.sight.kind === 'printed' ? 'seen' : 'blank',
      JSON.stringify(seen.sight),
      seen.imageFile,
      now,
      seen.fingerprint,
    ],
  );
  return rowCount === 1;
}

/** @param fault what stopped it, without patient data. @param isOver ends the page; else it is tried again. */
export async function failPage(
  tx: Query,
  taken: TakenPage,
  fault: { readonly code: ExceptionCode; readonly message: string },
  isOver: boolean,
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `update remittance_page set tries = tries + 1, code = $4, message = $5,
       state = case when $6 then 'failed' else state end
     where document_id = $1 and page = $2 and attempt = $3 and state = 'waiting'`,
    [taken.documentId, taken.page, taken.attempt, fault.code, fault.message, isOver],
  );
  return rowCount === 1;
}

/** @returns every page of a document in order. */
export async function pagesOf(db: Query, documentId: string): Promise<KeptPage[]> {
  const { rows } = await db.query<KeptPage>(
    `select page, coalesce(file_page, page) as "filePage", state, code, message, sight, image_file as "imageFile", fingerprint from remittance_page where document_id = $1 order by page`,
    [documentId],
  );
  return rows;
}

/** @returns the words of one page with their boxes, or null when the page was not seen. */
export async function wordsOfPage(db: Query, documentId: string, page: number): Promise<readonly Word[] | null> {
  const { rows } = await db.query<{ words: Word[] | null }>(
    `select sight -> 'words' as words from remittance_page where document_id = $1 and page = $2`,
    [documentId, page],
  );
  return rows[0]?.words ?? null;
}
