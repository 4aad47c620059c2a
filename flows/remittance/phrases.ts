/** Runs of words of a row, parted by the gaps between them. */
import type { Row, Token } from './rows.ts';
import { left, right } from './rows.ts';

/** Words of one heading row that stand close together. */
export interface Phrase {
  readonly tokens: readonly Token[];
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Row of the band, from 0. */
  readonly level: number;
}

/** Groups the tokens of a row by the gaps between them. */
export function phrasesOf(row: Row, em: number, level: number, gap = 0.95): Phrase[] {
  const phrases: Phrase[] = [];
  let open: Token[] = [];
  const close = () => {
    if (open.length > 0) phrases.push(phraseOf(open, level));
    open = [];
  };
  for (const token of row.tokens) {
    const before = open.at(-1);
    if (before && left(token) - right(before) > em * gap) close();
    open.push(token);
  }
  close();
  return phrases;
}

export const phraseOf = (tokens: readonly Token[], level: number): Phrase => ({
  tokens,
  text: tokens.map((token) => token.text).join(' '),
  left: left(tokens[0]!),
  right: right(tokens.at(-1)!),
  level,
});

/** `Savings 1 Ineligible 2`: the number of a footnote ends a heading. */
export const withoutFootnotes = (phrases: readonly Phrase[]): Phrase[] =>
  phrases.flatMap(({ tokens, level }) => {
    const ends = tokens.flatMap((token, at) => (at > 0 && /^\d$/.test(token.text) ? [at + 1] : []));
    const bounds = [...new Set([0, ...ends, tokens.length])];
    return bounds.slice(1).map((end, at) => phraseOf(tokens.slice(bounds[at], end), level));
  });
