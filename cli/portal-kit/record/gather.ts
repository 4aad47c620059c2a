/** Ways to find the elements that were used: role and label first, CSS last; each proven to match that one element on that page. */
import type { Locator, Page } from 'playwright';
import type { Alternative, AriaRole } from '../../../selectors/page.ts';
import { toLocator } from '../../../flows/locate.ts';
import { wholePattern } from '../draft/emit-selectors.ts';
import { show } from '../stage.ts';
import { MARK } from './in-page.ts';

export interface Gathered {
  readonly alternatives: readonly Alternative[];
  /** What a person would call it: its accessible name, label, placeholder or field name. */
  readonly words: string;
}

interface Facts {
  readonly tag: string;
  readonly id: string;
  readonly field: string;
  readonly type: string;
  readonly label: string;
  readonly text: string;
  readonly testId: string;
  readonly placeholder: string;
  readonly parent: string;
}

/** Shows the page as it stood. @returns what finds the marked elements, by their marks. */
export async function gather(
  page: Page,
  html: string,
  marks: readonly string[],
): Promise<ReadonlyMap<string, Gathered>> {
  await show(page, html);
  const found = new Map<string, Gathered>();
  for (const mark of marks) {
    const element = toLocator(page, { css: `[${MARK}="${mark}"]`, why: 'the mark that the recorder put there' });
    const facts = await page.evaluate<Facts>(`(${FACTS})(${JSON.stringify(mark)})`);
    const { role, name } = await roleOf(element);
    const proven: Alternative[] = [];
    for (const each of candidates(facts, role, name)) if (await isOnly(page, each, element)) proven.push(each);
    const words = name || facts.label || facts.placeholder || facts.field || facts.id || facts.text;
    found.set(mark, { alternatives: proven, words });
  }
  return found;
}

/** Playwright's own reading: \`- textbox "Member ID"\`. */
async function roleOf(element: Locator): Promise<{ role: string; name: string }> {
  const [, role = '', name = ''] = /^- (\w+)(?: "((?:[^"\\]|\\.)*)")?/.exec(await element.ariaSnapshot()) ?? [];
  return { role, name: name.replace(/\\(.)/g, '$1') };
}

async function isOnly(page: Page, alternative: Alternative, element: Locator): Promise<boolean> {
  const locator = toLocator(page, alternative);
  return (await locator.count()) === 1 && (await locator.and(element).count()) === 1;
}

const SAFE_ROLES: ReadonlySet<string> = new Set<AriaRole>([
  'button',
  'link',
  'textbox',
  'searchbox',
  'combobox',
  'listbox',
  'checkbox',
  'radio',
  'option',
  'tab',
  'menuitem',
  'spinbutton',
]);

/** A text that says enough to know an element by, and is not somebody's data. */
const isTelling = (text: string): boolean => text.length > 0 && text.length <= 80;

function candidates(facts: Facts, role: string, name: string): readonly Alternative[] {
  const { tag, id, field, type, label, text, testId, placeholder, parent } = facts;
  const quoted = (value: string): string => value.replace(/["\\]/g, '\\$&');
  const control = tag === 'input' && type !== '' ? `input[type="${type}"]` : tag;
  return [
    ...(SAFE_ROLES.has(role) && isTelling(name) ? [{ role: role as AriaRole, name: wholePattern(name) }] : []),
    ...(isTelling(label) ? [{ label: wholePattern(label) }] : []),
    ...(testId ? [{ testId }] : []),
    ...(isTelling(text) && (tag === 'a' || tag === 'button') ? [{ text: wholePattern(text) }] : []),
    ...(placeholder
      ? [
          {
            css: `${control}[placeholder="${quoted(placeholder)}"]`,
            why: 'its placeholder: the words that stand in the empty box',
          },
        ]
      : []),
    ...(field ? [{ css: `${control}[name="${quoted(field)}"]`, why: 'the name that the form is sent with' }] : []),
    ...(isStable(id) ? [{ css: `[id="${quoted(id)}"]`, why: 'its id, which has no counted part' }] : []),
    ...(parent && isTelling(text)
      ? [{ css: `${parent} > ${tag}:text-is("${quoted(text)}")`, why: 'its words, in the place where it stands' }]
      : []),
    ...(parent ? [{ css: `${parent} > ${control}`, why: 'the only one in the place where it stands' }] : []),
  ];
}

const isStable = (id: string): boolean => id !== '' && !/\d{3,}|[:{}]/.test(id);

/** Runs in the page, so it is a text: this program is not compiled with the browser's types. */
const FACTS = String.raw`((mark) => {
  const node = document.querySelector('[${MARK}="' + mark + '"]');
  const clean = (given) => (given || '').replace(/\s+/g, ' ').trim();
  const placeOf = (place) => {
    if (!place) return '';
    const known = [...place.classList].find((each) => /^[a-z][a-z-]*$/i.test(each));
    return place.tagName.toLowerCase() + (known ? '.' + known : '');
  };
  return {
    tag: node.tagName.toLowerCase(),
    id: node.id,
    field: clean(node.getAttribute('name')),
    type: clean(node.getAttribute('type')),
    label: clean([...(node.labels || [])].map((label) => label.innerText)[0]),
    text: clean(node.innerText),
    testId: clean(node.getAttribute('data-testid')),
    placeholder: clean(node.getAttribute('placeholder')),
    parent: placeOf(node.parentElement),
  };
})`;
