/** The story that the named pages tell: which page is which, and what led from the sign-in to each answer. */
import { UsageError } from '../../failure.ts';
import type { DraftSignal, Group } from '../draft/draft.ts';
import type { RecordedPage, Role } from './visit.ts';

export interface Story {
  /** Each page once, as it was seen last. */
  readonly shown: ReadonlyMap<string, RecordedPage>;
  readonly told: readonly { readonly code: DraftSignal['code']; readonly page: RecordedPage; readonly on: string }[];
  readonly signIn: readonly RecordedPage[];
  /** Empty where it was not shown; the last one is the answer. */
  readonly eligibility: readonly RecordedPage[];
  readonly claim: readonly RecordedPage[];
  readonly signInKey: string;
  readonly keyOf: (page: RecordedPage | undefined) => string | null;
  readonly groupOf: (key: string) => Group;
  readonly visitsOf: (key: string) => readonly RecordedPage[];
  /** Where a page is, when it can be gone to by its own address. */
  readonly pathOf: (key: string) => string | null;
}

const KEYS: Readonly<Record<Exclude<Role, 'step'>, string>> = {
  'sign-in': 'sign-in',
  rejected: 'rejected',
  home: 'home',
  eligibility: 'eligibility',
  'member-not-found': 'member-not-found',
  coverage: 'coverage',
  'claim-status': 'claim-search',
  'claim-not-found': 'claim-not-found',
  claim: 'claim-detail',
};

const CODES: Readonly<Partial<Record<Role, DraftSignal['code']>>> = {
  rejected: 'credentials-rejected',
  'member-not-found': 'member-not-found',
  'claim-not-found': 'claim-not-found',
};

/** @throws UsageError when the visit has no sign-in, no home page, or no answer. */
export function nameStory(pages: readonly RecordedPage[]): Story {
  const keys = new Map<RecordedPage, string>();
  for (const [at, page] of pages.entries()) keys.set(page, keyFor(page, at, pages, keys));
  const keyOf = (page: RecordedPage | undefined): string | null => (page ? (keys.get(page) ?? null) : null);
  const ordinary = pages.filter(({ role }) => !CODES[role]);
  const home = ordinary.findIndex(({ role }) => role === 'home');
  const answer = ordinary.findIndex(({ role }) => role === 'coverage' || role === 'claim');
  if (home < 1 || answer < home)
    throw new UsageError(
      'The visit must show the sign-in page, the home page and an answer (coverage or claim), each named.',
    );
  const signInStart = lastBefore(ordinary, home, 'sign-in');
  const signIn = ordinary.slice(signInStart, home + 1);
  const chainTo = (form: Role, end: Role): readonly RecordedPage[] => {
    const last = ordinary.findIndex(({ role }) => role === end);
    if (last === -1) return [];
    const first = lastBefore(ordinary, last, form);
    const chain = ordinary.slice(first, last + 1);
    // A page that has no address of its own is reached from the home page.
    return pathFrom(pages, keys, keyOf(chain[0]) ?? '') !== null
      ? chain
      : [...ordinary.slice(lastBefore(ordinary, first, 'home'), first), ...chain];
  };
  const eligibility = chainTo('eligibility', 'coverage');
  const claim = chainTo('claim-status', 'claim');
  const shown = new Map<string, RecordedPage>();
  for (const page of ordinary) {
    const key = keys.get(page)!;
    const known = shown.get(key);
    // A form that is shown again with a message is not what it looks like otherwise.
    const before = pages[pages.indexOf(page) - 1];
    const isTold = before !== undefined && CODES[before.role] !== undefined && !page.isLoaded;
    if (!known || (!isTold && page.actions.length >= known.actions.length)) shown.set(key, page);
  }
  return {
    shown,
    told: pages.flatMap((page, at) => {
      const code = CODES[page.role];
      const form = pages
        .slice(0, at)
        .findLast(
          ({ role }) =>
            role ===
            (page.role === 'rejected' ? 'sign-in' : page.role === 'claim-not-found' ? 'claim-status' : 'eligibility'),
        );
      const on = page.role === 'rejected' ? pages.slice(0, at).findLast(({ role }) => !CODES[role]) : form;
      return code ? [{ code, page, on: keyOf(on) ?? '' }] : [];
    }),
    signIn,
    eligibility: unrepeated(eligibility),
    claim: unrepeated(claim),
    signInKey: keyOf(signIn[0]) ?? 'sign-in',
    keyOf,
    groupOf: (key) => groupOf(key, signIn, claim, keys),
    visitsOf: (key) => pages.filter((page) => keys.get(page) === key && !CODES[page.role]),
    pathOf: (key) => pathFrom(pages, keys, key),
  };

  /** The same page under two names, one after the other, is one page. */
  function unrepeated(chain: readonly RecordedPage[]): readonly RecordedPage[] {
    return chain.filter((page, at) => keys.get(page) !== keys.get(chain[at + 1]!));
  }
}

/** A page that is named again without anything having led on from it keeps its first name. */
function keyFor(
  page: RecordedPage,
  at: number,
  pages: readonly RecordedPage[],
  keys: ReadonlyMap<RecordedPage, string>,
): string {
  const before = pages[at - 1];
  const isSame = before && !page.isLoaded && before.actions.every(({ press }) => press === null) && !CODES[before.role];
  if (isSame) return keys.get(before)!;
  if (page.name !== null) return page.name;
  if (page.role !== 'step') {
    const twin = pages.slice(0, at).find((each) => each.role === page.role && each.name === null && keys.has(each));
    return twin ? keys.get(twin)! : KEYS[page.role];
  }
  return `step-${at + 1}`;
}

const lastBefore = (pages: readonly RecordedPage[], before: number, role: Role): number => {
  const at = pages.slice(0, before).findLastIndex((page) => page.role === role);
  if (at === -1) throw new UsageError(`The visit does not show the page "${role}", or shows it too late.`);
  return at;
};

function groupOf(
  key: string,
  signIn: readonly RecordedPage[],
  claim: readonly RecordedPage[],
  keys: ReadonlyMap<RecordedPage, string>,
): Group {
  if (signIn.some((page) => keys.get(page) === key)) return 'sign-in';
  return claim.some((page) => keys.get(page) === key) ? 'claim-status' : 'eligibility';
}

/** Its address without what was asked for; null for what came by a script, in a frame or window, or after something was sent. */
function pathFrom(pages: readonly RecordedPage[], keys: ReadonlyMap<RecordedPage, string>, key: string): string | null {
  const page = pages.find((each) => keys.get(each) === key);
  if (!page || !page.isLoaded || page.isWindow || page.frame !== undefined) return null;
  const { pathname, search } = new URL(page.url);
  const entry: ReadonlySet<Role> = new Set<Role>(['sign-in', 'home', 'eligibility', 'claim-status']);
  return entry.has(page.role) && (search === '' || !/\d/.test(search)) ? `${pathname}${search}` : null;
}
