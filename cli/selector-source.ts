/** Selector files as text: finds an element's alternatives and adds one, without touching anything else. */
import type { LearnedSelector } from '../domain/learned-selector.ts';

/**
 * @param page `<portal>/<page>` as the file names it.
 * @returns the source with the alternative added before the first CSS one; null when the element does not stand in it.
 */
export function withAlternative(source: string, page: string, element: string, added: string): string | null {
  const list = findList(source, page, element);
  if (!list) return null;
  const items = splitItems(source.slice(list.open + 1, list.close));
  if (items.includes(added)) return source;
  const firstCss = items.findIndex((item) => /^\{\s*css:/.test(item));
  const at = firstCss < 0 || added.startsWith('{ css:') ? items.length : firstCss;
  const indent = /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', list.open) + 1))?.[0] ?? '';
  const all = items.toSpliced(at, 0, added).map((item) => `${indent}  ${item},\n`);
  return `${source.slice(0, list.open)}[\n${all.join('')}${indent}]${source.slice(list.close + 1)}`;
}

/** A learned selector as selector files write alternatives. @param why the reason that CSS must give. */
export function asSource(selector: LearnedSelector, why: string): string {
  switch (selector.by) {
    case 'role':
      return `{ role: ${quoted(selector.role)}, name: ${wholeText(selector.name)} }`;
    case 'label':
      return `{ label: ${wholeText(selector.label)} }`;
    case 'testId':
      return `{ testId: ${quoted(selector.testId)} }`;
    case 'css':
      return `{ css: ${quoted(selector.css)}, why: ${quoted(why)} }`;
  }
}

const wholeText = (text: string): string => `/^${text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)}$/`;

const quoted = (text: string): string => {
  const escaped = text.replaceAll('\\', '\\\\');
  return text.includes("'") ? `"${escaped.replaceAll('"', '\\"')}"` : `'${escaped}'`;
};

interface List {
  /** Where its `[` and its `]` stand. */
  readonly open: number;
  readonly close: number;
}

/** Several pages of one name may stand in a file: the one that has the element. */
function findList(source: string, page: string, element: string): List | null {
  const name = new RegExp(`name: '${page.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)}'`, 'g');
  for (const { index } of source.matchAll(name)) {
    const start = source.lastIndexOf('{', index);
    const elements = keyAt(source, start, 'elements', '{');
    const open = elements === null ? null : keyAt(source, elements, element, '[');
    if (open !== null) return { open, close: closing(source, open) };
  }
  return null;
}

/** @returns where the value of a key of the object begins, when it begins with `bracket`. */
function keyAt(source: string, object: number, key: string, bracket: '{' | '['): number | null {
  const end = closing(source, object);
  const wanted = new RegExp(`(?:^|[\\s{,])${key}:\\s*\\${bracket}`, 'y');
  for (let at = object + 1; at < end; at = next(source, at)) {
    wanted.lastIndex = at - 1;
    const found = wanted.exec(source);
    if (found) return wanted.lastIndex - 1;
    if (/[{[(]/.test(source[at]!)) at = closing(source, at);
  }
  return null;
}

/** @returns where the bracket that opens at `open` closes. */
function closing(source: string, open: number): number {
  let depth = 0;
  for (let at = open; at < source.length; at = next(source, at)) {
    if (/[{[(]/.test(source[at]!)) depth += 1;
    if (/[}\])]/.test(source[at]!)) depth -= 1;
    if (depth === 0) return at;
  }
  return source.length;
}

const STRING = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/y;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\[\n])+\/[a-z]*/y;

/** @returns where the next thing begins: texts, regular expressions and comments are one thing each. */
function next(source: string, at: number): number {
  for (const token of [STRING, COMMENT, REGEX]) {
    token.lastIndex = at;
    if (token.test(source)) return token.lastIndex;
  }
  return at + 1;
}

function splitItems(inside: string): string[] {
  const items: string[] = [];
  let start = 0;
  for (let at = 0; at < inside.length; at = next(inside, at)) {
    if (/[{[(]/.test(inside[at]!)) at = closing(inside, at);
    else if (inside[at] === ',') {
      items.push(inside.slice(start, at));
      start = at + 1;
    }
  }
  return [...items, inside.slice(start)].map((item) => item.trim()).filter((item) => item !== '');
}
