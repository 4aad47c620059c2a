/** Figures over many scores: shares right, what was wrong and accepted, what went through without a person, how well confidence is calibrated. */
import type { FieldKind, FieldVerdict } from './judge-fields.ts';
import type { Score } from './score.ts';

export interface Share {
  readonly right: number;
  readonly of: number;
}

/** What the paper states, and how much of it was read right; what was invented or added does not count here but in `wrongAccepted`. */
export function shareRight(scores: readonly Score[], kinds: readonly FieldKind[]): Share {
  const stated = scores
    .flatMap((score) => score.fields)
    .filter((each) => kinds.includes(each.kind) && !isUnstated(each));
  return { right: stated.filter((each) => each.verdict === 'right').length, of: stated.length };
}

const isUnstated = ({ verdict }: FieldVerdict): boolean => verdict === 'invented' || verdict === 'added';
const isFalse = ({ verdict }: FieldVerdict): boolean =>
  verdict === 'wrong' || verdict === 'invented' || verdict === 'added';

/** From this confidence on a field is taken for certain. */
export const CERTAIN = 0.99;

/** Fields that are wrong although they were called certain, or that stand in a claim which was to be posted. */
export function wrongAccepted(
  score: Score,
  kinds: readonly FieldKind[] = ['money', 'id', 'date', 'code', 'name'],
): FieldVerdict[] {
  const posted = new Set(score.claims.filter((each) => each.disposition === 'post').map((each) => each.read));
  return score.fields.filter(
    (each) =>
      kinds.includes(each.kind) &&
      isFalse(each) &&
      ((each.confidence ?? 0) >= CERTAIN || (each.claim !== null && posted.has(each.claim))),
  );
}

/** Claims that were to be posted although the right answer is to ask, or although an amount or a key of theirs is wrong or absent. */
export function wrongPosts(score: Score): string[] {
  const posted = score.claims.filter((each) => each.disposition === 'post');
  const spoilt = new Set(score.fields.filter((each) => isSpoilt(each)).map((each) => each.claim));
  return posted.flatMap((each) =>
    (each.right === 'review' || (each.key !== null && spoilt.has(each.read))) && each.read ? [each.read] : [],
  );
}

const isSpoilt = (each: FieldVerdict): boolean =>
  (isFalse(each) && (each.kind === 'money' || each.kind === 'id' || each.field.endsWith('.adjustment.reason'))) ||
  (each.verdict === 'missing' && each.kind === 'money' && each.field !== 'claim.interestCents');

/** Claims that went through, of those whose right answer is to post. */
export function touchless(scores: readonly Score[]): Share {
  const meant = scores.flatMap((score) => score.claims).filter((each) => each.right === 'post');
  return { right: meant.filter((each) => each.disposition === 'post').length, of: meant.length };
}

export interface Bucket extends Share {
  /** Both in confidence; the last includes 1. */
  readonly from: number;
  readonly to: number;
}

const EDGES = [0, 0.5, 0.8, 0.9, 0.95, 0.99, 1] as const;

/** Of the fields given a confidence between two edges: how many are right. Fields without one are left out. */
export function calibration(scores: readonly Score[]): Bucket[] {
  const given = scores
    .flatMap((score) => score.fields)
    .flatMap((each) =>
      each.confidence === null || each.got === null ? [] : [{ confidence: each.confidence, isRight: !isFalse(each) }],
    );
  return EDGES.slice(0, -1).map((from, i) => {
    const to = EDGES[i + 1] ?? 1;
    const inside = given.filter(({ confidence }) => confidence >= from && (confidence < to || to === 1));
    return { from, to, right: inside.filter((each) => each.isRight).length, of: inside.length };
  });
}

/** One line for each field that is not right, for a person. Names and ids are invented ones. */
export function differences(score: Score): string[] {
  const { layout, seed, quality, form } = score.key;
  const lost = score.claims.flatMap((each) =>
    each.read === null
      ? [`claim ${each.key} was not read`]
      : each.key === null
        ? [`claim ${each.read} is not on the paper`]
        : [],
  );
  const kind = score.isKindRight ? [] : [`the kind should be ${score.key.kind}`];
  const wrong = score.fields
    .filter((each) => each.verdict !== 'right')
    .map(
      (each) =>
        `${each.field} ${each.verdict}: ${each.expected} on paper, read ${each.got} (${each.pointer ?? 'not read'}, ${each.confidence ?? 'no confidence'})`,
    );
  return [...kind, ...lost, ...wrong].map((text) => `${layout}-${seed}-${quality}-${form}: ${text}`);
}
