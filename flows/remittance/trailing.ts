/** Forms that name the claim after its lines and total. */
import { labelledIn } from './labels.ts';
import type { TableRecord } from './records.ts';
import type { PageRows, Row } from './rows.ts';

const NUMBERED: ReadonlySet<string> = new Set(['memberId', 'account', 'claimNumber']);

type Event = 'line' | 'total' | 'identity';

/**
 * @param records the records of each page by their first row.
 * @returns whether every claim's numbers stand after its total: nothing names a claim before the first line, and after each
 * total, before the next line, something does.
 */
export function isTrailingForm(
  pages: readonly PageRows[],
  records: ReadonlyMap<Row, TableRecord>,
  headings: ReadonlySet<Row>,
  latest: string,
): boolean {
  const events: Event[] = [];
  for (const page of pages)
    page.rows.forEach((row, at) => {
      const record = records.get(row);
      if (record) return events.push(record.kind === 'line' ? 'line' : 'total');
      if (headings.has(row)) return undefined;
      const labels = labelledIn(row, page.rows.slice(at + 1, at + 2), page.em, latest);
      if (labels.some(({ field }) => NUMBERED.has(field))) events.push('identity');
      return undefined;
    });
  const firstLine = events.indexOf('line');
  if (firstLine < 0 || events.slice(0, firstLine).includes('identity')) return false;
  const groups = events
    .join(' ')
    .split(/(?:total )+/)
    .slice(1);
  const named = groups.filter((group) => group.startsWith('identity')).length;
  return named > 0 && groups.slice(0, -1).every((group) => group.startsWith('identity') || !group.includes('line'));
}
