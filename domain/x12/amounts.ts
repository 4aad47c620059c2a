/** Elements of type R (decimal): amounts as integer cents, quantities as numbers. */
import { element, type Segment } from './segments.ts';

const DECIMAL = /^([+-]?)(?:(\d+)\.?(\d*)|\.(\d+))$/;

/**
 * Stricter than what portals print (`parseCents`): no thousands marks, no currency sign, no parentheses.
 * @returns null when the element is empty or no amount of whole cents.
 */
export function centsOf(segment: Segment, index: number): number | null {
  const match = DECIMAL.exec(element(segment, index));
  if (!match) return null;
  const [, sign, whole = '0', behind, alone] = match;
  const fraction = behind ?? alone ?? '';
  if (fraction.length > 2 && /[^0]/.test(fraction.slice(2))) return null;
  const cents = Number(whole) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'));
  if (!Number.isSafeInteger(cents)) return null;
  return sign === '-' && cents !== 0 ? -cents : cents;
}

/** @returns null when the element is empty or no number. */
export function numberOf(segment: Segment, index: number): number | null {
  const text = element(segment, index);
  return DECIMAL.test(text) ? Number(text) : null;
}

/** @returns whether something stands there that is no amount: it must never pass for nothing. */
export const isUnreadable = (segment: Segment, index: number): boolean =>
  element(segment, index) !== '' && centsOf(segment, index) === null;
