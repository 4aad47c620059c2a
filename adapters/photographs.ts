/** Pictures of a portal's page for the evidence. */
import type { Page } from 'playwright';

/** Hides typed text from a screenshot: sign-in pages show challenge answers in the clear. */
const HIDE_TYPED =
  'input, textarea, select { color: transparent !important; text-shadow: none !important; caret-color: transparent !important; }';

const PHOTO = {
  type: 'jpeg',
  quality: 60,
  fullPage: true,
  animations: 'allow',
  caret: 'initial',
  timeout: 10_000,
} as const;

/** A JPEG of the whole page. */
export const photograph = (page: Page): Promise<Buffer> => page.screenshot(PHOTO);

/** The same during sign-in: typed text is hidden. @returns null when the page prints one of the secrets. */
export async function photographSignIn(page: Page, secrets: readonly string[]): Promise<Buffer | null> {
  const printed = await page.evaluate('document.body ? document.body.innerText : ""');
  if (secrets.some((secret) => String(printed).includes(secret))) return null;
  return page.screenshot({ ...PHOTO, style: HIDE_TYPED });
}
