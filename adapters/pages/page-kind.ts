/** Pages that carry nothing to read: blank ones and separator sheets. Pure. */
import type { PageKind, Word } from '../../domain/page.ts';
import type { Ink } from './skew.ts';

/** Share of the page's points: a lone short line of text has more. */
const BLANK_INK = 0.00008;
/** With more ink than this, a page without words is a picture or cannot be read: not blank. */
const SPECKLED_INK = 0.004;
const SEPARATOR_WORDS = 25;
const SEPARATOR =
  /\b(document|batch|page|claim)?\s*(separator|patch\s*(code|[0-9t])|batch\s*header|cover\s*page|scan\s*sheet)\b/i;
const LEAST_BARS = 30;
const READABLE = 0.5;

/** So little ink that there is no need to look for words. */
export function isBare(ink: Ink): boolean {
  return ink.found < BLANK_INK * ink.width * ink.height;
}

export function kindOf(words: readonly Word[], ink: Ink): PageKind {
  const solid = words.filter((word) => word.confidence >= READABLE && /[\p{L}\p{N}]{2}/u.test(word.text));
  if (solid.length === 0 && ink.found < SPECKLED_INK * ink.width * ink.height) return 'blank';
  const text = words.map((word) => word.text).join(' ');
  if (words.length <= SEPARATOR_WORDS && (SEPARATOR.test(text) || hasBars(ink))) {
    return /\d[.,]\d\d\b/.test(text) ? 'printed' : 'separator';
  }
  return 'printed';
}

/** Bars of a code: many columns of ink of the same height side by side, with gaps between. */
function hasBars({ xs, ys, width, height }: Ink): boolean {
  const band = 24;
  const rows = Math.floor(height / band);
  const filled = Array.from({ length: rows + 1 }, () => new Uint8Array(width));
  const seen = new Set<number>();
  for (let i = 0; i < xs.length; i += 1) {
    const [x, y] = [Math.floor(xs[i] ?? 0), Math.floor(ys[i] ?? 0)];
    if (seen.has(y * width + x)) continue;
    seen.add(y * width + x);
    const row = filled[Math.floor(y / band)];
    if (row) row[x] = (row[x] ?? 0) + 1;
  }
  return filled.some((row) => {
    let bars = 0;
    let inside = false;
    for (const count of row) {
      const full = count >= band * 0.85;
      if (full && !inside) bars += 1;
      inside = full;
    }
    return bars >= LEAST_BARS;
  });
}
