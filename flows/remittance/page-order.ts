/** Pages in the order that they say they have, and pages that are not there. */
import type { PageRows } from './rows.ts';

const NUMBERED = /\b(?:page|pg)\b\.?\s*(?:#|no\.?|number)?\s*:?\s*(\d{1,3})(?:\s*(?:of|\/)\s*(\d{1,3}))?\b/i;

interface Numbered {
  readonly page: PageRows;
  readonly number: number | null;
  readonly of: number | null;
}

export interface PageOrder {
  readonly pages: readonly PageRows[];
  /** For a person: which pages are missing; null when none is known to be. */
  readonly missing: string | null;
}

/** Pages of one run that lie out of order are put in order, unless a person gave it; a run that lacks a page says so. */
export function inOrder(pages: readonly PageRows[], isGiven = false): PageOrder {
  const runs = runsOf(pages.map(numbered));
  const missing = runs.flatMap(missingIn);
  return {
    pages: isGiven ? pages : runs.flatMap((run) => sorted(run)).map(({ page }) => page),
    missing:
      missing.length > 0
        ? `The paper counts its pages, and ${missing.length === 1 ? 'one is' : `${missing.length} are`} not here: ${missing.join(', ')}. Scan the whole paper.`
        : null,
  };
}

function numbered(page: PageRows): Numbered {
  for (const row of page.rows) {
    const match = NUMBERED.exec(row.tokens.map((token) => token.text).join(' '));
    if (match) return { page, number: Number(match[1]), of: match[2] ? Number(match[2]) : null };
  }
  return { page, number: null, of: null };
}

/** A run ends where the count begins again or another total is named. */
function runsOf(pages: readonly Numbered[]): Numbered[][] {
  const runs: Numbered[][] = [];
  for (const page of pages) {
    const run = runs.at(-1);
    const seen = run?.map((each) => each.number) ?? [];
    const total = run?.find((each) => each.of !== null)?.of ?? null;
    const isNext =
      page.number === null ||
      (!seen.includes(page.number) &&
        (total === null || page.of === null || total === page.of) &&
        !(page.number === 1 && isWhole(run ?? [])));
    if (run && isNext) run.push(page);
    else runs.push([page]);
  }
  return runs;
}

const isWhole = (run: readonly Numbered[]): boolean => {
  const total = run.find((each) => each.of !== null)?.of ?? null;
  return total === null || run.filter((each) => each.number !== null).length >= total;
};

const sorted = (run: readonly Numbered[]): readonly Numbered[] =>
  run.every((each) => each.number !== null) ? run.toSorted((a, b) => a.number! - b.number!) : run;

function missingIn(run: readonly Numbered[]): string[] {
  const numbers = run.flatMap((each) => each.number ?? []);
  if (numbers.length === 0) return [];
  const last = Math.max(...numbers, ...run.flatMap((each) => each.of ?? []));
  const unknown = run.length - numbers.length;
  const gaps = Array.from({ length: last }, (_, at) => at + 1).filter((number) => !numbers.includes(number));
  // A page whose number cannot be read may be the one.
  return gaps.length > unknown ? gaps.map((number) => `page ${number}`) : [];
}
