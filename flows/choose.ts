/** Choosing from a list of options, and making sure that the choice holds: portals drop choices without a word. */
import { WorkException } from '../domain/exceptions.ts';
import type { PageFile } from '../selectors/page.ts';
import { type ElementOf, locate } from './locate.ts';
import type { Visit } from './portal.ts';

const TRIES = 3;
/** What is used of a `<select>`: this program is not compiled with the browser's types. */
interface OptionList {
  readonly options: Iterable<{ readonly text: string }>;
  readonly selectedOptions: Readonly<Record<number, { readonly text: string }>>;
}
// Functions, not texts: a text is evaluated on the page, but never called with the elements.
const optionsOf = (lists: readonly OptionList[]): string[] =>
  lists.flatMap((list) => [...list.options].map((option) => option.text));
const chosenOf = (lists: readonly OptionList[]): string =>
  lists.map((list) => list.selectedOptions[0]?.text ?? '').join('\n');

/**
 * Chooses the one option of a `<select>` whose text is, or matches, `option`, and reads it back.
 * @returns false when the list has no such option, or more than one.
 * @throws WorkException `selector-missing` when the choice does not hold.
 */
export async function choose<F extends PageFile>(
  visit: Visit,
  file: F,
  element: ElementOf<F>,
  option: string | RegExp,
): Promise<boolean> {
  const list = await locate(visit, file, element);
  const texts = (await list.evaluateAll(optionsOf)).map((text) => text.trim());
  const found = texts.filter((text) => (typeof option === 'string' ? text === option : option.test(text)));
  const [label] = found;
  if (label === undefined || found.length > 1) return false;
  for (let tries = 0; tries < TRIES; tries += 1) {
    await list.selectOption({ label }, { timeout: visit.timeoutMs });
    if ((await list.evaluateAll(chosenOf)).trim() === label) return true;
  }
  throw new WorkException('selector-missing', `On the page ${file.name}, the choice in ${element} does not hold.`, {
    page: file.name,
    element,
  });
}
