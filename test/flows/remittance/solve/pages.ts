import type {
  AmountRow,
  Cell,
  ClaimRows,
  MoneyColumn,
  PaymentRows,
  Reading,
} from '../../../../flows/remittance/solve/cells.ts';

/** Invented payments whose every amount is known, printed in made-up layouts and misread at a given rate. */
export type Random = () => number;

/** Mulberry32. */
export const seeded = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

export const layouts: readonly (readonly MoneyColumn[])[] = [
  ['billed', 'allowed', 'deductible', 'coinsurance', 'adjustment', 'paid'],
  ['billed', 'allowed', 'contractual', 'deductible', 'copay', 'paid'],
  ['billed', 'contractual', 'notCovered', 'deductible', 'coinsurance', 'copay', 'paid'],
  [
    'billed',
    'notCovered',
    'contractual',
    'allowed',
    'deductible',
    'copay',
    'coinsurance',
    'patientResponsibility',
    'paid',
  ],
  ['billed', 'allowed', 'contractual', 'patientResponsibility', 'otherInsurance', 'paid'],
  ['billed', 'adjustment', 'adjustment', 'paid'],
  ['billed', 'allowed', 'contractual', 'deductible', 'coinsurance', 'sequestration', 'paid', 'patientResponsibility'],
  ['billed', 'contractual', 'patientResponsibility', 'withhold', 'paid'],
];

export interface Sheet {
  readonly payment: PaymentRows;
  /** What each cell of `payment` truly says, in the same order. */
  readonly lines: readonly (readonly (number | null)[])[][];
  readonly totals: readonly (readonly (number | null)[] | null)[];
  readonly amount: number;
}

export interface Plan {
  readonly random: Random;
  readonly layout: readonly MoneyColumn[];
  readonly claims: number;
  readonly maxLines: number;
  readonly hasTotals: boolean;
  /** Share of amounts that are misread. */
  readonly errorRate: number;
  /** Scores as on a poor page: right readings score low too. */
  readonly isPoor?: boolean;
  /** Cells get second looks, right or wrong. */
  readonly hasLooks?: boolean;
  readonly reversals?: number;
}

const share = (random: Random, cents: number, most: number) => Math.round(cents * random() * most);

/** A line by the rules of its layout: denied, paid in full, with deductible, with co-payment, reversed. */
function line(random: Random, layout: readonly MoneyColumn[], reversals: number): number[] {
  const has = (column: MoneyColumn) => layout.includes(column);
  const billed = random() < 0.3 ? 500 * Math.ceil(random() * 80) : Math.ceil(random() * 90_000);
  const isDenied = random() < 0.12;
  const take = (column: MoneyColumn, left: number, often: number, most: number) =>
    has(column) && random() < often ? share(random, left, most) : 0;
  const notCovered = isDenied && has('notCovered') ? billed : take('notCovered', billed, 0.15, 0.3);
  const reduction = isDenied
    ? billed - notCovered
    : take(has('contractual') ? 'contractual' : 'adjustment', billed - notCovered, 0.85, 0.6);
  const allowed = billed - notCovered - reduction;
  const deductible = take('deductible', allowed, 0.25, 1);
  const copay = take('copay', allowed - deductible, 0.3, 0.3);
  const coinsurance = take('coinsurance', allowed - deductible - copay, 0.5, 0.3);
  const hasParts = has('deductible') || has('copay') || has('coinsurance');
  const patient = hasParts ? deductible + copay + coinsurance : take('patientResponsibility', allowed, 0.7, 0.5);
  const other = take('otherInsurance', allowed - patient, 0.15, 0.5);
  const withhold = take('withhold', allowed - patient - other, 0.3, 0.1);
  const isTwice = layout.filter((column) => column === 'adjustment').length > 1;
  const second = isTwice ? take('adjustment', allowed - patient, 0.4, 0.4) : 0;
  const rest = allowed - patient - other - withhold - second;
  const sequestration = has('sequestration') ? Math.round(rest * 0.02) : 0;
  const sign = random() < reversals ? -1 : 1;
  const amounts: Record<MoneyColumn, number> = {
    billed,
    allowed,
    paid: rest - sequestration,
    contractual: reduction,
    notCovered,
    deductible,
    coinsurance,
    copay,
    otherInsurance: other,
    patientResponsibility: patient,
    withhold,
    sequestration,
    interest: 0,
    adjustment: reduction,
  };
  let adjustments = 0;
  return layout.map((column) => {
    const cents = column === 'adjustment' && (adjustments += 1) === 2 ? second : amounts[column];
    return cents === 0 ? 0 : sign * cents;
  });
}

