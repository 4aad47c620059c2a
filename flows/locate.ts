/** From the named elements of a selector file to Playwright locators: alternatives in order, each strict. */
import type { Frame, FrameLocator, Locator, Page } from 'playwright';
import { WorkException } from '../domain/exceptions.ts';
import type { Alternative, Alternatives, PageFile } from '../selectors/page.ts';
import { findLearned, remember } from './learned.ts';
import type { Visit } from './portal.ts';

/** Where an alternative is looked for: a page or a part of one. */
export type Scope = Pick<
  Page | Locator | FrameLocator,
  'getByRole' | 'getByLabel' | 'getByText' | 'getByTestId' | 'locator'
>;

/** Where a page of the portal is drawn. */
type Drawn = Pick<PageFile, 'frame'>;

/** @returns where the elements of a page are looked for: its frame, else the window. */
export const scopeOf = ({ page }: Visit, { frame }: Drawn): Page | FrameLocator =>
  frame === undefined ? page : page.frameLocator(`iframe[name="${frame}"], frame[name="${frame}"]`);

/** @returns the document of a page as it stands now; null while there is no such frame. */
export const documentOf = ({ page }: Visit, { frame }: Drawn): Page | Frame | null =>
  frame === undefined ? page : page.frame({ name: frame });

export type ElementOf<F extends PageFile> = keyof F['elements'] & string;

/** @returns the locator of one alternative; it may match any number of elements. */
export function toLocator(scope: Scope, alternative: Alternative): Locator {
  if ('role' in alternative) return scope.getByRole(alternative.role, { name: alternative.name });
  if ('label' in alternative) return scope.getByLabel(alternative.label);
  if ('text' in alternative) return scope.getByText(alternative.text);
  if ('testId' in alternative) return scope.getByTestId(alternative.testId);
  return scope.locator(alternative.css);
}

/**
 * Finds a named element: the first alternative that matches exactly one element serves. A later one counts as drift.
 * @param scope a part of the page, when the same element stands in several rows.
 * @throws WorkException `selector-missing` when none serves.
 */
export const locate = <F extends PageFile>(
  visit: Visit,
  file: F,
  element: ElementOf<F>,
  scope?: Scope,
): Promise<Locator> => locateBy(visit, file, element, file.elements[element]!, scope);

/** What is used of a text box: this program is not compiled with the browser's types. */
interface TextBox {
  readonly type: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly readOnly: boolean;
  readonly ownerDocument: { readonly execCommand: (what: 'insertText', hasUi: false, text: string) => boolean };
  readonly checkVisibility: (how: { readonly visibilityProperty: true }) => boolean;
  readonly focus: () => void;
  readonly select: () => void;
}

/**
 * Types over what stands in a box, as a keyboard would, in one round trip. No box that is hidden or locked.
 * @returns whether the box shows the text now: a date box, or one with a mask, wants to be filled otherwise.
 */
const typeInto = (boxes: readonly TextBox[], text: string): boolean => {
  const [box, another] = boxes;
  if (!box || another || box.disabled || box.readOnly || !box.checkVisibility({ visibilityProperty: true }))
    return false;
  if (!/^(text|search|tel|email|url|password|textarea)$/.test(box.type)) return false;
  box.focus();
  box.select();
  box.ownerDocument.execCommand('insertText', false, text);
  return box.value === text;
};

/**
 * Types texts into the named boxes of a page. Null and '' are left alone. What the first alternative finds is typed into at
 * once; the others are all found before the first of them is filled.
 */
export async function fillIn<F extends PageFile>(
  visit: Visit,
  file: F,
  texts: Readonly<Partial<Record<ElementOf<F>, string | null | undefined>>>,
): Promise<void> {
  const given = (Object.entries(texts) as [ElementOf<F>, string | null | undefined][]).flatMap(([element, text]) =>
    text ? [{ element, text }] : [],
  );
  const typed = await Promise.all(given.map(({ element, text }) => typeAtOnce(visit, file, element, text)));
  const left = given.filter((_, at) => !typed[at]);
  const boxes = await Promise.all(left.map(({ element }) => locate(visit, file, element)));
  for (const [at, box] of boxes.entries()) await box.fill(left[at]!.text);
}

/** @returns false when the box is not found so, does not take the text so, or is to be looked at more closely. */
async function typeAtOnce(visit: Visit, file: PageFile, element: string, text: string): Promise<boolean> {
  if (visit.memory?.isWanted({ page: file.name, element })) return false;
  return toLocator(scopeOf(visit, file), file.elements[element]![0]).evaluateAll(typeInto, text);
}

/** @returns what stands in a box, in one round trip; null when the first alternative does not find it, or it is to be looked at more closely. */
export async function valueAtOnce(visit: Visit, file: PageFile, element: string): Promise<string | null> {
  if (visit.memory?.isWanted({ page: file.name, element })) return null;
  const found = toLocator(scopeOf(visit, file), file.elements[element]![0]);
  const values = await found.evaluateAll((boxes: readonly { readonly value?: string }[]) =>
    boxes.map(({ value }) => value ?? null),
  );
  return values.length === 1 ? values[0]! : null;
}

/** `locate` for alternatives that a selector file makes on demand, e.g. for the n-th page of a list. */
export async function locateBy(
  visit: Visit,
  file: PageFile,
  element: string,
  alternatives: Alternatives,
  part?: Scope,
): Promise<Locator> {
  const scope = part ?? scopeOf(visit, file);
  const served = await firstServing(scope, alternatives);
  const of = { page: file.name, element };
  // What a flow looks for in a part of the page, or makes on demand, has twins that look the same.
  const memory = part === undefined && file.elements[element] === alternatives ? visit.memory : undefined;
  if (!served) {
    const ground = { document: documentOf(visit, file), find: (each: Alternative) => toLocator(scope, each) };
    const learned = memory ? await findLearned(memory, of, ground) : null;
    if (learned) {
      visit.onDrift(file.name, element, alternatives.length + learned.place);
      return learned.locator;
    }
    throw new WorkException(
      'selector-missing',
      `The page ${file.name} no longer shows its ${element} as we know it.`,
      of,
    );
  }
  if (memory) await remember(memory, of, served.locator);
  if (served.alternative > 0) visit.onDrift(file.name, element, served.alternative);
  return served.locator;
}

/** The one row of a table that has a cell with just this text, for each of the texts. @returns null when there is none, or more than one. */
export async function findRow(visit: Visit, ...texts: readonly string[]): Promise<Locator | null> {
  const cells = texts.map((text) => visit.page.getByRole('cell', { name: text, exact: true }));
  const row = cells.reduce((rows, cell) => rows.filter({ has: cell }), visit.page.getByRole('row'));
  return (await row.count()) === 1 ? row : null;
}

/** @returns the first alternative that matches exactly one element of the scope, or null. */
export async function firstServing(
  scope: Scope,
  alternatives: Alternatives,
): Promise<{ readonly locator: Locator; readonly alternative: number } | null> {
  for (const [alternative, each] of alternatives.entries()) {
    const locator = toLocator(scope, each);
    if ((await locator.count()) === 1) return { locator, alternative };
  }
  return null;
}
