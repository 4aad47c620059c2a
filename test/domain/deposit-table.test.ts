import { expect, test } from 'vitest';
import { readDepositTable } from '../../domain/deposit-table.ts';
import { TableRefusal } from '../../domain/table.ts';

const read = (...rows: string[][]) => {
  const [columns = [], ...cells] = rows;
  const table = {
    columns,
    rows: cells.map((row, at) => ({
      row: at + 2,
      cells: Object.fromEntries(columns.map((column, cell) => [column, row[cell] ?? ''])),
    })),
  };
  return readDepositTable(table, { today: '2026-11-23' });
};

test('a row is a deposit: its day, its cents, its number as the bank has it', () => {
  const { deposits, problems } = read(['Date', 'Amount', 'Check #'], ['11/20/2026', '$1,234.50', '000700100']);
  expect(deposits).toEqual([{ date: '2026-11-20', amountCents: 123_450, reference: '000700100' }]);
  expect(problems).toEqual([]);
});

test.each([
  ['a day to come', ['2026-11-24', '10.00', '7']],
  ['no amount', ['2026-11-20', '', '7']],
  ['money that went out', ['2026-11-20', '-10.00', '7']],
  ['no number', ['2026-11-20', '10.00', ' ']],
])('%s is left out, by its row', (_what, row) => {
  const { deposits, problems } = read(['Deposit date', 'Credit', 'Reference'], row);
  expect(deposits).toEqual([]);
  expect(problems).toMatchObject([{ place: { row: 2 } }]);
});

test('a table without a number column is refused', () => {
  expect(() => read(['Date', 'Amount'], ['2026-11-20', '1.00'])).toThrow(TableRefusal);
});
