import type { AmountRow, Cell, MoneyColumn, PaymentRows, Reading, Voucher } from './cells.ts';
import { factorsOf } from './independent.ts';
import { discoverIdentities, type FoundIdentity, type Sample } from './identities.ts';
import { type Option, optionsOf } from './readings.ts';
import { errorsSeen, pageDoubt, wrongAt } from './risk.ts';

/** One amount to be found. `value` is the working choice; only the verdict makes it certain. */
export interface Variable {
  readonly id: number;
  readonly column: MoneyColumn | 'amount' | 'providerAdjustment';
  readonly options: readonly Option[];
  /** No ink: 0 for arithmetic, never anything else. */
  readonly isEmpty: boolean;
  /** The identities it stands in, and its factor in each. */
  readonly constraints: number[];
  readonly factors: number[];
  value: number | null;
  chosen: Option | null;
  /** Two combinations of readings satisfy the same identities. */
  isAmbiguous: boolean;
}

/** `sum of factor x value = 0`. */
export interface Constraint {
  readonly kind: Voucher;
  readonly vars: readonly number[];
  readonly factors: readonly number[];
  /** Holds by the book only, not proven by the rows of its table: speaks only beside a total that agrees. */
  readonly isWeak: boolean;
  readonly identity: FoundIdentity | null;
  readonly row: RowNode | null;
}

export interface RowNode {
  readonly table: number;
  readonly cells: readonly { readonly place: number; readonly column: MoneyColumn; readonly id: number }[];
  readonly byPlace: ReadonlyMap<number, number>;
  /** Numbers of its line identities among the constraints. */
  readonly identities: number[];
  /** A total whose column is left blank on the form says nothing about that column. */
  readonly blankPlaces: ReadonlySet<number>;
}

export interface ClaimNode {
  readonly table: number;
  readonly lines: readonly RowNode[];
  readonly total: RowNode | null;
  readonly sums: number[];
}

export interface Network {
  readonly vars: Variable[];
  readonly constraints: Constraint[];
  readonly claims: readonly ClaimNode[];
  readonly totals: readonly RowNode[];
  readonly amount: number;
  readonly providerAdjustments: readonly number[];
  readonly identities: ReadonlyMap<number, readonly FoundIdentity[]>;
  /** Number of the payment constraint; null when no amount is printed. */
  payment: number | null;
  /** Share of amounts misread, as far as failing line identities tell. */
  pageErrors: number;
  /** How much worse the readings are than their scores say, from 1. */
  pageDoubt: number;
}

/** @returns the unknowns of a payment and, per table, how its columns add up; `addSums` binds the rows to each other. */
export function buildNetwork(payment: PaymentRows): Network {
  const vars: Variable[] = [];
  const claims = payment.claims.map((claim): ClaimNode => {
    const lines = claim.lines.map((row) => rowNode(vars, row, claim.table, []));
    const total = claim.total && rowNode(vars, claim.total, claim.table, claim.lines);
    return { table: claim.table, lines, total, sums: [] };
  });
  const totals = payment.totals.map(({ row, table }) => rowNode(vars, row, table, linesOf(payment, table)));
  const amount = addVariable(vars, 'amount', payment.amount, false);
  const providerAdjustments = payment.providerAdjustments.map((one) =>
    addVariable(vars, 'providerAdjustment', one, false),
  );
  const rows = [...claims.flatMap((claim) => [...claim.lines, ...(claim.total ? [claim.total] : [])]), ...totals];
  const tables = new Set(rows.map((row) => row.table));
  const identities = new Map([...tables].map((table) => [table, identitiesOf(table, rows, vars)]));
  const sums = { constraints: [], payment: null, pageErrors: 0, pageDoubt: 1 };
  const network = { vars, claims, totals, amount, providerAdjustments, identities, ...sums };
  for (const row of rows) for (const identity of identities.get(row.table) ?? []) addLine(network, row, identity);
  judgePage(network);
  return network;
}

const linesOf = (payment: PaymentRows, table: number): AmountRow[] =>
  payment.claims
    .filter((claim) => claim.table === table)
    .flatMap((claim) => [...claim.lines, ...(claim.total ? [claim.total] : [])]);

function addVariable(
  vars: Variable[],
  column: Variable['column'],
  readings: readonly Reading[],
  isEmpty: boolean,
): number {
  const options = optionsOf(readings);
  const chosen = options[0] ?? null;
  const value = isEmpty ? 0 : (chosen?.cents ?? null);
  vars.push({
    id: vars.length,
    column,
    options,
    isEmpty,
    constraints: [],
    factors: [],
    value,
    chosen,
    isAmbiguous: false,
  });
  return vars.length - 1;
}

