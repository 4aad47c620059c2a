/** The list of remittance documents, newest first, a page at a time. */
import type { DocumentSource } from '../../adapters/document-rows.ts';
import type { Desk } from '../desk.ts';
import { remittanceTextOf } from '../remittance-texts.ts';
import type { DocumentState, RemittanceListQuery, RemittanceRow } from './remittance-schema.ts';

export interface StoredDocument {
  id: string;
  name: Uint8Array;
  kind: RemittanceRow['kind'];
  mediaType: string | null;
  source: DocumentSource;
  state: DocumentState;
  code: string | null;
  message: string | null;
  receivedAt: Date;
  pageCount: number | null;
  pagesDone: number;
  payers: (string | null)[];
  numbers: (string | null)[];
  amountCents: number | null;
  claims: number;
  postedClaims: number;
  openItems: number;
}

export const DOCUMENTS = `select d.id, d.file_name as name, d.kind, d.media_type as "mediaType", d.source, d.state, d.code, d.message,
    d.received_at as "receivedAt", d.page_count as "pageCount",
    (select count(*)::int from remittance_page g where g.document_id = d.id and g.state <> 'waiting') as "pagesDone",
    array(select distinct p -> 'payer' ->> 'name' from jsonb_array_elements(d.document -> 'payments') p) as payers,
    array(select p ->> 'number' from jsonb_array_elements(d.document -> 'payments') p) as numbers,
    (select sum((p ->> 'amountCents')::bigint)::bigint from jsonb_array_elements(d.document -> 'payments') p) as "amountCents",
    coalesce((select sum(jsonb_array_length(p -> 'claims'))::int from jsonb_array_elements(d.document -> 'payments') p), 0) as claims,
    (select count(*)::int from payment_claim c join payment p on p.id = c.payment_id
      where p.document_id = d.id and c.state <> 'held') as "postedClaims",
    (select count(*)::int from review_item r where r.document_id = d.id and r.resolution is null) as "openItems"
  from remittance_document d`;

const STATES: Record<RemittanceListQuery['state'], string> = {
  all: 'true',
  working: `d.state in ('received', 'reading')`,
  waiting: `(d.state = 'failed' or exists (select 1 from review_item r where r.document_id = d.id and r.resolution is null))`,
  done: `d.state in ('read', 'posted', 'review', 'refused')
    and not exists (select 1 from review_item r where r.document_id = d.id and r.resolution is null)`,
};

/** @returns one page and the cursor of the next, null at the end. */
export async function listRemittances(
  desk: Desk,
  ask: RemittanceListQuery,
): Promise<{ remittances: RemittanceRow[]; next: string | null }> {
  const after = ask.cursor ? readCursor(ask.cursor) : null;
  const { rows } = await desk.db.query<StoredDocument>(
    `${DOCUMENTS} where ${STATES[ask.state]}
       and ($1::timestamptz is null or (d.received_at, d.id) < ($1::timestamptz, $2::uuid))
     order by d.received_at desc, d.id desc limit ${ask.limit + 1}`,
    [after?.at ?? null, after?.id ?? null],
  );
  const page = rows.slice(0, ask.limit);
  const last = page.at(-1);
  return {
    remittances: page.map((row) => asRemittanceRow(desk, row)),
    next: last && rows.length > page.length ? writeCursor(last) : null,
  };
}

export function asRemittanceRow(desk: Desk, row: StoredDocument): RemittanceRow {
  const { name, code, pageCount, pagesDone, ...rest } = row;
  return {
    ...rest,
    fileName: name.length > 0 ? desk.documents.openName(row.id, name) : 'no longer kept',
    progress: pageCount ? { done: pagesDone, total: pageCount } : null,
    receivedAt: row.receivedAt.toISOString(),
    message: row.message ?? (code ? remittanceTextOf(code).title : null),
    payers: row.payers.filter((payer) => payer !== null),
    numbers: row.numbers.filter((number) => number !== null),
  };
}

const writeCursor = (row: { receivedAt: Date; id: string }): string =>
  Buffer.from(`${row.receivedAt.toISOString()} ${row.id}`).toString('base64url');

/** @returns null for a text that is none of our cursors: the list then begins at its start. */
function readCursor(cursor: string): { at: string; id: string } | null {
  const match = /^(\d{4}-[\dT:.-]+Z) ([\da-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!match?.[1] || !match[2] || Number.isNaN(Date.parse(match[1]))) return null;
  return { at: match[1], id: match[2] };
}
