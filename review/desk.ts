/** What the review code is given: the doors it may use. */
import type { Clock } from '../adapters/clock.ts';
import type { Database } from '../adapters/database.ts';
import type { Query } from '../adapters/query.ts';
import type { OpenedEvidence } from '../adapters/evidence.ts';

export interface Desk {
  readonly db: Database;
  readonly clock: Clock;
  readonly evidence: { readonly open: (id: string) => Promise<OpenedEvidence | null> };
  /** The logins over a transaction: resolving a login's item resumes it. */
  readonly logins: (tx: Query) => { readonly resume: (id: string) => Promise<void> };
  /** After work was sent back: adds its jobs and resumes its queues at once instead of at the next round. */
  readonly wake: () => Promise<void>;
}

/** Who is signed in. */
export interface Person {
  readonly id: string;
  readonly name: string;
}
