/** Found amounts as the solver wants them, each cell with its candidate readings, and back. */
import type { Look } from '../../domain/page.ts';
import type { Box } from '../../domain/provenance.ts';
import { amountOf, amountWithoutMark, isNothing } from './amount-text.ts';
import { CODED_PLACE } from './coded-amounts.ts';
import type { FoundClaim, FoundLine, FoundPayment, StatedAmount } from './found.ts';
import { readingsOf } from './row-cells.ts';
import type { AmountSpot, RowCell, RowModel } from './row-cells.ts';
import { shareCell } from './percent.ts';
import type { AmountAt, TableRecord } from './records.ts';
import type { AmountRow, Cell, ClaimRows, MoneyColumn, PaymentRows, Reading } from './solve/cells.ts';

export interface ClaimModel {
  readonly lines: readonly RowModel[];
  readonly total: RowModel | null;
  /** What codes of the claim as a whole take away, as one more row under the lines; null when the lines tell all. */
  readonly whole: RowModel | null;
}

export interface PaymentModel {
  readonly claims: readonly ClaimModel[];
  readonly totals: readonly RowModel[];
  readonly amounts: readonly AmountSpot[];
  readonly adjustments: readonly AmountSpot[];
}

type Sources = ReadonlyMap<number, 'text-layer' | 'ocr'>;

export function modelOf(payment: FoundPayment, sources: Sources): PaymentModel {
  return {
    claims: payment.claims.map((claim) => claimModel(claim, sources)),
    totals: payment.totals.map((record) => onTable(rowModel(record, [], sources), payment, sources)),
    amounts: strongest(payment.amounts).map(({ found }) =>
      spotOf(found.text, found.confidence, found.page, found.box, sources),
    ),
    adjustments: payment.adjustments.map(({ amount }) =>
      spotOf(amount.text, amount.confidence, amount.page, amount.box, sources),
    ),
  };
}

/** Where the paper names the payment itself, totals that merely look like it say nothing. */
const strongest = (amounts: readonly StatedAmount[]): readonly StatedAmount[] =>
  amounts.some((each) => each.isStrong) ? amounts.filter((each) => each.isStrong) : amounts;

/** A summary has columns of its own: its cells stand for the columns of the claims that mean the same. */
function onTable(total: RowModel, payment: FoundPayment, sources: Sources): RowModel {
  const rows = payment.claims.flatMap((claim) => [
    ...claim.lines.map((line) => line.record),
    ...(claim.total ? [claim.total] : []),
  ]);
  if (rows.some((record) => record.part.table === total.table) || !rows[0]) return total;
  const first = rowModel(rows[0], [], sources);
  const cells = total.cells.flatMap((cell) => {
    const same = first.cells.filter((each) => each.meanings[0] !== undefined && each.meanings[0] === cell.meanings[0]);
    return same.length === 1 ? [{ ...cell, place: same[0]!.place, meanings: same[0]!.meanings }] : [];
  });
  const unique = cells.filter((cell, at) => cells.findIndex((each) => each.place === cell.place) === at);
  return { cells: unique.toSorted((a, b) => a.place - b.place), table: first.table };
}

function claimModel(claim: FoundClaim, sources: Sources): ClaimModel {
  const lines = claim.lines.map((line: FoundLine) => rowModel(line.record, line.more, sources));
  const total = claim.total ? rowModel(claim.total, codedOf(claim), sources) : null;
  const own = claim.whole && withoutPayment(rowModel(claim.whole, [], sources), lines[0]);
  return { lines, total, whole: own ?? (total && wholeRow(lines, total, claim.coded, sources)) };
}

const SHARES: readonly MoneyColumn[] = ['deductible', 'coinsurance', 'copay'];

/** A row that only says what is taken from the claim, in one column: the payment is less by it, and what the patient owes is more. */
function withoutPayment(whole: RowModel, line: RowModel | undefined): RowModel {
  const [only, another] = whole.cells.filter((cell) => readingsOf(cell).length > 0);
  const meaning = only?.meanings[0];
  if (!only || another || !line || !meaning || !SHARES.includes(meaning)) return whole;
  const asOf = (column: MoneyColumn, isTaken: boolean): RowCell[] =>
    line.cells
      .filter(({ meanings }) => meanings[0] === column)
      .map(({ place, meanings, heading }) => ({ place, meanings, heading, spots: only.spots, isTaken }));
  const told = [only, ...asOf('patientResponsibility', false), ...asOf('paid', true)];
  const others = whole.cells.filter((cell) => !told.some(({ place }) => place === cell.place));
  return { ...whole, cells: [...others, ...told].toSorted((a, b) => a.place - b.place) };
}

