/** Walks the rows of a document from top to bottom and gathers payments, their claims, and what stands at payer level. */
import { totalOf } from './claim-amounts.ts';
import { labelledIn } from './labels.ts';
import { recordsOf } from './records.ts';
import type { TableRecord } from './records.ts';
import type { PageRows, Row } from './rows.ts';
import { tablesOf } from './tables.ts';
import { takeRecord } from './walk-records.ts';
import { takeRow } from './walk-rows.ts';
import { beginPayment, isAlike, newPayment } from './walk-state.ts';
import type { State, Walk } from './walk-state.ts';

export function walk(pages: readonly PageRows[], latest: string): Walk {
  const { parts, headings } = tablesOf(pages, latest);
  const first = newPayment();
  const state: State = {
    payment: first,
    claim: null,
    deck: null,
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
  for (const claim of state.payments.flatMap((payment) => payment.claims)) claim.total ??= totalOf(claim);
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
