/** The only place that knows what time it is. */
export interface Clock {
  readonly now: () => Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock for tests: stands still until told. */
export function fixedClock(iso: string): Clock & { readonly advance: (ms: number) => void } {
  let ms = Date.parse(iso);
  return { now: () => new Date(ms), advance: (by) => void (ms += by) };
}
