/** How the portal prints dates and money, and reads dates. */

export const usDate = (iso) => (iso ? `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}` : '');
export const endDate = (iso) => (iso === null ? '12/31/9999' : usDate(iso));
export const money = (cents) =>
  cents === null || cents === undefined
    ? ''
    : `${cents < 0 ? '-' : ''}$${(Math.abs(cents) / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
export const percent = (share) => (share === null ? '' : `${share}%`);

/** @returns `YYYY-MM-DD`; null when it is no date. */
export function isoDate(text) {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text.trim());
  return match ? `${match[3]}-${match[1]}-${match[2]}` : null;
}
