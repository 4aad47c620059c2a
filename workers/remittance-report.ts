/** What became of one document, read back from its rows. */
import type { DocumentState } from '../adapters/document-rows.ts';
import { findPaymentAt } from '../adapters/remittances.ts';
import { reportOf } from './posting-report.ts';
import type { PaymentReport } from './posting-report.ts';
import type { Stores } from './stores.ts';

export interface RemittanceReport {
  readonly document: string;
  readonly kind: 'paper-eob' | 'era-835' | 'not-a-remittance' | null;
  readonly state: DocumentState;
  readonly code: string | null;
  /** For a person; null when nothing stands in the way. */
  readonly message: string | null;
  readonly pages: { readonly done: number; readonly total: number } | null;
  readonly payments: readonly PaymentReport[];
}

interface Row {
  kind: RemittanceReport['kind'];
  state: DocumentState;
  code: string | null;
  message: string | null;
  total: number | null;
  done: number;
  payments: number;
}

/** @param isNew whether this delivery of the file made the document: else nothing was done, and the payments say so. */
export async function remittanceReport(
  { db, settings }: Stores,
  id: string,
  isNew: boolean,
): Promise<RemittanceReport> {
  const { rows } = await db.query<Row>(
    `select d.kind, d.state, d.code, d.message, d.page_count as total,
       (select count(*)::int from remittance_page p where p.document_id = d.id and p.state <> 'waiting') as done,
       (select count(*)::int from payment p where p.document_id = d.id) as payments
     from remittance_document d where d.id = $1`,
    [id],
  );
  const row = rows[0];
  if (!row) throw new Error('There is no such remittance document.');
  const payments: PaymentReport[] = [];
  for (let place = 0; payments.length < row.payments; place += 1) {
    const payment = await findPaymentAt(db, id, place);
    if (payment) payments.push(await reportOf(db, payment, { isNew, timeZone: settings.timeZone }));
  }
  const { kind, state, code, message } = row;
  const pages = row.total ? { done: row.done, total: row.total } : null;
  return { document: id, kind, state, code, message, pages, payments };
}
