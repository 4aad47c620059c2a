/** Money and days as an administrator types them. */

/** @param cents null: empty. */
export const dollarsOf = (cents: unknown): string => (typeof cents === 'number' ? (cents / 100).toFixed(2) : '');

/** @returns null for nothing, undefined for what is no amount. */
export function centsOf(text: string): number | null | undefined {
  const typed = text.trim().replace(/[$,]/g, '');
  if (typed === '') return null;
  return /^\d{1,9}(\.\d{1,2})?$/.test(typed) ? Math.round(Number(typed) * 100) : undefined;
}

export const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A list as it is typed: one a line. */
export const linesOf = (text: string): string[] => [
  ...new Set(
    text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean),
  ),
];

/** @returns undefined for what is no whole number above nought; null for nothing. */
export function countOf(text: string): number | null | undefined {
  if (text.trim() === '') return null;
  return /^[1-9]\d{0,6}$/.test(text.trim()) ? Number(text) : undefined;
}
