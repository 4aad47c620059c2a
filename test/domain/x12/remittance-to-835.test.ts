import { describe, expect, test } from 'vitest';
import type { RemittancePayment } from '../../../domain/remittance.ts';
import { RemittanceRefusal } from '../../../domain/x12/remittance-refusal.ts';
import { remittanceTo835, type Write835Options } from '../../../domain/x12/remittance-to-835.ts';
import { byNodeX12, byStreamParser } from '../../builders/independent-count.ts';
import { claim, line, payment } from '../../builders/remit-parts.ts';
import { splitRaw } from '../../builders/remit-count.ts';
import { eraOf, TODAY } from '../../builders/remit-judge.ts';
import { remit835 } from '../../builders/x12-835.ts';

const OPTIONS: Write835Options = {
  today: TODAY,
  controlNumber: 42,
  contact: { name: 'BILLING OFFICE', phone: '5555550100' },
  origin: 'CLAIMWRIGHT 0.1.0',
};
const write = (from: RemittancePayment | RemittancePayment[]): string => remittanceTo835(from, OPTIONS);
const linesOf = (text: string): string[] => text.replaceAll('~', '').split('\n');
const paid = (): RemittancePayment => payment([claim()]);

describe('a payment as 835', () => {
  test('has every segment in the order of the guide, and right counts', () => {
    const full = payment(
      [
        claim({
          paidCents: 6860,
          adjustments: [{ group: 'CO', reason: '253', amountCents: 140 }],
          interestCents: 55,
          remarks: ['MA01', 'LOCAL-7'],
          serviceFrom: '2026-09-14',
          serviceTo: '2026-09-14',
          crossoverTo: 'SECOND PLAN',
          correctedMemberId: 'NPH4410988',
          lines: [line({ controlNumber: 'L1', remarks: ['N115', '45X'], billedProcedure: '99214', billedUnits: 1 })],
        }),
      ],
      { amountCents: 6915, providerAdjustments: [{ reason: 'L6', amountCents: -55 }] },
    );
    expect(linesOf(write(full))).toEqual([
      `ISA*00*          *00*          *ZZ*CLAIMWRIGHT    *ZZ*PRACTICE       *261123*0800*^*00501*000000042*0*P*:`,
      'GS*HP*CLAIMWRIGHT*PRACTICE*20261123*0800*42*X*005010X221A1',
      'ST*835*0001',
      'BPR*I*69.15*C*CHK************20261102',
      'TRN*1*70001234*1010555300',
      'REF*F2*CLAIMWRIGHT 0.1.0',
      'DTM*405*20261123',
      'N1*PR*NORTHERN PINES HEALTH',
      'REF*2U*NPH01',
      'PER*BL*BILLING OFFICE*TE*5555550100',
      'N1*PE*HARBOR FAMILY CLINIC*XX*1730155201',
      'REF*TJ*010555201',
      'LX*1',
      'CLP*HFC-1001*1*100*68.6*10*ZZ*ICN0001',
      'CAS*CO*253*1.4',
      'NM1*QC*1*QUILLON*MARA****MI*NPH4410987',
      'NM1*74*1******C*NPH4410988',
      'NM1*TT*2*SECOND PLAN',
      'MOA***MA01',
      'DTM*232*20260914',
      'AMT*I*0.55',
      'SVC*HC:99213:25*100*70**1*HC:99214*1',
      'DTM*472*20260914',
      'CAS*CO*45*20',
      'CAS*PR*2*10',
      'REF*6R*L1',
      'AMT*B6*80',
      'LQ*HE*N115',
      'PLB*1730155201*20261231*L6*-0.55',
      'SE*28*0001',
      'GE*1*42',
      'IEA*1*000000042',
    ]);
  });

  test('is read back as it was, and posted', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const [first] = eraOf(remit835({ seed, claims: 6 })).payments;
      const [again] = eraOf(write(first!)).payments;
      expect(again).toEqual(first);
      expect(again?.disposition).toBe('post');
    }
  });

  test('is counted alike by two other libraries', async () => {
    const text = write([paid(), payment([claim()], { number: '70001235' })]);
    const ids = splitRaw(text).segments.map(([id]) => id);
    expect(byNodeX12(text).map(({ id }) => id)).toEqual(ids);
    expect((await byStreamParser(text)).map(({ id }) => id)).toEqual(ids);
    expect(ids.filter((id) => id === 'ST')).toHaveLength(2);
    expect(eraOf(text).payments.map(({ disposition }) => disposition)).toEqual(['post', 'post']);
  });

  test('holds six reasons in a CAS and six pairs in a PLB, then begins another', () => {
    const adjustments = Array.from({ length: 7 }, (_, index) => ({
      group: 'PR' as const,
      reason: String(index + 1),
      amountCents: 1,
    }));
    const many = payment(
      [claim({ paidCents: 9993, patientResponsibilityCents: 7, lines: [line({ paidCents: 9993, adjustments })] })],
      {
        amountCents: 9986,
        providerAdjustments: Array.from({ length: 7 }, () => ({ reason: 'WO', reference: 'A:B*C', amountCents: 1 })),
      },
    );
    const text = write(many);
    expect(text.match(/^CAS\*PR.*$/gm)).toEqual([
      'CAS*PR*1*0.01**2*0.01**3*0.01**4*0.01**5*0.01**6*0.01~',
      'CAS*PR*7*0.01~',
    ]);
    expect(text.match(/^PLB.*$/gm)?.map((plb) => plb.split('*').length)).toEqual([15, 5]);
    expect(text).toContain('WO:A B C*0.01');
    expect(eraOf(text).payments[0]?.disposition).toBe('post');
  });

  test('of nothing is a notice without payment', () => {
    const denied = line({ paidCents: 0, adjustments: [{ group: 'CO', reason: '50', amountCents: 10_000 }] });
    const none = payment([claim({ statusCode: '4', paidCents: 0, patientResponsibilityCents: 0, lines: [denied] })]);
    expect(write(none)).toContain('BPR*H*0*C*NON************20261102~');
  });

  test('leaves out claims that are not paid yet', () => {
    const pended = claim({ patientControlNumber: 'HFC-2', isPended: true, paidCents: null });
    expect(write(payment([claim(), pended]))).not.toContain('HFC-2');
  });
});

