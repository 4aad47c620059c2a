/** What every page of the practice portal works with. */
import type { PortalClaim } from '../adjudication.ts';
import type { FaultSwitches, PortalFaults } from '../faults.ts';
import type { PortalMember } from '../members.ts';
import type { PortalCounters } from '../practice-portal.ts';
import type { Account, Accounts } from './accounts.ts';
import type { Codes } from './codes.ts';
import type { Markup } from './markup.ts';
import type { Session, Sessions, Stage } from './sessions.ts';

export const PAGE_NAMES = [
  'sign-in',
  'delivery',
  'code',
  'password-expired',
  'terms',
  'whats-new',
  'home',
  'eligibility',
  'submitted',
  'choose-beneficiary',
  'part-ab',
  'deductibles',
  'plan',
  'msp',
  'hospice',
  'preventive',
  'claim-search',
  'claim-list',
  'claim-detail',
  'remittance',
  'log-out',
] as const;
export type PageName = (typeof PAGE_NAMES)[number];

export interface Site {
  readonly today: string;
  readonly members: readonly PortalMember[];
  readonly records: readonly PortalClaim[];
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly codes: Codes;
  readonly counters: PortalCounters;
  readonly switches: FaultSwitches;
}

/** One request for a page. */
export interface Call {
  readonly site: Site;
  readonly session: Session;
  /** Null before the password. */
  readonly account: Account | null;
  readonly faults: Readonly<PortalFaults>;
  readonly markup: Markup;
  /** A posted field exactly as it was typed; '' when absent. */
  readonly field: (name: string) => string;
  /** A number of the address; 1 when absent. */
  readonly number: (name: string) => number;
}

export interface View {
  readonly title: string;
  readonly body: string;
  readonly errors?: readonly string[];
}

export type Notice = 'timed-out' | 'logged-out' | 'locked' | 'concurrent' | 'kicked' | 'twice';

/** `goTo`: redirect; `'never'`: the answer does not come. */
export type Answer =
  | { readonly view: View }
  | { readonly goTo: string }
  | { readonly notice: Notice }
  | { readonly pdf: Uint8Array; readonly fileName: string; readonly isInline: boolean }
  | 'never';

export interface PageDefinition {
  readonly name: PageName;
  readonly path: string;
  readonly stage: Stage;
  readonly get: (call: Call) => Answer;
  readonly post?: (call: Call) => Answer;
}
