import { describe, expect, test } from 'vitest';
import { type Claim, claimSchema } from '../../../domain/claim.ts';
import { noteText } from '../../../domain/import-note.ts';
import { type ClaimsRead, read837 } from '../../../domain/x12/read-837.ts';
import {
  BHT,
  claimText,
  DEPENDENT,
  type EnvelopeOptions,
  interchange,
  PAYER,
  PROVIDER,
  smallest837,
  SUBSCRIBER,
} from '../../builders/x12.ts';

const TODAY = '2026-11-23';
const read = (segments: readonly string[], options: EnvelopeOptions = {}): ClaimsRead =>
  read837(interchange([segments], options), { today: TODAY });

function only(result: ClaimsRead): Claim {
  expect(result.problems.map(noteText)).toEqual([]);
  expect(result.claims).toHaveLength(1);
  return claimSchema.parse(result.claims[0]);
}

describe('a professional claim', () => {
  test('of a subscriber is read whole', () => {
    const self = { lastName: 'QUILLON', firstName: 'MARA', birthDate: '1984-03-17', sex: 'F' };
    expect(only(read837(smallest837()))).toEqual({
      kind: 'professional',
      patientControlNumber: 'HFC-1001',
      frequency: '1',
      payerClaimControlNumber: null,
      payer: { name: 'NORTHERN PINES HEALTH', id: 'NPH01' },
      memberId: 'NPH4410987',
      groupNumber: 'GRP7',
      subscriber: self,
      patient: self,
      relationship: '18',
      billingProvider: { name: 'HARBOR FAMILY CLINIC', npi: '1730155201', tin: '010555201' },
      renderingProvider: null,
      billedCents: 15000,
      serviceFrom: '2026-09-14',
      serviceTo: '2026-09-14',
      diagnoses: ['J209', 'I10'],
      submittedOn: '2026-10-01',
      lines: [
        {
          procedure: '99213',
          modifiers: ['25'],
          revenueCode: null,
          billedCents: 15000,
          units: 1,
          serviceFrom: '2026-09-14',
          serviceTo: '2026-09-14',
          controlNumber: 'L1',
        },
      ],
    });
  });

  test('of a dependent has the patient of its own loop and the member id of the subscriber', () => {
    const claim = only(read([BHT, ...PROVIDER, ...DEPENDENT, ...claimText()]));
    expect(claim).toMatchObject({
      relationship: '19',
      memberId: 'NPH5520111',
      subscriber: { lastName: 'OSTRAND', firstName: 'PELL' },
      patient: { lastName: 'OSTRAND', firstName: 'WREN', birthDate: '2015-06-09', sex: 'F' },
    });
  });

  test('of a 4010 dependent with a member id of its own has that one', () => {
    const dependent = DEPENDENT.map((segment) =>
      segment.startsWith('NM1*QC') ? `${segment}****MI*NPH5520111-03` : segment,
    );
    const claim = only(
      read([BHT, ...PROVIDER, ...dependent, ...claimText()], {
        groupVersion: '004010X098A1',
        version: '00401',
        repetition: 'U',
      }),
    );
    expect(claim.memberId).toBe('NPH5520111-03');
  });

  test('spans the dates of its lines, single days and ranges', () => {
    const lines = [
      ['SV1*HC:99213*100*UN*1', 'DTP*472*RD8*20260905-20260907'],
      ['SV1*HC:99214*50*UN*1', 'DTP*472*D8*20260903'],
    ];
    const claim = only(read([BHT, ...PROVIDER, ...SUBSCRIBER, ...claimText({ lines })]));
    expect([claim.serviceFrom, claim.serviceTo]).toEqual(['2026-09-03', '2026-09-07']);
    expect(claim.lines.map((line) => line.serviceTo)).toEqual(['2026-09-07', '2026-09-03']);
  });

  test('of a replacement carries the number of the claim it replaces, not that of another payer', () => {
    const extra = [
      'REF*F8*ICN777',
      'NM1*82*1*ABARA*INES****XX*1730155219',
      'SBR*S*18*******MB',
      'NM1*PR*2*SECOND PLAN*****PI*SP2',
      'REF*F8*NOTOURS',
      'NM1*82*1*OTHER*ONE',
    ];
    const claim = only(
      read([
        BHT,
        ...PROVIDER,
        ...SUBSCRIBER,
        ...claimText({ extra }).map((segment) => segment.replace('11:B:1', '11:B:7')),
      ]),
    );
    expect(claim).toMatchObject({
      frequency: '7',
      payerClaimControlNumber: 'ICN777',
      payer: { id: 'NPH01' },
      renderingProvider: { name: 'ABARA, INES', npi: '1730155219', tin: null },
    });
  });

  test('takes no social security number for a member id', () => {
    const subscriber = SUBSCRIBER.map((segment) => segment.replace('MI*NPH4410987', '34*900112233'));
    expect(only(read([BHT, ...PROVIDER, ...subscriber, ...claimText()])).memberId).toBeNull();
  });

  test('has its provider under the last billing HL, however the numbers point', () => {
    const orphan = SUBSCRIBER.map((segment) => segment.replace('HL*2*1*22', 'HL*2*9*22'));
    const result = read([BHT, ...PROVIDER, ...orphan, ...claimText()]);
    expect(only(result).billingProvider.npi).toBe('1730155201');
    expect(result.warnings.map(noteText)).toEqual([
      expect.stringMatching(/^Segment 10 \(HL\): it names no parent of a fitting level/),
    ]);
  });
});

