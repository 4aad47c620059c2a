/** A signed-in browser context kept for each login: warm between jobs, its state sealed in the database between hosts. */
import type { BrowserContext, Page } from 'playwright';
import type { Chromium } from './browser.ts';
import type { Logins } from './logins.ts';
import { VaultError } from './vault.ts';

export interface Session {
  readonly page: Page;
  /** warm: used by this process before. kept: taken up from the database, to be checked. new: must sign in. */
  readonly origin: 'warm' | 'kept' | 'new';
  /** A JPEG of the whole page. */
  photograph(): Promise<Buffer>;
  /** The same during sign-in: typed text is hidden. @returns null when the page prints one of the secrets. */
  photographSignIn(secrets: readonly string[]): Promise<Buffer | null>;
  /** Keeps the state for other processes and later runs. */
  state(): Promise<string>;
}

export interface Sessions {
  borrow(loginId: string): Promise<Session>;
  /** Forgets a session, here and in the database. */
  drop(loginId: string): Promise<void>;
  close(): Promise<void>;
}

/** Hides typed text from a screenshot: sign-in pages show challenge answers in the clear. */
const HIDE_TYPED =
  'input, textarea, select { color: transparent !important; text-shadow: none !important; caret-color: transparent !important; }';

export function openSessions(chromium: Chromium, logins: Logins): Sessions {
  const warm = new Map<string, { context: BrowserContext; page: Page }>();

  const forget = async (loginId: string) => {
    const known = warm.get(loginId);
    warm.delete(loginId);
    await known?.context.close().catch(() => undefined);
  };

  return {
    async borrow(loginId) {
      const known = warm.get(loginId);
      if (known && !known.page.isClosed() && known.context.browser()?.isConnected()) return session(known, 'warm');
      await forget(loginId);
      const kept = await keptState(logins, loginId);
      const context = await chromium.context(kept ? { storageState: kept } : {});
      const entry = { context, page: await context.newPage() };
      entry.page.on('dialog', (dialog) => void dialog.dismiss().catch(() => undefined));
      entry.page.on('crash', () => void forget(loginId));
      warm.set(loginId, entry);
      return session(entry, kept ? 'kept' : 'new');
    },
    async drop(loginId) {
      await forget(loginId);
      await logins.dropSession(loginId);
    },
    async close() {
      for (const loginId of warm.keys()) await forget(loginId);
    },
  };
}

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;

async function keptState(logins: Logins, loginId: string): Promise<StorageState | null> {
  try {
    const text = await logins.session(loginId);
    return text ? (JSON.parse(text) as StorageState) : null;
  } catch (error) {
    // Sealed with an older key: a new sign-in replaces it.
    if (error instanceof VaultError) return null;
    throw error;
  }
}

const PHOTO = {
  type: 'jpeg',
  quality: 60,
  fullPage: true,
  animations: 'allow',
  caret: 'initial',
  timeout: 10_000,
} as const;

function session({ context, page }: { context: BrowserContext; page: Page }, origin: Session['origin']): Session {
  return {
    page,
    origin,
    photograph: () => page.screenshot(PHOTO),
    async photographSignIn(secrets) {
      const printed = await page.evaluate('document.body ? document.body.innerText : ""');
      if (secrets.some((secret) => String(printed).includes(secret))) return null;
      return page.screenshot({ ...PHOTO, style: HIDE_TYPED });
    },
    state: async () => JSON.stringify(await context.storageState()),
  };
}
