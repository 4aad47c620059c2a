/** The question that a claim or an appointment raises, in the words of a work item. */
import type { Appointment, Claim, Person } from './claim.ts';
import type { ClaimStatusInquiry, EligibilityInquiry, Member } from './work-item.ts';

const memberOf = (memberId: string | null, patient: Person): Member => ({
  memberId,
  lastName: patient.lastName || null,
  firstName: patient.firstName,
  birthDate: patient.birthDate,
});

/** Asks for the day of the appointment (OpenEMR once asked by policy start: the wrong day, the wrong answer). */
export const eligibilityInquiry = (appointment: Appointment): EligibilityInquiry => ({
  kind: 'eligibility',
  member: memberOf(appointment.memberId, appointment.patient),
  serviceDate: appointment.serviceDate,
  providerNpi: appointment.providerNpi,
});

export const claimStatusInquiry = (claim: Claim): ClaimStatusInquiry => ({
  kind: 'claim-status',
  member: memberOf(claim.memberId, claim.patient),
  patientControlNumber: claim.patientControlNumber,
  payerClaimControlNumber: claim.payerClaimControlNumber,
  serviceFrom: claim.serviceFrom,
  serviceTo: claim.serviceTo,
  billedCents: claim.billedCents,
  providerNpi: claim.billingProvider.npi,
});
