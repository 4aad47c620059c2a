/** What doubtful columns mean: where the likeliest meanings do not add up, those that do, if no others do as well. */
import { readingsOf } from './row-cells.ts';
import { owedBy, withAnchors } from './anchored.ts';
import type { Lists } from './anchored.ts';
import type { ClaimModel, PaymentModel } from './amounts.ts';
import type { RowModel } from './row-cells.ts';
import { assignMeanings } from './solve/index.ts';
import type { AmountRow, MoneyColumn } from './solve/cells.ts';

/** What a heading that means the first may also stand over. */
const ALSO: Readonly<Partial<Record<MoneyColumn, readonly MoneyColumn[]>>> = {
  otherInsurance: ['allowed', 'contractual'],
  patientResponsibility: ['paid'],
  allowed: ['paid'],
  paid: ['allowed'],
  notCovered: ['contractual'],
  contractual: ['notCovered', 'allowed'],
};

/** The model with the meanings of its columns settled by arithmetic, table by table; as it was where that says nothing. */
export function withSettledMeanings(model: PaymentModel): PaymentModel {
  const rows = model.claims.flatMap((claim) => [...claim.lines, ...(claim.total ? [claim.total] : [])]);
  const services = model.claims.flatMap((claim) => (claim.lines.length > 0 ? claim.lines : (claim.total ?? [])));
  const tables = [...new Set(rows.map((row) => row.table))];
  const owed = tables.length === 1 ? owedBy(model) : new Set<number>();
  const settled = new Map(
    tables.map((table) => {
      const isOwn = (row: RowModel) => row.table === table;
      const own = rows.filter(isOwn);
      return [table, settle(own, withAnchors(candidates(own), services.filter(isOwn), owed))];
    }),
  );
  const renamed = (row: RowModel): RowModel => {
    const meanings = settled.get(row.table);
    return meanings ? { ...row, cells: row.cells.map((cell) => withMeaning(cell, meanings.get(cell.place))) } : row;
  };
  return {
    ...model,
    claims: model.claims.map(
      (claim): ClaimModel => ({
        lines: claim.lines.map(renamed),
        total: claim.total && renamed(claim.total),
        whole: claim.whole && renamed(claim.whole),
      }),
    ),
    totals: model.totals.map(renamed),
  };
}

const withMeaning = (cell: RowModel['cells'][number], meaning: MoneyColumn | null | undefined) =>
  meaning === undefined || meaning === cell.meanings[0]
    ? cell
    : { ...cell, meanings: meaning === null ? [] : [meaning, ...cell.meanings.filter((each) => each !== meaning)] };

/** @returns the meaning by place; null when those of the headings stand. */
function settle(rows: readonly RowModel[], lists: Lists): ReadonlyMap<number, MoneyColumn | null> | null {
  const amountRows = rows.map(amountRow);
  const named = new Map([...lists].filter(([, list]) => list.length > 0));
  const first = new Map([...named].map(([place, list]) => [place, list.slice(0, 1)] as const));
  const firsts = [...first.values()].flat();
  const isPlain = new Set(firsts).size === firsts.length && firsts.includes('billed') && firsts.includes('paid');
  if (isPlain && lists.size === named.size && assignMeanings(amountRows, first)) return anchoredOnly(rows, first);
  if (isPlain && assignMeanings(amountRows, first)) return assignMeanings(amountRows, withUnnamed(first, lists));
  const wider = new Map(
    [...named].map(([place, list]) => [place, [...new Set([...list, ...(ALSO[list[0]!] ?? [])])]] as const),
  );
  return (
    withEnds(assignMeanings(amountRows, named, true)) ??
    withEnds(assignMeanings(amountRows, withLastPaid(named, lists), true)) ??
    withEnds(assignMeanings(amountRows, wider, true)) ??
    assignMeanings(amountRows, withoutAllowed(wider), true, ENDS)
  );
}

/** Headings stand as they are, unless sums or sizes said otherwise. */
function anchoredOnly(rows: readonly RowModel[], first: Lists): ReadonlyMap<number, MoneyColumn | null> | null {
  const said = candidates(rows);
  const isSame = [...first].every(([place, [meaning]]) => said.get(place)?.[0] === meaning);
  return isSame ? null : new Map([...first].flatMap(([place, [meaning]]) => (meaning ? [[place, meaning]] : [])));
}

/** Services say what was charged and what is paid: an assignment without either is none. */
/** Where nothing is named as paid, what is taken away is not what is allowed. */
const withoutAllowed = (lists: ReadonlyMap<number, readonly MoneyColumn[]>) =>
  new Map(
    [...lists].map(([place, list]) => [
      place,
      list[0] === 'contractual' ? list.filter((each) => each !== 'allowed') : list,
    ]),
  );

const ENDS: readonly MoneyColumn[] = ['billed', 'paid'];
const withEnds = (meanings: ReadonlyMap<number, MoneyColumn | null> | null) =>
  meanings && ENDS.every((end) => [...meanings.values()].some((each) => each === end)) ? meanings : null;

/** A column without a heading that we know may mean anything; only one can be told by arithmetic. */
const withUnnamed = (
  first: ReadonlyMap<number, readonly MoneyColumn[]>,
  lists: ReadonlyMap<number, readonly MoneyColumn[]>,
): ReadonlyMap<number, readonly MoneyColumn[]> => {
  const unnamed = [...lists].filter(([, list]) => list.length === 0);
  return unnamed.length === 1 ? new Map([...first, ...unnamed]) : first;
};

/** The last amount of a row, its heading lost to a scan, is what is paid where no other column says so. */
function withLastPaid(named: Lists, lists: Lists): Lists {
  const unnamed = [...lists].filter(([, list]) => list.length === 0);
  const isNamed = [...named.values()].some((list) => list.includes('paid'));
  return unnamed.length === 1 && !isNamed ? new Map([...named, [unnamed[0]![0], ['paid']]]) : new Map();
}

function candidates(rows: readonly RowModel[]): Map<number, readonly MoneyColumn[]> {
  const lists = new Map<number, readonly MoneyColumn[]>();
  for (const cell of rows.flatMap((row) => row.cells))
    if (!lists.has(cell.place) || lists.get(cell.place)!.length === 0) lists.set(cell.place, cell.meanings);
  return lists;
}

const amountRow = (row: RowModel): AmountRow => ({
  cells: row.cells.map((cell) => ({
    column: cell.meanings[0] ?? 'adjustment',
    place: cell.place,
    readings: readingsOf(cell),
    hasInk: readingsOf(cell).length === 0 && cell.spots.some((spot) => spot.hasInk),
  })),
});
