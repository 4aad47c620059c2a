/** Amounts as paper prints them and OCR returns them. */

const LETTER_DIGITS: Readonly<Record<string, string>> = { O: '0', o: '0', l: '1', I: '1', '|': '1', S: '5', B: '8' };
/** Sign, dollar, digits with thousands, a decimal mark, two decimals, closing marks. */
const AMOUNT =
  /^(?<open>[-(−–]?\$?[-(]?)(?<whole>\d{0,3}(?:[,.]?\d{3})*|\d+)[.,](?<cents>\d{2})(?<close>\)?(?:-|−|CR|cr|Cr)?)$/;

/**
 * Reads `1,234.50`, `$12.00`, `-12.00`, `12.00-`, `(12.00)`, `12.00CR` and, of OCR, `1.234,50` and letters that stand for digits.
 * @returns integer cents; null when the text is no amount with two decimals.
 */
export function amountOf(text: string): number | null {
  // Ruled boxes leave their bars beside amounts.
  const bare = text
    .replace(/\s/g, '')
    // Stars that keep a check from being altered are read as letters now and then.
    .replace(/^\$?\*{2,}[a-z¥%*]?(?=\d)/, '')
    .replace(/^[*~'"`_|[\]{}!\\/]+|[*~'"`_;:|[\]{}!\\/]+$/g, '')
    .replace(/(?<=[.,]\d{2}\)?)[.,]$/, '');
  const match = AMOUNT.exec(bare) ?? AMOUNT.exec(withDigits(bare));
  if (!match?.groups) return null;
  const { open = '', whole = '', cents = '', close = '' } = match.groups;
  const value = Number(whole.replace(/[,.]/g, '') || '0') * 100 + Number(cents);
  if (!Number.isSafeInteger(value)) return null;
  const isNegative = /[-−–(]/.test(open) || /[-−]|CR/i.test(close);
  return isNegative && value !== 0 ? -value : value;
}

/** Letters between digits that OCR takes for digits; the marks `CR` are kept. */
function withDigits(text: string): string {
  const mark = /(?<=\d)CR$/i.exec(text)?.[0] ?? '';
  const body = mark ? text.slice(0, -2) : text;
  if (!/\d/.test(body)) return text;
  return body.replace(/[OolI|SB]/g, (letter) => LETTER_DIGITS[letter] ?? letter) + mark;
}

/** `1.90767`: the comma of thousands was read as a point, and the point was lost. */
const THOUSANDS = /(?<=^[-($]*\d{1,3})[.](?=\d{5}[-)]?$)/;

/**
 * Digits that lost their decimal mark, in a column where amounts stand: `12345` is 123.45.
 * @returns integer cents or null.
 */
export function amountWithoutMark(text: string): number | null {
  const bare = withDigits(text.replace(/[\s,]/g, '')).replace(THOUSANDS, '');
  const match = /^(?<open>[-($]*)(?<digits>\d{3,9})(?<close>[-)]?)$/.exec(bare);
  if (!match?.groups) return null;
  const value = Number(match.groups['digits']);
  return /[-(]/.test(match.groups['open'] ?? '') || (match.groups['close'] ?? '') !== '' ? -value : value;
}

/** A dash where an amount could stand: nothing is charged, taken or paid there. */
export const isNothing = (text: string): boolean => /^[-–—]$/.test(text);
