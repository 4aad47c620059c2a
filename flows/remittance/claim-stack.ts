/** Who and which claim, stacked in a column beside the lines under a stack of headings: name, member id, account, claim number. */
import type { Head } from './heads.ts';
import { phrasesOf } from './phrases.ts';
import { labelOf } from './label-terms.ts';
import type { LabelField } from './label-terms.ts';
import type { PageRows, Row, Token } from './rows.ts';
import { left, right } from './rows.ts';

export interface ClaimStack {
  readonly left: number;
  readonly right: number;
  /** From the top. */
  readonly fields: readonly LabelField[];
  /** Rows of the stack that stand over the head. */
  readonly above: readonly Row[];
  /** One heading over all of it: what is not a name has a label of its own. */
  readonly isLabelled: boolean;
}

const IDENTITY: ReadonlySet<LabelField> = new Set(['patient', 'memberId', 'account', 'claimNumber']);
const FEWEST = 2;

/** @returns the stack of headings at the left edge of a head, with those that stand over it; null when there is none. */
export function claimStackOf(page: PageRows, head: Head): ClaimStack | null {
  const { em } = page;
  const identityOf = (text: string): LabelField | null => {
    const field = labelOf(text);
    return field && IDENTITY.has(field) ? field : null;
  };
  const start = Math.min(...head.phrases.map((phrase) => phrase.left));
  const within = head.phrases.filter((phrase) => Math.abs(phrase.left - start) < em);
  if (within.length === 0 || within.some((phrase) => !identityOf(phrase.text))) return null;
  const above: Row[] = [];
  for (let at = head.first - 1; at >= 0; at -= 1) {
    const row = page.rows[at]!;
    const [only, ...others] = phrasesOf(row, em, 0);
    const isNear = (above[0] ?? page.rows[head.first]!).top - row.bottom < em * 1.3;
    if (!only || others.length > 0 || !isNear || Math.abs(only.left - start) > em || !identityOf(only.text)) break;
    above.unshift(row);
  }
  const texts = [
    ...above.map((row) => row.tokens.map((token) => token.text).join(' ')),
    ...within.toSorted((a, b) => a.level - b.level).map((phrase) => phrase.text),
  ];
  const fields = texts.flatMap((text) => identityOf(text) ?? []);
  const next = Math.min(...head.phrases.filter((phrase) => phrase.left > start + em).map((phrase) => phrase.left));
  const stack = { left: start, right: next, fields, above };
  if (fields.length === 1 && fields[0] === 'patient' && above.length === 0) {
    // Its heading may stand in the middle of the cell.
    const labelled = { ...stack, left: 0, isLabelled: true };
    return holdsLabels(page.rows.slice(head.last + 1), labelled, em) ? labelled : null;
  }
  if (fields.length < FEWEST || new Set(fields).size < fields.length) return null;
  if (fields[0] === 'patient' && isOneHeading(texts) && beginsWithNumber(page.rows.slice(head.last + 1), stack, em))
    return null;
  return { ...stack, isLabelled: false };
}

/** `SUBSCRIBER` over `ID` may be one heading. */
const isOneHeading = (texts: readonly string[]): boolean => labelOf(texts.join(' ')) !== null;

function beginsWithNumber(rows: readonly Row[], stack: Pick<ClaimStack, 'left' | 'right'>, em: number): boolean {
  const first = rows.find((row) => row.tokens.some((token) => isIn(token, stack, em)));
  return first?.tokens.some((token) => isIn(token, stack, em) && /\d{3}/.test(token.text)) ?? false;
}

const isIn = (token: Token, stack: Pick<ClaimStack, 'left' | 'right'>, em: number): boolean =>
  left(token) >= stack.left - em && right(token) < stack.right - em * 0.2 && token.cents === null;

/** Labels of the claim's numbers stand in the column of names. */
function holdsLabels(rows: readonly Row[], stack: ClaimStack, em: number): boolean {
  const labels = rows
    .map((row) => withoutStack(row, stack, em).own)
    .filter((own) => own.length > 0)
    .map((own) => labelIn(own)?.field);
  return new Set(labels.filter((field) => field && field !== 'patient' && IDENTITY.has(field))).size >= FEWEST;
}

/** @returns the label that begins the words, the longest first, and how many words it has; null when none does. */
export function labelIn(own: readonly Token[]): { field: LabelField; length: number } | null {
  for (let length = Math.min(own.length, 4); length > 0; length -= 1) {
    const field = labelOf(
      own
        .slice(0, length)
        .map((token) => token.text)
        .join(' '),
    );
    if (field) return { field, length };
  }
  return null;
}

/** @returns the row without the words of the stack, and those words. */
export function withoutStack(row: Row, stack: ClaimStack, em: number): { row: Row; own: readonly Token[] } {
  const own = row.tokens.filter((token) => isIn(token, stack, em));
  return own.length === 0
    ? { row, own }
    : { row: { ...row, tokens: row.tokens.filter((token) => !own.includes(token)) }, own };
}
