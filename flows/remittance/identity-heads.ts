/** A deck of headings for the claim itself, `PATIENT NAME  ACCOUNT  SUBSCRIBER ID  CLAIM NUMBER`, with a row of values for each claim. */
import { phrasesOf } from './phrases.ts';
import { labelOf } from './label-terms.ts';
import type { LabelField } from './label-terms.ts';
import { valueOf } from './label-value.ts';
import type { Labelled } from './labels.ts';
import type { Row } from './rows.ts';
import { left } from './rows.ts';
import { isMoneyColumn, meaningsOf } from './vocabulary.ts';

export interface IdentityHead {
  readonly columns: readonly { readonly field: LabelField | null; readonly label: string; readonly left: number }[];
}

const IDENTITY: ReadonlySet<LabelField> = new Set(['patient', 'memberId', 'account', 'claimNumber']);
const NUMBERS: ReadonlySet<LabelField> = new Set(['memberId', 'account', 'claimNumber']);

/** @returns the deck that a row is: words only, at least two of them for who and which claim, none for money; else null. */
export function identityHeadOf(row: Row, em: number): IdentityHead | null {
  if (row.tokens.some((token) => token.cents !== null || token.isDate || /\d{2}|:$/.test(token.text))) return null;
  const phrases = phrasesOf(row, em, 0);
  if (phrases.length < 3) return null;
  const isMoney = (text: string) => meaningsOf(text).some(isMoneyColumn) && !NUMBERS.has(labelOf(text) ?? 'other');
  if (phrases.some((phrase) => isMoney(phrase.text))) return null;
  const columns = phrases.map((phrase) => ({ field: labelOf(phrase.text), label: phrase.text, left: phrase.left }));
  const own = columns.filter(({ field }) => field !== null && IDENTITY.has(field));
  return new Set(own.map(({ field }) => field)).size >= 2 ? { columns } : null;
}

/** @returns what a row of values says under the deck; empty when it is no such row. */
export function identityIn(head: IdentityHead, row: Row, em: number, latest: string): Labelled[] {
  if (row.tokens.some((token) => token.cents !== null || token.text.endsWith(':'))) return [];
  const found = head.columns.flatMap(({ field, label, left: from }, at): Labelled[] => {
    if (!field || !(IDENTITY.has(field) || field === 'serviceDates' || field === 'status')) return [];
    const to = head.columns[at + 1]?.left ?? Number.POSITIVE_INFINITY;
    const under = row.tokens.filter((token) => left(token) >= from - em && left(token) < to - em * 0.5);
    const value = valueOf(field, under, latest);
    return value ? [{ field, label, value, isBelow: true }] : [];
  });
  const numbers = found.filter(({ field }) => NUMBERS.has(field)).length;
  return numbers >= 1 && found.filter(({ field }) => IDENTITY.has(field)).length >= 2 ? found : [];
}
