/** Filling in boxes that are no plain text: comboboxes that filter as one types, dates in sections. Each is read back. */
import { formatUsDate } from '../domain/dates.ts';
import { WorkException } from '../domain/exceptions.ts';
import type { Alternatives, PageFile } from '../selectors/page.ts';
import { type ElementOf, firstServing, locate, locateBy, scopeOf } from './locate.ts';
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
  const inBox = await (await locate(visit, file, element)).inputValue();
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

/** Fills in a date box of either build: a plain box, or a group of sections for month, day and year. */
export async function fillDate<F extends PageFile>(
  visit: Visit,
  file: F,
  element: ElementOf<F>,
  day: string,
): Promise<void> {
  const box = await locate(visit, file, element);
  const text = formatUsDate(day);
  const [role, month] = await Promise.all([box.getAttribute('role'), firstServing(box, MONTH)]);
  const isGroup = role === 'group';
  if (isGroup) {
    const first = month?.locator ?? (await locateBy(visit, file, `${element}.month`, MONTH, box));
    await first.pressSequentially(text.replaceAll('/', ''));
  } else await box.fill(text);
  const shown = isGroup ? (await box.innerText()).replace(/[^\d/]/g, '') : await box.inputValue();
  if (shown.startsWith(text)) return;
  throw new WorkException('selector-missing', `The page ${file.name} did not take the date in ${element}.`, {
    page: file.name,
    element,
  });
}
