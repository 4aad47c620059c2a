import { describe, expect, test } from 'vitest';
import type { MoneyColumn, SolvedRow } from '../../../../flows/remittance/solve/cells.ts';
import { solvePayment } from '../../../../flows/remittance/solve/index.ts';
import { claim, payment, read, row } from './tables.ts';

const blues: readonly MoneyColumn[] = ['billed', 'allowed', 'contractual', 'deductible', 'coinsurance', 'paid'];
/** Lines that prove how the columns of `blues` add up. */
const proof = [
  [12_000, 8000, 4000, 1000, 1400, 5600],
  [25_050, 20_010, 5040, 0, 4002, 16_008],
  [9975, 7112, 2863, 500, 0, 6612],
  [18_000, 15_545, 2455, 0, 3109, 12_436],
] as const;

const cents = (solved: SolvedRow | null | undefined) => solved?.cells.map((cell) => cell.cents);

describe('errors that cancel', () => {
  test('billed and contractual misread alike is not certain at low scores', () => {
    const solved = solvePayment(
      payment([claim(blues, [...proof, [[[13_000, 0.7]], 8000, [[5000, 0.7]], 0, 0, 8000]])]),
    );
    const off = solved.claims[0]?.lines[4];
    expect(off?.cells[0]?.cents).toBeNull();
    expect(off?.cells[2]?.cents).toBeNull();
  });

  test('and is never certain against a claim total, at any score', () => {
    const solved = solvePayment(
      payment([
        claim(blues, [...proof, [13_000, 8000, 5000, 0, 0, 8000]], [77_025, 58_667, 18_358, 1500, 8511, 48_656]),
      ]),
    );
    const off = solved.claims[0]?.lines[4];
    expect(solved.claims[0]?.adds).toBe(false);
    expect([off?.cells[0]?.cents, off?.cells[2]?.cents]).toEqual([null, null]);
  });

  test('a table that repeats one line proves nothing by a single strange one', () => {
    const solved = solvePayment(payment([claim(blues, [[[[13_000, 0.6]], 8000, [[5000, 0.6]], 0, 0, 8000]])]));
    expect(cents(solved.claims[0]?.lines[0])?.slice(0, 3)).toEqual([null, null, null]);
  });
});

describe('amounts that no column explains', () => {
  test('a sequestration told in a sentence only stays unsolved and is named', () => {
    const seq: readonly MoneyColumn[] = ['billed', 'contractual', 'deductible', 'copay', 'paid'];
    const solved = solvePayment(
      payment([claim(seq, [[30_000, 14_576, 0, 3856, 11_337]], [30_000, 14_576, 0, 3856, 11_568])], {
        amount: [read(11_337)],
      }),
    );
    const line = solved.claims[0]?.lines[0];
    expect(line?.holds).toBe(false);
    expect(line?.differenceCents).toBe(231);
    expect(line?.cells[4]?.bestCents).toBe(11_337);
    expect(solved.claims[0]?.adds).toBe(false);
    expect(solved.adds).toBe(false);
    expect(solved.differenceCents).toBe(-231);
  });

  test('an unread payment is not filled from a total that counts before sequestration', () => {
    const seq: readonly MoneyColumn[] = ['billed', 'contractual', 'deductible', 'copay', 'paid'];
    const solved = solvePayment(
      payment([claim(seq, [[30_000, 14_576, 0, 3856, '?']], [30_000, 14_576, 0, 3856, 11_568])], {
        amount: [read(11_337)],
      }),
    );
    expect(solved.claims[0]?.lines[0]?.cells[4]?.cents).toBeNull();
  });

  test('sequestration on every line leaves every line open', () => {
    const lines = proof.map(([billed, allowed, contractual, deductible, coinsurance, paid]) => [
      billed,
      allowed,
      contractual,
      deductible,
      coinsurance,
      paid - Math.round(paid * 0.02),
    ]);
    const solved = solvePayment(payment([claim(blues, lines)]));
    expect(solved.claims[0]?.lines.map((line) => line.holds)).toEqual([false, false, false, false]);
    expect(solved.claims[0]?.lines.map((line) => line.differenceCents)).toEqual(
      proof.map(([, , , , , paid]) => Math.round(paid * 0.02)),
    );
  });

  test('one line of many with it is left open, the others hold', () => {
    const solved = solvePayment(payment([claim(blues, [...proof, [20_000, 15_000, 5000, 0, 0, 14_700]])]));
    expect(solved.claims[0]?.lines.map((line) => line.holds)).toEqual([true, true, true, true, false]);
    expect(solved.claims[0]?.lines[4]?.differenceCents).toBe(300);
  });
});

