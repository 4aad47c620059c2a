/** Takes the records of tables into claims: service lines, claims in one row, and totals of both. */
import type { Found, FoundClaim, FoundPayment } from './found.ts';
import { foundOf } from './found.ts';
import type { LabelField } from './label-terms.ts';
import { labelledIn } from './labels.ts';
import type { TableRecord } from './records.ts';
import type { PageRows, Token } from './rows.ts';
import { left, right } from './rows.ts';
import { sumsAgree, sumsMeet } from './total-scope.ts';
import { takeCharges } from './walk-payment.ts';
import { newClaim } from './walk-state.ts';
import type { State } from './walk-state.ts';

/** Totals of a part of the paper: neither a claim's nor the payment's. */
const PART_TOTAL = /\b(sub-?\s?totals?|page totals?|section|category|provider totals?)\b/i;

const WHOLE_TOTAL =
  /\b(grand|statement|payment|overall|report|remittance|all claims|check|batch|summary|document|advice)\b/i;

export function takeRecord(state: State, record: TableRecord, page: PageRows): void {
  state.payment.pages.add(page.page);
  state.looseRows = 0;
  state.repeated.clear();
  switch (record.kind) {
    case 'claim':
      return takeClaimRow(state, record, page);
    case 'line':
      return takeLine(state, record, page);
    case 'more':
      return takeMore(state, record, page);
    case 'whole':
      if (state.claim) state.claim.whole = record;
      return undefined;
    case 'total':
      return takeTotal(state, record, page);
  }
}

function takeMore(state: State, record: TableRecord, page: PageRows): void {
  const line = state.claim?.lines.at(-1);
  line?.more.push(record);
  line?.codes.push(...codesIn(record, page));
}

const codesIn = (record: TableRecord, page: PageRows): Found[] =>
  (record.texts.get('codes') ?? []).map((token) => foundOf([token], page.page, page.source));

const COLUMN_FIELDS = [
  ['patient', 'patient'],
  ['account', 'account'],
  ['claimNumber', 'claimNumber'],
  ['memberId', 'memberId'],
  ['status', 'status'],
] as const;

function fieldsOf(record: TableRecord, page: PageRows): Map<LabelField, Found> {
  const fields = new Map<LabelField, Found>();
  for (const [column, field] of COLUMN_FIELDS) {
    const all = record.texts.get(column);
    if (!all?.length) continue;
    const tokens = field === 'patient' ? all : withinRules(all);
    // A column headed `MEMBER` may hold names, ids, or both over each other.
    const isName = field === 'memberId' && tokens.every((token) => !/\d/.test(token.text));
    const isNumber = field === 'patient' && tokens.every((token) => /\d/.test(token.text));
    const own = isName ? 'patient' : isNumber ? 'memberId' : field;
    // A share in percent under a heading that was misread is nobody's number.
    if (own === 'memberId' && tokens.every((token) => token.text.length < SHORTEST_ID)) continue;
    // Numbers of two columns are two numbers, whatever their headings say: neither is known.
    if (own !== 'patient' && own !== 'status' && isApart(tokens, page.em)) continue;
    if (!fields.has(own)) fields.set(own, foundOf(tokens, page.page, page.source));
  }
  const [last, first] = (['lastName', 'firstName'] as const).map((column) => record.texts.get(column) ?? []);
  if (last?.length) {
    const words = (tokens: readonly Token[]) => tokens.map((token) => token.text.replace(/,$/, '')).join(' ');
    const whole = foundOf([...last, ...(first ?? [])], page.page, page.source);
    fields.set('patient', { ...whole, text: `${words(last)}, ${words(first ?? [])}` });
  }
  return fields;
}

/** `598446281-00 |1`: the rule of a box stands before the next cell, not in a number. */
function withinRules(tokens: readonly Token[]): readonly Token[] {
  const at = tokens.findIndex(({ text }, place) => place > 0 && /^[|[\]]/.test(text));
  return at < 0 ? tokens : tokens.slice(0, at);
}

const SHORTEST_ID = 4;

/** Numbers that stand far apart, or on rows of their own. */
const isApart = (tokens: readonly Token[], em: number): boolean =>
  tokens.some((token, at) => {
    const before = tokens[at - 1];
    if (!before || !/\d{3}/.test(before.text) || !/\d{3}/.test(token.text)) return false;
    return left(token) - right(before) > em || Math.abs(token.box[1] - before.box[1]) > em * 0.5;
  });

function takeClaimRow(state: State, record: TableRecord, page: PageRows): void {
  const claim = closes(state, record) ? state.claim! : newClaim(state, page.page);
  claim.total = record;
  const named = state.named?.row === record.rows[0] ? state.named : null;
  if (named) claim.fields.set('patient', foundOf(named.words, page.page, page.source));
  for (const { field, value } of record.labelled ?? [])
    if (OF_CLAIM.has(field)) claim.fields.set(field, foundOf(value, page.page, page.source));
  for (const [field, found] of fieldsOf(record, page)) claim.fields.set(field, found);
}

const OF_CLAIM: ReadonlySet<LabelField> = new Set([
  'patient',
  'account',
  'claimNumber',
  'memberId',
  'status',
  'serviceDates',
  'serviceThru',
]);

