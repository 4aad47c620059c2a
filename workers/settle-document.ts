/** Whether a document is done with, from what became of its payments; a document without payments needs a person. */
import type { Query } from '../adapters/query.ts';
import { isExceptionCode } from '../domain/exceptions.ts';
import type { RemittanceDocument } from '../domain/remittance.ts';
import { openReviewItems } from '../review/items.ts';
import { NO_WORK } from './stage.ts';

/** @param tx the transaction that changed a payment, or one of its own. Safe to run again. */
export async function settleDocument(
  tx: Query,
  documentId: string,
  document: Pick<RemittanceDocument, 'payments' | 'exceptions' | 'source'>,
  now: Date,
): Promise<'posted' | 'review' | 'refused'> {
  if (document.payments.length === 0) return refuse(tx, documentId, document, now);
  return settleFromRows(tx, documentId, now);
}

/** Posted once no payment of it, no claim and no question waits. */
export async function settleFromRows(tx: Query, documentId: string, now: Date): Promise<'posted' | 'review'> {
  const { rows } = await tx.query<{ state: 'posted' | 'review' }>(
    `update remittance_document d set code = null, message = null, ended_at = coalesce(d.ended_at, $2),
       state = case when exists (select 1 from payment where document_id = d.id and state in ('part', 'held'))
         or exists (select 1 from review_item where document_id = d.id and resolution is null) then 'review' else 'posted' end
     where d.id = $1 and d.state <> 'arranged' returning state`,
    [documentId, now],
  );
  return rows[0]?.state ?? 'review';
}

async function refuse(
  tx: Query,
  documentId: string,
  { exceptions = [] }: Pick<RemittanceDocument, 'exceptions'>,
  now: Date,
): Promise<'refused'> {
  const [first] = exceptions;
  const message =
    first?.detail ?? 'No payment was found in this document: it is no remittance, or one that cannot be read.';
  const code = first && isExceptionCode(first.code) ? first.code : 'not-a-remittance';
  const { rowCount } = await tx.query(
    `update remittance_document set state = 'refused', code = $2, message = $3, ended_at = $4 where id = $1 and state not in ('refused', 'arranged')`,
    [documentId, code, message, now],
  );
  if (rowCount === 1) {
    const item = { ...NO_WORK, code, message, subject: `document:${documentId}`, documentId };
    await openReviewItems(tx, [item], now);
  }
  return 'refused';
}
