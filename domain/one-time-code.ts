/** Finding the one-time code in a mail. */

const NEAR = 60;

/**
 * @param digits how many the portal's codes have; a longer number is no code.
 * @returns the code; null when there is none, or when several numbers could be it: then nobody guesses.
 */
export function findCode(text: string, digits: number): string | null {
  const plain = text.replace(/<style[\s\S]*?<\/style>|<[^>]*>/gi, ' ').replace(/&nbsp;|\s+/gi, ' ');
  const found = [...plain.matchAll(/(?<![\d.,/-])\d+(?![\d/]|[.,-]\d)/g)].filter(
    ([number]) => number.length === digits,
  );
  if (distinct(found) === 1) return found[0]![0];
  const named = found.filter(({ index }) =>
    /\b(code|passcode|pin)\b/i.test(plain.slice(Math.max(0, index - NEAR), index)),
  );
  return distinct(named) === 1 ? named[0]![0] : null;
}

const distinct = (found: readonly RegExpMatchArray[]): number => new Set(found.map(([number]) => number)).size;

/** @returns the digits of what a person typed, or null when it is not a code of that length; blanks and dashes are fine. */
export function readCode(typed: string, digits: number): string | null {
  const bare = typed.replace(/[\s-]/g, '');
  return new RegExp(`^\\d{${digits}}$`).test(bare) ? bare : null;
}
