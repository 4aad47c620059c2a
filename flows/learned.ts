/**
 * What a flow knows of a portal's elements beside its selector files: what they looked like when an authored alternative
 * last served, selectors that a person has approved, and, where nothing serves, the likeliest element as a proposal.
 */
import type { Frame, Locator, Page } from 'playwright';
import { canStandFor, isWeighty, likeness } from '../domain/fingerprint.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import { selectorKey } from '../domain/learned-selector.ts';
import type { ElementName, LearnedSelector } from '../domain/learned-selector.ts';
import type { Alternative } from '../selectors/page.ts';
import type { ElementMemory, Remembered } from './element-memory.ts';
import { fingerprintOf, fingerprintsOn } from './fingerprints.ts';
import type { Candidate } from './fingerprints.ts';

export interface Learned {
  readonly locator: Locator;
  /** Its place after the authored alternatives; counted as drift. */
  readonly place: number;
}

/** The page as it stands. */
export interface Ground {
  readonly document: Page | Frame | null;
  readonly find: (alternative: Alternative) => Locator;
}

/** Below this an element is another one; nearer than this to the next best, nobody can say which. */
const LEAST_LIKENESS = 0.5;
const LEAST_LEAD = 0.12;

/** An authored alternative has served: what the element looks like is kept, now and then. */
export async function remember(memory: ElementMemory, of: ElementName, locator: Locator): Promise<void> {
  if (!memory.isWanted(of)) return;
  // An element that goes away while it is looked at is looked at another time.
  const print = await fingerprintOf(locator).catch(() => null);
  if (print) memory.keep(of, bare(print));
}

/** @returns the element that an approved selector finds, else the likeliest one as a proposal, else null. */
export async function findLearned(memory: ElementMemory, of: ElementName, ground: Ground): Promise<Learned | null> {
  const known = await memory.recall(of);
  if (!known) return null;
  for (const [place, selector] of known.approved.entries()) {
    const locator = ground.find(asAlternative(selector));
    if ((await locator.count()) === 1) return { locator, place };
  }
  const found = known.fingerprint && (await likeliest(memory, known, known.fingerprint, ground));
  if (!found) return null;
  const { selector, locator, ...marks } = found;
  memory.propose({ ...of, selector, ...marks });
  return { locator, place: known.approved.length };
}

interface Said {
  readonly selector: LearnedSelector;
  readonly locator: Locator;
}

async function likeliest(
  memory: ElementMemory,
  { rejected }: Remembered,
  sought: Fingerprint,
  ground: Ground,
): Promise<(Said & { readonly likeness: number; readonly runnerUp: number }) | null> {
  const candidates = ground.document ? await fingerprintsOn(ground.document) : [];
  const ranked = candidates
    .filter((each) => canStandFor(sought, each))
    .map((each) => ({ each, alike: likeness(sought, each) }))
    .toSorted((a, b) => b.alike - a.alike);
  const [best, next] = ranked;
  const runnerUp = next?.alike ?? 0;
  if (!best || best.alike < LEAST_LIKENESS || best.alike - runnerUp < LEAST_LEAD) return null;
  if (isWeighty(sought, best.each)) return null;
  const said = await selectorFor(memory, best.each, ground);
  if (!said || rejected.includes(selectorKey(said.selector))) return null;
  return { ...said, likeness: best.alike, runnerUp };
}

/** The first way to say it that finds this element and no other. */
async function selectorFor(memory: ElementMemory, candidate: Candidate, ground: Ground): Promise<Said | null> {
  for (const selector of waysToSay(candidate, memory.isPrivate)) {
    const locator = ground.find(asAlternative(selector));
    if ((await locator.count()) === 1 && (await fingerprintOf(locator))?.path === candidate.path)
      return { selector, locator };
  }
  return null;
}

function waysToSay(
  { role, name, label, testId, css }: Candidate,
  isPrivate: (text: string) => boolean,
): LearnedSelector[] {
  // Numbers of claims and members are no names of elements.
  const isFit = (text: string): boolean => text !== '' && text.length <= 60 && !/\d{4}/.test(text) && !isPrivate(text);
  return [
    ...(role && isFit(name) ? [{ by: 'role', role, name } as const] : []),
    ...(isFit(label) ? [{ by: 'label', label } as const] : []),
    ...(isFit(testId) ? [{ by: 'testId', testId } as const] : []),
    ...css.filter(isFit).map((each) => ({ by: 'css', css: each }) as const),
  ];
}

const WHY = 'found by likeness and approved by a person';

function asAlternative(selector: LearnedSelector): Alternative {
  switch (selector.by) {
    case 'role':
      return { role: selector.role, name: whole(selector.name) };
    case 'label':
      return { label: whole(selector.label) };
    case 'testId':
      return { testId: selector.testId };
    case 'css':
      return { css: selector.css, why: WHY };
  }
}

const whole = (text: string): RegExp => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)}$`);

const bare = ({ testId: _testId, css: _css, ...print }: Candidate): Fingerprint => print;
