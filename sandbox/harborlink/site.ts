/** What every page of Harborlink works with. */
import type { PortalClaim } from '../adjudication.ts';
import type { FaultSwitches, PortalFaults } from '../faults.ts';
import type { PortalMember } from '../members.ts';
import type { PortalCounters } from '../practice-portal.ts';
import type { Accounts } from './accounts.ts';
import type { Generation } from './model.ts';
import type { Session, Sessions } from './sessions.ts';

/** The portal's own names of its pages: where a fault may be set. */
export const PAGE_NAMES = [
  'sign-in',
  'verify',
  'home',
  'eligibility',
  'eligibility-result',
  'claim-search',
  'claim-results',
  'claim-detail',
  'remittance',
  'remittance-results',
  'eob',
] as const;
export type PageName = (typeof PAGE_NAMES)[number];

export interface Site {
  readonly today: string;
  readonly now: () => Date;
  readonly members: readonly PortalMember[];
  /** As the payers hold them now, for one login or for all: under another day while that fault is on. */
  readonly records: (username?: string) => readonly PortalClaim[];
  readonly payerOf: (memberId: string | null) => string;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly counters: PortalCounters;
  readonly faults: FaultSwitches;
  /** Null: each payer's own build of the pages. */
  readonly generation: Generation | null;
  /** `<login>/<page>` that failed once. */
  readonly failedOnce: Set<string>;
  readonly pollsBeforeAnswer: number;
}

/** One request of a session for a page. */
export interface Call {
  readonly site: Site;
  readonly session: Session;
  readonly page: PageName;
  readonly faults: Readonly<PortalFaults>;
}

export const callFor = (site: Site, session: Session, page: PageName): Call => ({
  site,
  session,
  page,
  faults: faultsOf(site, session, page),
});

/** @param username who is about to sign in, while the session does not know it. */
export function faultsOf(
  site: Site,
  session: Session | null,
  page: PageName,
  username = session?.account?.username,
): Readonly<PortalFaults> {
  return site.faults.at({ page, ...(username !== undefined && { username }) });
}

/** Between ten in the evening and six in the morning a code is asked for again. */
export function isUnusualTime({ now }: Pick<Site, 'now'>): boolean {
  const hour = Number(
    new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', hour: '2-digit', hourCycle: 'h23' }).format(now()),
  );
  return hour < 6 || hour >= 22;
}
