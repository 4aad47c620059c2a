/** Walks the rows of a document from top to bottom and gathers payments, their claims, and what stands at payer level. */
import { codeText } from './code-text.ts';
import type { Found, FoundClaim, FoundPayment } from './found.ts';
import { foundOf } from './found.ts';
import { isStrongAmount, labelledIn } from './labels.ts';
import type { LabelField, Labelled } from './labels.ts';
import { isRemark } from './line-adjustments.ts';
import { providerAdjustmentIn } from './provider-level.ts';
import { recordsOf } from './records.ts';
import type { TableRecord } from './records.ts';
import type { PageRows, Row } from './rows.ts';
import { tablesOf } from './tables.ts';

const IDENTITY: readonly LabelField[] = ['patient', 'memberId', 'account', 'claimNumber'];
const NUMBERED: readonly LabelField[] = ['memberId', 'account', 'claimNumber'];
const PENDED = /\b(pended|pending|suspended|in process|in-process|not yet)\b/i;
const SECTION =
  /\b(paid|denied|adjusted|adjustments?|approved|finalized|processed|reversed|voided|rejected|claims?)\b/i;
const SUMMARY =
  /\b(summary|provider (?:level )?adj\w*|financial (?:transactions?|items|adjustments?)|recoup\w*|overpayments?|payment (?:summary|information|adjustments?)|accounts? receivable|reductions?|offsets?|other adjustments?)\b/i;
/** Totals of a part of the paper: neither a claim's nor the payment's. */
const PART_TOTAL = /\b(sub-?\s?totals?|page totals?|section|category|provider totals?)\b/i;
const WHOLE_TOTAL =
  /\b(grand|statement|payment|overall|report|remittance|all claims|check|batch|summary|document|advice)\b/i;

export interface Walk {
  readonly payments: FoundPayment[];
  /** Rows that belong to no table and no label: notes, legends, furniture. */
  readonly loose: { readonly row: Row; readonly page: PageRows }[];
}

interface State {
  payment: FoundPayment;
  claim: FoundClaim | null;
  /** Identity fields seen since the last claim began, before its first row. */
  section: string;
  isPended: boolean;
  /** Past the claims: what follows is about the whole payment. */
  isSummary: boolean;
  readonly payments: FoundPayment[];
  readonly loose: Walk['loose'];
  readonly latest: string;
}

export function walk(pages: readonly PageRows[], latest: string): Walk {
  const { parts, headings } = tablesOf(pages);
  const first = newPayment();
  const state: State = {
    payment: first,
    claim: null,
    section: '',
    isPended: false,
    isSummary: false,
    payments: [first],
    loose: [],
    latest,
  };
  for (const page of pages) {
    const records = new Map<Row, TableRecord>();
    const inside = new Set<Row>();
    for (const part of parts.filter((each) => each.page === page.page))
      for (const record of recordsOf(part, page.rows.slice(part.first, part.last + 1), latest)) {
        records.set(record.rows[0]!, record);
        for (const row of record.rows) inside.add(row);
      }
    beginPage(state, page, (row) => records.has(row));
    page.rows.forEach((row, at) => {
      if (headings.has(row)) return;
      const record = records.get(row);
      if (record) return takeRecord(state, record, page);
      if (!inside.has(row)) takeRow(state, row, page.rows.slice(at + 1, at + 3), page);
      return undefined;
    });
  }
  return { payments: state.payments, loose: state.loose };
}

/** A page that names another check before its first row of amounts belongs to that check from its top. */
function beginPage(state: State, page: PageRows, isRecord: (row: Row) => boolean): void {
  const known = state.payment.fields.get('checkNumber');
  if (!known || state.payment.claims.length === 0) return;
  for (const [at, row] of page.rows.entries()) {
    if (isRecord(row)) return;
    const labelled = labelledIn(row, page.rows.slice(at + 1, at + 3), page.em, state.latest);
    const number = labelled.find((each) => each.field === 'checkNumber');
    if (!number) continue;
    if (!isAlike(known.text, number.value.map((token) => token.text).join(' '))) beginPayment(state);
    return;
  }
}

function beginPayment(state: State): void {
  state.payment = newPayment();
  state.payments.push(state.payment);
  state.claim = null;
  state.isSummary = false;
}

const ON_THE_CHECK = /\border of\b|\b(?:check|payment|deposit)\b.*\b(?:for|of|in the amount of)\b/i;

const newPayment = (): FoundPayment => ({
  days: [],
  fields: new Map(),
  claims: [],
  totals: [],
  adjustments: [],
  amounts: [],
  pages: new Set(),
});

function newClaim(state: State, page: number): FoundClaim {
  const claim: FoundClaim = {
    fields: new Map(),
    lines: [],
    total: null,
    interest: null,
    patientResponsibility: null,
    isPended: state.isPended,
    section: state.section,
    page,
  };
  state.payment.claims.push(claim);
  state.claim = claim;
  state.isSummary = false;
  return claim;
}

