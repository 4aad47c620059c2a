import type { Network, Variable } from './network.ts';
import { confusions, type Option } from './readings.ts';
import { vouchersOf } from './vouchers.ts';

/** A new value for one cell that makes broken identities hold and breaks none. */
interface Repair {
  readonly id: number;
  readonly option: Option;
  readonly mends: readonly number[];
}

const maxRounds = 6;
const firmScore = 0.98;

/**
 * Mends what choosing among readings could not: where two independent identities name the same value for a cell, and the
 * value is a common misreading of what was read, or the cell could not be read at all. Two rival explanations: neither.
 */
export function repairAll(network: Network): void {
  for (let round = 0; round < maxRounds; round += 1) {
    const left = leftOf(network);
    const repairs = network.vars.flatMap((variable) => repairsOf(network, left, variable.id));
    const clear = repairs.filter((one) => !repairs.some((other) => other !== one && isRival(one, other)));
    if (clear.length === 0) return;
    for (const { id, option } of clear) {
      const variable = network.vars[id];
      if (!variable) continue;
      variable.value = option.cents;
      variable.chosen = option;
    }
  }
}

/** Two repairs of one cell or of one broken identity. */
const isRival = (one: Repair, other: Repair): boolean =>
  one.id === other.id || one.mends.some((number) => other.mends.includes(number));

function repairsOf(network: Network, left: readonly Left[], id: number): Repair[] {
  const variable = network.vars[id];
  if (!variable || variable.isEmpty) return [];
  const named = new Map<number, number[]>();
  let isDoubtful = false;
  for (const number of variable.constraints) {
    const cents = namedBy(network, left, number, id);
    if (cents === null) continue;
    named.set(cents, [...(named.get(cents) ?? []), number]);
    isDoubtful ||= cents !== variable.value;
  }
  if (!isDoubtful || named.has(variable.value ?? Number.NaN)) return [];
  return [...named].flatMap(([cents, mends]) => {
    const option = optionFor(network, id, cents);
    if (
      !option ||
      !fitsRow(network, id, mends, cents) ||
      vouchersOf(network, id, mends).length < (option.via === 'arithmetic' ? 2 : 1)
    )
      return [];
    if (named.size > 1 && !isBorne(network, left, id, mends)) return [];
    return [{ id, option, mends }];
  });
}

/** What is left of an identity and which one cell, if only one, is unread. */
interface Left {
  readonly cents: number;
  readonly missing: readonly number[];
}

const leftOf = (network: Network) =>
  network.constraints.map((one): Left => {
    let cents = 0;
    const missing: number[] = [];
    for (const [at, id] of one.vars.entries()) {
      const value = network.vars[id]?.value;
      if (value === null || value === undefined) missing.push(id);
      else cents += (one.factors[at] ?? 0) * value;
    }
    return { cents, missing };
  });

/** @returns the value that makes the identity hold, all its other cells being known. */
function namedBy(network: Network, left: readonly Left[], number: number, id: number): number | null {
  const variable = network.vars[id] as Variable;
  const { cents, missing } = left[number] as Left;
  if (missing.some((other) => other !== id)) return null;
  return (variable.value ?? 0) - cents / (variable.factors[variable.constraints.indexOf(number)] ?? 1);
}

/** A line identity and the sum of its claim must be among those that agree when others do not. */
function isBorne(network: Network, left: readonly Left[], id: number, mends: readonly number[]): boolean {
  const near = network.vars[id]?.constraints.filter((number) =>
    ['line', 'claim'].includes(network.constraints[number]?.kind ?? ''),
  );
  return (near ?? []).every((number) => mends.includes(number) || namedBy(network, left, number, id) === null);
}

/** Amounts of a line have the sign of what it starts from and are no larger; a total put in place is held to the same. */
function fitsRow(network: Network, id: number, mends: readonly number[], cents: number): boolean {
  const rows = mends.flatMap((number) => network.constraints[number]?.row ?? []);
  return rows.every((row) => {
    const first = row.cells.find((cell) => cell.column === 'billed' && cell.id !== id);
    const billed = network.vars[first?.id ?? -1]?.value ?? null;
    return billed === null || billed === 0 || (cents * Math.sign(billed) >= 0 && Math.abs(cents) <= Math.abs(billed));
  });
}

function optionFor(network: Network, id: number, cents: number): Option | null {
  const variable = network.vars[id];
  const read = variable?.options.find((option) => option.cents === cents);
  if (!variable || read) return read ?? null;
  const isFirm = variable.options.some((option) => option.via === 'text-layer' || option.score >= firmScore);
  const isLikely = variable.options.length === 0 || variable.options.some((one) => confusions(one.cents).has(cents));
  return isLikely && !isFirm ? { cents, score: 0, via: 'arithmetic', isTop: false } : null;
}
