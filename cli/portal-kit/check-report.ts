/** What `portal check` found: faults fail it, notes do not. */
export interface CheckReport {
  readonly portal: string;
  readonly ok: boolean;
  readonly checked: Counts;
  readonly faults: readonly Fault[];
  /** Signals that no saved page proves. */
  readonly unproven: readonly string[];
}

export interface Counts {
  pages: number;
  elements: number;
  signals: number;
  cases: number;
  rejections: number;
}

export interface Fault {
  /** A page, an element, a case or a file. */
  readonly of: string;
  /** What is wrong and what to do, in one sentence. */
  readonly say: string;
}

/** Collects while the checks run. */
export interface Findings {
  readonly counts: Counts;
  readonly faults: Fault[];
  readonly unproven: string[];
}

export const noFindings = (): Findings => ({
  counts: { pages: 0, elements: 0, signals: 0, cases: 0, rejections: 0 },
  faults: [],
  unproven: [],
});

export const reportOf = (portal: string, { counts, faults, unproven }: Findings): CheckReport => ({
  portal,
  ok: faults.length === 0,
  checked: counts,
  faults,
  unproven,
});
