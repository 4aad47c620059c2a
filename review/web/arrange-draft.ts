/** How a person is laying the pages of a file, before it is saved. Pure. */
import type { PageArrangement } from '../api/page-arrangement-schema.ts';

export interface DraftPart {
  readonly pages: readonly number[];
  /** Why it stays as it is; null: it may be arranged. */
  readonly fixed: string | null;
  readonly numbers: readonly string[];
}

export interface ArrangeDraft {
  readonly parts: readonly DraftPart[];
  readonly leftOut: readonly number[];
  /** Clockwise quarter turns beyond how the page is shown now, by page. */
  readonly turns: Readonly<Record<number, number>>;
}

export const draftOf = ({ parts, leftOut }: PageArrangement): ArrangeDraft => ({ parts, leftOut, turns: {} });

/** In the order in which they are shown. */
export const pagesIn = ({ parts, leftOut }: ArrangeDraft): number[] => [
  ...parts.flatMap(({ pages }) => pages),
  ...leftOut,
];

export const partOf = ({ parts }: ArrangeDraft, page: number): number =>
  parts.findIndex(({ pages }) => pages.includes(page));

export const isFixed = (draft: ArrangeDraft, page: number): boolean =>
  (draft.parts[partOf(draft, page)]?.fixed ?? null) !== null;

const whole = (parts: readonly DraftPart[]): DraftPart[] => parts.filter(({ pages }) => pages.length > 0);

const without = ({ parts, leftOut, turns }: ArrangeDraft, page: number): ArrangeDraft => ({
  parts: parts.map((part) => ({ ...part, pages: part.pages.filter((each) => each !== page) })),
  leftOut: leftOut.filter((each) => each !== page),
  turns,
});

const fresh = (pages: readonly number[]): DraftPart => ({ pages, fixed: null, numbers: [] });

/** Puts a page before another, wherever that stands. What is fixed neither moves nor takes a page in. */
export function putBefore(draft: ArrangeDraft, page: number, other: number): ArrangeDraft {
  if (page === other || isFixed(draft, page) || isFixed(draft, other)) return draft;
  const taken = without(draft, page);
  const into = (pages: readonly number[]) => pages.flatMap((each) => (each === other ? [page, each] : [each]));
  return {
    ...taken,
    parts: whole(taken.parts.map((part) => ({ ...part, pages: into(part.pages) }))),
    leftOut: into(taken.leftOut),
  };
}

/** Puts a page at the end of a part; past the last part it becomes one of its own. */
export function putInto(draft: ArrangeDraft, page: number, part: number): ArrangeDraft {
  const target = draft.parts[part];
  if (isFixed(draft, page) || (target && target.fixed !== null)) return draft;
  const taken = without(draft, page);
  const parts = taken.parts.map((each, at) => (at === part ? { ...each, pages: [...each.pages, page] } : each));
  return { ...taken, parts: whole(target ? parts : [...parts, fresh([page])]) };
}

/** One place earlier or later; at the edge of its part into the next one that may be arranged. */
export function moved(draft: ArrangeDraft, page: number, by: 1 | -1): ArrangeDraft {
  const at = partOf(draft, page);
  const part = draft.parts[at];
  if (!part || part.fixed !== null) return draft;
  const index = part.pages.indexOf(page);
  const neighbour = part.pages[index + by];
  if (neighbour !== undefined) {
    const [earlier, later] = by === 1 ? [neighbour, page] : [page, neighbour];
    return putBefore(draft, earlier, later);
  }
  const free = draft.parts.flatMap((each, place) => (each.fixed === null && (place - at) * by > 0 ? [place] : []));
  const next = by === 1 ? free[0] : free.at(-1);
  if (next === undefined) return draft;
  const [first] = draft.parts[next]?.pages ?? [];
  return by === 1 && first !== undefined ? putBefore(draft, page, first) : putInto(draft, page, next);
}

/** Cuts before a page; where there is a cut already, joins the two parts. */
export function cut(draft: ArrangeDraft, page: number): ArrangeDraft {
  const at = partOf(draft, page);
  const part = draft.parts[at];
  if (!part || part.fixed !== null) return draft;
  const index = part.pages.indexOf(page);
  const before = draft.parts[at - 1];
  if (index === 0 && (!before || before.fixed !== null)) return draft;
  const parts = draft.parts.flatMap((each, place): DraftPart[] => {
    if (index === 0 && before && place === at - 1) return [{ ...before, pages: [...before.pages, ...part.pages] }];
    if (place !== at) return [each];
    return index === 0 ? [] : [{ ...each, pages: each.pages.slice(0, index) }, fresh(each.pages.slice(index))];
  });
  return { ...draft, parts };
}

/** Leaves a page out, or takes it in again: behind the page of the file that goes before it. */
export function toggledOut(draft: ArrangeDraft, page: number): ArrangeDraft {
  if (isFixed(draft, page)) return draft;
  const taken = without(draft, page);
  if (!draft.leftOut.includes(page))
    return { ...taken, parts: whole(taken.parts), leftOut: [...taken.leftOut, page].toSorted((a, b) => a - b) };
  const free = taken.parts.flatMap(({ fixed, pages }) => (fixed === null ? pages : []));
  const before = free.filter((each) => each < page).toSorted((a, b) => b - a)[0] ?? free[0];
  if (before === undefined) return { ...taken, parts: [...taken.parts, fresh([page])] };
  const place = (pages: readonly number[]) =>
    pages.flatMap((each) => (each !== before ? [each] : before < page ? [each, page] : [page, each]));
  return { ...taken, parts: taken.parts.map((part) => ({ ...part, pages: place(part.pages) })) };
}

/** A quarter clockwise. */
export const turned = (draft: ArrangeDraft, page: number): ArrangeDraft =>
  isFixed(draft, page) ? draft : { ...draft, turns: { ...draft.turns, [page]: ((draft.turns[page] ?? 0) + 90) % 360 } };

const shape = ({ parts, leftOut, turns }: ArrangeDraft): string =>
  JSON.stringify([parts.map(({ pages }) => pages), leftOut, Object.entries(turns).filter(([, turn]) => turn !== 0)]);

export const isChanged = (draft: ArrangeDraft, from: PageArrangement): boolean => shape(draft) !== shape(draftOf(from));