const glyphs: Readonly<Record<string, string>> = {
  0: '86',
  1: '7',
  2: '7',
  3: '8',
  4: '9',
  5: '68',
  6: '58',
  7: '1',
  8: '306',
  9: '4',
};

/** One misreading: mostly a look-alike digit, else any digit, a lost digit, a lost point or a lost sign. */
export function misread(random: Random, cents: number): number {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const at = Math.floor(random() * digits.length);
  const kind = random();
  const alike = glyphs[digits[at] ?? '0'] ?? '0';
  const other = kind < 0.6 ? alike[Math.floor(random() * alike.length)] : String(Math.floor(random() * 10));
  const text =
    kind < 0.85
      ? digits.slice(0, at) + other + digits.slice(at + 1)
      : kind < 0.93
        ? digits.slice(0, at) + digits.slice(at + 1)
        : digits;
  const value = kind >= 0.97 ? -cents : kind >= 0.93 ? cents * 100 : Math.sign(cents || 1) * Number(text || '0');
  return value === cents ? cents + 100 : value;
}

function cellOf(plan: Plan, column: MoneyColumn, place: number, cents: number): Cell {
  const { random, errorRate, isPoor } = plan;
  if (cents === 0 && random() < 0.3) return { column, place, readings: [], hasInk: false };
  const isWrong = random() < errorRate;
  if (isWrong && random() < 0.15) return { column, place, readings: [], hasInk: true };
  const scoreOf = (isRight: boolean) => {
    if (isRight) return isPoor ? 0.6 + random() * 0.37 : 0.9 + random() * 0.1;
    return random() < 0.05 ? 0.9 + random() * 0.08 : 0.1 + random() * 0.8;
  };
  const readings: Reading[] = [
    { cents: isWrong ? misread(random, cents) : cents, score: scoreOf(!isWrong), via: 'ocr' },
  ];
  if (plan.hasLooks && (isWrong || random() < 0.1)) {
    for (let look = 0; look < 2; look += 1) {
      const isRight = random() < 0.55;
      readings.push({ cents: isRight ? cents : misread(random, cents), score: scoreOf(isRight), via: 'second-pass' });
    }
  }
  return { column, place, readings: readings.toSorted((a, b) => b.score - a.score), hasInk: true };
}

const rowOf = (plan: Plan, cents: readonly number[]): AmountRow => ({
  cells: plan.layout.map((column, place) => cellOf(plan, column, place, cents[place] ?? 0)),
});

const added = (rows: readonly (readonly number[])[], width: number): number[] =>
  Array.from({ length: width }, (_, place) => rows.reduce((sum, row) => sum + (row[place] ?? 0), 0));

/** @returns a payment with its truth. */
export function printed(plan: Plan): Sheet {
  const { random, layout } = plan;
  const claims = Array.from({ length: plan.claims }, () =>
    Array.from({ length: 1 + Math.floor(random() * plan.maxLines) }, () =>
      line(random, layout, plan.reversals ?? 0.03),
    ),
  );
  const sums = claims.map((lines) => added(lines, layout.length));
  const grand = added(sums, layout.length);
  const amount = grand[layout.indexOf('paid')] ?? 0;
  const rows = claims.map(
    (lines, at): ClaimRows => ({
      lines: lines.map((cents) => rowOf(plan, cents)),
      total: plan.hasTotals ? rowOf(plan, sums[at] ?? []) : null,
      table: 0,
    }),
  );
  const amountCell = cellOf(plan, 'paid', 0, amount);
  return {
    payment: {
      claims: rows,
      totals: plan.hasTotals ? [{ row: rowOf(plan, grand), table: 0 }] : [],
      amount: plan.hasTotals ? amountCell.readings : [],
      providerAdjustments: [],
    },
    lines: claims,
    totals: plan.hasTotals ? sums : sums.map(() => null),
    amount,
  };
}
