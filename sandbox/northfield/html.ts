/** Grids and tables of the practice portal's pages. */
import { formatUsDate } from '../../domain/dates.ts';
import type { DriftLevel } from '../faults.ts';

/** An open end prints as the year 2299, as Medicaid systems do. */
export const endDate = (iso: string | null): string => (iso === null ? '12/31/2299' : formatUsDate(iso));

/** One column of a grid: its header text and each row's cell, as HTML. */
export interface Column<T> {
  readonly header: string;
  readonly cell: (row: T, index: number) => string;
}

/** The columns as a release shows them that drifted: in another order, with one more. */
export const arranged = <T>(drift: DriftLevel | false, columns: readonly Column<T>[]): readonly Column<T>[] =>
  drift === 'columns' ? [...columns.toReversed(), { header: 'Batch', cell: (_row, i) => `B${i + 1}` }] : columns;

/** A GridView: caption, `<th scope=col>` headers, alternating rows; `footer` is the pager row. */
export function grid<T>(
  id: string,
  caption: string,
  columns: readonly Column<T>[],
  rows: readonly T[],
  footer = '',
): string {
  const head = columns.map((column) => `<th scope="col">${column.header}</th>`).join('');
  const body = rows
    .map(
      (row, i) =>
        `<tr class="${i % 2 ? 'alt' : 'row'}">${columns.map((column) => `<td>${column.cell(row, i)}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return `<table id="${id}" class="grid" cellspacing="0" rules="all" border="1"><caption>${caption}</caption>
<tbody><tr>${head}</tr>
${body}${footer}</tbody></table>`;
}

/** Name and value pairs, two to a row. Values are HTML. */
export function facts(id: string, caption: string, pairs: readonly (readonly [string, string])[]): string {
  const cells = pairs.map(([name, value]) => `<th scope="row">${name}</th><td>${value}</td>`);
  const rows: string[] = [];
  for (let i = 0; i < cells.length; i += 2) rows.push(`<tr>${cells[i]}${cells[i + 1] ?? ''}</tr>`);
  return `<table id="${id}" class="facts"><caption>${caption}</caption><tbody>${rows.join('\n')}</tbody></table>`;
}