function takeRecord(state: State, record: TableRecord, page: PageRows): void {
  state.payment.pages.add(page.page);
  switch (record.kind) {
    case 'claim':
      return takeClaimRow(state, record, page);
    case 'line':
      return takeLine(state, record, page);
    case 'more':
      return takeMore(state, record, page);
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
] as const;

function fieldsOf(record: TableRecord, page: PageRows): Map<LabelField, Found> {
  const fields = new Map<LabelField, Found>();
  for (const [column, field] of COLUMN_FIELDS) {
    const tokens = record.texts.get(column);
    if (tokens?.length) fields.set(field, foundOf(tokens, page.page, page.source));
  }
  return fields;
}

function takeClaimRow(state: State, record: TableRecord, page: PageRows): void {
  const claim = newClaim(state, page.page);
  claim.total = record;
  for (const [field, found] of fieldsOf(record, page)) claim.fields.set(field, found);
}

function takeLine(state: State, record: TableRecord, page: PageRows): void {
  const own = fieldsOf(record, page);
  const isOther = [...own].some(
    ([field, found]) => state.claim?.fields.has(field) && state.claim.fields.get(field)!.text !== found.text,
  );
  const claim =
    !state.claim || isOther || (state.claim.total !== null && own.size > 0) ? newClaim(state, page.page) : state.claim;
  for (const [field, found] of own) claim.fields.set(field, found);
  claim.lines.push({ record, more: [], remarks: [], codes: codesIn(record, page) });
}

/** Columns of a summary that are no column of claims. */
const STATED = /\b(check|chk|eft|deposit|warrant|draft)\b/i;
const PROVIDER_LEVEL = /\bprov\w* (?:level )?adj/i;

function takeTotal(state: State, record: TableRecord, page: PageRows): void {
  const { claim, payment } = state;
  const words = `${record.label} ${[...record.texts.values()]
    .flat()
    .map((token) => token.text)
    .join(' ')}`;
  takeLabelsOfTotal(state, record, page);
  if (PART_TOTAL.test(words)) return;
  for (const { token, heading } of record.amounts)
    if (token && STATED.test(heading))
      payment.amounts.push({ found: foundOf([token], page.page, page.source), isStrong: true });
  const own = {
    ...record,
    amounts: record.amounts.filter(({ heading }) => !STATED.test(heading) && !PROVIDER_LEVEL.test(heading)),
  };
  if (claim && claim.lines.length > 0 && claim.total === null && !WHOLE_TOTAL.test(words)) claim.total = own;
  else {
    payment.totals.push(own);
    state.isSummary = true;
  }
}

/** `PT RESP 44.94   CLAIM TOTALS 467.41 ...`: amounts beside the total that stand in no column. */
function takeLabelsOfTotal(state: State, record: TableRecord, page: PageRows): void {
  const inColumns = new Set(record.amounts.map((amount) => amount.token));
  for (const row of record.rows)
    for (const { field, value } of labelledIn(row, [], page.em, state.latest)) {
      if (!state.claim || inColumns.has(value[0]!)) continue;
      if (field === 'claimInterest') state.claim.interest ??= foundOf(value, page.page, page.source);
      if (field === 'patientOwes') state.claim.patientResponsibility ??= foundOf(value, page.page, page.source);
    }
}

function takeRow(state: State, row: Row, below: readonly Row[], page: PageRows): void {
  if (isSection(row)) {
    const words = row.tokens.map((token) => token.text).join(' ');
    state.section = words;
    state.isPended = PENDED.test(words);
  }
  if (
    SUMMARY.test(row.tokens.map((token) => token.text).join(' ')) &&
    !row.tokens.some((token) => token.cents !== null)
  )
    state.isSummary = true;
  const labelled = labelledIn(row, below, page.em, state.latest);
  const adjustment = providerAdjustmentIn(row, page);
  const isPayerLevel = adjustment !== null && (state.isSummary || !state.claim || adjustment.isCoded);
  if (isPayerLevel && !labelled.some((each) => each.field === 'checkAmount')) {
    state.payment.adjustments.push(adjustment);
    return;
  }
  state.loose.push({ row, page });
  takeUnlabelled(state, row, labelled, page);
  if (takeRemarks(state, row, page) || labelled.length === 0) return;
  takePaymentFields(state, labelled, page);
  takeClaimFields(state, row, labelled, page);
}

/** What letters and checks print without a label: the day, and the amount on the check. */
function takeUnlabelled({ payment }: State, row: Row, labelled: readonly Labelled[], page: PageRows): void {
  const named = new Set(labelled.flatMap((each) => each.value));
  for (const token of row.tokens)
    if (token.isDate && !named.has(token)) payment.days.push(foundOf([token], page.page, page.source));
  const words = row.tokens.map((token) => token.text).join(' ');
  const amounts = row.tokens.filter((token) => token.cents !== null && !named.has(token));
  if (amounts.length === 1 && (ON_THE_CHECK.test(words) || labelled.some((each) => each.field === 'checkNumber')))
    payment.amounts.push({ found: foundOf(amounts, page.page, page.source), isStrong: true });
}

/** Remark codes on a row of their own belong to the line above. */
function takeRemarks(state: State, row: Row, page: PageRows): boolean {
  const line = state.claim?.total === null ? state.claim.lines.at(-1) : undefined;
  const codes = row.tokens.filter((token) => isRemark(codeText(token.text)));
  if (!line || codes.length === 0 || row.tokens.length > codes.length + 3) return false;
  line.remarks.push(foundOf(codes, page.page, page.source));
  return true;
}

/** A short row of words without figures that names what follows. */
function isSection(row: Row): boolean {
  const words = row.tokens.map((token) => token.text).join(' ');
  return (
    row.tokens.length <= 8 && !/\d/.test(words) && !/[:]/.test(words) && (PENDED.test(words) || SECTION.test(words))
  );
}

const PAYMENT_FIELDS: ReadonlySet<LabelField> = new Set(['checkNumber', 'checkDate', 'payer', 'payee', 'npi', 'tin']);

function takePaymentFields(state: State, labelled: readonly Labelled[], page: PageRows): void {
  for (const { field, value, label } of labelled) {
    if (field === 'checkAmount')
      state.payment.amounts.push({ found: foundOf(value, page.page, page.source), isStrong: isStrongAmount(label) });
    if (!PAYMENT_FIELDS.has(field)) continue;
    const found = foundOf(value, page.page, page.source);
    const known = state.payment.fields.get(field);
    // Another check number is another payment; OCR of the same number on a later page may differ in a character.
    if (field === 'checkNumber' && known && !isAlike(known.text, found.text) && state.payment.claims.length > 0) {
      beginPayment(state);
    }
    if (!state.payment.fields.has(field)) state.payment.fields.set(field, found);
    state.payment.pages.add(page.page);
  }
}

/** `DOE, JANE   Insured ID ...`: the name that begins a row of labels needs none. */
function unlabelledName(row: Row, labelled: readonly Labelled[]): Labelled[] {
  const numbers = labelled.filter((each) => !each.isBelow && NUMBERED.includes(each.field));
  if (numbers.length < 2 || labelled.some((each) => each.field === 'patient')) return [];
  const comma = row.tokens.findIndex((token) => token.text.endsWith(','));
  const words = row.tokens.slice(0, comma + 2);
  const isName = comma >= 0 && comma <= 2 && words.every((word) => /^[A-Za-z][A-Za-z'.,-]*$/.test(word.text));
  return isName ? [{ field: 'patient', label: '', value: words, isBelow: false }] : [];
}

function takeClaimFields(state: State, row: Row, labelled: readonly Labelled[], page: PageRows): void {
  const own = [...unlabelledName(row, labelled), ...labelled].filter((each) => IDENTITY.includes(each.field));
  // Past the claims a lone number is a reference, not a claim.
  if (own.length === 1 && state.isSummary) return;
  if (own.length > 0) {
    const isSame =
      state.claim !== null &&
      own.every(({ field, value }) => {
        const known = state.claim!.fields.get(field);
        return !known || isAlike(known.text, value.map((token) => token.text).join(' '));
      });
    const isNews = own.some(({ field }) => !state.claim?.fields.has(field));
    const isClosed = state.claim !== null && (state.claim.lines.length > 0 || state.claim.total !== null);
    // After a claim's total, and when a claim that has its rows gets a new kind of label, the next claim begins.
    const isEnded =
      state.claim !== null && state.claim.total !== null && own.some((each) => !each.isBelow || own.length > 1);
    const addsOnly = isClosed && isNews && !own.some(({ field }) => state.claim!.fields.has(field));
    if (!state.claim || !isSame || isEnded || addsOnly) newClaim(state, page.page);
  }
  const claim = state.claim;
  if (!claim) return;
  for (const { field, value } of [...own, ...labelled]) {
    if (field === 'claimInterest') claim.interest ??= foundOf(value, page.page, page.source);
    else if (field === 'patientOwes') claim.patientResponsibility ??= foundOf(value, page.page, page.source);
    else if ((IDENTITY.includes(field) || field === 'status' || field === 'serviceDates') && !claim.fields.has(field))
      claim.fields.set(field, foundOf(value, page.page, page.source));
  }
}

/** Equal but for one character in ten, as OCR may read the same number twice. */
export function isAlike(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => text.replace(/[^A-Za-z0-9]/g, '').toUpperCase());
  if (left === right) return true;
  if (!left || !right || left.length !== right.length) return false;
  let apart = 0;
  for (let at = 0; at < left.length; at += 1) if (left[at] !== right[at]) apart += 1;
  return apart <= left.length / 10;
}
