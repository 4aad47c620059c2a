/** Fingerprints of a page's elements, taken in one round trip: of one element, or of everything that could stand for it. */
import type { Frame, Locator, Page } from 'playwright';
import type { Fingerprint } from '../domain/fingerprint.ts';

/** A fingerprint with what a selector could be made of, and where the element stands among the others. */
export interface Candidate extends Fingerprint {
  readonly testId: string;
  /** CSS that its author's own words make, best first. */
  readonly css: readonly string[];
}

/** @returns the fingerprint of the one element that a locator matches. */
export async function fingerprintOf(locator: Locator): Promise<Candidate | null> {
  const prints = await locator.evaluate(SOURCE_FOR_ONE);
  return prints[0] ?? null;
}

/** @returns the fingerprints of all visible elements that do something or say something, in the order of the page. */
export const fingerprintsOn = (document: Page | Frame): Promise<readonly Candidate[]> =>
  document.evaluate<readonly Candidate[]>(`(${inPage(takeFingerprints)})(null)`);

/** The TypeScript runner wraps named functions in `__name(...)`, which no page has. */
const inPage = (work: (nodes: readonly Node[] | null) => Candidate[]): string =>
  `(nodes) => { const __name = (named) => named; return (${work.toString()})(nodes); }`;

/** A function that Playwright sends as its source text; one with an argument cannot be a text. */
const SOURCE_FOR_ONE = Object.assign((_node: unknown): readonly Candidate[] => [], {
  toString: () => `(node) => (${inPage(takeFingerprints)})([node])`,
});

/** The few parts of the DOM that are touched: this program is not compiled with the browser's types. */
interface Node {
  readonly tagName: string;
  readonly innerText?: string;
  readonly value?: string;
  readonly multiple?: boolean;
  readonly labels?: Iterable<Node> | null;
  readonly parentElement: Node | null;
  readonly children: Iterable<Node>;
  readonly getAttribute: (name: string) => string | null;
  readonly closest: (selector: string) => Node | null;
  readonly querySelectorAll: (selector: string) => Iterable<Node>;
  readonly compareDocumentPosition: (other: Node) => number;
  readonly getBoundingClientRect: () => { x: number; y: number; width: number; height: number };
  readonly checkVisibility: () => boolean;
}
interface Window {
  readonly document: {
    readonly documentElement: { readonly scrollWidth: number; readonly scrollHeight: number };
    readonly querySelectorAll: (selector: string) => Iterable<Node>;
    readonly getElementById: (id: string) => Node | null;
  };
  readonly scrollX: number;
  readonly scrollY: number;
  readonly CSS: { readonly escape: (text: string) => string };
}

