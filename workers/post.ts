/**
 * Posts what a document tells: each payment in one transaction, once, ever. Run again, after a kill, by two workers at once,
 * or for the same payment in another file, it changes nothing and says so.
 */
import { loadReading } from '../adapters/document-rows.ts';
import type { Query } from '../adapters/query.ts';
import { findPayment, findPaymentAt, insertPayment, lockNumber } from '../adapters/remittances.ts';
import type { StoredPayment } from '../adapters/remittances.ts';
import type { RemittanceDocument } from '../domain/remittance.ts';
import { planIn } from './plan-payment.ts';
import type { PostingOffice } from './plan-payment.ts';
import { reportOf } from './posting-report.ts';
import type { PaymentReport } from './posting-report.ts';
import { attach, bearerOf, giveWay } from './same-payment.ts';
import { settleDocument } from './settle-document.ts';
import { stage, stateOf } from './stage.ts';

export type { PaymentReport } from './posting-report.ts';

export interface PostingReport {
  readonly documentId: string;
  /** `review`: something waits for a person; `refused`: it is no remittance. */
  readonly state: 'posted' | 'review' | 'refused';
  readonly payments: readonly PaymentReport[];
}

/**
 * Plans and posts every payment of a document that was read.
 * @throws Error when the document is not there or was not read yet.
 */
export async function postDocument(office: PostingOffice, documentId: string): Promise<PostingReport> {
  const document = await loadReading(office.db, documentId);
  if (!document) throw new Error('This document was not read yet; read it first, then post it.');
  const payments: PaymentReport[] = [];
  for (const place of document.payments.keys()) payments.push(await postPayment(office, documentId, document, place));
  const state = await office.db.transaction((tx) => settleDocument(tx, documentId, document, office.clock.now()));
  return { documentId, state, payments };
}

async function postPayment(
  office: PostingOffice,
  documentId: string,
  document: RemittanceDocument,
  place: number,
): Promise<PaymentReport> {
  const payment = document.payments[place]!;
  const { timeZone } = office.settings;
  return office.db.transaction(async (tx) => {
    await lockNumber(tx, payment.number);
    const before = await findPaymentAt(tx, documentId, place);
    if (before) return reportOf(tx, before, { isNew: false, timeZone });
    const now = office.clock.now();
    const source = { documentId, document, place, payment, ownId: null };
    const bearer = await bearerOf(tx, office, source);
    if (bearer && !bearer.mayGiveWay)
      return reportOf(tx, await attach(tx, source, bearer, now), { isNew: true, timeZone });

    const planned = await planIn(tx, office, source, { ignoring: bearer?.id ?? null });
    if (bearer && planned.plan.disposition === 'review')
      return reportOf(tx, await attach(tx, source, bearer, now), { isNew: true, timeZone });
    const row = { documentId, place, identity: planned.plan.identity, payerKey: planned.payerKey, sameAs: null };
    const fresh = {
      ...row,
      state: stateOf(planned.plan),
      payment: planned.payment,
      exceptions: planned.plan.exceptions,
    };
    const insert = () => insertPayment(tx, fresh, now);
    const paymentId = bearer ? await giveWay(tx, bearer, insert, now) : await insert();
    if (!paymentId) throw new Error('The same payment is being posted by another worker; it is tried again.');
    await stage(tx, { ...planned, paymentId, documentId, payers: office.registers.payers, actor: 'robot' }, now);
    return reportOf(tx, await stored(tx, paymentId), { isNew: true, timeZone });
  });
}

async function stored(tx: Query, id: string): Promise<StoredPayment> {
  const payment = await findPayment(tx, id);
  if (!payment) throw new Error('A payment vanished while it was posted.');
  return payment;
}
