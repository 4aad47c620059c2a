/** What a bench gives back; every ratio stands beside its two sides. */
export interface BenchResult {
  /** Figures by name; a bench over several qualities or stores has an object of figures for each. */
  readonly summary: Readonly<Record<string, unknown>>;
  readonly rows: readonly Readonly<Record<string, number | string>>[];
}
