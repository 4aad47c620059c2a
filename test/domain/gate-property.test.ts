import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../domain/denial.ts';
import { planPayment } from '../../domain/gate.ts';
import { cashOf, entriesOf, type PaymentPlan, type PostedClaim } from '../../domain/posting.ts';
import type { Adjustment, RemittanceClaim, RemittancePayment } from '../../domain/remittance.ts';
import { aContext, opened, postedFrom, reversalOf } from '../builders/gate.ts';
import { seeded } from '../builders/random.ts';
import { anAnswer, aPayment, manyPayments } from '../builders/remittances.ts';

const random = seeded(20261123);
const pick = <Item>(items: readonly [Item, ...Item[]]): Item => items[Math.floor(random() * items.length)] ?? items[0];
const upTo = (cents: number): number => Math.floor(random() * (cents + 1));

const CODES = [
  'CO-45',
  'CO-45',
  'CO-45',
  'PR-1',
  'PR-2',
  'PR-3',
  'CO-253',
  'OA-23',
  'CO-97',
  'CO-104',
  'PI-45',
  'PR-96',
  'CO-999',
] as const;

/** The charge cut into random reductions; what is left is paid. */
function cut(claim: RemittanceClaim): RemittanceClaim {
  const lines = claim.lines.map((line) => {
    let left = line.billedCents ?? 0;
    const adjustments: Adjustment[] = Array.from({ length: upTo(3) }, () => {
      const [group, reason] = pick(CODES).split('-');
      const amountCents = random() < 0.15 ? left : upTo(left);
      left -= amountCents;
      return { group: group as 'CO', reason: reason ?? null, amountCents };
    });
    return { ...line, adjustments, paidCents: left };
  });
  const paidCents = lines.reduce((sum, line) => sum + line.paidCents, 0);
  const { patientResponsibilityCents: _, ...rest } = claim;
  return { ...rest, lines, paidCents, statusCode: pick(['1', '1', '1', '2', '4', '19', '23']) };
}

/** One payment out of `many` as the field might send it: some cut anew, reversed, repeated, of strangers, with PLBs. */
function spoil(payment: RemittancePayment): RemittancePayment {
  const claims = payment.claims.flatMap((claim): RemittanceClaim[] => {
    const chance = random();
    if (chance < 0.5) return [claim];
    if (chance < 0.8) return [cut(claim)];
    if (chance < 0.9) return [reversalOf(claim), cut(claim)];
    return [claim, { ...claim, patient: { lastName: 'NOBODY', firstName: 'ANY', memberId: null } }];
  });
  const providerAdjustments = Array.from({ length: random() < 0.3 ? upTo(2) : 0 }, () => ({
    reason: pick(['WO', 'FB', 'L6', 'CS', 'QQ']),
    reference: pick([claims[0]?.payerClaimControlNumber ?? null, null]),
    amountCents: upTo(4000) - 1000,
  }));
  const { balance: _, amountCents: __, ...rest } = payment;
  return aPayment(claims, { ...rest, claims, providerAdjustments });
}

/** The invariants of every plan. */
function flawsOf(payment: RemittancePayment, plan: PaymentPlan): string[] {
  const isInOrder = plan.claims.length === payment.claims.length && plan.claims.every(({ place }, at) => place === at);
  const flaws = isInOrder ? [] : ['places'];
  if (plan.disposition === 'review') {
    const isEmpty = entriesOf(plan).length === 0 && plan.unappliedCents === 0 && plan.exceptions.length > 0;
    return isEmpty ? flaws : [...flaws, 'a held payment has entries'];
  }
  if (cashOf(entriesOf(plan)) !== payment.amountCents) flaws.push('cash is not the deposit');
  for (const { disposition, entries, exceptions, place } of plan.claims) {
    const claim = payment.claims[place]!;
    const isHeld = disposition === 'review';
    const isRefused = claim.lines.flatMap((line) => line.adjustments).some(isRefusal);
    if (cashOf(entries) !== claim.paidCents) flaws.push(`claim ${place}: cash is not what was paid`);
    if (exceptions.length > 0 !== isHeld) flaws.push(`claim ${place}: held without a reason, or posted with one`);
    if (isHeld && !entries.every(({ kind }) => kind === 'unapplied')) flaws.push(`claim ${place}: held but posted`);
    if (!isHeld && isRefused) flaws.push(`claim ${place}: a refusal posted`);
  }
  return flaws;
}

