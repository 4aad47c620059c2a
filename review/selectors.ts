/** What a person decides about selectors that were found by likeness: each approved or rejected; then the answers got through them. */
import { decideSelector, listLearned } from '../adapters/learned-selectors.ts';
import type { StoredSelector } from '../adapters/learned-selectors.ts';
import { resumePortal } from '../adapters/portal-health.ts';
import { freeDecided } from '../adapters/quarantine.ts';
import type { Query } from '../adapters/query.ts';
import { selectorInWords } from '../domain/learned-selector.ts';
import { decide } from './decisions.ts';
import type { DecisionOutcome, Effect } from './decisions.ts';
import type { Desk, Person } from './desk.ts';
import type { Subject } from './subject.ts';

/** A proposal as a person sees it. */
export interface Proposal {
  readonly id: string;
  readonly element: string;
  readonly words: string;
  readonly likeness: number;
}

/** @returns what waits for a decision on a page. */
export async function proposalsOf(db: Query, { portal, page }: { portal: string; page: string }): Promise<Proposal[]> {
  return (await waiting(db, { portal, page })).map(({ id, element, selector, likeness }) => ({
    id,
    element,
    words: selectorInWords(selector),
    likeness,
  }));
}

const waiting = async (db: Query, where: { portal: string; page: string }): Promise<StoredSelector[]> =>
  (await listLearned(db, where)).filter(({ state }) => state === 'proposed');

export type Ruling = Readonly<Record<string, 'approved' | 'rejected'>>;

/**
 * Decides all that is proposed on a page. What is approved is used by every host from its next look-up on; answers whose
 * selectors are all approved become results, the others are asked again.
 * @param ruling by proposal; each must be there.
 */
export const decideSelectors = (
  desk: Desk,
  person: Person,
  id: string,
  ruling: Ruling,
  note: string,
): Promise<DecisionOutcome> =>
  decide(desk, person, id, 'resolved', note || inWords(ruling), async (tx, subject, now) =>
    subject.about === 'selectors'
      ? rule(tx, subject, ruling, person, now)
      : { why: 'This item proposes no selectors.' },
  );

async function rule(
  tx: Query,
  { portal, page }: Extract<Subject, { about: 'selectors' }>,
  ruling: Ruling,
  person: Person,
  now: Date,
): Promise<Effect> {
  const proposed = await waiting(tx, { portal, page });
  if (proposed.some((one) => !ruling[one.id]))
    return { why: 'Another selector was proposed on this page meanwhile: load the item again and decide it too.' };
  for (const one of proposed) await decideSelector(tx, one.id, ruling[one.id]!, person.id, now);
  const { released, askedAgain } = await freeDecided(tx, portal, now);
  // The line stopped at what is now decided.
  await resumePortal(tx, portal, 'person', now);
  return {
    sentBack: askedAgain,
    trail: { page, released, decided: proposed.map((one) => ({ element: one.element, as: ruling[one.id] })) },
    posted: messageOf(ruling, released, askedAgain),
  };
}

const count = (ruling: Ruling, what: string): number => Object.values(ruling).filter((each) => each === what).length;

const inWords = (ruling: Ruling): string =>
  `${count(ruling, 'approved')} approved, ${count(ruling, 'rejected')} rejected`;

const messageOf = (ruling: Ruling, released: number, askedAgain: number): string =>
  `Selectors: ${inWords(ruling)}. ${released} ${released === 1 ? 'answer is' : 'answers are'} stored, ${askedAgain} asked again.`;
