/** A signed-in browser context for each login that this process leases: warm between jobs, its state sealed in the database between hosts. */
import type { BrowserContext, Page } from 'playwright';
import { closeStrays } from './browser-care.ts';
import type { Chromium } from './browser.ts';
import type { Clock } from './clock.ts';
import type { Leases } from './leases.ts';
import type { Logins } from './logins.ts';
import { within } from './patience.ts';
import { photograph, photographSignIn } from './photographs.ts';
import { collectState, readState, restoreTab } from './session-state.ts';
import type { CarriedState } from './session-state.ts';
import { VaultError } from './vault.ts';

export interface OpenSession {
  readonly page: Page;
  photograph(): Promise<Buffer>;
  photographSignIn(secrets: readonly string[]): Promise<Buffer | null>;
  /** The landmark was looked for: what was carried from another host has served, or not. */
  checked(): Promise<void>;
  /** Signed in, or found signed in: from now on it is taken up warm, kept between hosts, and left as the portal wants. */
  live(): Promise<void>;
}

export interface Session extends OpenSession {
  /** warm: used by this process a moment ago. kept: to be checked before use. new: must sign in. */
  readonly origin: 'warm' | 'kept' | 'new';
}

/** How a portal wants its sessions treated. */
export interface SessionTerms {
  /** Milliseconds without a request after which the portal ends a session. */
  readonly idleMs: number;
  /** Signs out; null when nobody minds a session that is just left. */
  readonly signOut: ((session: OpenSession) => Promise<void>) | null;
}

