import { describe, expect, test } from 'vitest';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import { GATE_DEFAULTS, type KnownPayment } from '../../domain/gate-context.ts';
import { paymentIdentity } from '../../domain/payment-identity.ts';
import { cashOf, entriesOf } from '../../domain/posting.ts';
import type { Adjustment, RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';
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
const oa = (reason: string, amountCents: number): Adjustment => ({ group: 'OA', reason, amountCents });
const planOf = (claim: RemittanceClaim) => planned(aPayment([claim]), [CLAIM]);

describe('a payment in order', () => {
  test('posts its cash, the contract part and the patient part, line by line, and leaves nothing owed', () => {
    const plan = planned(PAYMENT, [CLAIM]);
    expect(plan).toMatchObject({ disposition: 'post', exceptions: [], unappliedCents: 0, providerEntries: [] });
    expect(plan.claims[0]).toMatchObject({
      disposition: 'post',
      claimId: 'c1',
      remainingCents: 0,
      level: 1,
      denials: [],
    });
    expect(
      plan.claims[0]!.entries.map(({ kind, lineNumber, group, reason, amountCents }) => [
        kind,
        lineNumber,
        group,
        reason,
        amountCents,
      ]),
    ).toEqual([
      ['payment', 1, null, null, 8400],
      ['contractual', 1, 'CO', '45', 4500],
      ['patient-responsibility', 1, 'PR', '2', 2100],
    ]);
  });

  test('a cut at claim level is taken from the claim, so that its lines and its cash both tie', () => {
    const claim = { ...ANSWER, paidCents: 8232, adjustments: [co('253', 168)] };
    const plan = planOf(claim);
    expect(plan.disposition).toBe('post');
    expect(plan.claims[0]!.entries.filter(({ lineNumber }) => lineNumber === null)).toMatchObject([
      { kind: 'payment', amountCents: -168 },
      { kind: 'contractual', reason: '253', amountCents: 168 },
    ]);
    expect(cashOf(entriesOf(plan))).toBe(8232);
  });

  test('interest goes to its claim when the claims state it, else to the payer', () => {
    const stated = aPayment([{ ...ANSWER, interestCents: 67 }], {
      providerAdjustments: [{ reason: 'L6', amountCents: -67 }],
    });
    expect(planned(stated, [CLAIM]).providerEntries).toMatchObject([
      { kind: 'interest', claimId: 'c1', amountCents: 67 },
    ]);
    const bare = aPayment([ANSWER], { providerAdjustments: [{ reason: 'L6', amountCents: -67 }] });
    expect(planned(bare, [CLAIM]).providerEntries).toMatchObject([
      { kind: 'interest', claimId: null, amountCents: 67 },
    ]);
  });

  test('a patient share stated by another rule is a note, not a reason to wait', () => {
    const plan = planOf({ ...ANSWER, patientResponsibilityCents: 2000 });
    expect(plan.claims[0]).toMatchObject({
      disposition: 'post',
      notes: [{ code: 'patient-responsibility-differs', differenceCents: -100 }],
    });
  });
});

describe('what holds a payment', () => {
  const known = (change: Partial<KnownPayment> = {}): KnownPayment => ({
    id: 'k1',
    kind: 'era-835',
    sha256: 'b'.repeat(64),
    place: 0,
    payerKey: 'NORTHERN PINES HEALTH',
    number: '700100',
    amountCents: 8400,
    date: '2026-11-16',
    identity: paymentIdentity(PAYMENT, [])!,
    ...change,
  });
  const held: readonly [ExceptionCode, RemittancePayment, Parameters<typeof planned>[2]?][] = [
    ['payment-unidentified', aPayment([ANSWER], { number: null })],
    ['payment-unidentified', aPayment([ANSWER], { payer: { name: null, id: null } })],
    ['payment-out-of-balance', aPayment([ANSWER], { amountCents: 8401 })],
    ['field-missing', aPayment([ANSWER], { amountCents: null })],
    ['field-missing', aPayment([{ ...ANSWER, paidCents: null }])],
    ['negative-payment', aPayment([ANSWER], { providerAdjustments: [{ reason: 'FB', amountCents: 9000 }] })],
    ['provider-adjustment-unknown', aPayment([ANSWER], { providerAdjustments: [{ reason: 'QQ', amountCents: 100 }] })],
    [
      'provider-adjustment-unmatched',
      aPayment([ANSWER], { providerAdjustments: [{ reason: 'WO', reference: 'ICN999', amountCents: 100 }] }),
    ],
    [
      'interest-mismatch',
      aPayment([{ ...ANSWER, interestCents: 68 }], { providerAdjustments: [{ reason: 'L6', amountCents: -67 }] }),
    ],
    ['duplicate-payment', PAYMENT, { known: [known()] }],
    ['duplicate-payment', aPayment([ANSWER], { number: '0000700100', date: '2026-11-18' }), { known: [known()] }],
    [
      'twin-payment',
      aPayment([ANSWER], { number: 'EFT 700100', date: '2026-11-18' }),
      { known: [known({ kind: 'paper-eob' })] },
    ],
    ['payment-number-reused', PAYMENT, { known: [known({ amountCents: 9000, identity: 'x' })] }],
    ['duplicate-file', PAYMENT, { known: [known({ sha256: 'a'.repeat(64), number: '1', identity: 'x' })] }],
    ['deposit-mismatch', PAYMENT, { deposits: [{ number: '700100', amountCents: 8399, date: '2026-11-17' }] }],
    ['deposit-mismatch', PAYMENT, { deposits: [], settings: { ...GATE_DEFAULTS, isDepositRequired: true } }],
    ['payee-mismatch', PAYMENT, { settings: { ...GATE_DEFAULTS, payee: { npis: ['1111111112'], tins: [] } } }],
    ['page-missing', aPayment([ANSWER], { exceptions: [{ code: 'page-missing', detail: 'Page 2 of 3.' }] })],
    ['not-a-remittance', PAYMENT, { document: { kind: 'not-a-remittance', sha256: 'c', exceptions: [], fields: {} } }],
  ];
  test.each(held)('%s', (code, payment, context) => {
    const plan = planned(payment, [CLAIM], context);
    expect(codesOf(plan)).toContain(code);
    expect(plan.disposition).toBe('review');
    expect(entriesOf(plan)).toEqual([]);
    expect(plan.claims.map(({ disposition, denials }) => [disposition, denials])).toEqual(
      plan.claims.map(() => ['review', []]),
    );
  });

  test('the same number of another payer is another payment', () => {
    expect(
      planned(PAYMENT, [CLAIM], { known: [known({ payerKey: 'SOUTH SHORE MUTUAL', identity: 'x' })] }).disposition,
    ).toBe('post');
  });

  test('a deposit without a number fits by amount and time', () => {
    const settings = { ...GATE_DEFAULTS, isDepositRequired: true };
    const deposits = [{ number: null, amountCents: 8400, date: '2026-11-18' }];
    expect(planned(PAYMENT, [CLAIM], { deposits, settings }).disposition).toBe('post');
  });

  test('a person may let a second payment through, under a key of its own, but not one that does not add up', () => {
    const approvals = [
      { code: 'duplicate-payment', claim: null },
      { code: 'payment-out-of-balance', claim: null },
    ] as const;
    const plan = planned(PAYMENT, [CLAIM], { known: [known()], approvals });
    expect(plan.disposition).toBe('post');
    expect(plan.identity).not.toBe(paymentIdentity(PAYMENT, []));
    expect(codesOf(planned(aPayment([ANSWER], { amountCents: 8401 }), [CLAIM], { approvals }))).toEqual([
      'payment-out-of-balance',
    ]);
  });
});

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

  test('an amount without a source is not certain', () => {
    expect(codesOf(planned(PAYMENT, [CLAIM], { document: document({}) }))).toContain('low-confidence');
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
