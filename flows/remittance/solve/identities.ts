import type { Identity, MoneyColumn } from './cells.ts';
import { isIndependent } from './independent.ts';
import { between, oddity, type Pair } from './plausible.ts';

/** One row for discovery: cents by place, null where ink could not be read. Places without an entry are not printed. */
export interface Sample {
  readonly cents: ReadonlyMap<number, number | null>;
  /** The least of its readings' scores. */
  readonly score: number;
}

export interface FoundIdentity extends Identity {
  readonly pair: Pair;
  /** Seen in enough unlike rows to stand by itself; else it speaks only where a total agrees. */
  readonly isStrong: boolean;
  /** In how many of those rows each place was not zero: a column seen only once has no proven part. */
  readonly seen: ReadonlyMap<number, number>;
  /** Rows that speak for it. */
  readonly held: number;
  /** 0: as by the book; see `oddity`. */
  readonly odd: number;
}

const maxSamples = 120;
const maxColumns = 11;
const enoughRows = 3;
const MANY = 5;
const enoughShare = 0.12;
const sureScore = 0.8;

/**
 * How the columns of one table add up, found from its rows.
 * @param columns meaning by place
 * @returns independent identities; where rows prove none, the textbook one, not strong.
 */
export function discoverIdentities(
  rows: readonly Sample[],
  columns: ReadonlyMap<number, MoneyColumn>,
): readonly FoundIdentity[] {
  const samples = rows.slice(0, maxSamples);
  const alive = new Set(
    [...columns.keys()].filter((place) => samples.some((row) => (row.cents.get(place) ?? 0) !== 0)),
  );
  const candidates = endsOf(columns).flatMap((ends) => bestIdentity(ends, samples, columns, alive) ?? []);
  // What most rows speak for comes first: an identity of few rows must not make it look dependent.
  const byWeight = candidates.toSorted((a, b) => Number(b.isStrong) - Number(a.isStrong) || b.held - a.held);
  const found: FoundIdentity[] = [];
  for (const identity of byWeight)
    if (
      !isOfNoColumn(identity, byWeight, columns, alive) &&
      !isShadow(identity, found) &&
      isIndependent(identity, found, alive)
    )
      found.push(identity);
  return found;
}

/** Billed less the same amounts is paid in most rows: in the few in which it is what is allowed as well, both are nought. */
const isShadow = ({ from, minus, equals, held }: FoundIdentity, found: readonly FoundIdentity[]): boolean =>
  found.some(
    (other) =>
      other.from === from &&
      other.equals !== equals &&
      other.minus.join() === minus.join() &&
      other.held >= held * SHADOWS,
  );

const SHADOWS = 2;

/** Where no column says what stands between billed and allowed, billed less the rest is not paid. */
function isOfNoColumn(
  { pair, held }: FoundIdentity,
  all: readonly FoundIdentity[],
  columns: ReadonlyMap<number, MoneyColumn>,
  alive: ReadonlySet<number>,
): boolean {
  const benefit = all.find((other) => other.pair === 'benefit' && other.isStrong);
  const isAbove = ([place, column]: [number, MoneyColumn]): boolean =>
    alive.has(place) && ABOVE.has(column) && !benefit?.minus.includes(place);
  return pair === 'balance' && held === 0 && benefit !== undefined && ![...columns].some(isAbove);
}

const ABOVE: ReadonlySet<MoneyColumn> = new Set(['contractual', 'notCovered', 'adjustment', 'otherInsurance']);

interface Ends {
  readonly pair: Pair;
  readonly from: number;
  /** Null for `sum`: everything between adds up to `from`. */
  readonly equals: number | null;
}

function endsOf(columns: ReadonlyMap<number, MoneyColumn>): Ends[] {
  const at = (column: MoneyColumn) =>
    [...columns]
      .filter(([, meaning]) => meaning === column)
      .map(([place]) => place)
      .sort((a, b) => a - b);
  const [billed, allowed, paid] = [at('billed'), at('allowed'), at('paid')];
  const cross = (pair: Pair, from: readonly number[], to: readonly number[]): Ends[] =>
    from.flatMap((one) => to.map((other) => ({ pair, from: one, equals: other })));
  const twice = [billed, allowed, paid, at('patientResponsibility')].flatMap((places) =>
    places.slice(1).map((place, index): Ends => ({ pair: 'same', from: places[index] ?? place, equals: place })),
  );
  return [
    ...twice,
    ...cross('allowed', billed, allowed),
    ...cross('benefit', allowed, paid),
    ...at('patientResponsibility').map((place): Ends => ({ pair: 'sum', from: place, equals: null })),
    ...cross('balance', billed, paid),
    ...paid.slice(1).map((place, index): Ends => ({ pair: 'net', from: place, equals: paid[index] ?? place })),
  ];
}

/** A subset of the columns between two ends, with the rows that speak for it. */
interface Subset {
  readonly taken: readonly number[];
  readonly rows: readonly Sample[];
  readonly support: number;
  readonly odd: number;
}

