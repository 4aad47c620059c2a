/**
 * What becomes of texts of a saved page: whatever the person asked with, and whatever looks like somebody's data, is
 * replaced by something invented, everywhere alike, so that the page still makes sense. Pure.
 */
import { addDays, formatUsDate, isIsoDate, parseUsDate } from '../../../domain/dates.ts';

/** What the person asked with; '' or null where it was not used. */
export interface Asked {
  readonly memberId: string | null;
  readonly lastName: string | null;
  readonly firstName: string | null;
  readonly birthDate: string | null;
  readonly serviceDate: string | null;
  readonly claimNumber: string | null;
  readonly accountNumber: string | null;
}

export interface Scrubber {
  /** The text as it may be saved. */
  readonly text: (text: string) => string;
  /** A value under a label that names a person, an address or a number of one. */
  readonly personal: (text: string) => string;
  readonly date: (iso: string) => string;
  /** @returns which kinds of what was asked with still stand in a text: none may. */
  readonly left: (text: string) => readonly string[];
}

const LAST = ['WINTERBOURNE', 'HALLOWELL', 'QUIGLEY', 'ASHDOWN', 'PEMBERTON', 'TREVANION', 'LOCKRIDGE', 'MERRIDEW'];
const FIRST = ['ODELIA', 'BARNABY', 'ROSALIND', 'CASPIAN', 'WILHELMA', 'TOBIAS', 'ISOLDE', 'FERGUS'];

/** Days beyond this one stand for "no end". */
const NO_END = '2100-01-01';

/**
 * @param seed chooses what is invented; the same seed invents the same.
 * @param secrets words that are taken out whole: the user id.
 */
export function openScrubber(asked: Asked, seed: number, secrets: readonly string[] = []): Scrubber {
  const shift = -7 * (11 + (seed % 40));
  const numbers = new Map<string, string>();
  const numberOf = (text: string): string => {
    const known = numbers.get(text);
    if (known !== undefined) return known;
    const made = sameShape(text, seed);
    numbers.set(text, made);
    return made;
  };
  const words = namesOf(asked, seed);
  for (const secret of secrets) if (secret.length > 2) words.push([secret, 'CLERK01']);
  const ids = [asked.memberId, asked.claimNumber, asked.accountNumber].filter((each): each is string => !!each);
  const date = (iso: string): string => (iso >= NO_END ? iso : addDays(iso, shift));

  const text = (given: string): string => {
    let out = given;
    const slots: string[] = [];
    // What is done is put aside, so that no later rule changes it again.
    const keep = (made: string): string => `\uE000${slots.push(made) - 1}\uE001`;
    for (const id of ids) out = out.replaceAll(id, () => keep(numberOf(id)));
    for (const [word, made] of words) out = out.replace(wordPattern(word), (found) => keep(sameCase(made, found)));
    out = out.replace(/\b\d{1,2}\/\d{1,2}\/\d{4}\b/g, (found) => {
      const iso = parseUsDate(found);
      return iso ? keep(sameWidth(formatUsDate(date(iso)), found)) : found;
    });
    out = out.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (found) => (isIsoDate(found) ? keep(date(found)) : found));
    out = out.replace(LONG_DATE, (found) => keep(longDate(found, date)));
    out = out.replace(/\b[\w.+-]+@[\w-]+\.[\w.-]+\b/g, () => keep('someone@portal.example'));
    out = out.replace(/\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b/g, (found) =>
      keep(found.replace(/\d(?=(?:\D*\d){4})/g, '5')),
    );
    out = out.replace(/\b\d{3}-\d{2}-\d{4}\b/g, () => keep('900-00-0000'));
    out = out.replace(
      /\b(?=[A-Z0-9-]*\d[A-Z0-9-]*\d[A-Z0-9-]*\d[A-Z0-9-]*\d[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{5,}\b/gi,
      (found) => keep(numberOf(found)),
    );
    return out.replace(/\uE000(\d+)\uE001/g, (_, at: string) => slots[Number(at)] ?? '');
  };

  return {
    text,
    date,
    personal: (given) => {
      const scrubbed = text(given);
      if (scrubbed !== given || given.trim() === '' || /^[\d\s$.,%/-]+$/.test(given)) return scrubbed;
      return given.replace(/\p{L}[\p{L}'-]+/gu, (word) => sameCase(LAST[hash(word, seed) % LAST.length] ?? '', word));
    },
    left: (given) =>
      Object.entries(asked).flatMap(([kind, value]) =>
        value && kind !== 'serviceDate' && holds(given, value) ? [kind] : [],
      ),
  };
}

const namesOf = ({ lastName, firstName }: Asked, seed: number): [string, string][] => [
  ...(lastName ? [[lastName, LAST[seed % LAST.length] ?? ''] as [string, string]] : []),
  ...(firstName ? [[firstName, FIRST[seed % FIRST.length] ?? ''] as [string, string]] : []),
];

const wordPattern = (word: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\d])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\d])`, 'giu');

/** Dates in both styles of print, words as whole words. */
function holds(text: string, value: string): boolean {
  const forms = isIsoDate(value) ? [value, formatUsDate(value), value.replaceAll('-', '')] : [value];
  return forms.some((form) => wordPattern(form).test(text));
}

/** Digits become digits, letters letters; what stands between stays. */
const sameShape = (text: string, seed: number): string =>
  Array.from(text)
    .map((letter, at) => {
      const turn = hash(`${text}${at}`, seed);
      // The last digit is moved for certain, so that no number can come out as it went in.
      if (/\d/.test(letter)) return String((Number(letter) + 1 + (turn % 9)) % 10);
      if (/[a-z]/i.test(letter)) return letter;
      return letter;
    })
    .join('');

function sameCase(made: string, like: string): string {
  if (like === like.toUpperCase()) return made.toUpperCase();
  if (like === like.toLowerCase()) return made.toLowerCase();
  return made.charAt(0).toUpperCase() + made.slice(1).toLowerCase();
}

/** `03/09/2026` as `3/9/2026` where the page prints it so. */
const sameWidth = (made: string, like: string): string =>
  /\b0\d\//.test(like) || /^\d\d\/\d\d\//.test(like) ? made : made.replace(/\b0/g, '');

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const LONG_DATE = new RegExp(
  `\\b(${MONTHS.map((each) => `${each}|${each.slice(0, 3)}`).join('|')})\\.? (\\d{1,2}), (\\d{4})\\b`,
  'g',
);

function longDate(found: string, move: (iso: string) => string): string {
  const [, month = '', day = '', year = ''] = new RegExp(LONG_DATE.source).exec(found) ?? [];
  const at = MONTHS.findIndex((each) => each.startsWith(month.slice(0, 3)));
  const [y = '', m = '1', d = '1'] = move(`${year}-${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}`).split(
    '-',
  );
  const name = MONTHS[Number(m) - 1] ?? '';
  return `${month.length === 3 ? name.slice(0, 3) : name} ${Number(d)}, ${y}`;
}

/** Fowler, Noll and Vo's, folded. */
function hash(text: string, seed: number): number {
  let value = 2_166_136_261 ^ seed;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return value >>> 0;
}
