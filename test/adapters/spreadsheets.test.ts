import { expect, describe, test } from 'vitest';
import { FileRefusal } from '../../adapters/input-file.ts';
import { readCsv, readWorkbook } from '../../adapters/spreadsheets.ts';
import { lyingWorkbook, workbook, zip } from '../builders/xlsx.ts';

const ROWS = [
  ['Claim number', 'Amount', 'Day'],
  ['HFC-1', 150.1, new Date('2026-09-14')],
];

describe('a workbook', () => {
  test('gives texts: numbers in their shortest form, days as ISO dates', async () => {
    expect(await readWorkbook(workbook(ROWS), 'book.xlsx')).toEqual({
      table: {
        columns: ['Claim number', 'Amount', 'Day'],
        rows: [{ row: 2, cells: { 'Claim number': 'HFC-1', Amount: '150.1', Day: '2026-09-14' } }],
      },
      problems: [],
      remarks: [],
    });
  });

  test('numbers its rows as Excel shows them, blank ones counted', async () => {
    const { table, problems } = await readWorkbook(
      workbook([[null], ...ROWS, [], ['HFC-2', 0.1 + 0.2, null], ['HFC-3', 1, null, 'too far']]),
      'book.xlsx',
    );
    expect(table.rows).toMatchObject([{ row: 3 }, { row: 5, cells: { Amount: '0.3', Day: '' } }]);
    expect(problems).toMatchObject([{ place: { row: 6, column: null } }]);
  });

  test('is read by its first filled sheet, and says so', async () => {
    expect(await readWorkbook(workbook([], ROWS, ROWS), 'book.xlsx')).toMatchObject({
      table: { rows: [{}] },
      remarks: ['Only the first of 2 sheets was read.'],
    });
  });

  test.each([
    [
      'that would unpack to more than memory holds',
      zip({ 'xl/workbook.xml': '<x/>' }, { 'xl/workbook.xml': 3_000_000_000 }),
      'book.xlsx unpacks to more than 256 MiB; split it, for example by month.',
    ],
    [
      'that unpacks to more than it says',
      lyingWorkbook([...ROWS, ['x'.repeat(1_000_000)]], 900),
      'book.xlsx is no Excel workbook that can be read; save it as .xlsx or .csv and try again.',
    ],
    [
      'that is another packed file',
      zip({ 'readme.txt': 'hello' }),
      'book.xlsx is no Excel workbook that can be read; save it as .xlsx or .csv and try again.',
    ],
    [
      'that is cut off',
      workbook(ROWS).subarray(0, 700),
      'book.xlsx is no Excel workbook that can be read; save it as .xlsx or .csv and try again.',
    ],
    [
      'without a row of data',
      workbook(ROWS.slice(0, 1)),
      'book.xlsx has no row below its column names; export it again.',
    ],
    ['without anything', workbook([]), 'book.xlsx has no row below its column names; export it again.'],
  ])('%s is refused', async (_name, bytes, message) => {
    const reading = readWorkbook(bytes, 'book.xlsx');
    await expect(reading).rejects.toBeInstanceOf(FileRefusal);
    await expect(reading).rejects.toThrow(message);
  });
});

describe('a CSV text', () => {
  test.each([',', ';', '\t', '|'])('finds its delimiter: %j', (delimiter) => {
    const { table } = readCsv(`ST${delimiter}"Name, whole; or part"\nME${delimiter}"QUILLON, MARA"\n`, 'a.csv');
    expect(table.rows).toEqual([{ row: 2, cells: { ST: 'ME', 'Name, whole; or part': 'QUILLON, MARA' } }]);
  });

  test('with one column needs no delimiter', () => {
    expect(readCsv('Claim number\nHFC-1\n', 'a.csv').table).toEqual({
      columns: ['Claim number'],
      rows: [{ row: 2, cells: { 'Claim number': 'HFC-1' } }],
    });
  });

  test('keeps line ends inside quotes and counts the row once', () => {
    expect(readCsv('A,B\n"1\n2",x\n3,y\n', 'a.csv').table.rows).toMatchObject([
      { row: 2, cells: { A: '1\n2' } },
      { row: 3 },
    ]);
  });
});