/** Codes under a claim are its own only where its lines are paid more than it by just as much; else they repeat its lines. */
function wholeRow(
  lines: readonly RowModel[],
  total: RowModel,
  coded: readonly TableRecord[],
  sources: Sources,
): RowModel | null {
  const spots = coded.flatMap((record) => record.amounts.map((amount) => amountSpot(amount, record.page, sources)));
  const best = (row: RowModel, cell: RowCell | undefined) =>
    (cell && row.cells.includes(cell) ? readingsOf(cell)[0]?.cents : undefined) ?? 0;
  const paidOf = (row: RowModel) => row.cells.find((cell) => cell.meanings[0] === 'paid');
  const paid = paidOf(total);
  if (spots.length === 0 || lines.length === 0 || !paid) return null;
  const gap = lines.reduce((sum, line) => sum + best(line, paidOf(line)), 0) - best(total, paid);
  const sum = spots.reduce((all, spot) => all + (spot.readings[0]?.cents ?? 0), 0);
  if (gap !== sum || gap === 0) return null;
  const cell: RowCell = { place: CODED_PLACE, meanings: ['adjustment'], heading: 'coded', spots };
  return { table: total.table, cells: [{ ...cell, place: paid.place, meanings: paid.meanings, isTaken: true }, cell] };
}

/** What a claim's codes say in all: those of its lines and its own. */
function codedOf({ lines, coded }: FoundClaim): TableRecord[] {
  const own = lines.flatMap((line) => line.more.filter((record) => record.amounts[0]?.place === CODED_PLACE));
  // Under a claim whose lines have columns, codes only name what the columns say.
  return own.length > 0 || lines.length === 0 ? [...own, ...coded] : [];
}

function rowModel(record: TableRecord, more: readonly TableRecord[], sources: Sources): RowModel {
  const cells = new Map<number, RowCell>();
  for (const { amounts, page } of [record, ...more])
    for (const amount of amounts) {
      const spot = amountSpot(amount, page, sources);
      const known = cells.get(amount.place);
      // Empty places of the further rows say nothing.
      if (known && amount.token) known.spots.push(spot);
      else if (!known)
        cells.set(amount.place, {
          place: amount.place,
          meanings: amount.meanings,
          heading: amount.heading,
          spots: [spot],
        });
    }
  const own = [...cells.values()];
  const share = shareCell(record, own);
  return { cells: [...own, ...(share ? [share] : [])].toSorted((a, b) => a.place - b.place), table: record.part.table };
}

const amountSpot = (amount: AmountAt, page: number, sources: Sources): AmountSpot =>
  amount.token
    ? spotOf(amount.token.text, amount.token.confidence, page, amount.token.box, sources)
    : { page, box: amount.box, source: sources.get(page) ?? 'ocr', readings: [], hasInk: false };

function spotOf(text: string, confidence: number, page: number, box: Box, sources: Sources): AmountSpot {
  const source = sources.get(page) ?? 'ocr';
  const cents = isNothing(text) ? 0 : (amountOf(text) ?? amountWithoutMark(text));
  const score = amountOf(text) === null && !isNothing(text) ? confidence * 0.5 : confidence;
  return { page, box, source, readings: cents === null ? [] : [{ cents, score, via: source }], hasInk: true };
}

/** Adds what a second look saw; looks that say the same make the reading stronger. */
export function addLooks(spot: AmountSpot, looks: readonly Look[]): void {
  for (const look of looks) {
    const exact = amountOf(look.text);
    const cents = exact ?? amountWithoutMark(look.text);
    if (cents === null) continue;
    const score = look.confidence * (exact === null ? 0.5 : 1);
    const known = spot.readings.find((reading) => reading.cents === cents);
    if (!known) spot.readings.push({ cents, score, via: 'second-pass' });
    else
      spot.readings = spot.readings.map((reading) =>
        reading === known
          ? { ...reading, score: Math.max(reading.score, Math.min(0.98, 1 - (1 - reading.score) * (1 - score))) }
          : reading,
      );
  }
  spot.readings.sort((a, b) => b.score - a.score);
}

