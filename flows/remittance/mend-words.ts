/**
 * Words as OCR spells them, set right where no doubt is left. Of headings: `NETPAID` is two words, `CO-1INS` is one. Of
 * rows: the rules of a box stick to words (`|2026-08-06`, `0.00]`), and a point before two digits is lost (`00`).
 */
import type { PageSight, Word } from '../../domain/page.ts';
import { amountOf } from './amount-text.ts';
import { HEADING_WORDS } from './heading-words.ts';
import { withMendedFigures } from './mend-figures.ts';

/** So many known words stand in a row of headings. */
const KNOWN_IN_A_ROW = 3;
/** From this length on two letters may be wrong. */
const LONG = 8;
const SHORTEST = 4;
/** Read so badly, two may be wrong in shorter words, too. */
const ILLEGIBLE = { confidence: 0.3, shortest: 6 };
/** A word that was read surely is a word that we do not know. */
const SURE = 0.9;

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');
const isKnown = (word: Word): boolean => HEADING_WORDS.has(lettersOf(word.text));

/** @returns the page with the words of its headings set right; as it was when read from a text layer. */
export function withMendedWords(sight: PageSight): PageSight {
  if (sight.source !== 'ocr' || sight.kind !== 'printed') return sight;
  const words = withMendedFigures(sight.words.flatMap(apart).map(withoutRules));
  const mended = words.flatMap((word) => {
    if (isKnown(word)) return [word];
    const row = words.filter((other) => isBeside(other, word));
    const isHeading =
      row.filter(isKnown).length >= KNOWN_IN_A_ROW && row.every((other) => amountOf(other.text) === null);
    return isHeading ? (inOnePiece(word, row) ?? spelled(word)) : [word];
  });
  return { ...sight, words: mended };
}

/** `Al lowed`: two pieces of a known word; the first stands for both. Null when it is no piece of one. */
function inOnePiece(word: Word, row: readonly Word[]): Word[] | null {
  for (const other of row.filter((each) => each !== word && !isKnown(each))) {
    const [one, two] = word.box[0] < other.box[0] ? [word, other] : [other, word];
    const gap = two.box[0] - one.box[0] - one.box[2];
    if (gap > one.box[3] * 0.6 || !HEADING_WORDS.has(lettersOf(one.text + two.text))) continue;
    const [x, y] = one.box;
    const box: Word['box'] = [x, y, two.box[0] + two.box[2] - x, Math.max(one.box[3], two.box[3])];
    return word === one ? [{ ...one, text: one.text + two.text, box }] : [];
  }
  return null;
}

/** `2.19|CO45`: two cells with the rule between them. */
function apart(word: Word): Word[] {
  const at = word.text.search(/(?<=\S{3})[|](?=\S{3})/);
  if (at < 0) return [word];
  const [x, y, width, height] = word.box;
  const share = (width * at) / word.text.length;
  const gap = width / word.text.length;
  return [
    { ...word, text: word.text.slice(0, at), box: [x, y, share, height] },
    ...apart({ ...word, text: word.text.slice(at + 1), box: [x + share + gap, y, width - share - gap, height] }),
  ];
}

function withoutRules(word: Word): Word {
  const text = word.text.replace(/^[|[\]{}]+(?=\S{3})/, '').replace(/(?<=\S{3}|\d)[|[\]{}]+$|(?<=\d)\($/, '');
  return text === word.text ? word : { ...word, text };
}

const isBeside = ({ box: one }: Word, { box: other }: Word): boolean =>
  Math.abs(one[1] + one[3] / 2 - other[1] - other[3] / 2) < Math.min(one[3], other[3]) * 0.6;

function spelled(word: Word): Word[] {
  const hooked = word.text.replace(HOOK, 'J');
  if (hooked !== word.text && HEADING_WORDS.has(lettersOf(hooked))) return [{ ...word, text: hooked }];
  const letters = lettersOf(word.text);
  if (letters.length < SHORTEST || /\d{2}/.test(letters)) return [word];
  const parts = /^[A-Za-z]+$/.test(word.text) ? partsOf(letters) : null;
  if (parts) return split(word, parts);
  if (word.confidence >= SURE && !/\d/.test(letters)) return [word];
  const long = word.confidence < ILLEGIBLE.confidence ? ILLEGIBLE.shortest : LONG;
  const near = [...HEADING_WORDS].filter(
    (known) => known.length >= SHORTEST && distance(known, letters) <= (known.length >= long ? 2 : 1),
  );
  return near.length === 1 ? [{ ...word, text: near[0]!.toUpperCase() }] : [word];
}

/** `AD)`: a `J` at the end of a word. */
const HOOK = /(?<=^[A-Z]+)[)\]}]$/;
/** Short words that stand behind others. */
const SHORT_ENDS: ReadonlySet<string> = new Set(['id', 'no']);

/** Two known words without the blank between them; null when there is not just one way. */
function partsOf(letters: string): [string, string] | null {
  const ways: [string, string][] = [];
  for (let at = 3; at <= letters.length - 2; at += 1) {
    const [one, other] = [letters.slice(0, at), letters.slice(at)];
    const isWord = other.length > 2 ? HEADING_WORDS.has(other) : SHORT_ENDS.has(other);
    if (HEADING_WORDS.has(one) && isWord) ways.push([one, other]);
  }
  return ways.length === 1 ? ways[0]! : null;
}

function split(word: Word, [one, other]: readonly [string, string]): Word[] {
  const [x, y, width, height] = word.box;
  const share = (width * one.length) / (one.length + other.length);
  const gap = height * 0.15;
  return [
    { ...word, text: one.toUpperCase(), box: [x, y, share - gap, height] },
    { ...word, text: other.toUpperCase(), box: [x + share + gap, y, width - share - gap, height] },
  ];
}

/** Letters to change, drop or add. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1)
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + Number(one[i - 1] !== other[j - 1])));
    row = next;
  }
  return row[other.length]!;
}
