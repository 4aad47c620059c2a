/** Figures and names as OCR spells them: marks of footnotes stick to amounts, points are lost, `O` and `0` are taken for each other. */
import type { Word } from '../../domain/page.ts';
import { isNothing } from './amount-text.ts';

/** @param words of one page. @returns them with figures and names set right, less surely than they were read. */
export const withMendedFigures = (words: readonly Word[]): readonly Word[] =>
  withoutFootnoteMarks(
    withThousands(
      withPoints(
        withGroups(
          withoutOverlaps(withDashes(withoutPieces(inOnePiece(words.filter((word) => !isRule(word)))))).map(
            withLetters,
          ),
        ),
      ),
    ),
  );

const LESS_SURE = 0.8;

/** A row of `=` is taken for letters: a page full of them would tell the wrong height of its words. */
const isRule = ({ text, confidence }: Word): boolean => confidence < 0.6 && /^(?:[E=]{2,}|[—_~-]{2,})$/.test(text);

/** A word read twice, once whole and once in part, or the dot of an `i` read as a word of its own. */
const withoutPieces = (words: readonly Word[]): readonly Word[] =>
  words.filter((word) => !words.some((other) => isPiece(word, other)));

const isPiece = (word: Word, other: Word): boolean =>
  other.text.length > word.text.length &&
  isIn(word, other) &&
  (other.text.includes(word.text) || word.box[3] < other.box[3] * 0.4);

function isIn({ box: [x, y, width, height] }: Word, { box: other }: Word): boolean {
  const across = Math.min(x + width, other[0] + other[2]) - Math.max(x, other[0]);
  const down = Math.min(y + height, other[1] + other[3]) - Math.max(y, other[1]);
  return across > width * 0.2 && down > height * 0.5;
}

/** `- 06/26/26`: a faint dash before a day is no speck. */
const withDashes = (words: readonly Word[]): readonly Word[] =>
  words.map((word) => {
    if (!isNothing(word.text)) return word;
    const [x, y, width, height] = word.box;
    const isBeforeDay = (other: Word): boolean =>
      /^\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}$/.test(other.text) &&
      other.box[0] > x &&
      other.box[0] - x - width < other.box[3] * 1.5 &&
      Math.abs(other.box[1] + other.box[3] / 2 - y - height / 2) < other.box[3] * 0.5;
    return words.some(isBeforeDay) ? { ...word, confidence: 1 } : word;
  });

/** `EFTN` before `Number`: a word that reaches into the next one and ends as that begins ends before it. */
const withoutOverlaps = (words: readonly Word[]): readonly Word[] =>
  words.map((word) => {
    const [x, y, width, height] = word.box;
    const next = words.find(
      (other) => other.box[0] > x && other.box[0] < x + width && Math.abs(other.box[1] - y) < height * 0.4,
    );
    const isDoubled = next !== undefined && word.text.length > 2 && word.text.at(-1) === next.text[0];
    return isDoubled
      ? { ...word, text: word.text.slice(0, -1), box: [x, y, next.box[0] - x, height] as const satisfies Word['box'] }
      : word;
  });

/** `Coo perative`: hardly any blank between two pieces of a word. */
function inOnePiece(words: readonly Word[]): readonly Word[] {
  const begun = words.filter(({ text }) => /^[A-Z][a-z]+$/.test(text));
  const rests = words.filter(({ text }) => /^[a-z]{3,}$/.test(text));
  const restOf = new Map(begun.map((word) => [word, rests.find((rest) => isClose(word, rest))]));
  const taken = new Set(rests.filter((rest) => begun.some((word) => isClose(word, rest))));
  return words.flatMap((word) => {
    if (taken.has(word)) return [];
    const rest = restOf.get(word);
    return [rest ? joined(word, rest, word.text + rest.text) : word];
  });
}

const CLOSE = 0.2;

function isClose({ box: [x, y, width, height] }: Word, rest: Word, close = CLOSE): boolean {
  const gap = rest.box[0] - x - width;
  return gap >= 0 && gap < height * close && Math.abs(rest.box[1] - y) < height * 0.4;
}

