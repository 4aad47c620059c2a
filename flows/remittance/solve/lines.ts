import type { Constraint, Network, RowNode } from './network.ts';
import { residual } from './network.ts';
import type { Option } from './readings.ts';

/** One way to read the doubtful cells of a row. */
export type Choice = ReadonlyMap<number, Option>;

const maxNodes = 20_000;

/**
 * Chooses among the readings of one row by its line identities.
 * @returns every combination under which they hold (all of them, else as many as can at once); none when no combination
 * does or when there are too many to look at. A row that cannot be read in full is judged by the identities it fills.
 */
export function waysOf(network: Network, row: RowNode): readonly Choice[] {
  const closed = row.identities.filter((number) => residual(network, number) !== null);
  if (closed.length === 0) return [];
  const all = search(network, closed);
  if (all.length > 0 || closed.length === 1) return all;
  const single = closed.map((number) => search(network, [number])).filter((ways) => ways.length === 1);
  return single.length === 1 ? (single[0] ?? []) : [];
}

/** Depth first over the cells with several readings, dropping a branch as soon as a filled identity fails. */
function search(network: Network, numbers: readonly number[]): Choice[] {
  const constraints = numbers.map((number) => network.constraints[number] as Constraint);
  const ids = [...new Set(constraints.flatMap((one) => one.vars))];
  const open = ids.filter((id) => (network.vars[id]?.options.length ?? 0) > 1);
  const ends = constraints.map((one) => Math.max(-1, ...one.vars.map((id) => open.indexOf(id))));
  const values = new Map(ids.map((id) => [id, network.vars[id]?.value ?? 0]));
  const holds = (one: Constraint) =>
    one.vars.reduce((sum, id, at) => sum + (one.factors[at] ?? 0) * (values.get(id) ?? 0), 0) === 0;
  const ways: Choice[] = [];
  let nodes = 0;
  const walk = (depth: number, chosen: readonly Option[]): void => {
    nodes += 1;
    if (nodes > maxNodes || !constraints.every((one, at) => ends[at] !== depth - 1 || holds(one))) return;
    const id = open[depth];
    if (id === undefined) {
      ways.push(new Map(chosen.map((option, at) => [open[at] ?? -1, option])));
      return;
    }
    for (const option of network.vars[id]?.options ?? []) {
      values.set(id, option.cents);
      walk(depth + 1, [...chosen, option]);
    }
  };
  walk(0, []);
  return nodes > maxNodes ? [] : ways;
}

/** Takes a way as the working values. */
export function take(network: Network, way: Choice): void {
  for (const [id, option] of way) {
    const variable = network.vars[id];
    if (!variable) continue;
    variable.value = option.cents;
    variable.chosen = option;
  }
}
