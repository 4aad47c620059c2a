import type {
  AmountRow,
  Cell,
  ClaimRows,
  MoneyColumn,
  PaymentRows,
  Reading,
} from '../../../../flows/remittance/solve/cells.ts';

/** Small tables by hand. An amount: cents; '' an empty cell; '?' ink that cannot be read; a list: candidates with scores. */
export type Amount = number | '' | '?' | readonly (readonly [cents: number, score: number])[];

export const read = (cents: number, score = 0.96, via: Reading['via'] = 'ocr'): Reading => ({ cents, score, via });

export const cell = (column: MoneyColumn, place: number, amount: Amount, via: Reading['via'] = 'ocr'): Cell => {
  if (amount === '' || amount === '?') return { column, place, readings: [], hasInk: amount === '?' };
  const readings =
    typeof amount === 'number'
      ? [read(amount, via === 'text-layer' ? 1 : 0.96, via)]
      : amount.map(([cents, score]) => read(cents, score, via));
  return { column, place, readings, hasInk: true };
};

export const row = (
  columns: readonly MoneyColumn[],
  amounts: readonly Amount[],
  via: Reading['via'] = 'ocr',
): AmountRow => ({
  cells: columns.map((column, place) => cell(column, place, amounts[place] ?? '', via)),
});

export const claim = (
  columns: readonly MoneyColumn[],
  lines: readonly (readonly Amount[])[],
  total: readonly Amount[] | null = null,
): ClaimRows => ({
  lines: lines.map((amounts) => row(columns, amounts)),
  total: total && row(columns, total),
  table: 0,
});

export const payment = (claims: readonly ClaimRows[], more: Partial<PaymentRows> = {}): PaymentRows => ({
  claims,
  totals: [],
  amount: [],
  providerAdjustments: [],
  ...more,
});