test('an institutional claim has statement dates, revenue codes and lines without a procedure', () => {
  const text = claimText({
    amount: '912.55',
    extra: ['DTP*434*RD8*20260901-20260904', 'DTP*435*DT*202609010800'],
    lines: [['SV2*0120**800*DA*4'], ['SV2*0305*HC:85025:59*112.55*UN*1', 'DTP*472*D8*20260902']],
  });
  const claim = only(read([BHT, ...PROVIDER, ...SUBSCRIBER, ...text], { groupVersion: '005010X223A2' }));
  expect(claim).toMatchObject({
    kind: 'institutional',
    serviceFrom: '2026-09-01',
    serviceTo: '2026-09-04',
    billedCents: 91255,
  });
  expect(claim.lines).toMatchObject([
    { revenueCode: '0120', procedure: null, billedCents: 80000, units: 4, serviceFrom: null },
    { revenueCode: '0305', procedure: '85025', modifiers: ['59'], billedCents: 11255, serviceFrom: '2026-09-02' },
  ]);
});

test('a dental claim has its date on the claim and its procedures in SV3', () => {
  const text = claimText({ amount: '210.4', extra: ['DTP*472*D8*20260911'], lines: [['SV3*AD:D2150*210.4****2']] });
  const claim = only(read([BHT, ...PROVIDER, ...SUBSCRIBER, ...text], { groupVersion: '005010X224A2' }));
  expect(claim).toMatchObject({
    kind: 'dental',
    serviceFrom: '2026-09-11',
    lines: [{ procedure: 'D2150', units: 2, billedCents: 21040 }],
  });
});

describe('a claim that cannot be taken is a problem at its place, and the others stand', () => {
  const good = claimText({ number: 'HFC-2' });
  const without = (id: string): string[] => SUBSCRIBER.filter((segment) => !segment.startsWith(id));
  test.each([
    [
      'no number',
      [...SUBSCRIBER, ...claimText({ number: '' })],
      /^Segment 17 \(CLM\): the claim has no patient control number \(CLM01\); the claim was left out\./,
    ],
    ['no charge', [...SUBSCRIBER, ...claimText({ amount: '' })], /^Segment 17 \(CLM\): its total charge/],
    [
      'a charge with three decimals',
      [...SUBSCRIBER, ...claimText({ amount: '1.005' })],
      /^Segment 17 \(CLM\): its total charge/,
    ],
    [
      'a line without a charge',
      [...SUBSCRIBER, ...claimText({ lines: [['SV1*HC:99213**UN*1']] })],
      /^Segment 20 \(SV1\): its charge/,
    ],
    ['no payer', [...without('NM1*PR'), ...claimText()], /^Segment 16 \(CLM\): the claim names no payer/],
    ['no patient', [...without('NM1*IL'), ...claimText()], /^Segment 16 \(CLM\): the claim names no patient/],
    [
      'a service still to come',
      [...SUBSCRIBER, ...claimText({ lines: [['SV1*HC:99213*150*UN*1', 'DTP*472*D8*20270101']] })],
      /^Segment 17 \(CLM\): its service date is still to come/,
    ],
  ])('%s', (_name, bad, problem) => {
    const result = read([BHT, ...PROVIDER, ...bad, ...SUBSCRIBER, ...good]);
    expect(result.claims.map((claim) => claim.patientControlNumber)).toEqual(['HFC-2']);
    expect(result.problems.map(noteText)).toEqual([expect.stringMatching(problem)]);
  });

  test('a claim under no subscriber', () => {
    const result = read([BHT, ...PROVIDER, ...claimText()]);
    expect(result.claims).toEqual([]);
    expect(result.problems.map(noteText)).toEqual([expect.stringContaining('names no payer')]);
  });

  test('a dependent without a name, who is not the subscriber', () => {
    const nameless = DEPENDENT.filter((segment) => !segment.startsWith('NM1*QC'));
    const result = read([BHT, ...PROVIDER, ...nameless, ...claimText()]);
    expect(result.claims).toEqual([]);
    expect(result.problems.map(noteText)).toEqual([expect.stringContaining('names no patient')]);
  });
});

