/** Where each value of a paper remittance came from: JSON pointer to page, box, way and confidence. */
import type { FieldSource } from '../../domain/remittance.ts';
import { amountOf } from './amount-text.ts';
import type { AmountSpot } from './row-cells.ts';
import { amountConfidence, textConfidence } from './confidence.ts';
import type { Found } from './found.ts';
import type { SolvedCell } from './solve/cells.ts';

export interface FieldLog {
  readonly fields: Record<string, FieldSource>;
  /** An amount that arithmetic has looked at. */
  amount(pointer: string, solved: SolvedCell, spot: AmountSpot): void;
  /** A text; `isPlausible`: it looks like what it should be. */
  text(pointer: string, found: Found, isPlausible: boolean): void;
  /** An amount that stands alone, with no identity to vouch for it. @returns its cents. */
  single(pointer: string, found: Found): number | null;
  /** Arithmetic speaks for a value that is noted already. */
  vouch(pointer: string): void;
  /** The value may be another than the page seems to say. */
  limit(pointer: string, most: number): void;
  /** The value is not given after all. */
  forget(pointer: string): void;
  /** A value worked out from others: as sure as the least sure of them. */
  derived(pointer: string, from: readonly string[]): void;
}

export function openFieldLog(): FieldLog {
  const fields: Record<string, FieldSource> = {};
  const place = ({ page, box }: { page: number; box: AmountSpot['box'] }) => ({
    page,
    box: box.map((value) => Math.round(value)) as [number, number, number, number],
  });
  return {
    fields,
    amount(pointer, solved, spot) {
      const via = solved.cents === null ? (spot.readings[0]?.via ?? spot.source) : solved.via;
      fields[pointer] = { confidence: amountConfidence(solved, spot), via, ...place(spot) };
    },
    text(pointer, found, isPlausible) {
      fields[pointer] = { confidence: textConfidence(found, isPlausible), via: found.source, ...place(found) };
    },
    single(pointer, found) {
      const cents = amountOf(found.text);
      if (cents === null) return null;
      fields[pointer] = { confidence: Math.min(0.98, textConfidence(found, true)), via: found.source, ...place(found) };
      return cents;
    },
    vouch(pointer) {
      const known = fields[pointer];
      if (known) fields[pointer] = { ...known, confidence: Math.max(known.confidence, 0.995) };
    },
    limit(pointer, most) {
      const known = fields[pointer];
      if (known) fields[pointer] = { ...known, confidence: Math.min(known.confidence, most) };
    },
    forget(pointer) {
      delete fields[pointer];
    },
    derived(pointer, from) {
      const confidence = Math.min(...from.map((each) => fields[each]?.confidence ?? 0));
      fields[pointer] = { confidence: Number.isFinite(confidence) ? confidence : 0, via: 'arithmetic' };
    },
  };
}
