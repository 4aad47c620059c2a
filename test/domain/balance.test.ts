import { describe, expect, test } from 'vitest';
import { balanceOf } from '../../domain/balance.ts';
import type { RemittanceClaim, RemittanceLine } from '../../domain/remittance.ts';
import { claim, line, payment } from '../builders/remit-parts.ts';

const differencesOf = (...args: Parameters<typeof payment>): unknown[] =>
  balanceOf(payment(...args)).differences.map(({ level, place, differenceCents, missing }) => ({
    level,
    at: place.pointer,
    differenceCents,
    ...(missing.length > 0 && { missing }),
  }));
const warningsOf = (...args: Parameters<typeof payment>): unknown[] =>
  balanceOf(payment(...args)).warnings.map(({ kind, place, differenceCents }) => ({
    kind,
    at: place.pointer,
    differenceCents,
  }));

/** 100.00 charged, 20.00 written off, 10.00 for the patient, 70.00 paid. */
const sound = (): RemittanceClaim => claim({ lines: [line()] });
const changed = (change: Partial<RemittanceLine>): RemittanceClaim => claim({ lines: [{ ...line(), ...change }] });

describe('the three identities', () => {
  test('hold for a sound payment', () => {
    const { balance, differences, warnings } = balanceOf(payment([sound(), sound()]));
    expect(balance).toEqual({ lines: true, claims: true, payment: true, differenceCents: 0 });
    expect({ differences, warnings }).toEqual({ differences: [], warnings: [] });
  });

  test('name level, place and the exact difference', () => {
    expect(differencesOf([sound(), changed({ paidCents: 7001 })])).toEqual([
      { level: 'line', at: '/claims/1/lines/0', differenceCents: 1 },
    ]);
    expect(differencesOf([{ ...sound(), paidCents: 6999 }])).toEqual([
      { level: 'claim', at: '/claims/0', differenceCents: -1 },
    ]);
    expect(differencesOf([{ ...sound(), billedCents: 10_001 }])).toEqual([
      { level: 'claim', at: '/claims/0', differenceCents: -1 },
      { level: 'charges', at: '/claims/0', differenceCents: 1 },
    ]);
    expect(differencesOf([sound()], { amountCents: 7100 })).toEqual([
      { level: 'payment', at: '', differenceCents: 100 },
    ]);
    expect(balanceOf(payment([sound()], { amountCents: 7100 })).balance).toEqual({
      lines: true,
      claims: true,
      payment: false,
      differenceCents: 100,
    });
  });

  test('take claims without lines, and adjustments of both levels together', () => {
    const adjustments = [{ group: 'CO' as const, reason: '253', amountCents: 140 }];
    expect(differencesOf([claim({ lines: [line()], adjustments, paidCents: 6860 })])).toEqual([]);
    const whole = [{ group: 'CO' as const, reason: '45', amountCents: 3000 }];
    expect(differencesOf([claim({ lines: [], adjustments: whole, patientResponsibilityCents: null })])).toEqual([]);
  });
});

describe('a missing amount', () => {
  test('means not balanced, and says which it is; it is never 0', () => {
    expect(differencesOf([claim({ lines: [line()], paidCents: null })], { amountCents: 0 })).toEqual([
      { level: 'claim', at: '/claims/0', differenceCents: null, missing: ['/claims/0/paidCents'] },
      { level: 'payment', at: '', differenceCents: null, missing: ['/claims/0/paidCents'] },
    ]);
    expect(differencesOf([changed({ billedCents: null })])).toEqual([
      { level: 'line', at: '/claims/0/lines/0', differenceCents: null, missing: ['/claims/0/lines/0/billedCents'] },
      { level: 'charges', at: '/claims/0', differenceCents: null, missing: ['/claims/0/lines/0/billedCents'] },
    ]);
    expect(differencesOf([], { amountCents: null })).toEqual([
      { level: 'payment', at: '', differenceCents: null, missing: ['/amountCents'] },
    ]);
  });

  test('of a claim that is not paid yet is none', () => {
    expect(
      differencesOf([sound(), claim({ isPended: true, paidCents: null, lines: [] })], { amountCents: 7000 }),
    ).toEqual([]);
  });

  test('amounts beyond what a number holds exactly never balance', () => {
    const huge = claim({ lines: [], billedCents: Number.MAX_SAFE_INTEGER, paidCents: Number.MAX_SAFE_INTEGER });
    expect(balanceOf(payment([huge, huge], { amountCents: 1 })).balance.payment).toBe(false);
  });
});

