/** What the review code is given: the doors it may use. */
import type { Clock } from '../adapters/clock.ts';
import type { Database } from '../adapters/database.ts';
import type { Documents } from '../adapters/documents.ts';
import type { Query } from '../adapters/query.ts';
import type { OpenedEvidence } from '../adapters/evidence.ts';
import type { Subject } from './subject.ts';

export interface Desk {
  readonly db: Database;
  readonly clock: Clock;
  readonly evidence: { readonly open: (id: string) => Promise<OpenedEvidence | null> };
  /** The logins over a transaction: resolving a login's item resumes it. */
  readonly logins: (tx: Query) => { readonly resume: (id: string) => Promise<void> };
  /** Remittance files and the pictures of their pages. */
  readonly documents: Documents;
  readonly mostUploadBytes: number;
  /** Posting what is held, because a person says so; inside the transaction that decides the review item. */
  readonly posting: Posting;
  /** After work was sent back: adds its jobs and resumes its queues at once instead of at the next round. */
  readonly wake: () => Promise<void>;
}

/** Who is signed in. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

/** What of a remittance an item is about. */
export type Held = Extract<Subject, { about: 'remittance' }>;

export interface Posting {
  /**
   * Plans what is held anew, by the same gate, and posts it once.
   * @param approved codes of exceptions that the person lets stand.
   * @returns why nothing was posted, or what was.
   */
  readonly release: (tx: Query, held: Held, approved: readonly string[], person: Person) => Promise<Release>;
  /** After an item of a payment was decided: whether its document is done with. */
  readonly settle: (tx: Query, documentId: string, now: Date) => Promise<void>;
}

export interface Release {
  readonly isPosted: boolean;
  /** For a person: what was posted, or why nothing was. */
  readonly message: string;
}
