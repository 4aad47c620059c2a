/** Which pages of a document are bound to what was posted from it. Pure. */
import type { FileDocument, FilePage } from '../adapters/page-arrangements.ts';
import { pagesInWords, type PlacedPage } from '../domain/page-arrangement.ts';

/** How pages lie now. */
export const placesOf = (pages: readonly FilePage[]): PlacedPage[] =>
  pages.map(({ filePage, turn }) => ({ page: filePage, turn }));

/**
 * @returns the pages of a document that stay with what was posted from it: those of posted payments, and of payments that share
 * a page with them. All of them where it is not known on which pages a posted payment stands; none when nothing was posted.
 */
export function corePages({ payments, pages }: FileDocument): readonly FilePage[] {
  const posted = payments.filter(({ hasPosted }) => hasPosted);
  if (posted.some((each) => each.pages.length === 0)) return pages;
  const core = new Set(posted.flatMap((each) => each.pages));
  for (let size = -1; size !== core.size; ) {
    size = core.size;
    for (const each of payments)
      if (each.pages.some((page) => core.has(page))) for (const page of each.pages) core.add(page);
  }
  return pages.filter(({ filePage }) => core.has(filePage));
}

/**
 * @param within the pages that would be arranged anew.
 * @returns why a document must stay as it is, in words; null when it may be arranged.
 */
export function whyFixed(each: FileDocument, within: readonly FilePage[]): string | null {
  if (['received', 'reading', 'read'].includes(each.state))
    return `The document of ${words(each.pages)} is still being read; wait until it is.`;
  const bound = corePages(each).filter((page) => within.includes(page));
  if (bound.length === 0) return null;
  const numbers = each.payments.flatMap(({ hasPosted, number }) => (hasPosted && number ? [number] : []));
  const what = numbers.length > 0 ? `Payment ${numbers.join(' and ')}` : 'What is paid';
  const stay = bound.length === 1 ? `${words(bound)} stays as it is` : `${words(bound)} stay together as they are`;
  return `${what} is in the ledger, and what was posted cannot be split: ${stay}.`;
}

const words = (pages: readonly FilePage[]): string => pagesInWords(pages.map(({ filePage }) => ({ page: filePage })));
