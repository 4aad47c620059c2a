/** How a person lays the pages of a scanned file: in which documents, in which order, turned how, and which not at all. Pure. */
import { z } from 'zod';

export const quarterTurnSchema = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type QuarterTurn = z.infer<typeof quarterTurnSchema>;

export const placedPageSchema = z.object({
  /** Of the file, from 1. */
  page: z.number().int().min(1),
  /** Clockwise, from how the page lies in its file to how it is read; null: to be found out. */
  turn: quarterTurnSchema.nullable(),
});
export type PlacedPage = z.infer<typeof placedPageSchema>;

/** Tells a part from all others of its file: its pages in their order, and how they are turned. */
export const partKey = (pages: readonly PlacedPage[]): string =>
  pages.map(({ page, turn }) => (turn === null ? `${page}` : `${page}@${turn}`)).join(' ');

/** The pages of a part in words: `pages 1-3, 5`. */
export function pagesInWords(pages: readonly Pick<PlacedPage, 'page'>[]): string {
  const runs: [from: number, to: number][] = [];
  for (const { page } of pages) {
    const last = runs.at(-1);
    if (last && page === last[1] + 1) last[1] = page;
    else runs.push([page, page]);
  }
  const words = runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
  return `${pages.length === 1 ? 'page' : 'pages'} ${words}`;
}

/** @returns the pages of a file that are in no part. */
export function leftOutOf(parts: readonly (readonly Pick<PlacedPage, 'page'>[])[], count: number): number[] {
  const placed = new Set(parts.flat().map(({ page }) => page));
  return Array.from({ length: count }, (_, at) => at + 1).filter((page) => !placed.has(page));
}

/** @returns why the pages of a file cannot be laid so, in a sentence; null when they can. */
export function arrangementFault(
  parts: readonly (readonly Pick<PlacedPage, 'page'>[])[],
  count: number,
): string | null {
  const pages = parts.flat().map(({ page }) => page);
  if (pages.length === 0 || parts.some((part) => part.length === 0))
    return 'Each part needs at least one page; put one in, or take the empty part away.';
  const strange = pages.find((page) => page > count);
  if (strange !== undefined) return `The file has ${count} pages; there is no page ${strange}.`;
  const twice = pages.find((page, at) => pages.indexOf(page) !== at);
  return twice === undefined ? null : `Page ${twice} stands twice; let it stand once.`;
}
