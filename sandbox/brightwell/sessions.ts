/** Sessions of the portal: one bearer token each, one session a user. A later sign-in ends the earlier one. */
import { randomBytes } from 'node:crypto';
import type { PortalClaim } from '../adjudication.ts';
import type { PortalMember } from '../members.ts';
import type { LibraryDocument } from './library.ts';

/** What stands between the password and the work, in the order in which it is shown. */
export type Stage = 'passkey' | 'password-expired' | 'terms' | 'whats-new' | 'organization' | 'ready';

export interface Organization {
  readonly name: string;
  readonly tin: string;
  readonly npi: string;
}

export interface Session {
  readonly token: string;
  readonly username: string;
  /** Stages still to be passed. */
  stages: readonly Stage[];
  /** What a passkey is to sign next; null when nothing was asked. */
  challenge: string | null;
  organization: Organization | null;
  lastSeenMs: number;
  /** What the last searches found: rows are named by their place, so that no address or key says who. */
  members: readonly PortalMember[];
  claims: readonly PortalClaim[];
  documents: readonly LibraryDocument[];
  /** To tell a button that was pressed twice. */
  lastSearch: { readonly text: string; readonly atMs: number };
}

export type SessionEnd = 'expired' | 'superseded';

export interface Sessions {
  readonly find: (token: string | undefined) => Session | SessionEnd | null;
  /** Ends the user's other session. */
  readonly open: (username: string, stages: readonly Stage[]) => Session;
  readonly end: (session: Session, as: SessionEnd | 'signed-out') => void;
  readonly live: () => number;
  /** Of one user. */
  readonly liveOf: (username: string) => number;
}

export function openSessions(now: () => Date, idleTimeoutMs: number): Sessions {
  const sessions = new Map<string, Session>();
  const ends = new Map<string, SessionEnd>();
  const end: Sessions['end'] = (session, as) => {
    sessions.delete(session.token);
    if (as !== 'signed-out') ends.set(session.token, as);
  };
  const dropIdle = (): void => {
    for (const session of sessions.values())
      if (now().getTime() - session.lastSeenMs > idleTimeoutMs) end(session, 'expired');
  };
  const of = (username: string): Session[] => {
    dropIdle();
    return [...sessions.values()].filter((session) => session.username === username);
  };
  return {
    find: (token) => {
      dropIdle();
      if (!token) return null;
      const session = sessions.get(token);
      if (!session) return ends.get(token) ?? 'expired';
      session.lastSeenMs = now().getTime();
      return session;
    },
    open: (username, stages) => {
      for (const other of of(username)) end(other, 'superseded');
      const session: Session = {
        token: randomBytes(24).toString('base64url'),
        username,
        stages,
        challenge: null,
        organization: null,
        lastSeenMs: now().getTime(),
        members: [],
        claims: [],
        documents: [],
        lastSearch: { text: '', atMs: 0 },
      };
      sessions.set(session.token, session);
      return session;
    },
    end,
    live: () => {
      dropIdle();
      return sessions.size;
    },
    liveOf: (username) => of(username).length,
  };
}
