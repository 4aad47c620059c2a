import { describe, expect, test } from 'vitest';
import { read271 } from '../../../domain/x12/read-271.ts';
import { read277 } from '../../../domain/x12/read-277.ts';
import { read999, readTa1 } from '../../../domain/x12/read-999.ts';
import { X12Refusal } from '../../../domain/x12/refusal.ts';
import { splitRaw } from '../../builders/remit-count.ts';
import { hasSamples, sampleText, samplesOf } from '../../builders/samples.ts';
import { interchange, smallest837 } from '../../builders/x12.ts';

const PAYER = ['HL*1**20*1', 'NM1*PR*2*NORTHERN PINES HEALTH*****PI*NPH01'];
const COVERAGE = [
  'BHT*0022*11*REF9*20261001*1200',
  ...PAYER,
  'HL*2*1*21*1',
  'NM1*1P*2*HARBOR FAMILY CLINIC*****XX*1730155201',
  'HL*3*2*22*1',
  'TRN*2*OURS-1*9HARBOR',
  'NM1*IL*1*OSTRAND*PELL****MI*NPH5520111',
  'HL*4*3*23*0',
  'NM1*03*1*OSTRAND*WREN',
  'DMG*D8*20150609*F',
  'EB*1*IND*30^98**PINES GOLD',
  'ZZZ*unknown',
  'EB*C*IND*30***29*350.25',
  'MSG*AFTER THE ANNUAL DEDUCTIBLE',
  'EB*A*IND*98*****.2***Y*W',
  'DTP*291*RD8*20260101-20261231',
  'LS*2120',
  'NM1*P3*1*ABARA*INES',
  'LE*2120',
];
const STATUS = [
  'BHT*0010*08*REF9*20261001*1200*DG',
  ...PAYER,
  'HL*2*1*21*1',
  'NM1*41*2*HARBOR FAMILY CLINIC*****46*HFC',
  'HL*3*2*19*1',
  'NM1*1P*2*HARBOR FAMILY CLINIC*****XX*1730155201',
  'HL*4*3*22*0',
  'NM1*IL*1*QUILLON*MARA****MI*NPH4410987',
  'TRN*2*HFC-1001',
  'STC*F1:65*20261005**150*92.5*20261004**20261006*70001234**A2:20:PR',
  'REF*1K*ICN77',
  'DTP*472*D8*20260914',
  'SVC*HC:99213*150*92.5****1',
  'STC*F1:65*20261005',
  'TRN*2*HFC-1002',
  'STC*D0:35*20261005',
];

describe('271 eligibility answers', () => {
  const read = read271(interchange([COVERAGE], { groupVersion: '005010X279A1' }, '271'));
  const [answer, dependent] = read.transactions[0]!.answers;

  test('say who is meant, through the hierarchy', () => {
    expect(answer).toMatchObject({ level: '22', subscriber: { id: 'NPH5520111' }, dependent: null, benefits: [] });
    expect(dependent).toMatchObject({
      level: '23',
      payer: { lastName: 'NORTHERN PINES HEALTH' },
      provider: { id: '1730155201' },
      dependent: { firstName: 'WREN', birthDate: '2015-06-09', sex: 'F' },
    });
  });

  test('hold their benefits with what follows each; what is not stated is null', () => {
    expect(dependent?.benefits).toMatchObject([
      { code: '1', services: ['30', '98'], plan: 'PINES GOLD', amountCents: null, at: 14 },
      { code: 'C', period: '29', amountCents: 35_025, messages: [{ value: 'AFTER THE ANNUAL DEDUCTIBLE', at: 17 }] },
      { code: 'A', share: 0.2, needsAuthorization: 'Y', isInNetwork: 'W', dates: [{ value: { from: '2026-01-01' } }] },
    ]);
    expect(dependent?.benefits[0]?.segments.map(({ id }) => id)).toEqual(['EB', 'ZZZ']);
    expect(dependent?.benefits[2]?.names).toMatchObject([{ entity: 'P3', lastName: 'ABARA' }]);
  });

  test('that reject say why, at whatever level', () => {
    const rejected = ['BHT*0022*11*R*20261001*1200', 'AAA*N**42*C', ...PAYER, 'AAA*N**79*R'];
    const [transaction] = read271(interchange([rejected], {}, '271')).transactions;
    expect(transaction?.rejections).toEqual([{ at: 4, reason: '42', action: 'C' }]);
    expect(transaction?.answers).toMatchObject([{ level: '20', rejections: [{ reason: '79', action: 'R' }] }]);
  });
});

