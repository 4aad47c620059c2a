/** Finds the rows of column headings: one to five rows of known words above amounts, wrapped or stacked, on any page. */
import { columnEdgesUnder, partedBy } from './head-columns.ts';
import type { ColumnEdges } from './head-columns.ts';
import { identityHeadOf } from './identity-heads.ts';
import { phrasesOf, withoutFootnotes } from './phrases.ts';
import type { Phrase } from './phrases.ts';
import type { PageRows, Row } from './rows.ts';
import { left, right } from './rows.ts';
import { isMoneyColumn, meaningsOf } from './vocabulary.ts';
import type { Meaning } from './vocabulary.ts';

/** The band of headings over a table. */
export interface Head {
  readonly page: number;
  /** Index of its first and last row on the page. */
  readonly first: number;
  readonly last: number;
  readonly phrases: readonly Phrase[];
}

const MOST_LEVELS = 5;
/** Of one heading; more are a sentence or several headings. */
const MOST_WORDS = 5;
/** Between headings, in heights of a word; between words of one; and by how much the first is wider. */
const USUAL_GAP = 0.95;
const LEAST_GAP = 0.2;
const WIDER = 1.8;
/** Rows of one wrapped heading stand as close as this, in heights of a word. */
const TIGHT = 0.3;
/** So near are the edges or middles of a heading's rows. */
const IN_LINE = 0.5;
/** Words that complete a heading and are none alone. */
const NEUTRAL = /^(?:amt|amount|amounts|codes?|no|#|of|the|by|to|and|or|&|\/|\(s\)|date\(s\)|\$|total|prov|your?)$/i;

/** What tells one heading from the next. */
interface Measure {
  /** Usual height of a word. */
  readonly em: number;
  readonly columnsUnder: (row: Row) => ColumnEdges | null;
}

/** @returns the heads of a page from top to bottom. */
export function headsOf(page: PageRows): Head[] {
  const heads: Head[] = [];
  const { rows, em } = page;
  const measure = measureOf(page);
  for (let at = 0; at < rows.length; at += 1) {
    if (!isHeadingRow(rows[at]!, measure)) continue;
    let last = at;
    while (
      last + 1 < rows.length &&
      last - at + 1 < MOST_LEVELS &&
      isNext(rows[last]!, rows[last + 1]!, em) &&
      isHeadingRow(rows[last + 1]!, measure) &&
      !isOverValues(rows[last + 1]!, rows[last + 2], em)
    )
      last += 1;
    const first = firstOf(page, at, heads.at(-1)?.last ?? -1, measure);
    const head = trimmed(page, first, withoutTitle(page, at, last, measure), measure);
    if (head) heads.push(head);
    at = last;
  }
  return heads;
}

const measureOf = ({ rows, em }: PageRows): Measure => ({
  em,
  columnsUnder: (row) => columnEdgesUnder(rows.slice(rows.indexOf(row) + 1), em),
});

const isNext = (above: Row, below: Row, em: number): boolean => below.top - above.bottom < em * 1.3;

/** Rows of words that none of ours know begin a wrapped heading when each stands right over what we know. */
function firstOf({ rows }: PageRows, at: number, after: number, measure: Measure): number {
  let first = at;
  while (first - 1 > after && at - first < MOST_LEVELS - 1 && isWrapped(rows[first - 1]!, rows[first]!, measure))
    first -= 1;
  return first;
}

/** Two or more headings, each tightly over another and in line with it. */
function isWrapped(row: Row, below: Row, measure: Measure): boolean {
  const { em } = measure;
  if (below.top - row.bottom > em * TIGHT) return false;
  if (row.tokens.some((token) => token.cents !== null || token.isDate || /\d|:$/.test(token.text))) return false;
  const [own, under] = [headPhrases(row, measure, 0), headPhrases(below, measure, 0)];
  const isOver = (one: Phrase, other: Phrase) =>
    [one.left - other.left, one.right - other.right, (one.left + one.right - other.left - other.right) / 2].some(
      (apart) => Math.abs(apart) < em * IN_LINE,
    );
  return own.length >= 2 && own.every((phrase) => under.some((other) => isOver(phrase, other)));
}

/** Labels of the first claim right under the headings: names and numbers stand below them, no amounts. */
function isOverValues(row: Row, below: Row | undefined, em: number): boolean {
  if (!below || below.tokens.some((token) => token.cents !== null)) return false;
  const deck = identityHeadOf(row, em);
  return deck !== null && below.tokens.filter((token) => /\d{3}/.test(token.text)).length >= 2;
}

/** Columns may stand hardly further apart than the words of a heading: then the narrowest gap tells which is which. */
function headPhrases(row: Row, { em, columnsUnder }: Measure, level: number): Phrase[] {
  const phrases = withoutFootnotes(phrasesOf(row, em, level));
  if (phrases.every((phrase) => phrase.tokens.length <= MOST_WORDS)) return phrases;
  const gaps = row.tokens.slice(1).map((token, at) => left(token) - right(row.tokens[at]!));
  const narrow = (Math.max(em * LEAST_GAP, ...gaps.toSorted((a, b) => a - b).slice(0, 1)) * WIDER) / em;
  const close = withoutFootnotes(phrasesOf(row, em, level, Math.min(USUAL_GAP, narrow)));
  const columns = close.some(({ tokens }) => tokens.length > MOST_WORDS) ? columnsUnder(row) : null;
  return columns ? close.flatMap((phrase) => partedBy(columns, phrase, em)) : close;
}

/** No amounts, few figures, and at least one word that payers print above columns. */
function isHeadingRow(row: Row, measure: Measure): boolean {
  if (row.tokens.some((token) => token.cents !== null || token.isDate)) return false;
  // `PATIENT: DOE JANE` directly under the headings is a value.
  if (/[A-Za-z]:$/.test(row.tokens[0]?.text ?? '') && row.tokens.length > 1 && row.tokens.length <= 5) return false;
  const figures = row.tokens.filter((token) => /\d{3}/.test(token.text)).length;
  if (figures > row.tokens.length * 0.2) return false;
  if (row.tokens.filter((token) => token.text.length > 1 && token.text.endsWith(':')).length > 1) return false;
  if (row.tokens.some((token) => /^(?=.*\d)[A-Z0-9-]{5,}$|^[A-Z'’-]{2,},[A-Z]{2,}/i.test(token.text))) return false;
  if (/^[A-Z'’-]{2,},$/i.test(row.tokens[0]?.text ?? '') && /^[A-Z]{2}/i.test(row.tokens[1]?.text ?? '')) return false;
  const phrases = headPhrases(row, measure, 0);
  // A sentence is no heading, whatever its words.
  if (phrases.some((phrase) => phrase.tokens.length > 7)) return false;
  const known = phrases.flatMap((phrase) =>
    meaningsOf(phrase.text).length > 0
      ? phrase.tokens
      : phrase.tokens.filter((token) => NEUTRAL.test(token.text) || meaningsOf(token.text).length > 0),
  );
  return known.length >= row.tokens.length * 0.4;
}

/** `PAID CLAIMS`, `CLAIMS IN PROCESS`. */
const SECTION = /^(?:[A-Z]+ ){0,2}claims(?: [A-Z-]+){0,3}$/i;

/** A title of what follows, in one run of words, may stand directly below: it is no heading of a column. */
function withoutTitle({ rows }: PageRows, first: number, last: number, measure: Measure): number {
  let end = last;
  const widest = Math.max(...rows.slice(first, last + 1).map((row) => headPhrases(row, measure, 0).length));
  const isTitle = (row: Row) =>
    (row.tokens.length >= 3 || SECTION.test(row.tokens.map((token) => token.text).join(' '))) &&
    headPhrases(row, measure, 0).length === 1 &&
    (SECTION.test(row.tokens.map((token) => token.text).join(' ')) ||
      !row.tokens.some((token) => NEUTRAL.test(token.text) || meaningsOf(token.text).some(isMoneyColumn)));
  while (end > first && widest >= 4 && isTitle(rows[end]!)) end -= 1;
  return end;
}

function trimmed(page: PageRows, first: number, last: number, measure: Measure): Head | null {
  // A section's title may stand directly above: the longest band that counts as a head is taken from below.
  for (let from = first; from <= last; from += 1) {
    const rows = page.rows.slice(from, last + 1);
    if (from < last && isOfClaims(rows[0]!, measure) && !isWrapped(rows[0]!, rows[1]!, measure)) continue;
    if (from < last && isTitleAlone(rows[0]!, rows[1]!, measure)) continue;
    const phrases = rows.flatMap((row, level) => headPhrases(row, measure, level));
    if (isHead(phrases)) return { page: page.page, first: from, last, phrases };
    if (from === last) return null;
  }
  return null;
}

/** One or two words over the headings: a section's title, unless they begin the heading that they stand tightly over. */
function isTitleAlone(row: Row, below: Row, measure: Measure): boolean {
  const [only, ...others] = headPhrases(row, measure, 0);
  if (!only || others.length > 0 || row.tokens.length > 2) return false;
  const under = headPhrases(below, measure, 0).filter((phrase) => phrase.right > only.left && phrase.left < only.right);
  const isTight = below.top - row.bottom < measure.em * TIGHT;
  return !(isTight && under.length === 1 && meaningsOf(`${only.text} ${under[0]!.text}`).length > 0);
}

/** A deck of headings for claims may stand directly over the one for lines. */
function isOfClaims(row: Row, measure: Measure): boolean {
  const phrases = headPhrases(row, measure, 0);
  const meanings = phrases.map((phrase) => meaningsOf(phrase.text, 'text')[0]);
  const isWhole = phrases.every((phrase) => phrase.tokens.length > 1 || phrase.text.length > 2);
  const own = new Set(meanings.filter((meaning) => meaning && CLAIM_WORDS.has(meaning)));
  const money = phrases.filter((phrase) => isMoneyColumn(meaningsOf(phrase.text)[0] ?? 'other'));
  return phrases.length >= 3 && isWhole && own.size >= 3 && money.length === 0;
}

const CLAIM_WORDS: ReadonlySet<Meaning> = new Set(['patient', 'account', 'memberId', 'claimNumber']);

function isHead(phrases: readonly Phrase[]): boolean {
  const units = phrases.flatMap((phrase) =>
    meaningsOf(phrase.text).length > 0 ? [phrase.text] : phrase.tokens.map((token) => token.text),
  );
  const meanings = new Set(
    phrases
      .flatMap((phrase) => phrase.tokens.map((token) => meaningsOf(token.text)[0] ?? null))
      .concat(units.map((unit) => meaningsOf(unit)[0] ?? null)),
  );
  meanings.delete(null);
  const money = [...meanings].filter((meaning) => meaning !== null && isMoneyColumn(meaning)).length;
  const words = phrases.reduce((sum, phrase) => sum + phrase.tokens.length, 0);
  const known = phrases.reduce(
    (sum, phrase) =>
      sum +
      (meaningsOf(phrase.text).length > 0
        ? phrase.tokens.length
        : phrase.tokens.filter((token) => NEUTRAL.test(token.text) || meaningsOf(token.text).length > 0).length),
    0,
  );
  return (money >= 3 || (money >= 2 && meanings.size >= 4)) && known >= words * 0.5 && phrases.length >= 3;
}
