/** When a queue will be empty, if it goes on as it went; says so when that cannot be told. */

export interface QueuePace {
  /** What waits now. */
  readonly depth: number;
  /** What came and what ended in the hours before now. */
  readonly arrived: number;
  readonly ended: number;
  readonly hours: number;
}

export type EmptyEstimate =
  | { readonly kind: 'empty' }
  /** So few came and ended that a pace would be made up. */
  | { readonly kind: 'too-little' }
  /** At least as many come as end, or it would take longer than `LONGEST_DAYS`. */
  | { readonly kind: 'not-at-this-pace' }
  | { readonly kind: 'in'; readonly hours: number };

/** Fewer than this many say nothing about a pace. */
export const LEAST_SEEN = 5;
const LONGEST_DAYS = 60;

/** depth / (ended - arrived) x hours: what came in the same hours is expected to go on coming. */
export function whenEmpty({ depth, arrived, ended, hours }: QueuePace): EmptyEstimate {
  if (depth === 0) return { kind: 'empty' };
  if (Math.max(arrived, ended) < LEAST_SEEN) return { kind: 'too-little' };
  const left = ended > arrived ? (depth / (ended - arrived)) * hours : Number.POSITIVE_INFINITY;
  return left <= LONGEST_DAYS * 24 ? { kind: 'in', hours: left } : { kind: 'not-at-this-pace' };
}