describe('what was not lost is a warning', () => {
  test.each([
    [
      'lines that do not add up',
      claimText({ amount: '150', lines: [['SV1*HC:99213*149.99*UN*1', 'DTP*472*D8*20260914']] }),
      'do not add up',
    ],
    ['a claim without lines', claimText({ lines: [] }), 'has no lines'],
    [
      'a service date that is no day',
      claimText({ lines: [['SV1*HC:99213*150*UN*1', 'DTP*472*D8*20260231']] }),
      'no real day or period',
    ],
    [
      'a line number without a service',
      claimText({ lines: [['SV1*HC:99213*150*UN*1', 'DTP*472*D8*20260914'], ['DTP*472*D8*20260914']] }),
      'the line has no service',
    ],
  ])('%s', (_name, text, warning) => {
    const result = read([BHT, ...PROVIDER, ...SUBSCRIBER, ...text]);
    expect(only(result).patientControlNumber).toBe('HFC-1001');
    expect(result.warnings.map(noteText)).toEqual([expect.stringContaining(warning)]);
  });
});

describe('the file is refused as a whole', () => {
  test.each([
    [
      'an unknown guide',
      smallest837({ groupVersion: '005010X999A1' }),
      /^Segment 3 \(ST\): its version is none of 837P/,
    ],
    [
      'a remittance',
      interchange([['BPR*I*0*C*NON']], { groupVersion: '005010X221A1', groupCode: 'HP' }, '835'),
      /^Segment 3 \(ST\): this is a remittance \(835\): read it with `claimwright remit read`/,
    ],
    [
      'an inquiry',
      interchange([['BHT*0022*13*1*20261001*1200']], { groupVersion: '005010X279A1' }, '270'),
      /import schedule/,
    ],
    [
      'a day of submission still to come',
      smallest837().replace('*20261001*1200*CH', '*20261125*1200*CH'),
      /^Segment 4 \(BHT\): the day of submission \(BHT04\) is still to come/,
    ],
  ])('%s', (_name, text, message) => {
    expect(() => read837(text, { today: TODAY })).toThrow(message);
  });

  test('but a sender one time zone ahead is not in the future', () => {
    expect(
      read837(smallest837().replace('*20261001*1200*CH', '*20261124*1200*CH'), { today: TODAY }).claims,
    ).toHaveLength(1);
  });
});

test('a 4010 file that names no guide is known by its lines', () => {
  const text = smallest837({ groupVersion: '004010', version: '00401', repetition: 'U' });
  expect(read837(text).claims[0]?.kind).toBe('professional');
});

test('no message quotes a name, a number or a date of the file', () => {
  const bad = read([
    BHT,
    ...PROVIDER,
    ...SUBSCRIBER,
    ...claimText({ amount: 'SECRET' }),
    ...claimText({ lines: [['SV1*HC:99213*149*UN*1', 'DTP*472*D8*20269914']] }),
    'HL*9*9*99',
    ...PAYER,
  ]);
  const said = [...bad.problems, ...bad.warnings].map(noteText).join(' ');
  for (const secret of ['SECRET', 'QUILLON', 'HFC-1001', 'NPH4410987', '20269914']) expect(said).not.toContain(secret);
});
