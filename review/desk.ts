/** What the review code is given: the doors it may use. */
import type { Clock } from '../adapters/clock.ts';
import type { Database } from '../adapters/database.ts';
import type { Documents } from '../adapters/documents.ts';
import type { Query } from '../adapters/query.ts';
import type { OpenedEvidence } from '../adapters/evidence.ts';

export interface Desk {
  readonly db: Database;
  readonly clock: Clock;
  readonly evidence: { readonly open: (id: string) => Promise<OpenedEvidence | null> };
  /** The logins over a transaction: resolving a login's item resumes it. */
  readonly logins: (tx: Query) => { readonly resume: (id: string) => Promise<void> };
  /** Remittance files and the pictures of their pages. */
  readonly documents: Documents;
  readonly mostUploadBytes: number;
  /** Posts one held claim of a payment because a person says so. */
  readonly releaseClaim: (paymentClaimId: string, person: Person, note: string) => Promise<Release>;
  /** After work was sent back: adds its jobs and resumes its queues at once instead of at the next round. */
  readonly wake: () => Promise<void>;
}

/** Who is signed in. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface Release {
  readonly isPosted: boolean;
  /** False: there is no such claim of a payment. */
  readonly isKnown: boolean;
  /** For a person: what was posted, or why nothing was. */
  readonly message: string;
}
