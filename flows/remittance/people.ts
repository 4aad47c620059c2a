/** Names as payers print them. */

export interface PersonName {
  readonly lastName: string;
  readonly firstName: string | null;
}

const SUFFIX = /^(?:JR|SR|II|III|IV)\.?$/i;

/** `DOE, JANE Q`, `Doe, Jane`, `JANE Q DOE`, `DOE JANE` (in capitals, or when `isLastFirst`). Middle initials are left out; a suffix stays with the last name. */
export function personOf(text: string, isLastFirst = false): PersonName | null {
  const bare = text
    .replace(/\(.*?\)/g, ' ')
    .replace(/\s*\d.*$/, '')
    .replace(/[*:;|]+/g, ' ')
    .replace(/\bcont(?:inued|'?d)?\b\.?/i, '')
    .replace(/\s+/g, ' ')
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
  if (isLastFirst || bare === bare.toUpperCase()) return { lastName: words[0]!, firstName: firstOf(words.slice(1)) };
  const tail = SUFFIX.test(words.at(-1)!) ? 2 : 1;
  return { lastName: words.slice(-tail).join(' '), firstName: firstOf(words.slice(0, -tail)) };
}

/** In capitals and without a comma either name may stand first. */
export const isOrderOpen = (text: string): boolean =>
  !text.includes(',') && text === text.toUpperCase() && /[A-Z]{2}\s+[A-Z]{2}/.test(text);

/** The given names without a middle initial. */
function firstOf(words: readonly string[]): string | null {
  const kept = words.filter((word, at) => word !== '' && (at === 0 || word.replace(/\W/g, '').length > 1));
  return kept.join(' ') || null;
}
