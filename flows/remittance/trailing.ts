/** Forms that name the claim, or some of its numbers, after its lines and total. */
import { labelledIn } from './labels.ts';
import { isBareReference } from './label-terms.ts';
import type { LabelField } from './label-terms.ts';
import type { TableRecord } from './records.ts';
import type { PageRows, Row } from './rows.ts';

const IDENTITY: readonly LabelField[] = ['patient', 'memberId', 'account', 'claimNumber'];
const NUMBERED: ReadonlySet<LabelField> = new Set(['memberId', 'account', 'claimNumber']);

type Event = 'line' | 'total' | readonly LabelField[];

/**
 * @param records the records of each page by their first row.
 * @returns what stands after each claim's lines and never before the first: all of a claim's identity, some of it, or nothing.
 */
export function trailingFields(
  pages: readonly PageRows[],
  records: ReadonlyMap<Row, TableRecord>,
  headings: ReadonlySet<Row>,
  latest: string,
): ReadonlySet<LabelField> {
  const events = eventsOf(pages, records, headings, latest);
  const blocks = blocksOf(events);
  if (blocks.length < 2) return new Set();
  const [first, ...after] = blocks;
  const trailing = IDENTITY.filter(
    (field) =>
      !first!.includes(field) &&
      after.at(-1)!.includes(field) &&
      after.filter((each) => each.includes(field)).length >= after.length * 0.8,
  );
  return new Set(trailing.some((field) => NUMBERED.has(field)) ? trailing : []);
}

function eventsOf(
  pages: readonly PageRows[],
  records: ReadonlyMap<Row, TableRecord>,
  headings: ReadonlySet<Row>,
  latest: string,
): Event[] {
  const events: Event[] = [];
  for (const page of pages)
    page.rows.forEach((row, at) => {
      const record = records.get(row);
      if (record) return events.push(record.kind === 'line' ? 'line' : 'total');
      if (headings.has(row)) return undefined;
      const labels = labelledIn(row, page.rows.slice(at + 1, at + 2), page.em, latest);
      const named = labels.filter(({ field }) => IDENTITY.includes(field));
      // A reference by itself may be the payment's.
      const own = named.every(({ label }) => isBareReference(label)) ? [] : named.map(({ field }) => field);
      if (own.length > 0) events.push(own);
      return undefined;
    });
  return events;
}

/** The fields named before the first block of lines, between blocks, and after the last one. */
function blocksOf(events: readonly Event[]): LabelField[][] {
  const blocks: LabelField[][] = [[]];
  let isInLines = false;
  for (const event of events) {
    if (event === 'line' && !isInLines) blocks.push([]);
    if (event === 'line') isInLines = true;
    else if (event !== 'total') {
      isInLines = false;
      blocks.at(-1)!.push(...event);
    } else if (isInLines) isInLines = false;
  }
  return blocks;
}
