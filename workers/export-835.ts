/** The parts of payments that were posted in a range of days as one 835 file: what a practice system imports. */
import type { ExportRange } from '../adapters/export-sets.ts';
import { FileRefusal } from '../adapters/input-file.ts';
import { dayIn } from '../domain/dates.ts';
import { paymentOutputs } from './payment-outputs.ts';
import type { Stores } from './stores.ts';

export interface Export835 {
  readonly bytes: Buffer;
  /** Transactions written: a payment with releases leaves as several. */
  readonly rows: number;
  /** Why parts were left out, a sentence each. */
  readonly leftOut: readonly string[];
}

/** @throws FileRefusal when nothing was posted in these days, or nothing of it can be written. */
export async function export835(
  stores: Pick<Stores, 'db' | 'clock' | 'settings'>,
  range: ExportRange,
): Promise<Export835> {
  const { rows } = await stores.db.query<{ id: string }>(
    `select p.id from payment p join posting g on g.payment_id = p.id
     where ($1::date is null or (g.posted_at at time zone $3)::date >= $1::date)
       and ($2::date is null or (g.posted_at at time zone $3)::date <= $2::date)
     group by p.id order by min(g.posted_at), p.id`,
    [range.from, range.to, range.timeZone],
  );
  const texts: string[] = [];
  const leftOut: string[] = [];
  for (const { id } of rows) {
    const parts = (await paymentOutputs(stores, id))?.parts ?? [];
    for (const { text, why, postedAt } of parts) {
      const day = dayIn(postedAt, range.timeZone);
      if ((range.from && day < range.from) || (range.to && day > range.to)) continue;
      if (text === null) leftOut.push(why ?? 'It does not add up as it is stored.');
      else texts.push(text);
    }
  }
  if (texts.length === 0)
    throw new FileRefusal(
      leftOut[0]
        ? `Nothing of these days can be written as 835: ${leftOut[0]}`
        : 'Nothing was posted in these days, so there is no 835 to write.',
    );
  return { bytes: Buffer.from(texts.join('')), rows: texts.length, leftOut };
}
