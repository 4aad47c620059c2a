/** Money is integer cents everywhere. */

/**
 * Reads a decimal amount as X12 (element type R) and portals print it: `1234.5`, `-12`, `.5`, `$1,234.50`, `(12.00)`, `12.00-`.
 * @returns integer cents, or null when the text is no amount or has more than two decimals that are not zero.
 */
export function parseCents(text: string): number | null {
  const bare = text.trim();
  const isNegative = /^\(.*\)$/.test(bare) || /^-|-$/.test(bare.replace('$', ''));
  const digits = bare
    .replace(/^\((.*)\)$/, '$1')
    .replace(/^-|-$/g, '')
    .replace(/^\$\s*/, '')
    .replace(/^-|-$/g, '')
    .trim();
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/.exec(digits);
  if (!match || (!match[1] && !match[2])) return null;
  const whole = (match[1] ?? '0').replaceAll(',', '');
  const fraction = (match[2] ?? '').padEnd(2, '0');
  if (/[^0]/.test(fraction.slice(2))) return null;
  const cents = Number(whole) * 100 + Number(fraction.slice(0, 2));
  if (!Number.isSafeInteger(cents)) return null;
  return isNegative && cents !== 0 ? -cents : cents;
}

/** @returns `$1,234.50`; negative amounts as `-$12.00`. */
export function formatCents(cents: number): string {
  const sign = cents < 0 ? '-' : '';
  const whole = Math.trunc(Math.abs(cents) / 100).toLocaleString('en-US');
  return `${sign}$${whole}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;
}