describe('what must not become an 835 is refused with its place', () => {
  const refusalOf = (from: RemittancePayment): RemittanceRefusal => {
    try {
      write(from);
    } catch (error) {
      if (error instanceof RemittanceRefusal) return error;
      throw error;
    }
    throw new Error('the payment was written');
  };
  const unexplained = { group: null, reason: '45', amountCents: 2000 };

  test.each([
    ['a line off by a cent', payment([claim({ lines: [line({ paidCents: 7001 })] })]), 'out-of-balance', 'line', 1],
    ['a claim off by a cent', payment([claim({ paidCents: 6999 })]), 'out-of-balance', 'claim', -1],
    [
      'charges that do not add up',
      payment([claim({ billedCents: 10_001, adjustments: [{ group: 'CO', reason: '45', amountCents: 1 }] })]),
      'out-of-balance',
      'charges',
      1,
    ],
    ['a payment off by a cent', payment([claim()], { amountCents: 7001 }), 'out-of-balance', 'payment', 1],
    [
      'an amount that is missing',
      payment([claim({ lines: [line({ billedCents: null })] })]),
      'amount-missing',
      'line',
      null,
    ],
    ['no payment amount', payment([claim()], { amountCents: null }), 'amount-missing', 'payment', null],
    ['a negative payment', payment([], { amountCents: -5 }), 'negative-payment', 'payment', null],
    [
      'a provider adjustment of zero',
      payment([claim()], { providerAdjustments: [{ reason: 'WO', amountCents: 0 }] }),
      'zero-provider-adjustment',
      'payment',
      null,
    ],
    [
      'an adjustment without group',
      payment([claim({ lines: [line({ adjustments: [unexplained] })] })]),
      'adjustment-unexplained',
      'line',
      null,
    ],
    [
      'an adjustment without reason',
      payment([claim({ adjustments: [{ group: 'CO', reason: null, amountCents: 1 }] })]),
      'adjustment-unexplained',
      'claim',
      null,
    ],
    ['no patient control number', payment([claim({ patientControlNumber: null })]), 'value-missing', 'claim', null],
    ['no check number', payment([claim()], { number: null }), 'value-missing', 'payment', null],
  ] as const)('%s', (_name, from, flaw, level, differenceCents) => {
    const refusal = refusalOf(from);
    expect({ flaw: refusal.flaw, level: refusal.level, differenceCents: refusal.differenceCents }).toEqual({
      flaw,
      level,
      differenceCents,
    });
    expect(refusal.message).toMatch(/^(The payment|Claim 1).* before writing an 835\.$/);
    expect(refusal.message).not.toMatch(/QUILLON|HFC-1001|NPH44/);
  });

  test('the sentence says by how much', () => {
    expect(refusalOf(payment([claim()], { amountCents: 7250 })).message).toBe(
      'The payment is out of balance by $2.50 at payment level: correct it before writing an 835.',
    );
  });
});
