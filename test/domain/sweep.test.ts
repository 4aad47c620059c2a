import { describe, expect, test } from 'vitest';
import { CLAIM_STATES } from '../../domain/claim-status.ts';
import { addDays } from '../../domain/dates.ts';
import { planSweep, SWEEP_DEFAULTS, type SweepClaim, type SweepOptions, type SweepPlan } from '../../domain/sweep.ts';
import { seeded } from '../builders/random.ts';

const TODAY = '2026-11-23';
const OPTIONS: SweepOptions = { ...SWEEP_DEFAULTS, today: TODAY };

/** An open claim of 45 days, sent 40 days ago, never asked about. */
const aClaim = (change: Partial<SweepClaim> = {}): SweepClaim => ({
  id: 'c1',
  payer: 'NPH01',
  patientControlNumber: 'HFC-1',
  serviceFrom: addDays(TODAY, -45),
  serviceTo: addDays(TODAY, -45),
  submittedOn: addDays(TODAY, -40),
  billedCents: 15000,
  state: null,
  lastAskedOn: null,
  isClosed: false,
  ...change,
});
const ago = (days: number): string => addDays(TODAY, -days);
const plan = (...changes: Partial<SweepClaim>[]): SweepPlan => planSweep(changes.map(aClaim), OPTIONS);

test('a claim that was never asked about is asked, with bucket, deadline and reason', () => {
  expect(plan({})).toEqual({
    ask: [{ claim: aClaim(), bucket: '31-60', deadline: addDays(ago(45), 365), reason: 'never asked; bucket 31-60' }],
    skip: [],
  });
});

describe('the first week after submission', () => {
  test.each([
    [6, 'skip', 'submitted 6 days ago; not asked before 7 days after that'],
    [0, 'skip', 'submitted today; not asked before 7 days after that'],
    [7, 'ask', 'never asked; bucket 31-60'],
  ] as const)('sent %i days ago: %s', (days, where, reason) => {
    expect(plan({ submittedOn: ago(days) })[where]).toMatchObject([{ reason }]);
  });

  test('is kept even after an answer, and says when it ends', () => {
    expect(plan({ submittedOn: ago(2), lastAskedOn: ago(1), state: 'PAYER_DOWN' }).skip).toMatchObject([
      { askOn: addDays(TODAY, 5) },
    ]);
  });

  test('counts from the service where the submission is not known', () => {
    expect(plan({ submittedOn: null, serviceFrom: ago(3), serviceTo: ago(3) }).skip).toMatchObject([
      { reason: 'service was 3 days ago; not asked before 7 days after that' },
    ]);
  });
});

describe('cadence', () => {
  test.each([
    [20, 9, 'skip', 'asked 9 days ago; bucket 0-30 is asked every 10 days'],
    [20, 10, 'ask', 'asked 10 days ago; bucket 0-30 is asked every 10 days'],
    [45, 3, 'skip', 'asked 3 days ago; bucket 31-60 is asked every 7 days'],
    [45, 7, 'ask', 'asked 7 days ago; bucket 31-60 is asked every 7 days'],
    [75, 4, 'skip', 'asked 4 days ago; bucket 61-90 is asked every 5 days'],
    [100, 3, 'ask', 'asked 3 days ago; bucket 91-120 is asked every 3 days'],
    [300, 1, 'skip', 'asked 1 day ago; bucket 120+ is asked every 3 days'],
    [300, 0, 'skip', 'asked today; bucket 120+ is asked every 3 days'],
  ] as const)('a claim of %i days, asked %i days ago: %s', (age, asked, where, reason) => {
    const result = plan({
      serviceFrom: ago(age),
      submittedOn: ago(Math.max(age - 2, 11)),
      state: 'IN_PROCESS',
      lastAskedOn: ago(asked),
    });
    expect(result[where]).toMatchObject([{ reason }]);
  });

  test('a claim that was only received is looked at again after four days, whatever its bucket', () => {
    const received = { state: 'RECEIVED', serviceFrom: ago(20) } as const;
    expect(plan({ ...received, lastAskedOn: ago(3) }).skip).toMatchObject([{ askOn: addDays(TODAY, 1) }]);
    expect(plan({ ...received, lastAskedOn: ago(4) }).ask).toMatchObject([
      { reason: 'asked 4 days ago; a claim that was only received is asked every 4 days' },
    ]);
  });

  test("a claim under the payer's review has the longer cadence", () => {
    expect(plan({ state: 'PENDED_REVIEW', lastAskedOn: ago(13) }).skip).toMatchObject([
      { reason: "asked 13 days ago; a claim under the payer's review is asked every 14 days" },
    ]);
    expect(plan({ state: 'PENDED_REVIEW', lastAskedOn: ago(14) }).ask).toHaveLength(1);
  });

  test("a visit while the payer's system was down was no check", () => {
    expect(plan({ state: 'PAYER_DOWN', lastAskedOn: TODAY }).ask).toMatchObject([
      { reason: "the payer's system was down when asked today" },
    ]);
  });
});

