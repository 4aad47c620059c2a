/** From a recorded visit to a draft of the portal's files and its saved pages. */
import type { Page } from 'playwright';
import type { Alternative } from '../../../selectors/page.ts';
import { toLocator } from '../../../flows/locate.ts';
import { UsageError } from '../../failure.ts';
import type { Draft, DraftPage, DraftSignal, Part, Step } from '../draft/draft.ts';
import { startOf } from '../draft/emit-selectors.ts';
import { show } from '../stage.ts';
import { marksOf, wordsOf, type Words } from './page-marks.ts';
import { type PrintedAnswer, printedFields } from './printed-fields.ts';
import { isSame, readActions, type ReadActions } from './read-actions.ts';
import { scrubPage } from './scrub.ts';
import type { Asked, Scrubber } from './scrub-rules.ts';
import { nameStory, type Story } from './story.ts';
import type { RecordedPage } from './visit.ts';

export interface Built {
  readonly draft: Draft;
  /** Scrubbed, by page key; \`says-<code>\` for signal pages. */
  readonly saved: Readonly<Record<string, string>>;
  /** Keys in the order in which they were walked over. */
  readonly walks: {
    readonly rejected: readonly string[] | null;
    readonly eligibility: readonly string[] | null;
    readonly claim: readonly string[] | null;
  };
}

export interface BuildGround {
  readonly name: string;
  readonly title: string;
  readonly url: string;
  readonly asked: Asked;
  readonly scrubber: Scrubber;
  /** A page that reaches nothing. */
  readonly stage: Page;
  /** What the home page's address shows to a stranger. */
  readonly stranger: string | null;
}

/** @throws UsageError when the visit does not hold a sign-in and an answer. */
export async function buildDraft(pages: readonly RecordedPage[], ground: BuildGround): Promise<Built> {
  const story = nameStory(pages);
  const { stage, asked, scrubber } = ground;
  const acts = new Map<RecordedPage, ReadActions>();
  for (const page of pages) acts.set(page, await readActions(stage, page, asked));
  const saved: Record<string, string> = {};
  for (const [key, page] of story.shown) {
    const last = page.actions.at(-1);
    saved[key] = await scrubPage(stage, last?.html ?? page.html, scrubber, acts.get(page)?.stays);
  }
  for (const { code, page } of story.told) saved[`says-${code}`] = await scrubPage(stage, page.html, scrubber);
  const strangerKey = await addStranger(ground, story, saved);
  const words = new Map<string, Words>();
  for (const [key, html] of Object.entries(saved)) words.set(key, await wordsOf(stage, html));
  const draftPages: DraftPage[] = [];
  for (const [key, page] of story.shown) {
    const others = [...words].filter(([other]) => other !== key && !other.startsWith('says-')).map(([, said]) => said);
    draftPages.push(await pageOf(stage, key, page, story, saved, others, acts, words));
  }
  if (strangerKey) draftPages.push(await strangerPage(stage, strangerKey, saved, words));
  const printed = await answersOf(stage, story, asked);
  const part = (kind: 'eligibility' | 'claim-status', steps: readonly Step[], answer: string | null): Part | null =>
    answer === null || steps.length === 0
      ? null
      : { start: steps[0]?.page ?? '', steps, answer, ...fieldsFor(printed[kind]) };
  const steps = (chain: readonly RecordedPage[]): readonly Step[] => stepsOf(chain, story, acts);
  const [signIn, eligibility, claim] = [steps(story.signIn), steps(story.eligibility), steps(story.claim)];
  const draft: Draft = {
    name: ground.name,
    title: ground.title,
    url: ground.url,
    pages: draftPages,
    signIn,
    home: 'home',
    signedOut: strangerKey,
    labels:
      [...new Set([printed.eligibility, printed['claim-status']].flatMap((each) => each?.labels ?? []))].join(', ') ||
      'dt',
    eligibility: part('eligibility', eligibility, story.keyOf(story.eligibility.at(-1))),
    claimStatus: part('claim-status', claim, story.keyOf(story.claim.at(-1))),
  };
  const walkOf = (made: readonly Step[]): readonly string[] | null =>
    made.length === 0 ? null : [made[0]!.page, ...made.map(({ next }) => next)];
  const hasRejection = story.told.some(({ code }) => code === 'credentials-rejected');
  const toPassword = signIn
    .slice(0, signIn.findIndex(({ fills }) => fills.some(({ value }) => value === 'password')) + 1)
    .map(({ page }) => page);
  return {
    draft,
    saved,
    walks: {
      rejected: hasRejection ? [...toPassword, 'says-credentials-rejected'] : null,
      eligibility: walkOf(eligibility),
      claim: walkOf(claim),
    },
  };
}

const fieldsFor = (printed: PrintedAnswer | null): Pick<Part, 'fields' | 'unread'> => ({
  fields: printed?.fields ?? [],
  unread: printed?.unread ?? [],
});

