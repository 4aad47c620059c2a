/** Whose total a row is, told by what its columns come to rather than by its words. */
import type { FoundLine } from './found.ts';
import type { TableRecord } from './records.ts';

/** So many columns with amounts must agree, and all but one of those that both have. */
const ENOUGH = 2;

/** @returns whether the total's columns are the sums of these lines, as first read. */
export function sumsAgree(total: TableRecord, lines: readonly FoundLine[]): boolean {
  const { agreeing, apart } = compared(total, lines);
  return agreeing >= ENOUGH && apart <= 1;
}

/** @returns whether columns enough are the sums of these lines, whatever a scan has made of the others. */
export const sumsMeet = (total: TableRecord, lines: readonly FoundLine[]): boolean =>
  compared(total, lines).agreeing >= ENOUGH;

/** In how many columns the total is what the lines come to, nought not counted, and in how many it is not. */
function compared(total: TableRecord, lines: readonly FoundLine[]): { agreeing: number; apart: number } {
  let agreeing = 0;
  let apart = 0;
  for (const { place, token } of total.amounts) {
    if (!token || token.cents === null) continue;
    const cells = lines.map(
      (line) => line.record.amounts.find((amount) => amount.place === place)?.token?.cents ?? null,
    );
    if (cells.every((cents) => cents === null)) continue;
    const sum = cells.reduce<number>((all, cents) => all + (cents ?? 0), 0);
    if (sum !== token.cents) apart += 1;
    else if (sum !== 0) agreeing += 1;
  }
  return { agreeing, apart };
}
