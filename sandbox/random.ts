/** Seeded chance: the same seed gives the same practice world on every machine. */

export interface Random {
  /** @returns a number from 0 up to, not including, 1. */
  readonly next: () => number;
  /** @returns a whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
  readonly chance: (probability: number) => boolean;
  readonly shuffle: <T>(from: readonly T[]) => T[];
}

/** FNV-1a over UTF-16 units. @returns 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** mulberry32. @param stream names an independent sequence of the same seed, so that adding one draw shifts no other. */
export function seededRandom(seed: number, stream: string): Random {
  let state = (hashText(stream) ^ Math.imul(seed | 0, 0x9e3779b1)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    int,
    pick: (from) => {
      const item = from[int(0, from.length - 1)];
      if (item === undefined) throw new Error('Nothing to pick from: give a list with at least one entry.');
      return item;
    },
    chance: (probability) => next() < probability,
    shuffle: (from) => {
      const list = [...from];
      for (let i = list.length - 1; i > 0; i -= 1) {
        const j = int(0, i);
        [list[i], list[j]] = [list[j]!, list[i]!];
      }
      return list;
    },
  };
}
