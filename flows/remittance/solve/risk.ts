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
  [0, 0.4],
];

/** Of two wrong amounts in one identity, how often the second hides the first (same glyph, same digit): 1 in 25. */
const cancels = 1 / 25;

/** @returns the chance that an amount with this score is wrong, 0 to 1. */
export const wrongAt = (score: number): number => wrongByScore.find(([from]) => score >= from)?.[1] ?? 1;

/** Equal amounts on one line look alike and are misread alike. */
const equalWeight = 4;

/** A cell beside another in one identity. */
export interface Partner {
  readonly score: number;
  /** It prints the very same amount. */
  readonly isEqual: boolean;
}

const doubtOf = (partners: readonly Partner[]): number =>
  partners.reduce((sum, one) => sum + wrongAt(one.score) * (one.isEqual ? equalWeight : 1), 0);

/**
 * The chance that a value is wrong although independent identities hold: it was misread, and in each of them one of its
 * partners was misread so that the sum still comes out.
 * @param identities the partners of the cell, per identity
 */
export const hiddenRisk = (score: number, identities: readonly (readonly Partner[])[]): number =>
  identities.reduce((risk, partners) => risk * Math.min(1, doubtOf(partners) * cancels), wrongAt(score));

/**
 * The chance that a value named by arithmetic alone is wrong: in each identity that names it a partner was misread, all
 * by the same difference.
 * @param score of the best reading that it replaces; 0 when nothing could be read
 */
export const derivedRisk = (score: number, identities: readonly (readonly Partner[])[]): number => {
  const together = identities.reduce((risk, partners) => risk * Math.min(1, doubtOf(partners)), 1);
  return Math.min(1, (together * cancels ** (identities.length - 1)) / (score === 0 ? 1 : wrongAt(score)));
};
