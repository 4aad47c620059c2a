/** What was done on one page, with the meaning of what was typed: which value of the login or of the inquiry it was. */
import type { Page } from 'playwright';
import { formatUsDate } from '../../../domain/dates.ts';
import type { Alternative } from '../../../selectors/page.ts';
import { UsageError } from '../../failure.ts';
import { camel, type Fill, type Step, type Value } from '../draft/draft.ts';
import { ROW_VALUE } from '../draft/emit-selectors.ts';
import { gather, type Gathered } from './gather.ts';
import type { ToldFill } from './in-page.ts';
import type { Asked } from './scrub-rules.ts';
import type { RecordedPage } from './visit.ts';

export interface ReadActions {
  readonly elements: Readonly<Record<string, readonly Alternative[]>>;
  readonly fills: readonly Fill[];
  /** Null when nothing was pressed. */
  readonly press: Step['press'] | null;
  /** Marks, in the last picture of the page, of controls that did not turn it. */
  readonly stays: readonly string[];
}

/** @throws UsageError for an element that nothing finds by itself. */
export async function readActions(stage: Page, page: RecordedPage, asked: Asked): Promise<ReadActions> {
  const elements: Record<string, readonly Alternative[]> = {};
  const fills: Fill[] = [];
  let press: Step['press'] | null = null;
  const last = page.actions.findLastIndex((action) => action.press !== null);
  for (const [at, action] of page.actions.entries()) {
    const marks = [...action.fills.map(({ mark }) => mark), ...(action.press ? [action.press.mark] : [])];
    const found = await gather(stage, action.html, marks);
    for (const fill of action.fills) {
      const gathered = foundBy(found, fill.mark, page);
      const { value, date } = meaningOf(fill, page, asked);
      const element = nameFor(
        elements,
        typeof value === 'string' ? nameOfValue(value) : camel(kebab(gathered.words)),
        gathered.alternatives,
      );
      elements[element] = gathered.alternatives;
      const made = { element, how: fill.how, value, ...(date && { date }) };
      const before = fills.findIndex((each) => each.element === element);
      if (before === -1) fills.push(made);
      else fills[before] = made;
    }
    if (!action.press) continue;
    const gathered = foundBy(found, action.press.mark, page);
    const row = rowValue(gathered, asked);
    const alternatives = row ? rowAlternatives(gathered.alternatives, asked, row) : gathered.alternatives;
    if (at !== last) {
      const element = nameFor(elements, camel(kebab(gathered.words)) || 'control', alternatives);
      // A second click on what was filled (a radio button's label, say) adds nothing.
      if (!fills.some((each) => each.element === element)) fills.push({ element, how: 'click', value: { always: '' } });
      elements[element] = alternatives;
      continue;
    }
    const element = row
      ? `rowOf${kebab(page.name ?? page.role).replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`
      : nameFor(elements, camel(kebab(gathered.words)) || 'goOn', alternatives);
    elements[element] = alternatives;
    press = { element, how: action.press.how, ...(row && { row }) };
  }
  const picture = page.actions.at(-1);
  const turning = page.actions[last]?.press?.mark;
  return {
    elements,
    fills,
    press,
    stays: picture?.press && picture.press.mark !== turning ? [picture.press.mark] : [],
  };
}

function foundBy(found: ReadonlyMap<string, Gathered>, mark: string, { role }: RecordedPage): Gathered {
  const gathered = found.get(mark);
  if (gathered && gathered.alternatives.length > 0) return gathered;
  throw new UsageError(
    `On the page "${role}" a control was used that nothing tells from others ("${gathered?.words ?? ''}"): write that page by hand.`,
  );
}

function meaningOf(
  { value, secret, how }: ToldFill,
  page: RecordedPage,
  asked: Asked,
): { value: Value; date?: 'us' | 'iso' } {
  if (secret === 'password') return { value: 'password' };
  if (secret === 'code') return { value: 'totp' };
  if (value === null) return { value: { always: '' } };
  for (const key of ['birthDate', 'serviceDate'] as const) {
    const day = asked[key];
    if (!day) continue;
    if (value === day) return { value: key, date: 'iso' };
    if (value === formatUsDate(day)) return { value: key, date: 'us' };
  }
  const same = (key: keyof Asked): boolean =>
    (asked[key] ?? '').toUpperCase() === value.trim().toUpperCase() && value.trim() !== '';
  const own = (['memberId', 'lastName', 'firstName', 'claimNumber', 'accountNumber'] as const).find(same);
  if (own) return { value: own };
  if (how === 'type' && page.role === 'sign-in') return { value: 'username' };
  // What was typed is not written down: it may be somebody's; what was chosen is a word of the portal.
  return { value: { always: how === 'type' ? '' : value } };
}

const nameOfValue = (value: string): string => (value === 'username' ? 'userId' : value === 'totp' ? 'code' : value);

const kebab = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .slice(0, 4)
    .join('-')
    .replace(/^(\d)/, 'n$1');

/** The same element keeps its name; another one of the same words gets a number. */
function nameFor(
  elements: Readonly<Record<string, readonly Alternative[]>>,
  name: string,
  alternatives: readonly Alternative[],
): string {
  for (let at = 1; ; at += 1) {
    const tried = at === 1 ? name || 'control' : `${name}${at}`;
    if (!(tried in elements) || isSame(elements[tried] ?? [], alternatives)) return tried;
  }
}

/** Whether both find alike. */
export const isSame = (a: readonly Alternative[], b: readonly Alternative[]): boolean =>
  JSON.stringify(a, asText) === JSON.stringify(b, asText);

const asText = (_key: string, value: unknown): unknown => (value instanceof RegExp ? String(value) : value);

const ROW_KEYS = ['memberId', 'claimNumber', 'accountNumber', 'lastName'] as const;

/** A control that carries a value of the inquiry in its words stands in a row of it. */
const rowValue = ({ words }: Gathered, asked: Asked): (typeof ROW_KEYS)[number] | null =>
  ROW_KEYS.find((key) => asked[key] && words.toUpperCase().includes(asked[key].toUpperCase())) ?? null;

function rowAlternatives(
  alternatives: readonly Alternative[],
  asked: Asked,
  row: (typeof ROW_KEYS)[number],
): readonly Alternative[] {
  const value = asked[row] ?? '';
  const put = (text: string): string => text.split(value).join(ROW_VALUE);
  const made = alternatives.flatMap((each): Alternative[] => {
    if ('role' in each && each.name.source.includes(value))
      return [{ ...each, name: new RegExp(put(each.name.source)) }];
    if ('css' in each && each.css.includes(value)) return [{ ...each, css: put(each.css) }];
    return [];
  });
  if (made.length > 0) return made;
  throw new UsageError('The row of the answer is not told by the value that was asked for: write that page by hand.');
}
