import { describe, expect, test } from 'vitest';
import type { Adjustment, RemittanceClaim } from '../../domain/remittance.ts';
import { aClaim } from '../builders/claims.ts';
import { claimCodes, codesOf, planned, postedFrom, reversalOf, sourcesOf } from '../builders/gate.ts';
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

describe('paper', () => {
  const document = (fields = sourcesOf(PAYMENT)) => ({
    kind: 'paper-eob' as const,
    sha256: 'p',
    exceptions: [],
    fields,
  });
  const doubtful = (pointer: string) =>
    document({ ...sourcesOf(PAYMENT), [pointer]: { confidence: 0.9, via: 'ocr', page: 1 } });

  test('posts when every field is certain', () => {
    expect(planned(PAYMENT, [CLAIM], { document: document() }).claims[0]!.disposition).toBe('post');
  });

  test.each([
    '/payments/0/claims/0/paidCents',
    '/payments/0/claims/0/lines/0/paidCents',
    '/payments/0/claims/0/lines/0/adjustments/0/amountCents',
    '/payments/0/claims/0/lines/0/adjustments/0/reason',
    '/payments/0/claims/0/payerClaimControlNumber',
  ])('a doubtful %s holds the claim', (pointer) => {
    const plan = planned(PAYMENT, [CLAIM], { document: doubtful(pointer) });
    expect(claimCodes(plan)).toEqual(['low-confidence']);
    expect(plan.unappliedCents).toBe(8400);
  });

  test.each([
    'patientControlNumber',
    'patient/lastName',
    'billedCents',
    'lines/0/billedCents',
    'lines/0/procedure',
    'serviceFrom',
  ])('a doubtful %s that says what our claim says is certain', (field) => {
    const plan = planned(PAYMENT, [CLAIM], { document: doubtful(`/payments/0/claims/0/${field}`) });
    expect(plan.claims[0]!.disposition).toBe('post');
  });

  test.each(['amountCents', 'number', 'date'])('a doubtful %s of the payment holds all of it', (field) => {
    expect(codesOf(planned(PAYMENT, [CLAIM], { document: doubtful(`/payments/0/${field}`) }))).toEqual([
      'low-confidence',
    ]);
  });

  describe('a payer that no register knows, read with doubt', () => {
    const doubt = { document: doubtful('/payments/0/payer/name') };

    test('is certain when all claims that it answers were billed to it', () => {
      expect(codesOf(planned(PAYMENT, [CLAIM], doubt))).toEqual([]);
    });

    test('holds the payment when one of them was billed to another', () => {
      const other = { ...CLAIM, payer: { name: 'LAKE BOROUGH MUTUAL', id: 'LBM01' } };
      expect(codesOf(planned(PAYMENT, [other], doubt))).toEqual(['low-confidence']);
    });

    test('holds a payment that answers none of our claims', () => {
      expect(codesOf(planned(PAYMENT, [], doubt))).toEqual(['low-confidence']);
    });
  });

  test('an amount without a source is not certain', () => {
    expect(codesOf(planned(PAYMENT, [CLAIM], { document: document({}) }))).toContain('low-confidence');
  });

  test('a pended claim has no amount yet and holds nothing but itself', () => {
    const pended = { ...ANSWER, patientControlNumber: 'HFC-7', paidCents: null, isPended: true, lines: [] };
    const plan = planned(aPayment([ANSWER, pended]), [CLAIM]);
    expect(plan.claims.map(({ disposition, exceptions }) => [disposition, exceptions.map(({ code }) => code)])).toEqual(
      [
        ['post', []],
        ['review', ['pended-claim']],
      ],
    );
  });

  test('an amount below zero without a status is a reversal', () => {
    const history = [postedFrom(PAYMENT, planned(PAYMENT, [CLAIM]).claims[0]!)];
    const payment = aPayment([
      { ...reversalOf(ANSWER), statusCode: null },
      { ...ANSWER, payerClaimControlNumber: 'ICN8' },
    ]);
    const plan = planned(payment, [CLAIM], { history });
    expect(plan.claims[0]).toMatchObject({ disposition: 'post', reverses: 'p-0' });
  });
});

describe('a release', () => {
  test('asks the gates of the claim only, and approvals let it post without writing off what was denied', () => {
    const answer = answered([co('45', 4500), co('151', 500), pr('2', 2000)]);
    const payment = aPayment([answer], { number: null });
    const plan = planned(payment, [CLAIM], { isRelease: true, approvals: [{ code: 'claim-denied', claim: 0 }] });
    expect(plan.claims[0]).toMatchObject({
      disposition: 'post',
      remainingCents: 500,
      denials: [{ amountCents: 500, reason: '151' }],
    });
    expect(plan.claims[0]!.entries.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
      ['payment', 8000],
      ['contractual', 4500],
      ['patient-responsibility', 2000],
    ]);
  });

  test('a whole denial writes nothing off, however it is approved', () => {
    const answer = answered([co('45', 5000), co('50', 10000)]);
    const plan = planned(aPayment([answer]), [CLAIM], { approvals: [{ code: 'claim-denied', claim: 0 }] });
    expect(plan.claims[0]).toMatchObject({ disposition: 'post', entries: [], remainingCents: 15000 });
  });

  test('what does not add up cannot be approved', () => {
    const answer = { ...ANSWER, paidCents: 8500 };
    const plan = planned(aPayment([answer]), [CLAIM], { approvals: [{ code: 'claim-out-of-balance', claim: 0 }] });
    expect(claimCodes(plan)).toContain('claim-out-of-balance');
  });
});
