/** Harborlink's sessions: one per cookie, with an idle time-out once signed in. */
import { randomBytes } from 'node:crypto';
import type { PortalCounters } from '../practice-portal.ts';
import type { Account } from './accounts.ts';
import type { ResultModel } from './model.ts';

export type Stage = 'signed-out' | 'verify' | 'password-expired' | 'terms' | 'signed-in';
export type Tool = 'eligibility' | 'claim-status' | 'remittance';

/** A search that the payer was asked: what comes in the end, and how often it was asked for. */
export interface Transaction {
  polls: number;
  readonly answer: { readonly result?: ResultModel; readonly errors?: readonly string[] };
  readonly page: string;
}

export interface Session {
  readonly id: string;
  stage: Stage;
  account: Account | null;
  device: string | null;
  lastSeenMs: number;
  hasNews: boolean;
  /** Whether a code was given since the unusual hours began. */
  isVerifiedForNow: boolean;
  readonly payers: Map<Tool, string>;
  readonly transactions: Map<string, Transaction>;
  /** What the opaque references in addresses stand for. */
  readonly refs: Map<string, string>;
  /** Pages that failed once already. */
  lastList: ResultModel | null;
}

export interface Sessions {
  /** 'new': no cookie; 'ended': the cookie's session timed out or was cut. */
  readonly find: (cookie: string | undefined) => Session | 'new' | 'ended';
  readonly open: () => Session;
  readonly end: (session: Session) => void;
  readonly signedIn: (session: Session) => void;
  readonly live: () => number;
}

export const token = (): string => randomBytes(12).toString('base64url');

export function openSessions(now: () => Date, idleTimeoutMs: number, counters: () => PortalCounters): Sessions {
  const sessions = new Map<string, Session>();
  const isLive = (session: Session): boolean =>
    session.stage === 'signed-in' && now().getTime() - session.lastSeenMs <= idleTimeoutMs;
  const live = (): Session[] => [...sessions.values()].filter(isLive);
  return {
    find: (cookie) => {
      if (!cookie) return 'new';
      const session = sessions.get(cookie);
      if (!session) return 'ended';
      if (session.stage === 'signed-in' && !isLive(session)) {
        sessions.delete(session.id);
        return 'ended';
      }
      session.lastSeenMs = now().getTime();
      return session;
    },
    open: () => {
      const session: Session = {
        id: token(),
        stage: 'signed-out',
        account: null,
        device: null,
        lastSeenMs: now().getTime(),
        hasNews: false,
        isVerifiedForNow: false,
        payers: new Map(),
        transactions: new Map(),
        refs: new Map(),
        lastList: null,
      };
      sessions.set(session.id, session);
      return session;
    },
    end: (session) => void sessions.delete(session.id),
    signedIn: (session) => {
      session.stage = 'signed-in';
      const own = live().filter(({ account }) => account === session.account).length;
      const counted = counters();
      counted.signIns += 1;
      counted.maxLiveSessions = Math.max(counted.maxLiveSessions, own);
    },
    live: () => live().length,
  };
}
