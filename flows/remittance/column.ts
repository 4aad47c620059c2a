import type { Meaning } from './vocabulary.ts';

/** A place where values stand under each other, with the heading above it. */
export interface Column {
  readonly left: number;
  readonly right: number;
  readonly kind: 'money' | 'text';
  /** The words above it, all levels, from the top. */
  readonly heading: string;
  /** The words above it, one text a level: a stacked cell has a heading of its own on each. */
  readonly levels: readonly string[];
  /** The likeliest first. */
  readonly meanings: readonly Meaning[];
  /** How many tokens of the body stand in it. */
  readonly filled: number;
  /** Most of its tokens are codes such as `CO-45`. */
  readonly holdsCodes: boolean;
  /** Its tokens are marks such as `A1` or `023`. */
  readonly isShort: boolean;
  /** Its tokens are a month and a day, `0914`. */
  readonly isMonthDay?: boolean;
  /** Which printed row of a service it belongs to; left out where services have one row. */
  readonly row?: number;
  /** The edge under which its tokens stand, in pixels; null when they stand under none. */
  readonly edge: { readonly side: 'left' | 'right'; readonly at: number } | null;
}
