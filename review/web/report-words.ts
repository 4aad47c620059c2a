/** Figures of reports as an office writes them. */
import { money } from './words.ts';

export const whole = (value: number): string => value.toLocaleString('en-US');
export const dollars = (cents: number): string => money(cents);
export const wholeDollars = (cents: number): string =>
  (cents / 100).toLocaleString('en-US', { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });

/** `0.8571` to `86 %`; never 100 % for less than all. */
export const percent = (share: number | null): string =>
  share === null ? '–' : `${(share < 1 ? Math.floor(share * 1000) / 10 : 100).toLocaleString('en-US')} %`;

export const seconds = (value: number | null): string =>
  value === null ? '–' : `${value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 1 : 0 })} s`;

/** `95` to `1 h 35 min`; keeps a sign. */
export function minutes(value: number | null): string {
  if (value === null) return '–';
  const rounded = Math.round(Math.abs(value) * 10) / 10;
  const sign = value < 0 && rounded > 0 ? '−' : '';
  if (rounded < 60) return `${sign}${rounded.toLocaleString('en-US')} min`;
  const all = Math.round(rounded);
  return `${sign}${whole(Math.floor(all / 60))} h ${all % 60} min`;
}

/** A moment in the practice's time zone. */
export const momentIn = (iso: string | null, timeZone: string): string =>
  iso === null
    ? '–'
    : new Date(iso).toLocaleString('en-US', {
        timeZone,
        month: 'short',
        day: 'numeric',
        hour: 'numeric',
        minute: '2-digit',
      });

export const hourIn = (iso: string, timeZone: string): string =>
  new Date(iso).toLocaleString('en-US', { timeZone, weekday: 'short', hour: 'numeric' });

export const dayIn = (iso: string | null, timeZone: string): string =>
  iso === null
    ? '–'
    : new Date(iso).toLocaleDateString('en-US', { timeZone, month: 'short', day: 'numeric', year: 'numeric' });

/** `2026-11-23` to `Nov 23`. */
export const shortDay = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' });
