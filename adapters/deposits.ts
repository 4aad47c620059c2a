/** What a bank or an EFT notice says was paid in. An office may do without; then nothing is compared. */
import { randomUUID } from 'node:crypto';
import { plainPaymentNumber } from '../domain/payment-identity.ts';
import type { RemittancePayment } from '../domain/remittance.ts';
import type { Query } from './query.ts';

export interface NewDeposit {
  /** The check or EFT number as the bank has it. */
  readonly reference: string;
  readonly date: string;
  readonly amountCents: number;
}
export interface Deposit extends NewDeposit {
  readonly id: string;
}

/** The same deposit again changes nothing. @returns how many are new. */
export async function importDeposits(tx: Query, deposits: readonly NewDeposit[], now: Date): Promise<number> {
  const rows = deposits.map(({ reference, date, amountCents }) => ({
    id: randomUUID(),
    reference: reference.trim(),
    number_key: plainPaymentNumber(reference),
    date,
    amount_cents: amountCents,
  }));
  const { rowCount } = await tx.query(
    `insert into deposit (id, reference, number_key, date, amount_cents, imported_at)
     select id, reference, number_key, date, amount_cents, $2
     from jsonb_to_recordset($1::jsonb) as row (id uuid, reference text, number_key text, date date, amount_cents bigint)
     on conflict (number_key, date, amount_cents) do nothing`,
    [JSON.stringify(rows), now],
  );
  return rowCount;
}

/** @returns what was paid in under a like number or of the same amount within 60 days, oldest first; null when no deposits are kept here. */
export async function depositsLike(
  db: Query,
  { number, amountCents, date }: Pick<RemittancePayment, 'number' | 'amountCents' | 'date'>,
): Promise<Deposit[] | null> {
  const kept = await db.query('select 1 from deposit limit 1');
  if (kept.rows.length === 0) return null;
  const { rows } = await db.query<Deposit>(
    `select id, reference, date, amount_cents as "amountCents" from deposit
     where ($1 <> '' and number_key = $1) or (amount_cents = $2 and abs(date - $3::date) <= 60) order by date, id`,
    [plainPaymentNumber(number), amountCents, date],
  );
  return rows;
}
