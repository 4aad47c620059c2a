import { describe, expect, test } from 'vitest';
import type { MoneyColumn } from '../../../../flows/remittance/solve/cells.ts';
import { discoverIdentities } from '../../../../flows/remittance/solve/identities.ts';
import { assignMeanings } from '../../../../flows/remittance/solve/index.ts';
import { confusions, optionsOf } from '../../../../flows/remittance/solve/readings.ts';
import { read, row } from './tables.ts';

const found = (columns: readonly MoneyColumn[], lines: readonly (readonly number[])[]) => {
  const samples = lines.map((amounts) => ({
    cents: new Map(amounts.map((cents, place) => [place, cents])),
    score: 0.95,
  }));
  return discoverIdentities(samples, new Map(columns.map((column, place) => [place, column]))).map(
    ({ from, minus, equals, isStrong }) => ({ from, minus, equals, isStrong }),
  );
};

describe('how a table adds up', () => {
  test('billed less contractual is allowed; allowed less the patient share is paid', () => {
    const columns: MoneyColumn[] = ['billed', 'contractual', 'allowed', 'deductible', 'coinsurance', 'paid'];
    const lines = [
      [10_000, 4000, 6000, 1000, 1000, 4000],
      [8000, 3000, 5000, 0, 1000, 4000],
      [7350, 1350, 6000, 500, 0, 5500],
    ];
    expect(found(columns, lines)).toEqual([
      { from: 0, minus: [1], equals: 2, isStrong: true },
      { from: 2, minus: [3, 4], equals: 5, isStrong: true },
    ]);
  });

  test('patient responsibility as the sum of its parts is not taken off twice', () => {
    const columns: MoneyColumn[] = ['allowed', 'deductible', 'copay', 'paid', 'patientResponsibility'];
    const lines = [
      [6000, 1000, 500, 4500, 1500],
      [5000, 0, 1500, 3500, 1500],
      [7777, 777, 0, 7000, 777],
    ];
    expect(found(columns, lines)).toEqual([
      { from: 0, minus: [4], equals: 3, isStrong: true },
      { from: 4, minus: [1], equals: 2, isStrong: true },
    ]);
  });

  test('what is not covered may count as the patient share', () => {
    const columns: MoneyColumn[] = [
      'billed',
      'contractual',
      'notCovered',
      'coinsurance',
      'paid',
      'patientResponsibility',
    ];
    const lines = [
      [10_000, 3000, 1000, 600, 5400, 1600],
      [9000, 2000, 0, 700, 6300, 700],
      [5000, 1000, 4000, 0, 0, 4000],
      [4400, 400, 1000, 300, 2700, 1300],
    ];
    expect(found(columns, lines)).toContainEqual({ from: 0, minus: [1, 2, 3], equals: 4, isStrong: true });
    expect(found(columns, lines)).toContainEqual({ from: 5, minus: [2], equals: 3, isStrong: true });
  });

  test('one row proves nothing, but the textbook is kept for a total to agree with', () => {
    const columns: MoneyColumn[] = ['billed', 'contractual', 'allowed', 'paid'];
    expect(found(columns, [[10_000, 4000, 6000, 6000]])[0]).toEqual({
      from: 0,
      minus: [1],
      equals: 2,
      isStrong: false,
    });
  });

  test('rows that do not add up by any columns prove nothing', () => {
    const columns: MoneyColumn[] = ['billed', 'contractual', 'paid'];
    const lines = [1, 2, 3, 4, 5].map((at) => [10_000 * at, 4000 * at, 6000 * at - 117 * at * at]);
    expect(found(columns, lines)).toEqual([{ from: 0, minus: [1], equals: 2, isStrong: false }]);
  });
});

describe('what an unnamed column means', () => {
  const printed: MoneyColumn[] = ['billed', 'contractual', 'allowed', 'deductible', 'paid'];
  const rows = [
    [10_000, 4000, 6000, 1000, 5000],
    [8000, 3000, 5000, 1500, 3500],
    [7350, 1350, 6000, 500, 5500],
  ].map((amounts) => row(printed, amounts));

  test('is told by the only assignment that adds up', () => {
    const meanings = assignMeanings(
      rows,
      new Map<number, MoneyColumn[]>([
        [0, ['billed']],
        [1, ['contractual', 'paid', 'allowed']],
        [2, ['allowed', 'contractual']],
        [3, ['deductible']],
        [4, ['paid', 'patientResponsibility']],
      ]),
    );
    expect([...(meanings ?? [])].toSorted(([a], [b]) => a - b).map(([, column]) => column)).toEqual(printed);
  });

  test('is not guessed between two that serve equally', () => {
    const candidates = new Map<number, MoneyColumn[]>([
      [0, ['billed']],
      [1, ['contractual']],
      [2, ['allowed']],
      [3, ['coinsurance', 'copay']],
      [4, ['paid']],
    ]);
    expect(assignMeanings(rows, candidates)).toBeNull();
  });

  test('nor when nothing adds up', () => {
    const odd = [
      [10_000, 1234],
      [5000, 777],
    ].map((amounts) => row(['billed', 'paid'], amounts));
    expect(
      assignMeanings(
        odd,
        new Map([
          [0, ['billed']],
          [1, ['paid', 'allowed']],
        ]),
      ),
    ).toBeNull();
  });
});

describe('readings of one cell', () => {
  test('that agree are stronger, that disagree weaker', () => {
    const [alone] = optionsOf([read(100, 0.8)]);
    const [agreed] = optionsOf([read(100, 0.8), read(100, 0.8, 'second-pass')]);
    const [disputed] = optionsOf([read(100, 0.8), read(900, 0.7, 'second-pass')]);
    expect(agreed?.score).toBeGreaterThan(alone?.score ?? 1);
    expect(disputed?.score).toBeLessThan(0.5);
  });

  test.each([
    [1_234_500, 12_345, 'a lost decimal point'],
    [2345, 12_345, 'a lost first digit'],
    [12_340, 12_345, 'a lost last digit'],
    [1234, 12_345, 'a lost last digit, moved'],
    [12_345, 12_845, 'a look-alike'],
    [-500, 500, 'a sign'],
    [112_345, 12_345, 'a digit too many'],
  ])('%i may have been %i: %s', (seen, truth) => {
    expect(confusions(seen).has(truth)).toBe(true);
  });

  test('an unlike amount is no misreading', () => {
    expect(confusions(11_337).has(11_568)).toBe(false);
    expect(confusions(11_337).has(11_337)).toBe(false);
  });
});
