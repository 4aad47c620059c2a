/** Values to segments with `*`, `:` and `~`. */

/** @returns one segment with its terminator; trailing empty elements are dropped. A value's parts are joined by `:`. */
export function segment(id: string, ...values: readonly (string | null | readonly (string | null)[])[]): string {
  const elements = values.map((value) =>
    typeof value === 'string' || value === null ? clean(value) : trimEnd(value.map(clean), ':'),
  );
  return `${trimEnd([id, ...elements], '*')}~`;
}

/** Delimiters inside a value become blanks: X12 has no way to escape them. */
export const clean = (value: string | null): string => (value ?? '').replace(/[*:~^\r\n]/g, ' ').trim();

function trimEnd(values: readonly string[], separator: string): string {
  const last = values.findLastIndex((value) => value !== '');
  return values.slice(0, last + 1).join(separator);
}

/** Element type R: no more decimals than needed. */
export const amount = (cents: number): string => {
  const sign = cents < 0 ? '-' : '';
  const [whole, rest] = [Math.trunc(Math.abs(cents) / 100), Math.abs(cents) % 100];
  return rest === 0 ? `${sign}${whole}` : `${sign}${whole}.${String(rest).padStart(2, '0').replace(/0$/, '')}`;
};
