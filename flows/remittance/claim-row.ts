/** A claim's own row in the columns of its services: its numbers have labels between the amounts, or headings of their own over those of the services. */
import { spanOf } from './date-text.ts';
import type { Head } from './heads.ts';
import type { IdentityHead } from './identity-heads.ts';
import { identityIn } from './identity-heads.ts';
import { labelOf } from './label-terms.ts';
import type { LabelField } from './label-terms.ts';
import { labelledIn } from './labels.ts';
import type { Labelled } from './labels.ts';
import type { Phrase } from './phrases.ts';
import { left } from './rows.ts';
import type { Row, Token } from './rows.ts';
import { unlabelledName } from './unlabelled-names.ts';
import { isMoneyColumn, meaningsOf } from './vocabulary.ts';

const NUMBERS: ReadonlySet<LabelField> = new Set(['memberId', 'account', 'claimNumber']);

/** @returns what the row says of who and which claim, at least two numbers among it; empty for any other row. */
export function claimLabelsIn(row: Row, deck: IdentityHead | null, em: number, latest: string): readonly Labelled[] {
  if (!row.tokens.some((token) => token.cents !== null)) return [];
  const labelled = labelledIn(row, [], em, latest);
  if (numbersIn(labelled) >= 2) return [...unlabelledName(row, labelled), ...labelled];
  return deck ? underDeck(deck, row, em, latest) : [];
}

const numbersIn = (labelled: readonly Labelled[]): number =>
  new Set(labelled.flatMap(({ field }) => (NUMBERS.has(field) ? [field] : []))).size;

/** Shorter numbers may be procedures, and six figures a day. */
const SHORTEST = 6;
const SERVICE = /^(?:\d{5}|[A-Z]\d{4})(?:-[A-Z0-9]{2})?$/;

function underDeck(deck: IdentityHead, row: Row, em: number, latest: string): readonly Labelled[] {
  const words = { ...row, tokens: row.tokens.filter((token) => token.cents === null) };
  // What names a procedure is a service, whatever its columns say of the claim.
  if (words.tokens.some((token) => SERVICE.test(token.text))) return [];
  const found = identityIn(deck, words, em, latest).filter(({ field, value }) => {
    const text = value.map((token) => token.text).join('');
    return !NUMBERS.has(field) || (text.length >= SHORTEST && spanOf(text, latest) === null);
  });
  return numbersIn(found) >= 2 ? found : [];
}

/** @returns the row of a head that names who and which claim, where another row of it names the services and rows of claims stand below; else null. */
export function claimDeckOf(head: Head, body: readonly Row[], em: number, latest: string): IdentityHead | null {
  const deck = deckIn(head);
  return deck && body.some((row) => row.tokens.some(isAmount) && underDeck(deck, row, em, latest).length > 0)
    ? deck
    : null;
}

const isAmount = (token: Token): boolean => token.cents !== null;

function deckIn(head: Head): IdentityHead | null {
  const levels = [...new Set(head.phrases.map((phrase) => phrase.level))];
  const columnsOf = (level: number) =>
    head.phrases
      .filter((phrase) => phrase.level === level)
      .flatMap(({ tokens }) => labelRuns(tokens))
      .map(({ text, tokens }) => ({ field: labelOf(text), label: text, left: left(tokens[0]!) }));
  const numbersOf = (level: number) =>
    new Set(columnsOf(level).flatMap(({ field }) => (field && NUMBERS.has(field) ? [field] : []))).size;
  const isOfServices = (level: number) =>
    numbersOf(level) === 0 &&
    head.phrases.some((phrase) => phrase.level === level && meaningsOf(phrase.text)[0] === 'procedure');
  const level = levels.find((each) => numbersOf(each) >= 2);
  return level !== undefined && levels.some(isOfServices) ? { columns: columnsOf(level) } : null;
}

interface Run {
  readonly text: string;
  readonly tokens: readonly Token[];
}

const MOST_WORDS = 4;

/** `RECIPIENT ID PAT ACCT NUM`: where blanks do not part headings, the longest ones that we know do. */
function labelRuns(tokens: readonly Token[]): Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < tokens.length; at += runs.at(-1)!.tokens.length) {
    const ways = Array.from({ length: Math.min(MOST_WORDS, tokens.length - at) }, (_, count) => {
      const own = tokens.slice(at, at + count + 1);
      return { tokens: own, text: own.map((token) => token.text).join(' ') };
    });
    runs.push(ways.findLast(({ text }) => labelOf(text) !== null) ?? ways[0]!);
  }
  return runs;
}

/** @returns the head without the words over the numbers of claims: what is left stands over services. */
export function withoutDeck(head: Head, deck: IdentityHead | null): Head {
  if (!deck) return head;
  // Right of the first amounts both kinds of rows have the same columns.
  const amounts = head.phrases.filter(({ text }) => meaningsOf(text).some(isMoneyColumn)).map((phrase) => phrase.left);
  const own = deck.columns.filter((column) => column.left < Math.min(...amounts));
  const isOfClaims = ({ text, left: from, right: to }: Phrase) =>
    !meaningsOf(text).some(isMoneyColumn) &&
    own.some((column) => column.left >= from && column.left <= to && text.includes(column.label));
  return { ...head, phrases: head.phrases.filter((phrase) => !isOfClaims(phrase)) };
}
