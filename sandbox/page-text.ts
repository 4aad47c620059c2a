/** Texts of practice portals' pages. Everything that is not a constant of a page goes through `esc`. */
import { formatUsDate } from '../domain/dates.ts';
import { formatCents } from '../domain/money.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** @returns the text, safe in content and in quoted attributes; '' for null. */
export const esc = (text: string | number | null): string =>
  text === null ? '' : String(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);

/** `03/09/2026`; '' when the portal does not say. */
export const usDate = (iso: string | null): string => (iso === null ? '' : formatUsDate(iso));
export const money = (cents: number | null): string => (cents === null ? '' : formatCents(cents));
export const personName = (lastName: string, firstName: string | null): string =>
  firstName ? `${lastName}, ${firstName}`.toUpperCase() : lastName.toUpperCase();
