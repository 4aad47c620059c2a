/**
 * How often an amount read with a given score is wrong, before any arithmetic. From the measurement of eight page
 * qualities (words at 0.8 and above: 0.8 to 1.8 % wrong; at 0.9 and above: 0.2 to 0.7 %), taken at its worse end.
 */
const wrongByScore: readonly (readonly [from: number, wrong: number])[] = [
  [0.95, 0.004],
  [0.9, 0.007],
  [0.8, 0.018],
  [0.7, 0.05],
  [0.5, 0.15],
  [0.3, 0.4],
  [0, 0.8],
];

/** Of two wrong amounts in one identity, how often the second hides the first (same glyph, same digit): 1 in 25. */
const cancels = 1 / 25;

/** @returns the chance that an amount with this score is wrong, 0 to 1; the worse the page, the more of its scores lie. */
export const wrongAt = (score: number, pageDoubt: number): number =>
  Math.min(0.9, (wrongByScore.find(([from]) => score >= from)?.[1] ?? 1) * pageDoubt);

const maxPageDoubt = 8;

/**
 * @param held share of the proven line identities that hold with what was read
 * @param cells how many amounts such an identity has, on average
 * @returns the share of amounts that must be misread for so few to hold
 */
export const errorsSeen = (held: number, cells: number): number => 1 - Math.max(held, 0.01) ** (1 / cells);

/** @returns how much worse a page is than its scores say: 1 (as they say) to 8. */
export const pageDoubt = (seen: number, expected: number): number =>
  Math.min(maxPageDoubt, Math.max(1, seen / expected));

/** Equal amounts on one line look alike and are misread alike. */
const equalWeight = 4;

/** A cell beside another in one identity. */
export interface Partner {
  /** The chance that it is wrong by its own score. */
  readonly wrong: number;
  /** It prints the very same amount. */
  readonly isEqual: boolean;
}

const doubtOf = (partners: readonly Partner[]): number =>
  partners.reduce((sum, one) => sum + one.wrong * (one.isEqual ? equalWeight : 1), 0);

/**
 * The chance that a value is wrong although independent identities hold: it was misread, and in each of them one of its
 * partners was misread so that the sum still comes out.
 * @param wrong the chance that its reading is wrong by its score
 * @param identities the partners of the cell, per identity
 */
export const hiddenRisk = (wrong: number, identities: readonly (readonly Partner[])[]): number =>
  identities.reduce((risk, partners) => risk * Math.min(1, doubtOf(partners) * cancels), wrong);

/**
 * The chance that a value named by arithmetic alone is wrong: in each identity that names it a partner was misread, all
 * by the same difference.
 * @param wrong the chance that the reading it replaces is wrong; 1 when nothing could be read
 */
export const derivedRisk = (wrong: number, identities: readonly (readonly Partner[])[]): number => {
  const together = identities.reduce((risk, partners) => risk * Math.min(1, doubtOf(partners)), 1);
  return Math.min(1, (together * cancels ** (identities.length - 1)) / wrong);
};
