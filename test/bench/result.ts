/** What a bench gives back; every ratio stands beside its two sides. */
export interface BenchResult {
  readonly summary: Readonly<Record<string, number>>;
  readonly rows: readonly Readonly<Record<string, number | string>>[];
}
