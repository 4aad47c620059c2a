/** Words to rows by geometry: word boxes are clustered by their height on the page, never by the order of the text. */
import type { PageSight, Word } from '../../domain/page.ts';
import type { Box } from '../../domain/provenance.ts';
import { amountOf, isNothing } from './amount-text.ts';
import { dateOf } from './date-text.ts';

/** One or more words that belong together: an amount with its marks, a date of three words, or a single word. */
export interface Token {
  readonly text: string;
  readonly box: Box;
  /** Of its weakest word. */
  readonly confidence: number;
  /** Integer cents when the text is an amount. */
  readonly cents: number | null;
  /** The words are a written date such as `Mar 2, 2026`. */
  readonly isDate: boolean;
}

export interface Row {
  readonly page: number;
  /** Pixels. */
  readonly top: number;
  readonly bottom: number;
  readonly middle: number;
  /** From left to right. */
  readonly tokens: readonly Token[];
}

export interface PageRows {
  readonly page: number;
  readonly width: number;
  readonly height: number;
  /** The usual height of a word on this page, pixels: the measure of every distance. */
  readonly em: number;
  readonly source: PageSight['source'];
  readonly rows: readonly Row[];
}

export const left = (at: { box: Box }): number => at.box[0];
export const right = (at: { box: Box }): number => at.box[0] + at.box[2];
export const centre = (at: { box: Box }): number => at.box[0] + at.box[2] / 2;
const middle = (box: Box): number => box[1] + box[3] / 2;

/** @returns the smallest box around several. */
export function around(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box[0]));
  const y = Math.min(...boxes.map((box) => box[1]));
  return [
    x,
    y,
    Math.max(...boxes.map((box) => box[0] + box[2])) - x,
    Math.max(...boxes.map((box) => box[1] + box[3])) - y,
  ];
}

/** @param latest the last day that can stand on the page, `YYYY-MM-DD`. */
export function rowsOf(sight: PageSight, latest: string, words: readonly Word[] = sight.words): PageRows {
  const height = median(words.filter((word) => /[A-Za-z0-9]{2}/.test(word.text)).map((word) => word.box[3])) || 24;
  const em = sight.source === 'ocr' ? height * TYPE_OF_INK : height;
  const useful = words.filter((word) => isReadable(word, height));
  return {
    page: sight.page,
    width: sight.width,
    height: sight.height,
    em,
    source: sight.source,
    rows: cluster(useful, em).map((line) => rowOf(sight.page, line, em, latest)),
  };
}

/** A text layer tells the height of the type, OCR that of the ink, which is two thirds of it. */
const TYPE_OF_INK = 1.5;

/** OCR takes specks for dashes. */
const SURE = 0.9;

