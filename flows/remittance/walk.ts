/** Walks the rows of a document from top to bottom and gathers payments, their claims, and what stands at payer level. */
import { withCards } from './cards.ts';
import { totalOf } from './claim-amounts.ts';
import { withTakenFromClaim } from './claim-deductions.ts';
import { withoutStack } from './claim-stack.ts';
import type { ClaimStack } from './claim-stack.ts';
import { labelledIn } from './labels.ts';
import { recordsOf } from './records.ts';
import type { TableRecord } from './records.ts';
import { withoutRepeated } from './provider-level.ts';
import type { PageRows, Row, Token } from './rows.ts';
import { withSaidTotal } from './said-amounts.ts';
import { sharePatients } from './shared-patients.ts';
import { tablesOf } from './tables.ts';
import type { TablePart } from './tables.ts';
import { transposedOn } from './transposed.ts';
import type { Transposed } from './transposed.ts';
import { foundOf } from './found.ts';
import { trailingFields } from './trailing.ts';
import { takeRecord } from './walk-records.ts';
import { isPapersNumber } from './walk-payment.ts';
import { takeRow } from './walk-rows.ts';
import { takeStacked } from './walk-stack.ts';
import { beginPayment, isAlike, newClaim, newPayment } from './walk-state.ts';
import type { State, Walk } from './walk-state.ts';

export function walk(given: readonly PageRows[], latest: string): Walk {
  const { parts, headings } = tablesOf(given, latest);
  const stacked = given.map((page) =>
    unstacked(
      page,
      parts.filter((part) => part.page === page.page),
    ),
  );
  const pages = stacked.map(({ page }) => page);
  const records = new Map<Row, TableRecord>();
  const inside = new Set<Row>();
  for (const page of pages)
    for (const part of parts.filter((each) => each.page === page.page))
      for (const record of recordsOf(part, page.rows.slice(part.first, part.last + 1), latest)) {
        records.set(record.rows[0]!, record);
        for (const row of record.rows) inside.add(row);
      }
  const first = newPayment();
  const state: State = {
    payment: first,
    claim: null,
    wanted: null,
    named: null,
    repeated: new Map(),
    deck: null,
    section: '',
    isPended: false,
    isSummary: false,
    payments: [first],
    loose: [],
    claimRows: new Set([...records].flatMap(([row, { labelled }]) => (labelled ? [row] : []))),
    latest,
    trailing: trailingFields(pages, records, headings, latest),
    looseRows: 1,
    isHeaded: false,
  };
  for (const [index, page] of pages.entries()) {
    beginPage(state, page, (row) => records.has(row));
    const onSide = transposedOn(page);
    const taken = new Set([...onSide.values()].flatMap(({ rows }) => rows));
    page.rows.forEach((row, at) => {
      const block = onSide.get(row);
      if (block) takeTransposed(state, block, page);
      if (headings.has(row) && state.looseRows > 0) state.isHeaded = true;
      if (headings.has(row) || taken.has(row)) return;
      const beside = stacked[index]!.stacks.get(row);
      const record = records.get(row);
      if (beside) takeStacked(state, beside.stack, beside.own, page, record?.kind === 'total');
      if (record) return takeRecord(state, record, page);
      if (!inside.has(row) && row.tokens.length > 0) takeRow(state, row, belowOf(page, at, headings), page);
      return undefined;
    });
  }
  for (const claim of state.payments.flatMap((payment) => payment.claims)) {
    withCards(claim, latest);
    claim.total ??= totalOf(claim);
    withSaidTotal(claim);
    withTakenFromClaim(claim);
  }
  for (const payment of state.payments) {
    sharePatients(payment.claims);
    payment.adjustments.splice(0, payment.adjustments.length, ...withoutRepeated(payment.adjustments));
  }
  return { payments: state.payments, loose: state.loose, headings };
}

/** Services side by side are cards of the claim above. */
function takeTransposed(state: State, { cards, sums }: Transposed, page: PageRows): void {
  const claim = state.claim && state.claim.cards.length === 0 ? state.claim : newClaim(state, page.page);
  claim.cards.push(...cards);
  for (const [meaning, token] of sums) claim.stated.set(meaning, foundOf([token], page.page, page.source));
}

/** The next rows, up to headings: those are nobody's values. */
function belowOf(page: PageRows, at: number, headings: ReadonlySet<Row>): readonly Row[] {
  const below = page.rows.slice(at + 1, at + 3);
  const end = below.findIndex((row) => headings.has(row));
  return end < 0 ? below : below.slice(0, end);
}

type Beside = ReadonlyMap<Row, { readonly stack: ClaimStack; readonly own: readonly Token[] }>;

/** The page without the words that stand stacked beside the lines, and those words by their row. */
function unstacked(page: PageRows, parts: readonly TablePart[]): { page: PageRows; stacks: Beside } {
  const stacks = new Map<Row, { stack: ClaimStack; own: readonly Token[] }>();
  const rows = page.rows.map((row, at) => {
    const stack = parts.find((part) => part.claimStack && at >= part.first && at <= part.last)?.claimStack;
    if (!stack) return row;
    const parted = withoutStack(row, stack, page.em);
    if (parted.own.length > 0) stacks.set(parted.row, { stack, own: parted.own });
    return parted.row;
  });
  return { page: { ...page, rows }, stacks };
}

/** A page that names another check before its first row of amounts belongs to that check from its top. */
function beginPage(state: State, page: PageRows, isRecord: (row: Row) => boolean): void {
  const known = state.payment.fields.get('checkNumber');
  if (!known || state.payment.claims.length === 0) return;
  for (const [at, row] of page.rows.entries()) {
    if (isRecord(row)) return;
    const labelled = labelledIn(row, page.rows.slice(at + 1, at + 3), page.em, state.latest);
    const number = labelled.find((each) => each.field === 'checkNumber' && !isPapersNumber(state.payment, each.label));
    if (!number) continue;
    if (!isAlike(known.text, number.value.map((token) => token.text).join(' '))) beginPayment(state);
    return;
  }
}
