/** A claim as the practice billed it (837P, 837I or CSV) and an appointment as it was scheduled. */
import { z } from 'zod';
import { isoDateSchema } from './dates.ts';

const text = z.string().nullable();

export const personSchema = z.object({
  lastName: z.string(),
  firstName: text,
  birthDate: isoDateSchema.nullable(),
  sex: z.enum(['F', 'M', 'U']).nullable(),
});
export type Person = z.infer<typeof personSchema>;

export const providerSchema = z.object({ name: text, npi: text, tin: text });
export type Provider = z.infer<typeof providerSchema>;

export const claimLineSchema = z.object({
  /** CPT, HCPCS, CDT; null on an institutional line that has a revenue code only. */
  procedure: text,
  modifiers: z.array(z.string()),
  revenueCode: text,
  billedCents: z.number().int(),
  units: z.number().nullable(),
  serviceFrom: isoDateSchema.nullable(),
  serviceTo: isoDateSchema.nullable(),
  /** REF*6R line item control number. */
  controlNumber: text,
});
export type ClaimLine = z.infer<typeof claimLineSchema>;

export const claimSchema = z.object({
  kind: z.enum(['professional', 'institutional', 'dental']),
  /** CLM01, our account number. */
  patientControlNumber: z.string().min(1),
  /** CLM05-3: 1 original, 7 replacement, 8 void. */
  frequency: text,
  /** REF*F8: the payer's number of the claim that this one replaces, or a number already known. */
  payerClaimControlNumber: text,
  payer: z.object({ name: z.string(), id: text }),
  memberId: text,
  groupNumber: text,
  subscriber: personSchema,
  /** Equal to the subscriber when SBR02 = 18 (self). */
  patient: personSchema,
  /** SBR02/PAT01 relationship code; 18 = self. */
  relationship: text,
  billingProvider: providerSchema,
  renderingProvider: providerSchema.nullable(),
  /** CLM02. */
  billedCents: z.number().int(),
  serviceFrom: isoDateSchema.nullable(),
  serviceTo: isoDateSchema.nullable(),
  diagnoses: z.array(z.string()),
  /** BHT04 of the file, or the CSV column: the day the claim was sent. */
  submittedOn: isoDateSchema.nullable(),
  lines: z.array(claimLineSchema),
});
export type Claim = z.infer<typeof claimSchema>;

export const appointmentSchema = z.object({
  payer: z.object({ name: z.string(), id: text }),
  memberId: z.string().min(1),
  patient: personSchema,
  providerNpi: text,
  serviceDate: isoDateSchema,
});
export type Appointment = z.infer<typeof appointmentSchema>;
