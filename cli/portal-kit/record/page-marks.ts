/** What a page can be known by: a heading or a line that stands on it and on no other recorded page. */
import type { Page } from 'playwright';
import type { Alternative } from '../../../selectors/page.ts';
import { toLocator } from '../../../flows/locate.ts';
import { startOf, startPattern, wholePattern } from '../draft/emit-selectors.ts';
import { show } from '../stage.ts';

export interface Words {
  readonly headings: readonly string[];
  readonly lines: readonly string[];
}

/** @returns what a saved page says, hidden parts left out. */
export async function wordsOf(page: Page, html: string): Promise<Words> {
  await show(page, html);
  return page.evaluate<Words>(WORDS);
}

/**
 * @param html the page as it is saved.
 * @param others what the other pages say.
 * @returns ways to know the page, the surest first; each is true of it and of none of the others.
 */
export async function marksOf(page: Page, html: string, others: readonly Words[]): Promise<readonly Alternative[]> {
  const { headings, lines } = await wordsOf(page, html);
  const isForeign = (pattern: RegExp): boolean =>
    others.some((other) => other.lines.some((line) => pattern.test(line)));
  const candidates: Alternative[] = [
    ...patternsOf(headings).map((name) => ({ role: 'heading' as const, name })),
    ...patternsOf(lines).map((text) => ({ text })),
  ];
  const marks: Alternative[] = [];
  for (const each of candidates) {
    if (marks.length === 2) break;
    const pattern = 'role' in each ? each.name : 'text' in each ? each.text : /$^/;
    if (!isForeign(pattern) && (await toLocator(page, each).count()) === 1) marks.push(each);
  }
  return marks;
}

/** Whole texts without numbers; else what stands before the first number, which differs from visit to visit. */
function patternsOf(texts: readonly string[]): readonly RegExp[] {
  const usable = texts.filter((text) => text.length >= 3 && text.length <= 80);
  const fixed = usable.filter((text) => !/\d/.test(text)).map(wholePattern);
  const before = usable
    .filter((text) => /\d/.test(text))
    .map(startOf)
    .filter((start) => start.length >= 6)
    .map(startPattern);
  return [...fixed, ...before];
}

/** Runs in the page. */
const WORDS = String.raw`(() => {
  const clean = (text) => text.replace(/\s+/g, ' ').trim();
  const seen = (node) => node.checkVisibility();
  const headings = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6, [role=heading], legend, caption')].filter(seen);
  return {
    headings: headings.filter((node) => /^H\d$/.test(node.tagName) || node.getAttribute('role') === 'heading').map((node) => clean(node.innerText)).filter(Boolean),
    lines: (document.body ? document.body.innerText : '').split(/\n|\t/).map(clean).filter(Boolean),
  };
})()`;
