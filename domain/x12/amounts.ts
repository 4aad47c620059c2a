/** Elements of type R (decimal): amounts as integer cents, quantities as numbers. */
import { parseCents } from '../money.ts';
import { element, type Segment } from './segments.ts';

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

/**
 * Stricter than what portals print: no thousands marks, no currency sign, no parentheses.
 * @returns null when the element is empty or no amount of whole cents.
 */
export function centsOf(segment: Segment, index: number): number | null {
  const text = element(segment, index);
  return DECIMAL.test(text) ? parseCents(text.replace('+', '')) : null;
}

/** @returns null when the element is empty or no number. */
export function numberOf(segment: Segment, index: number): number | null {
  const text = element(segment, index);
  return DECIMAL.test(text) ? Number(text) : null;
}

/** @returns whether something stands there that is no amount: it must never pass for nothing. */
export const isUnreadable = (segment: Segment, index: number): boolean =>
  element(segment, index) !== '' && centsOf(segment, index) === null;
