/** Pages that repeat an earlier page of the same file: the same picture and the same words, above all the same figures. */
import sharp from 'sharp';
import type { PageSight, Word } from '../../domain/page.ts';
import type { PreparedPage } from './prepare.ts';

const SIDE = 16;
/** Of 256 bits. */
const SAME_PICTURE = 40;
const SAME_WORDS = 0.92;
/** A figure read this surely on one page and not at all on the other makes them two pages. */
const SURE = 0.85;
const LEAST_WORDS = 5;

/** Whether each of 16 x 16 fields is darker than its right neighbour, as 64 hexadecimal digits. */
export async function fingerprintOf({ grey, width, height }: PreparedPage): Promise<string> {
  const { data } = await sharp(grey, { raw: { width, height, channels: 1 } })
    .resize(SIDE + 1, SIDE, { fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const bytes = Buffer.alloc((SIDE * SIDE) / 8);
  for (let i = 0; i < SIDE * SIDE; i += 1) {
    const at = Math.floor(i / SIDE) * (SIDE + 1) + (i % SIDE);
    if ((data[at] ?? 0) < (data[at + 1] ?? 0)) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
  }
  return bytes.toString('hex');
}

export interface Fingerprinted {
  readonly sight: PageSight;
  readonly fingerprint: string;
}

/** The sights in page order, each repeated page marked `duplicate` of the earliest it repeats. Blank and separator pages stay what they are. Pure. */
export function markRepeats(pages: readonly Fingerprinted[]): PageSight[] {
  const ordered = [...pages].sort((a, b) => a.sight.page - b.sight.page);
  const originals: Fingerprinted[] = [];
  return ordered.map((page) => {
    if (page.sight.kind !== 'printed') return page.sight;
    const earlier = originals.find((original) => repeats(original, page));
    if (!earlier) {
      originals.push(page);
      return page.sight;
    }
    return { ...page.sight, kind: 'duplicate', duplicateOf: earlier.sight.page };
  });
}

function repeats(a: Fingerprinted, b: Fingerprinted): boolean {
  if (bitsApart(a.fingerprint, b.fingerprint) > SAME_PICTURE) return false;
  const [left, right] = [a.sight.words, b.sight.words];
  if (left.length < LEAST_WORDS || right.length < LEAST_WORDS) return false;
  return (
    unmatchedFigures(left, right) === 0 && unmatchedFigures(right, left) === 0 && shared(left, right) >= SAME_WORDS
  );
}

function bitsApart(a: string, b: string): number {
  let apart = 0;
  for (let i = 0; i < a.length; i += 1) {
    let bits = Number.parseInt(a[i] ?? '0', 16) ^ Number.parseInt(b[i] ?? '0', 16);
    for (; bits > 0; bits >>= 1) apart += bits & 1;
  }
  return apart;
}

function countsOf(words: readonly Word[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text } of words) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function unmatchedFigures(words: readonly Word[], others: readonly Word[]): number {
  const counts = countsOf(others);
  let unmatched = 0;
  for (const { text, confidence } of words) {
    const left = counts.get(text) ?? 0;
    counts.set(text, left - 1);
    if (left <= 0 && confidence >= SURE && /\d/.test(text)) unmatched += 1;
  }
  return unmatched;
}

/** Words common to both, of the longer list. */
function shared(a: readonly Word[], b: readonly Word[]): number {
  const counts = countsOf(a);
  let common = 0;
  for (const { text } of b) {
    const left = counts.get(text) ?? 0;
    if (left > 0) common += 1;
    counts.set(text, left - 1);
  }
  return common / Math.max(a.length, b.length);
}
