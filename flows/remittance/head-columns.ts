/** Headings no further apart than their words: the amounts and texts in the rows below tell where one ends. */
import { phraseOf } from './phrases.ts';
import type { Phrase } from './phrases.ts';
import type { Row, Token } from './rows.ts';
import { left, right } from './rows.ts';

/** Where columns begin and end, in pixels of the page. */
export interface ColumnEdges {
  /** Left edges of what is no amount. */
  readonly starts: readonly number[];
  /** Right edges of amounts. */
  readonly ends: readonly number[];
}

/** A row of services has so many amounts. */
const AMOUNTS = 3;
const MOST_ROWS = 6;
/** In heights of a word. */
const IN_LINE = 0.35;

/** @param below the rows under a row of headings. @returns null when the next one is no service. */
export function columnEdgesUnder(below: readonly Row[], em: number): ColumnEdges | null {
  const end = below.findIndex((row) => row.tokens.filter(isAmount).length < AMOUNTS);
  const body = below.slice(0, Math.min(MOST_ROWS, end < 0 ? below.length : end));
  if (body.length === 0) return null;
  // One row may be an exception.
  const least = Math.min(2, body.length);
  const shared = (edges: readonly number[]): number[] =>
    edges.filter((edge) => edges.filter((other) => Math.abs(other - edge) < em * IN_LINE).length >= least);
  const tokens = body.flatMap((row) => row.tokens);
  return {
    starts: shared(tokens.filter((token) => !isAmount(token)).map(left)),
    ends: shared(tokens.filter(isAmount).map(right)),
  };
}

const isAmount = ({ cents }: Token): boolean => cents !== null;

/** A heading ends over the end of a column of amounts, and begins over the beginning of one of texts. */
export function partedBy({ starts, ends }: ColumnEdges, { tokens, level }: Phrase, em: number): Phrase[] {
  const isAt = (edges: readonly number[], at: number): boolean =>
    edges.some((edge) => Math.abs(edge - at) < em * IN_LINE);
  const bounds = tokens.flatMap((token, at) =>
    at > 0 && (isAt(ends, right(tokens[at - 1]!)) || isAt(starts, left(token))) ? [at] : [],
  );
  return [0, ...bounds].map((from, at) => phraseOf(tokens.slice(from, bounds[at]), level));
}