describe('provider adjustments', () => {
  test('are subtracted: a recoupment lowers the payment, a negative one raises it', () => {
    const take = [{ reason: 'WO', reference: 'ICN1', amountCents: 2000 }];
    expect(differencesOf([sound()], { amountCents: 5000, providerAdjustments: take })).toEqual([]);
    expect(differencesOf([sound()], { amountCents: 9000, providerAdjustments: take })).toMatchObject([
      { differenceCents: 4000 },
    ]);
    expect(
      differencesOf([sound()], { amountCents: 7127, providerAdjustments: [{ reason: 'CV', amountCents: -127 }] }),
    ).toEqual([]);
  });

  test('carry a negative balance forward, so that nothing is paid', () => {
    const forward = [
      { reason: 'WO', amountCents: 9000 },
      { reason: 'FB', amountCents: -2000 },
    ];
    expect(differencesOf([sound()], { amountCents: 0, providerAdjustments: forward })).toEqual([]);
  });
});

describe('reversals', () => {
  const reversal = (): RemittanceClaim =>
    claim({
      statusCode: '22',
      billedCents: -10_000,
      paidCents: -7000,
      patientResponsibilityCents: -1000,
      lines: [
        {
          ...line(),
          billedCents: -10_000,
          allowedCents: -8000,
          paidCents: -7000,
          adjustments: line().adjustments.map((each) => ({ ...each, amountCents: -each.amountCents })),
        },
      ],
    });

  test('balance with every amount negated, beside the corrected claim', () => {
    const { differences, warnings } = balanceOf(payment([reversal(), sound()], { amountCents: 0 }));
    expect({ differences, warnings }).toEqual({ differences: [], warnings: [] });
  });

  test('may leave the patient responsibility at 0', () => {
    expect(warningsOf([{ ...reversal(), patientResponsibilityCents: 0 }, sound()], { amountCents: 0 })).toEqual([]);
  });

  test('that pay, and take-backs that are none, are named', () => {
    expect(warningsOf([{ ...sound(), statusCode: '22' }])).toMatchObject([{ kind: 'reversal-sign', at: '/claims/0' }]);
    expect(warningsOf([{ ...reversal(), statusCode: '1' }])).toMatchObject([
      { kind: 'reversal-sign', at: '/claims/0' },
    ]);
  });
});

describe('what takes no part in balancing', () => {
  test('is compared all the same', () => {
    expect(warningsOf([{ ...sound(), patientResponsibilityCents: 1001 }])).toEqual([
      { kind: 'patient-responsibility', at: '/claims/0', differenceCents: 1 },
    ]);
    expect(warningsOf([changed({ allowedCents: 8001 })])).toEqual([
      { kind: 'allowed', at: '/claims/0/lines/0', differenceCents: 1 },
    ]);
  });

  test('interest of the claims stands against L6 of the payment, with the opposite sign', () => {
    const interest = { ...sound(), interestCents: 150 };
    const adjustment = (amountCents: number) => ({
      amountCents: 7000 - amountCents,
      providerAdjustments: [{ reason: 'L6', amountCents }],
    });
    expect(warningsOf([interest], adjustment(-150))).toEqual([]);
    expect(warningsOf([interest], adjustment(150))).toEqual([{ kind: 'interest', at: '', differenceCents: 300 }]);
    expect(warningsOf([interest])).toEqual([{ kind: 'interest', at: '', differenceCents: 150 }]);
  });
});
