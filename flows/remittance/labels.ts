/** Labels and what stands beside or below them: `Claim No: 12345`, or a row of labels over a row of values. */
import { labelOf } from './label-terms.ts';
import type { LabelField } from './label-terms.ts';
import { valueOf } from './label-value.ts';
import { isPractice } from './practice-words.ts';
import type { Row, Token } from './rows.ts';
import { left, right } from './rows.ts';
import { plainHeading } from './vocabulary.ts';

export interface Labelled {
  readonly field: LabelField;
  readonly label: string;
  /** The words of the value, from left to right; never empty. */
  readonly value: readonly Token[];
  readonly isBelow: boolean;
}

/** Labels of a person or of a number, as the value shows. */
const MEMBER = /^(?:member|insured|subscriber|recipient|client|beneficiary|enrollee|participant|claimant)$/;
/** Fields whose value shows by itself that it is one. */
const NUMBERS: ReadonlySet<LabelField> = new Set(['memberId', 'account', 'claimNumber', 'checkNumber', 'npi', 'tin']);
/** Amounts stand at the right edge, however far that is. */
const AMOUNTS: ReadonlySet<LabelField> = new Set(['checkAmount', 'claimInterest', 'patientOwes', 'claimAmount']);
/** In heights of a word. */
const FAR = 60;
const MOST_LABEL_WORDS = 6;
const MOST_FOREIGN_WORDS = 3;

/** Everyday words: labels only with a colon, or over their value. */
const WEAK =
  /^(?:re|for|to|from|group|practice|provider|payer|payor|carrier|member|insured|client|recipient|subscriber|beneficiary|id|plan|status|type|pays?|issued|settled)$/;

interface Spot {
  readonly field: LabelField;
  readonly from: number;
  readonly to: number;
  readonly hasColon: boolean;
}

/** Labels in a row, the longest fitting ones from the left. */
function spotsOf(tokens: readonly Token[], em: number): Spot[] {
  const spots: Spot[] = [];
  for (let at = 0; at < tokens.length; ) {
    const spot = spotAt(tokens, at, em);
    if (spot) spots.push(spot);
    at = spot ? spot.to : at + 1;
  }
  return spots;
}

