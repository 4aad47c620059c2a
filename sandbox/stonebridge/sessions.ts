/** Sessions of the practice portal: one per cookie; one live session per login, which ends by Log Out or 15 idle minutes. */
import { randomBytes } from 'node:crypto';
import type { PortalClaim } from '../adjudication.ts';
import type { PortalMember } from '../members.ts';

export type Stage = 'anonymous' | 'delivery' | 'code' | 'change-password' | 'terms' | 'news' | 'signed-in';

/** What the eligibility tabs show. */
export interface ShownInquiry {
  readonly member: PortalMember;
  readonly from: string;
  readonly to: string;
}

export interface Session {
  readonly id: string;
  stage: Stage;
  username: string | null;
  lastSeenMs: number;
  /** A form is taken once. */
  formToken: string;
  inquiry: ShownInquiry | null;
  found: readonly PortalClaim[];
  /** Beneficiaries to choose from, and where the choice leads. */
  choice: { readonly people: readonly PortalMember[]; readonly take: (member: PortalMember) => string } | null;
  /** Where "View Response" leads. */
  answerPath: string | null;
}

export interface Sessions {
  /** 'new': no cookie; 'ended': timed out, logged out or cut. */
  readonly find: (cookie: string | undefined) => Session | 'new' | 'ended';
  readonly open: () => Session;
  readonly end: (session: Session) => void;
  /** Signed in and not timed out; of one login, or of all. */
  readonly live: (username?: string) => number;
}

export function openSessions(now: () => Date, idleTimeoutMs: number): Sessions {
  const sessions = new Map<string, Session>();
  const isIdle = (session: Session): boolean => now().getTime() - session.lastSeenMs > idleTimeoutMs;
  const dropIdle = (): void => {
    for (const session of sessions.values()) if (isIdle(session)) sessions.delete(session.id);
  };
  return {
    find: (cookie) => {
      if (!cookie) return 'new';
      const session = sessions.get(cookie);
      if (!session) return 'ended';
      if (isIdle(session)) {
        sessions.delete(session.id);
        return session.stage === 'anonymous' ? 'new' : 'ended';
      }
      session.lastSeenMs = now().getTime();
      return session;
    },
    open: () => {
      dropIdle();
      const session: Session = {
        id: randomBytes(15).toString('base64url'),
        stage: 'anonymous',
        username: null,
        lastSeenMs: now().getTime(),
        formToken: '',
        inquiry: null,
        found: [],
        choice: null,
        answerPath: null,
      };
      sessions.set(session.id, session);
      return session;
    },
    end: (session) => void sessions.delete(session.id),
    live: (username) => {
      dropIdle();
      return [...sessions.values()].filter(
        (session) => session.stage === 'signed-in' && (username === undefined || session.username === username),
      ).length;
    },
  };
}
