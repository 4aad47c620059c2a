/** Calendar dates are `YYYY-MM-DD` texts; moments are ISO texts with a zone. No clock here. */
import { z } from 'zod';

const DAY_MS = 86_400_000;

/** @returns whether a text is a day that exists, as `YYYY-MM-DD`. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && toIsoDate(time) === text;
}

export const isoDateSchema = z.string().refine(isIsoDate, 'must be a real day as YYYY-MM-DD');

const toIsoDate = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** X12 D8 (`CCYYMMDD`). @returns null when it is no real day. */
export function parseX12Date(text: string): string | null {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (!match) return null;
  const iso = `${match[1]}-${match[2]}-${match[3]}`;
  return isIsoDate(iso) ? iso : null;
}

/** US style as portals print it: `MM/DD/YYYY`, one-digit months and days too. @returns null when it is no real day. */
export function parseUsDate(text: string): string | null {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text.trim());
  if (!match) return null;
  const iso = `${match[3]}-${match[1]!.padStart(2, '0')}-${match[2]!.padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : null;
}

/** `2026-03-09` to `03/09/2026`. */
export const formatUsDate = (iso: string): string => `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(0, 4)}`;

/** @returns the day `days` after (or before, when negative) a day. */
export const addDays = (iso: string, days: number): string => toIsoDate(Date.parse(`${iso}T00:00:00Z`) + days * DAY_MS);

/** @returns whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** `Nov 24, 6:00 AM EST`: a moment as the people of a time zone read it. */
export const formatMoment = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  })
    .format(moment)
    .replaceAll('\u202f', ' ');

/** @returns the calendar day of a moment in a time zone, e.g. `America/New_York`. */
export const dayIn = (moment: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);
