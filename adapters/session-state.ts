/** What a signed-in browser context carries from process to process: cookies, localStorage, and sessionStorage by origin. */
import type { BrowserContext } from 'playwright';
import { z } from 'zod';

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>;
type TabStorage = Record<string, Record<string, string>>;

export interface CarriedState {
  readonly storage: StorageState;
  /** Origin to its sessionStorage, which Playwright does not carry. */
  readonly tab: TabStorage;
}

const tabSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** What each frame of the page holds for its tab; `null` origins (about:blank, data:) hold nothing. */
const READ_TAB = `(() => {
  try { return [location.origin, Object.fromEntries(Object.entries(sessionStorage))]; } catch { return null; }
})()`;

/** @returns the state as text, to be sealed. */
export async function collectState(context: BrowserContext): Promise<string> {
  const storage = await context.storageState();
  const frames = context.pages().flatMap((page) => page.frames());
  const read = await Promise.all(frames.map((frame) => frame.evaluate(READ_TAB).catch(() => null)));
  const tab: TabStorage = {};
  for (const found of read as ([string, Record<string, string>] | null)[]) {
    const [origin, items] = found ?? ['null', {}];
    if (origin !== 'null' && Object.keys(items).length > 0) tab[origin] = { ...tab[origin], ...items };
  }
  return JSON.stringify({ storage, tab } satisfies CarriedState);
}

/** @returns null for what cannot be read: the login then signs in. */
export function readState(text: string): CarriedState | null {
  try {
    const kept = JSON.parse(text) as { storage?: StorageState; tab?: unknown };
    const tab = tabSchema.safeParse(kept.tab ?? {});
    return kept.storage && tab.success ? { storage: kept.storage, tab: tab.data } : null;
  } catch {
    return null;
  }
}

/**
 * Puts sessionStorage back before the first script of each page runs.
 * @returns ends it: a portal that clears its storage must not find it filled again on its next page.
 */
export async function restoreTab(context: BrowserContext, tab: TabStorage): Promise<() => Promise<void>> {
  if (Object.keys(tab).length === 0) return async () => undefined;
  const fill = `(() => {
    const items = ${JSON.stringify(tab).replaceAll('<', '\\u003c')}[location.origin];
    if (!items || sessionStorage.length > 0) return;
    for (const [key, value] of Object.entries(items)) sessionStorage.setItem(key, value);
  })()`;
  const script = await context.addInitScript({ content: fill });
  return async () => script.dispose().catch(() => undefined);
}
