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

/**
 * The chance that a value is wrong although independent identities hold: it was misread, and in each of them another
 * amount was misread so that the sum still comes out.
 * @param wrong the chance that its reading is wrong by its score
 * @param doubts per identity, the chance that another amount in it is wrong
 */
export const hiddenRisk = (wrong: number, doubts: readonly number[]): number =>
  doubts.reduce((risk, doubt) => risk * Math.min(1, doubt * cancels), wrong);

/** How often a value that other errors name by chance is also a common misreading of what was read: 1 in 10. */
const alikeByChance = 0.1;

/**
 * The chance that a value named by arithmetic alone is wrong: in each identity that names it another amount was misread,
 * all by the same difference.
 * @param wrong the chance that the look-alike reading it replaces is wrong; null when nothing could be read
 * @param doubts per identity, the chance that another amount in it is wrong
 */
export const derivedRisk = (wrong: number | null, doubts: readonly number[]): number => {
  const together = doubts.reduce((risk, doubt) => risk * Math.min(1, doubt), 1) * cancels ** (doubts.length - 1);
  return Math.min(1, wrong === null ? together : (together * alikeByChance) / wrong);
};