/** `0SGOOD`, `C(C0253=1.70`: a nought among capitals or in the group of a code is a letter, a wide `C` is taken for two signs. */
function withLetters(word: Word): Word {
  if (/^[A-Z]*0[A-Z'’-]{3,},?$|^[A-Z]{3,}0[A-Z]+,?$/.test(word.text))
    return { ...word, text: word.text.replace('0', 'O') };
  const text = word.text
    .replace(/^[C(€¢]{1,3}[O0](?=\d{1,3}[:=]\S)|^[C(€¢]{0,2}C0$/, 'CO')
    .replace(/^0A$/, 'OA')
    .replace(/^(CO|PR|OA|PI)[:.](?=\d{1,3}$)/, '$1');
  return text === word.text ? word : { ...word, text };
}

const GROUP = /^(?:CO|PR|OA|PI)$/;
/** What a scan makes of a group of two letters. */
const LIKE_GROUPS: readonly (readonly [RegExp, string])[] = [
  [/^[CGc€(][O0oQ]$/, 'CO'],
  [/^[PFp][RrK]$/, 'PR'],
  [/^[O0oQ][AaR4]$/, 'OA'],
];

/** `Go` under `CO`, `PR`, `CO`: groups of codes stand in a column of their own. */
const withGroups = (words: readonly Word[]): readonly Word[] =>
  words.map((word) => {
    const group = LIKE_GROUPS.find(([look]) => look.test(word.text))?.[1];
    if (!group || GROUP.test(word.text)) return word;
    const isUnder = (other: Word) =>
      GROUP.test(other.text) && Math.abs(other.box[0] - word.box[0]) < word.box[3] * 0.4 && isNear(other, word);
    return words.filter(isUnder).length >= ENDS
      ? { ...word, text: group, confidence: word.confidence * LESS_SURE }
      : word;
  });

/** Forms that print nothing as `.00` do so many times. */
const POINTS = 3;

function withPoints(words: readonly Word[]): readonly Word[] {
  const isBare = words.filter((word) => /^\.\d{2}$/.test(word.text)).length >= POINTS;
  const mended = isBare
    ? words.map((word) =>
        word.text === '00' ? { ...word, text: '.00', confidence: word.confidence * LESS_SURE } : word,
      )
    : words;
  return mended
    .map((word) => withLostPoint(word, mended))
    .flatMap((word) => {
      if (/^\d{2}$/.test(word.text) && mended.some((other) => isWholePart(other, word, mended))) return [];
      const cents = mended.find((other) => /^\d{2}$/.test(other.text) && isWholePart(word, other, mended));
      return [cents ? joined(word, cents, `${word.text.replace(/\.$/, '')}.${cents.text}`) : word];
    });
}

/** `1377`, `20:75` or `62¢32` under and over amounts: a scan that blurs them loses their points or doubles them. */
function withLostPoint(word: Word, words: readonly Word[]): Word {
  const [, whole, mark, cents] = BLURRED.exec(word.text) ?? [];
  const others = whole ? words.filter((other) => endsAlike(other, word)) : [];
  if (others.length < ENDS || !others.some((other) => isNear(other, word))) return word;
  return { ...word, text: `${whole}.${cents}`, confidence: word.confidence * (mark ? LESS_SURE : UNSURE) };
}

/** Without its point no longer than a number of thousands: longer ones are numbers of checks and claims. */
const BLURRED = /^([-(]?\$?(?:\d{1,4}|\d{1,3}(?:,\d{3})+))([:;¢·•]?)(\d{2}[)-]?)$/;
const UNSURE = 0.5;
/** In heights of the word: amounts of one table stand no further apart. */
const NEAR = 8;

const isNear = ({ box: one }: Word, { box: other }: Word): boolean => Math.abs(one[1] - other[1]) < other[3] * NEAR;

/** `$4,472 02`, `$402. 24`: dollars and cents of one size, hardly apart. Without a mark of money they must end under or over amounts. */
function isWholePart(dollars: Word, cents: Word, words: readonly Word[]): boolean {
  const [x, y, width, height] = dollars.box;
  const gap = cents.box[0] - x - width;
  const isMoney =
    /^\$[\d,]+\.?$|^\$?\d{1,3}(?:,\d{3})+\.?$|^\d{1,3}\.$/.test(dollars.text) ||
    (/^\d{1,3}$/.test(dollars.text) && words.filter((other) => endsAlike(other, cents)).length >= ENDS);
  return (
    isMoney &&
    Math.abs(cents.box[1] + cents.box[3] / 2 - y - height / 2) < height * 0.3 &&
    cents.box[3] > height * 0.65 &&
    gap > 0 &&
    gap < height * (dollars.text.endsWith('.') ? 1.6 : 1.1)
  );
}

/** So many amounts over or under show that one ends there. */
const ENDS = 3;

const endsAlike = (amount: Word, { box }: Word): boolean =>
  PLAIN.test(amount.text) && Math.abs(amount.box[0] + amount.box[2] - box[0] - box[2]) < box[3] * 0.3;

function joined(one: Word, other: Word, text: string): Word {
  const [x, y] = [one.box[0], Math.min(one.box[1], other.box[1])];
  const bottom = Math.max(one.box[1] + one.box[3], other.box[1] + other.box[3]);
  return {
    text,
    confidence: Math.min(one.confidence, other.confidence) * LESS_SURE,
    box: [x, y, other.box[0] + other.box[2] - x, bottom - y],
  };
}

/** `$2, 166.90` is one amount. `$ *xkq, 235.72`: stars before one hide its thousands; its end is none: the whole place is looked at again. */
function withThousands(words: readonly Word[]): readonly Word[] {
  const begun = words.filter(({ text }) => /[^\d,],$|^\$\d{1,3},$/.test(text));
  if (begun.length === 0) return words;
  const restOf = new Map(
    begun.map((word) => [word, words.find((rest) => /^\d{3}\.\d{2}$/.test(rest.text) && isClose(word, rest, HALF))]),
  );
  const taken = new Set(restOf.values());
  return words.flatMap((word) => {
    if (taken.has(word)) return [];
    const rest = restOf.get(word);
    return [rest ? joined(word, rest, /^\$\d/.test(word.text) ? word.text + rest.text : rest.text) : word];
  });
}

const HALF = 0.5;

const MARKED = /^([-(]?\$?[\d,]*\.\d{2})([\d%"'”’*°®])$/;
const PLAIN = /^[-(]?\$?[\d,]*\.\d{2}[)-]?$/;

/** A small figure behind the amounts of a column, read now as `4`, now as `%` or not at all: it is no part of them. */
function withoutFootnoteMarks(words: readonly Word[]): readonly Word[] {
  const amounts = words.filter(({ text }) => MARKED.test(text) || PLAIN.test(text));
  return words.map((word) => {
    const own = MARKED.exec(word.text);
    if (!own) return word;
    const column = amounts.filter((other) => isUnder(other, word));
    const marks = new Set(column.map(({ text }) => MARKED.exec(text)?.[2] ?? ''));
    return marks.size > 1 ? { ...word, text: own[1]!, confidence: word.confidence * LESS_SURE } : word;
  });
}

const isUnder = ({ box: one }: Word, { box: other }: Word): boolean =>
  Math.min(one[0] + one[2], other[0] + other[2]) - Math.max(one[0], other[0]) > Math.min(one[2], other[2]) * 0.5;
