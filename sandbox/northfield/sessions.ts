/** Sessions of the practice portal: one per cookie, with an idle time-out once signed in. */
import { randomBytes } from 'node:crypto';
import type { PortalMember } from '../members.ts';
import type { ClaimSearch } from '../records.ts';

export type Stage = 'signed-out' | 'challenge' | 'password' | 'interstitial' | 'provider' | 'signed-in';

export const BENEFIT_PANELS = ['BenefitDetails', 'Copay', 'ManagedCare', 'OtherInsurance'] as const;
export type BenefitPanel = (typeof BENEFIT_PANELS)[number];

export interface Session {
  readonly id: string;
  stage: Stage;
  username: string | null;
  question: string | null;
  provider: { readonly name: string; readonly npi: string; readonly isOwn: boolean } | null;
  lastSeenMs: number;
  /** The view number of the last page given; older forms are expired. */
  view: string;
  /** Lets the next GET of a result page through, once. */
  ticket: string | null;
  eligibility: { member: PortalMember; from: string; to: string; open: Set<BenefitPanel> } | null;
  claimSearch: ClaimSearch | null;
  claimPage: number;
  claimNumber: string | null;
}

export interface Sessions {
  /** 'new': no cookie; 'ended': the cookie's session timed out or was cut. */
  readonly find: (cookie: string | undefined) => Session | 'new' | 'ended';
  readonly open: () => Session;
  readonly end: (session: Session) => void;
  /** Signed in and not timed out. */
  readonly live: () => number;
  /** The most signed-in sessions of one login. */
  readonly most: () => number;
}

export function openSessions(now: () => Date, idleTimeoutMs: number): Sessions {
  const sessions = new Map<string, Session>();
  const isIdle = (session: Session): boolean => now().getTime() - session.lastSeenMs > idleTimeoutMs;
  const dropIdle = (): void => {
    for (const session of sessions.values()) if (isIdle(session)) sessions.delete(session.id);
  };
  const signedIn = (): Session[] => {
    dropIdle();
    return [...sessions.values()].filter((session) => session.stage === 'signed-in');
  };
  return {
    find: (cookie) => {
      if (!cookie) return 'new';
      const session = sessions.get(cookie);
      if (!session) return 'ended';
      if (isIdle(session)) {
        sessions.delete(session.id);
        return session.stage === 'signed-out' ? 'new' : 'ended';
      }
      session.lastSeenMs = now().getTime();
      return session;
    },
    open: () => {
      dropIdle();
      const session: Session = {
        id: randomBytes(15).toString('base64url'),
        stage: 'signed-out',
        username: null,
        question: null,
        provider: null,
        lastSeenMs: now().getTime(),
        view: '',
        ticket: null,
        eligibility: null,
        claimSearch: null,
        claimPage: 1,
        claimNumber: null,
      };
      sessions.set(session.id, session);
      return session;
    },
    end: (session) => void sessions.delete(session.id),
    live: () => signedIn().length,
    most: () => {
      const logins = signedIn().map(({ username }) => username);
      return Math.max(0, ...logins.map((login) => logins.filter((each) => each === login).length));
    },
  };
}