export interface Sessions {
  /** Takes the login for this process and this job. @returns false while another job or process has it. */
  claim(loginId: string): Promise<boolean>;
  /** @param loginId a login that was claimed. */
  borrow(loginId: string, terms: SessionTerms): Promise<Session>;
  /** The job is over; the session rests warm. */
  giveBack(loginId: string): Promise<void>;
  /** Ends a session here and in the database. `forget` does not sign out: the portal or somebody else has ended it. */
  drop(loginId: string, how: 'leave' | 'forget'): Promise<void>;
  /** Renews leases, keeps what has changed, ends what idles near the portal's limit; to be called on a timer. */
  tend(): Promise<void>;
  /** Which of these logins this process could claim: nobody else holds them. */
  free(loginIds: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

interface Entry {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly fence: number;
  readonly session: OpenSession;
  terms: SessionTerms;
  isLive: boolean;
  isBroken: boolean;
  readonly isKept: boolean;
  usedAt: number;
  keptAt: number;
}

/** Of the portal's idle limit: then a session is checked before use, or ended while it still can be. */
const NEAR = 0.8;
const KEEP_EVERY_MS = 60_000;
const SIGN_OUT_MS = 15_000;
/** A page that hangs has no state to give. */
const KEEP_MS = 10_000;

export function openSessions(chromium: Chromium, logins: Logins, leases: Leases, clock: Clock): Sessions {
  const entries = new Map<string, Entry>();
  const inUse = new Set<string>();
  const now = () => clock.now().getTime();
  const isUsable = ({ context, page, isBroken }: Entry) =>
    !isBroken && !page.isClosed() && context.browser()?.isConnected() === true;

  const close = async (loginId: string) => {
    const entry = entries.get(loginId);
    entries.delete(loginId);
    if (entry) await chromium.release(entry.context);
  };

  const keep = async (loginId: string, entry: Entry) => {
    const state = await within(KEEP_MS, collectState(entry.context));
    entry.keptAt = now();
    await logins.keepSession(loginId, { holder: leases.holder, fence: entry.fence }, state, clock.now());
  };

  /** Signs out where that is wanted. @returns whether the portal was told. */
  const leave = async (entry: Entry | undefined): Promise<boolean> => {
    if (!entry?.isLive || !entry.terms.signOut || !isUsable(entry)) return false;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((done) => (timer = setTimeout(() => done('late'), SIGN_OUT_MS)));
    const left = entry.terms.signOut(entry.session).then(
      () => 'left',
      () => 'failed',
    );
    const outcome = await Promise.race([left, late]);
    clearTimeout(timer);
    return outcome === 'left';
  };

  /** Ends a session that is in order: signed out, or kept for whoever takes it up next. */
  const settle = async (loginId: string) => {
    inUse.add(loginId);
    try {
      const entry = entries.get(loginId);
      if (await leave(entry)) await logins.dropSession(loginId, leases.holder);
      else if (entry?.isLive) await keep(loginId, entry).catch(() => undefined);
      await close(loginId);
      await leases.release(loginId);
    } finally {
      inUse.delete(loginId);
    }
  };

  const start = async (loginId: string, fence: number, terms: SessionTerms): Promise<Entry> => {
    await close(loginId);
    const kept = await keptState(logins, loginId);
    const context = await chromium.context(kept ? { storageState: kept.storage } : {});
    const endFilling = await restoreTab(context, kept?.tab ?? {});
    const page = await context.newPage();
    const entry: Entry = {
      context,
      page,
      fence,
      terms,
      isLive: false,
      isBroken: false,
      isKept: kept !== null,
      usedAt: now(),
      keptAt: 0,
      session: {
        page,
        photograph: () => photograph(page),
        photographSignIn: (secrets) => photographSignIn(page, secrets),
        checked: endFilling,
        live: async () => {
          entry.isLive = true;
          await keep(loginId, entry);
        },
      },
    };
    page.on('crash', () => (entry.isBroken = true));
    entries.set(loginId, entry);
    return entry;
  };

  return {
    async claim(loginId) {
      if (inUse.has(loginId)) return false;
      inUse.add(loginId);
      try {
        const fence = await leases.take(loginId);
        // Another process had it in between: what is warm here may be somebody else's session now.
        if (entries.get(loginId)?.fence !== fence) await close(loginId);
        if (fence === null) inUse.delete(loginId);
        return fence !== null;
      } catch (error) {
        inUse.delete(loginId);
        throw error;
      }
    },

    async borrow(loginId, terms) {
      const fence = await leases.take(loginId);
      if (fence === null || !inUse.has(loginId)) throw new Error('A session was borrowed that was not claimed.');
      const warm = entries.get(loginId);
      const mayServe = warm && warm.isLive && warm.fence === fence && isUsable(warm);
      // A browser that has served long gives its session to a new one; the portal sees no difference.
      const isWorn = mayServe && (await chromium.isWorn(warm.context));
      if (isWorn) await keep(loginId, warm).catch(() => undefined);
      if (mayServe && !isWorn) {
        const isFresh = now() - warm.usedAt < terms.idleMs * NEAR;
        Object.assign(warm, { terms, usedAt: now() });
        return { ...warm.session, origin: isFresh ? 'warm' : 'kept' };
      }
      const entry = await start(loginId, fence, terms);
      return { ...entry.session, origin: entry.isKept ? 'kept' : 'new' };
    },

    async giveBack(loginId) {
      inUse.delete(loginId);
      const entry = entries.get(loginId);
      if (entry) {
        entry.usedAt = now();
        await closeStrays(entry.context, entry.page);
      }
      if (entry?.isLive) return;
      await close(loginId);
      await leases.release(loginId);
    },

    async drop(loginId, how) {
      const entry = entries.get(loginId);
      const mustLeave = how === 'leave' && entry?.isLive === true && entry.terms.signOut !== null;
      const isOver = !mustLeave || (await leave(entry));
      await close(loginId);
      // A session that could not be left is taken up again: a second one beside it would be punished.
      if (isOver) await logins.dropSession(loginId, leases.holder);
    },

    async tend() {
      const wanted = new Set([...entries.keys(), ...inUse]);
      for (const loginId of await leases.renew([...wanted])) await close(loginId);
      for (const [loginId, entry] of entries) {
        const idle = now() - entry.usedAt;
        if (!inUse.has(loginId) && idle >= entry.terms.idleMs * NEAR) await settle(loginId);
        else if (entry.isLive && entry.usedAt > entry.keptAt && now() - entry.keptAt >= KEEP_EVERY_MS)
          await keep(loginId, entry).catch(() => undefined);
      }
    },

    free: (loginIds) => leases.free(loginIds),

    async close() {
      await Promise.allSettled([...entries.keys()].map(settle));
    },
  };
}

async function keptState(logins: Logins, loginId: string): Promise<CarriedState | null> {
  try {
    const text = await logins.session(loginId);
    return text ? readState(text) : null;
  } catch (error) {
    // Sealed with an older key: a new sign-in replaces it.
    if (error instanceof VaultError) return null;
    throw error;
  }
}