describe('277 claim-status answers', () => {
  test('hold one loop for each claim, with codes, amounts, dates and lines', () => {
    const [transaction] = read277(interchange([STATUS], { groupVersion: '005010X212' }, '277')).transactions;
    expect(transaction?.kind).toBe('277');
    expect(transaction?.loops).toMatchObject([
      {
        level: '22',
        payer: { id: 'NPH01' },
        provider: { id: '1730155201' },
        patient: { id: 'NPH4410987' },
        trace: { number: 'HFC-1001', at: 12 },
        statuses: [
          {
            at: 13,
            codes: [
              { category: 'F1', status: '65' },
              { category: 'A2', status: '20', entity: 'PR' },
            ],
            chargeCents: 15_000,
            paidCents: 9250,
            adjudicated: '2026-10-04',
            remitDate: '2026-10-06',
            checkNumber: '70001234',
          },
        ],
        references: [{ qualifier: '1K', value: 'ICN77', at: 14 }],
        lines: [{ svc: { procedure: '99213', paidCents: 9250 }, statuses: [{ codes: [{ category: 'F1' }] }] }],
      },
      { trace: { number: 'HFC-1002' }, statuses: [{ codes: [{ category: 'D0', status: '35' }], chargeCents: null }] },
    ]);
  });

  test('are told from acknowledgments (277CA) by guide or kind of business', () => {
    const acknowledged = [
      'BHT*0085*08*REF9*20261001*1200*TH',
      ...PAYER,
      'HL*2*1*21*1',
      'NM1*41*2*HARBOR*****46*HFC',
      'TRN*2*BATCH1',
      'STC*A1:19:PR*20261001*WQ*150',
      'QTY*90*1',
      'AMT*YU*150',
      'HL*3*2*19*1',
      'HL*4*3*PT',
      'NM1*QC*1*QUILLON*MARA****MI*NPH4410987',
      'TRN*2*HFC-1001',
      'STC*A7:562:85*20261001*U*150',
    ];
    for (const groupVersion of ['005010X214', '005010']) {
      const [transaction] = read277(interchange([acknowledged], { groupVersion }, '277')).transactions;
      expect(transaction?.kind).toBe('277CA');
      expect(transaction?.loops).toMatchObject([
        { level: '21', quantities: [{ qualifier: '90', value: 1 }], amounts: [{ qualifier: 'YU', value: 15_000 }] },
        { level: 'PT', patient: { id: 'NPH4410987' }, statuses: [{ action: 'U', codes: [{ category: 'A7' }] }] },
      ]);
    }
  });
});

describe('acknowledgments', () => {
  test('999 names the transaction, segment and element at fault', () => {
    const body = [
      'AK1*HC*17*005010X222A1',
      'AK2*837*0001',
      'IK3*NM1*8*2010BA*8',
      'CTX*x',
      'IK4*1:2*66*7*BAD',
      'IK5*R*5',
      'AK9*R*1*1*0',
    ];
    const { receipts } = read999(interchange([body], { groupVersion: '005010X231A1', groupCode: 'FA' }, '999'));
    expect(receipts).toMatchObject([
      {
        group: { code: 'HC', number: '17', at: 3 },
        transactions: [
          {
            set: '837',
            code: 'R',
            errors: ['5'],
            faults: [
              {
                segment: 'NM1',
                position: 8,
                loop: '2010BA',
                code: '8',
                elements: [{ element: 1, component: 2, code: '7', value: 'BAD' }],
              },
            ],
          },
        ],
        total: { code: 'R', stated: 1, received: 1, accepted: 0 },
      },
    ]);
  });

  test('TA1 says what became of an interchange', () => {
    const text = smallest837().replace('GS*', 'TA1*000000016*261001*1200*E*016~\nGS*');
    expect(readTa1(text)).toEqual([{ at: 1, controlNumber: '000000016', date: '2026-10-01', code: 'E', note: '016' }]);
  });

  test('another file is refused by name', () => {
    expect(() => read999(smallest837())).toThrow('this is a claim file (837)');
    expect(() => read271(smallest837())).toThrow(X12Refusal);
  });
});

/** A public file that ends with its SE, before GE and IEA. */
const CUT_OFF = 'node-x12/test/test-data/271.edi';

describe('public files', () => {
  const count = (text: string, ids: readonly string[]): number =>
    splitRaw(text).segments.filter(([id]) => ids.includes(id ?? '')).length;

  test('271: every EB and AAA is read', () => {
    for (const { name, text } of samplesOf('271').filter((sample) => !sample.name.endsWith(CUT_OFF))) {
      const { transactions } = read271(text);
      const answers = transactions.flatMap((each) => each.answers);
      expect(`${name} ${answers.flatMap(({ benefits }) => benefits).length}`).toBe(`${name} ${count(text, ['EB'])}`);
      const rejections = [...transactions, ...answers, ...answers.flatMap(({ benefits }) => benefits)].flatMap(
        (each) => each.rejections,
      );
      expect(`${name} ${rejections.length}`).toBe(`${name} ${count(text, ['AAA'])}`);
    }
  });

  test('277 and 277CA: every STC is read', () => {
    for (const { name, text } of samplesOf('277')) {
      const loops = read277(text).transactions.flatMap((each) => each.loops);
      const found = [...loops, ...loops.flatMap(({ lines }) => lines)].flatMap(({ statuses }) => statuses);
      expect(`${name} ${found.length}`).toBe(`${name} ${count(text, ['STC'])}`);
    }
  });

  test('999 and TA1: every receipt is read', () => {
    for (const { name, text } of samplesOf('999')) {
      const found = read999(text).receipts.flatMap(({ transactions }) => transactions);
      expect(`${name} ${found.length}`).toBe(`${name} ${count(text, ['AK2'])}`);
    }
    const codes = ['accept', 'accept-with-errors', 'reject-control-mismatch'].map((name) =>
      hasSamples ? readTa1(sampleText(`cosyte-x12/test/fixtures/ack/ta1-${name}.edi`)).map(({ code }) => code) : [],
    );
    expect(codes.flat()).toEqual(hasSamples ? ['A', 'E', 'R'] : []);
  });
});
