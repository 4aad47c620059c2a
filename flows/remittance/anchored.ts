/** Which column is paid and which is billed, told by sums and sizes where headings do not: the first comes to the payment, the second is never less than another. */
import type { PaymentModel } from './amounts.ts';
import { readingsOf } from './row-cells.ts';
import type { RowModel } from './row-cells.ts';
import type { MoneyColumn } from './solve/cells.ts';

export type Lists = ReadonlyMap<number, readonly MoneyColumn[]>;

/** With more entries at payer level than these, too many sums are possible to tell anything. */
const MOST_ENTRIES = 4;
/** Rows in which another amount may be larger: a payer may allow more than was charged. */
const MOST_EXCEEDED = 0.1;

/** @returns what the claims of the payment may come to, in cents: the stated amounts with the entries at payer level added or taken away. */
export function owedBy({ amounts, adjustments }: PaymentModel): ReadonlySet<number> {
  const stated = amounts.flatMap(({ readings }) => readings.slice(0, 1).map(({ cents }) => cents));
  const entries = adjustments.map(({ readings }) => Math.abs(readings[0]?.cents ?? 0));
  if (entries.length > MOST_ENTRIES) return new Set();
  let sums = stated;
  for (const cents of entries) sums = sums.flatMap((sum) => [sum + cents, sum - cents]);
  return new Set([...sums, ...stated]);
}

/**
 * @param rows the services of all claims; the claims' own rows where they have none.
 * @param owed what all of them may come to; empty when the rows are not all of the payment.
 */
export function withAnchors(lists: Lists, rows: readonly RowModel[], owed: ReadonlySet<number>): Lists {
  return withBilled(withPaid(lists, rows, owed), rows);
}

const valueAt = (row: RowModel, place: number): number => {
  const cell = row.cells.find((each) => each.place === place);
  return cell ? (readingsOf(cell)[0]?.cents ?? 0) : 0;
};

const sumAt = (rows: readonly RowModel[], place: number): number =>
  rows.reduce((sum, row) => sum + valueAt(row, place), 0);

function withPaid(lists: Lists, rows: readonly RowModel[], owed: ReadonlySet<number>): Lists {
  const tying = [...lists.keys()].filter((place) => {
    const sum = sumAt(rows, place);
    return sum !== 0 && owed.has(sum);
  });
  const said = tying.filter((place) => lists.get(place)![0] === 'paid');
  const [paid, ...others] = said.length > 0 ? said : tying;
  if (paid === undefined || others.length > 0) return lists;
  return new Map(
    [...lists].map(([place, list]) => [place, place === paid ? ['paid'] : list.filter((each) => each !== 'paid')]),
  );
}

/** Where no heading says what was charged. */
function withBilled(lists: Lists, rows: readonly RowModel[]): Lists {
  if ([...lists.values()].some((list) => list.includes('billed'))) return lists;
  const sizes = rows.map((row) => new Map([...lists.keys()].map((place) => [place, Math.abs(valueAt(row, place))])));
  const largest = [...lists.keys()].filter((place) => {
    const exceeded = sizes.filter((row) => [...row.values()].some((size) => size > row.get(place)!)).length;
    return exceeded <= sizes.length * MOST_EXCEEDED && lists.get(place)![0] !== 'paid';
  });
  const [billed, ...others] = largest;
  // Where the charges were not read, what is allowed is the largest; one row shows nothing.
  if (billed === undefined || others.length > 0 || rows.length < 2 || lists.get(billed)![0] === 'allowed') return lists;
  return new Map([...lists].map(([place, list]) => [place, place === billed ? ['billed'] : list]));
}