/** Rules and smears that OCR takes for words: bars, or boxes far larger than what they say. */
function isReadable({ text, box, confidence }: Word, em: number): boolean {
  if (isNothing(text)) return confidence > SURE;
  if (/^[|_—–=~.,'`:;\\/[\]{}]+$|^[-*=_.#~]{3,}$/.test(text)) return false;
  if (!/[A-Za-z0-9$%#*(&-]/.test(text)) return false;
  return !(confidence < 0.4 && (box[3] > em * 2.5 || box[3] < em * 0.3));
}

function cluster(words: readonly Word[], em: number): Word[][] {
  const lines: { middle: number; words: Word[] }[] = [];
  for (const word of words.toSorted((a, b) => middle(a.box) - middle(b.box))) {
    const at = middle(word.box);
    const line = lines.findLast((known) => Math.abs(known.middle - at) < em * 0.55);
    if (!line) lines.push({ middle: at, words: [word] });
    else {
      line.words.push(word);
      line.middle += (at - line.middle) / line.words.length;
    }
  }
  return lines
    .toSorted((a, b) => a.middle - b.middle)
    .map((line) => line.words.toSorted((a, b) => a.box[0] - b.box[0]));
}

function rowOf(page: number, words: readonly Word[], em: number, latest: string): Row {
  const tokens = withNothings(merge(words, em, latest), em);
  const box = around(tokens.map((token) => token.box));
  const centred = middle(box);
  const half = Math.max(box[3], em) / 2;
  return { page, top: centred - half, bottom: centred + half, middle: centred, tokens };
}

/** A dash by itself among amounts says that there is none. */
function withNothings(tokens: readonly Token[], em: number): readonly Token[] {
  if (tokens.filter((token) => token.cents !== null).length < 2) return tokens;
  return tokens.map((token, at) => {
    const [before, after] = [tokens[at - 1], tokens[at + 1]];
    const isApart =
      (!before || left(token) - right(before) > em * 0.8) && (!after || left(after) - right(token) > em * 0.8);
    return isApart && isNothing(token.text) ? { ...token, cents: 0 } : token;
  });
}

/** Puts together what OCR or the printer set apart: `$ 12.00`, `12.00 -`, `( 12.00 )`, `12.00 CR`, `1, 234.50`, `Mar 2, 2026`. */
function merge(words: readonly Word[], em: number, latest: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const { token, used } = longest(words, at, em, latest);
    tokens.push(token);
    at += used;
  }
  return tokens;
}

const MOST_WORDS = 4;

function longest(words: readonly Word[], at: number, em: number, latest: string): { token: Token; used: number } {
  for (let used = Math.min(MOST_WORDS, words.length - at); used > 1; used -= 1) {
    const parts = words.slice(at, at + used);
    const gaps = parts.slice(1).map((word, index) => word.box[0] - (parts[index]!.box[0] + parts[index]!.box[2]));
    const texts = parts.map((part) => part.text);
    if (gaps.every((gap) => gap < em * 1.2) && /^[A-Za-z]{3}|^\d{1,2}$/.test(texts[0]!)) {
      const text = texts.join(' ');
      if (/[A-Za-z]{3}/.test(text) && dateOf(text, latest) !== null) return { token: tokenOf(parts, text, true), used };
    }
    if (
      isAmountInParts(texts) &&
      gaps.every((gap, index) => gap < em * (isMark(texts[index]!) || isMark(texts[index + 1]!) ? 1 : 0.4))
    ) {
      const text = pointed(texts.filter((each) => !isStars(each)));
      if (amountOf(text) !== null) return { token: tokenOf(parts, text, false), used };
    }
  }
  const word = words[at]!;
  return { token: tokenOf([word], word.text, dateOf(word.text, latest) !== null), used: 1 };
}

/** `$`, `4,`, `472`, `02`: the point before the last two figures is lost. */
function pointed(texts: readonly string[]): string {
  const [whole, cents] = [texts.slice(0, -1).join(''), texts.at(-1)!];
  return /^\d{2}$/.test(cents) && /^\$\d[\d,]*$/.test(whole) ? `${whole}.${cents}` : texts.join('');
}

const isMark = (text: string): boolean => /^(?:[$()−–-]{1,3}|CR)$/.test(text) || isStars(text);
/** Stars before an amount, as far as OCR knows them (`*okkD`): a digit may be among them, so they are looked at with it. */
const isStars = (text: string): boolean => /^\$?(?=.*\*)[*A-Za-z&%#¥]{2,8}$/.test(text);
const isAmountInParts = (texts: readonly string[]): boolean =>
  texts.every((text) => isMark(text) || /^\*{0,4}[$(-]*[\dOolIS,.]+\)?-?$/.test(text)) &&
  texts.some((text) => /\d/.test(text)) &&
  // Two whole amounts side by side are two amounts.
  texts.filter((text) => amountOf(text) !== null).length <= 1;

const tokenOf = (parts: readonly Word[], text: string, isDate: boolean): Token => ({
  text,
  box: around(parts.map((part) => part.box)),
  confidence: Math.min(...parts.map((part) => part.confidence)),
  cents: isDate ? null : amountOf(text),
  isDate,
});

export function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
