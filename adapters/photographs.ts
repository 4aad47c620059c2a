/** Pictures of a portal's page for the evidence. */
import type { CDPSession, Page } from 'playwright';
import { within } from './patience.ts';

/** Hides typed text from a screenshot: sign-in pages show challenge answers in the clear. */
const HIDE_TYPED =
  'input, textarea, select { color: transparent !important; text-shadow: none !important; caret-color: transparent !important; }';

const QUALITY = 60;
const PATIENCE_MS = 10_000;
const SIGN_IN_PHOTO = {
  type: 'jpeg',
  quality: QUALITY,
  fullPage: true,
  animations: 'allow',
  caret: 'initial',
  timeout: PATIENCE_MS,
} as const;

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/** A window is made no taller than this. */
const TALLEST = 3_000;

/**
 * A JPEG of the whole page. Taken straight from the browser: a screenshot of Playwright's prepares every frame and draws the
 * page anew, which costs a look-up twice as much. For the same reason a window too low for its page is made taller, and stays so.
 */
export const photograph = (page: Page): Promise<Buffer> => within(PATIENCE_MS, takePhotograph(page));

async function takePhotograph(page: Page): Promise<Buffer> {
  const session = await sessionOf(page);
  // A page that turns meanwhile is photographed all the same.
  const drawn = page.evaluate('document.fonts.ready.then(() => true)').catch(() => false);
  const [first] = await Promise.all([measure(session), drawn]);
  const window = page.viewportSize();
  const isLow = window !== null && !first.isAllSeen && first.whole.height <= TALLEST;
  if (isLow) await page.setViewportSize({ width: window.width, height: Math.ceil(first.whole.height) });
  const { whole, isAllSeen } = isLow ? await measure(session) : first;
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'jpeg',
    quality: QUALITY,
    ...(isAllSeen ? {} : { captureBeyondViewport: true, clip: { ...whole, scale: 1 } }),
  });
  return Buffer.from(data, 'base64');
}

async function measure(session: CDPSession) {
  const { cssContentSize: whole, cssLayoutViewport: seen } = await session.send('Page.getLayoutMetrics');
  return { whole, isAllSeen: whole.width <= seen.clientWidth && whole.height <= seen.clientHeight };
}

function sessionOf(page: Page): Promise<CDPSession> {
  const known = sessions.get(page);
  if (known) return known;
  const opening = page.context().newCDPSession(page);
  sessions.set(page, opening);
  opening.catch(() => sessions.delete(page));
  return opening;
}

/** The same during sign-in: typed text is hidden. @returns null when the page prints one of the secrets. */
export async function photographSignIn(page: Page, secrets: readonly string[]): Promise<Buffer | null> {
  const printed = await page.evaluate('document.body ? document.body.innerText : ""');
  if (secrets.some((secret) => String(printed).includes(secret))) return null;
  return page.screenshot({ ...SIGN_IN_PHOTO, style: HIDE_TYPED });
}
