import type { SolvedCell } from './cells.ts';
import { confidenceTable } from './confidence-table.ts';

/** What the reader knows about a cell beyond its amount. */
export interface ConfidenceContext {
  readonly source: 'text-layer' | 'ocr';
  /** 0 to 1: how well the header's words say what the column means; 1 also when arithmetic proved it. */
  readonly headerMatch: number;
  /** 0 to 1: how clearly the cell lies in its row and column. */
  readonly geometry: number;
}

/** One amount of which the truth is known, for fitting the table. */
export interface Observation {
  readonly cell: SolvedCell;
  readonly context: ConfidenceContext;
  readonly isRight: boolean;
}

/** Below this, an amount may stand under the wrong heading: never 0.99. */
const clearEnough = 0.5;
const unclearCap = 0.98;

/** @returns 0 to 1: of the amounts given 0.99, 99 in 100 are right. */
export function confidenceOf(cell: SolvedCell, context: ConfidenceContext): number {
  const likely = confidenceTable[featuresOf(cell, context)] ?? 0;
  const isClear = context.headerMatch >= clearEnough && context.geometry >= clearEnough;
  return isClear ? likely : Math.min(likely, unclearCap);
}

/** @returns the row of the table that an amount belongs to. */
export function featuresOf(cell: SolvedCell, context: ConfidenceContext): string {
  const vouchers = Math.min(3, cell.vouchers.length);
  if (cell.isEmpty) return 'empty';
  if (cell.cents !== null) return `${cell.via === 'arithmetic' ? 'certain-derived' : 'certain'}/${vouchers}`;
  if (cell.bestCents === null) return 'open/none';
  if (cell.via === 'arithmetic') return 'open/derived';
  if (vouchers > 0) return 'open/vouched';
  if (context.source === 'text-layer') return 'open/text-layer';
  return cell.score >= 0.9 ? 'open/good' : cell.score >= 0.7 ? 'open/fair' : 'open/poor';
}

/** Few observations must not claim much: each row starts with this many wrong ones. */
const priorWrong = 1;

/** @returns a table of shares right per row of features, each pulled down by one wrong amount more than was seen. */
export function calibrate(observations: readonly Observation[]): Readonly<Record<string, number>> {
  const counts = new Map<string, { right: number; all: number }>();
  for (const { cell, context, isRight } of observations) {
    const key = featuresOf(cell, context);
    const count = counts.get(key) ?? { right: 0, all: 0 };
    counts.set(key, { right: count.right + (isRight ? 1 : 0), all: count.all + 1 });
  }
  const shares = [...counts].map(([key, { right, all }]) => [key, right / (all + priorWrong)] as const);
  return Object.fromEntries(shares.toSorted(([a], [b]) => a.localeCompare(b)));
}
