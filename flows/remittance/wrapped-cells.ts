/** Cells too narrow for what they hold: `99203-` over `25`, `2026-05-` over `05` are one word each. */
import type { PageSight, Word } from '../../domain/page.ts';
import { amountOf } from './amount-text.ts';

const BEGUN = /^(?=.*\d)[A-Z0-9-]{3,}-$/i;
const REST = /^[A-Z0-9]{1,4}$/i;

/** In heights of a word: how exactly the rest stands under what it ends, and the white paper between. */
const EXACT = 0.4;
const BETWEEN = 1;

/** @returns the page with words that a cell parts behind a hyphen put together, where their first part stands. */
export function withWholeCells(sight: PageSight): PageSight {
  const begun = sight.words.filter(({ text }) => BEGUN.test(text) && amountOf(text) === null);
  if (begun.length === 0) return sight;
  const rests = sight.words.filter(({ text }) => REST.test(text));
  const restOf = new Map(begun.map((word) => [word, rests.find((rest) => isRestOf(rest, word))]));
  const taken = new Set(restOf.values());
  const words = sight.words.flatMap((word) => {
    if (taken.has(word)) return [];
    const rest = restOf.get(word);
    const confidence = Math.min(word.confidence, rest?.confidence ?? 1);
    return [rest ? { ...word, text: word.text + rest.text, confidence } : word];
  });
  return { ...sight, words };
}

/** What stands right under it, and nothing beside it in the cell. */
function isRestOf({ box: rest }: Word, { box: word }: Word): boolean {
  const gap = rest[1] - word[1] - word[3];
  return (
    Math.abs(rest[0] - word[0]) < word[3] * EXACT &&
    gap > -word[3] * EXACT &&
    gap < word[3] * BETWEEN &&
    rest[2] <= word[2]
  );
}
