import { describe, expect, test } from 'vitest';
import { appointmentSchema } from '../../../domain/claim.ts';
import { noteText } from '../../../domain/import-note.ts';
import { type AppointmentsRead, read270 } from '../../../domain/x12/read-270.ts';
import { X12Refusal } from '../../../domain/x12/refusal.ts';
import { byStreamParser } from '../../builders/independent-count.ts';
import { samplesOf } from '../../builders/samples.ts';
import { interchange } from '../../builders/x12.ts';

const OPEN = [
  'BHT*0022*13*1*20261120*1200',
  'HL*1**20*1',
  'NM1*PR*2*NORTHERN PINES HEALTH*****PI*NPH01',
  'HL*2*1*21*1',
  'NM1*1P*2*HARBOR FAMILY CLINIC*****XX*1730155201',
];
const MARA = [
  'HL*3*2*22*0',
  'TRN*1*93175*9877281234',
  'NM1*IL*1*QUILLON*MARA****MI*NPH4410987',
  'DMG*D8*19840317*F',
  'DTP*291*D8*20261202',
  'EQ*30',
];
const PELL = ['HL*3*2*22*1', 'NM1*IL*1*OSTRAND*PELL****MI*NPH5520111', 'DMG*D8*19790102*M'];
const WREN = ['HL*4*3*23*0', 'NM1*03*1*OSTRAND*WREN', 'DMG*D8*20150609*F', 'DTP*472*RD8*20261203-20261204', 'EQ*30'];

const read = (...segments: string[]): AppointmentsRead =>
  read270(interchange([[...OPEN, ...segments]], { groupVersion: '005010X279A1', groupCode: 'HS' }, '270'), {
    today: '2026-11-23',
  });

test('an inquiry about a subscriber becomes an appointment', () => {
  expect(read(...MARA)).toEqual({
    appointments: [
      {
        payer: { name: 'NORTHERN PINES HEALTH', id: 'NPH01' },
        memberId: 'NPH4410987',
        patient: { lastName: 'QUILLON', firstName: 'MARA', birthDate: '1984-03-17', sex: 'F' },
        providerNpi: '1730155201',
        serviceDate: '2026-12-02',
      },
    ],
    problems: [],
    warnings: [],
  });
});

test('an inquiry about a dependent has the member id of the subscriber and the first day of a range', () => {
  expect(read(...PELL, ...WREN).appointments).toMatchObject([
    { memberId: 'NPH5520111', patient: { firstName: 'WREN' }, serviceDate: '2026-12-03' },
  ]);
});

test('a subscriber with dependents is asked about too when the file asks', () => {
  expect(read(...PELL, 'EQ*30', ...WREN).appointments.map(({ patient }) => patient.firstName)).toEqual([
    'PELL',
    'WREN',
  ]);
});

test('without a service date the day of the inquiry counts', () => {
  expect(read(...MARA.filter((segment) => !segment.startsWith('DTP'))).appointments).toMatchObject([
    { serviceDate: '2026-11-20' },
  ]);
});

test.each([
  [
    'no member id',
    MARA.map((segment) => segment.replace('****MI*NPH4410987', '')),
    /^Segment 11 \(NM1\): it has no member id/,
  ],
  [
    'a date that is no day',
    MARA.map((segment) => segment.replace('20261202', '20261302')),
    /^Segment 13 \(DTP\): it has no service date/,
  ],
  [
    'a birth date still to come',
    MARA.map((segment) => segment.replace('19840317', '20270317')),
    /^Segment 12 \(DMG\): the birth date is still to come/,
  ],
])('%s is a problem at its place', (_name, segments, problem) => {
  const { appointments, problems } = read(...segments);
  expect(appointments).toEqual([]);
  expect(problems.map(noteText)).toEqual([expect.stringMatching(problem)]);
});

test('a claim file is refused with the command that takes it', () => {
  expect(() => read270(interchange([['BHT*0019*00*17*20261001*1200*CH']]))).toThrow(
    /this is a claim file \(837\): import it with `claimwright import claims`/,
  );
});

describe('public 270 files beside the checkout', () => {
  const samples = samplesOf('270');

  test(`all ${samples.length} are read or refused: inquiries with a member id become appointments`, async () => {
    for (const { name, text } of samples) {
      const { appointments, problems } = readOrNothing(text);
      for (const each of appointments) appointmentSchema.parse(each);
      const asked = (await byStreamParser(text)).filter(
        ({ id, elements }) => id === 'HL' && (elements[3] === '23' || elements[3] === '22'),
      ).length;
      expect([name, appointments.length + problems.length <= asked]).toEqual([name, true]);
    }
  });
});

function readOrNothing(text: string): Pick<AppointmentsRead, 'appointments' | 'problems'> {
  try {
    return read270(text, { today: '2026-11-23' });
  } catch (error) {
    if (error instanceof X12Refusal) return { appointments: [], problems: [] };
    throw error;
  }
}
