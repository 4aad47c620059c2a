import { describe, expect, test } from 'vitest';
import { cashOf, entriesOf } from '../../domain/posting.ts';
import type { Adjustment, RemittanceClaim } from '../../domain/remittance.ts';
import { aClaim } from '../builders/claims.ts';
import { claimCodes, planned, postedFrom, reversalOf } from '../builders/gate.ts';
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

describe('what was posted before', () => {
  const before = planned(PAYMENT, [CLAIM]);
  const history = [postedFrom(PAYMENT, before.claims[0]!)];
  const later = (claims: RemittanceClaim[]) => aPayment(claims, { number: '700200', date: '2026-11-20' });

  test('the same answer in another payment is already posted, and would be too much', () => {
    const plan = planned(later([ANSWER]), [CLAIM], { history });
    expect(claimCodes(plan)).toEqual(['already-posted', 'overpost']);
  });

  test('another answer without a reversal would go below zero', () => {
    const plan = planned(
      later([{ ...answered([co('45', 4500), pr('2', 1000)]), payerClaimControlNumber: 'ICN8' }]),
      [CLAIM],
      { history },
    );
    expect(claimCodes(plan)).toEqual(['overpost']);
  });

  test('a reversal and its correction replace it, in whichever order they are printed', () => {
    const corrected = answered([co('45', 4500), pr('2', 500)], { payerClaimControlNumber: 'ICNHFC-1001-1' });
    for (const claims of [
      [reversalOf(ANSWER), corrected],
      [corrected, reversalOf(ANSWER)],
    ]) {
      const plan = planned(later(claims), [CLAIM], { history });
      expect(plan.claims.flatMap(({ exceptions }) => exceptions)).toEqual([]);
      const reversal = plan.claims.find(({ reverses }) => reverses === 'p-0')!;
      expect(reversal.entries.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
        ['take-back', -8400],
        ['contractual', -4500],
        ['patient-responsibility', -2100],
      ]);
      expect(cashOf(entriesOf(plan))).toBe(1600);
    }
  });

  test('a reversal that differs from its original by a cent, or in its groups, waits with the correction', () => {
    const reversal = reversalOf(ANSWER);
    const cent = {
      ...reversal,
      paidCents: -8399,
      lines: [{ ...reversal.lines[0]!, paidCents: -8399, adjustments: [co('45', -4501), pr('2', -2100)] }],
    };
    const group = { ...reversal, lines: [{ ...reversal.lines[0]!, adjustments: [co('45', -6600)] }] };
    const corrected = answered([co('45', 4500)], { payerClaimControlNumber: 'ICN8' });
    for (const wrong of [cent, group]) {
      const plan = planned(later([wrong, corrected]), [CLAIM], { history });
      expect(claimCodes(plan, 0)).toContain('reversal-no-original');
      expect(claimCodes(plan, 1)).toEqual(['overpost']);
      expect(plan.unappliedCents).toBe(
        plan.claims.flatMap(({ entries }) => entries).reduce((sum, each) => sum + each.amountCents, 0),
      );
    }
  });

  test('a reversal of what was reversed already finds no original', () => {
    const plan = planned(later([reversalOf(ANSWER), aPayment([ANSWER]).claims[0]!]), [CLAIM], {
      history: [{ ...history[0]!, isReversed: true }],
    });
    expect(claimCodes(plan)).toContain('reversal-no-original');
  });

  test('money taken back and denied at once says so', () => {
    const plan = planned(later([reversalOf(ANSWER), answered([co('97', 15000)])]), [CLAIM], { history });
    expect(plan.disposition).toBe('review');
    expect(claimCodes(plan, 1)).toEqual(['claim-denied', 'takeback-with-denial']);
  });

  test('a recovery that names the claim stands at payer level and points to its posting', () => {
    const answer = anAnswer(aClaim({ patientControlNumber: 'HFC-2', memberId: 'NPH2' }));
    const other = aClaim({ patientControlNumber: 'HFC-2', memberId: 'NPH2' });
    const payment = aPayment([answer], {
      providerAdjustments: [{ reason: 'WO', reference: 'ICNHFC-1001', amountCents: 8400 }],
    });
    const plan = planned(payment, [other], { history });
    expect(plan).toMatchObject({
      disposition: 'post',
      providerEntries: [{ kind: 'take-back', claimId: null, amountCents: -8400, recovers: 'p-0' }],
    });
  });

  describe('by another payer', () => {
    const primary = postedFrom(PAYMENT, before.claims[0]!, {
      payerKey: 'SOUTH SHORE MUTUAL',
      crossoverTo: 'NORTHERN PINES HEALTH',
    });
    const secondary = answered([oa('23', 12900), co('45', 100)], { statusCode: '2' });

    test('a secondary payer adds cash and patient share, and writes nothing off again', () => {
      const plan = planned(aPayment([secondary]), [CLAIM], { history: [primary] });
      expect(plan.claims[0]).toMatchObject({ disposition: 'post', level: 2, remainingCents: 0 });
      expect(plan.claims[0]!.entries.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
        ['payment', 2000],
        ['other-payer', 12900],
        ['other-payer', 100],
      ]);
    });

    test('one that pays more than the primary left goes below zero', () => {
      const plan = planned(aPayment([answered([oa('23', 12000)], { statusCode: '2' })]), [CLAIM], {
        history: [primary],
      });
      expect(claimCodes(plan)).toEqual(['overpost']);
    });

    test('a second primary is the wrong level', () => {
      expect(claimCodes(planned(PAYMENT, [CLAIM], { history: [primary] }))).toContain('payer-level-wrong');
    });
  });
});
