/** What posting did with one payment, read back from the rows: the same answer whoever asks, however often. */
import { tie } from '../adapters/ledger.ts';
import type { Query } from '../adapters/query.ts';
import { findPayment } from '../adapters/remittances.ts';
import type { PaymentState, StoredPayment } from '../adapters/remittances.ts';
import { dayIn, formatUsDate } from '../domain/dates.ts';
import { formatCents } from '../domain/money.ts';
import { paymentName } from './posting-words.ts';

export interface PaymentReport {
  readonly paymentId: string;
  /** Index in the document's payments. */
  readonly place: number;
  readonly number: string | null;
  readonly amountCents: number | null;
  readonly state: PaymentState;
  /** False: it was here before, nothing was changed. */
  readonly isNew: boolean;
  readonly claimsPosted: number;
  readonly claimsHeld: number;
  readonly denials: number;
  readonly unappliedCents: number;
  readonly codes: readonly string[];
  /** The payment and the document that posted it, when it was another one. */
  readonly sameAs: { readonly paymentId: string; readonly documentId: string } | null;
  /** One sentence, no patient data. */
  readonly message: string;
}

export async function reportOf(
  db: Query,
  payment: StoredPayment,
  { isNew, timeZone }: { readonly isNew: boolean; readonly timeZone: string },
): Promise<PaymentReport> {
  const bearer = payment.sameAs ? await findPayment(db, payment.sameAs) : null;
  const { rows } = await db.query<{ posted: number; held: number; denials: number; codes: string[] }>(
    `select count(*) filter (where c.state <> 'held')::int as posted, count(*) filter (where c.state = 'held')::int as held,
       (select count(*) from denial_item d join payment_claim o on o.id = d.payment_claim_id where o.payment_id = $1)::int as denials,
       coalesce((select array_agg(distinct e ->> 'code') from payment_claim h, jsonb_array_elements(h.exceptions) as e
         where h.payment_id = $1 and h.state = 'held'), '{}') as codes
     from payment_claim c where c.payment_id = $1`,
    [payment.id],
  );
  const counts = rows[0] ?? { posted: 0, held: 0, denials: 0, codes: [] };
  const { unappliedCents } = await tie(db, payment.id);
  const report = {
    paymentId: payment.id,
    place: payment.place,
    number: payment.payment.number,
    amountCents: payment.amountCents,
    state: payment.state,
    isNew,
    claimsPosted: counts.posted,
    claimsHeld: counts.held,
    denials: counts.denials,
    unappliedCents,
    codes: [...new Set([...payment.exceptions.map(({ code }) => code), ...counts.codes])],
    sameAs: bearer && { paymentId: bearer.id, documentId: bearer.documentId },
  };
  return { ...report, message: sentence(report, { payment, bearer, timeZone }) };
}

function sentence(
  report: Omit<PaymentReport, 'message'>,
  { payment, bearer, timeZone }: { payment: StoredPayment; bearer: StoredPayment | null; timeZone: string },
): string {
  const dayOf = ({ postedAt, takenAt }: StoredPayment): string => formatUsDate(dayIn(postedAt ?? takenAt, timeZone));
  const name = paymentName(report.number);
  if (payment.state === 'withdrawn') return `${name} was not posted: its pages are read in other documents.`;
  if (bearer) {
    const how = bearer.state === 'held' ? 'waits for a person already' : `was already posted on ${dayOf(bearer)}`;
    return `${name} ${how}, from document ${bearer.documentId}; nothing was posted again.`;
  }
  if (!report.isNew) {
    const how = payment.state === 'held' ? 'waits for a person' : `was already posted on ${dayOf(payment)}`;
    return `${name} ${how}; nothing was changed.`;
  }
  const amount = report.amountCents === null ? '' : ` of ${formatCents(report.amountCents)}`;
  if (report.state === 'held') return `${name}${amount} waits for a person: ${report.codes.join(', ')}.`;
  const held =
    report.claimsHeld === 0
      ? ''
      : `; ${claims(report.claimsHeld)} wait${report.claimsHeld === 1 ? 's' : ''} with ${formatCents(report.unappliedCents)} unapplied`;
  return `${name}${amount} posted: ${claims(report.claimsPosted)}${held}.`;
}

const claims = (count: number): string => (count === 1 ? '1 claim' : `${count} claims`);
