import type { Identity } from './cells.ts';

/** @returns the factor of each place in `from - minus - equals = 0`. */
export const factorsOf = (identity: Identity): ReadonlyMap<number, number> =>
  new Map<number, number>([
    [identity.from, 1],
    ...identity.minus.map((place): [number, number] => [place, -1]),
    [identity.equals, -1],
  ]);

/** Whether an identity says more than those before it, looking only at the places that ever carry an amount. */
export function isIndependent(identity: Identity, others: readonly Identity[], alive: ReadonlySet<number>): boolean {
  const places = [...alive];
  const vector = (one: Identity) => places.map((place) => factorsOf(one).get(place) ?? 0);
  return rank([...others, identity].map(vector)) > rank(others.map(vector));
}

/** Rank of a small whole-number matrix by Gaussian elimination without fractions. */
function rank(rows: readonly (readonly number[])[]): number {
  let left = rows.map((row) => [...row]);
  let count = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const pivot = left.find((row) => row[column] !== 0);
    if (!pivot) continue;
    const head = pivot[column] ?? 0;
    left = left
      .filter((row) => row !== pivot)
      .map((row) => row.map((value, at) => value * head - (pivot[at] ?? 0) * (row[column] ?? 0)));
    count += 1;
  }
  return count;
}
