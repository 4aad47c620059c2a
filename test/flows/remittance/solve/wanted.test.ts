import { describe, expect, test } from 'vitest';
import type { MoneyColumn, SolvedCell } from '../../../../flows/remittance/solve/cells.ts';
import { calibrate } from '../../../../flows/remittance/solve/confidence.ts';
import { confidenceOf, solvePayment, wantedLooks } from '../../../../flows/remittance/solve/index.ts';
import { claim, payment, read } from './tables.ts';

const columns: readonly MoneyColumn[] = ['billed', 'contractual', 'copay', 'paid'];
const lines = [
  [12_000, 4000, 1400, 6600],
  [25_050, 5040, 4002, 16_008],
  [9975, 2863, 500, 6612],
] as const;

describe('second looks', () => {
  test('a clean payment needs none', () => {
    const clean = payment([claim(columns, lines, [47_025, 11_903, 5902, 29_220])], { amount: [read(29_220)] });
    expect(wantedLooks(clean, solvePayment(clean))).toEqual([]);
  });

  test('a line that does not add up is looked at, and the ink that gave no amount', () => {
    const off = payment([claim(columns, [...lines, [18_000, 2455, 3109, 12_536], [18_000, '?', 3109, 12_436]])]);
    expect(wantedLooks(off, solvePayment(off))).toEqual([
      ...[0, 1, 2, 3].map((cell) => ({ kind: 'line', claim: 0, row: 3, cell })),
      { kind: 'line', claim: 0, row: 4, cell: 0 },
      ...[1, 2, 3].map((cell) => ({ kind: 'line', claim: 0, row: 4, cell })),
    ]);
  });

  test('a payment that is off is looked at', () => {
    const off = payment([claim(columns, lines, [47_025, 11_903, 5902, 29_220])], {
      amount: [read(29_920)],
      providerAdjustments: [[]],
    });
    expect(wantedLooks(off, solvePayment(off))).toEqual([{ kind: 'amount' }, { kind: 'provider-adjustment', row: 0 }]);
  });

  test('what a second look finds settles the line', () => {
    const seen = payment([
      claim(columns, [
        ...lines,
        [
          18_000,
          2455,
          3109,
          [
            [12_536, 0.7],
            [12_436, 0.8],
          ],
        ],
      ]),
    ]);
    expect(solvePayment(seen).claims[0]?.lines[3]).toMatchObject({ holds: true, differenceCents: 0 });
  });
});

describe('confidence', () => {
  const certain: SolvedCell = {
    cents: 1,
    bestCents: 1,
    isEmpty: false,
    via: 'ocr',
    vouchers: ['line', 'claim'],
    score: 0.9,
  };
  const clear = { source: 'ocr', headerMatch: 1, geometry: 1 } as const;

  test('0.99 only for amounts that identities vouch for, under a clear heading', () => {
    expect(confidenceOf(certain, clear)).toBeGreaterThanOrEqual(0.99);
    expect(confidenceOf({ ...certain, cents: null, vouchers: [], score: 1 }, clear)).toBeLessThan(0.99);
    expect(confidenceOf(certain, { ...clear, headerMatch: 0.2 })).toBeLessThan(0.99);
  });

  test('a table is fitted from what was right', () => {
    const observations = Array.from({ length: 199 }, (_, at) => ({ cell: certain, context: clear, isRight: at > 0 }));
    expect(calibrate(observations)).toEqual({ 'certain/2': 0.99 });
  });
});
