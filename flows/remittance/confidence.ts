/**
 * How sure a text field is. Amounts have their own table beside the solver; texts have no arithmetic to vouch for them,
 * so OCR alone never reaches the mark at which a field counts as certain, unless the engine saw the same thing twice.
 */
import type { AmountSpot } from './row-cells.ts';
import type { Found } from './found.ts';
import { confidenceOf } from './solve/index.ts';
import type { SolvedCell } from './solve/cells.ts';

/** A label or a heading said what it is, and it looks like what it should be. */
const TEXT_LAYER = 0.995;
/** Read twice, in unlike preparations of the picture, with the same outcome. */
const SEEN_TWICE = 0.995;
/** A second look that says the same makes a text with such a score certain. */
export const GOOD_SCORE = 0.75;
const SURE_SCORE = 0.93;

export function textConfidence(found: Found, isPlausible: boolean): number {
  if (!isPlausible) return 0.5;
  if (found.source === 'text-layer') return TEXT_LAYER;
  const isSeenTwice = found.secondLook === 'always' || (found.secondLook === 'same' && found.confidence >= GOOD_SCORE);
  if (isSeenTwice || found.confidence >= SURE_SCORE) return SEEN_TWICE;
  return Math.min(found.secondLook === 'other' ? 0.8 : 0.985, found.confidence * 0.99);
}

/** Sums of nothing hold for any column: nought is certain only where its own row says so. */
const NOUGHT = 0.98;

/** @returns how sure an amount is: by what vouches for it, not by what the engine says. */
export function amountConfidence(solved: SolvedCell, spot: AmountSpot): number {
  const confidence = confidenceOf(solved, { source: spot.source, headerMatch: 1, geometry: 1 });
  const isBareNought = solved.cents === 0 && spot.source === 'ocr' && !solved.vouchers.includes('line');
  return isBareNought ? Math.min(confidence, NOUGHT) : confidence;
}
