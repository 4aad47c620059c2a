/** One segment and the ways to read it. Elements are named as X12 names them: `element(nm1, 3)` is NM103. */
import { parseX12Date } from '../dates.ts';
import type { SegmentPlace } from '../import-note.ts';
import type { Delimiters } from './delimiters.ts';

export interface Segment {
  readonly id: string;
  /** Counts the segments of the file from 1. */
  readonly position: number;
  /** `elements[0]` is the id, `elements[3]` the third element, untrimmed. */
  readonly elements: readonly string[];
}

export interface Period {
  readonly from: string;
  readonly to: string;
}

/** @returns the element's text without surrounding blanks; empty when the segment is shorter. */
export const element = (segment: Segment, index: number): string => (segment.elements[index] ?? '').trim();

/** @returns the element's text, null when empty. */
export const elementOrNull = (segment: Segment, index: number): string | null => element(segment, index) || null;

/** @returns the parts of a composite element; `[0]` is its first component. */
export const components = (segment: Segment, index: number, delimiters: Delimiters): string[] =>
  element(segment, index)
    .split(delimiters.component)
    .map((part) => part.trim());

export const placeOf = (segment: Segment): SegmentPlace => ({ segment: segment.id, position: segment.position });

/** @returns the first segment of that id whose first element is one of the qualifiers (any, when none is given). */
export const findSegment = (segments: readonly Segment[], id: string, ...qualifiers: string[]): Segment | undefined =>
  segments.find(
    (segment) => segment.id === id && (qualifiers.length === 0 || qualifiers.includes(element(segment, 1))),
  );

/**
 * A DTP's date or range: D8, RD8, and DT whose time is dropped.
 * @returns null when it is empty or no real day, or when a range ends before it begins.
 */
export function periodOf(dtp: Segment): Period | null {
  const [format, text] = [element(dtp, 2), element(dtp, 3)];
  const [first = '', last = first] = format === 'RD8' ? text.split('-') : [format === 'DT' ? text.slice(0, 8) : text];
  const [from, to] = [parseX12Date(first.trim()), parseX12Date(last.trim())];
  return from !== null && to !== null && from <= to ? { from, to } : null;
}