function bestIdentity(
  ends: Ends,
  samples: readonly Sample[],
  columns: ReadonlyMap<number, MoneyColumn>,
  alive: ReadonlySet<number>,
): FoundIdentity | null {
  const places = [...columns.keys()]
    .filter((place) => place !== ends.from && place !== ends.equals && canStand(ends, columns.get(place)))
    .sort((a, b) => a - b);
  const open = places.filter((place) => alive.has(place)).slice(0, maxColumns);
  const oddityOf = (taken: readonly number[], among: readonly number[]) => {
    const asColumns = (of: readonly number[]) => of.flatMap((place) => columns.get(place) ?? []);
    return oddity(ends.pair, asColumns(taken), asColumns(among.filter((place) => !taken.includes(place))));
  };
  const subsets = holdingRows(ends, open, samples).map((rows, mask): Subset => {
    const taken = open.filter((_, bit) => (mask >> bit) & 1);
    const support = unlike(rows, [ends.from, ends.equals ?? ends.from, ...taken]);
    return { taken, rows, support, odd: oddityOf(taken, open) };
  });
  const best = subsets.reduce((a, b) => (isBetter(b, a) ? b : a));
  const isStrong = isProven(best, samples);
  const chosen = isStrong ? best : textbook(ends, subsets, samples, places.length > 0);
  if (!chosen) return null;
  // What a few of many rows say by chance is no identity of the form; the textbook one stays where no row speaks at all.
  const isMinority = chosen.rows.length > 0 && chosen.rows.length < samples.length / 2;
  if (!isStrong && samples.length >= MANY && isMinority) return null;
  const silent = places.filter((place) => !open.includes(place));
  return identityOf(ends, withSilent(chosen.taken, open, silent, oddityOf), chosen, isStrong, columns);
}

/** More rows, then the more usual form, then the shorter one: fewer amounts for an error to hide among. */
const isBetter = (one: Subset, other: Subset): boolean =>
  (one.support - other.support || other.odd - one.odd || other.taken.length - one.taken.length) > 0;

/** Holds in enough unlike rows, or in several alike when it is the textbook; and not only by chance in a few of many. */
function isProven(best: Subset, samples: readonly Sample[]): boolean {
  const isSeen = best.support >= enoughRows || (best.rows.length >= enoughRows && best.odd === 0);
  const sure = samples.filter((row) => row.score >= sureScore);
  const sureHolding = best.rows.filter((row) => row.score >= sureScore);
  const isUsual = sure.length < 5 || sureHolding.length >= (best.taken.length === 0 ? 0.8 : 0.35) * sure.length;
  return isSeen && isUsual && best.rows.length >= enoughShare * samples.length;
}

/** What the form would mean by the book; only where rows speak for it, or too few can be read to speak against it. */
function textbook(
  ends: Ends,
  subsets: readonly Subset[],
  samples: readonly Sample[],
  hasBetween: boolean,
): Subset | null {
  if (!hasBetween) return null;
  const plain = subsets.filter((one) => one.odd <= 1);
  const spoken = plain
    .filter((one) => one.support > 0)
    .reduce<Subset | null>((a, b) => (!a || isBetter(b, a) ? b : a), null);
  const needed = samples.length < 5 ? 1 : 2;
  if (spoken && spoken.support >= needed) return spoken;
  if (ends.pair === 'sum' || ends.pair === 'same' || ends.pair === 'net') return null;
  if (ends.pair !== 'balance' && samples.length > 2) return null;
  return plain.reduce<Subset | null>((a, b) => (!a || b.odd < a.odd ? b : a), null);
}

/** Adds the columns that never carried an amount, each where it belongs by meaning. */
function withSilent(
  taken: readonly number[],
  open: readonly number[],
  silent: readonly number[],
  oddityOf: (taken: readonly number[], among: readonly number[]) => number,
): readonly number[] {
  let [so, among] = [taken, open];
  for (const place of silent) {
    among = [...among, place];
    if (oddityOf([...so, place], among) < oddityOf(so, among)) so = [...so, place];
  }
  return so;
}

const canStand = (ends: Ends, column: MoneyColumn | undefined): boolean =>
  column !== undefined && between[ends.pair].includes(column);

/** @returns per subset of the open columns (bit mask) the rows in which it holds. */
function holdingRows(ends: Ends, open: readonly number[], samples: readonly Sample[]): (readonly Sample[])[] {
  const holding: Sample[][] = Array.from({ length: 2 ** open.length }, () => []);
  const sums = new Float64Array(holding.length);
  for (const row of samples) {
    const from = row.cents.get(ends.from);
    const equals = ends.equals === null ? 0 : row.cents.get(ends.equals);
    if (from === null || from === undefined || equals === null || equals === undefined) continue;
    if (from === 0 && equals === 0) continue;
    for (let mask = 0; mask < sums.length; mask += 1) {
      const bit = 31 - Math.clz32(mask);
      const cents = mask === 0 ? 0 : row.cents.get(open[bit] ?? -1);
      sums[mask] = mask === 0 ? 0 : (sums[mask ^ (1 << bit)] ?? Number.NaN) + (cents ?? Number.NaN);
      if (sums[mask] === from - equals) holding[mask]?.push(row);
    }
  }
  return holding;
}

/** Rows that differ in the places named: the same line printed ten times proves no more than once. */
const unlike = (rows: readonly Sample[], places: readonly number[]): number =>
  new Set(rows.map((row) => places.map((place) => row.cents.get(place)).join())).size;

function identityOf(
  ends: Ends,
  taken: readonly number[],
  { rows, odd }: Subset,
  isStrong: boolean,
  columns: ReadonlyMap<number, MoneyColumn>,
): FoundIdentity | null {
  const last = ends.equals ?? taken.at(-1);
  if (last === undefined) return null;
  const minus = ends.equals === null ? taken.slice(0, -1) : taken;
  const seen = [...columns.keys()].map((place): [number, number] => [
    place,
    rows.filter((row) => (row.cents.get(place) ?? 0) !== 0).length,
  ]);
  return {
    from: ends.from,
    minus,
    equals: last,
    pair: ends.pair,
    isStrong,
    seen: new Map(seen),
    held: rows.length,
    odd,
  };
}
