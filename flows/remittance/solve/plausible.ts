import { MONEY_COLUMNS } from './cells.ts';
import type { MoneyColumn } from './cells.ts';

/** What an identity leads from and to. `sum`: patient responsibility as the sum of its parts. */
export type Pair = 'allowed' | 'benefit' | 'balance' | 'sum' | 'same' | 'net';

const ends: ReadonlySet<MoneyColumn> = new Set(['billed', 'allowed', 'paid']);
const everyReduction: readonly MoneyColumn[] = MONEY_COLUMNS.filter((column) => !ends.has(column));

/** Columns that may stand between the two ends. */
export const between: Readonly<Record<Pair, readonly MoneyColumn[]>> = {
  allowed: ['contractual', 'notCovered', 'adjustment', 'withhold', 'sequestration', 'otherInsurance'],
  benefit: everyReduction,
  balance: everyReduction,
  sum: ['deductible', 'coinsurance', 'copay', 'notCovered', 'adjustment', 'otherInsurance'],
  same: [],
  net: ['interest', 'otherInsurance', 'withhold', 'sequestration'],
};

const parts: readonly MoneyColumn[] = ['deductible', 'coinsurance', 'copay'];

/** How implausible it is that a column present on the form is taken in, or left out, per pair. */
const oddities: Readonly<Record<Pair, Partial<Record<MoneyColumn, readonly [taken: number, left: number]>>>> = {
  allowed: {
    contractual: [0, 2],
    notCovered: [0, 0.25],
    adjustment: [0, 1],
    withhold: [1, 0],
    sequestration: [1, 0],
    otherInsurance: [1, 0],
  },
  benefit: {
    contractual: [3, 0],
    notCovered: [0.5, 0],
    otherInsurance: [0, 1],
    withhold: [0, 1],
    sequestration: [0, 1],
    adjustment: [0.5, 0],
    interest: [2, 0],
  },
  balance: {
    contractual: [0, 3],
    notCovered: [0, 0.5],
    otherInsurance: [0, 1],
    withhold: [0, 1],
    sequestration: [0, 1],
    adjustment: [0, 1],
    interest: [2, 0],
  },
  sum: {
    deductible: [0, 2],
    coinsurance: [0, 2],
    copay: [0, 2],
    notCovered: [0.25, 0],
    adjustment: [1, 0],
    otherInsurance: [2, 0],
  },
  same: {},
  net: { interest: [0, 0], otherInsurance: [2, 0], withhold: [1, 0], sequestration: [1, 0] },
};

/**
 * How odd it would be for a form to add up this way; 0 is the textbook. Patient responsibility stands for deductible,
 * coinsurance and copay: both at once would take them twice, neither would leave them out.
 */
export function oddity(pair: Pair, taken: readonly MoneyColumn[], left: readonly MoneyColumn[]): number {
  const table = oddities[pair];
  const single =
    taken.reduce((sum, column) => sum + (table[column]?.[0] ?? 0), 0) +
    left.reduce((sum, column) => sum + (table[column]?.[1] ?? 0), 0);
  return pair === 'benefit' || pair === 'balance' ? single + patientShare(taken, left) : single;
}

function patientShare(taken: readonly MoneyColumn[], left: readonly MoneyColumn[]): number {
  const partsTaken = taken.filter((column) => parts.includes(column)).length;
  const partsLeft = left.filter((column) => parts.includes(column)).length;
  if (taken.includes('patientResponsibility')) return 3 * partsTaken;
  if (partsTaken > 0) return 2 * partsLeft;
  return left.includes('patientResponsibility') || partsLeft > 0 ? 3 : 0;
}