/** The claim's own row may stand under its services. */
const closes = ({ claim }: State, record: TableRecord): boolean =>
  record.labelled !== undefined && claim !== null && claim.total === null && sumsAgree(record, claim.lines);

function takeLine(state: State, record: TableRecord, page: PageRows): void {
  const own = fieldsOf(record, page);
  // Labels that a scan has spoilt name nobody: past a total, other rows and new headings the next claim begins.
  const isUnderNewHead = state.isHeaded && page.source === 'ocr' && (state.claim?.lines.length ?? 0) > 0;
  state.isHeaded = false;
  const isOther = state.claim !== null && isOfAnother(state.claim, own, page);
  const claim =
    !state.claim ||
    isOther ||
    (state.claim.total !== null && (own.size > 0 || isNamedAfter(state) || isUnderNewHead)) ||
    isNamedAlready(state)
      ? newClaim(state, page.page)
      : state.claim;
  for (const [field, found] of own) claim.fields.set(field, found);
  claim.lines.push({ record, more: [], remarks: [], codes: codesIn(record, page) });
}

/** On a scan the payer's own number of the claim, read alike twice, outweighs a name or an id that was not. */
function isOfAnother({ fields }: FoundClaim, own: ReadonlyMap<LabelField, Found>, page: PageRows): boolean {
  const isSame = ([field, found]: readonly [LabelField, Found]) => fields.get(field)?.text === found.text;
  const known = [...own].filter(([field]) => fields.has(field));
  const number = known.find(([field]) => field === 'claimNumber');
  return page.source === 'ocr' && number && isSame(number) ? false : !known.every(isSame);
}

/** Where claims are named after their lines, one that has its name has all its lines. */
const isNamedAlready = ({ claim, trailing }: State): boolean =>
  claim !== null && claim.lines.length > 0 && trailing.has('patient') && claim.fields.has('patient');

/** Nothing names a claim before its first line: the line itself begins it. */
const isNamedAfter = ({ trailing }: State): boolean => trailing.has('patient') || trailing.size >= 3;

/** Columns of a summary that are no column of claims. */
const STATED = /\b(check|chk|eft|deposit|warrant|draft)\b/i;

const PROVIDER_LEVEL = /\bprov\w* (?:level )?adj/i;

function takeTotal(state: State, record: TableRecord, page: PageRows): void {
  const { claim, payment } = state;
  const words = wordsOf(record);
  takeLabelsOfTotal(state, record, page);
  const mayBeOfClaim = claim !== null && claim.lines.length > 0 && claim.total === null;
  // What is taken from the claim as a whole parts its total from its lines in several columns.
  const isOfClaim =
    mayBeOfClaim && (claim.whole === null ? sumsAgree(record, claim.lines) : sumsMeet(record, claim.lines));
  const isSpoiltOfClaim =
    mayBeOfClaim && page.source === 'ocr' && (sumsMeet(record, claim.lines) || isWordedAsBefore(payment, words));
  if (PART_TOTAL.test(words) && !isOfClaim && !isSpoiltOfClaim) {
    payment.parts.push({ record, claims: payment.claims.length });
    return;
  }
  // A column of the services may be headed `CHECK PORTION`.
  const isOfServices = payment.claims.some(({ lines }) =>
    lines.some((line) => line.record.part.table === record.part.table),
  );
  const isStated = (heading: string) => !isOfServices && STATED.test(heading);
  for (const { token, heading } of record.amounts)
    if (token && isStated(heading))
      payment.amounts.push({ found: foundOf([token], page.page, page.source), isStrong: true });
  const own = {
    ...record,
    amounts: record.amounts.filter(({ heading }) => !isStated(heading) && !PROVIDER_LEVEL.test(heading)),
  };
  const isOfAll =
    payment.claims.length > 1 &&
    sumsAgree(
      record,
      payment.claims.flatMap((each) => each.lines),
    );
  if (mayBeOfClaim && (isOfClaim || !(isOfAll || WHOLE_TOTAL.test(words)))) claim.total = own;
  else {
    payment.totals.push(own);
    state.isSummary = true;
  }
}

const wordsOf = ({ label, texts }: TableRecord): string =>
  `${label} ${[...texts.values()]
    .flat()
    .map((token) => token.text)
    .join(' ')}`;

/** A claim before ends with a total of the same words. */
const isWordedAsBefore = ({ claims }: FoundPayment, words: string): boolean =>
  claims.some(({ total }) => total?.kind === 'total' && wordsOf(total) === words);

/** `PT RESP 44.94   CLAIM TOTALS 467.41 ...`: amounts beside the total that stand in no column. */
function takeLabelsOfTotal(state: State, record: TableRecord, page: PageRows): void {
  const inColumns = new Set(record.amounts.map((amount) => amount.token));
  for (const row of record.rows) {
    takeCharges(state, row, page);
    for (const { field, value } of labelledIn(row, [], page.em, state.latest)) {
      if (!state.claim || inColumns.has(value[0]!)) continue;
      if (field === 'claimInterest') state.claim.interest ??= foundOf(value, page.page, page.source);
      if (field === 'patientOwes') state.claim.patientResponsibility ??= foundOf(value, page.page, page.source);
    }
  }
}