async function answersOf(stage: Page, story: Story, asked: Asked) {
  const read = async (chain: readonly RecordedPage[], kind: 'eligibility' | 'claim-status') => {
    const answer = chain.at(-1);
    return answer ? printedFields(stage, answer.html, kind, asked) : null;
  };
  return {
    eligibility: await read(story.eligibility, 'eligibility'),
    'claim-status': await read(story.claim, 'claim-status'),
  };
}

/** The stranger's page is a page of its own only where it is not the sign-in page. */
async function addStranger(
  { stage, stranger, scrubber }: BuildGround,
  story: Story,
  saved: Record<string, string>,
): Promise<string | null> {
  if (stranger === null) return null;
  const html = await scrubPage(stage, stranger, scrubber);
  const [theirs, ours] = [await wordsOf(stage, html), await wordsOf(stage, saved[story.signInKey] ?? '')];
  if (theirs.lines.length === 0 || theirs.lines.every((line) => ours.lines.includes(line))) return null;
  saved['signed-out'] = html;
  return 'signed-out';
}

async function strangerPage(
  stage: Page,
  key: string,
  saved: Readonly<Record<string, string>>,
  words: ReadonlyMap<string, Words>,
): Promise<DraftPage> {
  const others = [...words].filter(([other]) => other !== key).map(([, said]) => said);
  return {
    key,
    group: 'sign-in',
    isHere: await known(stage, key, saved, others, {}),
    elements: {},
    signals: [],
  };
}

async function pageOf(
  stage: Page,
  key: string,
  page: RecordedPage,
  story: Story,
  saved: Readonly<Record<string, string>>,
  others: readonly Words[],
  acts: ReadonlyMap<RecordedPage, ReadActions>,
  words: ReadonlyMap<string, Words>,
): Promise<DraftPage> {
  // The last visit led to the answer: its names stand; others may have called the same thing otherwise.
  const elements: Record<string, readonly Alternative[]> = {};
  for (const visit of story.visitsOf(key).toReversed())
    for (const [name, ways] of Object.entries(acts.get(visit)?.elements ?? {}))
      if (!Object.values(elements).some((each) => isSame(each, ways))) elements[name] = ways;
  const path = story.pathOf(key);
  return {
    key,
    group: story.groupOf(key),
    ...(path !== null && { path }),
    ...(page.frame !== undefined && { frame: page.frame }),
    isHere: await known(stage, key, saved, others, elements),
    elements,
    signals: story.told.flatMap(({ code, on }): DraftSignal[] => {
      const line =
        on === key
          ? toldLine(
              words.get(`says-${code}`),
              [...words].filter(([other]) => !other.startsWith('says-')).map(([, said]) => said),
            )
          : null;
      return line === null ? [] : [{ code, ...line }];
    }),
  };
}

/** @throws UsageError when nothing on the page is its own. */
async function known(
  stage: Page,
  key: string,
  saved: Readonly<Record<string, string>>,
  others: readonly Words[],
  elements: Readonly<Record<string, readonly Alternative[]>>,
): Promise<readonly Alternative[]> {
  const marks = await marksOf(stage, saved[key] ?? '', others);
  if (marks.length > 0) return marks;
  const foreign = Object.entries(saved).filter(([other]) => other !== key && !other.startsWith('says-'));
  for (const each of Object.values(elements).flat()) {
    let matches = 0;
    for (const [, html] of foreign) {
      await show(stage, html);
      matches += await toLocator(stage, each).count();
    }
    if (matches === 0) return [each];
  }
  throw new UsageError(
    `Nothing on the page "${key}" stands on no other page: record it again, when it shows its own words.`,
  );
}

const TROUBLE = /invalid|incorrect|not |n't|no |fail|wrong|reject|unable|try again|cannot|match|none|nothing|nobody/i;

/** The line by which a page says what it says: one that stands on no ordinary page; its start, where a number follows. */
function toldLine(said: Words | undefined, ordinary: readonly Words[]): Omit<DraftSignal, 'code'> | null {
  const stands = (start: string): boolean => ordinary.some(({ lines }) => lines.some((line) => line.startsWith(start)));
  const fresh = (said?.lines ?? [])
    .map((line) => (/\d/.test(line) ? { line: startOf(line), isStart: true } : { line }))
    .filter(({ line }) => line.length > 4 && !stands(line));
  return (
    fresh.find(({ line }) => TROUBLE.test(line)) ?? fresh.toSorted((a, b) => b.line.length - a.line.length)[0] ?? null
  );
}

/** What was done on each page until the next one. */
function stepsOf(
  chain: readonly RecordedPage[],
  story: Story,
  acts: ReadonlyMap<RecordedPage, ReadActions>,
): readonly Step[] {
  return chain.slice(0, -1).map((page, at) => {
    const read = acts.get(page);
    const key = story.keyOf(page) ?? '';
    const next = chain[at + 1];
    if (!read?.press)
      throw new UsageError(`Nothing was clicked on the page "${key}", so that nobody can say what leads on from it.`);
    return {
      page: key,
      fills: read.fills,
      press: read.press,
      next: story.keyOf(next) ?? '',
      ...(next?.isWindow && !page.isWindow && { isWindow: true }),
    };
  });
}
