import { MONEY_COLUMNS } from './cells.ts';
import type { AmountRow, MoneyColumn } from './cells.ts';
import { discoverIdentities, type Sample } from './identities.ts';
import { optionsOf } from './readings.ts';

const maxAssignments = 3000;
const maxRows = 24;
/** Columns that a form may print more than once. */
const repeatable: ReadonlySet<MoneyColumn> = new Set(['adjustment']);

/** Meaning by place; null for a column that is left out of all arithmetic. */
export type Meanings = ReadonlyMap<number, MoneyColumn | null>;

/**
 * Chooses what doubtful columns mean: the assignment under which identities hold in most rows, then the one that leaves
 * fewest columns unexplained, then the most usual form.
 * @param candidatesPerPlace by place, what the header may mean; an empty list for a column without a header
 * @returns null when no assignment holds in half of the rows, when two do equally well, or when there are too many.
 */
export function assignMeanings(
  rows: readonly AmountRow[],
  candidatesPerPlace: ReadonlyMap<number, readonly MoneyColumn[]>,
  /** Whether, of two that do equally well, the one nearer to the headings' likeliest meanings counts. */
  isHeadingFirst = false,
  /** Meanings that must be among those chosen. */
  required: readonly MoneyColumn[] = [],
): Meanings | null {
  const samples = rows.slice(0, maxRows).map(sampleOf);
  const places = [...candidatesPerPlace].map(([place, list]) => ({ place, choices: choicesOf(list) }));
  if (places.reduce((product, { choices }) => product * choices.length, 1) > maxAssignments) return null;
  const sure = new Set([...candidatesPerPlace.values()].flatMap((list) => (list.length === 1 ? list : [])));
  const strayed = ({ meanings }: Ranked) =>
    places.reduce((sum, { place, choices }) => sum + choices.indexOf(meanings.get(place) ?? null), 0);
  let best: Ranked | null = null;
  let isTied = false;
  for (const meanings of assignments(places, sure)) {
    if (!required.every((each) => [...meanings.values()].includes(each))) continue;
    const ranked = rank(samples, meanings);
    const by = best ? compare(ranked, best) : 1;
    const order = best && by === 0 && isHeadingFirst ? strayed(best) - strayed(ranked) : by;
    if (order > 0) best = ranked;
    isTied = order === 0 || (isTied && order < 0);
  }
  if (!best || isTied || best.held < Math.max(1, samples.length / 2)) return null;
  return best.meanings;
}

const choicesOf = (list: readonly MoneyColumn[]): readonly (MoneyColumn | null)[] =>
  list.length === 0 ? [...MONEY_COLUMNS, null] : list;

interface Ranked {
  readonly meanings: Meanings;
  /** Rows times identities. */
  readonly held: number;
  /** Columns with amounts that no identity uses. */
  readonly idle: number;
  readonly odd: number;
}

const compare = (a: Ranked, b: Ranked): number => a.held - b.held || b.idle - a.idle || b.odd - a.odd;

/** Every combination in which a doubtful column does not repeat what another one means. */
function* assignments(
  places: readonly { readonly place: number; readonly choices: readonly (MoneyColumn | null)[] }[],
  sure: ReadonlySet<MoneyColumn>,
): Generator<Meanings> {
  const [first, ...others] = places;
  if (!first) {
    yield new Map();
    return;
  }
  for (const rest of assignments(others, sure))
    for (const choice of first.choices) {
      const isTaken = choice !== null && (sure.has(choice) || [...rest.values()].includes(choice));
      if (isTaken && first.choices.length > 1 && choice && !repeatable.has(choice)) continue;
      yield new Map([[first.place, choice], ...rest]);
    }
}

function rank(samples: readonly Sample[], meanings: Meanings): Ranked {
  const columns = new Map([...meanings].flatMap(([place, column]) => (column ? [[place, column] as const] : [])));
  const found = discoverIdentities(samples, columns).filter((identity) => identity.held > 0);
  const used = new Set(found.flatMap((identity) => [identity.from, ...identity.minus, identity.equals]));
  const isAlive = (place: number) => samples.some((row) => (row.cents.get(place) ?? 0) !== 0);
  return {
    meanings,
    held: found.reduce((sum, identity) => sum + identity.held, 0),
    idle: [...meanings.keys()].filter((place) => isAlive(place) && !used.has(place)).length,
    odd: found.reduce((sum, identity) => sum + identity.odd, 0),
  };
}

function sampleOf(row: AmountRow): Sample {
  const options = row.cells.map((cell) => ({ cell, top: optionsOf(cell.readings)[0] }));
  const cents = options.map(({ cell, top }): [number, number | null] => [
    cell.place,
    top?.cents ?? (cell.hasInk ? null : 0),
  ]);
  return { cents: new Map(cents), score: Math.min(1, ...options.map(({ top }) => top?.score ?? 1)) };
}
