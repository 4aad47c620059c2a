import type { Appointment, Claim } from './claim.ts';

const SEPARATOR = '\u001f';

/**
 * What makes two claims of two files the same claim: payer, billing provider, patient control number, frequency, dates, amount.
 * @returns the text to be hashed into the row's unique key.
 */
export function claimIdentity(claim: Claim): string {
  return joined([
    claim.payer.id ?? claim.payer.name,
    claim.billingProvider.npi ?? claim.billingProvider.tin ?? claim.billingProvider.name,
    claim.patientControlNumber,
    claim.frequency ?? '1',
    claim.serviceFrom,
    claim.serviceTo,
    String(claim.billedCents),
  ]);
}

/** The same for an appointment: payer, member, patient, provider, day. */
export function appointmentIdentity({ payer, memberId, patient, providerNpi, serviceDate }: Appointment): string {
  return joined([
    payer.id ?? payer.name,
    memberId,
    patient.lastName,
    patient.firstName,
    patient.birthDate,
    providerNpi,
    serviceDate,
  ]);
}

const joined = (parts: readonly (string | null)[]): string =>
  parts.map((part) => (part ?? '').trim().toUpperCase().replaceAll(SEPARATOR, '')).join(SEPARATOR);
