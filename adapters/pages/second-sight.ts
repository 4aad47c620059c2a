/** The second pass over a page: what the first left out or read badly is read again by itself, and the better reading kept. */
import type { Word } from '../../domain/page.ts';
import type { Box } from '../../domain/provenance.ts';
import type { OcrPool } from '../ocr/index.ts';
import { darkBands } from './dark-bands.ts';
import { doubtfulPlaces } from './doubts.ts';
import type { Picture } from './ink-share.ts';
import { pnm } from './pnm.ts';

/** White around a place, pixels. */
const BORDER = 16;
/** A new reading must be so much surer than what it takes the place of. */
const SURER = 0.1;
/** Below this a word where none was read is a smear. */
const LEGIBLE = 0.5;
/** Of one or two characters, specks and pieces of rules are as many as words. */
const SHORT = { length: 2, legible: 0.85 };
/** Two words are in one place when so much of the smaller lies in the other. */
const SAME_PLACE = 0.35;

/**
 * Lines of unlike heights beside each other (boxes, headings of several rows) run into each other when a page is read as
 * one column; by themselves, as sparse text, they do not.
 */
export async function withSecondSight(
  picture: Picture,
  words: readonly Word[],
  pool: OcrPool,
  bilevel: boolean,
): Promise<readonly Word[]> {
  const read = await Promise.all([
    ...doubtfulPlaces(picture, words).map((place) => wordsAt(picture, place, pool, bilevel)),
    ...darkBands(picture).map((band) => wordsAt(picture, band, pool, bilevel, true)),
  ]);
  return read.reduce<readonly Word[]>((known, again) => merged(known, again), words);
}

async function wordsAt(
  picture: Picture,
  place: Box,
  pool: OcrPool,
  bilevel: boolean,
  isLightOnDark = false,
): Promise<Word[]> {
  const { crop, left, top } = framed(picture, place, isLightOnDark);
  const words = await pool.read({ image: pnm(crop), layout: 'sparse', bilevel });
  return words.map(({ box: [x, y, width, height], ...word }) => ({ ...word, box: [x + left, y + top, width, height] }));
}

/** @returns the place with white around it; `left` and `top` take its boxes back to the page. */
function framed(picture: Picture, place: Box, isLightOnDark: boolean): { crop: Picture; left: number; top: number } {
  const [x, y] = [Math.max(0, Math.floor(place[0])), Math.max(0, Math.floor(place[1]))];
  const across = Math.max(1, Math.min(picture.width, Math.ceil(place[0] + place[2])) - x);
  const down = Math.max(1, Math.min(picture.height, Math.ceil(place[1] + place[3])) - y);
  const [width, height] = [across + 2 * BORDER, down + 2 * BORDER];
  const grey = Buffer.alloc(width * height, 255);
  for (let row = 0; row < down; row += 1) {
    const from = (y + row) * picture.width + x;
    const to = (row + BORDER) * width + BORDER;
    picture.grey.copy(grey, to, from, from + across);
    if (isLightOnDark) for (let at = to; at < to + across; at += 1) grey[at] = 255 - (grey[at] ?? 0);
  }
  return { crop: { grey, width, height }, left: x - BORDER, top: y - BORDER };
}

function merged(known: readonly Word[], again: readonly Word[]): readonly Word[] {
  const dropped = new Set<Word>();
  const added: Word[] = [];
  for (const word of again) {
    const before = known.filter((each) => isOneWith(each.box, word.box));
    const best = Math.max(0, ...before.map((each) => each.confidence));
    const least = before.length === 0 ? leastFor(word) : best + (isWhole(word, before) ? -SURER : SURER);
    if (word.confidence < least || before.some((each) => isLeftOver(each, word, again))) continue;
    for (const each of before) dropped.add(each);
    added.push(word);
  }
  return added.length === 0 ? known : [...known.filter((word) => !dropped.has(word)), ...added];
}

/** A part of a word does not take its place while the rest of it was not read. */
const ALL_OF_IT = 0.6;

function isLeftOver(before: Word, { text }: Word, again: readonly Word[]): boolean {
  if (before.text.length <= text.length || !before.text.toLowerCase().includes(text.toLowerCase())) return false;
  const parts = again.filter((word) => isOneWith(word.box, before.box));
  return parts.reduce((sum, { box }) => sum + box[2], 0) < before.box[2] * ALL_OF_IT;
}

const leastFor = ({ text }: Word): number => (text.length <= SHORT.length ? SHORT.legible : LEGIBLE);

/** `Charge` where `arge` was read: a rule beside it hid its beginning. */
const isWhole = ({ text }: Word, before: readonly Word[]): boolean =>
  before.length === 1 && text.length > before[0]!.text.length && text.endsWith(before[0]!.text);

function isOneWith(one: Box, other: Box): boolean {
  const across = Math.min(one[0] + one[2], other[0] + other[2]) - Math.max(one[0], other[0]);
  const down = Math.min(one[1] + one[3], other[1] + other[3]) - Math.max(one[1], other[1]);
  if (across <= 0 || down <= 0) return false;
  return across * down >= SAME_PLACE * Math.min(one[2] * one[3], other[2] * other[3]);
}
