/** Rows of a bank's list of deposits, or of EFT notices, one deposit each. */
import { cellReader } from './cells.ts';
import type { ImportNote } from './import-note.ts';
import { type ColumnMapping, type ColumnNames, findColumns, type Table } from './table.ts';

const DEPOSIT_FIELDS = ['date', 'amount', 'reference'] as const;
export type DepositField = (typeof DEPOSIT_FIELDS)[number];

const DEPOSIT_COLUMNS: ColumnNames<DepositField> = {
  date: ['Date', 'Deposit date', 'Posting date', 'Posted date', 'Effective date', 'Settlement date', 'Value date'],
  amount: ['Amount', 'Deposit amount', 'Credit', 'Credit amount', 'Deposit', 'Paid in'],
  reference: [
    'Reference',
    'Reference number',
    'Reference #',
    'Check number',
    'Check #',
    'EFT number',
    'Trace number',
    'Trace',
    'TRN',
  ],
};

export interface DepositRow {
  readonly date: string;
  readonly amountCents: number;
  /** The check or EFT number as the bank has it. */
  readonly reference: string;
}

export interface DepositTableRead {
  readonly deposits: readonly DepositRow[];
  readonly problems: readonly ImportNote[];
}

export interface DepositTableOptions {
  /** The practice's calendar day: no deposit comes after it. */
  readonly today: string;
  readonly mapping?: ColumnMapping<DepositField> | undefined;
}

/** @throws TableRefusal naming the needed columns that are missing. */
export function readDepositTable(table: Table, { today, mapping }: DepositTableOptions): DepositTableRead {
  const needed = DEPOSIT_FIELDS.map((field) => [field]);
  const columns = findColumns(table.columns, DEPOSIT_COLUMNS, needed, mapping);
  const problems: ImportNote[] = [];
  const deposits = table.rows.flatMap((row) => {
    const before = problems.length;
    const cell = cellReader(row, columns, problems);
    const date = cell.needed('date', 'the date') && cell.date('date', today);
    const amountCents = cell.needed('amount', 'the amount') && cell.cents('amount');
    const reference = cell.needed('reference', 'the check or EFT number');
    if (typeof amountCents === 'number' && amountCents <= 0)
      cell.fail('amount', 'this is no money paid in; list deposits only.');
    if (problems.length > before || date === null || typeof amountCents !== 'number' || reference === null) return [];
    return [{ date, amountCents, reference }];
  });
  return { deposits, problems };
}