test.each(['FINAL_PAID', 'FINAL_DENIED', 'FINAL_REVISED', 'FINAL_ZERO_PAY', 'CANCELLED', 'REJECTED'] as const)(
  '%s is never asked again',
  (state) => {
    expect(plan({ state, lastAskedOn: ago(90) })).toMatchObject({ ask: [], skip: [{ askOn: null }] });
  },
);

test('finalized without a word of payment is asked on, for the payment cycle may be to come', () => {
  expect(plan({ state: 'FINAL_UNSPECIFIED', lastAskedOn: ago(7) }).ask).toHaveLength(1);
});

test('a closed claim is skipped whatever its state', () => {
  for (const state of [...CLAIM_STATES, null])
    expect(plan({ isClosed: true, state }).skip).toMatchObject([{ reason: 'closed', askOn: null }]);
});

test('the earliest deadline comes first, then the highest amount, then the id; no deadline comes last', () => {
  const order = plan(
    { id: 'no date', serviceFrom: null, serviceTo: null, submittedOn: null, billedCents: 9_999_900 },
    { id: 'b small', billedCents: 100 },
    { id: 'late', serviceFrom: ago(20), submittedOn: ago(18), billedCents: 9_999_900 },
    { id: 'a small', billedCents: 100 },
    { id: 'large', billedCents: 20000 },
    { id: 'overdue', serviceFrom: ago(400), billedCents: 1 },
  ).ask.map(({ claim }) => claim.id);
  expect(order).toEqual(['overdue', 'large', 'a small', 'b small', 'late', 'no date']);
});

test('a payer with a limit of its own has its own deadline', () => {
  const options = { ...OPTIONS, timelyFilingDays: { default: 365, byPayer: { SHORT: 90 } } };
  const { ask } = planSweep(
    [aClaim({ id: 'long' }), aClaim({ id: 'short', payer: 'SHORT' }), aClaim({ id: 'odd', payer: 'constructor' })],
    options,
  );
  expect(ask.map(({ claim, deadline }) => [claim.id, deadline])).toEqual([
    ['short', addDays(ago(45), 90)],
    ['long', addDays(ago(45), 365)],
    ['odd', addDays(ago(45), 365)],
  ]);
});

test('the plan is the same whatever the order of the claims, takes each once, and leaves its input alone', () => {
  const claims = someClaims(2000);
  const before = structuredClone(claims);
  const first = planSweep(claims, OPTIONS);
  expect(planSweep(claims.toReversed(), OPTIONS)).toEqual(first);
  expect(claims).toEqual(before);
  const ids = [...first.ask, ...first.skip].map(({ claim }) => claim.id);
  expect(new Set(ids).size).toBe(2000);
  expect(ids).toHaveLength(2000);
});

test('no claim is ever asked within a week of its submission, nor before an answer runs out', () => {
  const asked = planSweep(someClaims(5000), OPTIONS).ask.map(({ claim }) => claim);
  expect(asked.filter(({ submittedOn }) => submittedOn !== null && submittedOn > ago(7))).toEqual([]);
  expect(
    asked.filter(({ lastAskedOn, state }) => lastAskedOn !== null && state !== 'PAYER_DOWN' && lastAskedOn > ago(3)),
  ).toEqual([]);
  expect(asked.filter(({ isClosed }) => isClosed)).toEqual([]);
});

test('100,000 claims are planned in a few seconds of processor time: it grows with n log n', () => {
  const claims = someClaims(100_000);
  const started = process.cpuUsage();
  const result = planSweep(claims, OPTIONS);
  expect(process.cpuUsage(started).user / 1e6).toBeLessThan(5);
  expect(result.ask.length + result.skip.length).toBe(100_000);
});

function someClaims(count: number): SweepClaim[] {
  const random = seeded(42);
  return Array.from({ length: count }, (_, index) => {
    const age = Math.floor(random() * 400);
    const day = ago(age);
    return aClaim({
      id: `c${index}`,
      serviceFrom: random() < 0.05 ? null : day,
      serviceTo: day,
      submittedOn: random() < 0.1 ? null : addDays(day, Math.floor(random() * 10)),
      billedCents: Math.floor(random() * 1_000_000),
      state: random() < 0.3 ? null : (CLAIM_STATES[Math.floor(random() * CLAIM_STATES.length)] ?? null),
      lastAskedOn: random() < 0.5 ? null : ago(Math.floor(random() * 30)),
      isClosed: random() < 0.1,
    });
  });
}
