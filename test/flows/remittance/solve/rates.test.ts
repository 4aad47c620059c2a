import { expect, test, vi } from 'vitest';
import { solvePayment } from '../../../../flows/remittance/solve/index.ts';
import { layouts, type Plan, printed, seeded, type Sheet } from './pages.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Of all amounts of many payments: how many are certain, and how many of those are wrong. */
interface Count {
  rows: number;
  held: number;
  amounts: number;
  accepted: number;
  wrong: number;
}

function countOf(sheet: Sheet, count: Count): void {
  const solved = solvePayment(sheet.payment);
  for (const [at, claim] of solved.claims.entries()) {
    const truths = [...(sheet.lines[at] ?? []), sheet.totals[at] ?? []];
    for (const [index, row] of [...claim.lines, ...(claim.total ? [claim.total] : [])].entries()) {
      count.rows += 1;
      if (row.holds) count.held += 1;
      for (const [place, cell] of row.cells.entries()) {
        if (cell.isEmpty) continue;
        count.amounts += 1;
        if (cell.cents === null) continue;
        count.accepted += 1;
        if (cell.cents !== truths[index]?.[place]) count.wrong += 1;
      }
    }
  }
}

const pagesOf: readonly Pick<Plan, 'isPoor' | 'hasLooks'>[] = [{}, { isPoor: true }, { isPoor: true, hasLooks: true }];

const rates = [0, 0.005, 0.03, 0.2].flatMap((errorRate) =>
  [true, false].map((hasTotals) => ({ errorRate, hasTotals, least: leastAccepted(errorRate, hasTotals) })),
);

/** Shares accepted over good and poor pages together, a little below what is reached. */
function leastAccepted(errorRate: number, hasTotals: boolean): number {
  if (!hasTotals) return errorRate > 0.1 ? 0.1 : 0.4;
  return errorRate > 0.1 ? 0.45 : 0.93;
}

test.each(rates)(
  'at $errorRate misread amounts, totals $hasTotals, none is accepted wrong',
  ({ errorRate, hasTotals, least }) => {
    const count: Count = { rows: 0, held: 0, amounts: 0, accepted: 0, wrong: 0 };
    for (let seed = 1; seed <= 40; seed += 1)
      for (const kind of pagesOf) {
        const random = seeded(seed * 104_729 + Math.round(errorRate * 1000));
        const layout = layouts[seed % layouts.length] ?? [];
        const claims = 1 + Math.floor(random() * 12);
        countOf(printed({ random, layout, claims, maxLines: 5, hasTotals, errorRate, ...kind }), count);
      }
    const percent = (part: number, all: number) => `${((100 * part) / all).toFixed(1)} %`;
    console.log(
      `misread ${percent(errorRate, 1)}, totals ${hasTotals}: ${count.rows} rows, ${percent(count.held, count.rows)} add up; ` +
        `${count.amounts} amounts, ${percent(count.accepted, count.amounts)} certain, ${count.wrong} of them wrong`,
    );
    expect(count.wrong).toBe(0);
    expect(count.accepted / count.amounts).toBeGreaterThan(least);
  },
);

test('the work grows with the lines, not with their combinations', () => {
  const timeOf = (claims: number) => {
    const random = seeded(5);
    const layout = layouts[6] ?? [];
    const plan = { layout, maxLines: 9, hasTotals: true, errorRate: 0.1, isPoor: true, hasLooks: true };
    const sheet = printed({ random, claims, ...plan });
    const times = [1, 2, 3].map(() => {
      const before = process.cpuUsage();
      solvePayment(sheet.payment);
      return process.cpuUsage(before).user / 1000;
    });
    return Math.min(...times);
  };
  timeOf(20);
  const hundred = timeOf(100);
  expect(hundred, 'ms of processor time for about 500 lines').toBeLessThan(600);
  expect(timeOf(400)).toBeLessThan(8 * Math.max(hundred, 50));
});
