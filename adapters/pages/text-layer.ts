/** The text layer of a PDF page as words with boxes, and whether it can be believed at all. Pure. */
import type { Word } from '../../domain/page.ts';

/** One run of text; pixels of the page's rendering, y downwards. */
export interface TextItem {
  readonly text: string;
  /** Start of the baseline. */
  readonly x: number;
  readonly y: number;
  /** Direction of the baseline, radians clockwise. */
  readonly along: number;
  readonly width: number;
  /** Of the font. */
  readonly height: number;
  /** Shares of the font's height above and (negative) below the baseline. */
  readonly ascent: number;
  readonly descent: number;
}

const LEVEL = 0.01;
/** Runs nearer than this share of the font's height are one word. */
const WORD_GAP = 0.12;
const SAME_PLACE = 0.6;

/** In the file's own order; runs that do not lie level (watermarks) are left out, doubled ones (fake bold) are kept once. */
export function wordsOfItems(items: readonly TextItem[]): Word[] {
  const level = items.filter((item) => Math.abs(item.along) < LEVEL && item.width > 0);
  return withoutDoubles(joined(level.flatMap(split)));
}

/** A run's words, its width shared out by rough widths of characters. */
function split(item: TextItem): Word[] {
  const total = widthUnits(item.text);
  const top = item.y - Math.min(1, item.ascent) * item.height;
  const height = (Math.min(1, item.ascent) - Math.max(-0.4, item.descent)) * item.height;
  return [...item.text.matchAll(/\S+/g)].map((match) => {
    const before = widthUnits(item.text.slice(0, match.index));
    const left = item.x + (before / total) * item.width;
    const width = (widthUnits(match[0]) / total) * item.width;
    return { text: textOf(match[0]), confidence: 1, box: [left, top, width, height] };
  });
}

/** What a font map leaves unnamed comes as NUL or as half of a pair: no text, and nothing that a database takes. */
const textOf = (letters: string): string => letters.replaceAll('\0', '\ufffd').replaceAll(/\p{Surrogate}/gu, '\ufffd');

/** Widths of Helvetica in thousandths, near enough for all proportional fonts. */
function widthUnits(text: string): number {
  let sum = 0;
  for (const character of text) {
    if (/[ .,:;'!|il/\\I]/.test(character)) sum += 278;
    else if (/[-()ftjr]/.test(character)) sum += 333;
    else if (/[A-Z&%]/.test(character)) sum += 690;
    else if (/[mwMW@]/.test(character)) sum += 833;
    else sum += 556;
  }
  return sum;
}

/** Producers that place each letter by itself, or break a word in two: what touches on a line is one word. */
function joined(words: readonly Word[]): Word[] {
  const out: Word[] = [];
  for (const word of words) {
    const last = out.at(-1);
    if (last && touches(last, word)) {
      const [x, y, , height] = last.box;
      const right = word.box[0] + word.box[2];
      const top = Math.min(y, word.box[1]);
      const bottom = Math.max(y + height, word.box[1] + word.box[3]);
      out[out.length - 1] = { text: last.text + word.text, confidence: 1, box: [x, top, right - x, bottom - top] };
    } else {
      out.push(word);
    }
  }
  return out;
}

function touches(left: Word, right: Word): boolean {
  const gap = right.box[0] - (left.box[0] + left.box[2]);
  const height = Math.min(left.box[3], right.box[3]);
  return (
    Math.abs(left.box[1] + left.box[3] - right.box[1] - right.box[3]) < height * 0.2 &&
    Math.abs(gap) < height * WORD_GAP
  );
}

function withoutDoubles(words: readonly Word[]): Word[] {
  const kept: Word[] = [];
  const byText = new Map<string, Word[]>();
  for (const word of words) {
    const same = byText.get(word.text) ?? [];
    if (same.some((other) => overlap(other, word) > SAME_PLACE)) continue;
    byText.set(word.text, [...same, word]);
    kept.push(word);
  }
  return kept;
}

/** Of the smaller box. */
function overlap({ box: [ax, ay, aw, ah] }: Word, { box: [bx, by, bw, bh] }: Word): number {
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  return width > 0 && height > 0 ? (width * height) / Math.min(aw * ah, bw * bh) : 0;
}

const ODD = /[\p{Cc}\p{Co}\p{Cn}\uFFFD]/u;
const PLAIN = /[\x20-\x7e\u00a0-\u00ff\u2010-\u2026\u20ac\u2122]/;

/** Whether the letters are letters: a broken font map gives control, private or far-off characters, or no vowel at all. */
export function isPlausibleText(words: readonly Word[]): boolean {
  const text = words.map((word) => word.text).join('');
  if (text.length === 0) return false;
  const characters = Array.from(text);
  const odd = characters.filter((character) => ODD.test(character)).length;
  const plain = characters.filter((character) => PLAIN.test(character)).length;
  if (odd > 0.02 * characters.length || plain < 0.9 * characters.length) return false;
  const letters = text.replace(/[^a-z]/gi, '');
  const vowels = text.replace(/[^aeiouy]/gi, '');
  const marks = text.replace(/[A-Za-z0-9]/g, '').length;
  if (marks > 0.5 * characters.length) return false;
  return letters.length < 40 || (vowels.length > 0.15 * letters.length && vowels.length < 0.7 * letters.length);
}
