/** Filling in boxes that are no plain text: comboboxes that filter as one types, dates in sections. Each is read back. */
import type { Locator } from 'playwright';
import { formatUsDate } from '../domain/dates.ts';
import { WorkException } from '../domain/exceptions.ts';
import type { Alternatives, PageFile } from '../selectors/page.ts';
import { type ElementOf, fillIn, firstServing, locate, locateBy, scopeOf, valueAtOnce } from './locate.ts';
import type { Visit } from './portal.ts';

/**
 * @param shown the element that shows the choice when the box itself does not (react-select).
 * @returns what a combobox says is chosen; '' for nothing.
 */
export async function chosenIn<F extends PageFile>(
  visit: Visit,
  file: F,
  element: ElementOf<F>,
  shown: ElementOf<F>,
): Promise<string> {
  const inBox = (await valueAtOnce(visit, file, element)) ?? (await (await locate(visit, file, element)).inputValue());
  if (inBox !== '') return inBox;
  const beside = await firstServing(scopeOf(visit, file), file.elements[shown]!);
  return beside ? (await beside.locator.innerText()).trim() : '';
}

/** Types into a combobox to narrow its list, and clicks the one option of these words. Nothing is read back: the page may turn. */
export async function pickOption<F extends PageFile>(
  visit: Visit,
  file: F,
  element: ElementOf<F>,
  option: RegExp,
  typed: string,
): Promise<void> {
  const box = await locate(visit, file, element);
  // Typing opens the list already narrowed; a list of hundreds would else be drawn whole first.
  await (typed === '' ? box.click() : box.fill(typed));
  const choices: Alternatives = [{ role: 'option', name: option }];
  await (await locateBy(visit, file, `${element}.option`, choices)).click();
}

const MONTH: Alternatives = [{ role: 'spinbutton', name: /^Month$/ }];

/**
 * Fills in a form: plain boxes, and date boxes of either build - a plain box, or a group of sections for month, day and year.
 * The date boxes are found while the others are filled, and read back once all are.
 * @param days ISO dates by element, typed one after the other in this order.
 */
export async function fillForm<F extends PageFile>(
  visit: Visit,
  file: F,
  texts: Parameters<typeof fillIn<F>>[2],
  days: Readonly<Partial<Record<ElementOf<F>, string>>>,
): Promise<void> {
  const given = (Object.entries(days) as [ElementOf<F>, string][]).map(([element, day]) => ({
    element,
    text: formatUsDate(day),
  }));
  const [boxes] = await Promise.all([
    Promise.all(given.map(({ element }) => dateBox(visit, file, element))),
    fillIn(visit, file, texts),
  ]);
  for (const [at, { first, box }] of boxes.entries()) {
    const { text } = given[at]!;
    await (first ? first.pressSequentially(text.replaceAll('/', '')) : box.fill(text));
  }
  const shown = await Promise.all(boxes.map(shownIn));
  for (const [at, { element, text }] of given.entries()) {
    if (shown[at]!.startsWith(text)) continue;
    throw new WorkException('selector-missing', `The page ${file.name} did not take the date in ${element}.`, {
      page: file.name,
      element,
    });
  }
}

interface DateBox {
  readonly box: Locator;
  /** The first section of a group. */
  readonly first: Locator | null;
}

const shownIn = async ({ box, first }: DateBox): Promise<string> =>
  first ? (await box.innerText()).replace(/[^\d/]/g, '') : await box.inputValue();

async function dateBox<F extends PageFile>(visit: Visit, file: F, element: ElementOf<F>): Promise<DateBox> {
  const box = await locate(visit, file, element);
  const [role, month] = await Promise.all([box.getAttribute('role'), firstServing(box, MONTH)]);
  if (role !== 'group') return { box, first: null };
  return { box, first: month?.locator ?? (await locateBy(visit, file, `${element}.month`, MONTH, box)) };
}
