/** What every part of the portal works with. */
import type { PortalClaim } from '../adjudication.ts';
import type { FaultSwitches, PortalFaults } from '../faults.ts';
import type { PortalMember } from '../members.ts';
import type { PortalCounters } from '../practice-portal.ts';
import type { LibraryDocument } from './library.ts';
import type { Session, Sessions } from './sessions.ts';
import type { Accounts } from './users.ts';

/** Names of pages for the scope of faults. */
export const PAGE_NAMES = [
  'sign-in',
  'organization',
  'home',
  'member-search',
  'coverage',
  'claim-search',
  'claim-results',
  'claim-detail',
  'documents',
] as const;
export type PageName = (typeof PAGE_NAMES)[number];

export interface Site {
  readonly seed: number;
  readonly today: string;
  readonly now: () => Date;
  readonly members: readonly PortalMember[];
  readonly records: readonly PortalClaim[];
  readonly documents: readonly LibraryDocument[];
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly counters: PortalCounters;
  readonly faults: FaultSwitches;
  /** Whether users who have a passkey are asked for it after their password. */
  readonly hasPasskeys: boolean;
  /** What a browser calls the portal: scheme, name and port. */
  readonly origin: () => string;
}

/** One request of the application for data. */
export interface Call {
  readonly site: Site;
  /** What holds for this request. */
  readonly faults: Readonly<PortalFaults>;
  /** A text of the request's body, trimmed; '' when absent. */
  readonly text: (name: string) => string;
}

export interface SignedInCall extends Call {
  readonly session: Session;
}

/** An answer that the application knows how to show. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** `never`: the answer does not come. */
export type Reply = Answer | 'never';

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const refused = (status: number, code: string, message = ''): Answer => ({ status, body: { code, message } });

/** Whether a fault that is a rate happens now. */
export const happens = (call: Call, name: 'neverAnswers' | 'cutSessionBeforeDetail' | 'staleDetail'): boolean =>
  call.site.faults.hits(call.faults[name]);
