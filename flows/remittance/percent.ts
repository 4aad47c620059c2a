/** Forms that print at which share a service is paid, and not what is left to the patient. */
import { readingsOf } from './row-cells.ts';
import type { RowCell } from './row-cells.ts';
import type { TableRecord } from './records.ts';
import type { MoneyColumn } from './solve/cells.ts';

/** After the columns with headings, before the codes of a row. */
export const SHARE_PLACE = 89 * 8;

/**
 * What the printed share leaves to the patient, as a column of coinsurance: what is covered less deductible and copayment, times
 * the rest of the share. Whether it is so shows when the row adds up with it.
 * @returns null when the form prints no share, or has a column for coinsurance.
 */
export function shareCell(record: TableRecord, cells: readonly RowCell[]): RowCell | null {
  const [token] = record.texts.get('percent') ?? [];
  const percent = token ? Number(/^(\d{1,3})(?:\.0+)?%?$/.exec(token.text)?.[1] ?? Number.NaN) : Number.NaN;
  const of = (column: MoneyColumn) => cells.find((cell) => cell.meanings[0] === column);
  const covered = of('allowed');
  if (!token || !covered || of('coinsurance') || Number.isNaN(percent) || percent > 100) return null;
  const first = (cell: RowCell | undefined) => (cell ? (readingsOf(cell)[0]?.cents ?? 0) : 0);
  const reading = readingsOf(covered)[0];
  if (!reading) return null;
  const base = reading.cents - first(of('deductible')) - first(of('copay'));
  const cents = Math.round((base * (100 - percent)) / 100);
  const spot = {
    page: record.page,
    box: token.box,
    source: covered.spots[0]!.source,
    readings: [{ ...reading, cents, score: Math.min(reading.score, token.confidence) }],
    hasInk: true,
  };
  return { place: SHARE_PLACE, meanings: ['coinsurance'], heading: 'share', spots: [spot] };
}
