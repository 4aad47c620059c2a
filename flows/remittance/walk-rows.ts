/** Takes rows outside tables: labels of payments and claims, section titles, payer-level entries, remark codes. */
import { codeText, isRemark, standardCode } from './code-text.ts';
import { codesAlone } from './code-tokens.ts';
import { takeCard } from './cards.ts';
import { labelledAmountsIn } from './labelled-amounts.ts';
import { isNetOf } from './claim-deductions.ts';
import { codedAmountsIn, codedRecord, describedCodeIn, lineAbove } from './coded-amounts.ts';
import { foundOf } from './found.ts';
import type { Found, FoundClaim } from './found.ts';
import { isStrongAmount } from './label-terms.ts';
import type { LabelField } from './label-terms.ts';
import { identityHeadOf, identityIn } from './identity-heads.ts';
import { labelledIn } from './labels.ts';
import type { Labelled } from './labels.ts';
import { providerAdjustmentIn } from './provider-level.ts';
import type { PageRows, Row, Token } from './rows.ts';
import { takeSaid } from './said-amounts.ts';
import { takeCharges, takePaymentFields, withPaymentReference } from './walk-payment.ts';
import { isAlike, newClaim } from './walk-state.ts';
import type { State } from './walk-state.ts';
import { nameAlone, unlabelledName } from './unlabelled-names.ts';

const IDENTITY: readonly LabelField[] = ['patient', 'memberId', 'account', 'claimNumber'];

/** What else the labels of a claim say of it. */
const BESIDE: readonly LabelField[] = ['status', 'serviceDates', 'serviceThru'];

const PENDED = /\b(pended|pending|suspended|in process|in-process|not yet)\b/i;

const SECTION =
  /\b(paid|denied|adjusted|adjustments?|approved|finalized|processed|reversed|voided|rejected|claims?)\b/i;

const SUMMARY =
  /\b(summary|provider (?:level )?adj\w*|financial (?:transactions?|items|adjustments?)|recoup\w*|overpayments?|payment (?:summary|information|adjustments?)|accounts? receivable|reductions?|offsets?|other adjustments?)\b/i;

/** What sums up the claim above. */
const CLAIM_SUMMARY = /\bclaim (?:summary|payment summary|recap)\b/i;

