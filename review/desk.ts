/** What the review code is given: the doors it may use. */
import type { TrailReport } from '../adapters/audit-check.ts';
import type { Clock } from '../adapters/clock.ts';
import type { Database } from '../adapters/database.ts';
import type { Documents } from '../adapters/documents.ts';
import type { Query } from '../adapters/query.ts';
import type { Logins } from '../adapters/logins.ts';
import type { QueueBoard } from '../adapters/queue-board.ts';
import type { OpenedEvidence } from '../adapters/evidence.ts';
import type { CrosswalkEntry } from '../domain/crosswalk.ts';
import type { LoginRules } from '../domain/login-dates.ts';
import type { OfficeSettings } from '../domain/office-settings.ts';
import type { Registers } from '../domain/registers.ts';
import type { Role } from '../domain/permissions.ts';
import type { MatchCandidate, OpenClaim } from '../domain/open-claim.ts';
import type { PlanNote } from '../domain/posting.ts';
import type { RemittanceClaim, RemittanceDocument } from '../domain/remittance.ts';
import type { Robots } from './robots.ts';
import type { Subject } from './subject.ts';

export interface Desk {
  readonly db: Database;
  readonly clock: Clock;
  /** The practice's own: its days begin and end by it. */
  readonly timeZone: string;
  /** The portals of the register, and what their own rules ask of logins. */
  readonly portals: readonly PortalFacts[];
  readonly evidence: { readonly open: (id: string) => Promise<OpenedEvidence | null> };
  /** The logins over a transaction: the one way in which people and robots change them. */
  readonly logins: (tx: Query) => Logins;
  /** What an administrator may set, and what stands without it. */
  readonly administration: AdministrationDoor;
  /** Seals what must not lie in the database in the clear; see `adapters/vault.ts`. */
  readonly seal: (plain: string, purpose: string) => Buffer;
  /** Opens what `seal` made for the same purpose. @throws VaultError when it was changed or made with another key. */
  readonly unseal: (sealed: Uint8Array, purpose: string) => string;
  /** A keyed mark by which a text is found again, and from which nobody without the master key learns it. */
  readonly mark: (text: string, purpose: string) => string;
  /** Remittance files and the pictures of their pages. */
  readonly documents: Documents;
  readonly mostUploadBytes: number;
  /** Posting what is held, because a person says so; inside the transaction that decides the review item. */
  readonly posting: Posting;
  /** What the robots do on somebody's word: take files in, ask portals. */
  readonly robots: Robots;
  /** Takes jobs out of their queues: the next `wake` makes new ones for the times that the rows say. */
  readonly unqueue: (work: readonly { readonly id: string; readonly loginId: string }[]) => Promise<void>;
  /** Of one request: called in the transaction of a decision once all of it is written; takes what the person goes on with. */
  readonly goOn?: (tx: Query) => Promise<void>;
  /** After work was sent back: adds its jobs and resumes its queues at once instead of at the next round. */
  readonly wake: () => Promise<void>;
}

export interface AdministrationDoor {
  /** As the environment and the register files say them. */
  readonly defaults: OfficeSettings;
  readonly files: Registers;
  /** Follows on this host what was changed; the others do so by themselves. */
  readonly refresh: () => Promise<void>;
  readonly checkTrail: () => Promise<TrailReport>;
  readonly board: QueueBoard;
}

/** A portal as the register has it. */
export interface PortalFacts extends LoginRules {
  readonly name: string;
  readonly title: string;
  /** Look-ups of one login a day; undefined = no limit. */
  readonly dailyCap?: number | undefined;
  /** Bad passwords after which the portal locks. */
  readonly lockoutAfter: number;
  /** Its days begin and end by this time zone. */
  readonly hours: { readonly timeZone: string };
}

/** Who is signed in. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Set when a program asks for this person by a token of theirs. */
  readonly token?: { readonly id: string };
}

/** Who did it, as the trail has it: a program is told apart from the person whose token it uses. */
export const actorOf = (person: Person): string =>
  person.token ? `token:${person.token.id}` : `reviewer:${person.id}`;

/** What of a remittance an item is about. */
export type Held = Extract<Subject, { about: 'remittance' }>;

/** What a person says of what is held, beside the corrected values. */
export interface Ruling {
  /** Codes of exceptions that the person lets stand. */
  readonly approved: readonly string[];
  /** Our claims that the person chose, by the place of the claim in the payment. */
  readonly chosen: ReadonlyMap<number, string>;
  /** What the payer's own codes mean; kept for the next time it prints them. */
  readonly remember: readonly CrosswalkEntry[];
  /** The reading as the person corrected or confirmed it; null: as it stands. */
  readonly document: RemittanceDocument | null;
  /** Whether a value differs from what was read; a confirmed one does not. */
  readonly isCorrected: boolean;
}

export interface Posting {
  /**
   * Plans what is held anew, by the same gate, and posts it once.
   * @returns why nothing was posted, or what was.
   */
  readonly release: (tx: Query, held: Held, ruling: Ruling, person: Person) => Promise<Release>;
  /**
   * Takes back what an item has posted, by reversing entries: the claims wait again, their cash is unapplied.
   * @returns why nothing was taken back, or what was, with the subjects of the items that now wait.
   */
  readonly reverse: (tx: Query, held: Held, about: ReverseOrder, person: Person) => Promise<Reversed>;
  /** After an item of a payment was decided: whether its document is done with. */
  readonly settle: (tx: Query, documentId: string, now: Date) => Promise<void>;
}

export interface ReverseOrder {
  /** The decided item. */
  readonly itemId: string;
  readonly reason: string;
}
export type Reversed =
  | { readonly why: string }
  | {
      readonly message: string;
      readonly subjects: readonly string[];
      readonly trail: Readonly<Record<string, number>>;
    };

export interface Release {
  readonly isPosted: boolean;
  /** False: it was posted before, so nothing of this ruling counts. */
  readonly isNew: boolean;
  /** For a person: what was posted, or why nothing was. */
  readonly message: string;
  /** Why nothing was posted. */
  readonly why: readonly PlanNote[];
  /** Each claim as it was judged; empty when nothing was. */
  readonly claims: readonly JudgedClaim[];
}

/** One claim as the gate saw it, with the claims of ours that could be meant. */
export interface JudgedClaim {
  /** In the payment, from 0. */
  readonly place: number;
  /** With the payer's own codes as they were taken. */
  readonly claim: RemittanceClaim;
  readonly claimId: string | null;
  readonly candidates: readonly (MatchCandidate & { readonly open: OpenClaim | null })[];
  /** Why it waits although the payment posts. */
  readonly why: readonly PlanNote[];
}