/** @returns the amount of each spot for a cell's solved value; null when the spots cannot tell. */
export function partsOf(cell: RowCell, cents: number | null): readonly (number | null)[] {
  if (cell.spots.length === 1) return [cents];
  const best = cell.spots.map((spot) => spot.readings[0]?.cents ?? null);
  const sum = best.reduce<number | null>((total, part) => (total === null || part === null ? null : total + part), 0);
  return cents !== null && sum === cents ? best : best.map(() => null);
}

/** Every row of a claim: its lines, what is taken from it as a whole, its total. */
export const rowsOfClaim = ({ lines, whole, total }: ClaimModel): RowModel[] => [
  ...lines,
  ...(whole ? [whole] : []),
  ...(total ? [total] : []),
];

/** Among amounts that nothing calls the payment's, what a claim of several is paid is that claim's. */
function withoutClaims({ amounts, claims }: PaymentModel): readonly AmountSpot[] {
  const paid = claims.map(({ total, lines }) => sumOfPaid(total ? [total] : lines));
  const others = amounts.filter(({ readings }) => !paid.includes(readings[0]?.cents ?? 0));
  return paid.filter((cents) => cents > 0).length > 1 && others.length > 0 ? others : amounts;
}

const sumOfPaid = (rows: readonly RowModel[]): number =>
  rows
    .flatMap(({ cells }) => cells.find(({ meanings }) => meanings[0] === 'paid') ?? [])
    .reduce((sum, cell) => sum + (readingsOf(cell)[0]?.cents ?? 0), 0);

/** The model as the solver's input. Rows of one table get cells for the same places. */
export function solverRows(model: PaymentModel, providerReadings: readonly (readonly Reading[])[]): PaymentRows {
  const places = new Map<number, Map<number, MoneyColumn>>();
  const rows = [...model.claims.flatMap(rowsOfClaim), ...model.totals];
  for (const row of rows) {
    const known = places.get(row.table) ?? new Map<number, MoneyColumn>();
    for (const cell of row.cells)
      if (!known.has(cell.place) && cell.meanings[0]) known.set(cell.place, cell.meanings[0]);
    places.set(row.table, known);
  }
  const amountRow = (row: RowModel): AmountRow => ({
    cells: [...(places.get(row.table) ?? [])]
      .toSorted(([a], [b]) => a - b)
      .map(([place, column]): Cell => {
        const cell = row.cells.find((each) => each.place === place);
        if (!cell) return { column, place, readings: [], hasInk: false };
        const readings = readingsOf(cell);
        return { column, place, readings, hasInk: readings.length === 0 && cell.spots.some((spot) => spot.hasInk) };
      }),
  });
  return {
    claims: model.claims.map(
      (claim): ClaimRows => ({
        lines: [...claim.lines, ...(claim.whole ? [claim.whole] : [])].map(amountRow),
        total: claim.total ? amountRow(claim.total) : null,
        table: (claim.lines[0] ?? claim.total)?.table ?? 0,
      }),
    ),
    totals: model.totals.map((row) => ({ row: amountRow(row), table: row.table })),
    amount: statedAmount(withoutClaims(model)),
    providerAdjustments: providerReadings,
  };
}

/** @returns the places of a table in the order of its solved cells. */
export function placesIn(rows: PaymentRows, table: number): readonly number[] {
  const claim = rows.claims.find((each) => each.table === table);
  const total = rows.totals.find((each) => each.table === table);
  const cells = claim?.lines[0]?.cells ?? claim?.total?.cells ?? total?.row.cells ?? [];
  return cells.map((cell) => cell.place);
}

/** The same amount is often printed twice: readings that agree are one. */
function statedAmount(spots: readonly AmountSpot[]): Reading[] {
  const readings = new Map<number, Reading>();
  for (const reading of spots.flatMap((spot) => spot.readings)) {
    const known = readings.get(reading.cents);
    readings.set(reading.cents, known ? { ...known, score: Math.max(known.score, reading.score) } : reading);
  }
  return [...readings.values()];
}
