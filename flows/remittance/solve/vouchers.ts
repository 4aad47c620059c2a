import type { Constraint, Network } from './network.ts';
import { between } from './plausible.ts';

/**
 * Which of the identities speak for a cell independently. Two that share another printed cell in the same proportion
 * count once: an error there would deceive both. Weak lines count only beside a sum that agrees.
 * @returns their numbers, proven ones first.
 */
export function vouchersOf(network: Network, id: number, numbers: readonly number[]): readonly number[] {
  const proven = numbers.filter((number) => !isWeakHere(network, number));
  const isAgreed = proven.some((number) => network.constraints[number]?.kind !== 'line');
  const speaking = isAgreed ? [...proven, ...numbers.filter((number) => !proven.includes(number))] : proven;
  const kept: number[] = [];
  for (const number of speaking)
    if (kept.every((other) => !sharePartner(network, id, number, other))) kept.push(number);
  return kept;
}

/** A line identity is weak as a whole, or in a row with an amount in a column whose part in it was seen only once. */
export function isWeakHere(network: Network, number: number): boolean {
  const { isWeak, identity, row } = network.constraints[number] as Constraint;
  if (isWeak || !identity || !row) return isWeak;
  return row.cells.some(({ place, column, id }) => {
    const isAbout = between[identity.pair].includes(column) || identity.from === place || identity.equals === place;
    const variable = network.vars[id];
    // Of a text layer the figures are no guess: a column that makes its only row come out has its part in it.
    const enough = variable?.chosen?.via === 'text-layer' ? 1 : 2;
    return isAbout && (variable?.value ?? 0) !== 0 && (identity.seen.get(place) ?? 0) < enough;
  });
}

/** Above this many cells a column and the payment are taken to run over the same rows. */
const manyCells = 40;

function sharePartner(network: Network, id: number, one: number, other: number): boolean {
  const [a, b] = [network.constraints[one], network.constraints[other]] as [Constraint, Constraint];
  if (a.kind === 'line' && b.kind !== 'line') return false;
  if (a.kind !== 'line' && b.kind === 'line') return false;
  if (a.vars.length > manyCells || b.vars.length > manyCells) return a.kind !== 'claim' && b.kind !== 'claim';
  const ratios = partnersOf(network, id, a);
  return [...partnersOf(network, id, b)].some(([partner, ratio]) => ratios.get(partner) === ratio);
}

function partnersOf(network: Network, id: number, one: Constraint): ReadonlyMap<number, number> {
  const own = one.factors[one.vars.indexOf(id)] ?? 1;
  const pairs = one.vars.flatMap((other, at): [number, number][] =>
    other === id || network.vars[other]?.isEmpty ? [] : [[other, (one.factors[at] ?? 0) / own]],
  );
  return new Map(pairs);
}
