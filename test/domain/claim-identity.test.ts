import { expect, test } from 'vitest';
import { appointmentIdentity, claimIdentity } from '../../domain/claim-identity.ts';
import { aClaim } from '../builders/claims.ts';

test('the same claim has the same identity, whatever the case, the blanks and what an import adds', () => {
  const again = aClaim({
    patientControlNumber: ' hfc-1001 ',
    frequency: null,
    lines: [],
    submittedOn: null,
    diagnoses: [],
  });
  expect(claimIdentity(again)).toBe(claimIdentity(aClaim()));
});

test.each([
  { payer: { name: 'NORTHERN PINES HEALTH', id: 'NPH02' } },
  { billingProvider: { name: null, npi: '1730155219', tin: null } },
  { patientControlNumber: 'HFC-1002' },
  { frequency: '7' },
  { serviceFrom: '2026-09-13' },
  { serviceTo: '2026-09-15' },
  { billedCents: 15001 },
])('a claim that differs by %j is another claim', (change) => {
  expect(claimIdentity(aClaim(change))).not.toBe(claimIdentity(aClaim()));
});

test('no value can run into the next', () => {
  const left = aClaim({ patientControlNumber: 'A\u001fB', frequency: 'C' });
  const right = aClaim({ patientControlNumber: 'A', frequency: 'B\u001fC' });
  expect(claimIdentity(left)).not.toBe(claimIdentity(right));
});

test('two appointments of a day differ by patient', () => {
  const appointment = {
    payer: { name: 'P', id: null },
    memberId: 'M',
    patient: aClaim().patient,
    providerNpi: null,
    serviceDate: '2026-12-02',
  };
  const other = { ...appointment, patient: { ...appointment.patient, firstName: 'WREN' } };
  expect(appointmentIdentity(appointment)).not.toBe(appointmentIdentity(other));
});