const ON_THE_CHECK =
  /\bwe(?:['’]re| are| have)? (?:paying|paid|sending|sent)\b|\border of\b|\b(?:check|payment|deposit)\b.*\b(?:for|of|in the amount of)\b/i;

/** A sentence that sums up several claims says nothing of one. */
const OF_ALL = /\ball claims\b/i;

export function takeRow(state: State, row: Row, below: readonly Row[], page: PageRows): void {
  if (OF_ALL.test(row.tokens.map((token) => token.text).join(' '))) return;
  if (isSection(row)) {
    const words = row.tokens.map((token) => token.text).join(' ');
    state.section = words;
    state.isPended = PENDED.test(words);
  }
  if (
    state.payment.claims.length > 0 &&
    !(state.claim && CLAIM_SUMMARY.test(row.tokens.map((token) => token.text).join(' '))) &&
    SUMMARY.test(row.tokens.map((token) => token.text).join(' ')) &&
    !row.tokens.some((token) => token.cents !== null)
  )
    state.isSummary = true;
  const labelled = withPaymentReference(state, labelsOf(state, row, below, page));
  if (takeCoded(state, row, page) || (!state.isSummary && takeSaid(state.claim, row, page))) return;
  const adjustment = providerAdjustmentIn(row, page);
  const isPayerLevel = adjustment !== null && (state.isSummary || !state.claim || adjustment.isCoded);
  if (isPayerLevel && !labelled.some((each) => each.field === 'checkAmount')) {
    state.payment.adjustments.push(adjustment);
    return;
  }
  state.loose.push({ row, page });
  const isOverClaim = below[0] !== undefined && state.claimRows.has(below[0]);
  const named = nameAlone(row, below, labelled, page, state.latest, isOverClaim);
  state.named = named ?? state.named;
  if (!labelled.some((each) => IDENTITY.includes(each.field))) state.looseRows += 1;
  // What stands beside the next claim's name is the next claim's.
  const own = labelled.filter((each) => !named?.beside.includes(each));
  if (!takeRemarks(state, row, page) && own.length > 0) {
    takePaymentFields(state, own, page);
    takeClaimFields(state, row, own, page);
  }
  takeUnlabelled(state, row, labelled, page);
  takeStated(state, row, page);
  takeCharges(state, row, page);
}

/** What the row says of payment or claim: under the deck of claims that stands above, else by labels of its own. */
function labelsOf(state: State, row: Row, below: readonly Row[], page: PageRows): readonly Labelled[] {
  state.deck = identityHeadOf(row, page.em) ?? state.deck;
  const labelled = labelledIn(row, below, page.em, state.latest);
  // The head of a page is no row of values.
  if (!state.deck || labelled.some(({ field }) => field === 'page')) return labelled;
  const underDeck = identityIn(state.deck, row, page.em, state.latest);
  return underDeck.length > 0 ? underDeck : labelled;
}

/** Codes with amounts under a line or a claim. */
function takeCoded({ claim, isSummary, loose }: State, row: Row, page: PageRows): boolean {
  const of = claim?.lines.at(-1)?.record ?? claim?.total;
  if (!claim || !of || isSummary) return false;
  const line = lineAbove(claim, row, page.em);
  const described = line && describedCodeIn(row);
  // What it says of the code is a legend as well.
  if (described) loose.push({ row, page });
  const pairs = described ? [described] : codedAmountsIn(row);
  if (pairs.length === 0) return false;
  const record = codedRecord(of, row, pairs);
  (line?.more ?? claim.coded).push(record);
  line?.codes.push(...pairs.map(({ code }) => foundOf([code], page.page, page.source)));
  const remarks = row.tokens.filter((token) => isRemark(codeText(token.text)));
  if (remarks.length > 0) claim.lines.at(-1)?.remarks.push(foundOf(remarks, page.page, page.source));
  return true;
}

/** Charge, payment and the like beside words, while a claim is open: of a service, or of the claim. */
function takeStated({ claim, isSummary, latest }: State, own: Row, page: PageRows): void {
  if (!claim || isSummary) return;
  const row = withTail(claim, own);
  const amounts = labelledAmountsIn(row, page.em).filter(({ label }) => !isStrongAmount(label));
  if (claim.lines.length === 0 && takeCard(claim, row, page, latest, amounts)) return;
  for (const { meaning, label, amount } of amounts) {
    const found = foundOf([amount], page.page, page.source);
    claim.said.push({ meaning, label, found });
    if (!claim.stated.has(meaning) || (meaning === 'paid' && isNetOf(claim.stated, amount.cents)))
      claim.stated.set(meaning, found);
  }
}

/** The words that a card's row leaves open belong to the amount that begins the next one. */
function withTail(claim: FoundClaim, row: Row): Row {
  const above = claim.cards.at(-1)?.rows.at(-1);
  if (!above || above.page !== row.page || row.top - above.bottom > row.bottom - row.top) return row;
  const last = above.tokens.findLastIndex((token) => token.cents !== null);
  const tail = last < 0 ? [] : above.tokens.slice(last + 1);
  return tail.length > 0 && tail.length <= 3 ? { ...row, tokens: [...tail, ...row.tokens] } : row;
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

/** `Non-covered amount: CO-97, remark N19`: so many words beside the codes. */
const MOST_WORDS = 3;

const codesAmong = ({ tokens }: Row): readonly Token[] =>
  tokens.some((token) => token.cents !== null)
    ? tokens.filter((token) => isRemark(codeText(token.text)))
    : tokens.filter((token) => isRemark(codeText(token.text)) || standardCode(codeText(token.text)) !== null);

/** Remark codes on a row of their own belong to the line above. */
function takeRemarks(state: State, row: Row, page: PageRows): boolean {
  const line = state.claim?.total === null ? state.claim.lines.at(-1) : undefined;
  if (!line) return false;
  const alone = codesAlone(row.tokens, page.em);
  const codes = alone.length > 0 ? alone : codesAmong(row);
  if (codes.length === 0 || (alone.length === 0 && row.tokens.length > codes.length + MOST_WORDS)) return false;
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

function namedAbove({ named }: State, row: Row, labelled: readonly Labelled[]): Labelled[] {
  if (named?.row !== row || labelled.some(({ field }) => field === 'patient')) return [];
  return [{ field: 'patient', label: '', value: named.words, isBelow: false }, ...named.beside];
}

/** A text layer has no misread figures, and two numbers that were read surely are none either: `-00` and `-01` are two claims. */
function isKnownAs(known: Found, found: Found): boolean {
  const plain = (text: string) => text.replace(/\W/g, '').toUpperCase();
  if (found.source === 'text-layer') return plain(known.text) === plain(found.text);
  const isSure = /\d/.test(found.text) && known.confidence >= SURE && found.confidence >= SURE;
  return isSure ? shapeOf(known.text) === shapeOf(found.text) : isAlike(known.text, found.text);
}

const SURE = 0.85;
/** Letters that a scan takes for figures count as those. */
const shapeOf = (text: string): string =>
  text
    .replace(/\W/g, '')
    .toUpperCase()
    .replace(/[OQD]/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/S/g, '5')
    .replace(/B/g, '8');

/** A patient with two claims in a row is named over each: what was said again before the new number is of the new claim. */
function takeRepeated({ claim, repeated }: State, own: readonly Labelled[]): void {
  if (repeated.has('patient') && !own.some(({ field }) => field === 'patient' || field === 'memberId'))
    for (const [field, found] of repeated) if (field !== 'claimNumber') claim?.fields.set(field, found);
  repeated.clear();
}

function takeClaimFields(state: State, row: Row, labelled: readonly Labelled[], page: PageRows): void {
  const named = namedAbove(state, row, labelled);
  const own = [...named, ...(named.length > 0 ? [] : unlabelledName(row, labelled)), ...labelled].filter((each) =>
    IDENTITY.includes(each.field),
  );
  // Past the claims a lone number is a reference, not a claim.
  if (own.length === 1 && state.isSummary) return;
  if (own.length > 0) {
    const isSame =
      state.claim !== null &&
      own.every(({ field, value }) => {
        const known = state.claim!.fields.get(field);
        return !known || isKnownAs(known, foundOf(value, page.page, page.source));
      });
    const isNews = own.some(({ field }) => !state.claim?.fields.has(field));
    const isClosed = state.claim !== null && (state.claim.lines.length > 0 || state.claim.total !== null);
    // After a claim's total, and when a claim that has its rows gets a new kind of label, the next claim begins.
    const isEnded =
      state.claim !== null && state.claim.total !== null && own.some((each) => !each.isBelow || own.length > 1);
    const addsOnly = isClosed && isNews && !own.some(({ field }) => state.claim!.fields.has(field));
    const isAfter = own.every(({ field }) => state.trailing.has(field));
    const isNew = !state.claim || (!isAfter && (!isSame || isEnded || addsOnly));
    if (isNew) newClaim(state, page.page);
    else if (isClosed)
      for (const { field, value } of own) state.repeated.set(field, foundOf(value, page.page, page.source));
    if (isNew) takeRepeated(state, own);
  }
  const claim = state.claim;
  if (!claim) return;
  for (const { field, value } of [...own, ...named, ...labelled]) {
    if (field === 'claimInterest') claim.interest ??= foundOf(value, page.page, page.source);
    else if (field === 'patientOwes') claim.patientResponsibility ??= foundOf(value, page.page, page.source);
    else if ((IDENTITY.includes(field) || BESIDE.includes(field)) && !claim.fields.has(field))
      claim.fields.set(field, foundOf(value, page.page, page.source));
  }
}
