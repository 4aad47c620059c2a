import { describe, expect, test } from 'vitest';
import type { ExceptionCode } from '../../domain/exceptions.ts';
import { GATE_DEFAULTS, type KnownPayment } from '../../domain/gate-context.ts';
import { paymentIdentity } from '../../domain/payment-identity.ts';
import { cashOf, entriesOf } from '../../domain/posting.ts';
import type { Adjustment, RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';
import { aClaim } from '../builders/claims.ts';
import { codesOf, planned } from '../builders/gate.ts';
import { anAnswer, aPayment } from '../builders/remittances.ts';

const CLAIM = aClaim();
const ANSWER = anAnswer(CLAIM);
const PAYMENT = aPayment([ANSWER]);
const co = (reason: string, amountCents: number): Adjustment => ({ group: 'CO', reason, amountCents });
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
