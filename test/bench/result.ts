/** What a bench gives back; every ratio stands beside its two sides. */
export interface BenchResult {
  /** Figures by name; a bench over several qualities or stores has an object of figures for each. */
  readonly summary: Readonly<Record<string, unknown>>;
  readonly rows: readonly Readonly<Record<string, number | string>>[];
}

/** What a run may be made shorter by. */
export interface BenchOptions {
  /** `portals`: look-ups a cell. `memory`: look-ups in all. */
  readonly lookups?: number;
  /** Names of portals; default all. */
  readonly portals?: readonly string[];
  /** Names of faults, `none` among them; default all. */
  readonly faults?: readonly string[];
  /** `inbox`: open items, and how long twenty people work on them. */
  readonly items?: number;
  readonly seconds?: number;
}
