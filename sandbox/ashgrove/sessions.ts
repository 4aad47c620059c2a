/** Sessions of the practice portal: one live session a login, an idle time-out, and a word on how a session ended. */
import { randomBytes } from 'node:crypto';
import type { PortalClaim } from '../adjudication.ts';
import type { PortalMember } from '../members.ts';

/** Where someone stands after the password: an interstitial, or through. */
export type Stage = 'password-change' | 'terms' | 'news' | 'on';
export type Ending = 'idle' | 'logged-off' | 'kicked' | 'cut';

/** A report that a window may show, asked for by its number. */
export type Report =
  | { readonly kind: 'eligibility'; readonly member: PortalMember; readonly serviceDate: string }
  | { readonly kind: 'claim'; readonly record: PortalClaim };

export interface Session {
  readonly id: string;
  readonly username: string;
  readonly providerNpi: string;
  stage: Stage;
  lastSeenMs: number;
  ending: Ending | null;
  /** What the last search of each kind found, in the portal's order. */
  members: { readonly found: readonly PortalMember[]; readonly serviceDate: string } | null;
  claims: readonly PortalClaim[] | null;
  readonly reports: Map<string, Report>;
}

export interface Sessions {
  readonly find: (cookie: string | undefined) => Session | null;
  /** Ends the login's other session: the portal lets a User ID be on once. */
  readonly open: (username: string, providerNpi: string) => Session;
  readonly end: (session: Session, ending: Ending) => void;
  readonly live: () => number;
  /** The most live sessions of one login. */
  readonly most: () => number;
}

export function openSessions(now: () => Date, idleTimeoutMs: number): Sessions {
  const sessions = new Map<string, Session>();
  const live = (): Session[] => {
    for (const session of sessions.values()) {
      if (session.ending === null && now().getTime() - session.lastSeenMs > idleTimeoutMs) session.ending = 'idle';
    }
    return [...sessions.values()].filter((session) => session.ending === null);
  };
  const end = (session: Session, ending: Ending): void => void (session.ending ??= ending);
  return {
    find: (cookie) => {
      live();
      const session = cookie === undefined ? undefined : sessions.get(cookie);
      if (session?.ending === null) session.lastSeenMs = now().getTime();
      return session ?? null;
    },
    open: (username, providerNpi) => {
      for (const other of live()) if (other.username === username) end(other, 'kicked');
      const session: Session = {
        id: randomBytes(15).toString('base64url'),
        username,
        providerNpi,
        stage: 'on',
        lastSeenMs: now().getTime(),
        ending: null,
        members: null,
        claims: null,
        reports: new Map(),
      };
      sessions.set(session.id, session);
      return session;
    },
    end,
    live: () => live().length,
    most: () => {
      const logins = live().map(({ username }) => username);
      return Math.max(0, ...logins.map((login) => logins.filter((each) => each === login).length));
    },
  };
}