function spotAt(tokens: readonly Token[], at: number, em: number): Spot | null {
  const before = tokens[at - 1];
  const isApart =
    !before || left(tokens[at]!) - right(before) > em * 1.1 || /\d/.test(before.text) || /^[^aA]$/.test(before.text);
  const isAfterMark = before !== undefined && /[,;:|.]$/.test(before.text);
  let found: Spot | null = null;
  for (let to = at + 1; to <= Math.min(tokens.length, at + MOST_LABEL_WORDS); to += 1) {
    if (to > at + 1 && left(tokens[to - 1]!) - right(tokens[to - 2]!) > em * 1.4) break;
    const words = tokens.slice(at, to);
    if (words.some((word) => word.cents !== null || word.isDate)) break;
    // `... Community Hospital, NPI 1876543210`: a label goes over no comma and no bracket.
    if (
      words.slice(0, -1).some((word) => /[,;]$/.test(word.text)) ||
      (to > at + 1 && /^[(]/.test(tokens[to - 1]!.text))
    )
      break;
    const last = words.at(-1)!.text;
    const hasColon = /[:#]$/.test(last) && !/^#$/.test(last) ? last.endsWith(':') : false;
    const label = words.map((word) => word.text).join(' ');
    // An administrator pays on behalf of a plan; a sentence that begins so names who pays.
    const field = /^on behalf of$/i.test(label) && (at > 0 || !label.startsWith('On')) ? null : labelOf(label);
    // `HARBOR GENERAL HOSPITAL  NPI 12...`: the hospital belongs to the name.
    const isOfName = !isApart && words.length > 1 && isPractice(words[0]!.text);
    const isSpoken = field !== null && !isOfName && isSpokenNumber(field, words, tokens[to]);
    const isNumber = field !== null && (NUMBERS.has(field) || MEMBER.test(plainHeading(last)));
    if (
      field &&
      (isApart || hasColon || isSpoken || (isAfterMark && isNumber)) &&
      (!found || to - at > found.to - found.from)
    )
      found = { field, from: at, to, hasColon };
    if (last.endsWith(':')) {
      if (found?.to === to) return { ...found, hasColon: true };
      // A value stands before the label that ends here.
      const isLater = words.some(
        (_, from) =>
          from > 0 &&
          labelOf(
            words
              .slice(from)
              .map((word) => word.text)
              .join(' '),
          ) !== null,
      );
      // `DELACROIX-HUME, ROSALIND Relation:`: behind a comma the name goes on.
      const isNameFirst = words.length > 1 && before !== undefined && before.text.endsWith(',');
      if (isLater || isNameFirst || words.length > MOST_FOREIGN_WORDS) return found;
      // What ends with a colon is a label even when it is not one of ours: its value is not somebody else's.
      return { field: 'other', from: at, to, hasColon: true };
    }
  }
  return found;
}

/** In a sentence: `with EFT number 579844689233`, `(TIN 990000124)`; beside others, `ID W18598834`. */
function isSpokenNumber(field: LabelField, words: readonly Token[], next: Token | undefined): boolean {
  const last = words.at(-1)!;
  if (!next || !NUMBERS.has(field) || left(next) - right(last) > last.box[3]) return false;
  const isWhole = /^(?:no|number|num|id|tin|npi|ref|eft|check|acct|account)$/.test(plainHeading(last.text));
  return isWhole && /^(?=.*\d{4})[A-Z0-9-]+[.,;)]?$/i.test(next.text);
}

/**
 * @param below the next rows of the page, for labels that stand over their values.
 * @param latest the last day that can stand on the paper.
 */
export function labelledIn(row: Row, below: readonly Row[], em: number, latest: string): Labelled[] {
  const { tokens } = row;
  const all = spotsOf(tokens, em);
  const spots = all.filter((spot, at) => !isMethod(all[at - 1], spot, tokens));
  const found: Labelled[] = [];
  spots.forEach((spot, index) => {
    const next = spots[index + 1];
    const label = tokens
      .slice(spot.from, spot.to)
      .map((token) => token.text)
      .join(' ');
    const isWeak = !spot.hasColon && WEAK.test(plainHeading(label));
    const beside =
      isWeak &&
      !NUMBERS.has(spot.field) &&
      !MEMBER.test(plainHeading(label)) &&
      !isDayAfter(spot, tokens) &&
      !isStatusAfter(spot, tokens) &&
      !isPracticeAfter(spot, tokens)
        ? []
        : reach(
            tokens.slice(spot.to, next?.from ?? tokens.length),
            tokens[spot.to - 1]!,
            em,
            AMOUNTS.has(spot.field) || isEndOfRow(spot, next, tokens) ? FAR : spot.hasColon ? 14 : 10,
          );
    const field =
      spot.field === 'patient' && MEMBER.test(plainHeading(label)) && /\d/.test(beside[0]?.text ?? '')
        ? 'memberId'
        : spot.field;
    const numbers = numbersOfPractice(label, beside);
    if (numbers.length > 0) return found.push(...numbers);
    const here = valueOf(field, beside, latest);
    if (here) return found.push({ field, label, value: here, isBelow: false });
    const after = tokens[spot.to];
    const isWhole = spot.hasColon || !after || left(after) - right(tokens[spot.to - 1]!) > em;
    if (!isWhole || (spot.hasColon && beside.length > 0)) return undefined;
    const span = {
      from: left(tokens[spot.from]!) - em,
      to: next ? left(tokens[next.from]!) - em * 0.3 : Number.POSITIVE_INFINITY,
    };
    const there = valueUnder(spot.field, span, row, below, em, latest);
    if (there) found.push({ field: spot.field, label, value: there, isBelow: true });
    return undefined;
  });
  return withControl(found);
}

/** `Payment method EFT`: the last word is no label of a number, it is the value. */
const isMethod = (before: Spot | undefined, { from, to, hasColon }: Spot, tokens: readonly Token[]): boolean =>
  before?.field === 'method' && before.to === from && to === from + 1 && to === tokens.length && !hasColon;

/** `NPI / TAX ID  1234567893 / 990000017`: of two numbers under one label each shows by its length which it is. */
function numbersOfPractice(label: string, after: readonly Token[]): Labelled[] {
  if (!NPI_AND_TIN.test(plainHeading(label))) return [];
  return (['npi', 'tin'] as const).flatMap((field) => {
    const length = field === 'npi' ? 10 : 9;
    const value = after.find(({ text }) => /^\d[\d-]+$/.test(text) && text.replaceAll('-', '').length === length);
    return value ? [{ field, label, value: [value], isBelow: false }] : [];
  });
}

const NPI_AND_TIN = /^npi(?: or)? (?:tin|tax id|ein|fein)\b/;

/** Beside our account number, a control number is the payer's. */
function withControl(found: readonly Labelled[]): Labelled[] {
  const isControl = ({ label }: Labelled) => /^(?:control|ctl|ctrl)(?: (?:no|number|num))?$/.test(plainHeading(label));
  const accounts = found.filter(({ field }) => field === 'account');
  const isBoth =
    accounts.some(isControl) && !accounts.every(isControl) && !found.some(({ field }) => field === 'claimNumber');
  return found.map((each) =>
    isBoth && each.field === 'account' && isControl(each) ? { ...each, field: 'claimNumber' } : each,
  );
}

/** Label at the left, value at the right edge, nothing else between or behind. */
const isEndOfRow = ({ field, hasColon, to }: Spot, next: Spot | undefined, tokens: readonly Token[]): boolean =>
  next === undefined &&
  tokens.length - to <= (field === 'payee' || field === 'payer' || field === 'patient' ? 6 : 3) &&
  (hasColon || NUMBERS.has(field) || field === 'checkDate');

/** `Check 139 issued 02/20/2026`: a day shows by itself. */
const isDayAfter = ({ field, to }: Spot, tokens: readonly Token[]): boolean =>
  field === 'checkDate' && tokens[to]?.isDate === true;

/** `DOE,JANE   STATUS 1`: one of the codes of CLP02. */
const isStatusAfter = ({ field, to }: Spot, tokens: readonly Token[]): boolean =>
  field === 'status' && /^(?:[1-4]|19|2[0-35])$/.test(tokens[to]?.text ?? '');

/** `PROVIDER HARBOR GENERAL HOSPITAL  NPI 12...`: words of practices show by themselves. */
function isPracticeAfter({ field, to }: Spot, tokens: readonly Token[]): boolean {
  const words = tokens.slice(to, to + MOST_LABEL_WORDS);
  const end = words.findIndex((word, at) => at > 0 && left(word) - right(words[at - 1]!) > word.box[3]);
  const run = (end < 0 ? words : words.slice(0, end)).map((word) => word.text).join(' ');
  return field === 'payee' && isPractice(run);
}

/** The value under a label: on the next row that has anything there. */
function valueUnder(
  field: LabelField,
  span: { readonly from: number; readonly to: number },
  row: Row,
  below: readonly Row[],
  em: number,
  latest: string,
): readonly Token[] | null {
  for (const next of below) {
    if (next.top - row.bottom > em * 2.5) return null;
    const under = next.tokens.filter((token) => left(token) >= span.from && left(token) < span.to);
    if (under.length > 0) return valueOf(field, reach(under, null, em, 10), latest);
  }
  return null;
}

/** The run of words that begins near the label, up to a wide gap. */
function reach(tokens: readonly Token[], label: Token | null, em: number, first: number): Token[] {
  const taken: Token[] = [];
  let edge = label ? right(label) : null;
  for (const token of tokens) {
    const gap = edge === null ? 0 : left(token) - edge;
    if (gap > em * (taken.length === 0 ? first : 2)) break;
    taken.push(token);
    edge = right(token);
  }
  return taken;
}
