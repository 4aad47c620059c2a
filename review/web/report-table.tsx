/** The figures behind a chart, or by themselves: each line begins with what it is about. */
import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

export interface Column<T> {
  readonly label: string;
  readonly of: (row: T) => ReactNode;
  /** Figures stand right, under each other. */
  readonly isNumber?: boolean;
}

interface ReportTableProps<T> {
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  /** For a screen reader only: nothing to scroll, and nothing that the keyboard stops at. */
  readonly isUnseen?: boolean;
}

export function ReportTable<T>({ caption, columns, rows, keyOf, isUnseen = false }: ReportTableProps<T>) {
  return (
    <div
      {...(!isUnseen && {
        className: 'report-scroll',
        tabIndex: 0,
        role: 'group',
        'aria-label': `${caption}, to scroll`,
      })}
    >
      <Table aria-label={caption} verticalSpacing={4} fz="sm" className="report-table">
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ label, isNumber }) => (
              <Table.Th key={label} scope="col" className={isNumber ? 'number' : undefined}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={keyOf(row)}>
              {columns.map(({ label, of, isNumber }, index) =>
                index === 0 ? (
                  <Table.Th key={label} scope="row" fw={400}>
                    {of(row)}
                  </Table.Th>
                ) : (
                  <Table.Td key={label} className={isNumber ? 'number' : undefined}>
                    {of(row)}
                  </Table.Td>
                ),
              )}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
