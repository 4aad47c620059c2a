/** Cases of a portal's faults in the suite: every twelfth, so that five portals keep its time. The bench runs each of them many times. */
const EVERY = process.env['PORTAL_FAULTS'] === 'all' ? 1 : 12;

/** @returns the cases to run; all of them when `PORTAL_FAULTS=all`. */
export const someOf = <T>(cases: readonly T[]): T[] => cases.filter((_, at) => at % EVERY === 0);
