import { expect, test } from 'vitest';
import { readAppointmentTable } from '../../domain/appointment-table.ts';
import { appointmentSchema } from '../../domain/claim.ts';
import { noteText } from '../../domain/import-note.ts';

const ROW = {
  'Appt Date': '12/02/2026',
  Insurance: 'NORTHERN PINES HEALTH',
  'Member ID': 'NPH4410987',
  'Patient Name': 'QUILLON, MARA',
  DOB: '1984-03-17',
  Sex: 'female',
  NPI: '1730155201',
};
const read = (...rows: Readonly<Record<string, string>>[]): ReturnType<typeof readAppointmentTable> =>
  readAppointmentTable(
    { columns: Object.keys(ROW), rows: rows.map((cells, index) => ({ row: index + 2, cells })) },
    { today: '2026-11-23' },
  );

test('a row becomes an appointment, which may be still to come', () => {
  const { appointments, problems } = read(ROW);
  expect(problems).toEqual([]);
  expect(appointments.map((each) => appointmentSchema.parse(each))).toEqual([
    {
      payer: { name: 'NORTHERN PINES HEALTH', id: null },
      memberId: 'NPH4410987',
      patient: { lastName: 'QUILLON', firstName: 'MARA', birthDate: '1984-03-17', sex: 'F' },
      providerNpi: '1730155201',
      serviceDate: '2026-12-02',
    },
  ]);
});

test.each([
  ['DOB', '2026-11-24', /^Row 3, column "DOB": this day is still to come/],
  ['Member ID', '', /^Row 3, column "Member ID": the member id is missing/],
  ['Appt Date', 'tomorrow', /^Row 3, column "Appt Date": this is no day/],
  ['Appt Date', '', /^Row 3, column "Appt Date": the appointment date is missing/],
  ['Insurance', '', /^Row 3, column "Insurance": the payer is missing/],
  [
    'Patient Name',
    'MARA',
    /^Row 3, column "Patient Name": the patient's name is missing or not written as LAST, FIRST/,
  ],
])('%s = "%s" is a problem, and the other rows stand', (column, value, problem) => {
  const { appointments, problems } = read(ROW, { ...ROW, [column]: value }, ROW);
  expect(appointments).toHaveLength(2);
  expect(problems.map(noteText)).toEqual([expect.stringMatching(problem)]);
});

test('a missing column is named', () => {
  expect(() =>
    readAppointmentTable(
      { columns: ['Patient Name', 'DOB', 'Insurance', 'Member ID'], rows: [] },
      { today: '2026-11-23' },
    ),
  ).toThrow(
    /^A needed column is missing: "Appointment date" \(also accepted: "Appointment", .*\)\. Found: "Patient Name", "DOB"/,
  );
});
