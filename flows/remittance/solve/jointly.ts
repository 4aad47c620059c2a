import { type Choice, take } from './lines.ts';
import type { Constraint, Network } from './network.ts';

const maxStates = 4000;

/** Rows that may be read in several ways, each with its ways. */
export type Doubt = readonly Choice[];

/**
 * Chooses one way for every doubtful row so that all sums hold: dynamic programming over what is left of each sum, so
 * that the work grows with the number of rows, not with the number of combinations.
 * @returns whether there was exactly one such choice, which is then taken.
 */
export function chooseJointly(network: Network, doubts: readonly Doubt[], sums: readonly number[]): boolean {
  const constraints = sums.map((number) => network.constraints[number] as Constraint);
  const touched = new Set(doubts.flatMap((ways) => ways.flatMap((way) => [...way.keys()])));
  const used = constraints.filter(
    (one) =>
      one.vars.some((id) => touched.has(id)) &&
      one.vars.every((id) => touched.has(id) || network.vars[id]?.value !== null),
  );
  if (used.length === 0) return false;
  const start = used.map((one) => dot(one, (id) => (touched.has(id) ? 0 : (network.vars[id]?.value ?? 0))));
  const factors = used.map((one) => new Map(one.vars.map((id, at) => [id, one.factors[at] ?? 0])));
  let states = new Map<string, State>([[start.join(), { left: start, ways: 1, picks: null }]]);
  for (const ways of doubts) {
    const next = new Map<string, State>();
    for (const state of states.values()) for (const way of ways) step(next, state, way, factors);
    if (next.size > maxStates) return false;
    states = next;
  }
  const end = states.get(used.map(() => 0).join());
  if (end?.ways !== 1) return false;
  for (let pick = end.picks; pick; pick = pick.before) take(network, pick.way);
  return true;
}

interface State {
  readonly left: readonly number[];
  /** In how many ways this remainder is reached; only "one" and "more" matter. */
  readonly ways: number;
  readonly picks: Pick | null;
}

interface Pick {
  readonly way: Choice;
  readonly before: Pick | null;
}

const dot = (one: Constraint, valueOf: (id: number) => number): number =>
  one.vars.reduce((sum, id, at) => sum + (one.factors[at] ?? 0) * valueOf(id), 0);

function step(
  next: Map<string, State>,
  state: State,
  way: Choice,
  factors: readonly ReadonlyMap<number, number>[],
): void {
  const left = factors.map((factorOf, at) =>
    [...way].reduce((sum, [id, option]) => sum + (factorOf.get(id) ?? 0) * option.cents, state.left[at] ?? 0),
  );
  const key = left.join();
  const before = next.get(key);
  next.set(key, { left, ways: (before?.ways ?? 0) + state.ways, picks: { way, before: state.picks } });
}