describe('over hundreds of payments', () => {
  const { claims, payments } = manyPayments(600, 7);
  const open = opened(claims);
  const byNumber = new Map(open.map((each) => [each.claim.patientControlNumber, each]));
  const openFor = (payment: RemittancePayment) =>
    [...new Set(payment.claims.map(({ patientControlNumber }) => patientControlNumber))].flatMap(
      (number) => byNumber.get(number ?? '') ?? [],
    );

  test('cash is always the deposit, held claims leave theirs unapplied, refused amounts never post', () => {
    const seen = { post: 0, review: 0, heldClaims: 0, postedClaims: 0 };
    for (const sound of payments) {
      const payment = spoil(sound);
      const isKnown = random() < 0.5;
      const before = planPayment(sound, aContext(sound, openFor(sound)));
      const history: PostedClaim[] = isKnown ? before.claims.map((plan) => postedFrom(sound, plan)) : [];
      const plan = planPayment(payment, aContext(payment, openFor(payment), { history }));
      expect(flawsOf(payment, plan)).toEqual([]);
      seen[plan.disposition] += 1;
      if (plan.disposition === 'review') continue;
      seen.heldClaims += plan.claims.filter(({ disposition }) => disposition === 'review').length;
      seen.postedClaims += plan.claims.filter(({ disposition }) => disposition === 'post').length;
    }
    // All kinds must really have been tried.
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(60);
  });

  test('one cent on any amount of a sound payment never posts', () => {
    for (const payment of payments.slice(0, 60)) {
      const context = aContext(payment, openFor(payment));
      expect(planPayment(payment, context).claims.every(({ disposition }) => disposition === 'post')).toBe(true);
      for (const wrong of mutants(payment)) {
        const plan = planPayment(wrong, context);
        expect(flawsOf(wrong, plan)).toEqual([]);
        expect(plan.disposition === 'review' || plan.claims.some(({ disposition }) => disposition === 'review')).toBe(
          true,
        );
      }
    }
  });
});

function mutants(payment: RemittancePayment): RemittancePayment[] {
  const [claim, ...others] = payment.claims;
  const [line, ...lines] = claim!.lines;
  const withClaim = (change: Partial<RemittanceClaim>) => ({
    ...payment,
    claims: [{ ...claim!, ...change }, ...others],
  });
  const withLine = (change: Partial<typeof line & object>) => withClaim({ lines: [{ ...line!, ...change }, ...lines] });
  const [adjustment, ...adjustments] = line!.adjustments;
  return [
    { ...payment, amountCents: payment.amountCents! + 1 },
    withClaim({ paidCents: claim!.paidCents! + 1 }),
    withClaim({ billedCents: claim!.billedCents! - 1 }),
    withLine({ paidCents: line!.paidCents! - 1 }),
    withLine({ billedCents: line!.billedCents! + 1 }),
    withLine({ adjustments: [{ ...adjustment!, amountCents: adjustment!.amountCents + 1 }, ...adjustments] }),
  ];
}

test('a payment of 20,000 claims is planned in seconds', () => {
  const { claims, payments } = manyPayments(1, 3);
  const answer = anAnswer(claims[0]!);
  const ours = Array.from({ length: 20_000 }, (_, place) => ({
    ...claims[0]!,
    patientControlNumber: `BIG-${100_000 + place}`,
  }));
  const payment = { ...payments[0]!, claims: [answer] };
  const big = aPayment(
    ours.map(({ patientControlNumber }) => ({
      ...answer,
      patientControlNumber,
      payerClaimControlNumber: `N${patientControlNumber}`,
    })),
    { number: payment.number },
  );
  const context = aContext(big, opened(ours));
  const started = process.cpuUsage();
  const plan = planPayment(big, context);
  expect(plan.claims.every(({ disposition }) => disposition === 'post')).toBe(true);
  // Processor time: other work on the machine does not count.
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(8_000);
});