/** Runs in the page, so it uses nothing from outside itself. Typed values are never read. */
function takeFingerprints(nodes: readonly Node[] | null): Candidate[] {
  const { document, scrollX, scrollY, CSS } = globalThis as unknown as Window;
  const [most, deepest, preceding] = [400, 14, 2];
  const actors =
    'a[href], button, input:not([type=hidden]), select, textarea, h1, h2, h3, h4, [role], [contenteditable=true]';
  const labelLike = 'label, legend, caption, th, h1, h2, h3, h4, button, input[type=submit], input[type=button]';
  const groups = 'form, fieldset, section, table, [role=group], [role=form]';
  const headingLike = 'h1, h2, h3, h4, legend';
  const tidy = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim().slice(0, 120);
  const attribute = (node: Node, name: string): string => tidy(node.getAttribute(name));
  const isButtonInput = (node: Node): boolean => /^(submit|button|reset|image)$/.test(attribute(node, 'type'));
  const ownText = (node: Node): string => {
    if (/^(SELECT|TEXTAREA)$/.test(node.tagName)) return '';
    if (node.tagName === 'INPUT') return isButtonInput(node) ? tidy(node.value) : '';
    return tidy(node.innerText);
  };
  const roles: Readonly<Record<string, string>> = {
    A: 'link',
    BUTTON: 'button',
    TEXTAREA: 'textbox',
    H1: 'heading',
    H2: 'heading',
    H3: 'heading',
    H4: 'heading',
    TD: 'cell',
    TH: 'columnheader',
    TABLE: 'table',
    IMG: 'img',
  };
  const known =
    /^(textbox|searchbox|spinbutton|combobox|listbox|checkbox|radio|button|link|tab|menuitem|heading|cell|columnheader|table|img)$/;
  const roleOf = (node: Node): string | null => {
    const said = attribute(node, 'role');
    if (said) return known.test(said) ? said : null;
    if (node.tagName === 'SELECT') return node.multiple ? 'listbox' : 'combobox';
    if (node.tagName !== 'INPUT') return roles[node.tagName] ?? null;
    if (isButtonInput(node)) return 'button';
    const type = attribute(node, 'type');
    if (type === 'checkbox' || type === 'radio') return type;
    return type === 'search' ? 'searchbox' : type === 'number' ? 'spinbutton' : 'textbox';
  };
  const labelOf = (node: Node): string =>
    tidy([...(node.labels ?? [])].map((label) => label.innerText ?? '').join(' '));
  const nameOf = (node: Node): string => {
    const named = attribute(node, 'aria-labelledby').split(' ');
    const pointed = tidy(named.map((id) => document.getElementById(id)?.innerText ?? '').join(' '));
    const speaks = !/^(INPUT|SELECT|TEXTAREA|TABLE)$/.test(node.tagName) || isButtonInput(node);
    const texts = [pointed, attribute(node, 'aria-label'), labelOf(node), speaks ? ownText(node) : ''];
    const found = [...texts, attribute(node, 'alt'), attribute(node, 'title'), attribute(node, 'placeholder')];
    return found.find((text) => text !== '') ?? '';
  };
  const pathOf = (node: Node): string => {
    const steps: string[] = [];
    for (let at: Node | null = node; at?.parentElement && steps.length < deepest; at = at.parentElement) {
      const tag = at.tagName;
      const twins = [...at.parentElement.children].filter((child) => child.tagName === tag);
      steps.unshift(`${tag.toLowerCase()}${twins.length > 1 ? `:${twins.indexOf(at)}` : ''}`);
    }
    return steps.join('>');
  };
  const neighboursOf = (node: Node): string[] => {
    const group = node.closest(groups) ?? node.parentElement;
    const own = new Set([node, ...(node.labels ?? [])]);
    const around = [...(group?.querySelectorAll(labelLike) ?? [])].filter((each) => !own.has(each));
    const headings = [...document.querySelectorAll(headingLike)];
    const above = headings.filter((each) => (node.compareDocumentPosition(each) & preceding) !== 0).slice(-1);
    const texts = [...above, ...around.slice(0, 24)].filter((each) => each.checkVisibility()).map(ownText);
    return [...new Set(texts)].filter((text) => text !== '').slice(0, 12);
  };
  const cssOf = (node: Node): string[] => {
    const [id, name, tag] = [attribute(node, 'id'), attribute(node, 'name'), node.tagName.toLowerCase()];
    // A number in the middle of an id changes from day to day; what follows it does not.
    const end = id.replace(/^.*\d/, '');
    const byId = /\d/.test(id)
      ? end.length > 3
        ? [`${tag}[id$="${CSS.escape(end)}"]`]
        : []
      : id
        ? [`#${CSS.escape(id)}`]
        : [];
    return [...byId, ...(name && !/\d{3}/.test(name) ? [`${tag}[name="${CSS.escape(name)}"]`] : [])];
  };
  const seen = nodes ?? [...document.querySelectorAll(actors)].filter((node) => node.checkVisibility()).slice(0, most);
  const { scrollWidth, scrollHeight } = document.documentElement;
  return seen.map((node) => {
    const { x, y, width, height } = node.getBoundingClientRect();
    const testId = attribute(node, 'data-testid');
    return {
      tag: node.tagName.toLowerCase(),
      role: roleOf(node) as Candidate['role'],
      name: nameOf(node),
      label: labelOf(node),
      text: ownText(node),
      marks: [attribute(node, 'id'), attribute(node, 'name'), testId].filter((mark) => mark !== '').join(' '),
      neighbours: neighboursOf(node),
      path: pathOf(node),
      place: [(x + scrollX + width / 2) / scrollWidth, (y + scrollY + height / 2) / scrollHeight],
      testId,
      css: cssOf(node),
    };
  });
}
