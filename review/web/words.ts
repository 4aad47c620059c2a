/** Numbers and times as an office writes them. Ages relate to the server's time, never to this computer's. */

/** @returns `4 min`, `3 h`, `2 d`. */
export function age(since: string, at: string): string {
  const minutes = Math.max(0, Math.floor((Date.parse(at) - Date.parse(since)) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} d`;
}

/** `1:05`, of seconds. */
export const countdown = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

export const money = (cents: number | null): string =>
  cents === null ? '' : (cents / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD' });

export const moment = (iso: string): string =>
  new Date(iso).toLocaleString('en-US', { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });

/** With its year, where what is shown may be of another one. */
export const fullMoment = (iso: string): string =>
  new Date(iso).toLocaleString('en-US', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });

/** `Payment 1, claim 2 posted: $84.00 paid.` says that it was; here it would be. */
export const bookedOf = (message: string): string => message.replace(/^.*? posted: /, '');

/** `2026-11-24` to `11/24/2026`. */
export const usDate = (iso: string | null): string =>
  iso ? `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}` : '';
