/** How Ashgrove lays out forms and reports: words in one cell, the control or the value in the next; no ids, no labels. */
import type { Alternatives, Layout } from '../page.ts';

const BESIDE = 'the words of a control stand in the cell before it';
const NAME = 'form fields have names, but neither labels nor ids';

/** A control in the cell after its words, else by its field name. */
export const beside = (words: string, control: string, name: string): Alternatives => [
  { css: `td:has(> font:text-is("${words}")) + td ${control}`, why: BESIDE },
  { css: `${control}[name="${name}"]`, why: NAME },
];

/** A radio button in the same cell as its words, else by its field name and value. */
export const radioWith = (words: string, name: string, value: string): Alternatives => [
  {
    css: `td:has(> font:text-is("${words}")) > input[type="radio"]`,
    why: 'the words of a radio button follow it in its cell',
  },
  { css: `input[type="radio"][name="${name}"][value="${value}"]`, why: NAME },
];

/** The only button of a form, whatever it is called. */
export const onlyButton = (name: RegExp): Alternatives => [
  { role: 'button', name },
  { css: 'form input[type="submit"]', why: 'a form of this portal has one button' },
];

/** Rows may stand twice in a list: both open the same report. */
const FIRST = 'a list may show the same row twice; the first serves';
const quoted = (text: string): string => text.replace(/["\\]/g, '\\$&');

/** The link of the row that has this number. */
export const rowLink = (number: string): Alternatives => [
  { role: 'link', name: new RegExp(`^${number.replace(/[^\w ]/g, '\\$&')}$`) },
  { css: `:nth-match(a:text-is("${quoted(number)}"), 1)`, why: FIRST },
];

/** The link of the row that has this number and this birth date, as printed: persons of one family share a number. */
export const personLink = (number: string, birthDate: string): Alternatives => [
  {
    css: `:nth-match(tr:has(> td font:text-is("${quoted(birthDate)}")) a:text-is("${quoted(number)}"), 1)`,
    why: FIRST,
  },
];

/** The same row after its first click. */
export const pickedRow = (number: string): Alternatives => [
  {
    css: `tr[bgcolor]:not([bgcolor=""]):has(a:text-is("${quoted(number)}"))`,
    why: 'a picked row is told by its colour alone',
  },
];

export const ashgroveLayout: Layout = {
  labels: 'td:not([bgcolor]):has(> font > b)',
  grids: 'table[border="1"]',
  heads: 'td[bgcolor]',
  titles: 'p',
  why: 'no ids and no header cells: labels are bold, tables of values are ruled, their heads are coloured, their titles stand before',
};
