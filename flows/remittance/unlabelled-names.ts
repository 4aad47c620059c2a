/** Names of patients that no label announces: before, between or over the labels of a claim's numbers. */
import { isPractice } from './practice-words.ts';
import { labelOf } from './label-terms.ts';
import type { LabelField } from './label-terms.ts';
import { labelledIn } from './labels.ts';
import type { Labelled } from './labels.ts';
import type { PageRows, Row, Token } from './rows.ts';
import { meaningsOf } from './vocabulary.ts';

/** A name on a row of its own, over the row of numbers that it belongs to. */
export interface NamedRow {
  readonly words: readonly Token[];
  readonly row: Row;
  readonly beside: readonly Labelled[];
}

const NUMBERED: readonly LabelField[] = ['memberId', 'account', 'claimNumber'];

/** `DOE, JANE   Insured ID ...`: the name that begins a row of labels needs none. */
export function unlabelledName(row: Row, labelled: readonly Labelled[]): Labelled[] {
  const numbers = labelled.filter((each) => !each.isBelow && NUMBERED.includes(each.field));
  const leadingOne = numbers.length === 1 && numbers[0]!.field === 'memberId' ? leadingName(row, labelled) : null;
  if (leadingOne?.every(isWordOfName)) return [{ field: 'patient', label: '', value: leadingOne, isBelow: false }];
  if (numbers.length < 2 || labelled.some((each) => each.field === 'patient')) return [];
  const spoken = spokenName(row);
  if (spoken) return [{ field: 'patient', label: '', value: spoken, isBelow: false }];
  const leading = leadingName(row, labelled);
  if (leading) return [{ field: 'patient', label: '', value: leading, isBelow: false }];
  // `1) Doe, Jane`
  const from = /^\(?\d{1,3}[.)]+$/.test(row.tokens[0]?.text ?? '') ? 1 : 0;
  const comma = row.tokens.findIndex((token) => token.text.endsWith(','));
  const words = row.tokens.slice(from, comma + 2);
  const isName =
    comma >= from &&
    comma <= from + 2 &&
    labelOf(words[0]!.text) === null &&
    words.every((word) => /^[A-Za-z][A-Za-z'.,-]*$/.test(word.text));
  const value = isName ? words : betweenName(row, numbers);
  return value ? [{ field: 'patient', label: '', value, isBelow: false }] : [];
}

/** `Acct: GV14813 DOE JANE Policy GMR28`: two to four words between a number and the next label. */
function betweenName({ tokens }: Row, numbers: readonly Labelled[]): readonly Token[] | null {
  for (const { value } of numbers) {
    const from = tokens.indexOf(value.at(-1)!) + 1;
    const length = tokens.slice(from).findIndex((token) => !isWordOfName(token));
    const words = tokens.slice(from, length < 0 ? tokens.length : from + length);
    const end = [2, 3, 4].find((count) => count <= words.length && isLabelAt(tokens, from + count));
    if (from > 0 && end !== undefined) return words.slice(0, end);
  }
  return null;
}

const isWordOfName = (token: Token): boolean =>
  /^[A-Z][A-Za-z'’.-]*,?$/.test(token.text) && labelOf(token.text) === null && meaningsOf(token.text).length === 0;

/** A label begins there, or the row ends. */
const isLabelAt = (tokens: readonly Token[], at: number): boolean =>
  at === tokens.length || [1, 2, 3, 4].some((count) => labelOf(wordsOf(tokens.slice(at, at + count))) !== null);

/** `DOE,JANE   STATUS 1` right over the row with the claim's numbers. */
export function nameAlone(
  row: Row,
  below: readonly Row[],
  labelled: readonly Labelled[],
  page: PageRows,
  latest: string,
  isClaimRow: boolean,
): NamedRow | null {
  const [next] = below;
  if (!next || next.top - row.bottom > page.em * 1.5 || row.tokens.some((token) => token.cents !== null)) return null;
  const numbers = labelledIn(next, below.slice(1), page.em, latest).filter(
    ({ field, isBelow }) => !isBelow && NUMBERED.includes(field),
  );
  if (labelled.some(({ field }) => field === 'patient')) return null;
  if ((numbers.length >= 2 || isClaimRow) && labelled.length === 0 && isOnlyName(row))
    return { words: row.tokens, row: next, beside: [] };
  const comma = row.tokens.findIndex((token) => token.text.includes(','));
  const isGlued = comma === 0 && /^[A-Z'’-]{2,},[A-Z][A-Z'’-]+$/i.test(row.tokens[0]!.text);
  const words = isGlued ? row.tokens.slice(0, 1) : row.tokens.slice(0, comma + 2);
  const isName = words.every((word) => /^[A-Za-z][A-Za-z'’.,-]*$/.test(word.text));
  return numbers.length >= 2 && comma >= 0 && comma <= 2 && isName
    ? { words, row: next, beside: labelled.filter(({ field, isBelow }) => field === 'status' && !isBelow) }
    : null;
}

/** `Jane Doe`: two to four words of which none is a word of forms or of practices. */
const isOnlyName = ({ tokens }: Row): boolean =>
  tokens.length >= 2 && tokens.length <= 4 && tokens.every(isWordOfName) && !isPractice(wordsOf(tokens));

/** `Claim 12 for Jane Doe, policy number 34`: the words after `for` up to the comma. */
function spokenName({ tokens }: Row): readonly Token[] | null {
  const from = tokens.findIndex((token) => /^for$/i.test(token.text)) + 1;
  const length = tokens.slice(from).findIndex((token) => token.text.endsWith(',')) + 1;
  const words = tokens.slice(from, from + length);
  const isName = words.every((word) => /^(?:[A-Z]|l(?=[bcdfghjkmnpqrstvwxz]))[A-Za-z'.-]*,?$/.test(word.text));
  return from > 0 && words.length >= 2 && words.length <= 4 && isName ? words : null;
}

/** `Jane Doe  ID W185  Ref. 112`: two to four capitalised words before the first label. */
function leadingName({ tokens }: Row, labelled: readonly Labelled[]): readonly Token[] | null {
  const first = labelled.flatMap(({ value }) => value).toSorted((a, b) => a.box[0] - b.box[0])[0];
  const words = tokens.slice(0, tokens.indexOf(first!));
  const label = words.findIndex((_, at) => at > 0 && labelOf(wordsOf(words.slice(at))) !== null);
  const name = words.slice(0, label < 0 ? 0 : label);
  const isName = name.every((word) => /^[A-Z][A-Za-z'’.-]*$/.test(word.text)) && labelOf(wordsOf(name)) === null;
  return name.length >= 2 && name.length <= 4 && isName ? name : null;
}
const wordsOf = (tokens: readonly Token[]): string => tokens.map((token) => token.text).join(' ');
