/** Invented remittances balance to the cent, and are answered by claims of the practice. */
import { describe, expect, test } from 'vitest';
import { allAdjustments, remittancePaymentSchema } from '../../../domain/remittance.ts';
import { BUILDING_LAYOUTS } from '../../../sandbox/eobs/layouts/building/index.ts';
import { MEASURING_LAYOUTS } from '../../../sandbox/eobs/layouts/measuring/index.ts';
import { sumOf } from '../../../sandbox/eobs/money-of.ts';
import { openClaims } from '../../../sandbox/eobs/open-claims.ts';
import { drawTruth } from '../../../sandbox/eobs/population.ts';
import type { EobTruth } from '../../../sandbox/eobs/truth.ts';

const LAYOUTS = [...BUILDING_LAYOUTS, ...MEASURING_LAYOUTS];
const SEEDS = Array.from({ length: 80 }, (_, i) => i + 1);

/** @returns what does not add up, in words. */
function faultsOf({ payments }: EobTruth): string[] {
  return payments.flatMap((payment, p) => {
    const decided = payment.claims.filter((claim) => !claim.isPended);
    const lineFaults = decided.flatMap((claim) =>
      claim.lines.filter(
        (line) => (line.billedCents ?? 0) - sumOf(line.adjustments.map((each) => each.amountCents)) !== line.paidCents,
      ),
    );
    const claimFaults = decided.filter(
      (claim) =>
        (claim.billedCents ?? 0) - sumOf(allAdjustments(claim).map((each) => each.amountCents)) !== claim.paidCents ||
        sumOf(claim.lines.map((line) => line.billedCents)) !== claim.billedCents,
    );
    const withheld = sumOf(payment.providerAdjustments.map((each) => each.amountCents));
    const isPaid = sumOf(decided.map((claim) => claim.paidCents)) - withheld === payment.amountCents;
    return [
      ...lineFaults.map(() => `payment ${p}: a line`),
      ...claimFaults.map(() => `payment ${p}: a claim`),
      ...(isPaid && (payment.amountCents ?? -1) >= 0 ? [] : [`payment ${p}`]),
    ];
  });
}

describe('invented remittances', () => {
  test.each(LAYOUTS)('of $name balance to the cent over 80 seeds', ({ profile }) => {
    for (const seed of SEEDS) expect(faultsOf(drawTruth({ seed, profile })), `seed ${seed}`).toEqual([]);
  });

  test('keep the shape of a remittance, and are the same from the same seed', () => {
    for (const { profile } of LAYOUTS) {
      const truth = drawTruth({ seed: 11, profile });
      for (const payment of truth.payments) expect(remittancePaymentSchema.safeParse(payment).success).toBe(true);
      expect(drawTruth({ seed: 11, profile })).toEqual(truth);
    }
  });

  test('hold every sort of trouble', () => {
    const claims = LAYOUTS.flatMap(({ profile }) => SEEDS.flatMap((seed) => drawTruth({ seed, profile }).payments));
    const plb = new Set(claims.flatMap((payment) => payment.providerAdjustments.map((each) => each.reason)));
    expect([...plb].sort()).toEqual(['FB', 'L6', 'WO']);
    const statuses = new Set(claims.flatMap((payment) => payment.claims.map((claim) => claim.statusCode)));
    expect([...statuses].map(String).sort()).toEqual(['1', '2', '22', '4', 'null']);
    expect(claims.some((payment) => payment.method === 'NON')).toBe(true);
  });

  test('are nothing but postable claims when they are to be calm', () => {
    for (const { profile } of LAYOUTS)
      for (const seed of SEEDS.slice(0, 40))
        for (const payment of drawTruth({ seed, profile, isCalm: true }).payments) {
          expect(payment.providerAdjustments).toEqual([]);
          expect(payment.claims.every((claim) => (claim.paidCents ?? -1) >= 0 && !claim.isPended)).toBe(true);
        }
  });
});

describe('open claims', () => {
  const truth = drawTruth({ seed: 5, profile: LAYOUTS[2]!.profile });

  test('are one for each account number of the paper, with its charges', () => {
    const { claims } = openClaims(truth);
    const accounts = new Set(
      truth.payments.flatMap((payment) => payment.claims.map((claim) => claim.patientControlNumber)),
    );
    expect(new Set(claims.map((claim) => claim.patientControlNumber))).toEqual(accounts);
    for (const claim of claims) expect(sumOf(claim.lines.map((line) => line.billedCents))).toBe(claim.billedCents);
  });

  test('can be missing, found twice, or of another patient', () => {
    const { claims, expected } = openClaims(truth, { missing: 0.3, ambiguous: 0.3, otherPatient: 0.3 });
    for (const [account, fate] of Object.entries(expected)) {
      const found = claims.filter((claim) => claim.patientControlNumber === account);
      expect(found).toHaveLength({ missing: 0, ambiguous: 2, found: 1, 'other-patient': 1 }[fate]);
    }
  });
});
