/** The payments posted in a range of days as one 835 file: what a practice system imports. */
import type { ExportRange } from '../adapters/export-sets.ts';
import { claimsOfPayment } from '../adapters/remittances.ts';
import type { RemittancePayment } from '../domain/remittance.ts';
import { RemittanceRefusal } from '../domain/x12/remittance-refusal.ts';
import { remittanceTo835 } from '../domain/x12/remittance-to-835.ts';
import { FileRefusal } from '../adapters/input-file.ts';
import type { Stores } from './stores.ts';

export interface Export835 {
  readonly bytes: Buffer;
  /** Payments written. */
  readonly rows: number;
  /** Payments that a person must still decide on, or that do not add up as they are stored. */
  readonly leftOut: number;
}

interface Row {
  id: string;
  state: string;
  payment: Omit<RemittancePayment, 'claims'>;
}

/** @throws FileRefusal when no payment of the range can be written. */
export async function write835Export({ db }: Stores, range: ExportRange, today: string): Promise<Export835> {
  const { rows } = await db.query<Row>(
    `select id, state, document as payment from payment
     where state in ('posted', 'part') and same_as is null
       and ($1::date is null or (posted_at at time zone $3)::date >= $1::date)
       and ($2::date is null or (posted_at at time zone $3)::date <= $2::date) order by posted_at, id`,
    [range.from, range.to, range.timeZone],
  );
  const payments: RemittancePayment[] = [];
  for (const { id, state, payment } of rows) {
    const claims = state === 'posted' ? (await claimsOfPayment(db, id)).map(({ claim }) => claim) : [];
    const whole = { ...payment, claims };
    if (state === 'posted' && isWritable(whole, today)) payments.push(whole);
  }
  if (payments.length === 0)
    throw new FileRefusal(
      rows.length === 0
        ? 'No payment was posted in these days, so there is no 835 to write.'
        : 'Every payment of these days still has claims that wait for a person, so there is no 835 to write yet.',
    );
  const options = { today, controlNumber: rows.length % 999_999_999, contact: { name: 'CLAIMWRIGHT' } };
  return {
    bytes: Buffer.from(remittanceTo835(payments, options)),
    rows: payments.length,
    leftOut: rows.length - payments.length,
  };
}

function isWritable(payment: RemittancePayment, today: string): boolean {
  try {
    remittanceTo835(payment, { today, controlNumber: 1, contact: { name: 'CLAIMWRIGHT' } });
    return true;
  } catch (error) {
    if (error instanceof RemittanceRefusal) return false;
    throw error;
  }
}
