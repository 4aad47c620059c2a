/** Tables of the tools: plain ones, service lines that expand, and lists that sort and turn pages. */
import IconButton from '@mui/material/IconButton';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TablePagination from '@mui/material/TablePagination';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import { Fragment, useState } from 'react';
import type { TableModel } from '../model.ts';

const PAGE_ROWS = 10;
type Row = TableModel['rows'][number];

const Heads = ({ table, lead = false }: { readonly table: TableModel; readonly lead?: boolean }) => (
  <TableHead>
    <TableRow>
      {lead && <TableCell padding="checkbox" />}
      {table.columns.map(({ key, label }) => (
        <TableCell key={label} data-column={key}>
          {label}
        </TableCell>
      ))}
    </TableRow>
  </TableHead>
);

const Cells = ({ table, row }: { readonly table: TableModel; readonly row: Row }) =>
  table.columns.map(({ key, label }) => <TableCell key={label}>{row[key] ?? ''}</TableCell>);

export const PlainTable = ({ table }: { readonly table: TableModel }) => (
  <section style={{ margin: '16px 0' }}>
    <h3>{table.title}</h3>
    <Table size="small" aria-label={table.title}>
      <Heads table={table} />
      <TableBody>
        {table.rows.map((row, at) => (
          <TableRow key={at}>
            <Cells table={table} row={row} />
          </TableRow>
        ))}
      </TableBody>
    </Table>
  </section>
);

/** `#lineLevelTable`: what was cut of a line is under it, once its row is expanded. */
export function LineTable({ table }: { readonly table: TableModel }) {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const toggle = (at: number): void =>
    setOpen(new Set(open.has(at) ? [...open].filter((each) => each !== at) : [...open, at]));
  return (
    <section style={{ margin: '16px 0' }}>
      <h3>{table.title}</h3>
      <Table size="small" id="lineLevelTable" aria-label={table.title}>
        <Heads table={table} lead />
        <TableBody>
          {table.rows.map((row, at) => {
            const detail = table.details?.[at];
            return (
              <Fragment key={at}>
                <TableRow>
                  <TableCell padding="checkbox">
                    {detail && (
                      <IconButton
                        size="small"
                        aria-label="Toggle Row Expanded"
                        aria-expanded={open.has(at)}
                        onClick={() => toggle(at)}
                      >
                        {open.has(at) ? '−' : '+'}
                      </IconButton>
                    )}
                  </TableCell>
                  <Cells table={table} row={row} />
                </TableRow>
                {detail && open.has(at) && (
                  <TableRow>
                    <TableCell colSpan={table.columns.length + 1}>
                      <PlainTable table={detail} />
                    </TableCell>
                  </TableRow>
                )}
              </Fragment>
            );
          })}
        </TableBody>
      </Table>
    </section>
  );
}

/** Dates by day, amounts by value, all else by letters. */
function sortKey(text: string): string {
  const date = /^(\d\d)\/(\d\d)\/(\d{4})/.exec(text);
  if (date) return `${date[3]}${date[1]}${date[2]}`;
  return /^-?\$/.test(text) ? text.replace(/[^\d]/g, '').padStart(14, '0') : text;
}

export function List({
  table,
  open,
  opener,
}: {
  readonly table: TableModel;
  readonly open: (ref: string) => void;
  readonly opener: string;
}) {
  const [sort, setSort] = useState<{ readonly key: string; readonly isDown: boolean } | null>(null);
  const [page, setPage] = useState(0);
  const rows = table.rows.map((row, at) => ({ row, ref: table.refs?.[at] ?? '' }));
  const sorted =
    sort === null
      ? rows
      : rows.toSorted(
          (a, b) =>
            sortKey(a.row[sort.key] ?? '').localeCompare(sortKey(b.row[sort.key] ?? '')) * (sort.isDown ? -1 : 1),
        );
  return (
    <section style={{ margin: '16px 0' }}>
      <Table size="small" id="claimsTable" aria-label={table.title}>
        <TableHead>
          <TableRow>
            {table.columns.map(({ key, label }) => (
              <TableCell key={label}>
                <TableSortLabel
                  active={sort?.key === key}
                  direction={sort?.isDown ? 'desc' : 'asc'}
                  onClick={() => setSort({ key, isDown: sort?.key === key && !sort.isDown })}
                >
                  {label}
                </TableSortLabel>
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {sorted.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS).map(({ row, ref }, at) => (
            <TableRow key={at}>
              {table.columns.map(({ key, label }) => (
                <TableCell key={label}>
                  {key === opener ? (
                    <a
                      href="#open"
                      onClick={(event) => {
                        event.preventDefault();
                        open(ref);
                      }}
                    >
                      {row[key]}
                    </a>
                  ) : (
                    (row[key] ?? '')
                  )}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <TablePagination
        component="div"
        count={rows.length}
        page={page}
        rowsPerPage={PAGE_ROWS}
        rowsPerPageOptions={[PAGE_ROWS]}
        onPageChange={(_event, next) => setPage(next)}
      />
    </section>
  );
}
