/** Takes what labels say of the payment: its number, day, amount, and who pays whom. */
import { foundOf } from './found.ts';
import type { FoundPayment } from './found.ts';
import { isPractice } from './practice-words.ts';
import { isBareReference, isMoneyNumber, isStrongAmount } from './label-terms.ts';
import type { LabelField } from './label-terms.ts';
import { labelledAmountsIn } from './labelled-amounts.ts';
import type { Labelled } from './labels.ts';
import type { PageRows, Row } from './rows.ts';
import { beginPayment, isAlike } from './walk-state.ts';
import type { State } from './walk-state.ts';

const IDENTITY: readonly LabelField[] = ['patient', 'memberId', 'account', 'claimNumber'];

/** Where the check's own number is known, that of an advice or a remittance is none. */
export const isPapersNumber = ({ labels }: FoundPayment, label: string): boolean =>
  !isMoneyNumber(label) && labels.some(isMoneyNumber);

/** Before the first claim, on a row that names nobody, a reference is the payment's. */
export function withPaymentReference(state: State, given: readonly Labelled[]): readonly Labelled[] {
  const labelled = given.map((each) => ofPractice(state, each));
  const { payment, claim, isSummary } = state;
  const isClaimRow = labelled.some((each) => IDENTITY.includes(each.field) && !isBareReference(each.label));
  if ((claim && !isSummary) || isClaimRow || payment.fields.has('checkNumber')) return labelled;
  return labelled.map((each) =>
    each.field === 'claimNumber' && isBareReference(each.label) ? { ...each, field: 'checkNumber' } : each,
  );
}

/** `Beneficiary Larkspur Family Practice`: who gets the money, where no claim has begun. */
const ofPractice = (state: State, each: Labelled): Labelled =>
  !state.claim && each.field === 'patient' && isPractice(wordsOf(each.value)) ? { ...each, field: 'payee' } : each;

const wordsOf = (tokens: Labelled['value']): string => tokens.map((token) => token.text).join(' ');

/** So many amounts beside a day are those of a service: the label above it heads a column. */
const AMOUNTS_OF_SERVICE = 3;

function isOfService([day]: Labelled['value'], { rows }: PageRows): boolean {
  const row = rows.find(({ tokens }) => day !== undefined && tokens.includes(day));
  return row !== undefined && row.tokens.filter(({ cents }) => cents !== null).length >= AMOUNTS_OF_SERVICE;
}

const isPapersDay = (label: string): boolean => /\b(?:report|run)\b/i.test(label);

const PAYMENT_FIELDS: ReadonlySet<LabelField> = new Set([
  'checkNumber',
  'checkDate',
  'payer',
  'payerId',
  'method',
  'payee',
  'npi',
  'tin',
]);

export function takePaymentFields(state: State, labelled: readonly Labelled[], page: PageRows): void {
  for (const { field, value, label } of labelled) {
    // Under claims a bare sum is theirs.
    if (field === 'checkAmount' && state.claim && /^sum$/i.test(label)) continue;
    if (field === 'checkDate' && isOfService(value, page)) continue;
    if (field === 'checkAmount')
      state.payment.amounts.push({ found: foundOf(value, page.page, page.source), isStrong: isStrongAmount(label) });
    if (!PAYMENT_FIELDS.has(field)) {
      if (field === 'checkAmount') state.payment.labels.push(label);
      continue;
    }
    const found = foundOf(value, page.page, page.source);
    // The day of the paper is that of the money where no other is said.
    if (field === 'checkDate' && isPapersDay(label)) {
      state.payment.paperDay ??= found;
      continue;
    }
    const known = state.payment.fields.get(field);
    // The number of the paper is not that of the money.
    if (field === 'checkNumber' && isPapersNumber(state.payment, label)) continue;
    if (field === 'checkNumber' && known && isMoneyNumber(label) && !state.payment.labels.some(isMoneyNumber)) {
      state.payment.fields.set(field, found);
      state.payment.labels.push(label);
      continue;
    }
    // Another check number is another payment; OCR of the same number on a later page may differ in a character.
    if (field === 'checkNumber' && known && !isAlike(known.text, found.text) && state.payment.claims.length > 0) {
      beginPayment(state);
    }
    if (field === 'checkNumber') state.payment.labels.push(label);
    if (!state.payment.fields.has(field)) state.payment.fields.set(field, found);
    state.payment.pages.add(page.page);
  }
}

/** What the claims above were charged in all. */
export function takeCharges({ payment, isSummary }: State, row: Row, page: PageRows): void {
  // Across the page, where nothing else stands in the row.
  const isAlone = row.tokens.filter(({ cents }) => cents !== null).length === 1;
  for (const { meaning, label, amount } of labelledAmountsIn(row, page.em, isAlone ? page.width : undefined))
    if (meaning === 'billed' && (isSummary || /\btotals?\b/i.test(label)))
      payment.charges.push(foundOf([amount], page.page, page.source));
}
