/** Names as payers print them. */
import { GIVEN_NAMES } from './given-names.ts';

export interface PersonName {
  readonly lastName: string;
  readonly firstName: string | null;
}

const SUFFIX = /^(?:JR|SR|II|III|IV)\.?$/i;

/** `DOE, JANE Q`, `Doe, Jane`, `JANE Q DOE`, `DOE JANE` (in capitals, unless the form prints given names first). Middle initials are left out; a suffix stays with the last name. */
export function personOf(text: string, isGivenFirstHere = false): PersonName | null {
  const bare = text
    .replace(/\(.*?\)/g, ' ')
    .replace(/\s*\d.*$/, '')
    .replace(/[*:;|]+/g, ' ')
    .replace(/\bcont(?:inued|'?d)?\b\.?/i, '')
    .replace(/\s+/g, ' ')
    // `lversley`: before most consonants a small `l` that begins a name is a capital `I`.
    .replace(/(?<![\w'’-])l(?=[bcdfghjkmnpqrstvwxz][a-z])/g, 'I')
    // A name that goes on in the next row of its cell: `Jane Roe-` and `Doe`.
    .replace(/(?<=[A-Za-z]{2}-) (?=[A-Z])/g, '')
    .trim()
    .replace(/[,.]+$/, '');
  if (!/[A-Za-z]{2}/.test(bare)) return null;
  if (bare.includes(',')) {
    const [last = '', rest = '', more = ''] = bare.split(',').map((part) => part.trim());
    const given = SUFFIX.test(rest) ? more : rest;
    return { lastName: SUFFIX.test(rest) ? `${last} ${rest}` : last, firstName: firstOf(given.split(' ')) };
  }
  const words = bare.split(' ');
  if (words.length === 1) return { lastName: words[0]!, firstName: null };
  // Mainframes print the last name first, in capitals and without a comma.
  const isCapitals = bare === bare.toUpperCase();
  const order = initialIn(words);
  if (isCapitals && (order === 'last-first' || (order === null && !isGivenFirstHere)))
    return { lastName: words[0]!, firstName: firstOf(words.slice(1)) };
  const tail = SUFFIX.test(words.at(-1)!) ? 2 : 1;
  return { lastName: words.slice(-tail).join(' '), firstName: firstOf(words.slice(0, -tail)) };
}

/** In capitals and without a comma either name may stand first, unless an initial tells. */
export const isOrderOpen = (text: string): boolean => isBare(text) && initialIn(text.trim().split(/\s+/)) === null;

/** In capitals and without a comma. */
export const isBare = (text: string): boolean =>
  !text.includes(',') && text === text.toUpperCase() && /[A-Z]{2}\s+[A-Z]/.test(text);

/** An initial stands behind the given name: `JANE Q DOE`, `DOE JANE Q`. */
function initialIn(words: readonly string[]): 'given-first' | 'last-first' | null {
  const bare = SUFFIX.test(words.at(-1) ?? '') ? words.slice(0, -1) : words;
  const at = bare.findIndex((word, place) => place > 0 && /^[A-Z]\.?$/.test(word));
  if (at < 1 || bare.length < 3) return null;
  return at === bare.length - 1 ? 'last-first' : 'given-first';
}

/** Endings that given and family names have. */
const GIVEN_END = /(?:INE|ETTE|ELLA|ELLE|LYNN?|BETH|IUS|IAS|ICIA)$/;
const FAMILY =
  /(?:SON|SEN|WOOD|WORTH|WELL|LEY|FORD|FIELD|STONE|BERG|BURG|DORF|STEIN|MANN?|SKI|SKY|EZ|TON|HAM|SHAW|SMITH|WRIGHT|QUIST|BROOK|LAND|STROM|HURST|WAY|GATE|BRIDGE|ANIAN|OV|OVA|ESCU)$|^(?:O['’]|MC|MAC|FITZ|VAN|DE[LR]?|ST\.?)(?=[A-Z])|-/;

/** An initial says more than the likeness of names does. */
const INITIAL = 3;

/**
 * @param names in capitals and without commas, all printed by one form.
 * @returns whether the form prints given names first, as far as the names tell; false where they do not.
 */
export function isGivenFirst(names: readonly string[]): boolean {
  const votes = names.map((name) => {
    const words = name.toUpperCase().split(/\s+/);
    const order = initialIn(words);
    if (order) return order === 'given-first' ? INITIAL : -INITIAL;
    const likeness = (word = '') =>
      Number(GIVEN_NAMES.has(word)) * 2 + Number(GIVEN_END.test(word)) - Number(FAMILY.test(word));
    return words.length < 2 ? 0 : Math.sign(likeness(words[0]) - likeness(words.at(-1)));
  });
  return votes.reduce<number>((sum, vote) => sum + vote, 0) > 0;
}

/** The given names without a middle initial. */
function firstOf(words: readonly string[]): string | null {
  const kept = words.filter((word, at) => word !== '' && (at === 0 || word.replace(/\W/g, '').length > 1));
  return kept.join(' ') || null;
}