describe('what arithmetic may fill in', () => {
  test('an unread cell that line and claim total both name', () => {
    const solved = solvePayment(
      payment([
        claim(
          blues,
          [...proof.slice(0, 3), [18_000, 15_545, 2455, 0, 3109, '?']],
          [65_025, 50_667, 14_358, 1500, 8511, 40_656],
        ),
      ]),
    );
    const filled = solved.claims[0]?.lines[3]?.cells[5];
    expect(filled).toMatchObject({ cents: 12_436, via: 'arithmetic' });
    expect(filled?.vouchers.toSorted()).toEqual(['claim', 'line']);
  });

  test('not one that only its line names', () => {
    const solved = solvePayment(payment([claim(blues, [...proof, [18_000, 15_545, 2455, 0, 3109, '?']])]));
    expect(solved.claims[0]?.lines[4]?.cells[5]).toMatchObject({ cents: null, bestCents: null });
  });

  test('a look-alike digit when line and claim total both name the right one', () => {
    const solved = solvePayment(
      payment([
        claim(
          blues,
          [...proof.slice(0, 3), [[[13_000, 0.7]], 15_545, 2455, 0, 3109, 12_436]],
          [65_025, 50_667, 14_358, 1500, 8511, 40_656],
        ),
      ]),
    );
    expect(solved.claims[0]?.lines[3]?.cells[0]).toMatchObject({ cents: 18_000, via: 'arithmetic' });
  });

  test('never over a text layer', () => {
    const lines = [...proof.slice(0, 3), [13_000, 15_545, 2455, 0, 3109, 12_436]].map((amounts) =>
      row(blues, amounts, 'text-layer'),
    );
    const total = row(blues, [65_025, 50_667, 14_358, 1500, 8511, 40_656], 'text-layer');
    const solved = solvePayment(payment([{ lines, total, table: 0 }]));
    expect(solved.claims[0]?.lines[3]?.cells[0]).toMatchObject({ cents: null, bestCents: 13_000 });
  });

  test('an alternative reading that alone makes the line hold', () => {
    const doubtful = [
      [18_000, 0.55],
      [13_000, 0.6],
    ] as const;
    const solved = solvePayment(payment([claim(blues, [...proof, [doubtful, 15_545, 2455, 0, 3109, 12_436]])]));
    expect(solved.claims[0]?.lines[4]).toMatchObject({ holds: true });
    expect(solved.claims[0]?.lines[4]?.cells[0]?.bestCents).toBe(18_000);
  });

  test('two combinations that both hold are left open', () => {
    const solved = solvePayment(
      payment([
        claim(blues, [
          ...proof,
          [
            [
              [18_000, 0.6],
              [13_000, 0.6],
            ],
            10_545,
            [
              [7455, 0.6],
              [2455, 0.6],
            ],
            0,
            3109,
            7436,
          ],
        ]),
      ]),
    );
    expect(cents(solved.claims[0]?.lines[4])?.[0]).toBeNull();
    expect(cents(solved.claims[0]?.lines[4])?.[2]).toBeNull();
  });

  test('and the claim total chooses between them', () => {
    const either = [
      [
        [18_000, 0.6],
        [13_000, 0.6],
      ],
      10_545,
      [
        [7455, 0.6],
        [2455, 0.6],
      ],
      0,
      3109,
      7436,
    ] as const;
    const solved = solvePayment(
      payment([claim(blues, [...proof.slice(0, 3), either], [65_025, 45_667, 19_358, 1500, 8511, 35_656])]),
    );
    expect(cents(solved.claims[0]?.lines[3])).toEqual([18_000, 10_545, 7455, 0, 3109, 7436]);
  });
});

describe('small and odd tables', () => {
  test('a single line is certain only where a total agrees', () => {
    const amounts = [12_000, 8000, 4000, 1000, 1400, 5600];
    const alone = solvePayment(payment([claim(blues, [amounts])]));
    expect(cents(alone.claims[0]?.lines[0])?.every((one) => one === null)).toBe(true);
    expect(alone.claims[0]?.lines[0]?.holds).toBe(true);
    const paid = solvePayment(payment([claim(blues, [amounts], amounts)], { amount: [read(5600)] }));
    expect(cents(paid.claims[0]?.lines[0])).toEqual(amounts);
    expect(paid).toMatchObject({ adds: true, differenceCents: 0, amount: { cents: 5600, vouchers: ['payment'] } });
  });

  test('reversals keep their sign', () => {
    const solved = solvePayment(
      payment([claim(blues, proof), claim(blues, [proof[0].map((one) => 0 - one)])], { amount: [read(35_056)] }),
    );
    expect(cents(solved.claims[1]?.lines[0])).toEqual([-12_000, -8000, -4000, -1000, -1400, -5600]);
    expect(solved.adds).toBe(true);
  });

  test('an empty cell counts as nothing and stays null', () => {
    const solved = solvePayment(payment([claim(blues, [...proof, [20_000, 15_000, 5000, '', '', 15_000]])]));
    expect(solved.claims[0]?.lines[4]).toMatchObject({ holds: true });
    expect(solved.claims[0]?.lines[4]?.cells[3]).toMatchObject({ cents: null, isEmpty: true, bestCents: null });
  });

  test('zero paid adds up to a zero payment', () => {
    const denied = [10_000, 0, 10_000, 0, 0, 0];
    const solved = solvePayment(payment([claim(blues, [denied], denied)], { amount: [read(0)] }));
    expect(solved).toMatchObject({ adds: true, differenceCents: 0 });
    expect(cents(solved.claims[0]?.lines[0])).toEqual(denied);
  });

  test('provider adjustments are subtracted', () => {
    const more = { amount: [read(38_656)], providerAdjustments: [[read(2000)]] };
    const solved = solvePayment(payment([claim(blues, proof, [65_025, 50_667, 14_358, 1500, 8511, 40_656])], more));
    expect(solved.adds).toBe(true);
    expect(solved.providerAdjustments[0]?.cents).toBe(2000);
  });

  test('a payment that is off says by how much', () => {
    const solved = solvePayment(payment([claim(blues, proof)], { amount: [read(40_000)] }));
    expect(solved).toMatchObject({ adds: false, differenceCents: -656 });
    expect(solved.amount.cents).toBeNull();
  });

  test('a document without anything to add up is never certain', () => {
    const solved = solvePayment(
      payment([
        claim(
          ['billed', 'paid'],
          [
            [10_000, 4000],
            [20_000, 3000],
          ],
        ),
      ]),
    );
    expect(solved.claims[0]?.lines.flatMap((line) => line.cells.map((one) => one.cents))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(solved.claims[0]?.lines[0]).toMatchObject({ holds: false, differenceCents: null });
  });

  test('no claims at all', () => {
    expect(solvePayment(payment([]))).toMatchObject({ claims: [], adds: false, differenceCents: null });
  });
});