function rowNode(vars: Variable[], row: AmountRow, table: number, under: readonly AmountRow[]): RowNode {
  const cells = row.cells.map((cell) => {
    const id = addVariable(vars, cell.column, cell.readings, isBlank(cell));
    return { place: cell.place, column: cell.column, id };
  });
  const byPlace = new Map(cells.map((cell) => [cell.place, cell.id]));
  const carried = new Set(under.flatMap((line) => line.cells.filter(hasAmount).map((cell) => cell.place)));
  const printed = new Set(row.cells.filter((cell) => !isBlank(cell)).map((cell) => cell.place));
  const blankPlaces = new Set([...carried].filter((place) => !printed.has(place)));
  return { table, cells, byPlace, identities: [], blankPlaces };
}

const isBlank = (cell: Cell): boolean => cell.readings.length === 0 && !cell.hasInk;

const hasAmount = (cell: Cell): boolean => !isBlank(cell) && cell.readings[0]?.cents !== 0;

function identitiesOf(table: number, rows: readonly RowNode[], vars: readonly Variable[]): readonly FoundIdentity[] {
  const own = rows.filter((row) => row.table === table);
  const columns = new Map(own.flatMap((row) => row.cells.map((cell) => [cell.place, cell.column] as const)));
  const samples = own.map((row): Sample => {
    const places = [...columns.keys()].filter((place) => !row.blankPlaces.has(place));
    const cents = new Map(places.map((place) => [place, valueAt(row, place, vars)]));
    const scores = row.cells.map(({ id }) => (vars[id]?.isEmpty ? 1 : (vars[id]?.chosen?.score ?? 0)));
    return { cents, score: Math.min(1, ...scores) };
  });
  return discoverIdentities(
    samples.toSorted((a, b) => b.score - a.score),
    columns,
  );
}

/** A place without a cell counts as empty. */
function valueAt(row: RowNode, place: number, vars: readonly Variable[]): number | null {
  const id = row.byPlace.get(place);
  return id === undefined ? 0 : (vars[id]?.value ?? null);
}

function addLine(network: Network, row: RowNode, identity: FoundIdentity): void {
  const factors = [...factorsOf(identity)];
  if (factors.some(([place]) => row.blankPlaces.has(place))) return;
  const terms = factors.flatMap(([place, factor]) => {
    const id = row.byPlace.get(place);
    return id === undefined ? [] : [{ id, factor }];
  });
  if (terms.length < 2) return;
  row.identities.push(addConstraint(network, 'line', terms, { row, identity }));
}

const enoughIdentities = 5;

/** Proven line identities that fail tell more about a page than its scores. */
function judgePage(network: Network): void {
  const lefts = network.constraints.map((_, number) => residual(network, number));
  const proven = network.constraints.filter((one, number) => !one.isWeak && lefts[number] !== null);
  const held = network.constraints.filter((one, number) => !one.isWeak && lefts[number] === 0);
  const read = proven.flatMap((one) => one.vars.flatMap((id) => network.vars[id]?.chosen ?? []));
  if (proven.length < enoughIdentities || read.length === 0) return;
  const expected = read.reduce((sum, option) => sum + wrongAt(option.score, 1), 0) / read.length;
  network.pageErrors = errorsSeen(held.length / proven.length, read.length / proven.length);
  network.pageDoubt = pageDoubt(network.pageErrors, expected);
}

/** @returns the number of the new constraint. */
export function addConstraint(
  network: Network,
  kind: Voucher,
  terms: readonly { readonly id: number; readonly factor: number }[],
  line?: { readonly row: RowNode; readonly identity: FoundIdentity },
): number {
  const { vars, constraints } = network;
  const number = constraints.length;
  const [ids, factors] = [terms.map((term) => term.id), terms.map((term) => term.factor)];
  const isWeak = line !== undefined && !line.identity.isStrong;
  constraints.push({ kind, vars: ids, factors, isWeak, identity: line?.identity ?? null, row: line?.row ?? null });
  for (const { id, factor } of terms) {
    vars[id]?.constraints.push(number);
    vars[id]?.factors.push(factor);
  }
  return number;
}

/** @returns what is left of a constraint with the working values; null when one is missing. */
export function residual(network: Network, number: number): number | null {
  const { vars, factors } = network.constraints[number] as Constraint;
  let sum = 0;
  for (const [at, id] of vars.entries()) {
    const value = network.vars[id]?.value;
    if (value === null || value === undefined) return null;
    sum += (factors[at] ?? 0) * value;
  }
  return sum;
}
