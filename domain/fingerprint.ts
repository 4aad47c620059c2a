/** What an element of a page looks like, in structure and static words, and how alike two elements are. Pure. */
import { z } from 'zod';

const ROLES = [
  'textbox',
  'searchbox',
  'spinbutton',
  'combobox',
  'listbox',
  'checkbox',
  'radio',
  'button',
  'link',
  'tab',
  'menuitem',
  'heading',
  'cell',
  'columnheader',
  'table',
  'img',
] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** Texts are what the portal prints for everybody: labels, headings, buttons. Digits stand as `#`. */
export const fingerprintSchema = z.object({
  tag: z.string(),
  /** Null: an element without a role of its own. */
  role: roleSchema.nullable(),
  /** Accessible name, label and own text; '' where there is none. */
  name: z.string(),
  label: z.string(),
  text: z.string(),
  /** What its author calls it: id, name and test id, joined. */
  marks: z.string(),
  /** Label-like texts around it, the nearest heading first. */
  neighbours: z.array(z.string()),
  /** Tags from the body down. */
  path: z.string(),
  /** Its middle: shares of the page's width and height. */
  place: z.tuple([z.number(), z.number()]),
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** What such elements say is the portal's own word; what others hold may be anybody's data. */
const SPEAKING: readonly Role[] = ROLES.filter((role) => !['cell', 'table', 'img'].includes(role));

/** Longer texts are prose or data, not labels. */
const LONGEST_LABEL = 60;

/**
 * A fingerprint fit to be kept: digits masked, long texts and texts with a private word left out.
 * @param isPrivate whether a text holds something of the person or claim that is asked about.
 */
export function scrubbed(print: Fingerprint, isPrivate: (text: string) => boolean): Fingerprint {
  const clean = (text: string): string =>
    text.length > LONGEST_LABEL || isPrivate(text) ? '' : text.replace(/\d/g, '#');
  const own = (text: string): string => (print.role && SPEAKING.includes(print.role) ? clean(text) : '');
  return {
    ...print,
    name: own(print.name),
    label: clean(print.label),
    text: own(print.text),
    marks: clean(print.marks.slice(0, LONGEST_LABEL)),
    neighbours: print.neighbours.map(clean).filter((text) => text !== ''),
  };
}

/** @returns a test for texts that hold one of the words; words of less than three characters tell nothing. */
export function privacyOf(words: readonly (string | null)[]): (text: string) => boolean {
  const parts = words
    .flatMap((word) => [word ?? '', ...(word ?? '').split(/[\s,]+/)])
    .map((word) => word.trim().toUpperCase())
    .filter((word) => word.length >= 3);
  return (text) => parts.some((part) => text.toUpperCase().includes(part));
}

/** Elements of one group can stand for one another: a portal turns a link into a button, a box into a list to type in. */
const GROUPS: readonly (readonly Role[])[] = [
  ['textbox', 'searchbox', 'spinbutton'],
  ['combobox', 'listbox'],
  ['button', 'link', 'tab', 'menuitem'],
];

/** @returns whether an element of the second look could do what one of the first does. */
export function canStandFor(known: Fingerprint, found: Fingerprint): boolean {
  if (known.role === null || found.role === null) return known.role === found.role && known.tag === found.tag;
  if (known.role === found.role) return true;
  return GROUPS.some((group) => group.includes(known.role!) && group.includes(found.role!));
}

/** What such a control does cannot be undone: none is ever pressed on a guess. */
const WEIGHTY =
  /\b(void|delete|remove|cancel|replace|pay|post|approve|attest|accept|agree|appeal|dispute|enrol|enroll|register|reset|change|update|save|upload|send|log ?out|sign ?out|log ?off)\b/i;

/** @returns whether an element says that it does something weighty, which the known one did not say. */
export function isWeighty(known: Fingerprint, found: Fingerprint): boolean {
  const said = `${found.name} ${found.text}`.match(WEIGHTY)?.[0];
  return said !== undefined && !`${known.name} ${known.text}`.toLowerCase().includes(said.toLowerCase());
}

/** @returns 0 (nothing alike) to 1 (the same), or 0 where one cannot stand for the other. */
export function likeness(known: Fingerprint, found: Fingerprint): number {
  if (!canStandFor(known, found)) return 0;
  const parts: readonly (readonly [weight: number, alike: number | null])[] = [
    [1, known.role === found.role ? 1 : 0.5],
    [4, wordsAlike(known, found)],
    [2, textsAlike(known.marks, found.marks)],
    [2, setsAlike(known.neighbours, found.neighbours)],
    [1, pathsAlike(known.path, found.path)],
    [1.5, Math.max(0, 1 - 4 * Math.hypot(known.place[0] - found.place[0], known.place[1] - found.place[1]))],
  ];
  const told = parts.filter(([, alike]) => alike !== null);
  const weights = told.reduce((sum, [weight]) => sum + weight, 0);
  return told.reduce((sum, [weight, alike]) => sum + weight * alike!, 0) / weights;
}

/** The best of any word against any: a label may have become a placeholder or a name. */
function wordsAlike(known: Fingerprint, found: Fingerprint): number | null {
  const pairs = [known.name, known.label, known.text].flatMap((a) =>
    [found.name, found.label, found.text].map((b) => textsAlike(a, b)),
  );
  const told = pairs.filter((alike) => alike !== null);
  return told.length > 0 ? Math.max(...told) : null;
}

/** Dice over letter pairs; null where neither side has a text. */
function textsAlike(a: string, b: string): number | null {
  const [one, other] = [pairsOf(a), pairsOf(b)];
  if (one.length === 0 && other.length === 0) return null;
  const left = [...other];
  const common = one.filter((pair) => {
    const at = left.indexOf(pair);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * common.length) / (one.length + other.length);
}

/** Letter pairs of each word, its ends counted as letters. */
const pairsOf = (text: string): string[] =>
  text
    .replace(/\d+/g, '#')
    .toLowerCase()
    .split(/[^\p{L}#]+/u)
    .filter((word) => word !== '')
    .flatMap((word) => Array.from({ length: word.length + 1 }, (_, at) => ` ${word} `.slice(at, at + 2)));

function setsAlike(a: readonly string[], b: readonly string[]): number | null {
  if (a.length === 0 && b.length === 0) return null;
  const lower = (texts: readonly string[]) => new Set(texts.map((text) => text.replace(/\d/g, '#').toLowerCase()));
  const [one, other] = [lower(a), lower(b)];
  const common = [...one].filter((text) => other.has(text)).length;
  return common / new Set([...one, ...other]).size;
}

function pathsAlike(a: string, b: string): number {
  const [one, other] = [a.split('>').toReversed(), b.split('>').toReversed()];
  const common = one.findIndex((step, at) => step !== other[at]);
  return (common < 0 ? one.length : common) / Math.max(one.length, other.length);
}
