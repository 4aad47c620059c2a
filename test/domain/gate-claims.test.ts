import { describe, expect, test } from 'vitest';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import { GATE_DEFAULTS } from '../../domain/gate-context.ts';
import { cashOf, entriesOf } from '../../domain/posting.ts';
import type { Adjustment, RemittanceClaim } from '../../domain/remittance.ts';
import { aClaim } from '../builders/claims.ts';
import { claimCodes, planned, reversalOf } from '../builders/gate.ts';
import { anAnswer, aPayment } from '../builders/remittances.ts';

const CLAIM = aClaim();
const ANSWER = anAnswer(CLAIM);
const PAYMENT = aPayment([ANSWER]);
/** An answer whose only line has these adjustments, paid what they leave. */
function answered(adjustments: Adjustment[], change: Partial<RemittanceClaim> = {}): RemittanceClaim {
  const paidCents = 15000 - adjustments.reduce((sum, each) => sum + each.amountCents, 0);
  const { patientResponsibilityCents: _, ...answer } = ANSWER;
  return { ...answer, paidCents, lines: [{ ...ANSWER.lines[0]!, paidCents, adjustments }], ...change };
}
const co = (reason: string, amountCents: number): Adjustment => ({ group: 'CO', reason, amountCents });
const pr = (reason: string, amountCents: number): Adjustment => ({ group: 'PR', reason, amountCents });
const oa = (reason: string, amountCents: number): Adjustment => ({ group: 'OA', reason, amountCents });
const planOf = (claim: RemittanceClaim) => planned(aPayment([claim]), [CLAIM]);

describe('what holds a claim and leaves its cash unapplied', () => {
  const line = ANSWER.lines[0]!;
  const held: readonly [ExceptionCode, RemittanceClaim][] = [
    [
      'claim-not-found',
      anAnswer(
        aClaim({ patientControlNumber: 'ZZZ-9', memberId: 'QQ1', serviceFrom: '2025-01-01', serviceTo: '2025-01-01' }),
      ),
    ],
    ['patient-mismatch', { ...ANSWER, patient: { lastName: 'OSTRAND', firstName: 'WREN', memberId: 'X1' } }],
    ['claim-out-of-balance', { ...ANSWER, adjustments: [co('253', 100)] }],
    ['line-out-of-balance', { ...ANSWER, lines: [{ ...line, adjustments: [co('45', 4500)] }] }],
    [
      'charges-differ',
      { ...ANSWER, lines: [{ ...line, billedCents: 14000, adjustments: [co('45', 3500), pr('2', 2100)] }] },
    ],
    ['field-missing', { ...ANSWER, lines: [{ ...line, billedCents: null }] }],
    ['line-unmatched', { ...ANSWER, lines: [{ ...line, procedure: '11111', billedCents: 14000 }] }],
    ['line-units-differ', { ...ANSWER, lines: [{ ...line, units: 3 }] }],
    ['procedure-changed', { ...ANSWER, lines: [{ ...line, procedure: '99212', billedProcedure: '99213' }] }],
    ['claim-denied', answered([co('97', 15000)])],
    ['claim-denied', { ...ANSWER, statusCode: '4' }],
    ['claim-denied', answered([co('45', 4500), co('151', 500), pr('2', 2100)])],
    ['zero-paid-unexplained', answered([co('45', 15000)])],
    ['reduction-to-review', answered([co('45', 4500), co('104', 500)])],
    ['reduction-to-review', answered([co('45', 4500), oa('45', 500)])],
    ['adjustment-code-unknown', answered([co('45', 4500), co('999', 500)])],
    ['adjustment-code-unknown', answered([{ group: 'CR', reason: '45', amountCents: 500 }])],
    ['adjustment-unexplained', answered([{ group: null, reason: null, amountCents: 500 }])],
    ['payer-code-unmapped', answered([{ group: null, reason: null, amountCents: 500, printedCode: 'X12' }])],
    ['forwarded-or-predetermination', { ...ANSWER, statusCode: '25' }],
    ['pended-claim', { ...ANSWER, isPended: true }],
    ['claim-status-unknown', { ...ANSWER, statusCode: '77' }],
    ['reversal-no-original', reversalOf(ANSWER)],
    ['corrected-insured', { ...ANSWER, correctedMemberId: 'NPH0000001' }],
    ['crossover-before-primary', { ...ANSWER, statusCode: '2' }],
    ['payer-level-wrong', answered([oa('23', 5000)])],
  ];
  test.each(held)('%s', (code, claim) => {
    const other = aClaim({
      patientControlNumber: 'HFC-2',
      memberId: 'NPH2',
      serviceFrom: '2026-09-20',
      serviceTo: '2026-09-20',
      lines: [{ ...CLAIM.lines[0]!, serviceFrom: '2026-09-20', serviceTo: '2026-09-20' }],
    });
    const payment = aPayment([claim, anAnswer(other)]);
    const plan = planned(payment, [CLAIM, other]);
    expect(claimCodes(plan)).toContain(code);
    if (plan.disposition === 'review') return;
    const cash = claim.paidCents ?? 0;
    expect(plan.claims.map(({ disposition }) => disposition)).toEqual(['review', 'post']);
    expect(plan.claims[0]!.entries.map(({ kind, amountCents }) => [kind, amountCents])).toEqual(
      cash === 0 ? [] : [['unapplied', cash]],
    );
    expect(plan.unappliedCents).toBe(cash);
    expect(cashOf(entriesOf(plan))).toBe(payment.amountCents);
  });

  test('a doubt of the reader under any code holds the claim', () => {
    const claim = { ...ANSWER, exceptions: [{ code: 'something-new', detail: 'Printed total differs.' }] };
    expect(planOf(claim).claims[0]).toMatchObject({ disposition: 'review' });
  });

  test('a billed line without an answer is named', () => {
    const two = aClaim({ billedCents: 30000, lines: [CLAIM.lines[0]!, { ...CLAIM.lines[0]!, procedure: '93000' }] });
    const plan = planned(aPayment([ANSWER]), [two]);
    expect(plan.claims[0]!.exceptions).toMatchObject([
      { code: 'line-unanswered', detail: 'Line 2 of our claim has no answer.' },
    ]);
  });

  test('a claim split by the payer over two numbers posts when both answers are there', () => {
    const two = aClaim({ billedCents: 30000, lines: [CLAIM.lines[0]!, { ...CLAIM.lines[0]!, procedure: '93000' }] });
    const whole = anAnswer(two);
    const half = (place: number): RemittanceClaim => ({
      ...whole,
      billedCents: 15000,
      paidCents: 8400,
      patientResponsibilityCents: 2100,
      lines: [whole.lines[place]!],
      payerClaimControlNumber: `ICN7${place}`,
    });
    const plan = planned(aPayment([half(0), half(1)]), [two]);
    expect(plan.claims.map(({ disposition, remainingCents }) => [disposition, remainingCents])).toEqual([
      ['post', 15000],
      ['post', 0],
    ]);
  });

  test('another payer than billed', () => {
    const plan = planned(aPayment([ANSWER], { payer: { name: 'South Shore Mutual', id: 'SSM' } }), [CLAIM]);
    expect(claimCodes(plan)).toContain('payer-mismatch');
  });

  test('a write-off above the limit of the practice', () => {
    const settings = { ...GATE_DEFAULTS, writeOffLimitCents: 4499 };
    expect(claimCodes(planned(PAYMENT, [CLAIM], { settings }))).toEqual(['write-off-too-large']);
  });
});
