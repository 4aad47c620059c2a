/** What every practice portal offers to tests, the demo and `claimwright sandbox`. */
import type { FaultSwitches } from './faults.ts';
import type { Population } from './population.ts';
import type { Truth } from './truth.ts';

export interface PracticePortalOptions {
  readonly population: Population;
  /** `YYYY-MM-DD` on the payer's calendar. */
  readonly today: string;
  readonly seed: number;
  readonly now: () => Date;
  /** 0 (default): any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly latencyMs?: number;
  readonly idleTimeoutMs?: number;
}

/** What the portal counted; a robot is judged by it. */
export interface PortalCounters {
  signIns: number;
  passwordSubmits: number;
  badPasswords: number;
  /** Bad second factors: codes, challenge answers. */
  badAnswers: number;
  /** Password submits of a login after one of its passwords was rejected and before it was changed. */
  submitsAfterRejection: number;
  lockouts: number;
  readonly liveSessions: number;
  /** The most live sessions that one login had at once. */
  maxLiveSessions: number;
  lookups: number;
  requests: number;
}

/** All at nothing. @param sessions says how many sessions live now. */
export const startCounters = (sessions: { readonly live: () => number }): PortalCounters => ({
  signIns: 0,
  passwordSubmits: 0,
  badPasswords: 0,
  badAnswers: 0,
  submitsAfterRejection: 0,
  lockouts: 0,
  get liveSessions() {
    return sessions.live();
  },
  maxLiveSessions: 0,
  lookups: 0,
  requests: 0,
});

export interface PracticePortal {
  /** Without a trailing slash. */
  readonly url: string;
  readonly truth: Truth;
  readonly counters: Readonly<PortalCounters>;
  readonly faults: FaultSwitches;
  readonly users: {
    readonly setPassword: (username: string, password: string) => void;
    readonly unlock: (username: string) => void;
  };
  readonly close: () => Promise<void>;
}
